"""Charts in a terminal: bars with their numbers beside them, and a table of pairs.

Each row is a line of its own, drawn when it is seen. Numbers always stand in figures, so that
neither colours nor lengths are the only sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from store.text import clean_line
from tui.paint_row import DIM, PLAIN
from tui.wrap import cells_of, fit

WHOLE, HALF, LITTLE = "█", "▌", "▏"
WIDEST_LABEL = 32
LEAST_BAR = 6
"""Cells below which no bar is drawn."""

MIDDLING, MUCH = Style(bold=True), Style(bold=True, reverse=True)


class Chart(Protocol):
    """What a chart widget shows, line by line."""

    @property
    def count(self) -> int:
        """How many rows there are."""

    def heading(self, width: int) -> str:
        """What stands over the columns."""

    def strip(self, index: int, width: int, cursor: Style | None) -> Strip:
        """A row; `cursor` is the style of all of it where the cursor is."""

    def query(self, index: int) -> str:
        """What finds the articles that a row counts; empty where no query can."""


class Row(NamedTuple):
    """A label with its numbers; without a label it is a gap."""

    label: str
    numbers: tuple[int, ...]
    query: str = ""


class Bars:
    """Rows with a bar for the first of their numbers; `inks` are styles of bars, by label."""

    def __init__(
        self,
        columns: Sequence[str],
        rows: Sequence[Row],
        inks: Mapping[str, Style] | None = None,
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.inks = inks or {}
        self._most = max((row.numbers[0] for row in rows), default=0)
        self._label = min(WIDEST_LABEL, max((_cells(row.label) for row in rows), default=0))
        self._sizes = (
            [
                max(len(name), *(len(f"{row.numbers[at]:,}") for row in rows), 1)
                for at, name in enumerate(columns)
            ]
            if rows
            else [len(name) for name in columns]
        )

    @property
    def count(self) -> int:
        return len(self.rows)

    def query(self, index: int) -> str:
        return self.rows[index].query

    def heading(self, width: int) -> str:
        label, sizes, _ = self._layout(width)
        names = (name.rjust(size) for name, size in zip(self.columns, sizes, strict=False))
        return fit(" " * (label + 1) + "".join(f" {name}" for name in names), width)

    def strip(self, index: int, width: int, cursor: Style | None) -> Strip:
        row = self.rows[index]
        label, sizes, room = self._layout(width)
        if not row.label:
            return Strip([Segment(fit(" ⋮", width), cursor or DIM)], width)
        numbers = (f"{n:,}".rjust(size) for n, size in zip(row.numbers, sizes, strict=False))
        name = fit(clean_line(row.label[: 4 * WIDEST_LABEL]), label)
        head = f" {name}" + "".join(f" {number}" for number in numbers)
        head = fit(head, min(width, cells_of(head)))
        drawn = f"  {bar(row.numbers[0], self._most, room - 2)}" if room else ""
        # The bar stays as it is under the cursor: reversed, its empty part would look like it.
        parts = [Segment(head, cursor or PLAIN), Segment(drawn, self.inks.get(row.label, PLAIN))]
        return Strip(parts).adjust_cell_length(width, PLAIN)

    def _layout(self, width: int) -> tuple[int, list[int], int]:
        """(cells of the label, cells of the numbers that there is room for, cells left)."""
        label = min(self._label, max(4, width // 2 - 8))
        sizes: list[int] = []
        left = width - label - 1
        for size in self._sizes:
            if sizes and left - size - 1 < LEAST_BAR:
                break
            sizes.append(size)
            left -= size + 1
        return label, sizes, left if left >= LEAST_BAR else 0


def bar(number: int, most: int, width: int) -> str:
    """A bar of `width` cells for `most`; what is more than nothing can always be seen."""
    if number <= 0 or width <= 0:
        return ""
    halves = round(2 * width * number / most)
    return WHOLE * (halves // 2) + HALF * (halves % 2) or LITTLE


class Pairs:
    """Which topics stand together: a row and a column for each, numbered, with counts.

    `counts` are by pair of places in `names`, either way round. Columns that have no room are
    left out; their pairs stand in the columns of their partners.
    """

    def __init__(
        self,
        names: Sequence[str],
        totals: Sequence[int],
        counts: Mapping[tuple[int, int], int],
        queries: Sequence[str],
    ) -> None:
        self.names = names
        self.totals = totals
        self.counts = counts
        self.queries = queries
        self._most = max(counts.values(), default=0)
        self._cell = 1 + max(2, len(f"{self._most}"), len(str(len(names))))
        self._total = max(3, *(len(f"{total:,}") for total in totals)) if totals else 3
        self._label = min(WIDEST_LABEL, max(map(_cells, names), default=0))

    @property
    def count(self) -> int:
        return len(self.names)

    def query(self, index: int) -> str:
        return self.queries[index]

    def heading(self, width: int) -> str:
        label, columns = self._layout(width)
        numbers = "".join(str(column + 1).rjust(self._cell) for column in range(columns))
        return fit(" " * (label + 4) + "all".rjust(self._total + 1) + numbers, width)

    def strip(self, index: int, width: int, cursor: Style | None) -> Strip:
        label, columns = self._layout(width)
        name = fit(clean_line(self.names[index][: 4 * WIDEST_LABEL]), label)
        head = f"{index + 1:>3} {name} {self.totals[index]:>{self._total},}"
        segments = [Segment(fit(head, 5 + label + self._total), PLAIN)]
        for column in range(columns):
            segments += self._cells(index, column)
        if cursor is not None:
            text = "".join(segment.text for segment in segments)
            return Strip([Segment(fit(text, width), cursor)], width)
        return Strip(segments).adjust_cell_length(width, PLAIN)

    def _cells(self, row: int, column: int) -> list[Segment]:
        number = self.counts.get((row, column)) or self.counts.get((column, row), 0)
        if row == column or not number:
            sign = "\\" if row == column else "·"
            return [Segment(sign.rjust(self._cell), DIM)]
        share = number / self._most
        style = MUCH if share > 0.6 else MIDDLING if share > 0.25 else PLAIN
        text = str(number)
        return [Segment(" " * (self._cell - len(text)), PLAIN), Segment(text, style)]

    def _layout(self, width: int) -> tuple[int, int]:
        """(cells of the name, columns that there is room for)."""
        label = min(self._label, max(4, width // 3))
        left = width - label - self._total - 5
        return label, max(0, min(left // self._cell, self.count))


def _cells(text: str) -> int:
    return cells_of(clean_line(text[: 4 * WIDEST_LABEL]))
