"""What is shown of an article, and the head above its text: title, facts and topics."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.paint import GUTTER
from tui.palette import Depth, ink
from tui.wrap import Wrapped, cells_of, fit


@dataclass(frozen=True)
class Page:
    """What is shown of an article beside its highlights."""

    id: str
    title: str
    text: str
    facts: tuple[str, ...] = ()
    language: str = ""
    labels: tuple[tuple[str, str, str], ...] = ()
    """(glyph, colour, name) of each topic of the article."""


EMPTY = Page("", "", "")


def head_strips(
    page: Page, width: int, depth: Depth = Depth.MANY, *, least: int = 0
) -> list[Strip]:
    """The rows above the text, which is `width` cells wide behind its gutter; none without words.

    A long title is wrapped, a long fact cut. Where there are fewer rows than `least`, blank ones
    fill up.
    """
    lines: list[list[Segment]] = []
    if page.title:
        title = Wrapped(page.title, width)
        title.extend()
        drawn = (page.title[slice(*title.drawn(row))] for row in range(len(title)))
        lines += [[Segment(row, Style(bold=True))] for row in drawn]
    lines += [[Segment(fit(fact, width).rstrip(), Style(dim=True))] for fact in page.facts]
    if page.labels:
        lines.append(
            [
                part
                for glyph, colour, name in page.labels
                for part in (Segment(glyph, ink(colour, depth)), Segment(f" {name}  "))
            ]
        )
    if lines:
        lines.append([])
    lines += [[]] * (least - len(lines))
    return [_indented(line) for line in lines]


def _indented(line: list[Segment]) -> Strip:
    width = GUTTER + sum(cells_of(segment.text) for segment in line)
    return Strip([Segment(" " * GUTTER), *line], width)
