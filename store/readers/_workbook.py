"""What the sheets of a workbook share: their names, the shared strings, which numbers are dates."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from store.drafts import Refused
from store.readers._xml import Handler, parse
from store.readers._zip import Archive

MAX_STRINGS = 60_000_000
"""Characters of shared strings, which have to be in memory all at once."""

_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""Numbers of the built-in formats that show a date or a time."""

_NOT_CODES = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DATE_CODES = re.compile("[dmyDMY]")
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


class Sheet(NamedTuple):
    """A sheet as the user knows it, and the part of the archive that it stands in."""

    name: str
    part: str


class Workbook:
    """The names, strings and dates of one workbook."""

    def __init__(self, archive: Archive) -> None:
        book = _Book()
        parse(archive.chunks("xl/workbook.xml"), book)
        targets = _Targets()
        parse(archive.chunks("xl/_rels/workbook.xml.rels"), targets)
        self.sheets = list(_sheets(book.sheets, targets.found))
        self._epoch = _EPOCH_1904 if book.from_1904 else _EPOCH
        self.strings: list[str] = []
        if "xl/sharedStrings.xml" in archive:
            strings = _Strings()
            parse(archive.chunks("xl/sharedStrings.xml"), strings)
            self.strings = strings.found
        self._dated: list[bool] = []
        if "xl/styles.xml" in archive:
            styles = _Styles()
            parse(archive.chunks("xl/styles.xml"), styles)
            self._dated = styles.dated()

    def is_date(self, style: str) -> bool:
        """Whether cells of this style show dates."""
        place = int(style) if style.isdecimal() and len(style) < 8 else len(self._dated)
        return place < len(self._dated) and self._dated[place]

    def moment(self, number: str) -> str:
        """The date, and its time unless it is midnight, that a number stands for."""
        try:
            found = self._epoch + timedelta(days=float(number))
        except (ValueError, OverflowError):  # not a number, or no day of the calendar
            return number
        if not (found.hour or found.minute or found.second):
            return found.date().isoformat()
        return found.isoformat(timespec="seconds")


def _sheets(named: Iterable[tuple[str, str]], targets: dict[str, str]) -> Iterator[Sheet]:
    for name, relation in named:
        target = targets.get(relation, "")
        if "worksheets/" in target:  # others are charts
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            yield Sheet(name, posixpath.normpath(path))


class _Book(Handler):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            relation = next((attributes[key] for key in attributes if key.endswith("}id")), "")
            self.sheets.append((attributes.get("name", ""), relation))
        elif tag == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")


class _Targets(Handler):
    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            self.found[attributes.get("Id", "")] = attributes.get("Target", "")


class _Strings(Handler):
    """Texts that cells refer to by number; how words are pronounced is left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._size = 0
        self._within: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - a handler's face
        if tag in ("t", "rPh"):
            self._within.append(tag)

    def data(self, text: str) -> None:
        if self._within == ["t"]:
            self._size += len(text)
            if self._size > MAX_STRINGS:
                raise Refused(f"has over {MAX_STRINGS // 1_000_000} MB of texts: split it first")
            self._parts.append(text)

    def end(self, tag: str) -> None:
        if tag in ("t", "rPh") and self._within:
            self._within.pop()
        elif tag == "si":
            self.found.append("".join(self._parts))
            self._parts.clear()


class _Styles(Handler):
    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._formats: list[str] = []
        self._in_cells = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            self._formats.append(attributes.get("numFmtId", "0"))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._in_cells = False

    def dated(self) -> list[bool]:
        """For each style of cells, whether it shows a date."""
        return [self._is_date(number) for number in self._formats]

    def _is_date(self, number: str) -> bool:
        code = self._codes.get(number)
        if code is not None:
            return _DATE_CODES.search(_NOT_CODES.sub("", code[:1000])) is not None
        return number.isdecimal() and len(number) < 8 and int(number) in _DATE_FORMATS
