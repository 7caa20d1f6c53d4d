"""A passage looked for in another text: the same words, or nearly the same.

Case, line ends and the shapes of quotation marks and dashes never count. Beyond those, the two
may differ in 15 of 100 characters: other punctuation or spelling, a word less or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from store.folding import fold_in_place
from store.shingles import UNSPACED

ALIKE = 85.0
"""Score from which on words count as nearly the same. It is the part of the characters of both
that stand in both in the same order, in per cent."""

FEW = 4
"""Words below which a passage must be the same: there, one word more or less is another saying."""

PIECE = 120
"""Characters that are looked for at once; of a longer passage, its beginning and its end."""

ROUGHLY = 70.0
"""Score from which on a piece is looked at more closely: the window that found it may be off."""

SLACK = 40
"""Characters by which it may be off."""

QUOTED = 8.0
"""Points that an edge at a quotation mark is worth: a statement is seldom cut short by a word."""

_LETTER = f"[^\\W_{UNSPACED}]"
_WORD = re.compile(f"[{UNSPACED}]|{_LETTER}+")
_WORD_START = re.compile(f"(?=[{UNSPACED}])|(?<!{_LETTER})(?={_LETTER})")
_WORD_END = re.compile(f"(?<=[{UNSPACED}])|(?<={_LETTER})(?!{_LETTER})")
_OPENS = re.compile(r"(?<=\W[\"'])")
_CLOSES = re.compile(r"[.,:;!?]?[\"'](?!\w)")


class Found(NamedTuple):
    """Where a passage stands, as code points of the text, and its score: 100 is the same."""

    start: int
    end: int
    score: float


class Passage:
    """What is looked for; the marks at its edges are, as news go, the first thing to change."""

    def __init__(self, exact: str, least: float = ALIKE) -> None:
        """`least` is the score from which on words count as nearly the same."""
        self._least = least
        plain = fold_in_place(exact)
        spans = [found.span() for found in _WORD.finditer(plain)]
        start, end = (spans[0][0], spans[-1][1]) if spans else (0, 0)
        self.words = [plain[slice(*span)] for span in spans]
        self._opening, self._core, self._closing = plain[:start], plain[start:end], plain[end:]

    def find(self, text: str) -> Found | None:
        """The first place with the same words, or else one with nearly the same, if any."""
        return self.find_folded(fold_in_place(text))

    def find_folded(self, plain: str) -> Found | None:
        """As `find`, in a text that is folded already."""
        found = self._same(plain) or self._nearly(plain)
        return found and self._with_marks(plain, found)

    def _same(self, plain: str) -> Found | None:
        if not self._core or self._core not in plain:
            return None
        whole = f"(?:{_WORD_START.pattern}){re.escape(self._core)}(?:{_WORD_END.pattern})"
        found = re.search(whole, plain)
        return Found(*found.span(), 100.0) if found else None

    def _nearly(self, plain: str) -> Found | None:
        if len(self.words) < FEW:
            return None
        rough = self._rough(plain)
        if rough is None:
            return None
        start, end = rough
        for _ in range(2):  # while one edge is off, the other cannot be told well
            starts = [start, *_near(_WORD_START, plain, start)]
            start = max(starts, key=lambda at: self._worth(plain, at, end))
            ends = [end, *_near(_WORD_END, plain, end)]
            end = max(ends, key=lambda at: self._worth(plain, start, at))
        score = self._score(plain, start, end)
        return Found(start, end, score) if score >= self._least else None

    def _worth(self, plain: str, start: int, end: int) -> float:
        """The score, and more for an edge at which a quotation begins or ends as well."""
        score = self._score(plain, start, end)
        if score < self._least:
            return score
        marked = bool(_OPENS.match(plain, start)) + bool(_CLOSES.match(plain, end))
        return score + QUOTED * marked

    def _rough(self, plain: str) -> tuple[int, int] | None:
        """Where the passage may stand, give or take SLACK at both ends."""
        core, cutoff = self._core, min(ROUGHLY, self._least)
        head = fuzz.partial_ratio_alignment(core[:PIECE], plain, score_cutoff=cutoff)
        if head is None or len(core) <= PIECE:
            return (head.dest_start, head.dest_end) if head else None
        reach = plain[head.dest_start : head.dest_start + len(core) * 5 // 4 + SLACK]
        tail = fuzz.partial_ratio_alignment(core[-PIECE:], reach, score_cutoff=cutoff)
        return (head.dest_start, head.dest_start + tail.dest_end) if tail else None

    def _score(self, plain: str, start: int, end: int) -> float:
        return fuzz.ratio(self._core, plain[start:end])

    def _with_marks(self, plain: str, found: Found) -> Found:
        """The place with the marks at the passage's edges, if all of them stand there as well."""
        start, end = found.start - len(self._opening), found.end + len(self._closing)
        opened = start >= 0 and plain.startswith(self._opening, start)
        if opened and plain.startswith(self._closing, found.end):
            return Found(start, end, found.score)
        return found


def _near(edge: re.Pattern[str], plain: str, offset: int) -> Iterator[int]:
    """The edges of words within SLACK of an offset."""
    low, high = max(0, offset - SLACK), offset + SLACK
    # One further, because what ends the search looks like the end of a word.
    found = (edge.start() for edge in edge.finditer(plain, low, high + 1))
    return (at for at in found if at <= high)
