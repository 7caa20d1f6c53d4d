"""One of a few things, all of them on one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.matching import plain
from tui.paint_row import DIM, PLAIN
from tui.wrap import cells_of


class Choice(Widget, can_focus=True):
    """Shows (key, label) pairs; the chosen one stands in brackets. Letters choose by label."""

    BINDINGS = [
        Binding("right,space", "step(1)", "next", id="choice.next", show=False),
        Binding("left", "step(-1)", "previous", id="choice.previous", show=False),
    ]

    DEFAULT_CSS = "Choice { height: 1; width: 1fr; }"

    @dataclass
    class Changed(Message):
        """Another one was chosen."""

        choice: Choice

        @property
        def control(self) -> Choice:
            """What handlers select by."""
            return self.choice

    def __init__(
        self, heading: str, options: Sequence[tuple[str, str]], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.heading = heading
        self.options = options
        self.index = 0

    @property
    def chosen(self) -> str:
        """The key of the chosen one."""
        return self.options[self.index][0]

    def choose(self, index: int) -> None:
        """Choose by index; behind the last comes the first."""
        index %= len(self.options)
        if index != self.index:
            self.show(index)
            self.post_message(self.Changed(self))

    def show(self, index: int) -> None:
        """Be at another one, and tell nobody: whoever calls knows."""
        self.index = index
        self.refresh()

    def action_step(self, step: int) -> None:
        self.choose(self.index + step)

    def on_key(self, event: events.Key) -> None:
        """A letter chooses the next label that begins with it."""
        letter = plain(event.character or "")
        after = self.options[self.index + 1 :]
        order = [*after, *self.options[: self.index + 1]]
        for key, label in order if letter.isalnum() else ():
            if plain(label).startswith(letter):
                event.stop()
                self.choose([option[0] for option in self.options].index(key))
                return

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        x = event.get_content_offset_capture(self).x + self._left
        for index, (start, text) in enumerate(self._placed()):
            if start <= x < start + cells_of(text):
                self.choose(index)

    def _placed(self) -> Iterator[tuple[int, str]]:
        """(first cell, text) of each label, as on a line without end."""
        at = cells_of(self.heading) + 1
        for index, (_, label) in enumerate(self.options):
            text = f"[{label}]" if index == self.index else f" {label} "
            yield at, text
            at += cells_of(text)

    @property
    def _left(self) -> int:
        """How many cells are cut off on the left: the chosen one is in view."""
        start, text = list(self._placed())[self.index]
        end = start + cells_of(text)
        return 0 if end <= self.size.width else min(start, end - self.size.width)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        width = self.size.width
        chosen = Style(bold=True, reverse=self.has_focus)
        heading = Segment(f"{self.heading} ", PLAIN if self.has_focus else DIM)
        labels = [
            Segment(text, chosen if index == self.index else PLAIN)
            for index, (_, text) in enumerate(self._placed())
        ]
        strip = Strip([heading, *labels])
        return strip.crop(self._left, self._left + width).adjust_cell_length(width, PLAIN)
