"""An article on the screen: rows, highlights, cursor. Only what changes is painted again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip

from tui.marks import Mark, Marks
from tui.page import EMPTY, Page, head_strips
from tui.paint import GUTTER, Spans, row_strip
from tui.palette import Depth
from tui.reading import Reading, Span
from tui.widgets.pointed import PointedView
from tui.wrap import SLICE, WIDEST, Wrapped


class PageView(PointedView, can_focus=True):
    """Draws a page; knows where the reader is in it, and no keys."""

    def __init__(self, depth: Depth = Depth.MANY, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.depth = depth
        self.page = EMPTY
        self.reading = Reading("")
        self.marks = Marks()
        self.counted: list[int] = []
        """Where highlights begin that are counted beside the text, not drawn; rising."""
        self.matches: list[Span] = []
        self.current = ""
        self._rows = Wrapped("", 1)
        self._head: list[Strip] = []
        self._drawn = Spans((0, 0))

    # What is shown

    def show(
        self,
        page: Page,
        marks: Iterable[Mark] = (),
        place: int = 0,
        counted: Iterable[int] = (),
    ) -> None:
        """Show another article, from the top or from a place in it."""
        self.page = page
        self.marks = Marks(marks)
        self.counted = sorted(counted)
        self.matches = []
        self.current = ""
        self.reading = Reading(page.text, page.language)
        if place:
            self.reading.go(place)
        self._drawn = self._spans()
        self._by_pointer = False
        self._lay_out()
        self.scroll_to(y=0, animate=False)
        if place:
            self._bring_into_view()

    def set_marks(self, marks: Iterable[Mark], counted: Iterable[int] = ()) -> None:
        """Show other highlights on the same article; only rows that differ are painted."""
        old, self.marks = self.marks, Marks(marks)
        for mark in set(old) ^ set(self.marks):
            self._repaint(mark.start, mark.end)
        before, self.counted = self.counted, sorted(counted)
        changed = Counter(self.counted)
        changed.subtract(before)
        for start, by in changed.items():
            if by:
                self._repaint(start, start + 1)

    def set_page(self, page: Page) -> None:
        """Show other facts or labels of the same article; the text stays where it is read."""
        if page != self.page:
            self.page = page
            tall = len(self._head)
            self._head = head_strips(self.page, self.text_width, self.depth, least=tall)
            self.refresh()
            if grown := len(self._head) - tall:
                self._measure()
                if top := self.scroll_offset.y:
                    self.scroll_to(y=top + grown, animate=False)

    def set_matches(self, matches: Sequence[Span]) -> None:
        """Show other matches of a search, which rise and do not overlap."""
        old, self.matches = self.matches, list(matches)
        for start, end in set(old) ^ set(self.matches):
            self._repaint(start, end)

    # Layout

    @property
    def text_width(self) -> int:
        """How many cells a row of text may take."""
        return max(4, min(self.scrollable_content_region.width - GUTTER, WIDEST))

    def _lay_out(self) -> None:
        self._rows = Wrapped(self.page.text, self.text_width)
        self._head = head_strips(self.page, self.text_width, self.depth)
        self._rows.extend(max(SLICE, self.reading.place))
        self._measure()
        self._wrap_on()

    def _wrap_on(self) -> None:
        """Wrap the rest of a huge article in slices, so that keys are heard in between."""
        rows = self._rows
        if not rows.complete:
            rows.extend(rows.span(len(rows) - 1)[1] + SLICE)
            self._measure()
            self.set_timer(0.001, self._wrap_on)

    def _measure(self) -> None:
        self.virtual_size = Size(0, len(self._head) + len(self._rows) + 1)

    def on_resize(self, _event: events.Resize) -> None:
        if self._rows.width != self.text_width:
            self._lay_out()
            self.refresh()  # as many rows as before are no other size, which would do it
            self._bring_into_view()
        else:
            self._measure()

    # Painting

    def _spans(self) -> Spans:
        selection = self.reading.selection or (0, 0)
        sentence = self.reading.sentence() if self.page.text else (0, 0)
        return Spans(sentence, selection, self.current)

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        if row < len(self._head):
            return self._head[row].crop(0, self.size.width)
        row -= len(self._head)
        if row >= len(self._rows):
            return Strip.blank(self.size.width)
        start, end = self._rows.span(row)
        drawn = self._rows.drawn(row)[1]
        matches = self._matches_between(start, end)
        spans = self._drawn._replace(matches=matches)
        marks = self.marks.between(start, max(end, start + 1))
        last = max(end, start + 1)
        counted = bisect_left(self.counted, last) - bisect_left(self.counted, start)
        return row_strip(self.page.text, (start, drawn, end), marks, spans, self.depth, counted)

    def _matches_between(self, start: int, end: int) -> list[Span]:
        """Matches neither overlap nor nest, so both their edges rise."""
        first = bisect_right(self.matches, start, key=lambda match: match[1])
        last = bisect_left(self.matches, end, key=lambda match: match[0])
        return self.matches[first:last]

    def _repaint(self, start: int, end: int) -> None:
        """Paint text[start:end] again where it is in view, and no cell behind it."""
        if not self.page.text or end <= start:
            return
        top = self.scroll_offset.y - len(self._head)
        first = max(self._rows.row_of(start), top)
        last = min(self._rows.row_of(end - 1), top + self.size.height - 1)
        for row in range(first, last + 1):
            width = GUTTER + min(self._rows.column_of(row, end), self.text_width)
            self.refresh(Region(0, row - top, max(width, GUTTER), 1))

    def _moved(self) -> None:
        """Paint what the last move changed, and scroll so that the place is in view."""
        old, self._drawn = self._drawn, self._spans()
        if not self._bring_into_view():
            new = self._drawn
            for before, after in ((old.sentence, new.sentence), (old.selection, new.selection)):
                for start, end in _difference(before, after):
                    self._repaint(start, end)
            for key in {old.current, new.current} if old.current != new.current else set():
                if mark := self.marks.get(key):
                    self._repaint(mark.start, mark.end)

    def _bring_into_view(self) -> bool:
        """Scroll where the sentence at the place is out of view; True when it scrolled.

        It scrolls by most of a page at once: one large repaint now and then is less to send than
        a whole screen for every line.
        """
        if not self.page.text:
            return False
        height = max(1, self.size.height)
        row = self._rows.row_of(self.reading.place) + len(self._head)
        start, end = self.reading.sentence()
        first = self._rows.row_of(start) + len(self._head)
        last = self._rows.row_of(max(start, end - 1)) + len(self._head)
        if last - first >= height or self.reading.anchor is not None:
            first = last = row
        top = self.scroll_offset.y
        if first >= top and last < top + height:
            return False
        wanted = first - height // 4 if last >= top + height else last - height * 3 // 4
        if first <= len(self._head):
            wanted = 0
        wanted = max(0, min(wanted, self.max_scroll_y))
        if wanted == top:
            return False
        self._by_pointer = False
        self.scroll_to(y=wanted, animate=False)
        return True


def _difference(before: Span, after: Span) -> list[Span]:
    """The stretches that one of two spans covers and the other does not."""
    if before == after:
        return []
    if before[1] <= after[0] or after[1] <= before[0]:
        return [before, after]
    edges = sorted((*before, *after))
    return [(edges[0], edges[1]), (edges[2], edges[3])]
