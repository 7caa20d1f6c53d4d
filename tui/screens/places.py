"""Where else the same words stand: a list to open from, and to code in one go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding
from textual.strip import Strip

from store.model import ArticleRow
from store.same_words import Place
from tui.paint_row import CURSOR
from tui.screens.dialog import Dialog
from tui.screens.topic_work import counted
from tui.widgets.row_list import RowList
from tui.wrap import fit

DIM = Style(dim=True)


class Choice(NamedTuple):
    """What is to be done: go to one place, or code some; numbers are those of the list."""

    go_to: int | None
    spread_to: tuple[int, ...] = ()


class PlaceList(RowList):
    """Each article with the words as they stand there, and how alike they are."""

    def __init__(self, places: Sequence[Place], rows: Sequence[ArticleRow]) -> None:
        super().__init__(id="places")
        self._rows = list(zip(places, rows, strict=True))
        self.on = set(range(len(places)))

    def on_mount(self) -> None:
        self.set_count(len(self._rows))

    def draw(self, index: int, width: int) -> Strip:
        place, row = self._rows[index]
        box = "[x]" if index in self.on else "[ ]"
        head = f"{box} {place.score:3.0f}% "
        title = fit(f"{row.source or '–'}: {row.title}", max(8, width * 2 // 5))
        words = fit(" " + " ".join(place.exact.split()), max(0, width - len(head) - width * 2 // 5))
        if index == self.cursor:
            return Strip([Segment(head + title + words, CURSOR)]).adjust_cell_length(width)
        return Strip([Segment(head), Segment(title), Segment(words, DIM)]).adjust_cell_length(width)

    def toggle_row(self) -> None:
        self.on ^= {self.cursor}
        self.refresh_line(self.cursor)
        self.go(self.cursor + 1)


class Places(Dialog[Choice]):
    """All places are marked at first: coding them all is one key."""

    DEFAULT_CSS = """
    Places #places { height: auto; max-height: 16; overflow-x: hidden; }
    """

    BINDINGS = [
        Binding("enter", "open", "read", id="places.read", priority=True),
        Binding("space", "mark", "mark", id="places.mark", priority=True),
        Binding("c", "spread", "code the marked like this quote", id="places.spread"),
        Binding("escape,q", "cancel", "cancel", id="places.cancel", priority=True),
    ]

    def __init__(
        self, places: Sequence[Place], rows: Sequence[ArticleRow], *, can_spread: bool
    ) -> None:
        super().__init__()
        self.title_text = f"The same words in {counted(len(places), 'other article')}"
        self._can_spread = can_spread
        self.places = PlaceList(places, rows)

    def body(self) -> ComposeResult:
        yield self.places

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return action != "spread" or self._can_spread

    def action_open(self) -> None:
        self.dismiss(Choice(self.places.cursor))

    def action_mark(self) -> None:
        self.places.toggle_row()

    def action_spread(self) -> None:
        self.dismiss(Choice(None, tuple(sorted(self.places.on))))

    def action_cancel(self) -> None:
        self.dismiss(None)
