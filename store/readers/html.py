"""Web pages: one article a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from store.drafts import Refusal
from store.model import Draft
from store.readers._html import looks_like_html
from store.readers._markup import begins_as_page, page_text
from store.readers._records import readable_head
from store.sources import read_all

NAME = "web page (HTML)"
SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
HEAVY = True


def sniff(head: bytes, suffix: str) -> int:
    """By how it begins; a fragment, by its name too."""
    if begins_as_page(head):
        return 8
    if suffix in SUFFIXES:
        return 7 if looks_like_html(readable_head(head)) else 5
    return 0


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:  # noqa: ARG001 - a reader's face
    """The one draft that a page makes. Raises Refused for what is no page."""
    from store.readers._page import page_draft  # a seventh of a second, only when there is a page

    yield page_draft(page_text(read_all(stream)))
