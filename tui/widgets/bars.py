"""The lines at the edges of the screen: where we are, and which keys there are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.paint_row import Look
from tui.palette import Depth, ink
from tui.wrap import Wrapped, cells_of, fit

BOLD = Style(bold=True)
DIM = Style(dim=True)
REVERSE = Style(reverse=True)
PLAIN = Style.null()

MOST_ROWS = 4
"""Of a message, where the screen is tall enough."""

FULL, EMPTY = "━", "─"


class Bar(Widget):
    """One line of segments; painted again only when they differ."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._segments: list[Segment] = []

    def put(self, segments: Sequence[Segment]) -> None:
        """Show these; only the cells up to the last difference are painted."""
        old, self._segments = self._segments, list(segments)
        kept = _alike_at_end(old, self._segments)
        before, now = (_width(each[: len(each) - kept]) for each in (old, self._segments))
        if before != now:  # what stays the same at the end stands elsewhere
            before, now = _width(old), _width(self._segments)
        if max(before, now):
            self.refresh(Region(0, self.size.height - 1, max(before, now), 1))

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        return Strip(self._segments).adjust_cell_length(self.size.width, PLAIN)


def _alike_at_end(old: Sequence[Segment], new: Sequence[Segment]) -> int:
    pairs = zip(reversed(old), reversed(new), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _width(segments: Sequence[Segment]) -> int:
    return sum(cells_of(segment.text) for segment in segments)


def told_marks(marked: int, hidden: int) -> str:
    """How many rows are marked, and how many marks the query hides from the keys."""
    if hidden:
        return f"{marked:,} marked, {hidden:,} hidden" if marked else f"{hidden:,} marked, hidden"
    return f"{marked:,} marked" if marked else ""


class StatusBar(Bar):
    """Place in the queue, library, query, and how much is reviewed."""

    class Resized(Message):
        """What is shown has to fit another width."""

    def show(self, place: tuple[int, int], parts: Sequence[str], reviewed: tuple[int, int]) -> None:
        """`place` is (row, rows) from 1, `reviewed` (articles, of all)."""
        done, total = reviewed
        share = 100 * done // total if total else 0
        roomy = self.size.width >= 60
        meter = 10 if roomy else 0
        filled = meter * done // total if total else 0
        right = f" {share}% reviewed " if roomy else f" {share}% "
        here = f" {place[0]:,}/{place[1]:,} ".ljust(2 * len(f"{place[1]:,}") + 3)
        left = self._left(here, meter, right)
        middle = fit(fit("  ".join(filter(None, parts)), left - 1), left)
        self.put(
            [
                Segment(here, PLAIN),
                Segment(middle, BOLD),
                Segment(FULL * filled, BOLD),
                Segment(EMPTY * (meter - filled), DIM),
                Segment(right, PLAIN),
            ]
        )

    def _left(self, here: str, meter: int, right: str) -> int:
        return max(0, self.size.width - cells_of(here) - meter - cells_of(right))

    def on_resize(self) -> None:
        self.post_message(self.Resized())


class KeyBar(Bar):
    """The keys of the focused pane; a message stands in their place for a while."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: list[tuple[str, str]] = []
        self._message = ""
        self._whole = False
        self._above: list[str] = []
        """The rows of a long message but for its last one."""

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """(key as shown, what it does); the last one is always kept in view."""
        self._keys = list(keys)
        self._show()

    def say(self, message: str, *, whole: bool = False) -> None:
        """Show a message; an empty one brings the keys back.

        What does not fit is cut, or, if it is to be read as a `whole`, takes more rows.
        """
        self._message, self._whole = message, whole
        self._show()

    @property
    def message(self) -> str:
        return self._message

    def on_resize(self) -> None:
        self._show()

    def _show(self) -> None:
        """As many keys as there is room for, or the message; the last key always."""
        *keys, last = self._keys or [("", "")]
        tail = [Segment(f" {last[0]}", BOLD), Segment(f" {last[1]} ", PLAIN)] if self._keys else []
        left = max(0, self.size.width - sum(cells_of(part.text) for part in tail))
        *above, message = self._rows(max(1, left - 1))
        self._stand_above(above)
        if message:
            self.put([Segment(fit(f" {message}", left), REVERSE), *tail])
            return
        shown: list[Segment] = []
        for key, what in keys:
            left -= cells_of(key) + cells_of(what) + 3
            if left < 0:
                break
            shown += [Segment(f" {key}", BOLD), Segment(f" {what} ", PLAIN)]
        self.put([*shown, *tail])

    def _rows(self, width: int) -> list[str]:
        """The message in rows of some width, the last of them cut where they are too many."""
        most = min(MOST_ROWS, self.screen.size.height // 4) if self._whole else 1
        if most <= 1 or cells_of(self._message) <= width:
            return [self._message]
        wrapped = Wrapped(self._message, width)
        wrapped.extend()
        starts = wrapped.starts[:most]
        return [
            self._message[start:end].strip()
            for start, end in zip(starts, [*starts[1:], None], strict=True)
        ]

    def _stand_above(self, rows: list[str]) -> None:
        if rows != self._above:
            self._above = rows
            self.styles.height = len(rows) + 1
            self.refresh()

    def render_line(self, y: int) -> Strip:
        if y < len(self._above):
            return Strip([Segment(fit(f" {self._above[y]}", self.size.width), REVERSE)])
        return super().render_line(y)


class Legend(Bar):
    """Topics on one line: digit, letter and name, as many as there is room for."""

    def __init__(self, depth: Depth, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._depth = depth
        self._topics: Sequence[tuple[int | None, Look, str]] = ()

    def show(self, topics: Sequence[tuple[int | None, Look, str]]) -> None:
        """(digit, how it is drawn, name) of each topic, the most important first."""
        self._topics = topics
        self.on_resize()

    def on_resize(self) -> None:
        segments: list[Segment] = [Segment(" ", PLAIN)]
        left = self.size.width - 1
        for digit, look, name in self._topics:
            entry = [
                Segment(str(digit or ""), DIM),
                Segment(look.glyph, ink(look.colour, self._depth)),
                Segment(f" {name}  ", PLAIN),
            ]
            left -= sum(cells_of(part.text) for part in entry)
            if left < 0:
                segments.append(Segment("…", DIM))
                break
            segments += entry
        self.put(segments)
