"""Every place where some words stand in a text, however they were broken into lines."""

from __future__ import annotations

import re

from store.text import clean


def occurrences(text: str, exact: str) -> list[tuple[int, int]]:
    """(start, end) of every place in the cleaned `text` where `exact` stands, in order.

    Any white space in `exact` stands for any in `text`; all else must be the same once cleaned.
    Places do not overlap. There are none for an `exact` without a single sign.
    """
    words = clean(exact).split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    return [found.span() for found in pattern.finditer(text)]
