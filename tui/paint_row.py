"""One line of the article list as a strip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from store.model import ArticleRow, Status
from tui.palette import Depth, ink
from tui.people import person
from tui.wrap import cells_of, fit

SIGNS: dict[Status, str] = {"new": "•", "done": "✓", "skipped": "–"}
CHANGED = "≠"
"""For a new article of which an earlier version is in the library."""
EARLIER = " (earlier)"
PLAIN = Style.null()
DIM = Style(dim=True)
SUGGESTED = Style(dim=True, italic=True)
CURSOR = Style(reverse=True)
RESTING = Style(bold=True, underline=True)

LEAST_TITLE = 8
"""Cells of a title that must stay where it is said who is at the article."""

MOST_PEOPLE = 3


class Look(NamedTuple):
    """How a topic is drawn: a letter, so that colour is never the only sign."""

    glyph: str
    colour: str


Looks = Mapping[str, Look]


class Columns(NamedTuple):
    """Widths in cells; 0 leaves a column out. `date` keeps the last characters of the day."""

    title: int
    topics: int
    quotes: int
    source: int
    date: int


LAYOUTS = (
    (99, (6, 4, 20, 10)),
    (75, (4, 3, 14, 10)),
    (60, (3, 2, 10, 10)),
    (57, (3, 2, 10, 5)),
    (42, (2, 2, 8, 5)),
    (29, (3, 2, 0, 5)),
)
"""From this width on: topics, quotes, source, date."""


def columns(width: int) -> Columns:
    """How a row of `width` cells is shared out; the title gets what is left."""
    rest = next((sizes for least, sizes in LAYOUTS if width >= least), (2, 0, 0, 0))
    taken = 4 + sum(size + 1 for size in rest if size)
    return Columns(max(1, width - taken), *rest)


def short_day(published: str, width: int) -> str:
    """The day; in a column too narrow for it year and month, or month and day."""
    day = published[:10]
    if width >= 10:
        return day
    return day[:7] if width >= 7 else day[10 - width :]


def glyphs_of(topics: Sequence[str], looks: Looks, width: int, depth: Depth) -> list[Segment]:
    """The letters of topics in `width` cells; `+` where there are more."""
    shown = [looks[name] for name in topics if name in looks]
    more = len(shown) > width
    cells = shown[: width - 1] if more else shown
    segments = [Segment(look.glyph, ink(look.colour, depth)) for look in cells]
    return [*segments, Segment(("+" if more else "").ljust(width - len(cells)), PLAIN)]


def with_suggested(
    glyphs: Sequence[Segment], suggested: Sequence[str], looks: Looks
) -> list[Segment]:
    """Letters of topics, and dimmed behind them, where there is room, those of suggested ones."""
    *letters, room = glyphs
    cells = [looks[name].glyph for name in suggested if name in looks][: room.text.count(" ")]
    rest = room.text[len(cells) :]
    return [*letters, *(Segment(cell, SUGGESTED) for cell in cells), Segment(rest, PLAIN)]


def people_at(colleagues: Sequence[tuple[str, bool]], depth: Depth) -> list[Segment]:
    """Initials of (analyst, whether the article is taken): `@An Be`, `+` where there are more."""
    segments: list[Segment] = []
    for analyst, claims in colleagues[:MOST_PEOPLE]:
        who = person(analyst)
        sign = f"{' ' if segments else ''}{'@' if claims else ''}"
        segments.append(Segment(sign + who.initials, ink(who.colour, depth)))
    return [*segments, *([Segment("+", DIM)] if len(colleagues) > MOST_PEOPLE else [])]


def _tail(row: ArticleRow, sizes: Columns) -> str:
    """What stands behind the topics of an article: quotes, source, date."""
    ends = []
    if sizes.quotes:
        ends.append((str(row.quotes) if row.quotes else "").rjust(sizes.quotes)[-sizes.quotes :])
    if sizes.source:
        ends.append(fit(row.source, sizes.source))
    if sizes.date:
        ends.append(short_day(row.published, sizes.date).ljust(sizes.date))
    return "".join(" " + part for part in ends)


def article_strip(
    row: ArticleRow,
    width: int,
    looks: Looks,
    *,
    marked: bool = False,
    others: int = 0,
    people: Sequence[Segment] = (),
    cursor: Style | None = None,
    depth: Depth = Depth.MANY,
) -> Strip:
    """A row; `cursor` is the style of all of it when the cursor is there.

    `others` is how many near-duplicates are folded into it, `people` who is at the article.
    """
    sizes = columns(width)
    verdict = CHANGED if row.changed and row.status == "new" else SIGNS[row.status]
    sign = ("»" if marked else " ") + verdict + ("★" if row.star else " ") + " "
    folded = (EARLIER if row.superseded else "") + (f" +{others}" if others else "")
    here = [Segment(" "), *people] if people else []
    room = sizes.title - len(folded) - sum(cells_of(part.text) for part in here)
    if room < LEAST_TITLE:
        here, room = [], sizes.title - len(folded)
    title = fit(row.title or "(no title)", room) + folded
    tail = _tail(row, sizes)
    glyphs = with_suggested(glyphs_of(row.topics, looks, sizes.topics, depth), row.suggested, looks)
    if cursor is not None:
        letters = [
            Segment(text, cursor + SUGGESTED if style is SUGGESTED else cursor)
            for text, style, _ in glyphs
        ]
        who = "".join(part.text for part in here)
        head = Segment(f"{sign}{title}{who} ", cursor)
        return Strip([head, *letters, Segment(tail, cursor)], width)
    style = PLAIN if row.status == "new" else DIM
    head = Segment(sign + title, style)
    return Strip([head, *here, Segment(" ", style), *glyphs, Segment(tail, DIM)], width)
