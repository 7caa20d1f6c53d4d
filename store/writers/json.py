"""JSON: one object, `{"version": 1, "quotes": [...]}`, with a line for each quote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

import msgspec

from store.model import QuoteRow
from store.writers.registry import Options

NAME = "json"
SUFFIX = ".json"
VERSION = 1


def write(rows: Iterable[QuoteRow], out: TextIO, options: Options) -> int:  # noqa: ARG001
    """Write `rows` as they come, with the field names of QuoteRow."""
    encode = msgspec.json.Encoder().encode
    quotes = 0
    out.write(f'{{"version":{VERSION},"quotes":[')
    for row in rows:
        out.write(",\n" if quotes else "\n")
        out.write(encode(row).decode())
        quotes += 1
    out.write("\n]}\n")
    return quotes
