"""Moving through an article and selecting in it: the keys that change nothing but the place."""

from __future__ import annotations

from textual.actions import SkipAction
from textual.binding import Binding

from tui.reading import Span, Unit
from tui.widgets.page_view import PageView


class MovingReader(PageView):
    """Moves by sentence, word and paragraph; selects with `v` or shift."""

    BINDINGS = [
        Binding("j,down", "sentence(1)", "next sentence", id="reader.down", show=False),
        Binding("k,up", "sentence(-1)", "previous sentence", id="reader.up", show=False),
        Binding("l,right", "word(1)", "next word", id="reader.right", show=False),
        Binding("h,left", "word(-1)", "previous word", id="reader.left", show=False),
        Binding("}", "paragraph(1)", "next paragraph", id="reader.paragraph_next", show=False),
        Binding(
            "{", "paragraph(-1)", "previous paragraph", id="reader.paragraph_previous", show=False
        ),
        Binding("g,home", "edge(-1)", "top", id="reader.top", show=False),
        Binding("G,end", "edge(1)", "end", id="reader.end", show=False),
        Binding("space,pagedown", "page(1)", "page down", id="reader.page_down", show=False),
        Binding("b,pageup", "page(-1)", "page up", id="reader.page_up", show=False),
        Binding("v", "select", "select", id="reader.select"),
        Binding(
            "shift+right",
            "extend('character', 1)",
            "select a character on",
            id="reader.select_right",
            show=False,
        ),
        Binding(
            "shift+left",
            "extend('character', -1)",
            "select a character back",
            id="reader.select_left",
            show=False,
        ),
        Binding(
            "shift+down",
            "extend('sentence', 1)",
            "select a sentence on",
            id="reader.select_down",
            show=False,
        ),
        Binding(
            "shift+up",
            "extend('sentence', -1)",
            "select a sentence back",
            id="reader.select_up",
            show=False,
        ),
        Binding("escape", "clear", "clear the selection", id="reader.clear", show=False),
    ]

    def go(self, place: int) -> None:
        """Go to a place in the text; an open selection goes along."""
        self.current = ""
        self.reading.go(place)
        self._moved()

    def select_span(self, span: Span) -> None:
        """Select a stretch of the text; its end is the end that moves."""
        self.current = ""
        self.reading.select(*span)
        self._moved()

    def action_sentence(self, step: int) -> None:
        reading = self.reading
        if reading.anchor is not None:
            return self.action_extend("sentence", step)
        move = reading.next_sentence if step > 0 else reading.previous_sentence
        return self.go(move(reading.place))

    def action_word(self, step: int) -> None:
        reading = self.reading
        self.go((reading.next_word if step > 0 else reading.previous_word)(reading.place))

    def action_paragraph(self, step: int) -> None:
        reading = self.reading
        move = reading.next_paragraph if step > 0 else reading.previous_paragraph
        self.go(move(reading.place))

    def action_edge(self, step: int) -> None:
        last = len(self.page.text.rstrip())
        if step > 0 and self.reading.anchor is None:
            last = self.reading.sentence(last)[0]
        self.go(last if step > 0 else 0)

    def action_page(self, step: int) -> None:
        """A page on or back; the cursor goes along."""
        top = self.scroll_offset.y
        wanted = max(0, min(top + step * max(1, self.size.height - 2), self.max_scroll_y))
        if wanted == top:
            return self.action_edge(step)
        self.scroll_to(y=wanted, animate=False)
        row = max(0, wanted + 1 - len(self._head))
        start = self._rows.span(min(row, len(self._rows) - 1))[0]
        return self.go(self.reading.first_sentence_from(start))

    def action_select(self) -> None:
        """Begin a selection at the word under the cursor, or give it up."""
        if self.reading.anchor is not None:
            return self.action_clear()
        return self.select_span(self.reading.word())

    def action_extend(self, unit: Unit, step: int) -> None:
        """Move the open end of the selection; without one, begin it here."""
        reading = self.reading
        if reading.anchor is None and unit == "sentence":
            return self.select_span(reading.sentence())
        if reading.anchor is None:
            reading.anchor = reading.place
        if unit == "sentence" and reading.place >= reading.anchor:
            place = reading.moved_end((reading.anchor, reading.place), step, unit)[1]
        elif unit == "sentence":
            place = reading.moved_start((reading.place, reading.anchor), step, unit)[0]
        else:
            place = reading.extended(step)
        reading.go(place)
        return self._moved()

    def action_clear(self) -> None:
        """Give up what is selected; where nothing is, the key is the screen's, and leads back."""
        if self.reading.anchor is None and not self.current and not self.matches:
            raise SkipAction
        self.reading.clear()
        self.current = ""
        self.set_matches([])
        self._moved()

    def come_along(self) -> None:
        """Be at the nearest sentence in view; what is selected or chosen is kept."""
        if not self.page.text or self.reading.anchor is not None or self.current:
            return
        row = self._rows.row_of(self.reading.place) + len(self._head)
        top = self.scroll_offset.y
        bottom = min(top + self.size.height, len(self._head) + len(self._rows)) - 1
        if top <= row <= bottom or bottom < len(self._head):
            return
        start = self._rows.span(max(top, len(self._head)) - len(self._head))[0]
        last = self._rows.span(bottom - len(self._head))[1] - 1
        if row < top:
            place = min(self.reading.first_sentence_from(start), last)
        else:
            place = max(self.reading.sentence(last)[0], start)
        self.reading.go(place)
        self._drawn = self._spans()
