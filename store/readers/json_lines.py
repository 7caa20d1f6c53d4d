"""JSON Lines: one article a line, read line by line, so that the size does not matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._columns import Columns
from store.readers._json import drafts
from store.readers._records import TOO_LONG, as_utf8, lines, readable_head

NAME = "JSON Lines"
SUFFIXES = (".jsonl", ".ndjson", ".jsonlines")
STREAMS = True
COLUMNS = True

_TWO_LINES = re.compile(r'\s*\{[ \t]*"[^\n]*\}[ \t]*\r?\n\s*\{')
_ONE_LONG_LINE = re.compile(r'\s*\{[ \t]*"[^\n]+')


def sniff(head: bytes, suffix: str) -> int:
    """Two lines that are objects are certain; one object may be the first of many."""
    text = readable_head(head)
    if _TWO_LINES.match(text):
        return 9
    if suffix in SUFFIXES:
        return 8 if text.lstrip().startswith("{") else 5
    return 6 if _ONE_LONG_LINE.fullmatch(text) and suffix != ".json" else 0


def read(stream: BinaryIO, name: str, columns: Columns | None = None) -> Iterator[Draft | Refusal]:
    """One draft for each line that is an object."""
    yield from drafts(_items(stream), name, columns or Columns())


def _items(stream: BinaryIO) -> Iterator[tuple[str, bytes | Refused]]:
    for number, data in lines(as_utf8(stream)):
        if data is None:
            yield f"line {number}", Refused(TOO_LONG)
        elif not data.isspace():
            yield f"line {number}", data
