"""All rows of a selection, fetched in blocks: one by one they would be a query each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from store.selection import Selection

BLOCK = 1000

Row = TypeVar("Row")


def rows_of(selection: Selection[Row]) -> Iterator[Row]:
    for start in range(0, len(selection), BLOCK):
        yield from selection.window(start, start + BLOCK)
