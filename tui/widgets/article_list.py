"""The list of articles: the queue that is worked through."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from store.model import ArticleRow
from tui.paint_row import Looks, article_strip, people_at
from tui.palette import Depth
from tui.widgets.paged_list import PagedList
from tui.widgets.reader import topic_keys

if TYPE_CHECKING:
    from store.library import Queue


MANY = 20
"""Articles from which on all in view are fetched together, rather than one by one."""


class ArticleList(PagedList[ArticleRow]):
    """Shows a queue; marks rows; says which article is opened or labelled."""

    BINDINGS = [
        Binding("enter", "read", "read", id="list.read"),
        Binding("space", "mark", "mark", id="list.mark"),
        *topic_keys("list", "label"),
        Binding("t", "pick_topics", "topics", id="list.pick"),
        Binding("o", "order", "order", id="list.order"),
        Binding("i", "import", "import", id="list.import", show=False),
        Binding("N", "claim", "take a free article", id="list.claim", show=False),
    ]

    @dataclass
    class Opened(Message):
        """Read this article."""

        article: str

    @dataclass
    class Label(Message):
        """Put the topic of a digit on the marked articles, or on the one under the cursor."""

        digit: int

    @dataclass
    class PickTopics(Message):
        """Choose topics for the marked articles, or for the one under the cursor."""

    @dataclass
    class Claim(Message):
        """Take the next article that nobody is at."""

    @dataclass
    class Import(Message):
        """Bring in new articles."""

    @dataclass
    class Order(Message):
        """Sort by the next order."""

    def __init__(
        self,
        depth: Depth = Depth.MANY,
        *,
        moved: Callable[[], None] = lambda: None,
        id: str | None = None,
    ) -> None:
        super().__init__(moved=moved, id=id)
        self.depth = depth
        self.looks: Looks = {}
        self.marked: set[str] = set()
        self.hidden: set[str] = set()
        """Articles that are marked and not in the queue: no key acts on them."""
        self.queue: Queue | None = None
        self.people: Mapping[str, Sequence[tuple[str, bool]]] = {}

    def set_queue(self, queue: Queue, cursor: int = 0) -> None:
        """Show another queue; marks outside it wait, so that no hidden row is changed."""
        self.queue = queue
        everything = self.marked | self.hidden
        self.marked = {article for article in everything if queue.index_of(article) is not None}
        self.hidden = everything - self.marked
        self.show_selection(queue, cursor)

    def set_looks(self, looks: Looks) -> None:
        if looks != self.looks:
            self.looks = looks
            self.refresh()

    def update_articles(self, articles: Collection[str]) -> None:
        """Show these articles as they are now, where they are in the list."""
        if len(articles) > MANY:
            self.update_rows()
            return
        for article in articles:
            index = self.queue.index_of(article) if self.queue else None
            if index is not None:
                self.update_row(index)

    def set_people(self, people: Mapping[str, Sequence[tuple[str, bool]]]) -> None:
        """Show who is at which article: for its id, (analyst, whether it is taken)."""
        before, self.people = self.people, people
        for article in before.keys() | people.keys():
            if before.get(article) != people.get(article) and self.queue:
                index = self.queue.index_of(article)
                if index is not None and self.is_in_view(index):
                    self.refresh_line(index)

    def draw(self, index: int, width: int) -> Strip:
        row = self.row(index)
        return article_strip(
            row,
            width,
            self.looks,
            marked=row.id in self.marked,
            others=self.queue.others_at(index) if self.queue else 0,
            people=people_at(self.people.get(row.id, ()), self.depth),
            cursor=self.cursor_style(index),
            depth=self.depth,
        )

    @property
    def article(self) -> str | None:
        """The id of the article under the cursor."""
        return self.queue.id_at(self.cursor) if self.queue and self.count else None

    @property
    def targets(self) -> list[str]:
        """What a key acts on: the marked articles in their order, else the one under the cursor."""
        if self.queue and self.marked:
            places = sorted((self.queue.index_of(article) or 0, article) for article in self.marked)
            return [article for _, article in places]
        return [self.article] if self.article else []

    def clear_marks(self, *, hidden: bool = False) -> None:
        """Take the marks off; also those outside the queue where `hidden` is set."""
        self.marked.clear()
        if hidden:
            self.hidden.clear()
        self.refresh()

    def chosen(self) -> None:
        self.action_read()

    def action_read(self) -> None:
        if self.article:
            self.post_message(self.Opened(self.article))

    def action_mark(self) -> None:
        """Mark the row, or take its mark away, and go on to the next."""
        if self.article:
            self.marked ^= {self.article}
            self.refresh_line(self.cursor)
            self.go(self.cursor + 1)
            self._tell_moved()

    def action_topic(self, digit: int) -> None:
        if self.article:
            self.post_message(self.Label(digit))

    def action_pick_topics(self) -> None:
        if self.article:
            self.post_message(self.PickTopics())

    def action_claim(self) -> None:
        self.post_message(self.Claim())

    def action_order(self) -> None:
        self.post_message(self.Order())

    def action_import(self) -> None:
        self.post_message(self.Import())
