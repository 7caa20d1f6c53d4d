"""Deciding what counts where several analysts marked one article. Each decision is one edit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from store import versions
from store.catalogue import id_of, key_of
from store.changes import cleaned
from store.model import Change, Edit, Gold, PressmarkError
from store.one_edit import one_edit
from store.quotes import Quotes
from store.search import find_articles

if TYPE_CHECKING:
    from store.disputes import Dispute
    from store.gold import GoldLayer, GoldRow

# Imported when marks are first compared: the first screen does not wait for it.

SLICE = 50
"""Articles that are compared in one go: some 10 ms."""


QUOTED = "SELECT key FROM article WHERE seq IN (SELECT seq FROM temp.quote)"


class Disputed(NamedTuple):
    """An article that two or more have read: how many of its places are open, of all."""

    article: str
    open: int
    places: int


class Adjudication(Quotes):
    """Compares marks place by place, and writes the own part of the gold layer."""

    @cached_property
    def _gold(self) -> GoldLayer:
        from store.gold import GoldLayer

        return GoldLayer(self._session)

    # Looking

    def disputes(self, article_id: str) -> list[Dispute]:
        """Every place of an article that anybody marked, agreed or not, in the order of the text.

        Who has read the article and marked nothing counts as well. Raises PressmarkError in a
        blind library before the own review is done.
        """
        from store.disputes import disputes

        article = self.resolve(article_id)
        if self._is_veiled(article):
            raise PressmarkError(
                "The marks of others stay back until your own review of the article is done."
            )
        return disputes(
            article,
            self.readers_of(article),
            self.quotes_of(article),
            self._gold.of(article),
            self.topics.book,
        )

    def _is_veiled(self, article: str) -> bool:
        session = self._session
        return session.is_blind and session.team.review(article).status == "new"

    def readers_of(self, article_id: str) -> list[str]:
        """Who has read an article, as `store.readership` says, in order of name."""
        from store.readership import readers

        self._session.load()
        index = self._session.index
        index.settle()
        seq = index.seq_of(key_of(article_id))
        names = index.analyst_names()
        if seq is None:
            return []
        found = readers(index.database, range(len(names)), seq, seq)
        return sorted(names[analyst] for analyst in found.get(seq, ()))

    def disputed(self, query: str = "") -> Iterator[Disputed | None]:
        """The articles of a query that two or more have read and anybody quoted from.

        In the query's order, earlier versions behind the newest; None after each slice of work.
        """
        self._session.load()
        index = self._session.index
        quoted = set(index.database.integers(QUOTED))
        earlier = self._earlier(map(id_of, quoted))
        seen: set[str] = set()
        for number, key in enumerate(find_articles(index, query, me=self.analyst)):
            for article in (id_of(key), *earlier.get(id_of(key), ())):
                if article not in seen and key_of(article) in quoted:
                    yield from self._disputed(article)
                seen.add(article)
            if number % SLICE == SLICE - 1:
                yield None

    def _disputed(self, article: str) -> Iterator[Disputed]:
        if len(self.readers_of(article)) < 2 or self._is_veiled(article):
            return
        if places := self.disputes(article):
            yield Disputed(article, sum(place.open for place in places), len(places))

    def gold(self, query: str = "", *, rejected: bool = False) -> list[GoldRow]:
        """The decisions that stand on the articles that a query selects, in its order.

        Those on earlier versions belong to the newest, as quotes do. With `rejected` also what was
        decided not to count. Raises QueryError.
        """
        from store.gold import as_quote, rows

        self._session.load()
        there = self._gold.articles()
        keys = find_articles(self._session.index, query, me=self.analyst)
        earlier = self._earlier(there)
        named = (each for one in map(id_of, keys) for each in (one, *earlier.get(one, ())))
        articles = [article for article in dict.fromkeys(named) if article in there]
        if not query.strip():
            articles += sorted(there.difference(articles))
        decided = [
            (who, gold)
            for article in articles
            for who, gold in self._gold.of(article)
            if (rejected or gold.decision != "rejected")
            and (who == self.analyst or not self._is_veiled(article))
        ]
        joining = self._listed(articles)
        joined = (self._joined(who, as_quote(gold), joining) for who, gold in decided)
        return list(rows(decided, joined))

    def _earlier(self, articles: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """For each newest version those earlier ones that are among `articles`."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        newest = versions.newest(self._session.catalogue.database, map(key_of, articles))
        for old, new in sorted(newest.items()):
            found[id_of(new)].append(id_of(old))
        return found

    # Deciding

    def take(self, places: Iterable[Dispute], analyst: str = "") -> Edit | None:
        """Take what one analyst marked at some places, or with no name all that anybody did.

        Raises PressmarkError where that analyst marked nothing there.
        """
        from store.gold import taken

        book, clock = self.topics.book, self._session.next_clock
        return self._decide(
            f"take {analyst or 'all'}",
            places,
            lambda place: taken(place, book, clock, analyst),
        )

    def reject(self, places: Iterable[Dispute]) -> Edit | None:
        """Decide that nothing at some places counts."""
        from store.gold import rejected

        clock = self._session.next_clock
        return self._decide(
            "reject",
            places,
            lambda place: [rejected(place, self.article(place.article).text, clock)],
        )

    def undecide(self, places: Iterable[Dispute]) -> Edit | None:
        """Take the own decisions on some places away."""
        return self._decide("decide later", places, lambda _: [])

    def drafted(self, place: Dispute) -> list[Gold]:
        """What is decided on a place; before that, what the first who marked it marked."""
        from store.gold import taken

        decided = [gold for _, gold in place.gold if gold.decision != "rejected"]
        first = next((name for name, quotes in place.versions if quotes), "")
        return decided or taken(place, self.topics.book, self._session.next_clock, first)

    @one_edit
    def change_gold(self, place: Dispute, number: int, **fields: Any) -> Edit | None:
        """Change one of `drafted`: `topics`, `speaker`, `note`, or `start` and `end`.

        The whole place is then decided by this session's analyst. Topics that are not there are
        made.
        """
        from store.gold import moved

        changes: list[Change] = []
        fields = cleaned(fields)
        if "topics" in fields:
            fields["topics"], changes = self.topics.ensure(fields["topics"])
        drafted = self.drafted(place)
        before = after = drafted[number]
        if "start" in fields or "end" in fields:
            start, end = fields.pop("start", before.start), fields.pop("end", before.end)
            after = moved(before, self.article(place.article).text, start, end)
        after = msgspec.structs.replace(after, **fields)
        if after == before:
            return None
        drafted[number] = msgspec.structs.replace(after, decision="changed")
        clock = self._session.next_clock
        stamped = [msgspec.structs.replace(gold, clock=clock) for gold in drafted]
        return self._decide("change", [place], lambda _: stamped, changes)

    @one_edit
    def _decide(
        self,
        label: str,
        places: Iterable[Dispute],
        decisions: Callable[[Dispute], Sequence[Gold]],
        with_changes: Sequence[Change] = (),
    ) -> Edit | None:
        from store.gold import redecided

        chosen = list(places)
        changes = list(with_changes)
        for place in chosen:
            changes += redecided(place, self.analyst, decisions(place))
        return self._session.commit(f"{label}: {self._told(chosen)}", changes)

    def _told(self, places: Sequence[Dispute]) -> str:
        if len(places) != 1:
            return f"{len(places)} places"
        place = places[0]
        try:
            text = self.article(place.article).text[place.start : place.end]
        except PressmarkError:
            text = place.article
        line = " ".join(text[:200].split())
        return f"“{line[:40]}…”" if len(line) > 40 else f"“{line}”"
