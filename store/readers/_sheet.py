"""The rows of one sheet of a workbook, as they stream by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.drafts import Refused
from store.readers._records import MAX_RECORD, TOO_LONG
from store.readers._table import MOST_COLUMNS
from store.readers._workbook import Workbook
from store.readers._xml import Handler, parsing
from store.readers._zip import Archive

_PLACE = re.compile(r"([A-Z]{1,3})\d*")

Row = tuple[str, list[str] | Refused]


def rows_of(archive: Archive, part: str, workbook: Workbook) -> Iterator[Row]:
    """Each row of a sheet with its number, as far as its last cell, or why it cannot be had."""
    sheet = _Sheet(workbook)
    for _ in parsing(archive.chunks(part), sheet):
        yield from sheet.taken()


class _Sheet(Handler):
    """Puts cells into rows. A cell says where it stands, or stands after the one before it."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._rows: list[Row] = []
        self._number = 0
        self._cells: dict[int, str] = {}
        self._column = 0
        self._size = 0
        self._kind = self._style = ""
        self._parts: list[str] = []
        self._in_value = False

    def taken(self) -> list[Row]:
        """The rows that have ended since the last time."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            told = attributes.get("r", "")
            self._number = int(told) if told.isdecimal() and len(told) < 8 else self._number + 1
            self._cells, self._column, self._size = {}, -1, 0
        elif tag == "c":
            self._column = _column(attributes.get("r", ""), self._column + 1)
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._parts.clear()
        elif tag in ("v", "t"):
            self._in_value = True

    def data(self, text: str) -> None:
        if self._in_value and self._size <= MAX_RECORD:
            self._size += len(text)
            self._parts.append(text)

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._in_value = False
        elif tag == "c" and 0 <= self._column < MOST_COLUMNS:
            self._cells[self._column] = self._value("".join(self._parts))
            self._parts.clear()
        elif tag == "row":
            self._end_row()

    def _end_row(self) -> None:
        row: list[str] | Refused = Refused(TOO_LONG)
        if self._size <= MAX_RECORD:
            width = max(self._cells, default=-1) + 1
            row = [self._cells.get(column, "") for column in range(width)]
        self._rows.append((f"row {self._number}", row))

    def _value(self, raw: str) -> str:
        strings = self._workbook.strings
        if self._kind == "s":
            place = int(raw) if raw.isdecimal() and len(raw) < 10 else len(strings)
            value = strings[place] if place < len(strings) else ""
            self._size += len(value)
            return value
        if self._kind == "e":  # such as #REF!
            return ""
        return self._workbook.moment(raw) if self._workbook.is_date(self._style) else raw


def _column(place: str, following: int) -> int:
    """The number from 0 on of the column that `AB12` names."""
    found = _PLACE.match(place)
    if not found:
        return following
    number = 0
    for letter in found[1]:
        number = 26 * number + ord(letter) - 64
    return number - 1
