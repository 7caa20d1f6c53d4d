"""The second net: no character reaches the terminal that could control it.

Texts are cleaned at the door; what comes from colleagues' files, file names and errors is not.
Every strip that any widget draws goes through here.
"""

from __future__ import annotations

import re

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
"""C0, DEL, C1, marks that reorder text, line separators, halves of surrogate pairs."""


def harmless(text: str) -> str:
    """`text` without what a terminal would obey; as wide as before, as those take no cell."""
    return HARMFUL.sub("", text)


class Harmless(LineFilter):
    """Takes control characters out of every segment.

    It gives a style to a segment without one, too: Textual's filter for NO_COLOR fails on those,
    and Textual makes them itself.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        search = HARMFUL.search
        if not any(segment.style is None or search(segment.text) for segment in segments):
            return segments
        plain = Style.null()
        return [
            segment
            if segment.control
            else Segment(harmless(segment.text), plain if segment.style is None else segment.style)
            for segment in segments
        ]
