"""The topics beside the reader: digit, letter, name, and how much carries each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from store.model import Topic
from tui.paint_row import CURSOR, Looks
from tui.palette import Depth, ink
from tui.widgets.row_list import RowList
from tui.wrap import fit

DIM = Style(dim=True)
PLAIN = Style.null()


class TopicPane(RowList):
    """Shows the codebook; says which topic's articles are wanted, or what is to change."""

    BINDINGS = [
        Binding("enter", "filter", "show its articles", id="topics.filter"),
        Binding("n", "change('add')", "new topic", id="topics.add"),
        Binding("r", "change('rename')", "rename", id="topics.rename"),
        Binding("m", "change('merge')", "merge", id="topics.merge"),
        Binding("c", "change('colour')", "colour", id="topics.colour"),
        Binding("i", "change('glyph')", "letter", id="topics.glyph", show=False),
        Binding("D", "change('description')", "describe", id="topics.describe", show=False),
        Binding("delete", "change('delete')", "delete", id="topics.delete"),
        *(
            Binding(str(digit), f"digit({digit})", "give it that digit",
                    id=f"topics.digit{digit}", show=False)
            for digit in range(10)
        ),
    ]  # fmt: skip

    @dataclass
    class Filter(Message):
        """Show the articles that carry this topic."""

        topic: str

    @dataclass
    class Change(Message):
        """Change a topic; `what` is add, rename, merge, delete or a field of Topic."""

        topic: str
        what: str
        digit: int | None = None

    def __init__(self, depth: Depth = Depth.MANY, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.depth = depth
        self.topics: Sequence[Topic] = ()
        self.counts: Mapping[str, int] = {}
        self.looks: Looks = {}

    def set_topics(self, topics: Sequence[Topic], counts: Mapping[str, int], looks: Looks) -> None:
        """Show another codebook; the cursor stays on its topic where it can."""
        new = (list(topics), dict(counts), dict(looks))
        if new == (self.topics, self.counts, self.looks):
            return
        name = self.topic.name if self.topic else ""
        self.topics, self.counts, self.looks = new
        names = [topic.name for topic in self.topics]
        self.set_count(len(names), names.index(name) if name in names else self.cursor)

    @property
    def topic(self) -> Topic | None:
        return self.topics[self.cursor] if self.topics else None

    def draw(self, index: int, width: int) -> Strip:
        topic = self.topics[index]
        look = self.looks[topic.name]
        count = str(self.counts.get(topic.name, 0) or "")
        depth = topic.name.count("/")
        name = (
            "  " * depth + topic.name.rsplit("/", 1)[-1]
            if self._parent_above(index)
            else topic.name
        )
        digit = f" {topic.digit or ' '} "
        label = fit(f" {name}", max(1, width - 5 - len(count)))
        if index == self.cursor:
            style = CURSOR if self.has_focus else PLAIN
            if self.has_focus:
                return Strip([Segment(f"{digit}{look.glyph}{label}{count} ", style)], width)
        return Strip(
            [
                Segment(digit, DIM),
                Segment(look.glyph, ink(look.colour, self.depth)),
                Segment(label, PLAIN),
                Segment(f"{count} ", DIM),
            ],
            width,
        )

    def _parent_above(self, index: int) -> bool:
        """Whether the topic's path can be left out because it stands in the row above."""
        if index == 0:
            return False
        parent = self.topics[index].name.rpartition("/")[0]
        above = self.topics[index - 1].name
        return bool(parent) and (above == parent or above.startswith(parent + "/"))

    def action_filter(self) -> None:
        if self.topic:
            self.post_message(self.Filter(self.topic.name))

    def chosen(self) -> None:
        self.action_filter()

    def action_change(self, what: str) -> None:
        if self.topic or what == "add":
            self.post_message(self.Change(self.topic.name if self.topic else "", what))

    def action_digit(self, digit: int) -> None:
        """Give the topic a digit; 0 takes it away."""
        if self.topic:
            self.post_message(self.Change(self.topic.name, "digit", digit or None))
