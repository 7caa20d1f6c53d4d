"""All that is said of one topic, wrapped below the tree."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.paint_row import DIM, PLAIN
from tui.wrap import Wrapped, fit

BOLD = Style(bold=True)

Passage = tuple[str, str]
"""(heading, text): the heading stands before the text, dimmed; empty for none."""


class TopicAbout(ScrollView, can_focus=False):
    """Shows a title, and passages below it; takes as many lines as they need, up to half."""

    DEFAULT_CSS = """
    TopicAbout {
        height: 5; border-top: solid $primary;
        scrollbar-size-vertical: 1; overflow-x: hidden; padding: 0 1;
    }
    """

    LEAST = 5

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = ""
        self._passages: list[Passage] = []
        self._lines: list[list[Segment]] = []

    def tell(self, title: str, passages: Sequence[Passage]) -> None:
        """Show something else, from its top; passages without text are left out."""
        told = [passage for passage in passages if passage[1]]
        if (title, told) != (self._title, self._passages):
            self._title, self._passages = title, told
            self._lay_out()
            self.scroll_to(y=0, animate=False)

    def on_resize(self, _event: events.Resize) -> None:
        self._lay_out()

    def page(self) -> None:
        """Scroll on by a page; behind the end comes the top."""
        at_end = self.scroll_offset.y >= self.max_scroll_y
        step = max(1, self.scrollable_content_region.height)
        self.scroll_to(y=0 if at_end else self.scroll_offset.y + step, animate=False)

    def _lay_out(self) -> None:
        width = max(8, self.scrollable_content_region.width)
        self._lines = [[Segment(fit(self._title, width).rstrip(), BOLD)]]
        for heading, text in self._passages:
            self._lines += _wrapped(heading, text, width)
        self.virtual_size = Size(0, len(self._lines))
        border = self.outer_size.height - self.size.height if self.is_mounted else 1
        room = self.app.size.height // 2
        self.styles.height = min(max(len(self._lines) + border, self.LEAST), max(room, self.LEAST))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        line = self._lines[index] if index < len(self._lines) else []
        return Strip(line).adjust_cell_length(width, PLAIN)


def _wrapped(heading: str, text: str, width: int) -> list[list[Segment]]:
    """The lines of a passage; its heading stands on the first."""
    whole = f"{heading} {text}" if heading else text
    rows = Wrapped(whole, width)
    rows.extend()
    lines = []
    for row in range(len(rows)):
        start, end = rows.drawn(row)
        edge = min(max(start, len(heading)), end)
        lines.append([Segment(whole[start:edge], DIM), Segment(whole[edge:end], PLAIN)])
    return lines
