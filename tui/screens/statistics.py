"""Progress to look at: topics, time, pairs, sources, speakers and people, as charts."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual.binding import Binding

from store.library import Library
from tui.config import Config
from tui.looks import looks_of
from tui.palette import Depth, ink
from tui.screens.charting import Charting, chart_keys
from tui.screens.topic_work import counted
from tui.views import VIEWS, Ways, next_period

if TYPE_CHECKING:
    from store.statistics import Figures


NOTHING = {
    "topics": "Nothing here carries a topic yet",
    "over time": "No article here has a date",
    "speakers": "No quote here has a speaker yet: p names who says it",
    "people": "Nobody has worked on these articles yet",
}
"""What a view says that has no row."""


class StatisticsScreen(Charting):
    """The same figures may be by articles or quotes, by publication or work."""

    NAMES = [name for name, _ in VIEWS]

    BINDINGS = [
        *chart_keys("statistics", NAMES),
        Binding("w", "worked", "by publication or work", id="statistics.worked"),
        Binding("p", "period", "day, week, month", id="statistics.period"),
        Binding("o", "order", "by articles or quotes", id="statistics.order"),
    ]

    def __init__(self, library: Library, config: Config, depth: Depth, query: str = "") -> None:
        super().__init__(library, config, depth, query)
        self.ways = Ways()
        self._figures: Figures | None = None

    # Figures

    def reckon_anew(self) -> None:
        self._figures = None
        self.show_view()
        self.call_after_refresh(self.show_chart)

    def reckon_again(self) -> None:
        self._figures = None
        self.show_chart(self.chart.cursor)

    # What is shown

    def show_chart(self, cursor: int = 0) -> None:
        """Of the figures, only those that the view needs are reckoned."""
        begun = monotonic()
        self._figures = self._figures or self.library.figures(self.query_text)
        looks = looks_of(self.library.topics.book, self.config.colours)
        inks = {name: ink(look.colour, self.depth) for name, look in looks.items()}
        _, make = VIEWS[self.view]
        self.chart.show_chart(make(self._figures, self.ways, inks), cursor)
        self.reckoned(begun)
        self.show_view()
        self.show_keys()

    def told(self) -> list[str]:
        figures = self._figures
        found = ""
        if figures:
            found = f"{counted(figures.articles, 'article')}, {counted(figures.quotes, 'quote')}"
        name = self.NAMES[self.view]
        return [name, self._way_told(), self.query_told(), found or "counting…"]

    def _way_told(self) -> str:
        """By which dates the view is, or in what topics are together; empty for the others."""
        name = self.NAMES[self.view]
        if name == "together":
            return f"in {'articles' if self.ways.by_articles else 'quotes'}"
        if name == "people":
            return "by day (UTC)" if self.ways.worked else ""
        if name != "over time":
            return ""
        return f"by {self.ways.period} of {'work' if self.ways.worked else 'publication'}"

    def nothing(self) -> str:
        if not self._figures:
            return ""
        if self.NAMES[self.view] != "together":
            return NOTHING.get(self.NAMES[self.view], "No articles here")
        one, other = ("article", "quotes") if self.ways.by_articles else ("quote", "articles")
        return f"No {one} has two topics; o counts {other}"

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would change nothing in a view are not offered there."""
        name = self.NAMES[self.view]
        if action == "period":
            return name == "over time"
        if action == "worked":
            return name in ("over time", "people")
        return super().check_action(action, parameters)

    def action_order(self) -> None:
        self.ways = self.ways._replace(by_articles=not self.ways.by_articles)
        self.show_chart()

    def action_worked(self) -> None:
        self.ways = self.ways._replace(worked=not self.ways.worked)
        self.show_chart()

    def action_period(self) -> None:
        self.ways = self.ways._replace(period=next_period(self.ways.period))
        self.show_chart()
