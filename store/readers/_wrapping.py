"""Lines that a mail program or an editor broke at a fixed width, put together again.

To Pressmark a line is a paragraph, so that in a text broken every 72 characters no sentence would
be whole.
"""

from __future__ import annotations

import re
from itertools import pairwise

_NARROWEST, _WIDEST = 40, 100
_FEWEST = 3
"""Joints between lines from which a habit can be told."""

_OWN_LINE = re.compile(r"[ \t]*(?:[-*+•–—#>|]|\d{1,3}[.)]\s|```|~~~| {4}|\t)")


def unwrapped(text: str) -> str:
    """`text` with the lines of each paragraph joined, where it was broken at a fixed width.

    It was if hardly any line could have held the first word of the next one too; else the text
    comes back as it is. List items, quoted lines and headings keep their own lines.
    """
    lines = text.split("\n")
    width = 0
    for line in lines:
        if " " in line:  # a long address says nothing about the width
            width = max(width, len(line))
            if width > _WIDEST:
                return text
    joints = [_is_full(*pair, width) for pair in pairwise(lines) if _may_join(*pair)]
    if width < _NARROWEST or len(joints) < _FEWEST or sum(joints) < 0.85 * len(joints):
        return text
    joined: list[str] = []
    for line, below in pairwise(lines):
        if _may_join(line, below) and _is_full(line, below, width):
            joined += (line.rstrip(), " ")
        else:
            joined += (line, "\n")
    return "".join(joined) + lines[-1]


def _may_join(line: str, below: str) -> bool:
    return bool(line and below and not _OWN_LINE.match(below))


def _is_full(line: str, below: str, width: int) -> bool:
    return len(line) + 1 + len(below.split(" ", 1)[0]) > width
