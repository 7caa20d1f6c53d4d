"""How far analysts agree: per topic, on words, and pair by pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from time import monotonic
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.app import ComposeResult

from store.library import Library
from tui.agreement_views import VIEWS
from tui.config import Config
from tui.paint_row import DIM
from tui.paint_table import TextTable
from tui.palette import Depth
from tui.screens.charting import Charting, chart_keys
from tui.widgets.bars import Bar
from tui.widgets.line_view import LineView
from tui.wrap import fit

if TYPE_CHECKING:
    from store.agreement import Agreement


class Meanings(LineView):
    """Says what the columns mean, as tall as that takes."""

    _meanings: Mapping[str, str] = {}

    def show(self, meanings: Mapping[str, str]) -> None:
        if meanings is not self._meanings:
            self._meanings = meanings
            self.styles.height = len(meanings)
            self.lay_out()

    def lines(self, width: int) -> list[list[Segment]]:
        longest = max(map(len, self._meanings), default=0)
        told = (f"{name.rjust(longest)}  {what}" for name, what in self._meanings.items())
        return [[Segment(fit(line, width).rstrip(), DIM)] for line in told]


class AgreementScreen(Charting):
    """Under the figures stands what each means, and why one of them is missing."""

    NAMES = [view.name for view in VIEWS]

    BINDINGS = [*chart_keys("agreement", NAMES)]

    VERTICAL_BREAKPOINTS = [*Charting.VERTICAL_BREAKPOINTS, (20, "-tall")]

    DEFAULT_CSS = """
    AgreementScreen.-low #note { display: none; }
    AgreementScreen #meanings { display: none; scrollbar-size: 0 0; }
    AgreementScreen.-tall #meanings { display: block; }
    """

    def __init__(self, library: Library, config: Config, depth: Depth, query: str = "") -> None:
        super().__init__(library, config, depth, query)
        self._found: Agreement | None = None
        self._slices: Iterator[None] = iter(())
        self._begun = 0.0

    def compose(self) -> ComposeResult:
        *above, keys = super().compose()
        yield from above
        yield Meanings(id="meanings")
        yield Bar(id="note")
        yield keys

    # Figures

    def reckon_anew(self) -> None:
        self._found = None
        self.show_view()
        self.call_after_refresh(self.reckon_again)

    def reckon_again(self) -> None:
        self._begun = monotonic()
        reckoning = self.edit(lambda: self.library.reckoning_agreement(self.query_text))
        if reckoning:
            self._slices = self._finding(reckoning)
            self._go_on(self._slices)

    def _finding(self, reckoning: Iterator[Agreement | None]) -> Iterator[None]:
        for found in reckoning:
            self._found = found or self._found
            yield

    def _go_on(self, slices: Iterator[None]) -> None:
        """Reckon on for a moment; one that another reckoning has replaced goes no further."""
        if slices is not self._slices or not self.is_attached:
            return
        if self.work_on(slices, self._go_on):
            self.reckoned(self._begun)
            self.show_chart(self.chart.cursor)

    # What is shown

    def show_chart(self, cursor: int = 0) -> None:
        if self._found is not None:
            self.chart.show_chart(VIEWS[self.view].make(self._found), cursor)
        self.show_view()
        self.show_keys()

    def show_view(self) -> None:
        super().show_view()
        self.query_one("#meanings", Meanings).show(VIEWS[self.view].meanings)
        self.query_one("#note", Bar).put([Segment(f" {self._note()}", DIM)])

    def told(self) -> list[str]:
        found = self._found
        plural = "" if found and found.articles == 1 else "s"
        read = f"{found.articles:,} article{plural} read twice" if found else "reckoning…"
        return [f"agreement: {self.NAMES[self.view]}", self.query_told(), read]

    def nothing(self) -> str:
        found = self._found
        return f"Nothing to compare: {found.reason or 'no such marks'}" if found else ""

    def _note(self) -> str:
        """Why a figure under the cursor is missing."""
        chart = self.chart.chart
        if not isinstance(chart, TextTable) or not chart.count:
            return ""
        note = chart.rows[self.chart.cursor].note
        return f"–: {note}" if note else ""
