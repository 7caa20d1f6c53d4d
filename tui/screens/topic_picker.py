"""Chooses topics: filters the codebook as one types, and makes a topic that is not there yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input

from store.codebook import LONGEST_NAME, topic_name
from store.model import PressmarkError, Topic
from tui.matching import Entries
from tui.palette import Depth
from tui.screens.dialog import Dialog
from tui.widgets.fields import LineField
from tui.widgets.topic_rows import Check, TopicRow, TopicRows

TALLEST = 24
"""Rows that the dialog takes at most, its frame included."""

MAKE_AT = 5
"""How many that fit stand before what makes a new topic: it is in view, however many fit."""


class Picked(NamedTuple):
    """The topics switched on and those switched off, by name; the others stay as they were."""

    on: tuple[str, ...]
    off: tuple[str, ...]

    @property
    def told(self) -> str:
        """`+arms/drones -people`."""
        return " ".join([*(f"+{name}" for name in self.on), *(f"-{name}" for name in self.off)])


class TopicPicker(Dialog[Picked]):
    """Dismissed with what was switched, or with None when it was cancelled.

    `chosen` are the topics that all of what is labelled carries, `partly` those that some of it
    does. Typing filters; tab switches a row and stays; enter takes what was switched, or, when
    nothing was, the row under the cursor.
    """

    BINDINGS = [
        Binding("enter", "accept", "take", id="picker.accept", priority=True),
        Binding("tab", "switch", "switch", id="picker.switch", priority=True),
        Binding("down,ctrl+n", "move(1)", "next", id="picker.down", priority=True, show=False),
        Binding("up,ctrl+p", "move(-1)", "previous", id="picker.up", priority=True, show=False),
        Binding("pagedown", "page(1)", "page down", id="picker.page_down", show=False),
        Binding("pageup", "page(-1)", "page up", id="picker.page_up", show=False),
        Binding("escape", "cancel", "cancel", id="picker.cancel", priority=True),
    ]

    DEFAULT_CSS = """
    TopicPicker TopicRows { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """

    def __init__(
        self,
        title: str,
        topics: Sequence[Topic],
        chosen: Collection[str],
        counts: Mapping[str, int] | None = None,
        *,
        partly: Collection[str] = (),
        depth: Depth = Depth.MANY,
    ) -> None:
        super().__init__()
        self.title_text = title
        counts = counts or {}
        self._rows = [TopicRow(topic, count=counts.get(topic.name, 0)) for topic in topics]
        self._names = {topic.name for topic in topics}
        self._entries = Entries((topic.name, topic.description) for topic in topics)
        self._before = dict.fromkeys(chosen, Check.ON) | dict.fromkeys(partly, Check.PARTLY)
        self._now = dict(self._before)
        self.field = LineField(placeholder="type to filter, or a new name", id="filter")
        self.field.max_length = LONGEST_NAME
        self.rows = TopicRows(depth, id="rows")

    def body(self) -> ComposeResult:
        yield self.field
        yield self.rows

    def on_mount(self) -> None:
        # As high as all topics need, and not lower while filtering: nothing jumps.
        self.query_one("#frame").styles.height = min(TALLEST, len(self._rows) + 5)
        self.filter()

    @on(Input.Changed)
    def filter(self) -> None:
        """Show the rows that fit what is typed, best first, and what it would make."""
        typed = self.field.value
        rows = [self._rows[index] for index in self._entries.ranked(typed)]
        name = new_name(typed)
        if name and name not in self._names:
            rows.insert(MAKE_AT, TopicRow(None, name))
        self.rows.show(rows, self._now)

    @property
    def picked(self) -> Picked:
        """What is switched so far, relative to how it was."""
        changed = {
            name: check
            for name, check in self._now.items()
            if check is not self._before.get(name, Check.OFF)
        }
        on = tuple(name for name, check in changed.items() if check is Check.ON)
        return Picked(on, tuple(name for name, check in changed.items() if check is Check.OFF))

    def _switch(self) -> None:
        """Switch the topic under the cursor; one that some carried goes on, off, and back."""
        row = self.rows.row
        if row is None:
            return
        before = self._before.get(row.name, Check.OFF)
        now = self._now.get(row.name, Check.OFF)
        if now is Check.OFF and before is Check.PARTLY:
            self._now[row.name] = Check.PARTLY
        else:
            self._now[row.name] = Check.OFF if now is Check.ON else Check.ON

    @on(TopicRows.Chosen)
    def action_switch(self) -> None:
        """Switch the row and stay; what is typed next replaces the filter."""
        row = self.rows.row
        self._switch()
        if row and row.topic is None:
            self._add(row.name)
            self.rows.show([self._rows[-1]], self._now)
        self.rows.refresh_line(self.rows.cursor)
        self.field.select_all()
        self.query_one("#frame").border_subtitle = Content(self.picked.told)

    def _add(self, name: str) -> None:
        """From now on the topic is listed with the others."""
        topic = Topic(name)
        self._rows.append(TopicRow(topic))
        self._names.add(name)
        self._entries = Entries(
            (row.name, "" if row.topic is None else row.topic.description) for row in self._rows
        )

    def action_accept(self) -> None:
        if self.picked == Picked((), ()):
            if self.rows.row is None and self.field.value:
                self.query_one("#frame").border_subtitle = Content("a name needs a letter")
                return
            self._switch()
        self.dismiss(self.picked)

    def action_move(self, step: int) -> None:
        self.rows.action_move(step)

    def action_page(self, step: int) -> None:
        self.rows.action_page(step)


def new_name(typed: str) -> str:
    """The name of the topic that `typed` would make; empty where it would make none."""
    try:
        return topic_name(typed)
    except PressmarkError:
        return ""
