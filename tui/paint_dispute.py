"""A place that several analysts marked: a line of a list, and their versions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from store.codebook import Codebook
from store.disputes import Dispute
from store.model import Gold, Quote
from store.text import clean_line
from store.words import next_word, previous_word_end
from tui.paint_quote import one_line
from tui.paint_row import DIM, PLAIN, Looks, glyphs_of
from tui.palette import Depth, marker
from tui.wrap import WIDEST, Wrapped, cells_of, fit

BOLD = Style(bold=True)
NOTE = Style(italic=True)

OPEN, AGREED, SINGLE = "≠", "=", " "
DECIDED = {"taken": "✓", "changed": "~", "rejected": "×"}

CONTEXT = 40
"""Characters that are shown around a place."""

LONGEST = 4000
"""Characters of a place that are shown."""

NARROWEST = 28
"""Cells of a column; where there is less room, versions stand one below the other."""

MARKED_WITH = 2
"""Cells for the letters of topics of one reader in the list."""


Lines: TypeAlias = list[list[Segment]]


class Scene(NamedTuple):
    """What places are drawn from beside themselves: the article's text, topics, colours."""

    text: str = ""
    book: Codebook = Codebook({})
    looks: Looks = {}
    depth: Depth = Depth.MANY


def sign_of(place: Dispute) -> str:
    """In one character, how a place stands."""
    if place.open:
        return OPEN
    if place.gold:
        return DECIDED[place.gold[0][1].decision]
    return AGREED if place.agreed else SINGLE


def dispute_strip(
    place: Dispute, width: int, scene: Scene, *, cursor: Style | None = None
) -> Strip:
    """A row: how it stands, who marked it with which topics, the words."""
    segments = [Segment(f" {sign_of(place)} ", BOLD)]
    left = width - 3
    for number, (_, quotes) in enumerate(place.versions, 1):
        if left < MARKED_WITH + 12:
            break
        segments += _who(number, quotes, scene)
        left -= MARKED_WITH + 2 + len(str(number))
    words = fit(one_line(scene.text[place.start : place.end], max(left, 1)), left)
    segments.append(Segment(words, PLAIN if place.open else DIM))
    if cursor is not None:
        line = "".join(segment.text for segment in segments)
        return Strip([Segment(fit(line, width, ""), cursor)], width)
    return Strip(segments).adjust_cell_length(width, PLAIN)


def _who(number: int, quotes: Sequence[Quote], scene: Scene) -> list[Segment]:
    """The number of a reader, and letters of the topics that they gave."""
    if not quotes:
        return [Segment(f"{number}–".ljust(MARKED_WITH + 2 + len(str(number)) - 1) + " ", DIM)]
    topics = scene.book.resolve(name for quote in quotes for name in quote.topics)
    letters = glyphs_of(topics, scene.looks, MARKED_WITH, scene.depth)
    if not any(segment.text.strip() for segment in letters):
        letters = [Segment("·".ljust(MARKED_WITH))]
    return [Segment(str(number), BOLD), *letters, Segment("  ")]


def dispute_lines(place: Dispute, chosen: int, width: int, scene: Scene) -> Lines:
    """Each reader's version, side by side where there is room, and below them what is decided.

    Of several decisions, `chosen` is the one that keys act on.
    """
    columns = max(1, len(place.versions))
    room = min((width - 2 * (columns - 1)) // columns, WIDEST)
    below = min(width, WIDEST)
    beside = columns > 1 and room >= NARROWEST
    blocks = [
        _version(f"{number} {name}", quotes, place, room if beside else below, scene)
        for number, (name, quotes) in enumerate(place.versions, 1)
    ]
    lines = _side_by_side(blocks, room) if beside else [line for block in blocks for line in block]
    return lines + _decided(place, chosen, below, scene)


def _version(
    heading: str, quotes: Sequence[Quote | Gold], place: Dispute, width: int, scene: Scene
) -> Lines:
    lines: Lines = [[Segment(fit(clean_line(heading), width).rstrip(), BOLD)]]
    if not quotes:
        return [*lines, [Segment(fit("  marked nothing here", width).rstrip(), DIM)]]
    for quote in quotes:
        for said in _labels(quote, width - 2, scene):
            lines.append([Segment(fit(f"  {said}", width).rstrip(), PLAIN)])
        if quote.note:
            note = f"  Note: {clean_line(quote.note[: 4 * width])}"
            lines.append([Segment(fit(note, width).rstrip(), NOTE)])
    return lines + _passage(quotes, place, width, scene)


def _labels(quote: Quote | Gold, width: int, scene: Scene) -> list[str]:
    """Topics and speaker in one line, or in two where both have no room in one."""
    topics = clean_line((", ".join(scene.book.resolve(quote.topics)) or "no topic")[: 4 * width])
    speaker = clean_line((quote.speaker or "no speaker")[: 4 * width])
    both = f"{topics} — {speaker}"
    return [both] if cells_of(both) <= width else [topics, f"— {speaker}"]


def _passage(quotes: Sequence[Quote | Gold], place: Dispute, width: int, scene: Scene) -> Lines:
    """The words around a place, with what is marked of them."""
    begin, end = _around(scene.text, place, quotes)
    lead = "… " if begin else ""
    shown = lead + scene.text[begin:end] + (" …" if end < len(scene.text.rstrip()) else "")
    begin -= len(lead)
    rows = Wrapped(shown, max(1, width - 2))
    rows.extend()
    lines: Lines = []
    for row in range(len(rows)):
        first, last = rows.drawn(row)
        line = [Segment("  ", PLAIN)]
        edges = {first, last}
        for quote in quotes:
            edges |= {min(max(at - begin, first), last) for at in (quote.start, quote.end)}
        for left, right in pairwise(sorted(edges)):
            over = [q for q in quotes if q.start <= begin + left < q.end]
            style = _marker(over[-1], scene) if over else DIM
            line.append(Segment(shown[left:right], style))
        lines.append(line)
    return lines


def _around(text: str, place: Dispute, quotes: Sequence[Quote | Gold]) -> tuple[int, int]:
    """From where to where the text of a place is shown, up to whole words."""
    first = max(0, min(place.start, *(quote.start for quote in quotes)))
    last = max(place.end, *(quote.end for quote in quotes))
    begin, end = first - CONTEXT, last + CONTEXT
    begin = min(next_word(text, begin - 1), first) if begin > 0 else 0
    if end < len(text):
        end = max(previous_word_end(text, end + 1), last)
    end = min(end, begin + LONGEST)
    return begin, begin + len(text[begin:end].rstrip())


def _marker(quote: Quote | Gold, scene: Scene) -> Style:
    names = scene.book.resolve(quote.topics)
    shown = [scene.looks[name] for name in names if name in scene.looks]
    return marker(shown[0].colour if shown else "", scene.depth)


def _side_by_side(blocks: Sequence[Lines], room: int) -> Lines:
    lines: Lines = []
    for row in zip_longest(*blocks, fillvalue=[]):
        line: list[Segment] = []
        for segments in row:
            used = sum(cells_of(segment.text) for segment in segments)
            line += [*segments, Segment(" " * (max(0, room - used) + 2), PLAIN)]
        lines.append(line)
    return lines


def _decided(place: Dispute, chosen: int, width: int, scene: Scene) -> Lines:
    if not place.gold:
        told = "all agree" if place.agreed else "not decided" if place.open else ""
        return [[Segment(fit(f"  {told}", width).rstrip(), DIM)]] if told else []
    lines: Lines = [[]]
    if place.gold[0][1].decision == "rejected":
        who, gold = place.gold[0]
        return [*lines, [Segment(fit(_by(who, gold), width).rstrip(), BOLD)]]
    for number, (who, gold) in enumerate(place.gold):
        here = "▸ " if number == chosen and len(place.gold) > 1 else ""
        lines += _version(here + _by(who, gold), [gold], place, width, scene)
    return lines


def _by(who: str, gold: Gold) -> str:
    names = ", ".join(dict.fromkeys(mark.rpartition("/")[0] for mark in gold.sources))
    return clean_line(f"{DECIDED[gold.decision]} {gold.decision} by {who} ({names})")
