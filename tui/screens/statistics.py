"""Progress to look at: topics, time, pairs, sources, speakers and people, as charts."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from store.library import Library
from store.model import Edit
from tui.config import Config
from tui.looks import looks_of
from tui.paint_row import DIM, PLAIN
from tui.palette import Depth, ink
from tui.screens.querying import Querying
from tui.views import VIEWS, Ways, next_period
from tui.widgets.bars import BOLD, Bar, KeyBar, StatusBar
from tui.widgets.chart import ChartRows

if TYPE_CHECKING:
    from store.statistics import Figures

IDLE = 2.0
"""Seconds between looks at whether the figures have changed."""

REST = 20.0
"""Times as long as the last counting took that the next one waits, others being at work."""


class StatisticsScreen(Querying[str]):
    """Dismissed with a query for the articles that a row counts, or with None."""

    BINDINGS = [
        Binding("enter", "open", "its articles", id="statistics.open"),
        *(
            Binding(str(n), f"view({n - 1})", name, id=f"statistics.view{n}", show=False)
            for n, (name, _) in enumerate(VIEWS, 1)
        ),
        Binding("tab", "turn(1)", "next view", id="statistics.next"),
        Binding("shift+tab", "turn(-1)", "view before", id="statistics.previous", show=False),
        Binding("w", "worked", "by publication or work", id="statistics.worked"),
        Binding("p", "period", "day, week, month", id="statistics.period"),
        Binding("o", "order", "by articles or quotes", id="statistics.order"),
        Binding("slash", "query", "query", id="app.query"),
        Binding("q", "leave", "back", id="app.back"),
        Binding("escape", "back", "query off, back", id="statistics.back", show=False),
        Binding("?", "app.help", "keys", id="app.help"),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-low"), (8, "-high")]

    DEFAULT_CSS = """
    StatisticsScreen #chart {
        height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll;
    }
    StatisticsScreen.-low #views, StatisticsScreen.-low #heading { display: none; }
    """

    def __init__(self, library: Library, config: Config, depth: Depth, query: str = "") -> None:
        super().__init__(library, config, depth)
        self.query_text = query
        self.view = 0
        self.ways = Ways()
        self._figures: Figures | None = None
        self._outdated = False
        self._rested_at = 0.0
        self._unsubscribe: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        yield StatusBar(id="status")
        yield Bar(id="views")
        yield Bar(id="heading")
        yield ChartRows(moved=self.show_view, id="chart")
        yield KeyBar(id="keys")

    @property
    def chart(self) -> ChartRows:
        return self.query_one("#chart", ChartRows)

    def on_mount(self) -> None:
        self.bindings_updated_signal.subscribe(self, lambda _: self.show_keys())
        self.chart.focus()
        self._unsubscribe = self.library.subscribe(self.heard)
        self.set_interval(IDLE, self._let_in)
        self.count_anew()

    def on_unmount(self) -> None:
        if self._unsubscribe:
            self._unsubscribe()

    # Counting

    def count_anew(self, cursor: int = 0) -> None:
        """Say that it is being counted, and count once that stands on the screen."""
        self._figures = None
        self.show_view()
        self.call_after_refresh(self.show_chart, cursor)

    def show_chart(self, cursor: int = 0) -> None:
        """Show the view that is chosen; of the figures, only those that it needs are reckoned."""
        begun = monotonic()
        self._figures = self._figures or self.library.figures(self.query_text)
        looks = looks_of(self.library.topics.book, self.config.colours)
        inks = {name: ink(look.colour, self.depth) for name, look in looks.items()}
        _, make = VIEWS[self.view]
        self.chart.show_chart(make(self._figures, self.ways, inks), cursor)
        self._rested_at = monotonic() + max(IDLE, REST * (monotonic() - begun))
        self.show_view()
        self.show_keys()

    def heard(self, _edit: Edit) -> None:
        self._outdated = True

    def _let_in(self) -> None:
        if self._outdated and monotonic() > self._rested_at and self.app.screen is self:
            self._outdated = False
            self._figures = None
            self.show_chart(self.chart.cursor)

    # What is shown

    def show_view(self) -> None:
        """The lines above the chart."""
        figures = self._figures
        name, _ = VIEWS[self.view]
        found = f"{figures.articles:,} articles, {figures.quotes:,} quotes" if figures else ""
        told = [name, self.dates_told(), f"⌕ {self.query_text}" if self.query_text else ""]
        rows = self.chart
        place = (rows.cursor + 1 if rows.count else 0, rows.count)
        parts = [*told, found or "counting…"]
        self.query_one("#status", StatusBar).show(place, parts, self.library.reviewed())
        segments = []
        for at, (each, _) in enumerate(VIEWS):
            shown = f"[{at + 1} {each}]" if at == self.view else f" {at + 1} {each} "
            segments.append(Segment(shown, BOLD if at == self.view else PLAIN))
        self.query_one("#views", Bar).put(segments)
        heading = rows.chart.heading(max(1, rows.scrollable_content_region.width))
        nothing = "Nothing to count here" if figures and not rows.count else ""
        self.query_one("#heading", Bar).put([Segment(nothing or heading, DIM)])

    def dates_told(self) -> str:
        """By which dates the view is, where it is by dates."""
        if VIEWS[self.view][0] != "over time":
            return ""
        return f"by {self.ways.period} of {'work' if self.ways.worked else 'publication'}"

    def on_status_bar_resized(self) -> None:
        self.call_after_refresh(self.show_view)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would change nothing in a view are not offered there."""
        name = VIEWS[self.view][0]
        if action == "period":
            return name == "over time"
        if action == "worked":
            return name in ("over time", "people")
        return super().check_action(action, parameters)

    def action_view(self, view: int) -> None:
        self.view = view
        self.refresh_bindings()
        self.show_view()
        self.call_after_refresh(self.show_chart)

    def action_turn(self, step: int) -> None:
        self.action_view((self.view + step) % len(VIEWS))

    def action_order(self) -> None:
        self.ways = self.ways._replace(by_articles=not self.ways.by_articles)
        self.show_chart()

    def action_worked(self) -> None:
        self.ways = self.ways._replace(worked=not self.ways.worked)
        self.show_chart()

    def action_period(self) -> None:
        self.ways = self.ways._replace(period=next_period(self.ways.period))
        self.show_chart()

    def action_query(self) -> None:
        self.ask_query(self.run_query)

    def run_query(self, text: str) -> None:
        """Count what a query selects."""
        self.query_text = text
        self.count_anew()

    @on(ChartRows.Opened)
    def action_open(self) -> None:
        """Go to the list with the articles that the row counts."""
        rows = self.chart
        query = rows.chart.query(rows.cursor) if rows.count else ""
        if not query:
            self.say("No query finds just these articles")
        elif self.query_text:
            self.dismiss(f"({self.query_text}) {query}")
        else:
            self.dismiss(query)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_back(self) -> None:
        if self.query_text:
            self.run_query("")
        else:
            self.action_leave()
