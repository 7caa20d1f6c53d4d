"""A page of an article, and what the readers make of bytes, for tests."""

from __future__ import annotations

import io

from store.drafts import Refusal
from store.model import Draft
from store.readers import read_stream

BODY = "".join(
    f"<p>Sentence number {n} of the report says what was sold, to whom, and at what price.</p>"
    for n in range(9)
)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Sold</title>{head}</head><body>{body}</body></html>"


def read(data: bytes, name: str) -> list[Draft | Refusal]:
    return list(read_stream(io.BytesIO(data), name))


def only(data: bytes, name: str = "page.html") -> Draft:
    [draft] = read(data, name)
    assert isinstance(draft, Draft)
    return draft
