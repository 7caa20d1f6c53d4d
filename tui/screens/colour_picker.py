"""Asks for a colour: one key for each of the palette, or `#rrggbb`."""

from __future__ import annotations

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.strip import Strip
from textual.widgets import Input, Static

from store.codebook import COLOURS
from store.model import PressmarkError
from store.topic_fields import colour
from tui.paint_row import CURSOR, DIM, PLAIN
from tui.palette import Depth, ink, marker
from tui.screens.dialog import Dialog
from tui.widgets.fields import LineField
from tui.widgets.row_list import RowList
from tui.wrap import fit

KEYS = "1234567890"
"""One for each of COLOURS, in their order."""


class Swatches(RowList):
    """The colours, each written in itself behind its key."""

    DEFAULT_CSS = "Swatches { height: auto; max-height: 10; scrollbar-size-vertical: 1; }"

    def __init__(self, depth: Depth) -> None:
        super().__init__(id="swatches")
        self.depth = depth

    def draw(self, index: int, width: int) -> Strip:
        name = COLOURS[index]
        if index == self.cursor:
            return Strip([Segment(fit(f" {KEYS[index]}  A  {name}", width), CURSOR)])
        parts = [
            Segment(f" {KEYS[index]} ", DIM),
            Segment(" A ", marker(name, self.depth)),
            Segment(f" {name}", ink(name, self.depth)),
        ]
        return Strip(parts).adjust_cell_length(width, PLAIN)


class ColourPicker(Dialog[str]):
    """Dismissed with a name of COLOURS or `#rrggbb`, or with None when it was cancelled."""

    BINDINGS = [
        *(
            Binding(key, f"take({index})", "that colour", id=f"colour.take{index}")
            for index, key in enumerate(KEYS)
        ),
        Binding("down", "move(1)", "next", id="colour.down", priority=True, show=False),
        Binding("up", "move(-1)", "previous", id="colour.up", priority=True, show=False),
        Binding("enter", "accept", "take", id="colour.accept", priority=True),
        Binding("escape", "cancel", "cancel", id="colour.cancel", priority=True),
    ]

    AUTO_FOCUS = "#swatches"

    DEFAULT_CSS = """
    ColourPicker #complaint { display: none; text-style: bold; }
    ColourPicker #complaint.-shown { display: block; }
    ColourPicker.-low Swatches { max-height: 1; }
    """

    def __init__(self, title: str, now: str, depth: Depth = Depth.MANY) -> None:
        super().__init__()
        self.title_text = title
        self._now = now
        self.field = LineField(placeholder=f"#rrggbb; now {now or 'none'}", id="field")
        self.swatches = Swatches(depth)

    def body(self) -> ComposeResult:
        yield self.field
        yield Static(markup=False, id="complaint")
        yield self.swatches

    def on_mount(self) -> None:
        cursor = COLOURS.index(self._now) if self._now in COLOURS else 0
        self.swatches.set_count(len(COLOURS), cursor)

    def on_key(self, event: events.Key) -> None:
        """What is no key of this dialog begins a colour that is typed."""
        self.field.begin_with(event, self.active_bindings)

    @on(Input.Changed)
    def typed(self) -> None:
        self.complain("")

    def complain(self, why: str) -> None:
        complaint = self.query_one("#complaint", Static)
        complaint.update(f"! {why}" if why else "")
        complaint.set_class(bool(why), "-shown")

    def action_take(self, index: int) -> None:
        self.dismiss(COLOURS[index])

    def action_move(self, step: int) -> None:
        self.swatches.action_move(step)

    def action_accept(self) -> None:
        try:
            self.dismiss(colour(self.field.value) or COLOURS[self.swatches.cursor])
        except PressmarkError as error:
            self.complain(str(error))
