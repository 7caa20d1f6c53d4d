"""Keys and what they do, under headings, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.keys import Group
from tui.paint_row import DIM, PLAIN
from tui.wrap import cells_of, fit

BOLD = Style(bold=True)
HEADING = Style(bold=True, underline=True)

COLUMN = 36
"""Cells that a column needs to be read with ease."""

Cell = tuple[str, str]
"""(keys, what they do); a heading has no keys, an empty cell neither."""

EMPTY: Cell = ("", "")


def cells(groups: Iterable[Group]) -> list[Cell]:
    """The groups one below the other, parted by an empty cell."""
    found: list[Cell] = []
    for heading, rows in groups:
        found += [EMPTY] if found else []
        found += [("", heading), *rows]
    return found


def columns(column: Sequence[Cell], count: int) -> list[list[Cell]]:
    """Rows of `count` cells, to be read column by column; no column ends with its heading."""
    height = max(2, -(-len(column) // count))  # room for a heading and a key
    parts: list[list[Cell]] = []
    rest = list(column)
    while rest and len(parts) < count - 1:
        part, rest = rest[:height], rest[height:]
        while rest and part and not part[-1][0]:
            rest.insert(0, part.pop())
        parts.append(part)
        while rest and rest[0] == EMPTY:
            rest.pop(0)
    parts.append(rest)
    tallest = max(map(len, parts))
    padded = [part + [EMPTY] * (tallest - len(part)) for part in parts]
    return [list(row) for row in zip(*padded, strict=True)]


class KeySheet(ScrollView, can_focus=True):
    """Draws the rows that are seen."""

    DEFAULT_CSS = "KeySheet { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._groups: Sequence[Group] = ()
        self._rows: list[list[Cell]] = []
        self._keys = 0

    def show(self, groups: Sequence[Group]) -> None:
        """Show other keys, from their top."""
        self._groups = groups
        self._lay_out()
        self.scroll_to(y=0, animate=False)

    def on_resize(self, _event: events.Resize) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        every = cells(self._groups) or [("", "no key does that")]
        self._rows = columns(every, max(1, min(3, self.size.width // COLUMN)))
        self._keys = min(max(cells_of(keys) for keys, _ in every), 14)
        self.virtual_size = Size(self.size.width, len(self._rows))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        index = y + self.scroll_offset.y
        if index >= len(self._rows):
            return Strip.blank(width)
        row = self._rows[index]
        room = width // len(row)
        strip = Strip([part for cell in row for part in self._cell(cell, room)])
        return strip.adjust_cell_length(width, PLAIN)

    def _cell(self, cell: Cell, width: int) -> list[Segment]:
        keys, what = cell
        if not keys:
            text = fit(what, min(width, cells_of(what)))
            return [Segment(text, HEADING), Segment(" " * (width - cells_of(text)), PLAIN)]
        shown = fit(keys, max(self._keys, min(cells_of(keys), width // 2)))
        left = max(0, width - cells_of(shown) - 3)
        said = Segment(f"{fit(what, left)} ", PLAIN)
        return [Segment(shown, BOLD), Segment("  ", DIM), said]
