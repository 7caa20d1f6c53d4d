"""Text as rows of cells: where each row of a wrapped text starts, and what lies under a cell.

Offsets are code points into the text, `end` exclusive; columns are terminal cells from 0.
The rows of a text partition it: each character, blanks and line ends included, stands in
exactly one row. Blanks at the end of a row hang over its edge and are not drawn.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from rich.cells import split_graphemes

_ONE_CELL = (
    r"\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f"
    r"\u05d0-\u05ea\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
)
_OTHER = re.compile(f"[^{_ONE_CELL}]")

_NEVER_FIRST = frozenset(
    "、。，．・：；？！」』）】〉》〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…％”’»)]},.:;?!%"
)
"""Characters that East Asian typesetting does not put at the start of a row."""

_NEVER_LAST = frozenset("「『（【〈《〔“‘«([{")
"""Nor these at its end."""

SLICE = 200_000
"""Characters that are wrapped in one go: about 5 ms of Latin, 150 ms of Chinese."""

WIDEST = 88
"""A line of text longer than this tires the eye."""


@lru_cache(maxsize=64)
def _rows_pattern(width: int) -> re.Pattern[str]:
    """Greedy rows of one-cell characters: to a blank, else after a hyphen or dash, else cut."""
    hyphen = rf".{{0,{width - 1}}}\w[-–—/](?=\w)|" if width > 8 else ""
    return re.compile(rf".{{1,{width}}}(?:\ +|$)|{hyphen}.{{1,{width}}}", re.DOTALL)


def _graphemes(text: str) -> list[tuple[int, int, int]]:
    """(start, end, cells) of each grapheme; a leading joiner or mark gets no cell."""
    return split_graphemes(text)[0]


def _wide_rows(text: str, width: int) -> Iterator[int]:
    """Ends of the rows of a paragraph that holds wide, combining or joined characters."""
    row_start, cells = 0, 0
    break_at, cells_after_break = 0, 0
    previous_wide, opening = False, False
    for start, end, size in _graphemes(text):
        character = text[start]
        blank = text[start:end] == " "
        wide = previous_wide or size == 2
        if wide and start > row_start and character not in _NEVER_FIRST and not opening:
            break_at, cells_after_break = start, 0
        if cells + size > width and not blank and start > row_start:
            if row_start < break_at < start:
                yield break_at
                row_start, cells = break_at, cells_after_break
            if cells + size > width and start > row_start:
                yield start
                row_start, cells = start, 0
        cells += size
        cells_after_break += size
        if blank:
            break_at, cells_after_break = end, 0
        previous_wide, opening = size == 2, character in _NEVER_LAST
    yield len(text)


class Wrapped:
    """The rows of `text` at `width` cells, made in slices so that a huge text opens at once."""

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = max(1, width)
        self.starts = array("L")
        self._end = 0
        if not text:
            self.starts.append(0)

    def __len__(self) -> int:
        """Rows known so far."""
        return len(self.starts)

    @property
    def complete(self) -> bool:
        return self._end >= len(self.text)

    def extend(self, to: int | None = None) -> None:
        """Wrap on, up to the paragraph that holds offset `to`, or to the end of the text."""
        target = len(self.text) if to is None else min(to + 1, len(self.text))
        text = self.text
        while self._end < target:
            start = self._end
            newline = text.find("\n", start)
            stop = len(text) if newline < 0 else newline
            self._wrap_paragraph(start, stop)
            self._end = stop if newline < 0 else newline + 1
            if newline == len(text) - 1:
                self.starts.append(len(text))

    def _wrap_paragraph(self, start: int, stop: int) -> None:
        if start == stop:
            self.starts.append(start)
        elif _OTHER.search(self.text, start, stop):
            self.starts.append(start)
            paragraph = self.text[start:stop]
            ends = list(_wide_rows(paragraph, self.width))
            self.starts.extend(start + end for end in ends[:-1])
        else:
            rows = _rows_pattern(self.width).finditer(self.text, start, stop)
            self.starts.extend(row.start() for row in rows)

    def row_of(self, offset: int) -> int:
        """The row in which the character at `offset` stands."""
        if offset >= self._end and not self.complete:
            self.extend(offset)
        return max(0, bisect_right(self.starts, offset) - 1)

    def span(self, row: int) -> tuple[int, int]:
        """(start, end) of a row, with the blanks and the line end that hang over its edge."""
        start = self.starts[row]
        end = self.starts[row + 1] if row + 1 < len(self.starts) else self._end
        return start, max(start, end)

    def drawn(self, row: int) -> tuple[int, int]:
        """(start, end) of what is drawn of a row: without what hangs over its edge."""
        start, end = self.span(row)
        visible = self.text[start:end].rstrip(" \n")
        return start, start + len(visible)

    def column_of(self, row: int, offset: int) -> int:
        """The cell in which the character at `offset` begins."""
        start, end = self.drawn(row)
        return cells_of(self.text[start : min(max(offset, start), end)])

    def offset_at(self, row: int, column: int) -> int:
        """The character under a cell; the end of what is drawn for a cell behind it."""
        start, end = self.drawn(row)
        return start + index_at(self.text[start:end], column)


def cells_of(text: str) -> int:
    """The width of `text` in cells."""
    if not _OTHER.search(text):
        return len(text)
    return split_graphemes(text)[1]


def index_at(text: str, column: int) -> int:
    """The index of the character that covers a cell; len(text) behind the last."""
    if column <= 0:
        return 0
    if not _OTHER.search(text):
        return min(column, len(text))
    cells = 0
    for start, _end, size in _graphemes(text):
        cells += size
        if cells > column:
            return start
    return len(text)


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` cut or padded to exactly `width` cells; a cut is marked with the ellipsis."""
    if width <= 0:
        return ""
    size = cells_of(text)
    if size <= width:
        return text + " " * (width - size)
    kept = text[: index_at(text, width - cells_of(ellipsis))]
    return fit(kept + ellipsis, width, "")
