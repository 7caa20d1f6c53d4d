"""What a typed beginning may become: a short list under a field that keeps the focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.paint_row import CURSOR, DIM
from tui.widgets.row_list import RowList
from tui.wrap import fit


class Completions(RowList, can_focus=False):
    """Texts, best first. None is chosen until `choose` is called."""

    @dataclass
    class Taken(Message):
        """A text was clicked."""

        text: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.texts: Sequence[str] = ()
        self.choosing = False

    def show(self, texts: Sequence[str]) -> None:
        """Offer other texts."""
        self.texts = texts
        self.choosing = False
        self.set_count(len(texts))

    @property
    def chosen_text(self) -> str:
        """The text under the cursor; empty while none is chosen."""
        return self.texts[self.cursor] if self.choosing and self.texts else ""

    def choose(self, step: int) -> None:
        """Choose the first text, or the one `step` rows on; before the first, none."""
        if not self.choosing:
            self.choosing = step > 0
        elif self.cursor + step < 0:
            self.choosing = False
        else:
            self.go(self.cursor + step)
        self.refresh_line(self.cursor)

    def draw(self, index: int, width: int) -> Strip:
        here = self.choosing and index == self.cursor
        sign = "› " if here else "  "
        line = fit(sign + self.texts[index], width)
        return Strip([Segment(line, CURSOR if here else DIM)], width)

    def on_click(self, event: events.Click) -> None:
        """A click takes a text; it does not only go there, as in other lists."""
        event.prevent_default()
        index = event.y + self.scroll_offset.y
        if index < self.count:
            self.post_message(self.Taken(self.texts[index]))
