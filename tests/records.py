"""What the readers make of bytes that hold records, for tests."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest

from store.model import Draft
from store.readers import Columns, Refusal, Refused, read_stream

KNOWN = {"title": "Orders up", "text": "“We are ready,” said Anna Belova.", "outlet": "Volga Daily"}


def read(
    data: bytes, name: str = "x", columns: Mapping[str, str] | None = None
) -> list[Draft | Refusal]:
    return list(read_stream(io.BytesIO(data), name, Columns(columns)))


def drafts(data: bytes, name: str = "x", columns: Mapping[str, str] | None = None) -> list[Draft]:
    found = read(data, name, columns)
    refused = [item for item in found if isinstance(item, Refusal)]
    assert not refused
    return [item for item in found if isinstance(item, Draft)]


def refusals(data: bytes, name: str = "x") -> list[str]:
    return [f"{r.where}: {r.why}" for r in read(data, name) if isinstance(r, Refusal)]


def reason(data: bytes, name: str = "x") -> str:
    with pytest.raises(Refused) as caught:
        read(data, name)
    return str(caught.value)
