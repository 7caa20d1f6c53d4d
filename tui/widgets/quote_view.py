"""All of one quote: speaker, topics, origin, text, note."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.model import QuoteRow
from tui.paint_quote import quote_lines
from tui.paint_row import PLAIN, Looks
from tui.palette import Depth
from tui.widgets.page_view import WIDEST


class QuoteView(ScrollView, can_focus=False):
    """Draws the quote that it is given; only lines that differ are painted again."""

    def __init__(self, depth: Depth = Depth.MANY, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.depth = depth
        self.looks: Looks = {}
        self.quote: QuoteRow | None = None
        self._lines: list[Strip] = []

    def show(self, quote: QuoteRow | None, looks: Looks) -> None:
        """Show another quote from its top, or the same one as it is now."""
        if (quote, looks) == (self.quote, self.looks):
            return
        self.quote, self.looks = quote, looks
        if self.scroll_offset.y:
            self.scroll_to(y=0, animate=False)
        self._lay_out()

    def on_resize(self, _event: events.Resize) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        width = max(1, min(self.scrollable_content_region.width - 1, WIDEST))
        lines = quote_lines(self.quote, width, self.looks, self.depth) if self.quote else []
        old, self._lines = self._lines, [_indented(line) for line in lines]
        self.virtual_size = Size(0, len(self._lines))
        for y in range(self.size.height):
            before, now = old[y : y + 1], self._lines[y : y + 1]
            if before != now:
                wide = max(strip.cell_length for strip in (*before, *now))
                self.refresh(Region(0, y, max(1, wide), 1))

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        y += self.scroll_offset.y
        if y >= len(self._lines):
            return Strip.blank(width)
        return self._lines[y].adjust_cell_length(width, PLAIN)


def _indented(line: list[Segment]) -> Strip:
    return Strip([Segment(" ", PLAIN), *line])
