"""A chart to scroll through, with what stands over its columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message
from textual.strip import Strip

from tui.paint_chart import Bars, Chart
from tui.widgets.row_list import RowList

EMPTY = Bars((), ())


class ChartRows(RowList):
    """Draws the rows of a chart."""

    @dataclass
    class Opened(Message):
        """Show the articles that the row under the cursor counts."""

    def __init__(self, *, moved: Callable[[], None] = lambda: None, id: str | None = None) -> None:
        super().__init__(moved=moved, id=id)
        self.chart: Chart = EMPTY

    def show_chart(self, chart: Chart, cursor: int = 0) -> None:
        """Show another chart, or the same with new numbers."""
        self.chart = chart
        self.set_count(chart.count, cursor)

    def draw(self, index: int, width: int) -> Strip:
        return self.chart.strip(index, width, self.cursor_style(index))

    def chosen(self) -> None:
        self.post_message(self.Opened())
