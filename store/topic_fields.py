"""What a topic may say of itself: each field made tidy, or refused in one sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from store.codebook import COLOURS
from store.model import PressmarkError
from store.text import clean_line

LONGEST_DESCRIPTION = 10_000
LONGEST_WORDS = 200


def tidy_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a Topic as they are kept; tidying them again changes nothing.

    Raises PressmarkError for a colour, letter or digit that cannot be.
    """
    return {name: TIDY[name](value) if name in TIDY else value for name, value in given.items()}


def colour(text: str) -> str:
    """A name of COLOURS or `#rrggbb`, in lower case; empty for none."""
    wanted = text.strip().lower()
    if wanted and wanted not in COLOURS and not re.fullmatch("#[0-9a-f]{6}", wanted):
        raise PressmarkError(
            f"“{clean_line(text, 30)}” is no colour: use #rrggbb or one of {', '.join(COLOURS)}."
        )
    return wanted


def glyph(text: str) -> str:
    """One sign that can be seen and takes one cell of a terminal; empty for none."""
    wide = unicodedata.east_asian_width(text) in "WF" if len(text) == 1 else True
    combining = len(text) == 1 and unicodedata.category(text).startswith("M")
    if text and (wide or combining or text.isspace() or not text.isprintable()):
        raise PressmarkError("A topic's letter is one letter or sign, one column wide.")
    return text


def digit(number: int | None) -> int | None:
    """1 to 9; None for none."""
    if number is not None and not 1 <= number <= 9:
        raise PressmarkError(f"A topic's digit is 1 to 9, not {number}.")
    return number


def description(text: str) -> str:
    """One line."""
    return clean_line(text, LONGEST_DESCRIPTION)


def words(phrases: Iterable[str]) -> tuple[str, ...]:
    """Words and phrases, once each. A semicolon parts two of them, as where they are typed."""
    parts = (clean_line(part, LONGEST_WORDS) for phrase in phrases for part in phrase.split(";"))
    return tuple(dict.fromkeys(filter(None, parts)))


TIDY: dict[str, Callable[[Any], Any]] = {
    "colour": colour,
    "glyph": glyph,
    "digit": digit,
    "description": description,
    "words": words,
}
