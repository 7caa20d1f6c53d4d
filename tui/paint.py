"""One row of an article as a strip: text, highlights, sentence, selection and matches together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.marks import Mark
from tui.palette import Depth, ink, marker
from tui.reading import Span
from tui.wrap import cells_of

GUTTER = 3
"""Cells to the left of the text: sentence bar, glyph of a highlight, blank."""

SENTENCE = Style(underline=True)
SELECTED = Style(reverse=True)
MATCH = Style(bold=True, underline2=True)
OVERLAP = Style(bold=True, underline=True, italic=True)
CURRENT = Style(bold=True)
BAR = Segment("▌", Style(bold=True))
BLANK = Segment(" ", Style.null())
SEVERAL = Segment("+", Style(bold=True))


class Spans(NamedTuple):
    """What is drawn over the text of a page beside its highlights; empty spans draw nothing."""

    sentence: Span
    selection: Span = (0, 0)
    current: str = ""
    matches: Sequence[Span] = ()


@lru_cache(maxsize=1024)
def _style(
    colour: str, layers: int, current: bool, over: tuple[bool, bool, bool], depth: Depth
) -> Style:
    """`colour` of the innermost highlight, `layers` over each other; `over` is sentence,
    match, selection, each of which has to stay visible on top of the others."""
    sentence, match, selected = over
    style = Style.null()
    if layers:
        style += marker(colour, depth)
    if layers > 1:
        style += OVERLAP
    if current:
        style += CURRENT
    if sentence:
        style += SENTENCE
    if match:
        style += MATCH
    if selected:
        style += SELECTED
    return style


def _cuts(start: int, end: int, marks: Sequence[Mark], spans: Sequence[Span]) -> list[int]:
    edges = {start, end}
    for left, right in (*spans, *((mark.start, mark.end) for mark in marks)):
        edges.add(min(max(left, start), end))
        edges.add(min(max(right, start), end))
    return sorted(edges)


def _inside(offset: int, span: Span) -> bool:
    return span[0] <= offset < span[1]


def text_segments(
    text: str, start: int, end: int, marks: Sequence[Mark], spans: Spans, depth: Depth = Depth.MANY
) -> list[Segment]:
    """The segments of text[start:end]; marks and matches are those that touch it."""
    segments: list[Segment] = []
    cuts = _cuts(start, end, marks, (spans.sentence, spans.selection, *spans.matches))
    for left, right in pairwise(cuts):
        over = [mark for mark in marks if mark.start <= left < mark.end]
        inner = min(over, key=lambda mark: mark.end - mark.start) if over else None
        style = _style(
            inner.colour if inner else "",
            len(over),
            any(mark.key == spans.current for mark in over),
            (
                _inside(left, spans.sentence),
                any(_inside(left, match) for match in spans.matches),
                _inside(left, spans.selection),
            ),
            depth,
        )
        segments.append(Segment(text[left:right], style))
    return segments


def gutter(
    start: int, end: int, marks: Sequence[Mark], sentence: Span, depth: Depth
) -> list[Segment]:
    """The cells in front of a row: a bar beside the sentence, the glyph of what begins here."""
    touched = sentence[0] < end and start < sentence[1]
    begins = [mark for mark in marks if start <= mark.start < end]
    glyph = BLANK
    if len(begins) > 1 or (begins and len(begins[0].glyphs) > 1):
        glyph = SEVERAL
    elif begins:
        glyph = Segment(begins[0].glyphs or "·", ink(begins[0].colour, depth))
    return [BAR if touched else BLANK, glyph, BLANK]


def row_strip(
    text: str,
    row: tuple[int, int, int],
    marks: Sequence[Mark],
    spans: Spans,
    depth: Depth = Depth.MANY,
) -> Strip:
    """A whole row, gutter and text; `row` is (start, end of what is drawn, end with the blanks)."""
    start, drawn, end = row
    segments = gutter(start, max(end, start + 1), marks, spans.sentence, depth)
    segments += text_segments(text, start, drawn, marks, spans, depth)
    return Strip(segments, GUTTER + cells_of(text[start:drawn]))
