"""Several analysts' work on the same articles: how far it agrees."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from store.desk import Desk

if TYPE_CHECKING:
    from store.agreement import Agreement

# Imported when work is first compared: the first screen does not wait for it.


class Comparing(Desk):
    """Compares what analysts have marked. Nothing is written."""

    def reckoning_agreement(
        self, query: str = "", analysts: Collection[str] | None = None
    ) -> Iterator[Agreement | None]:
        """As `agreement`, in slices of some 20 ms: None after each, and at last the figures."""
        from store.double_reading import DoubleReading

        self._session.load()
        blind = self._session.is_blind
        reading = DoubleReading(self._session.index, query, analysts, self.analyst, blind=blind)
        return reading.slices()

    def agreement(self, query: str = "", analysts: Collection[str] | None = None) -> Agreement:
        """How far analysts agree on the articles that a query selects and two of them have read.

        `analysts` are the names of those to compare, all by default. Raises QueryError, and
        PressmarkError for a name that has written nothing here.
        """
        found = [each for each in self.reckoning_agreement(query, analysts) if each is not None]
        return found[-1]
