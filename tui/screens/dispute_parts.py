"""What the screen of adjudication is made of: the places of an article, and how it gets about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Container

from store.library import Library, Queue
from store.model import Article, Edit, Gold, PressmarkError
from tui.config import Config
from tui.looks import looks_of
from tui.paint_dispute import Scene
from tui.palette import Depth
from tui.reading import Reading
from tui.screens.editing import Editing
from tui.screens.quote_parts import Place
from tui.widgets.bars import KeyBar, StatusBar
from tui.widgets.dispute_list import DisputeList, DisputeView

LOOKED_AT = 20
"""Articles that are looked at between two keys for one with open places."""


class DisputeParts(Editing[Place]):
    """Status, list of places, the versions of one, and keys; shows, and changes nothing."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high")]

    moves_start = False
    """Whether the keys move the start of what is decided here, not its end."""

    DEFAULT_CSS = """
    DisputeParts #panes { height: 1fr; width: 1fr; layout: vertical; }
    DisputeParts #places, DisputeParts #place {
        scrollbar-size-vertical: 1; overflow-x: hidden;
    }
    DisputeParts #places { height: 1fr; overflow-y: scroll; }
    DisputeParts #place { height: 2fr; border-top: solid $primary; }
    DisputeParts.-low #place { display: none; }
    """

    def __init__(
        self, library: Library, config: Config, depth: Depth, article: Article, queue: Queue
    ) -> None:
        """`queue` is what is gone through for other articles."""
        super().__init__(library, config, depth)
        self.queue = queue
        self.part = 0
        self._looking = 0
        self._take_up(article)

    def _take_up(self, article: Article) -> None:
        self.article = article
        self.reading = Reading(article.text, article.language)

    def compose(self) -> ComposeResult:
        yield StatusBar(id="status")
        with Container(id="panes"):
            yield DisputeList(moved=self.moved, id="places")
            yield DisputeView(id="place")
        yield KeyBar(id="keys")

    @property
    def places(self) -> DisputeList:
        return self.query_one("#places", DisputeList)

    def on_mount(self) -> None:
        self.places.focus()
        self.listen(self.heard)
        self.show_article(self.article)

    # What is shown

    def show_article(self, article: Article) -> None:
        """Show the places of an article, the first open one chosen."""
        self._take_up(article)
        self.show_places(0)
        if self.places.place and not self.places.place.open:
            self.action_next_open(1)
        self._tell_of_versions()

    def show_places(self, cursor: int) -> None:
        """Show the places as they are now."""
        found = self.edit(lambda: self.library.disputes(self.article.id))
        book = self.library.topics.book
        looks = looks_of(book, self.config.colours)
        scene = Scene(self.article.text, book, looks, self.depth)
        self.places.show_places(found or [], scene, cursor)
        self.show_place()
        if found == []:
            self.say("Nobody has quoted from this article")

    def _tell_of_versions(self) -> None:
        """Marks are compared on the text that they were made on, which may be an earlier one."""
        others = set(self.library.versions(self.article.id)) - {self.article.id}
        if self.library.newest(self.article.id) != self.article.id:
            self.say("This is an earlier version of the article; V goes to the others")
        elif any(map(self.library.quotes_of, others)):
            self.say("Another version of this article has quotes of its own; V goes there")

    def heard(self, _edit: Edit) -> None:
        """Something was written: show what is true now, the cursor on the same place."""
        here = self.places.place
        self.show_places(self.places.cursor)
        places = enumerate(self.places.places)
        self.places.go(next((n for n, each in places if here and each.end > here.start), 0))

    def moved(self) -> None:
        self.part = 0
        self.moves_start = False
        self.show_place()

    def show_place(self) -> None:
        """Show the versions of the place under the cursor, and where we are."""
        rows, place = self.places, self.places.place
        self.part = min(self.part, len(place.gold) - 1) if place and place.gold else 0
        self.query_one("#place", DisputeView).show(place, self.part, rows.scene)
        names = (name for name, _ in place.versions) if place else ()
        told = [
            f"{sum(each.open for each in rows.places)} open",
            "the start moves" if self.moves_start else "",
            "  ".join(f"{number} {name}" for number, name in enumerate(names, 1)),
            self.article.title or self.article.id,
        ]
        here = (rows.cursor + 1 if rows.count else 0, rows.count)
        self.query_one("#status", StatusBar).show(here, told, self.library.reviewed())

    def on_status_bar_resized(self) -> None:
        if self.listening:
            self.show_place()

    def action_scroll(self, step: int) -> None:
        self.query_one("#place", DisputeView).scroll_relative(y=step, animate=False)

    # Getting about

    def action_next_open(self, step: int) -> None:
        if not self.go_to_open(step):
            self.say("No place is open here; J looks for another article that has one")

    def go_to_open(self, step: int) -> bool:
        """Go to the next place that is open, round the end; whether there is one."""
        places, here = self.places.places, self.places.cursor
        order = [(here + step * by) % len(places) for by in range(1, len(places) + 1)]
        at = next((index for index in order if places[index].open), None)
        if at is not None:
            self.places.go(at)
        return at is not None

    def go_to(self, gold: Gold) -> None:
        """Go to the place of a decision, where it is in this article."""
        if gold.article == self.article.id:
            places = enumerate(self.places.places)
            found = (n for n, each in places if each.start < gold.end and gold.start < each.end)
            self.places.go(next(found, self.places.cursor))

    def action_version(self) -> None:
        """Go to the version before this one, from the first to the newest."""
        line = self.library.versions(self.article.id)
        if len(line) == 1:
            self.say("This article has no other version")
            return
        at = line.index(self.article.id) + 1
        self.show_article(self.library.article(line[at % len(line)]))

    def action_article(self, step: int) -> None:
        """Go to the next article of the queue, or version of one, that has open places."""
        self._looking += 1
        self._look(self._looking, self._that_way(step))

    def _that_way(self, step: int) -> Iterator[str]:
        """What comes after the shown article, or before it, each with its earlier versions."""
        here = self.article.id
        head = here if self.queue.index_of(here) is not None else self.library.newest(here)
        at = self.queue.index_of(head)
        if at is None:
            at = -1 if step > 0 else len(self.queue)
        else:
            line = self._line(head)[::step]
            yield from line[line.index(here) + 1 :]
        for index in range(at + step, len(self.queue) if step > 0 else -1, step):
            yield from self._line(self.queue.id_at(index))[::step]

    def _line(self, article: str) -> Sequence[str]:
        """An article of the queue, with its earlier versions where it is the newest."""
        line = self.library.versions(article)
        return line if line[0] == article else [article]

    def _look(self, number: int, articles: Iterator[str]) -> None:
        """Look at a few articles between keys; another look ends this one."""
        if number != self._looking or not self.is_attached:
            return
        for _ in range(LOOKED_AT):
            article = next(articles, None)
            if article is None:
                self.say("No article with open places that way in the list")
                return
            if self._is_open(article):
                self.show_article(self.library.article(article))
                return
        self.go_on(self._look, number, articles)

    def _is_open(self, article: str) -> bool:
        if len(self.library.readers_of(article)) < 2:
            return False
        try:
            return any(place.open for place in self.library.disputes(article))
        except PressmarkError:  # held back in a blind library
            return False
