"""Paragraphs of a document, before anything is known of what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from store.drafts import Refused

MAX_CHARACTERS = 20_000_000
"""Characters that one file of articles may have: five hundred of the longest reads."""


TOO_LONG = f"has over {MAX_CHARACTERS // 1_000_000} MB of text: split it first"

_COST = 100
"""Characters that a paragraph takes at least, as far as memory goes."""


class Paragraph(NamedTuple):
    """One line of text, empty where a blank line stands; `heading` if it is set as one."""

    text: str
    heading: bool = False


BLANK = Paragraph("")


def gathered(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """All of `paragraphs`, of several blank ones only the first.

    Raises Refused where they are more than any document of articles has.
    """
    found: list[Paragraph] = []
    size = 0
    for paragraph in paragraphs:
        if not paragraph.text.strip():
            if not found or found[-1] is BLANK:
                continue
            paragraph = BLANK
        size += len(paragraph.text) + _COST
        if size > MAX_CHARACTERS:
            raise Refused(TOO_LONG)
        found.append(paragraph)
    return found


def text_of(paragraphs: Iterable[Paragraph]) -> str:
    """The paragraphs as lines."""
    return "\n".join(each.text for each in paragraphs)


def lines_of(text: str) -> Iterator[Paragraph]:
    """The lines of a text as paragraphs, of which none is known to be a heading."""
    return (Paragraph(line) for line in text.splitlines())
