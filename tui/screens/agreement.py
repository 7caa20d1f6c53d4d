"""How far analysts agree: per topic, on words, and pair by pair."""

from __future__ import annotations

from collections.abc import Iterator
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

if TYPE_CHECKING:
    from store.agreement import Agreement


class AgreementScreen(Charting):
    """Under the figures stands why one of them is missing."""

    NAMES = [name for name, _ in VIEWS]

    BINDINGS = [*chart_keys("agreement", NAMES)]

    DEFAULT_CSS = "AgreementScreen.-low #note { display: none; }"

    def __init__(self, library: Library, config: Config, depth: Depth, query: str = "") -> None:
        super().__init__(library, config, depth, query)
        self._found: Agreement | None = None
        self._slices: Iterator[None] = iter(())
        self._begun = 0.0

    def compose(self) -> ComposeResult:
        *above, keys = super().compose()
        yield from above
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
            self.chart.show_chart(VIEWS[self.view][1](self._found), cursor)
        self.show_view()
        self.show_keys()

    def show_view(self) -> None:
        super().show_view()
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
