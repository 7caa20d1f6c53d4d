"""Where quotes on earlier versions of articles stand in the newest ones.

Nobody's quote is rewritten when an article changes: its place in the newest version is found out
by each session, once, and remembered until the quote or the newest version is another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec

from store.catalogue import id_of, key_of
from store.model import Quote, QuoteRef
from store.passage import Found
from store.placing import SAME, Placer, moved
from store.session import Session


class Carried(msgspec.Struct, frozen=True):
    """A quote on an earlier version, as it would stand in the newest; `same` is word for word."""

    analyst: str
    quote: Quote
    same: bool


class Orphan(msgspec.Struct, frozen=True):
    """A quote on an earlier version whose words have no place in `newest`, the id of that.

    `kept` says that its analyst has seen that, and let it stand as it is.
    """

    analyst: str
    quote: Quote
    newest: str

    @property
    def kept(self) -> bool:
        return self.quote.kept_for == self.newest


class _Known(NamedTuple):
    """What was found for a quote as it was then, in an article."""

    quote: int
    newest: int
    found: Found | None


class _Wanted(NamedTuple):
    """A quote on an earlier version: its number, and the keys of that version and of the newest."""

    number: int
    analyst: str
    id: str
    version: int
    newest: int

    @property
    def ref(self) -> QuoteRef:
        return self.analyst, self.id


class Placements:
    """Finds places when it is told to, and answers from what it has found."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[QuoteRef, _Known] = {}
        self._marked: list[tuple[int, int]] = []

    def placing(self, article_id: str | None = None) -> Iterator[None]:
        """Find the places of all quotes, or those in one article, with a pause after each."""
        self._session.load()
        for newest, wanted in groupby(self._wanted(article_id), lambda each: each.newest):
            text: str | None = None
            for _, quotes in groupby(wanted, lambda each: each.version):
                placer: Placer | None = None
                for each in quotes:
                    quote = self._session.team.quote(*each.ref)
                    if quote is None or self._knows(each, quote):
                        continue
                    if text is None:
                        text = self.text(newest)
                    placer = placer or Placer(text)
                    found = placer.place(quote)
                    self._known[each.ref] = _Known(_shape(quote), newest, found)
                    yield

    def carried(self, article_id: str) -> list[Carried]:
        """The quotes that have a known place in an article, in the order of the text."""
        placed = []
        text = ""
        for each, quote, found in self._answers(article_id):
            if found:
                text = text or self.text(each.newest)
                there = moved(quote, id_of(each.newest), text, found.start, found.end)
                placed.append(Carried(each.analyst, there, found.score == SAME))
        return sorted(placed, key=lambda each: (each.quote.start, each.quote.end))

    def orphans(self, article_id: str | None = None) -> list[Orphan]:
        """The quotes that are known to have no place in the newest version of their article."""
        return [
            Orphan(each.analyst, quote, id_of(each.newest))
            for each, quote, found in self._answers(article_id)
            if found is None
        ]

    def place_of(self, analyst: str, quote: Quote) -> tuple[str, int, int] | None:
        """(article, start, end) in the newest version, where that is known by now."""
        known = self._known.get((analyst, quote.id))
        if known is None or known.found is None or known.quote != _shape(quote):
            return None
        return id_of(known.newest), known.found.start, known.found.end

    def settle(self) -> None:
        """Find all places now, and have queries know which quotes have none."""
        for _ in self.placing():
            pass
        database = self._session.index.database
        seqs: dict[int, int] = dict(
            database.rows("SELECT key, seq FROM article JOIN version USING (seq)")
        )
        orphans = [
            (each.number, seqs[each.newest])
            for each, _, found in self._answers(None)
            if found is None
        ]
        if orphans != self._marked:
            with database.transaction("DEFERRED"):
                database.run("DELETE FROM temp.orphan")
                database.run_many("INSERT INTO temp.orphan VALUES (?, ?)", orphans)
            self._marked = orphans

    def text(self, key: int) -> str:
        """A text that is read once, and need not push others out of memory."""
        return str(
            self._session.catalogue.database.value(
                "SELECT text FROM article JOIN body USING (seq) WHERE key = ?", (key,)
            )
        )

    def _answers(self, article_id: str | None) -> Iterator[tuple[_Wanted, Quote, Found | None]]:
        for each in self._wanted(article_id):
            quote = self._session.team.quote(*each.ref)
            if quote is not None and self._knows(each, quote):
                yield each, quote, self._known[each.ref].found

    def _knows(self, wanted: _Wanted, quote: Quote) -> bool:
        known = self._known.get(wanted.ref)
        return known is not None and known[:2] == (_shape(quote), wanted.newest)

    def _wanted(self, article_id: str | None) -> Sequence[_Wanted]:
        """The quotes on earlier versions, those of one text together and in its order."""
        index = self._session.index
        index.settle()
        within = "WHERE newest = (SELECT seq FROM article WHERE key = ?)" if article_id else ""
        names = index.analyst_names()
        return [
            _Wanted(number, names[analyst], *rest)
            for number, analyst, *rest in index.database.rows(
                "SELECT quote.quote, quote.analyst, quote.id, old.key, new.key"
                f" FROM (SELECT seq, newest FROM succession {within}) AS was"
                " CROSS JOIN temp.quote ON quote.seq = was.seq"
                " CROSS JOIN article AS old ON old.seq = was.seq"
                " CROSS JOIN article AS new ON new.seq = was.newest"
                " ORDER BY new.seq, old.seq, quote.start, quote.quote",
                (key_of(article_id),) if article_id else (),
            )
        ]


def _shape(quote: Quote) -> int:
    """What decides where a quote is found again, in eight bytes."""
    return hash((quote.article, quote.start, quote.exact, quote.prefix, quote.suffix))
