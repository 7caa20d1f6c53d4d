"""Views of figures on what a query selects, and from a row the way to its articles."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import ClassVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from store.library import Library
from store.model import Edit
from tui.config import Config
from tui.paint_row import DIM, PLAIN
from tui.palette import Depth
from tui.screens.querying import Querying
from tui.widgets.bars import BOLD, Bar, KeyBar, StatusBar
from tui.widgets.chart import ChartRows

IDLE = 2.0
"""Seconds between looks at whether the figures have changed."""

REST = 20.0
"""Times as long as the last reckoning took that the next one waits, others being at work."""


def chart_keys(screen: str, views: Sequence[str]) -> list[Binding]:
    """The keys of every screen of charts; `screen` begins the ids of those that are its own."""
    return [
        Binding("enter", "open", "its articles", id=f"{screen}.open"),
        *(
            Binding(str(n), f"view({n - 1})", name, id=f"{screen}.view{n}", show=False)
            for n, name in enumerate(views, 1)
        ),
        Binding("tab", "turn(1)", "next view", id=f"{screen}.next"),
        Binding("shift+tab", "turn(-1)", "view before", id=f"{screen}.previous", show=False),
        Binding("slash", "query", "query", id="app.query"),
        Binding("q", "leave", "back", id="app.back"),
        Binding("escape", "back", "query off, back", id=f"{screen}.back", show=False),
        Binding("?", "app.help", "keys", id="app.help"),
    ]


class Charting(Querying[str]):
    """Dismissed with a query for the articles that a row is about, or with None.

    A subclass names its views and says what the figures are, how they are got, and what is told
    of them. What others write meanwhile is let in when the figures have rested for a while.
    """

    NAMES: ClassVar[Sequence[str]] = ()

    VERTICAL_BREAKPOINTS = [(0, "-low"), (8, "-high")]

    DEFAULT_CSS = """
    Charting #chart {
        height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll;
    }
    Charting.-low #views, Charting.-low #heading { display: none; }
    """

    def __init__(self, library: Library, config: Config, depth: Depth, query: str = "") -> None:
        super().__init__(library, config, depth)
        self.query_text = query
        self.view = 0
        self._outdated = False
        self._rested_at = 0.0

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
        self.chart.focus()
        self.listen(self.heard)
        self.set_interval(IDLE, self._let_in)
        self.reckon_anew()

    # Figures

    def reckon_anew(self) -> None:
        """Say that it is being reckoned, and reckon once that stands on the screen."""
        raise NotImplementedError

    def reckon_again(self) -> None:
        """Reckon; what is shown stays until the new figures are there."""
        raise NotImplementedError

    def reckoned(self, begun: float) -> None:
        """Rest, the longer the more time the figures took."""
        self._rested_at = monotonic() + max(IDLE, REST * (monotonic() - begun))

    def heard(self, _edit: Edit) -> None:
        self._outdated = True

    def _let_in(self) -> None:
        if self._outdated and monotonic() > self._rested_at and self.app.screen is self:
            self._outdated = False
            self.reckon_again()

    # What is shown

    def show_chart(self, cursor: int = 0) -> None:
        """Show the view that is chosen."""
        raise NotImplementedError

    def told(self) -> list[str]:
        """What the status line says of view and figures."""
        raise NotImplementedError

    def nothing(self) -> str:
        """What stands in place of a heading over no rows; "" while that is not known."""
        raise NotImplementedError

    def show_view(self) -> None:
        """The lines above the chart."""
        rows = self.chart
        place = (rows.cursor + 1 if rows.count else 0, rows.count)
        self.query_one("#status", StatusBar).show(place, self.told(), self.library.reviewed())
        segments = []
        for at, name in enumerate(self.NAMES):
            shown = f"[{at + 1} {name}]" if at == self.view else f" {at + 1} {name} "
            segments.append(Segment(shown, BOLD if at == self.view else PLAIN))
        self.query_one("#views", Bar).put(segments)
        heading = rows.chart.heading(max(1, rows.scrollable_content_region.width))
        above = heading if rows.count else self.nothing() or heading
        self.query_one("#heading", Bar).put([Segment(above, DIM)])

    def query_told(self) -> str:
        return f"⌕ {self.query_text}" if self.query_text else ""

    def on_status_bar_resized(self) -> None:
        self.call_after_refresh(self.show_view)

    # Keys

    def action_view(self, view: int) -> None:
        self.view = view
        self.refresh_bindings()
        self.show_view()
        self.call_after_refresh(self.show_chart)

    def action_turn(self, step: int) -> None:
        self.action_view((self.view + step) % len(self.NAMES))

    def action_query(self) -> None:
        self.ask_query(self.run_query)

    def run_query(self, text: str) -> None:
        """Show the figures of what a query selects."""
        self.query_text = text
        self.reckon_anew()

    @on(ChartRows.Opened)
    def action_open(self) -> None:
        """Go to the list with the articles that the row is about."""
        rows = self.chart
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
