"""Paragraphs and sentences of a cleaned text, as code point offsets.

Every visible character stands in exactly one sentence, every sentence in exactly one paragraph;
neither starts or ends with a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

_WINDOW = 16_384
"""Characters looked at in one go: no paragraph costs more than in proportion to its length."""

_WIDE_BLANK = re.compile(r"[^\S\x00-\x7f](?=\.)")
"""What the splitter panics on behind a capital letter: it takes every blank for one byte."""

_LINE = re.compile(r"\S(?:[^\n]*[^\s])?")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of each line that is not blank; blank lines only separate."""
    return [found.span() for found in _LINE.finditer(text)]


def sentences(
    text: str, start: int = 0, end: int | None = None, language: str = "en"
) -> list[tuple[int, int]]:
    """Start and end of each sentence between `start` and `end`.

    `language` is a BCP 47 tag; one that is not known is split by the commonest rules. What goes
    on in a small letter (`1 trillion. rubles`, `"Why?" he asked`) is not a new sentence.
    """
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text, start, end):
        cuts = [line.start(), *_cuts(text, *line.span(), language), line.end()]
        found += [_trimmed(text, first, last) for first, last in pairwise(cuts)]
    return found


def _cuts(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """Where a new sentence starts within one paragraph, in ascending order."""
    while start < end:
        stop = min(start + _WINDOW, end)
        inner = [
            start + int(boundary["start_index"])
            for boundary in _boundaries(text[start:stop], language or "en")
        ]
        inner = [cut for cut in inner if start < cut < stop and not text[cut].islower()]
        if stop == end:
            yield from inner
            return
        # The last sentence may go on beyond the window: look at it again from its start.
        if not inner:
            inner = [_last_gap(text, start, stop)]
        yield from inner
        start = inner[-1]


def _boundaries(text: str, language: str) -> list[dict[str, Any]]:
    """What the splitter finds; nothing where it breaks down, as it may on what nobody foresaw."""
    try:
        found: list[dict[str, Any]]
        found = get_sentence_boundaries(language, _WIDE_BLANK.sub(" ", text))
    except BaseException as error:  # a panic of its is no Exception
        if type(error).__name__ != "PanicException":
            raise
        return []
    return found


def _last_gap(text: str, start: int, stop: int) -> int:
    """Where to cut a window that holds no end of a sentence: at its last space, if any."""
    space = text.rfind(" ", start + 1, stop)
    return stop if space < 0 else space + 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
