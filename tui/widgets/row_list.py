"""A list of any length, drawn row by row: cursor, marks, scrolling, and no row that is not seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from store.model import KeptOut
from tui.paint_row import CURSOR, DIM, RESTING
from tui.widgets.pointed import PointedView
from tui.wrap import fit


class RowList(PointedView, can_focus=True):
    """Moves a cursor over `count` rows; a subclass draws one row and says what it is.

    `moved` is called when the cursor has moved. It is no message, because what a message changes
    is painted one frame later.
    """

    BINDINGS = [
        Binding("j,down", "move(1)", "next", id="list.down", show=False),
        Binding("k,up", "move(-1)", "previous", id="list.up", show=False),
        Binding("g,home", "edge(-1)", "first", id="list.top", show=False),
        Binding("G,end", "edge(1)", "last", id="list.end", show=False),
        Binding("pagedown", "page(1)", "page down", id="list.page_down", show=False),
        Binding("pageup", "page(-1)", "page up", id="list.page_up", show=False),
    ]

    @dataclass
    class Unread(Message):
        """What is to be shown of a row cannot be read just now."""

        error: KeptOut

    def __init__(self, *, moved: Callable[[], None] = lambda: None, id: str | None = None) -> None:
        super().__init__(id=id)
        self._moved = moved
        self.count = 0
        self.cursor = 0
        self.nothing = ""
        """What stands there where there is no row."""
        self.is_undrawn = False
        """Whether there are rows that could not be read when they were to be drawn."""

    def draw(self, index: int, width: int) -> Strip:
        """The strip of a row."""
        raise NotImplementedError

    def cursor_style(self, index: int) -> Style | None:
        """How a row is drawn because the cursor is on it; None where it is not."""
        if index != self.cursor:
            return None
        return CURSOR if self.has_focus else RESTING

    def chosen(self) -> None:
        """The row under the cursor was clicked when the cursor was there already."""

    def set_count(self, count: int, cursor: int = 0) -> None:
        """Show other rows."""
        self._by_pointer = False
        self.count = count
        self.cursor = max(0, min(cursor, count - 1))
        self._measure()
        self._bring_into_view()
        self.refresh()

    def go(self, index: int) -> None:
        """Put the cursor on a row; the nearest where there is none."""
        index = max(0, min(index, self.count - 1))
        if index == self.cursor:
            return
        self._by_pointer = False
        old, self.cursor = self.cursor, index
        if not self._bring_into_view():
            self.refresh_line(old)
            self.refresh_line(index)
        self._tell_moved()

    def come_along(self) -> None:
        top = self.scroll_offset.y
        index = max(top, min(self.cursor, top + self.size.height - 1, self.count - 1))
        if index != self.cursor:
            self.cursor = index
            self._tell_moved()

    def _tell_moved(self) -> None:
        """Tell of the move; where what is told of cannot be read just now, tell of that."""
        try:
            self._moved()
        except KeptOut as error:
            self.post_message(self.Unread(error))

    def _measure(self) -> None:
        self.virtual_size = Size(0, self.count)

    def _bring_into_view(self) -> bool:
        """Scroll by half a page where the cursor left the view; True when it scrolled.

        One large repaint now and then is less to send than a screen for every row.
        """
        height = max(1, self.size.height)
        top = self.scroll_offset.y
        if top <= self.cursor < top + height:
            return False
        wanted = self.cursor - height // 2
        if abs(self.cursor - top) > 2 * height:
            wanted = self.cursor - height // 3
        wanted = max(0, min(wanted, self.count - height))
        self.scroll_to(y=wanted, animate=False)
        return True

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if index >= self.count:
            told = f" {self.nothing}" if not index and self.nothing else ""
            return Strip([Segment(fit(told, width), DIM)]) if told else Strip.blank(width)
        try:
            return self.draw(index, width)
        except KeptOut:  # whoever looks round says why
            self.is_undrawn = True
            return Strip([Segment(fit(" …", width), DIM)])

    def on_resize(self, _event: events.Resize) -> None:
        self._measure()
        self._bring_into_view()

    def on_focus(self) -> None:
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        self.refresh_line(self.cursor)

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if index < self.count:
            if index == self.cursor:
                self.chosen()
            self.go(index)

    def action_move(self, step: int) -> None:
        self.go(self.cursor + step)

    def action_edge(self, step: int) -> None:
        self.go(self.count - 1 if step > 0 else 0)

    def action_page(self, step: int) -> None:
        self.go(self.cursor + step * max(1, self.size.height - 1))
