"""What the main screen is made of, and how it shows what the library holds."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from store.library import Library, Queue
from store.model import Article, Edit, PressmarkError, Quote
from store.query import analysts_in, words_in
from tui.config import Config
from tui.find import word_matches
from tui.looks import OTHERS, Others, divided, looks_of, marks_of, page_of, wanted
from tui.marks import Mark
from tui.news import are_of_topics, articles_in
from tui.page import Page
from tui.palette import Depth
from tui.screens.editing import Editing
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import KeyBar, Legend, StatusBar, told_marks
from tui.widgets.reader import Reader
from tui.widgets.topic_pane import TopicPane

ORDERS = ("-published", "title", "source", "status", "-quotes")
"""What `o` goes through."""


FIRST_PAINT = 100
"""Articles that are fetched before the first paint, more than any terminal has rows."""


TOLD_COPIES = 4
"""Near-duplicates that are told of above an article, itself counted."""


class Parts(Editing[None]):
    """Status, list, reader, topics, legend and keys; shows, and changes nothing."""

    HORIZONTAL_BREAKPOINTS = [(0, "-single"), (80, "-stacked"), (120, "-wide")]

    def __init__(self, library: Library, config: Config, depth: Depth) -> None:
        super().__init__(library, config, depth)
        self.queue = library.articles("", ORDERS[0], limit=FIRST_PAINT)
        self.set_class(True, "-unread")
        self.query_text = ""
        self.folded = False
        self.others: Others = OTHERS[0]
        self.reviewed = (0, 0)
        self._news: list[Edit] = []
        self._counts_stale = False
        self._copies = ""
        self.order = ORDERS[0]
        self.looks = looks_of((), {})

    def compose(self) -> ComposeResult:
        yield StatusBar(id="status")
        with Container(id="panes"):
            yield ArticleList(self.depth, moved=self.show_place, id="articles")
            yield Reader(self.depth, id="reader")
            yield TopicPane(self.depth, id="topics")
        yield Legend(self.depth, id="legend")
        yield KeyBar(id="keys")

    @property
    def articles(self) -> ArticleList:
        return self.query_one("#articles", ArticleList)

    @property
    def reader(self) -> Reader:
        return self.query_one("#reader", Reader)

    @property
    def topic_pane(self) -> TopicPane:
        return self.query_one("#topics", TopicPane)

    # What is shown

    def heard(self, edit: Edit | None) -> None:
        """Something was written, here or elsewhere: show what is true now.

        What colleagues write is shown at the next look round, together.
        """
        if edit and edit.changes and edit.analyst != self.library.analyst:
            self._news.append(edit)
        else:
            self.show_all()

    def show_all(self) -> None:
        """Show everything as it is now."""
        self._news.clear()
        book = self.library.topics.book
        self.looks = looks_of(book, self.config.colours)
        self.articles.set_looks(self.looks)
        self.articles.update_rows()
        self.show_topics()
        shown = sorted(book, key=lambda topic: topic.digit or 10)
        legend = self.query_one("#legend", Legend)
        legend.show([(t.digit, self.looks[t.name], t.name) for t in shown])
        self.show_marks()
        self.reviewed = self.library.reviewed()
        self.show_place()

    def show_news(self) -> None:
        """Show what colleagues have written since the last time: where it is seen, and only there.

        With many colleagues at work, most of it is out of sight, and costs next to nothing.
        """
        if not self._news:
            return
        if are_of_topics(self._news):
            self.show_all()
            return
        touched = articles_in(self._news)
        self._news.clear()
        self._counts_stale = True
        if touched is None:
            self.articles.update_rows()
        else:
            self.articles.update_articles(touched)
        if touched is None or self.reader.page.id in touched:
            self.show_marks()

    def show_counts(self) -> None:
        """Count topics anew where colleagues have changed what carries them, and it is seen."""
        if self._counts_stale and self.topic_pane.display:
            self.show_topics()

    def show_topics(self) -> None:
        self._counts_stale = False
        counts = {name: count.articles for name, count in self.library.topics.counts().items()}
        self.topic_pane.set_topics(list(self.library.topics.book), counts, self.looks)

    def marks_on(self, article: str) -> tuple[list[Mark], list[int]]:
        """The highlights to draw on an article, and where those begin that are only counted."""
        me, book = self.library.analyst, self.library.topics.book
        quotes = wanted(self.quotes_on(article), me, analysts_in(self.query_text))
        drawn, counted = divided(quotes, me, self.others)
        return marks_of(drawn, book, self.looks, me), counted

    def quotes_on(self, article: str) -> list[tuple[str, Quote]]:
        """(analyst, quote) of everybody, as they stand in an article."""
        return self.library.quotes_of(article)

    def show_marks(self) -> None:
        """Draw the open article's highlights and labels as they are now."""
        article = self.reader.page.id
        if article:
            self.reader.set_marks(*self.marks_on(article))
            self.reader.set_page(self._page(self.library.article(article)))

    def _page(self, article: Article) -> Page:
        """What stands above and in the text, as it is now."""
        return page_of(
            article,
            self.library.review(article.id),
            self.library.topics.book,
            self.looks,
            suggested=self.library.topics.suggestions.of([article.id]).get(article.id, ()),
            copies=self._copies,
        )

    def _told_copies(self, article: str) -> str:
        """In a line, which articles are nearly the same, and how much of the text they share."""
        alike = self.library.cluster(article, TOLD_COPIES)
        rows = self.library.rows_of([other for other, _ in alike])
        told = [
            f"{share:.0%} as in {row.source or row.title}"
            for row, (_, share) in zip(rows, alike, strict=True)
        ]
        return f"Same words: {', '.join(told)}" if told else ""

    def show_place(self) -> None:
        rows = self.articles
        place = rows.cursor + 1 if rows.count else 0
        self.query_one("#status", StatusBar).show(
            (place, rows.count), self.told_above(), self.reviewed
        )

    def told_above(self) -> list[str]:
        """What the status line says beside the place."""
        rows = self.articles
        return [
            self.library.path.name,
            told_marks(len(rows.marked), len(rows.hidden)),
            f"⌕ {self.query_text}" if self.query_text else "",
        ]

    def on_status_bar_resized(self) -> None:
        self.show_place()

    def open_article(self, article: str, place: int = 0) -> None:
        """Show an article in the reader."""
        try:
            whole = self.library.article(article)
        except PressmarkError as error:
            self.refuse(error)
            return
        marks, counted = self.marks_on(whole.id)
        self._copies = self._told_copies(whole.id)
        self.remove_class("-unread")
        self.reader.show(self._page(whole), marks, place, counted)
        if self.query_text:
            self.reader.set_matches(word_matches(whole.text, words_in(self.query_text)))

    def selected(self, text: str) -> Queue:
        """What a query selects as of now. Raises QueryError."""
        queue = self.library.articles(text, self.order)
        return self.library.folded(queue) if self.folded else queue

    def run_query(self, text: str) -> None:
        """Show what a query selects; QueryError leaves the list as it was."""
        self.queue = self.selected(text)
        self.query_text = text
        article = self.articles.article
        cursor = self.queue.index_of(article) if article else None
        self.articles.nothing = "No article fits this query" if text else ""
        self.articles.set_queue(self.queue, cursor or 0)
        self.show_place()

    @on(Reader.Said)
    def told_by_the_reader(self, message: Reader.Said) -> None:
        self.say(message.text)
