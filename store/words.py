"""The words of a text, for moving by word; the same rules for every language.

A word is letters, digits and the marks on them; an apostrophe or a hyphen inside it belongs to
it, and so does the point or comma inside a number. Chinese and Japanese write no spaces: there,
each character is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from store.text import mark

CJK = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters that are a word each, for a set of a regular expression."""

SOUTH_EAST_ASIAN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese, Khmer: scripts without blanks between words, of several characters each."""

_INSIDE = "'’ʼ\\-‐‑·"
_BOUNDARY = f"(?s).*[\\s{CJK}]"
_WINDOW = 256


def next_word(text: str, offset: int) -> int:
    """Where the first word after `offset` starts; the length of `text` where there is none."""
    return next((start for start, _ in _from(text, offset) if start > offset), len(text))


def next_word_end(text: str, offset: int) -> int:
    """Where the first word that ends after `offset` ends; else the length of `text`."""
    return next((end for _, end in _from(text, offset) if end > offset), len(text))


def previous_word(text: str, offset: int) -> int:
    """Where the last word that starts before `offset` starts; 0 where there is none."""
    for words in _back_from(text, offset):
        starts = [start for start, _ in words if start < offset]
        if starts:
            return starts[-1]
    return 0


def previous_word_end(text: str, offset: int) -> int:
    """Where the last word that ends before `offset` ends; 0 where there is none."""
    for words in _back_from(text, offset):
        ends = [end for _, end in words if end < offset]
        if ends:
            return ends[-1]
    return 0


def word_at(text: str, offset: int) -> tuple[int, int] | None:
    """Start and end of the word that covers `offset`; None between words."""
    return next(
        (
            word
            for word in takewhile(lambda word: word[0] <= offset, _from(text, offset))
            if offset < word[1]
        ),
        None,
    )


@cache
def _word() -> re.Pattern[str]:
    letter = f"[^\\W_{CJK}]"
    inside = rf"[{_INSIDE}](?={letter})|(?<=\d)[.,](?=\d)"
    return re.compile(
        f"[{CJK}]{mark()}*+|{letter}(?:{letter}++|{mark()}|[\u200c\u200d]|{inside})*+"
    )


def _boundary(text: str, offset: int) -> int:
    """An offset at or before this one that no word straddles."""
    size = _WINDOW
    while True:
        base = max(0, offset - size)
        found = re.compile(_BOUNDARY).match(text, base, offset)
        if found or base == 0:
            return found.end() if found else 0
        size *= 4


def _from(text: str, offset: int) -> Iterator[tuple[int, int]]:
    """The words from the one that `offset` stands in, or else the next, to the last."""
    start = _boundary(text, min(max(offset, 0), len(text)))
    return (found.span() for found in _word().finditer(text, start))


def _back_from(text: str, offset: int) -> Iterator[list[tuple[int, int]]]:
    """The words that start before `offset`, in ever longer stretches that end there."""
    size = _WINDOW
    offset = min(max(offset, 0), len(text))
    while True:
        words = _from(text, offset - size)
        yield list(takewhile(lambda word: word[0] < offset, words))
        if size >= offset:
            return
        size *= 4
