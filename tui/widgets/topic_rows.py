"""Topics to choose from: a check sign, digit, letter, path, description and count in a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from store.model import Topic
from tui.paint_row import CURSOR, DIM, PLAIN
from tui.palette import Depth, ink
from tui.widgets.row_list import RowList
from tui.wrap import cells_of, fit


class Check(Enum):
    """How much of what is labelled carries a topic; the value is its sign."""

    OFF = "[ ]"
    PARTLY = "[~]"
    ON = "[x]"


class TopicRow:
    """A topic as a row; `name` is what a row that makes a new topic would call it."""

    def __init__(self, topic: Topic | None, name: str = "", count: int = 0) -> None:
        self.topic = topic
        self.name = topic.name if topic else name
        self.count = count


def topic_strip(
    row: TopicRow, width: int, check: Check, *, cursor: bool, depth: Depth = Depth.MANY
) -> Strip:
    """A row of `width` cells; in a narrow one the description goes first, then the count."""
    topic = row.topic
    if topic is None:
        line = fit(f"  + make “{row.name}”", width)
        return Strip([Segment(line, CURSOR if cursor else DIM)], width)
    head, glyph = f"{check.value} {topic.digit or ' '} ", fit(topic.glyph or "?", 1)
    count = f" {row.count}" if row.count and width >= 30 else ""
    room = max(0, width - len(head) - 2 - len(count))
    name = topic.name if cells_of(topic.name) <= room else fit(topic.name, room)
    about = f"  {topic.description}" if topic.description else ""
    about = fit(about, room - cells_of(name)) + count
    if cursor:
        return Strip([Segment(f"{head}{glyph} {name}{about}", CURSOR)], width)
    segments = [Segment(head, PLAIN), Segment(glyph, ink(topic.colour, depth))]
    return Strip([*segments, Segment(f" {name}", PLAIN), Segment(about, DIM)], width)


class TopicRows(RowList, can_focus=False):
    """Draws the rows that it is given; the field above keeps the focus."""

    @dataclass
    class Chosen(Message):
        """The row under the cursor was clicked."""

    def __init__(self, depth: Depth = Depth.MANY, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.depth = depth
        self.rows: Sequence[TopicRow] = ()
        self.checks: Mapping[str, Check] = {}

    def show(self, rows: Sequence[TopicRow], checks: Mapping[str, Check], cursor: int = 0) -> None:
        """Show other rows; `checks` are by name, and off where there is none."""
        self.rows = rows
        self.checks = checks
        self.set_count(len(rows), cursor)

    @property
    def row(self) -> TopicRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def draw(self, index: int, width: int) -> Strip:
        row = self.rows[index]
        check = self.checks.get(row.name, Check.OFF)
        return topic_strip(row, width, check, cursor=index == self.cursor, depth=self.depth)

    def chosen(self) -> None:
        self.post_message(self.Chosen())
