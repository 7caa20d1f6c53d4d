"""What a query selects, as a sequence that fetches only the window that is looked at."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TypeVar, overload

Row = TypeVar("Row")


class Selection(Sequence[Row]):
    """Rows in a fixed order, known by their numbers; fetched by the window, never all at once.

    The order stays as it was when the query ran, so that no row jumps away under the cursor;
    what a row says is always what is true now.
    """

    def __init__(
        self, numbers: array[int], fetch: Callable[[Sequence[int]], Sequence[Row]]
    ) -> None:
        self.numbers = numbers
        self._fetch = fetch

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return list(self._fetch(self.numbers[index]))
        return self._fetch([self.numbers[index]])[0]

    def window(self, start: int, stop: int) -> Sequence[Row]:
        """The rows from `start` to `stop`, in one fetch."""
        return self[start:stop]

    def at(self, places: Iterable[int]) -> Sequence[Row]:
        """The rows at some places, in one fetch."""
        return list(self._fetch([self.numbers[place] for place in places]))

    @cached_property
    def _places(self) -> dict[int, int]:
        return {number: place for place, number in enumerate(self.numbers)}

    def place_of(self, number: int) -> int | None:
        """Where a number stands, or None."""
        return self._places.get(number)
