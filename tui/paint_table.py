"""A table in a terminal: names with figures in columns; what has no room is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from store.text import clean_line
from tui.paint_chart import WIDEST_LABEL
from tui.paint_row import PLAIN
from tui.wrap import cells_of, fit


class TableRow(NamedTuple):
    """A name with its figures; `note` is what there is to say about them."""

    label: str
    cells: Sequence[str]
    query: str = ""
    note: str = ""


class TextTable:
    """Rows of figures: a `tui.paint_chart.Chart`."""

    def __init__(self, columns: Sequence[str], rows: Sequence[TableRow]) -> None:
        self.columns = columns
        self.rows = rows
        labels = (cells_of(clean_line(row.label[: 4 * WIDEST_LABEL])) for row in rows)
        self._label = min(WIDEST_LABEL, max(labels, default=0))
        self._sizes = [
            max(len(name), *(len(row.cells[at]) for row in rows), 1) if rows else len(name)
            for at, name in enumerate(columns)
        ]

    @property
    def count(self) -> int:
        return len(self.rows)

    def query(self, index: int) -> str:
        return self.rows[index].query

    def heading(self, width: int) -> str:
        return self._line("", self.columns, width)

    def strip(self, index: int, width: int, cursor: Style | None) -> Strip:
        row = self.rows[index]
        line = self._line(clean_line(row.label[: 4 * WIDEST_LABEL]), row.cells, width)
        return Strip([Segment(line, cursor or PLAIN)], width)

    def _line(self, label: str, cells: Sequence[str], width: int) -> str:
        room = min(self._label, max(4, width // 2 - 4))
        line = f" {fit(label, room)}"
        for cell, size in zip(cells, self._sizes, strict=True):
            if cells_of(line) + size + 2 > width:
                break
            line += f"  {cell.rjust(size)}"
        return fit(line, width)
