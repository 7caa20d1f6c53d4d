"""Lines to look at: laid out for the width, and only those painted again that differ."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.paint_row import PLAIN
from tui.wrap import WIDEST


class LineView(ScrollView, can_focus=False):
    """A subclass says what the lines are at a width, and how wide they are at most, in cells."""

    widest = WIDEST

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Strip] = []

    def lines(self, width: int) -> list[list[Segment]]:
        """What is shown, in lines of at most `width` cells."""
        raise NotImplementedError

    def lay_out(self, *, from_top: bool = False) -> None:
        """Show what the lines are now."""
        if from_top and self.scroll_offset.y:
            self.scroll_to(y=0, animate=False)
        width = max(1, min(self.scrollable_content_region.width - 1, self.widest))
        old, self._lines = (
            self._lines,
            [Strip([Segment(" ", PLAIN), *line]) for line in self.lines(width)],
        )
        self.virtual_size = Size(0, len(self._lines))
        for y in range(self.size.height):
            before, now = old[y : y + 1], self._lines[y : y + 1]
            if before != now:
                wide = max(strip.cell_length for strip in (*before, *now))
                self.refresh(Region(0, y, max(1, wide), 1))

    def on_resize(self, _event: events.Resize) -> None:
        self.lay_out()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        y += self.scroll_offset.y
        if y >= len(self._lines):
            return Strip.blank(width)
        return self._lines[y].adjust_cell_length(width, PLAIN)
