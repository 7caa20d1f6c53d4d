"""The characters of a text as a reader sees them: a letter with its marks, a flag, a family.

Blanks are passed over, as no passage begins or ends with one. Offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from store.text import mark

_FLAG = "[\U0001f1e6-\U0001f1ff]"
_TONE = "[\U0001f3fb-\U0001f3ff]"
_WINDOW = 256


def next_character(text: str, offset: int) -> int:
    """Where the first character behind `offset` starts; else the length of `text`."""
    return next((start for start, _ in _around(text, offset) if start > offset), len(text))


def next_character_end(text: str, offset: int) -> int:
    """Where the first character that ends behind `offset` ends; else the length of `text`."""
    return next((end for _, end in _around(text, offset) if end > offset), len(text))


def previous_character(text: str, offset: int) -> int:
    """Where the last character that starts before `offset` starts; 0 where there is none."""
    before = _without_blanks(text, offset)
    return max((start for start, _ in _within(text, before) if start < before), default=0)


def previous_character_end(text: str, offset: int) -> int:
    """Where the last character that ends before `offset` ends; 0 where there is none."""
    before = _without_blanks(text, offset)
    return before if before < offset else _without_blanks(text, previous_character(text, offset))


@cache
def _character() -> re.Pattern[str]:
    joined = f"{mark()}|{_TONE}|\u200c|\u200d\\S?"
    return re.compile(rf"(?:{_FLAG}{{2}}|\S)(?:{joined})*+")


def _without_blanks(text: str, offset: int) -> int:
    """`offset`, or the end of what stands in front of the blanks before it."""
    while offset > 0 and text[offset - 1].isspace():
        offset -= 1
    return offset


def _start(text: str, offset: int) -> int:
    """An offset before this one at which a character begins, near enough to be read from."""
    base = max(0, offset - _WINDOW)
    return max(base, text.rfind(" ", base, offset), text.rfind("\n", base, offset))


def _around(text: str, offset: int) -> Iterator[tuple[int, int]]:
    """The characters from the one that `offset` stands in to the last."""
    return (found.span() for found in _character().finditer(text, _start(text, offset)))


def _within(text: str, offset: int) -> Iterator[tuple[int, int]]:
    """The characters that lead up to `offset`, the last of them cut there."""
    return (f.span() for f in _character().finditer(text, _start(text, offset), offset))
