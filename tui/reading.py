"""Where the reader of an article is: a place, perhaps a selection, and the moves between places.

No screen here: each move is a function of the text. Offsets are code points, `end` exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from store.characters import (
    next_character,
    next_character_end,
    previous_character,
    previous_character_end,
)
from store.folding import unaccent_in_place
from store.words import next_word, next_word_end, previous_word, previous_word_end, word_at
from tui import find

if TYPE_CHECKING:
    from store.quotations import Quotation

# What cuts sentences and finds quotations is imported when the first article is opened.

Span: TypeAlias = tuple[int, int]
Unit: TypeAlias = Literal["character", "word", "sentence"]

WINDOW = 20_000
"""A paragraph longer than this is cut into sentences piece by piece."""


class Reading:
    """A place in a text, and the selection that hangs on it."""

    def __init__(self, text: str, language: str = "") -> None:
        self.text = text
        self.language = language
        self.place = 0
        self.anchor: int | None = None
        self._sentences: dict[int, list[Span]] = {}
        self.place = self._skip_blank(0)

    # Paragraphs and sentences

    def _paragraph(self, offset: int) -> Span:
        """The line that holds `offset`; a very long one in windows of fixed size."""
        start = self.text.rfind("\n", 0, offset) + 1
        newline = self.text.find("\n", offset)
        end = len(self.text) if newline < 0 else newline
        if end - start <= WINDOW:
            return start, end
        start += (offset - start) // WINDOW * WINDOW
        return start, min(end, start + WINDOW)

    def _sentences_of(self, offset: int) -> list[Span]:
        from store.sentences import sentences

        start, end = self._paragraph(min(offset, len(self.text)))
        if start not in self._sentences:
            self._sentences[start] = sentences(self.text, start, end, self.language or "en")
        return self._sentences[start]

    def sentence(self, offset: int | None = None) -> Span:
        """The sentence at `offset` (the place, when None); empty on a blank line."""
        offset = self.place if offset is None else offset
        spans = self._sentences_of(offset)
        if not spans:
            return offset, offset
        index = max(0, bisect_right(spans, offset, key=lambda span: span[0]) - 1)
        return spans[index]

    def _skip_blank(self, offset: int) -> int:
        """The first character at or behind `offset` that is not blank; else the last one."""
        for index in range(offset, len(self.text)):
            if not self.text[index].isspace():
                return index
        return len(self.text.rstrip())

    def next_sentence(self, offset: int) -> int:
        """Where the sentence after the one at `offset` starts; the same place in the last one."""
        after = self._skip_blank(max(self.sentence(offset)[1], offset + 1))
        return after if after < len(self.text.rstrip()) else self.sentence(offset)[0]

    def previous_sentence(self, offset: int) -> int:
        """The start of this sentence when inside it, else the start of the one before."""
        start = self.sentence(offset)[0]
        if offset > start:
            return start
        before = len(self.text[:start].rstrip()) - 1
        return self.sentence(before)[0] if before >= 0 else start

    def first_sentence_from(self, offset: int) -> int:
        """Where the first sentence starts that starts at or behind `offset`."""
        start = self.sentence(offset)[0]
        return start if start >= offset else self.next_sentence(offset)

    def next_paragraph(self, offset: int) -> int:
        """Where the next paragraph starts; in the last one, where the sentence at `offset` does."""
        newline = self.text.find("\n", offset)
        after = self._skip_blank(newline) if newline >= 0 else len(self.text)
        return after if after < len(self.text.rstrip()) else self.sentence(offset)[0]

    def previous_paragraph(self, offset: int) -> int:
        """The start of this paragraph when inside it, else of the one before."""
        start = self._skip_blank(self.text.rfind("\n", 0, offset) + 1)
        if offset > start:
            return start
        before = len(self.text[:start].rstrip()) - 1
        return self._skip_blank(self.text.rfind("\n", 0, before) + 1) if before >= 0 else start

    # Moves

    def go(self, offset: int, extend: bool = False) -> None:
        """Be at `offset`; the selection stays open when `extend`, else it stays as `v` left it."""
        if extend and self.anchor is None:
            self.anchor = self.place
        self.place = max(0, min(offset, len(self.text)))

    def select(self, start: int, end: int) -> None:
        """Select [start, end); the place is its end, so that moves go on from there."""
        self.anchor, self.place = start, end

    def clear(self) -> None:
        """No selection; the place is where the selection began."""
        if self.anchor is not None:
            self.place = min(self.anchor, self.place)
        self.anchor = None

    @property
    def selection(self) -> Span | None:
        """The selected text, or None; an open selection takes in the word under its end."""
        if self.anchor is None or self.anchor == self.place:
            return None
        return min(self.anchor, self.place), max(self.anchor, self.place)

    @property
    def target(self) -> Span:
        """What a topic key would highlight: the selection, else the sentence."""
        return self.selection or self.sentence()

    def word(self) -> Span:
        """The word under the place, or the character."""
        return word_at(self.text, self.place) or (self.place, min(self.place + 1, len(self.text)))

    def next_word(self, offset: int) -> int:
        """Where the next word starts; while a selection grows, where it ends."""
        if self.anchor is not None and offset >= self.anchor:
            return next_word_end(self.text, offset)
        return min(next_word(self.text, offset), max(0, len(self.text.rstrip()) - 1))

    def previous_word(self, offset: int) -> int:
        """Where this word starts when inside it, else where the one before does."""
        return previous_word(self.text, offset)

    def moved_end(self, span: Span, step: int, unit: Unit = "word") -> Span:
        """`span` with its end moved by one unit forward (step 1) or back (-1), never empty."""
        start, end = span
        moves: dict[tuple[Unit, int], Callable[[], int]] = {
            ("character", 1): lambda: next_character_end(self.text, end),
            ("character", -1): lambda: previous_character_end(self.text, end),
            ("word", 1): lambda: next_word_end(self.text, end),
            ("word", -1): lambda: previous_word_end(self.text, end),
            ("sentence", 1): lambda: self.sentence(self._skip_blank(end))[1],
            ("sentence", -1): lambda: self._sentence_end_before(end),
        }
        moved = min(moves[unit, step](), len(self.text))
        return (start, moved) if moved > start else span

    def moved_start(self, span: Span, step: int, unit: Unit = "word") -> Span:
        """`span` with its start moved by one unit forward (step 1) or back (-1), never empty."""
        start, end = span
        moves: dict[tuple[Unit, int], Callable[[], int]] = {
            ("character", 1): lambda: next_character(self.text, start),
            ("character", -1): lambda: previous_character(self.text, start),
            ("word", 1): lambda: next_word(self.text, start),
            ("word", -1): lambda: previous_word(self.text, start),
            ("sentence", 1): lambda: self.next_sentence(start),
            ("sentence", -1): lambda: self.previous_sentence(start),
        }
        moved = max(0, moves[unit, step]())
        return (moved, end) if moved < end else span

    def extended(self, step: int) -> int:
        """The open end of the selection moved by one character forward (step 1) or back (-1)."""
        anchor = self.place if self.anchor is None else self.anchor
        if self.place > anchor or (self.place == anchor and step > 0):
            move = next_character_end if step > 0 else previous_character_end
            return max(anchor, move(self.text, self.place))
        move = next_character if step > 0 else previous_character
        return min(anchor, move(self.text, self.place))

    def _sentence_end_before(self, end: int) -> int:
        start = self.sentence(max(0, end - 1))[0]
        return len(self.text[:start].rstrip())

    # What is found in the text

    def quotations(self) -> list[Span]:
        """What stands in quotation marks, without them: direct speech first, scare quotes last."""
        found = self._quotations
        return [(q.start, q.end) for kind in ("speech", "scare") for q in found if q.kind == kind]

    @property
    def knows_quotations(self) -> bool:
        """Whether `quotations` answers at once."""
        return "_quotations" in self.__dict__

    @cached_property
    def _quotations(self) -> list[Quotation]:
        from store.quotations import quotations

        return quotations(self.text, self.language)

    def speech_after(self, offset: int) -> Span | None:
        """The first direct speech that ends behind `offset`."""
        speech = ((q.start, q.end) for q in self._quotations if q.kind == "speech")
        return next((span for span in speech if span[1] > offset), None)

    def speaker_of(self, span: Span) -> str:
        """Who says what stands in `span`, as the text around it tells; else empty."""
        start, end = span
        over = (q for q in self._quotations if q.start < end and start < q.end and q.speaker)
        return next((q.speaker for q in over), "")

    def matches(self, needle: str) -> Iterator[Span]:
        """Where the words of `needle` stand, without regard to case, accents and line ends."""
        return find.matches(self._bare, needle)

    @cached_property
    def _bare(self) -> str:
        return unaccent_in_place(self.text)
