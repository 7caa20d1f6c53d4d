"""All of one quote: speaker, topics, origin, text, note."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from store.model import QuoteRow
from tui.paint_quote import quote_lines
from tui.paint_row import DIM, PLAIN, Looks
from tui.palette import Depth
from tui.wrap import WIDEST, fit

MORE = "  ↓ more"


class QuoteView(Widget):
    """Draws the quote that it is given; only lines that differ are painted again.

    No ScrollView: that lays out the whole screen anew, and paints every scroll bar, each time
    that a quote has another number of lines.
    """

    def __init__(self, depth: Depth = Depth.MANY, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.depth = depth
        self.looks: Looks = {}
        self.quote: QuoteRow | None = None
        self.orphaned = False
        self.top = 0
        self._lines: list[Strip] = []
        self._painted: list[Strip] = []

    def show(self, quote: QuoteRow | None, looks: Looks, *, orphaned: bool = False) -> None:
        """Show another quote from its top, or the same one as it is now."""
        if (quote, looks, orphaned) != (self.quote, self.looks, self.orphaned):
            self.quote, self.looks, self.orphaned = quote, looks, orphaned
            self.top = 0
            self._lay_out()

    def scroll_lines(self, lines: int) -> None:
        """Show what stands further down, or further up; the last line stays in view."""
        self.top = max(0, min(self.top + lines, len(self._lines) - self.size.height))
        self._paint()

    def on_resize(self, _event: events.Resize) -> None:
        self._lay_out()

    def on_mouse_scroll_down(self) -> None:
        self.scroll_lines(1)

    def on_mouse_scroll_up(self) -> None:
        self.scroll_lines(-1)

    def _lay_out(self) -> None:
        width = max(1, min(self.size.width - 2, WIDEST))
        lines = (
            quote_lines(self.quote, width, self.looks, self.depth, orphaned=self.orphaned)
            if self.quote
            else []
        )
        self._lines = [Strip([Segment(" ", PLAIN), *line]) for line in lines]
        self._paint()

    def _paint(self) -> None:
        old, self._painted = self._painted, self._in_view()
        for y in range(self.size.height):
            before, now = old[y : y + 1], self._painted[y : y + 1]
            if before != now:
                wide = max(strip.cell_length for strip in (*before, *now))
                self.refresh(Region(0, y, max(1, wide), 1))

    def _in_view(self) -> list[Strip]:
        """What stands in view; the last line says when there is more."""
        width, height = self.size
        lines = [line.crop(0, width) for line in self._lines[self.top : self.top + height]]
        if lines and len(self._lines) > self.top + height:
            room = max(0, width - len(MORE))
            last = lines[-1].adjust_cell_length(room, PLAIN)
            lines[-1] = Strip([*last, Segment(fit(MORE, width - room), DIM)])
        return lines

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y >= len(self._painted):
            return Strip.blank(width)
        return self._painted[y].adjust_cell_length(width, PLAIN)
