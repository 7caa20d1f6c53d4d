"""One row of an article as a strip: text, highlights, sentence, selection and matches together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.marks import Mark
from tui.palette import Depth, ink, marker, terminal_colour
from tui.people import person
from tui.reading import Span
from tui.wrap import cells_of, fit

GUTTER = 4
"""Cells to the left of the text: sentence bar, two for what begins in the row, blank."""

SENTENCE = Style(underline=True)
SELECTED = Style(reverse=True)
SELECTED_REVERSED = Style(reverse=False, bold=True, underline=True)
"""Where there are no colours, and a highlight is reversed already."""
MATCH = Style(bold=True, underline2=True)
OVERLAP = Style(bold=True, underline=True, italic=True)
CURRENT = Style(bold=True)
BAR = Segment("▌", Style(bold=True))
BLANK = Segment(" ", Style.null())
NOTHING = Segment("  ", Style.null())
SEVERAL = Segment("+", Style(bold=True))
COUNT = Style(dim=True)
OTHERS = Style(underline=True)
OTHERS_UNCOLOURED = Style(underline=True, italic=True)
OTHERS_OVERLAP = Style(bold=True)
MOST_COUNTED = 99


class Spans(NamedTuple):
    """What is drawn over the text of a page beside its highlights; empty spans draw nothing."""

    sentence: Span
    selection: Span = (0, 0)
    current: str = ""
    matches: Sequence[Span] = ()


@lru_cache(maxsize=1024)
def _style(
    colour: str,
    layers: tuple[int, int],
    chosen: bool | None,
    over: tuple[bool, bool, bool],
    depth: Depth,
) -> Style:
    """`colour` of the chosen highlight, else of the innermost, an own one first; `layers` are how
    many own ones, and how many in all; `chosen` says whether the chosen one is an own one, None
    where it is elsewhere; `over` is sentence, match, selection, each of which has to stay visible
    on top of the others."""
    sentence, match, selected = over
    if depth is Depth.NONE and layers[0] and chosen is not None:
        style = _uncoloured(layers[0], mine=chosen)
    else:
        style = _layered(colour, layers, chosen is not None, depth)
    if sentence:
        style += SENTENCE
    if match:
        style += MATCH
    if selected:
        style += SELECTED_REVERSED if style.reverse else SELECTED
    return style


def _layered(colour: str, layers: tuple[int, int], current: bool, depth: Depth) -> Style:
    own, every = layers
    style = Style.null()
    if own:
        style += marker(colour, depth)
    elif every:
        style += others_marker(colour, depth)
    if every > 1:
        style += OVERLAP if own else OTHERS_OVERLAP
    if current:
        style += CURRENT
    if current and every > 1:  # bold is not enough here
        style += Style(reverse=not style.reverse)
    return style


def _uncoloured(own: int, *, mine: bool) -> Style:
    """The chosen highlight where nothing but how letters are set can tell whose it is.

    It is drawn as if it lay on top: an own one filled, and another's underlined. Over other own
    ones, all of them filled, it is the one that is not.
    """
    if not mine:
        return OTHERS_UNCOLOURED + CURRENT
    return OVERLAP if own > 1 else marker("", Depth.NONE) + CURRENT


@lru_cache(maxsize=512)
def others_marker(colour: str, depth: Depth) -> Style:
    """Text under somebody else's highlight: a line below it, where an own one is filled."""
    if depth is Depth.NONE:
        return OTHERS_UNCOLOURED
    return OTHERS + Style(color=terminal_colour(colour, depth))


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
        own = [mark for mark in over if mark.mine]
        chosen = [mark for mark in over if mark.key == spans.current]
        inner = min(chosen or own or over, key=lambda mark: mark.end - mark.start, default=None)
        style = _style(
            inner.colour if inner else "",
            (len(own), len(over)),
            chosen[0].mine if chosen else None,
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
    start: int, end: int, marks: Sequence[Mark], sentence: Span, depth: Depth, counted: int = 0
) -> list[Segment]:
    """The cells in front of a row: a bar beside the sentence, and what begins here.

    That is the letter of an own highlight, two letters where there is room, or the initials of
    who made another one; `counted` is how many others begin here that are not drawn.
    """
    touched = sentence[0] < end and start < sentence[1]
    begins = [mark for mark in marks if start <= mark.start < end]
    own = [mark for mark in begins if mark.mine]
    others = {mark.by for mark in begins if not mark.mine}
    if own:
        letters = _letters(own, depth)
        if len(letters) == 2 and not others and not counted:
            beside = letters
        else:
            beside = [letters[0] if len(letters) == 1 else SEVERAL, SEVERAL if others else BLANK]
    elif others:
        beside = _initials(others, depth)
    else:
        beside = [NOTHING]
    if counted and not others:
        number = f"{min(counted, MOST_COUNTED):>2}"
        beside = [beside[0], Segment("+", COUNT)] if own else [Segment(number, COUNT)]
    return [BAR if touched else BLANK, *beside, BLANK]


def _letters(marks: Sequence[Mark], depth: Depth) -> list[Segment]:
    """The letters of all topics; a mark knows the colour of its first alone."""
    return [
        Segment(letter, Style(bold=True) if index else ink(mark.colour, depth))
        for mark in marks
        for index, letter in enumerate(mark.glyphs or "·")
    ]


def _initials(analysts: Collection[str], depth: Depth) -> list[Segment]:
    """Two cells: one analyst's initials, or that there are several."""
    if len(analysts) > 1:
        return [SEVERAL, SEVERAL]
    who = person(next(iter(analysts)))
    return [Segment(fit(who.initials, 2), ink(who.colour, depth))]


def row_strip(
    text: str,
    row: tuple[int, int, int],
    marks: Sequence[Mark],
    spans: Spans,
    depth: Depth = Depth.MANY,
    counted: int = 0,
) -> Strip:
    """A whole row, gutter and text; `row` is (start, end of what is drawn, end with the blanks).

    `counted` highlights of others begin in it that are not drawn.
    """
    start, drawn, end = row
    segments = gutter(start, max(end, start + 1), marks, spans.sentence, depth, counted)
    segments += text_segments(text, start, drawn, marks, spans, depth)
    return Strip(segments, GUTTER + cells_of(text[start:drawn]))
