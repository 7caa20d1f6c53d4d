"""JSON Lines: one object a line for each quote, with the field names of QuoteRow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

import msgspec

from store.model import QuoteRow
from store.writers.registry import Options

NAME = "jsonl"
SUFFIX = ".jsonl"


def write(rows: Iterable[QuoteRow], out: TextIO, options: Options) -> int:  # noqa: ARG001
    """Write `rows` as they come."""
    encode = msgspec.json.Encoder().encode
    quotes = 0
    for row in rows:
        out.write(encode(row).decode() + "\n")
        quotes += 1
    return quotes
