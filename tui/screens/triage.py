"""The main screen: articles, reader and topics side by side, or one above the other."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.binding import Binding

from store.model import KeptOut
from tui.keys import keys_of
from tui.screens.assigning import Assigning
from tui.screens.changed import Changed
from tui.screens.elsewhere import Elsewhere
from tui.screens.finding import Finding
from tui.screens.handing_out import HandingOut
from tui.screens.looking_back import LookingBack
from tui.screens.parts import ORDERS
from tui.screens.suggesting import Suggesting
from tui.screens.taking_in import TakingIn
from tui.screens.teaming import LOOK_ROUND, Teaming
from tui.screens.topic_work import TopicWork
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import KeyBar
from tui.widgets.topic_pane import TopicPane


class Triage(
    TopicWork[None],
    Teaming,
    Assigning,
    Changed,
    Suggesting,
    Elsewhere,
    Finding,
    HandingOut,
    LookingBack,
    TakingIn,
):
    """Works through the queue: opens, labels, highlights, goes on to the next."""

    BINDINGS = [
        Binding("d", "finish('done')", "done, next", id="article.done"),
        Binding("x", "finish('skipped')", "skip, next", id="article.skip"),
        Binding("s", "star", "star", id="article.star"),
        Binding("T", "label_article", "topics of the article", id="article.topics", show=False),
        Binding("plus", "accept", "take what is suggested", id="article.accept", show=False),
        Binding("=", "same_words", "the same words elsewhere", id="reader.same_words", show=False),
        Binding("z", "fold", "fold near-duplicates", id="list.fold", show=False),
        Binding("A", "article_note", "note on the article", id="article.note", show=False),
        Binding("J", "step(1)", "next article", id="article.next", show=False),
        Binding("K", "step(-1)", "previous article", id="article.previous", show=False),
        Binding("V", "version", "earlier version", id="article.version", show=False),
        Binding("ctrl+o", "orphans", "quotes it has no more", id="article.orphans", show=False),
        Binding("slash", "query", "query", id="app.query"),
        Binding("u", "undo", "undo", id="app.undo"),
        Binding("ctrl+r", "redo", "redo", id="app.redo", show=False),
        Binding("y", "copy", "copy", id="app.copy"),
        Binding("e", "export", "export", id="app.export"),
        Binding("Q", "quotes", "quotes", id="app.quotes"),
        Binding("C", "codebook", "codebook", id="app.codebook", show=False),
        Binding("H", "history", "history", id="app.history", show=False),
        Binding("P", "statistics", "progress", id="app.statistics", show=False),
        Binding("ctrl+g", "agreement", "agreement", id="app.agreement", show=False),
        Binding("B", "adjudicate", "compare marks", id="app.adjudicate", show=False),
        Binding("@", "assign", "assign", id="app.assign", show=False),
        Binding("tab", "next_pane(1)", "next pane", id="app.next_pane", show=False),
        Binding("shift+tab", "next_pane(-1)", "previous pane", id="app.previous_pane", show=False),
        Binding("q", "back", "back or quit", id="app.back", show=False),
        Binding("escape", "back(False)", "back", id="app.escape", show=False),
        Binding("?", "app.help", "keys", id="app.help"),
    ]

    def on_mount(self) -> None:
        for bound in self._of_ones_own():
            self._bindings.key_to_bindings.setdefault(bound.key, []).append(bound)
        self.articles.set_queue(self.queue)
        self.articles.focus()
        self.call_after_refresh(self._load, self._loading())

    def _of_ones_own(self) -> Iterator[Binding]:
        """Keys of the configuration; with ids, as those without are told of nowhere."""
        for key, topic in self.config.finish.items():
            action, what = f"finish('done', {topic!r})", f"{topic}, done, next"
            own = Binding(key, action, what, id=f"finish.{key}", show=False)
            yield from Binding.make_bindings([own])

    def _loading(self) -> Iterator[None]:
        """What the first paint does not wait for: the rest of the queue, then annotations."""
        self.run_query(self.query_text)  # what was typed ahead may have asked for something
        yield
        yield from self.library.loading()

    def _load(self, slices: Iterator[None]) -> None:
        """Load on for a moment, so that keys are heard and answered in between."""
        try:
            if not self.work_on(slices, self._load):
                return
            self.library.must_be_let_in()
        except KeptOut as error:
            self.refuse(error)
            self.set_timer(LOOK_ROUND, self._load_anew)
            return
        self.listen(self.heard)
        self.heard(None)
        self.begin_looking()
        self._go_on()
        if self.library.doubt:
            self.say(self.library.doubt)
        elif not self.articles.count and not self.query_one("#keys", KeyBar).message:
            self.say("No articles yet: i brings them in; ? shows all keys")

    def _load_anew(self) -> None:
        self._load(self._loading())

    def _go_on(self) -> None:
        """Put the cursor where the last session left off, unless somebody has begun already."""
        rows = self.articles
        if rows.has_focus and not (rows.cursor or rows.marked or self.query_text):
            rows.go(self.edit(lambda: self.library.where_left(self.queue.numbers)) or 0)

    def on_descendant_focus(self) -> None:
        """Where there is room for one pane only, the reader is shown while it is in use."""
        if self.focused in (self.articles, self.reader):
            self.set_class(self.reader.has_focus, "-reading")

    # The queue

    @on(ArticleList.Opened)
    def read(self, message: ArticleList.Opened) -> None:
        self.open_article(message.article)
        self.reader.focus()

    @on(ArticleList.Order)
    def next_order(self) -> None:
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.run_query(self.query_text)
        self.say(f"Ordered by {self.order.lstrip('-')}; o goes on to the next order")

    @on(TopicPane.Filter)
    def filter_by_topic(self, message: TopicPane.Filter) -> None:
        self.show_query(f'topic:"{message.topic}"')

    def action_codebook(self) -> None:
        """Show the codebook; it may come back with a query."""
        from tui.screens.codebook import CodebookScreen

        self.app.push_screen(CodebookScreen(self.library, self.config, self.depth), self.show_query)

    def action_step(self, step: int) -> None:
        """Go to the next or previous article of the queue; read it when the reader is in use."""
        reading, before = self.reader.has_focus, self.articles.cursor
        self.articles.go(before + step)
        article = self.articles.article
        if self.articles.cursor == before and not (reading and article != self.reader.page.id):
            self.say(f"No article {'after' if step > 0 else 'before'} this one in the list")
        elif reading and article:
            self.open_article(article)

    def action_next_pane(self, step: int) -> None:
        panes = [pane for pane in (self.articles, self.reader, self.topic_pane) if pane.display]
        focused = next((i for i, pane in enumerate(panes) if pane.has_focus), 0)
        panes[(focused + step) % len(panes)].focus()

    def action_back(self, out: bool = True) -> None:
        """From the reader to the list, from a query to all articles, from there out.

        Not `out` by a key that is pressed once too often to leave dialogs.
        """
        if not self.articles.has_focus:
            self.articles.focus()
        elif self.articles.marked:
            self.articles.clear_marks()
            self.show_place()
        elif self.query_text:
            self.run_query("")
        elif self.articles.hidden:
            self.articles.clear_marks(hidden=True)
            self.show_place()
        elif out:
            self.app.exit()
        else:
            bound = (each.binding for each in self.active_bindings.values())
            leaving = (binding for binding in bound if binding.action == "back")
            self.say(f"{keys_of(leaving, self.app.get_key_display)} quits")
