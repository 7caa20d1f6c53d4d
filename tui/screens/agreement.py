"""How far analysts agree: per topic, on words, and pair by pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from store.library import Library
from store.model import Edit
from tui.agreement_views import VIEWS
from tui.config import Config
from tui.paint_row import DIM, PLAIN
from tui.paint_table import TextTable
from tui.palette import Depth
from tui.screens.querying import Querying
from tui.widgets.bars import BOLD, Bar, KeyBar, StatusBar
from tui.widgets.chart import ChartRows

if TYPE_CHECKING:
    from store.agreement import Agreement

IDLE = 2.0
"""Seconds between looks at whether the figures have changed."""

REST = 20.0
"""Times as long as the last reckoning took that the next one waits, others being at work."""


class AgreementScreen(Querying[str]):
    """Dismissed with a query for the articles that a row is about, or with None."""

    BINDINGS = [
        Binding("enter", "open", "its articles", id="agreement.open"),
        *(
            Binding(str(n), f"view({n - 1})", name, id=f"agreement.view{n}", show=False)
            for n, (name, _) in enumerate(VIEWS, 1)
        ),
        Binding("tab", "turn(1)", "next view", id="agreement.next"),
        Binding("shift+tab", "turn(-1)", "view before", id="agreement.previous", show=False),
        Binding("slash", "query", "query", id="app.query"),
        Binding("q", "leave", "back", id="app.back"),
        Binding("escape", "back", "query off, back", id="agreement.back", show=False),
        Binding("?", "app.help", "keys", id="app.help"),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-low"), (8, "-high")]

    DEFAULT_CSS = """
    AgreementScreen #table {
        height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll;
    }
    AgreementScreen.-low #views, AgreementScreen.-low #heading, AgreementScreen.-low #note {
        display: none;
    }
    """

    def __init__(self, library: Library, config: Config, depth: Depth, query: str = "") -> None:
        super().__init__(library, config, depth)
        self.query_text = query
        self.view = 0
        self._found: Agreement | None = None
        self._slices: Iterator[Agreement | None] = iter(())
        self._outdated = False
        self._begun = self._rested_at = 0.0
        self._unsubscribe: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        yield StatusBar(id="status")
        yield Bar(id="views")
        yield Bar(id="heading")
        yield ChartRows(moved=self.show_view, id="table")
        yield Bar(id="note")
        yield KeyBar(id="keys")

    @property
    def table(self) -> ChartRows:
        return self.query_one("#table", ChartRows)

    def on_mount(self) -> None:
        self.bindings_updated_signal.subscribe(self, lambda _: self.show_keys())
        self.table.focus()
        self._unsubscribe = self.library.subscribe(self.heard)
        self.set_interval(IDLE, self._let_in)
        self.show_view()
        self.call_after_refresh(self.reckon)

    def on_unmount(self) -> None:
        if self._unsubscribe:
            self._unsubscribe()

    # Reckoning

    def reckon(self) -> None:
        """Reckon from the start; what is shown stays until the new figures are there."""
        self._begun = monotonic()
        slices = self.edit(lambda: self.library.reckoning_agreement(self.query_text))
        if slices:
            self._slices = slices
            self._go_on(slices)

    def _go_on(self, slices: Iterator[Agreement | None]) -> None:
        """Reckon a slice between keys; one that another reckoning has replaced goes no further."""
        if slices is not self._slices or not self.is_attached:
            return
        found = next(slices)
        if found is None:
            self.call_later(self._go_on, slices)
            return
        self._found = found
        self._rested_at = monotonic() + max(IDLE, REST * (monotonic() - self._begun))
        self.show_table(self.table.cursor)

    def heard(self, _edit: Edit) -> None:
        self._outdated = True

    def _let_in(self) -> None:
        if self._outdated and monotonic() > self._rested_at and self.app.screen is self:
            self._outdated = False
            self.reckon()

    # What is shown

    def show_table(self, cursor: int = 0) -> None:
        """Show the view that is chosen."""
        if self._found is not None:
            self.table.show_chart(VIEWS[self.view][1](self._found), cursor)
        self.show_view()
        self.show_keys()

    def show_view(self) -> None:
        """The lines around the table."""
        found, rows = self._found, self.table
        plural = "" if found and found.articles == 1 else "s"
        told = [
            f"agreement: {VIEWS[self.view][0]}",
            f"⌕ {self.query_text}" if self.query_text else "",
            f"{found.articles:,} article{plural} read twice" if found else "reckoning…",
        ]
        place = (rows.cursor + 1 if rows.count else 0, rows.count)
        self.query_one("#status", StatusBar).show(place, told, self.library.reviewed())
        segments = []
        for at, (name, _) in enumerate(VIEWS):
            shown = f"[{at + 1} {name}]" if at == self.view else f" {at + 1} {name} "
            segments.append(Segment(shown, BOLD if at == self.view else PLAIN))
        self.query_one("#views", Bar).put(segments)
        heading = rows.chart.heading(max(1, rows.scrollable_content_region.width))
        nothing = f"Nothing to compare: {found.reason or 'no such marks'}" if found else ""
        self.query_one("#heading", Bar).put([Segment(heading if rows.count else nothing, DIM)])
        self.query_one("#note", Bar).put([Segment(f" {self._note()}", DIM)])

    def _note(self) -> str:
        """Why a figure under the cursor is missing."""
        chart = self.table.chart
        if not isinstance(chart, TextTable) or not chart.count:
            return ""
        note = chart.rows[self.table.cursor].note
        return f"–: {note}" if note else ""

    def on_status_bar_resized(self) -> None:
        self.call_after_refresh(self.show_view)

    # Keys

    def action_view(self, view: int) -> None:
        self.view = view
        self.show_table()

    def action_turn(self, step: int) -> None:
        self.action_view((self.view + step) % len(VIEWS))

    def action_query(self) -> None:
        self.ask_query(self.run_query)

    def run_query(self, text: str) -> None:
        """Compare on what a query selects."""
        self.query_text = text
        self._found = None
        self.show_view()
        self.call_after_refresh(self.reckon)

    @on(ChartRows.Opened)
    def action_open(self) -> None:
        """Go to the list with the articles that the row is about."""
        rows = self.table
        query = rows.chart.query(rows.cursor) if rows.count else ""
        if not query:
            self.say("No query finds just these articles")
        else:
            self.dismiss(f"({self.query_text}) {query}" if self.query_text else query)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_back(self) -> None:
        if self.query_text:
            self.run_query("")
        else:
            self.action_leave()
