"""CSV and its kin: one article a row, with whatever delimiter and encoding the file has.

Rows are read one at a time, so that the size of the file does not matter.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from itertools import count
from typing import BinaryIO

from store.decoding import looks_like_text
from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._columns import Columns, telling
from store.readers._records import (
    MAX_RECORD,
    TOO_LONG,
    as_utf8,
    line_text,
    lines,
    page_of,
    readable_head,
)
from store.readers._table import table_drafts

NAME = "table of text (CSV, TSV)"
SUFFIXES = (".csv", ".tsv", ".tab")
STREAMS = True
COLUMNS = True

_DELIMITERS = ",;\t|"
_TOP = 10
"""Lines on top that are looked at for the names of columns: exports have their title there."""

_TOLD = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
"""A first line by which a spreadsheet says what its delimiter is."""

_LONE_RETURN = re.compile(r"\r(?!\n?\Z)")
"""A line end of old, inside a line; to the library it would be an error."""


def sniff(head: bytes, suffix: str) -> int:
    """By its suffix, or by a first line that names a text and at least two more fields."""
    if not looks_like_text(head):
        return 0
    if suffix in SUFFIXES:
        return 6
    first = readable_head(head).split("\n", 1)[0]
    if first.lstrip().startswith("<"):
        return 0  # a page: its scripts make a thousand cells, and looking at them takes a while
    found = (telling(_cells(first, mark)) for mark in _DELIMITERS if mark in first)
    return 7 if max(found, default=0) >= 3 else 0


def read(stream: BinaryIO, name: str, columns: Columns | None = None) -> Iterator[Draft | Refusal]:
    """One draft for each row below the first, which names the columns.

    Raises Refused where no column is named like a text.
    """
    rows = _rows(_Lines(stream))
    yield from table_drafts(rows, name, columns or Columns(), ragged=False)


def _rows(source: _Lines) -> Iterator[tuple[str, list[str] | Refused]]:
    """Each row with the place where it begins, or why it cannot be had."""
    # A setting of the whole process; the library's own is too short for an article.
    csv.field_size_limit(MAX_RECORD)
    reader = csv.reader(source, delimiter=source.delimiter)
    for number in count(1):
        begin = source.begin_row()
        row: list[str] | Refused
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            row = Refused(f"is no row of a table ({error})")
        except Refused as error:
            row = error
        if row:
            yield f"row {number}, line {begin}", row


class _Lines:
    """The lines of a table, for the library to make rows of; each row within the cap.

    An iterator that raises, and still goes on after that, which a generator could not.
    """

    def __init__(self, stream: BinaryIO) -> None:
        whole = as_utf8(stream)
        self._page = page_of(whole)
        self._lines = lines(whole)
        self._number = 0
        self._size = 0
        self._waiting: deque[str] = deque()
        first = next(self, "")
        told = _TOLD.fullmatch(first)
        self.delimiter = told[1] if told else self._look_ahead(first)

    def __iter__(self) -> Iterator[str]:
        return self

    def begin_row(self) -> int:
        """Count anew towards the cap; the number of the line that the row begins with."""
        self._size = 0
        return self._number - len(self._waiting) + 1

    def __next__(self) -> str:
        if self._waiting:
            return self._waiting.popleft()
        self._number, data = next(self._lines)
        if data is None:
            raise Refused(TOO_LONG)
        self._size += len(data)
        if self._size > MAX_RECORD:
            raise Refused(f"{TOO_LONG}, or close the quotation mark in it")
        return _LONE_RETURN.sub(" ", line_text(data, self._page))

    def _look_ahead(self, first: str) -> str:
        """The delimiter of the first line, or of one soon after it that names more."""
        ahead = [first]
        while len(ahead) < _TOP and not any(telling(_cells(ahead[-1], m)) for m in _DELIMITERS):
            line = next(self, "")
            if not line:
                break
            ahead.append(line)
        self._waiting.extend(ahead)
        names = any(telling(_cells(ahead[-1], mark)) > 1 for mark in _DELIMITERS)
        return _delimiter(ahead[-1] if names else first)


def _delimiter(first: str) -> str:
    """What divides the first line into the names that tell the most, or else into most cells."""
    return max(
        _DELIMITERS, key=lambda mark: (telling(_cells(first, mark)), len(_cells(first, mark)))
    )


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
