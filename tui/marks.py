"""Highlights as the reader draws them, and which of them touch a stretch of text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

BLOCK = 512
LONG = 32 * BLOCK


class Mark(NamedTuple):
    """A highlight on the page; offsets are code points, `end` exclusive. `by` is its analyst, and
    `about` says what it carries."""

    start: int
    end: int
    key: str
    glyphs: str = ""
    colour: str = ""
    mine: bool = True
    by: str = ""
    about: str = ""


def mark_key(analyst: str, quote_id: str, me: str) -> str:
    """What a mark is known by on the screen of `me`; a colleague's, by whose it is as well."""
    return quote_id if analyst == me else f"{analyst}/{quote_id}"


class Marks:
    """The highlights of one article, found by place, however many there are."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self.ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.key))
        self._by_key = {mark.key: mark for mark in self.ordered}
        self._long = [mark for mark in self.ordered if mark.end - mark.start > LONG]
        self._blocks: defaultdict[int, list[Mark]] = defaultdict(list)
        for mark in self.ordered:
            if mark.end - mark.start <= LONG:
                for block in range(mark.start // BLOCK, max(mark.end - 1, mark.start) // BLOCK + 1):
                    self._blocks[block].append(mark)

    def __len__(self) -> int:
        return len(self.ordered)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self.ordered)

    def get(self, key: str) -> Mark | None:
        return self._by_key.get(key)

    def between(self, start: int, end: int) -> list[Mark]:
        """Those that touch [start, end), outermost first."""
        found = [mark for mark in self._long if mark.start < end and start < mark.end]
        seen: set[str] = set()
        for block in range(start // BLOCK, max(end - 1, start) // BLOCK + 1):
            for mark in self._blocks.get(block, ()):
                if mark.start < end and start < mark.end and mark.key not in seen:
                    seen.add(mark.key)
                    found.append(mark)
        found.sort(key=lambda mark: (mark.start, -mark.end, mark.key))
        return found

    def at(self, offset: int) -> Mark | None:
        """The innermost one over a character; one's own before those of others."""
        over = self.between(offset, offset + 1)
        return min(over, key=lambda mark: (not mark.mine, mark.end - mark.start), default=None)

    def own_after(self, mark: Mark) -> Mark | None:
        """The first of one's own that stands behind this one in the order of the text."""
        return next((m for m in self.ordered[self.ordered.index(mark) + 1 :] if m.mine), None)

    def after(self, offset: int) -> Mark | None:
        """The first that starts behind `offset`."""
        return next((mark for mark in self.ordered if mark.start > offset), None)

    def before(self, offset: int) -> Mark | None:
        """The last that starts in front of `offset`."""
        return next((mark for mark in reversed(self.ordered) if mark.start < offset), None)
