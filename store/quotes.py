"""Quotes: the analyst's highlights to write, everybody's to read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from store.catalogue import Listing, id_of, key_of
from store.changes import (
    anchored,
    change,
    cleaned,
    joined_quote,
    new_quote,
    relabelled,
    short,
    told_labels,
)
from store.model import Change, Edit, PressmarkError, Quote, QuoteRow, new_id, several
from store.one_edit import one_edit
from store.query import asks_for
from store.quote_selection import QuoteSelection
from store.search import find_quotes
from store.version_desk import Versions


class Quotes(Versions):
    """Reads everybody's quotes and writes the session's analyst's. Each write is one edit.

    `within` is the version of the article that is meant, by default the one that a quote was made
    on. Changed within the newest, a quote of an earlier one is written with its place there.
    Offsets are code points into the article's text, ends exclusive; a stretch that is empty or
    not in the text raises PressmarkError, as does an id that no own quote has.
    """

    @one_edit
    def highlight(
        self,
        article_id: str,
        start: int,
        end: int,
        topics: Iterable[str] = (),
        speaker: str = "",
        note: str = "",
    ) -> Quote:
        """Save text[start:end] of an article as a quote; topics that are not there are made."""
        article = self.article(article_id)
        named, changes = self.topics.ensure(topics)
        said = cleaned({"speaker": speaker, "note": note})
        quote = new_quote(article.id, article.text, start, end, named, **said)
        changes.append(Change("quotes", quote.id, None, quote))
        self._session.commit(f"quote {short(quote.exact)}", changes)
        return quote

    def quote(self, quote_id: str) -> Quote:
        """One of the own quotes."""
        self._session.load()
        found = self._session.team.quote(self.analyst, quote_id)
        if found is None:
            raise PressmarkError(f"There is no quote {quote_id} of {self.analyst}.")
        return found

    @one_edit
    def change_quotes(
        self, quote_ids: Iterable[str], label: str, *, within: str = "", **fields: Any
    ) -> Edit | None:
        """Set topics, speaker or note of own quotes; topics that are not there are made.

        `label` says what is done; the edit's label says to which quotes as well.
        """
        changes: list[Change] = []
        fields = cleaned(fields)
        if "topics" in fields:
            fields["topics"], changes = self.topics.ensure(fields["topics"])
        quotes = list(map(self.quote, several(quote_ids)))
        for before in quotes:
            after = msgspec.structs.replace(self.standing(before, within), **fields)
            changes += change("quotes", before.id, before, after)
        return self._session.commit(f"{label}: {_named(quotes)}", changes)

    @one_edit
    def resize_quote(self, quote_id: str, start: int, end: int, *, within: str = "") -> Edit | None:
        """Give a quote another stretch of its article."""
        before = self.quote(quote_id)
        here = self.standing(before, within)
        after = anchored(here, self.article(here.article).text, start, end)
        return self._session.commit(
            f"resize {short(after.exact)}", change("quotes", quote_id, before, after)
        )

    @one_edit
    def split_quote(self, quote_id: str, at: int, *, within: str = "") -> Edit | None:
        """Make two quotes of one, the second beginning at an offset in the article."""
        before = self.quote(quote_id)
        here = self.standing(before, within)
        text = self.article(here.article).text
        head, tail = anchored(here, text, here.start, at), anchored(here, text, at, here.end)
        tail = msgspec.structs.replace(tail, id=new_id())
        changes = [Change("quotes", before.id, before, head), Change("quotes", tail.id, None, tail)]
        return self._session.commit(f"split {short(before.exact)}", changes)

    @one_edit
    def join_quotes(self, first_id: str, second_id: str, *, within: str = "") -> Edit | None:
        """Make one quote of two on one article, over all that lies between them."""
        first, second = self.quote(first_id), self.quote(second_id)
        one, other = self.standing(first, within), self.standing(second, within)
        if one.article != other.article:
            raise PressmarkError("Two quotes can be joined when they stand in one article.")
        joined = joined_quote(one, other, self.article(one.article).text)
        changes = [
            Change("quotes", first.id, first, joined),
            Change("quotes", second.id, second, None),
        ]
        return self._session.commit(f"join {short(joined.exact)}", changes)

    @one_edit
    def relabel_quotes(
        self, quote_ids: Iterable[str], on: Iterable[str], off: Iterable[str] = ()
    ) -> Edit | None:
        """Put topics on own quotes, and take others off, as one edit."""
        added, changes = self.topics.ensure(on)
        removed = tuple(map(self.topics.name, several(off)))
        quotes = list(map(self.quote, dict.fromkeys(several(quote_ids))))
        for before in quotes:
            topics = relabelled(before.topics, self.topics.book, added, removed)
            after = msgspec.structs.replace(before, topics=topics)
            changes += change("quotes", before.id, before, after)
        said = ", ".join(told_labels(added, removed))
        return self._session.commit(f"{said}: {_named(quotes)}", changes)

    @one_edit
    def remove_quotes(self, quote_ids: Iterable[str]) -> Edit | None:
        """Take own quotes away, as one edit."""
        quotes = [self.quote(quote) for quote in several(quote_ids)]
        changes = [Change("quotes", quote.id, quote, None) for quote in quotes]
        return self._session.commit(f"remove {_named(quotes)}", changes)

    def quotes(self, query: str = "", order: str = "-published") -> QuoteSelection:
        """Everybody's quotes that a query selects; QueryError says where the query is wrong."""
        self._session.load()
        if asks_for(query, "is", "orphaned"):
            self.placements.settle()
        session = self._session
        numbers = find_quotes(session.index, query, order, session.me)
        return QuoteSelection(numbers, self._quote_rows, session.index)

    def quotes_of(self, article_id: str) -> list[tuple[str, Quote]]:
        """(analyst, quote) of everybody on one article, in the order of the text."""
        self._session.load()
        refs = self._session.index.quotes_of(key_of(article_id))
        found = ((analyst, self._session.team.quote(analyst, key)) for analyst, key in refs)
        return [(analyst, quote) for analyst, quote in found if quote is not None]

    def analysts(self) -> list[str]:
        """Everybody who has annotations here, the session's analyst included, in order of name."""
        self._session.load()
        return sorted({self.analyst, *self._session.index.analyst_names()})

    def quotes_in(self, articles: Collection[str]) -> Iterator[QuoteRow]:
        """Everybody's quotes on some articles, newest article first."""
        return (row for row in self.quotes() if row.article in articles)

    def quote_row(self, quote_id: str, analyst: str = "") -> QuoteRow:
        """Anybody's quote, joined with its article; by default, one of the own."""
        who = analyst or self.analyst
        quote = self._session.team.quote(who, quote_id)
        if quote is None:
            raise PressmarkError(f"There is no quote {quote_id} of {who}.")
        return self._joined(who, quote, self._listed([quote.article]))

    def row_of_text(self, article_id: str, start: int, end: int) -> QuoteRow:
        """A stretch of an article as if it were a quote, to be copied without being kept."""
        article = self.article(article_id)
        quote = new_quote(article.id, article.text, start, end, ())
        return self._joined(self.analyst, quote, self._listed([article.id]))

    def _listed(self, articles: Iterable[str]) -> dict[str, Listing]:
        rows = self._session.catalogue.rows([key_of(article) for article in articles])
        return {id_of(row.key): row for row in rows}

    def _quote_rows(self, numbers: Sequence[int]) -> list[QuoteRow]:
        """What a browser shows of quotes; a blank row for one that was removed meanwhile."""
        index, team = self._session.index, self._session.team
        refs = index.quote_refs(numbers)
        found = {number: (who, team.quote(who, key)) for number, (who, key) in refs.items()}
        articles = {quote.article for _, quote in found.values() if quote is not None}
        listed = self._listed(articles)
        return [
            self._joined(*found[number], listed) if number in found else REMOVED
            for number in numbers
        ]

    def _joined(self, analyst: str, quote: Quote | None, listed: Mapping[str, Listing]) -> QuoteRow:
        if quote is None:
            return REMOVED
        of = listed.get(quote.article)
        return QuoteRow(
            id=quote.id,
            analyst=analyst,
            article=quote.article,
            title=of.title if of else "",
            source=of.source if of else "",
            byline=of.byline if of else "",
            published=of.published if of else "",
            url=of.url if of else "",
            start=quote.start,
            end=quote.end,
            exact=quote.exact,
            topics=self._session.codebook.resolve(quote.topics),
            speaker=quote.speaker,
            note=quote.note,
            at=quote.at,
        )


REMOVED = QuoteRow("", "", "", "", "", "", "", "", 0, 0, "")
"""Stands for a quote that was there when the query ran."""


def _named(quotes: Sequence[Quote]) -> str:
    return short(quotes[0].exact) if len(quotes) == 1 else f"{len(quotes):,} quotes"
