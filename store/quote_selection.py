"""The quotes that a query selects, for a screen that browses them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence

from store.index import Index
from store.model import QuoteRef, QuoteRow
from store.selection import Selection


class QuoteSelection(Selection[QuoteRow]):
    """As Selection; also tells where quotes that are known by analyst and id stand in it."""

    def __init__(
        self,
        numbers: array[int],
        fetch: Callable[[Sequence[int]], Sequence[QuoteRow]],
        index: Index,
    ) -> None:
        super().__init__(numbers, fetch)
        self._index = index

    def places_of(self, refs: Iterable[QuoteRef]) -> dict[QuoteRef, int]:
        """The places of those quotes that are selected, in the order of the selection."""
        numbers = self._index.quote_numbers(refs)
        found = ((self.place_of(number), ref) for ref, number in numbers.items())
        return {ref: place for place, ref in sorted((p, ref) for p, ref in found if p is not None)}

    def refs(self) -> set[QuoteRef]:
        """All of them that are still there, by analyst and id."""
        return set(self._index.quote_refs(self.numbers).values())
