"""Emoji as every terminal counts them, so that no column behind one is shifted.

Terminals do not agree on two things: whether U+FE0F makes a sign two cells wide (tmux 3.3, VTE:
no), and whether a skin tone takes cells of its own (tmux 3.3: two). Both are left out where text
is drawn, and the cells are kept; texts, and what is copied or exported, stay as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

UNSTEADY = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")
"""Asks for a picture, and five skin tones."""

JOINER = "\u200d"


def steady(text: str) -> str:
    """`text` without what terminals count differently, in as many cells as Textual counts."""
    if not UNSTEADY.search(text):
        return text
    return "".join(_drawn(text[start:end], size) for start, end, size in split_graphemes(text)[0])


@lru_cache(maxsize=1024)
def _drawn(cluster: str, cells: int) -> str:
    plain = cluster[:1] + UNSTEADY.sub("", cluster[1:])
    if _cells(cluster[:1]) < cells:  # what is joined to a narrow sign makes it wide in some
        plain = plain.partition(JOINER)[0]
    plain = plain.rstrip(JOINER)  # it would join what comes next
    missing = cells - _cells(plain)
    return plain + " " * missing if missing >= 0 else cluster


def _cells(text: str) -> int:
    return split_graphemes(text)[1]


class Steady(LineFilter):
    """Draws every segment so."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        search = UNSTEADY.search
        if not any(search(segment.text) for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(steady(segment.text), segment.style)
            for segment in segments
        ]
