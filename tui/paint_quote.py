"""A quote as one line of a list, and as the lines of a view of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from store.model import QuoteRow
from store.topics import by_path
from tui.paint_row import DIM, PLAIN, Looks, glyphs_of, short_day
from tui.palette import Depth, ink
from tui.wrap import Wrapped, cells_of, fit

BOLD = Style(bold=True)
NOTE = Style(italic=True)
ORPHANED = "!"
GLYPHS = 3
"""Cells for the letters of topics."""

LONGEST = 20_000
"""Characters of a quote that are shown; a longer one is read in its article."""


class QuoteLayout(NamedTuple):
    """Widths in cells; 0 leaves a column out. `group` stands first, and is what `by` names."""

    by: str
    group: int
    speaker: int
    source: int
    date: int
    analyst: int


LAYOUTS = ((110, (20, 18, 16, 10, 10)), (70, (13, 11, 9, 7, 7)), (44, (9, 0, 0, 7, 0)))
"""From this width on: group, speaker, source, date, analyst."""

SHOWN_BY = {"speaker": "speaker", "source": "source", "analyst": "analyst", "published": "date"}
"""The column that says what quotes are grouped by, and is left out when the group says it."""


def quote_layout(width: int, by: str, *, analysts: bool) -> QuoteLayout:
    """How a row of `width` cells is shared out; the text gets what is left.

    `by` is an order of quotes without its sign; `analysts` says that there are several.
    """
    found = next((sizes for least, sizes in LAYOUTS if width >= least), (0, 0, 0, 0, 0))
    sizes = dict(zip(("group", "speaker", "source", "date", "analyst"), found, strict=True))
    if not analysts:
        sizes["analyst"] = 0
    if sizes["group"] and by in SHOWN_BY:
        sizes[SHOWN_BY[by]] = 0
    if sizes["date"] and not all(sizes.values()) and width >= LAYOUTS[1][0]:
        sizes["date"] = 10  # a column that is left out has room for the day
    return QuoteLayout(by, **sizes)


def group_of(row: QuoteRow, by: str) -> str:
    """What a quote stands under in an order; empty where it has no such thing."""
    if by == "topic":
        return min(row.topics, key=by_path, default="")
    found: str = getattr(row, by)
    return found[:10] if by in ("published", "at") else found


def quote_strip(
    row: QuoteRow,
    width: int,
    layout: QuoteLayout,
    looks: Looks,
    *,
    first: bool = True,
    marked: bool = False,
    orphaned: bool = False,
    cursor: Style | None = None,
    depth: Depth = Depth.MANY,
) -> Strip:
    """A row; `first` says that a group begins here, `cursor` is the style where the cursor is.

    `orphaned` says that the words are not in the newest version of the article.
    """
    if not row.id:
        return Strip([Segment(fit("  (removed)", width), cursor or DIM)], width)
    glyphs = glyphs_of(row.topics, looks, GLYPHS, depth)
    group = fit(group_of(row, layout.by) or "–", layout.group) + " " if layout.group else ""
    tail = "".join(f" {cell}" for cell in _cells(row, layout))
    text = fit(one_line(row.exact, width), width - 3 - GLYPHS - cells_of(group) - cells_of(tail))
    sign = ("»" if marked else " ") + (ORPHANED if orphaned else " ")
    if cursor is not None:
        letters = "".join(segment.text for segment in glyphs)
        line = f"{sign}{letters} {group}{text}{tail}"
        return Strip([Segment(fit(line, width, ""), cursor)], width)
    segments = [Segment(sign, BOLD), *glyphs, Segment(f" {group}", BOLD if first else DIM)]
    strip = Strip([*segments, Segment(text, PLAIN), Segment(tail, DIM)])
    return strip.adjust_cell_length(width, PLAIN)


def _cells(row: QuoteRow, layout: QuoteLayout) -> Iterator[str]:
    if layout.speaker:
        yield fit(row.speaker, layout.speaker)
    if layout.source:
        yield fit(row.source, layout.source)
    if layout.date:
        yield short_day(row.published, layout.date).ljust(layout.date)
    if layout.analyst:
        yield fit(row.analyst, layout.analyst)


def one_line(text: str, width: int) -> str:
    """As much of `text` as could fill `width` cells, on one line."""
    return " ".join(text[: 4 * width].split())


def quote_lines(
    row: QuoteRow, width: int, looks: Looks, depth: Depth = Depth.MANY, *, orphaned: bool = False
) -> list[list[Segment]]:
    """The lines that show all of a quote: who said it, where, the text, the note."""
    if not row.id:
        return [[Segment("This quote was removed.", DIM)]]
    lines = [_heading(row, looks, depth), [Segment(_short(_origin(row), width), DIM)]]
    if orphaned:
        told = f"{ORPHANED} Not in the newest version; enter opens the earlier one"
        lines.append([Segment(told, BOLD)])
    lines += [[Segment(line, PLAIN)] for line in wrapped(row.exact[:LONGEST], width)]
    if len(row.exact) > LONGEST:
        rest = f"… {len(row.exact) - LONGEST:,} more characters; enter opens the place"
        lines.append([Segment(rest, DIM)])
    lines += [
        [Segment(line, NOTE)] for line in (wrapped(f"Note: {row.note}", width) if row.note else ())
    ]
    tail = filter(None, (row.url, f"{row.analyst} · {row.at[:10]}"))
    lines += [[Segment(_short(line, width), DIM)] for line in tail]
    return lines


def _heading(row: QuoteRow, looks: Looks, depth: Depth) -> list[Segment]:
    line = [Segment(row.speaker or "(no speaker)", BOLD if row.speaker else DIM)]
    for name in row.topics:
        if look := looks.get(name):
            line += [
                Segment("  "),
                Segment(look.glyph, ink(look.colour, depth)),
                Segment(f" {name}"),
            ]
    return line


def _short(line: str, width: int) -> str:
    return fit(line, width).rstrip()


def _origin(row: QuoteRow) -> str:
    source = " · ".join(filter(None, (row.source, row.published[:10], row.byline)))
    return " — ".join(filter(None, (source, row.title or "(no title)")))


def wrapped(text: str, width: int) -> list[str]:
    """The rows of `text` at `width` cells."""
    rows = Wrapped(text, width)
    rows.extend()
    return [text[slice(*rows.drawn(row))] for row in range(len(rows))]
