"""The objects in a JSON array, cut out of a stream that may be longer than memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from store.drafts import Refused
from store.readers._records import MAX_RECORD, TOO_LONG

DEEPEST = 400
"""Levels of nesting in one object, well within what the decoder can follow."""

_STRUCTURE = re.compile(rb'["\[\]{}]')
_DEEPEST_ARRAY = 4
"""Levels down to which the array may stand in an object."""


def elements(pieces: Iterable[bytes]) -> Iterator[bytes | Refused]:
    """Each object of the first array of objects in a stream, whole, or why it cannot be had.

    What stands around the array is passed by. Raises nothing: a stream that ends in the middle
    of an object yields Refused for that one.
    """
    cutter = _Cutter()
    for piece in pieces:
        yield from cutter.feed(piece)
    if cutter.inside:
        yield Refused("ends in the middle, or a bracket in it is never closed")


class _Cutter:
    """Follows the brackets and strings of a stream, and keeps the object that it is in."""

    def __init__(self) -> None:
        self.inside = False
        self._kept: list[bytes] = []
        self._size = 0
        self._why: Refused | None = None
        self._depth = 0
        self._array: int | None = None
        self._after_bracket = False
        self._in_string = False
        self._escaped = False

    def feed(self, piece: bytes) -> Iterator[bytes | Refused]:
        """The objects that end in this piece."""
        begin = place = 0
        while place < len(piece):
            if self._in_string:
                place = self._end_of_string(piece, place)
                continue
            found = _STRUCTURE.search(piece, place)
            if not found:
                break
            place = found.end()
            mark = found[0]
            if mark == b'"':
                self._in_string = True
            elif mark in b"[{":
                if self._opens(mark):
                    begin = place - 1
            elif self._closes():
                self._keep(piece[begin:place])
                yield self._taken()
            self._after_bracket = mark == b"["
        if self.inside:
            self._keep(piece[begin:])

    def _opens(self, mark: bytes) -> bool:
        """Go one level down; whether an object of the array begins here."""
        self._depth += 1
        if self.inside:
            if self._array is not None and self._depth - self._array > DEEPEST:
                self._refuse("is nested too deeply to be an article")
            return False
        if mark != b"{":
            return False
        if self._array is None and self._after_bracket and self._depth <= _DEEPEST_ARRAY + 1:
            self._array = self._depth - 1
        self.inside = self._array is not None and self._depth == self._array + 1
        return self.inside

    def _closes(self) -> bool:
        """Go one level up; whether an object of the array ends here."""
        self._depth -= 1
        if self._array is not None and self._depth < self._array:
            self._array = -1  # the array has ended, and no other one counts
        return self.inside and self._depth == self._array

    def _end_of_string(self, piece: bytes, place: int) -> int:
        """The place after the string, or the end of the piece where it goes on."""
        if self._escaped:
            self._escaped = False
            place += 1
        while (found := piece.find(b'"', place)) >= 0:
            before = piece[place:found]
            slashes = len(before) - len(before.rstrip(b"\\"))
            place = found + 1
            if slashes % 2 == 0:
                self._in_string = False
                return place
        rest = piece[place:]
        self._escaped = (len(rest) - len(rest.rstrip(b"\\"))) % 2 == 1
        return len(piece)

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > MAX_RECORD:
            self._refuse(TOO_LONG)
        if self._why is None:
            self._kept.append(part)

    def _refuse(self, why: str) -> None:
        if self._why is None:
            self._why = Refused(why)
            self._kept.clear()

    def _taken(self) -> bytes | Refused:
        taken = self._why or b"".join(self._kept)
        self.inside, self._why, self._size = False, None, 0
        self._kept.clear()
        return taken
