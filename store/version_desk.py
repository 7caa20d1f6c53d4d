"""Versions of articles, and the quotes that earlier ones bring along."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from store import versions
from store.catalogue import id_of, key_of
from store.desk import Desk
from store.model import PressmarkError, Quote

if TYPE_CHECKING:
    from store.placements import Carried, Orphan, Placements

# What finds quotes again is imported when there is something to find: the first screen does not
# wait for it.


class Versions(Desk):
    """Says which texts are one article, and where quotes on the earlier ones stand now."""

    @cached_property
    def placements(self) -> Placements:
        """Where quotes of earlier versions stand now, as far as it was looked for."""
        from store.placements import Placements

        return Placements(self._session)

    def versions(self, article_id: str) -> list[str]:
        """The ids of all versions of an article, the newest first; only its own where it is one."""
        key = key_of(self.resolve(article_id))
        return list(map(id_of, versions.line_of(self._session.catalogue.database, key)))

    def newest(self, article_id: str) -> str:
        """The id of the newest version of an article."""
        return self.versions(article_id)[0]

    def placing(self, article_id: str | None = None) -> Iterator[None]:
        """Find the places of quotes on earlier versions, in one article or in all, in short slices.

        `carried_now` answers from what is found; `carried` finds the rest at once.
        """
        return self.placements.placing(article_id)

    def carried_now(self, article_id: str) -> list[Carried]:
        """As `carried`, as far as places have been found by `placing`."""
        return self.placements.carried(article_id)

    def carried(self, article_id: str) -> list[Carried]:
        """Everybody's quotes on earlier versions, as they stand in the newest one.

        They are not written so: each stays on the text that it was made on until it is changed.
        """
        for _ in self.placing(article_id):
            pass
        return self.carried_now(article_id)

    def orphans_now(self, article_id: str | None = None) -> list[Orphan]:
        """As `orphans`, as far as places have been looked for by `placing`."""
        return self.placements.orphans(article_id)

    def orphans(self, article_id: str | None = None) -> list[Orphan]:
        """Everybody's quotes whose words are not in the newest version of their article any more.

        With the id of a newest version, only those that belong to it.
        """
        for _ in self.placing(article_id):
            pass
        return self.orphans_now(article_id)

    def stands_at(self, analyst: str, quote_id: str) -> tuple[str, int]:
        """(article, start) of where a quote is best read: in the newest version, if it is there."""
        quote = self._session.team.quote(analyst, quote_id)
        if quote is None:
            raise PressmarkError(f"There is no quote {quote_id} of {analyst}.")
        for carried in self.carried(self.newest(quote.article)):
            if (carried.analyst, carried.quote.id) == (analyst, quote_id):
                return carried.quote.article, carried.quote.start
        return quote.article, quote.start

    def standing(self, quote: Quote, within: str) -> Quote:
        """An own quote as it stands in a version of its article; "" is the one it was made on.

        Raises PressmarkError where its words are not there.
        """
        if within in ("", quote.article):
            return quote
        for carried in self.carried(within):
            if carried.analyst == self.analyst and carried.quote.id == quote.id:
                return carried.quote
        raise PressmarkError(
            f"Quote {quote.id} is of another text than article {within};"
            " open the version that it was made on."
        )
