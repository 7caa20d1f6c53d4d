"""All that is said of one topic, wrapped below the tree."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.paint_row import DIM, PLAIN
from tui.wrap import Wrapped, cells_of, fit

BOLD = Style(bold=True)
MORE = " ⋯"
"""Stands at the end of the last line where the text goes on; a key shows the rest."""

Passage = tuple[str, str]
"""(heading, text): the heading stands before the text, dimmed; empty for none."""

Line = list[Segment]


class TopicAbout(Widget):
    """Shows a title, and passages below it; takes as many lines as it ever needed, up to half.

    No ScrollView: that would lay out the screen anew for each topic of another length.
    """

    DEFAULT_CSS = """
    TopicAbout { height: 5; border-top: solid $primary; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = ""
        self._passages: list[Passage] = []
        self._lines: list[Line] = []
        self._top = 0

    def tell(self, title: str, passages: Sequence[Passage]) -> None:
        """Show something else, from its top; passages without text are left out."""
        told = [passage for passage in passages if passage[1]]
        if (title, told) != (self._title, self._passages):
            self._title, self._passages = title, told
            self._lay_out()

    def on_resize(self, _event: events.Resize) -> None:
        self._lay_out()

    def page(self) -> None:
        """Show the lines that follow; behind the last come the first."""
        top = self._top + max(1, self.size.height - 1)
        self._show(self._lines, top if self._top + self.size.height < len(self._lines) else 0)

    def _lay_out(self) -> None:
        width = max(8, self.size.width)
        lines: list[Line] = [[Segment(fit(self._title, width).rstrip(), BOLD)]]
        for heading, text in self._passages:
            lines += _wrapped(heading, text, width)
        self._show(lines, 0)
        self._grow()

    def _show(self, lines: list[Line], top: int) -> None:
        """Paint the lines that differ, and of those only what is written."""
        height = self.size.height
        before = [self._line(y) for y in range(height)]
        self._lines, self._top = lines, top
        for y, old in enumerate(before):
            new = self._line(y)
            if old != new:
                self.refresh(Region(0, y, max(_cells(old), _cells(new), 1), 1))

    def _grow(self) -> None:
        """Take more lines where they are needed; giving them back would move the tree about."""
        border = self.outer_size.height - self.size.height
        wanted = min(len(self._lines) + border, self.app.size.height // 2)
        if wanted > self.outer_size.height > 0:
            self.styles.height = wanted

    def _line(self, y: int) -> Line:
        index = y + self._top
        line = self._lines[index] if index < len(self._lines) else []
        if y == self.size.height - 1 and index < len(self._lines) - 1:
            strip = Strip(line).crop(0, self.size.width - len(MORE))
            return [*strip, Segment(MORE, BOLD)]
        return line

    def render_line(self, y: int) -> Strip:
        return Strip(self._line(y)).adjust_cell_length(self.size.width, PLAIN)


def _cells(line: Line) -> int:
    return cells_of("".join(segment.text for segment in line))


def _wrapped(heading: str, text: str, width: int) -> list[Line]:
    """The lines of a passage; its heading stands on the first."""
    whole = f"{heading} {text}" if heading else text
    rows = Wrapped(whole, width)
    rows.extend()
    lines = []
    for row in range(len(rows)):
        start, end = rows.drawn(row)
        edge = min(max(start, len(heading)), end)
        lines.append([Segment(whole[start:edge], DIM), Segment(whole[edge:end], PLAIN)])
    return lines
