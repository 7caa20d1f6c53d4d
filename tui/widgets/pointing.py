"""The mouse in the reader: a click puts the cursor, dragging selects, a double click a word."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset
from textual.timer import Timer

from store.characters import next_character_end
from tui.paint import GUTTER
from tui.widgets.motion import MovingReader

PULL = 0.05
"""Seconds after which the text moves on under a pointer that is held above or below it."""


class PointingReader(MovingReader):
    """Selects from where the button goes down to the pointer, both characters included.

    The text stands still under the mouse: it scrolls only while the pointer is outside.
    """

    _pressed: int | None = None
    """The character on which the button went down; None while it is up."""

    _pointer = Offset(0, 0)
    _pull: Timer | None = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button != 1 or not self.page.text:
            return
        # The offset of an event counts the border in.
        self._pointer = event.get_content_offset_capture(self)
        self._pressed = self._offset_near(self._pointer)
        self.capture_mouse()
        self.reading.anchor = None
        self.go(self._pressed)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._pressed is None:
            return
        if not event.button:  # it was let go where nobody told
            self._let_go()
            return
        self._pointer = event.get_content_offset_capture(self)
        self._select_to_pointer()
        if self._beyond and self._pull is None:
            self._pull = self.set_interval(PULL, self._pull_on)

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        self._let_go()

    def on_click(self, event: events.Click) -> None:
        wanted = {2: self.reading.word, 3: self.reading.sentence}.get(event.chain)
        if wanted and self.page.text[slice(*wanted())].strip():
            self.select_span(wanted())

    def _bring_into_view(self) -> bool:
        return self._pressed is None and super()._bring_into_view()

    def come_along(self) -> None:
        if self._pressed is None:
            super().come_along()

    @property
    def _beyond(self) -> int:
        """By how many rows the pointer is below the pane; negative above it."""
        y = self._pointer.y
        return min(y, 0) or max(0, y - self.size.height + 1)

    def _offset_near(self, at: Offset) -> int:
        """The character under a cell, or the one next to it; behind a row, where the row ends."""
        row = min(max(at.y, 0), self.size.height - 1) + self.scroll_offset.y - len(self._head)
        if row < 0:
            return 0
        if row >= len(self._rows):
            return len(self.page.text.rstrip())
        return self._rows.offset_at(row, at.x - GUTTER)

    def _select_to_pointer(self) -> None:
        pressed, offset = self._pressed, self._offset_near(self._pointer)
        if pressed is None or (pressed == offset and self.reading.anchor is None):
            return
        if pressed <= offset:
            self.reading.select(pressed, self._end_of(offset))
        else:
            self.reading.select(self._end_of(pressed), offset)
        self._moved()

    def _end_of(self, offset: int) -> int:
        """Where the character under the pointer ends; a blank or a line end is left out."""
        text = self.page.text
        return offset if not text[offset : offset + 1].strip() else next_character_end(text, offset)

    def _pull_on(self) -> None:
        """Scroll by as many rows as the pointer is beyond the edge, and select what comes."""
        if self._pressed is None or not self._beyond:
            self._stop_pulling()
            return
        self.scroll_to(y=self.scroll_offset.y + self._beyond, animate=False, immediate=True)
        self._select_to_pointer()

    def _stop_pulling(self) -> None:
        if self._pull is not None:
            self._pull.stop()
            self._pull = None

    def _let_go(self) -> None:
        self._pressed = None
        self._stop_pulling()
        self.release_mouse()
