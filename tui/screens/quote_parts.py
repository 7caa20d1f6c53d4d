"""What the quote browser is made of, and how it shows what the library holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer

from store.library import Library
from store.model import Edit, QuoteRef
from tui.config import Config
from tui.looks import looks_of
from tui.paint_quote import group_of
from tui.palette import Depth
from tui.screens.editing import GLANCE
from tui.screens.querying import Querying
from tui.widgets.bars import KeyBar, StatusBar, told_marks
from tui.widgets.quote_list import QuoteList, ref_of
from tui.widgets.quote_view import QuoteView

ORDERS = {
    "topic": "topic",
    "speaker": "speaker",
    "source": "source",
    "title": "article",
    "analyst": "analyst",
    "-published": "date",
    "-at": "time added",
}
"""What `o` goes through, and what it is called."""

SETTLES = 0.12
"""Seconds without a move until the quote under the cursor is shown as a whole."""

IDLE = 1.0
"""Seconds without a move until colleagues' new quotes come in, so that no row jumps away."""


class Place(NamedTuple):
    """Where a quote stands: its article, offset, and what the reader knows it by."""

    article: str
    start: int
    mark: str


@dataclass
class Browsed:
    """Where browsing was left, to go on from there."""

    query: str = ""
    order: str = "topic"
    cursor: int = 0
    quote: QuoteRef | None = None
    marked: set[QuoteRef] = field(default_factory=set)


class QuoteParts(Querying[Place]):
    """Status, list, quote and keys; shows, and changes nothing."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (14, "-high")]

    DEFAULT_CSS = """
    QuoteParts #panes { height: 1fr; width: 1fr; layout: vertical; }
    QuoteParts #quotes {
        height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll;
    }
    QuoteParts #quote { height: 36%; border-top: solid $primary; }
    QuoteParts.-low #quote { display: none; }
    QuoteParts.-wide #panes { layout: horizontal; }
    QuoteParts.-wide #quotes { width: 3fr; }
    QuoteParts.-wide #quote {
        display: block; width: 2fr; height: 1fr; border-top: none; border-left: vkey $primary;
    }
    """

    def __init__(self, library: Library, config: Config, depth: Depth, browsed: Browsed) -> None:
        super().__init__(library, config, depth)
        self.browsed = browsed
        self.query_text = browsed.query
        self.order = browsed.order
        self._settling: Timer | None = None
        self._moved_at = 0.0
        self._outdated = False

    def compose(self) -> ComposeResult:
        yield StatusBar(id="status")
        with Container(id="panes"):
            yield QuoteList(self.depth, moved=self.moved, id="quotes")
            yield QuoteView(self.depth, id="quote")
        yield KeyBar(id="keys")

    @property
    def quotes(self) -> QuoteList:
        return self.query_one("#quotes", QuoteList)

    def on_mount(self) -> None:
        self.quotes.hidden = set(self.browsed.marked)
        self.quotes.focus()
        self.show_later(self._begin)

    def _begin(self) -> None:
        self.show_looks()
        self.listen(self.heard)
        self.set_interval(IDLE, self._catch_up)
        self.select(self.browsed.quote, self.browsed.cursor)
        self._find_orphans(self.library.placing())

    def remember(self) -> None:
        """Keep where browsing is now."""
        rows, now = self.quotes, self.browsed
        now.query, now.order, now.cursor = self.query_text, self.order, rows.cursor
        now.quote = ref_of(rows.quote) if rows.quote else None
        now.marked = rows.marked | rows.hidden

    # What is shown

    def show_later(self, act: Callable[[], object]) -> None:
        """Say that the library is asked, and ask it once that stands on the screen."""
        self.query_one("#status", StatusBar).show((0, 0), ["searching…"], self.library.reviewed())
        self.call_after_refresh(act)

    def run_query(self, text: str, order: str = "") -> None:
        """Show what a query selects, the cursor on the same quote where it is selected."""
        self.query_text = text
        self.order = order or self.order
        here = self.quotes.quote
        self.show_later(lambda: self.select(ref_of(here) if here else None))

    def select(self, at: QuoteRef | None = None, otherwise: int = 0) -> None:
        """Ask the library, and put the cursor on a quote, else on a row."""
        self._outdated = False
        rows = self.quotes
        found = self.edit(lambda: self.library.quotes(self.query_text, self.order))
        if found is None:
            return
        place = found.places_of([at]).get(at) if at else None
        rows.nothing = "No quote fits this query" if self.query_text else "No quotes yet"
        analysts = len(self.library.analysts()) > 1
        by = self.order.lstrip("-")
        rows.show_quotes(found, by, otherwise if place is None else place, analysts=analysts)
        if not self.query_text:
            rows.hidden.clear()  # nothing hides them: they are in the library no more
        self.show_quote()
        self.show_place()

    def show_place(self) -> None:
        rows = self.quotes
        row = rows.quote
        group = group_of(row, rows.by) if row else ""
        parts = [
            f"by {ORDERS[self.order]}" + (f": {group}" if group else ""),
            told_marks(len(rows.marked), len(rows.hidden)),
            f"⌕ {self.query_text}" if self.query_text else "",
        ]
        place = (rows.cursor + 1 if rows.count else 0, rows.count)
        self.query_one("#status", StatusBar).show(place, parts, self.library.reviewed())

    def show_quote(self) -> None:
        """Show all of the quote under the cursor."""
        self._settling = None
        rows = self.quotes
        view = self.query_one("#quote", QuoteView)
        view.show(rows.quote, rows.looks, orphaned=rows.is_orphaned)

    def _find_orphans(self, placing: Iterator[None]) -> None:
        """Look for quotes in newer versions of their articles, for a moment between two keys."""
        if not self.is_attached:
            return
        if self.edit(lambda: self.work_on(placing, self._find_orphans, GLANCE)):
            orphans = self.edit(self.library.orphans_now)
            if orphans is not None:
                self.quotes.set_orphans({(each.analyst, each.quote.id) for each in orphans})
                self.show_quote()

    def show_looks(self) -> None:
        self.quotes.set_looks(looks_of(self.library.topics.book, self.config.colours))

    def moved(self) -> None:
        """The cursor is on another row: say where, and show the quote once the keys are quiet."""
        self._moved_at = monotonic()
        self.show_place()
        if self._settling:
            self._settling.stop()
        self._settling = self.set_timer(SETTLES, self.show_quote)

    def on_status_bar_resized(self) -> None:
        if self.quotes.quotes is not None:
            self.show_place()

    # News

    def heard(self, edit: Edit) -> None:
        """Something was written, here or elsewhere: show what is true now."""
        self.show_looks()
        if self.quotes.orphans:
            self._find_orphans(self.library.placing())
        gone = [change for change in edit.changes if change.after is None]
        self.quotes.forget({(edit.analyst, each.key) for each in gone if each.table == "quotes"})
        if self._comes_or_goes(edit):
            self._outdated = True
            if edit.analyst == self.library.analyst:
                self._select_again()
                return
        self.quotes.update_rows()
        self.show_quote()
        self.show_place()

    def _comes_or_goes(self, edit: Edit) -> bool:
        """Whether quotes are in the library now that are not in the list, or the other way."""
        changes = [change for change in edit.changes if change.table == "quotes"]
        gone = any(change.after is None for change in changes)
        refs = {(edit.analyst, change.key) for change in changes}
        known = self.quotes.quotes.places_of(refs) if self.quotes.quotes and refs else {}
        return gone or len(known) < len(refs) or not edit.changes

    def _catch_up(self) -> None:
        """Let in what colleagues have added, while nobody is moving."""
        if self._outdated and self.app.screen is self and monotonic() - self._moved_at > IDLE:
            self._select_again()

    def _select_again(self) -> None:
        here = self.quotes.quote
        self.select(ref_of(here) if here else None, self.quotes.cursor)
