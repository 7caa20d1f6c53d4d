"""Where marks agree: the tokens that lie inside, and the ends of highlights.

A token is what stands between blanks, and in scripts that write none, such as Chinese, Japanese
and Thai, a character with the marks on it. It lies inside a quote that touches it, so that a comma
more or less is no disagreement.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from store.text import mark
from store.words import CJK, SOUTH_EAST_ASIAN

Span: TypeAlias = tuple[int, int]
"""(start, end) in code points, end exclusive."""

NEAREST = 16
"""Highlights that each is compared with at most, from the first on that reaches it."""

_RANGES = f"{CJK}\uff66-\uff9d{SOUTH_EAST_ASIAN}\ua9e0-\ua9ff\uaa60-\uaa7f"
"""Scripts without blanks between words; half-width kana and more of Burmese among them."""

_UNSPACED = re.compile(f"[{_RANGES}]")
_MARK = re.compile(f"(?=[{_RANGES}]){mark()}")
_TOKEN = re.compile(f"[{_RANGES}](?:{_MARK.pattern})*+|[^\\s{_RANGES}]+")


class Tokens:
    """Counts tokens of a text up to given places; one look at the text serves them all."""

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        """`spans` are those that will be asked for; places beyond the text mean its end."""
        size = len(text)
        places = sorted({0, size, *(min(max(at, 0), size) for span in spans for at in span)})
        spaced = text.isascii() or not _UNSPACED.search(text)
        self._size = size
        self._begun = {0: 0}
        """Place → tokens that begin before it."""
        self._cut: set[int] = set()
        """Places inside a token."""
        begun = 0
        for start, end in pairwise(places):
            piece = text[start:end]
            begun += len(piece.split()) if spaced else len(_TOKEN.findall(piece))
            if start in self._cut:
                begun -= 1
            self._begun[end] = begun
            if end < size and _joined(text[end - 1], text[end], spaced):
                self._cut.add(end)
        self.total = begun

    def inside(self, span: Span) -> Span:
        """The numbers of the tokens that a span touches, as (first, behind the last)."""
        start, end = (min(max(at, 0), self._size) for at in span)
        if end <= start:
            return self._begun[start], self._begun[start]
        return self._begun[start] - (start in self._cut), self._begun[end]


def _joined(before: str, after: str, spaced: bool) -> bool:
    """Whether two neighbouring characters stand in one token."""
    if before.isspace() or after.isspace():
        return False
    if spaced or not _UNSPACED.match(before):
        return spaced or not _UNSPACED.match(after)
    return bool(_MARK.match(after))


def covered(tokens: Tokens, marks: Mapping[int, Sequence[Span]]) -> Counter[int]:
    """How many tokens lie inside the marks of each set of coders, none included.

    `marks` are by coder, a coder being one bit; the keys of the result are sums of these bits.
    """
    steps: list[tuple[int, int, int]] = []
    for coder, spans in marks.items():
        for first, behind in map(tokens.inside, spans):
            steps += [(first, 1, coder), (behind, -1, coder)]
    steps.sort()
    depth = dict.fromkeys(marks, 0)
    found: Counter[int] = Counter()
    inside = at = 0
    for place, step, coder in steps:
        found[inside] += place - at
        at = place
        depth[coder] += step
        inside = inside | coder if depth[coder] else inside & ~coder
    found[inside] += tokens.total - at
    return +found


class Overlap(NamedTuple):
    """What two coders' highlights have in common; each is matched with one of the other's."""

    highlights: int = 0
    """Of both coders together."""
    matched: int = 0
    """Pairs of highlights."""
    exact: int = 0
    """Pairs that begin and end at the same places."""
    jaccard: float = 0.0
    """Over all pairs, the sum of (characters in both) / (characters in either)."""

    def plus(self, other: Overlap) -> Overlap:
        return Overlap(
            self.highlights + other.highlights,
            self.matched + other.matched,
            self.exact + other.exact,
            self.jaccard + other.jaccard,
        )


def overlap(first: Iterable[Span], second: Iterable[Span]) -> Overlap:
    """Match the highlights of two coders, the best pairs first; a span twice is one highlight."""
    one, other = set(first), set(second)
    same = one & other
    found = Overlap(len(one) + len(other), len(same), len(same), float(len(same)))
    pairs = sorted(_overlapping(sorted(one - same), sorted(other - same)), reverse=True)
    taken: set[tuple[int, Span]] = set()
    for share, left, right in pairs:
        if (0, left) not in taken and (1, right) not in taken:
            taken |= {(0, left), (1, right)}
            found = found.plus(Overlap(matched=1, jaccard=share))
    return found


def _overlapping(one: Sequence[Span], other: Sequence[Span]) -> Iterable[tuple[float, Span, Span]]:
    """(share in common, left, right) of those that overlap; both in order of their starts."""
    begin = 0
    for left in one:
        while begin < len(other) and other[begin][1] <= left[0]:
            begin += 1
        for right in other[begin : begin + NEAREST]:
            common = min(left[1], right[1]) - max(left[0], right[0])
            if common > 0:
                union = max(left[1], right[1]) - min(left[0], right[0])
                yield common / union, left, right
