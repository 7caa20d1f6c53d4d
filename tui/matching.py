"""Which entries fit what was typed, and which fits best."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Ranks, the lower the better. They are added up over the words typed.
EXACT, LEAF, START, PART_START, WORD_START, INSIDE, SCATTERED, DESCRIBED, NEVER = range(9)

_PART = re.compile(r"[^\W_]+")


class Entries:
    """Paths with their descriptions, prepared once to be ranked at every key."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._entries = [_Entry(path, description) for path, description in entries]

    def ranked(self, typed: str) -> list[int]:
        """Indices of the entries that fit `typed`, best first; all, as they stand, for a blank.

        Every word typed must fit: the path (all of it, its last part, a beginning, a part's
        beginning, anywhere, or as letters in that order) or else the description. Of entries
        that fit as well as each other, the shorter path comes first.
        """
        words = plain(typed).split()
        found: list[tuple[int, int, int]] = []
        for index, entry in enumerate(self._entries):
            rank = 0
            for word in words:
                fits = entry.rank(word)
                if fits == NEVER:
                    break
                rank += fits
            else:
                found.append((rank, len(entry.path) if words else 0, index))
        found.sort()
        return [index for _, _, index in found]


class _Entry:
    __slots__ = ("description", "leaf", "path", "words")

    def __init__(self, path: str, description: str) -> None:
        self.path = plain(path)
        self.leaf = self.path.rpartition("/")[2]
        self.words = _PART.findall(self.path)
        self.description = plain(description)

    def rank(self, word: str) -> int:
        """How well one folded word fits; NEVER where it does not."""
        if word in self.path:
            return self._rank_in_path(word)
        if scattered(word, self.path):
            return SCATTERED
        return DESCRIBED if word in self.description else NEVER

    def _rank_in_path(self, word: str) -> int:
        if word == self.path:
            return EXACT
        if word == self.leaf:
            return LEAF
        if self.path.startswith(word):
            return START
        if f"/{word}" in self.path:
            return PART_START
        return WORD_START if any(each.startswith(word) for each in self.words) else INSIDE


def scattered(letters: str, text: str) -> bool:
    """Whether `text` holds the letters in their order, the first at the start of a word."""
    for found in _PART.finditer(text):
        if text[found.start()] == letters[0] and _in_order(letters, text, found.start()):
            return True
    return False


def _in_order(letters: str, text: str, at: int) -> bool:
    for letter in letters:
        at = text.find(letter, at) + 1
        if not at:
            return False
    return True


def plain(text: str) -> str:
    """`text` without case and accents."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
