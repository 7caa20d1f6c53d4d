"""Where words that somebody asks for stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from store.folding import unaccent_in_place

MOST_MATCHES = 10_000


def matches(bare: str, needle: str) -> Iterator[tuple[int, int]]:
    """Where the words of `needle` stand, as (start, end) in code points, by position.

    `bare` is the text as `unaccent_in_place` leaves it, so offsets hold for the text itself. Case
    and accents do not count, and a line may end between two words.
    """
    words = unaccent_in_place(needle).split()
    if not words:
        return iter(())
    found = re.finditer(r"\s+".join(map(re.escape, words)), bare)
    return (match.span() for match in found)


def word_matches(text: str, phrases: Sequence[str]) -> list[tuple[int, int]]:
    """Where any of these phrases stand as whole words; `*` at an end stands for any ending.

    At most `MOST_MATCHES`, the first ones.
    """
    if not phrases:
        return []
    found = re.compile("|".join(map(_phrase, phrases)), re.IGNORECASE)
    spans = (match.span() for match in islice(found.finditer(text), MOST_MATCHES))
    return [span for span in spans if span[0] < span[1]]


def _phrase(phrase: str) -> str:
    words = r"\W+".join(map(re.escape, re.findall(r"\w+", phrase)))
    ending = r"\w*" if phrase.endswith("*") else r"\b"
    return rf"\b{words}{ending}" if words else "(?!)"
