"""Printed pages as text again: without headers, lines joined to paragraphs, words whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_EDGE = 2
"""Lines at the top and at the bottom of a page among which headers are looked for."""

_LONGEST_NUMBER = 40
_FULL = 0.75
"""How much of the usual width a line has at least that the next one goes on from."""

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|seite|p\.|s\.)\s*)?\d{1,4}(?:\s*(?:/|of|von)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)
_BROKEN_WORD = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
_ENDS = re.compile(r"[.!?:…]['\"’”»)]*$")


def reflowed(pages: Sequence[str]) -> str:
    """The text of printed pages: a line a paragraph, with a blank one between."""
    lines = _without_headers([_lines(page) for page in pages])
    width = _usual_width([line for page in lines for line in page])
    paragraphs: list[list[str]] = []
    previous = ""
    for number, page in enumerate(lines):
        for place, line in enumerate(page):
            over_page = number > 0 and place == 0
            if not line:
                previous = previous if over_page else ""
                continue
            if previous and _goes_on(previous, line, width, over_page):
                paragraphs[-1][-1] = _joint(paragraphs[-1][-1], line)
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
            previous = line
    return "\n\n".join("".join(parts) for parts in paragraphs)


def _lines(page: str) -> list[str]:
    return [" ".join(line.split()) for line in page.strip().splitlines()]


def _usual_width(lines: Sequence[str]) -> int:
    """The length that nine of ten lines do not exceed."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _without_headers(pages: list[list[str]]) -> list[list[str]]:
    """The pages without page numbers, and without lines that most of them have at an edge."""
    counts = Counter(
        edge for page in pages for edge in {_edge(page[place]) for place in _edges(page)}
    )
    repeated = {edge for edge, count in counts.items() if count > max(1, len(pages) // 2)}
    kept: list[list[str]] = []
    for page in pages:
        out = {
            place
            for place in _edges(page)
            if _edge(page[place]) in repeated or _is_page_number(page[place])
        }
        kept.append([line for place, line in enumerate(page) if place not in out])
    return kept


def _is_page_number(line: str) -> bool:
    return len(line) <= _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(line) is not None


def _edges(page: Sequence[str]) -> set[int]:
    places = range(len(page))
    return {*places[:_EDGE], *places[-_EDGE:]}


def _edge(line: str) -> str:
    return _DIGITS.sub("0", line)


def _goes_on(line: str, below: str, width: int, over_page: bool) -> bool:
    """Whether the paragraph of `line` goes on with the line below it."""
    if _BROKEN_WORD.search(line):
        return True
    if over_page:  # how wide the last line of a page is says little
        return not _ENDS.search(line)
    if len(line) >= _FULL * width:
        return True
    return below[0].islower()


def _joint(line: str, below: str) -> str:
    """`line` so that the one below it can follow at once."""
    if _BROKEN_WORD.search(line):
        return line[:-1] if below[0].islower() else line
    return line + " "
