"""The programs that ours is measured beside: as little as Textual can do.

python -m tests.bench.references blank|list|options
"""

from __future__ import annotations

import sys

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Footer, Header

TITLE = "Blank page"
ROWS = 1_000_000
OPTIONS = 1_000

CURSOR = Style(reverse=True)
PLAIN = Style.null()


class Blank(App[None]):
    """Header and footer, and nothing between."""

    def on_mount(self) -> None:
        self.title = TITLE

    def compose(self) -> ComposeResult:
        yield Header()
        yield Footer()


class BareList(ScrollView, can_focus=True):
    """A cursor on rows that are drawn by `render_line`; it scrolls by half a page."""

    BINDINGS = [Binding("j,down", "move(1)"), Binding("k,up", "move(-1)")]

    cursor = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(0, ROWS)

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        text = f" Row {row} of {ROWS} with a title ".ljust(self.size.width)
        return Strip([Segment(text, CURSOR if row == self.cursor else PLAIN)], self.size.width)

    def action_move(self, step: int) -> None:
        old, self.cursor = self.cursor, max(0, min(self.cursor + step, ROWS - 1))
        top, height = self.scroll_offset.y, self.size.height
        if top <= self.cursor < top + height:
            self.refresh_line(old)
            self.refresh_line(self.cursor)
        else:
            self.scroll_to(y=max(0, self.cursor - height // 2), animate=False)


class Rows(App[None]):
    """The bare list, alone on the screen."""

    def compose(self) -> ComposeResult:
        yield BareList()


class Options(App[None]):
    """Textual's own list."""

    def compose(self) -> ComposeResult:
        from textual.widgets import OptionList  # the blank app does not wait for it

        yield OptionList(*(f"Row {row} of {OPTIONS} with a title" for row in range(OPTIONS)))


APPS: dict[str, type[App[None]]] = {"blank": Blank, "list": Rows, "options": Options}

if __name__ == "__main__":
    APPS[sys.argv[1]]().run()
