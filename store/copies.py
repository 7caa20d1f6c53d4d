"""The same words elsewhere: articles that are nearly the same, and passages that others carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from store import clusters, versions
from store.catalogue import id_of, key_of
from store.changes import change, new_quote, relabelled
from store.model import Change, Edit, Quote
from store.one_edit import one_edit
from store.quotes import Quotes

if TYPE_CHECKING:
    from store.same_words import Place

LARGEST = 200
"""Articles of a cluster that are named at most."""


class Copies(Quotes):
    """What stands in several articles, and one edit to code all of it."""

    def cluster(self, article_id: str, limit: int = LARGEST) -> list[tuple[str, float]]:
        """The other articles of the cluster, each with how much of the text is shared.

        That figure, from 0 to 1, says how many of the words stand in runs of four or more that the
        other has too, in the one of the two texts where it is less. The most alike come first; an
        article that is like no other has an empty list. Versions of it are no others, and of those
        of another article, only the newest counts.
        """
        from store.shingles import Shingles, shared

        article = self.article(article_id)
        database = self._session.catalogue.database
        others = self._others(
            article.id, map(id_of, clusters.members(database, key_of(article.id), limit))
        )
        if not others:
            return []
        own = Shingles(article.text)
        figures = [(other, shared(own, Shingles(self._text(other)))) for other in others]
        return sorted(figures, key=lambda figure: -figure[1])

    def clusters(self, keys: Sequence[int]) -> dict[int, int]:
        """For each of these articles that is a copy, the key of the article that it is like.

        Keys are those of `catalogue.key_of`, as in `Queue.numbers`. An article without an entry
        stands for itself; `clusters.fold` makes one row of each cluster out of this.
        """
        return clusters.leaders(self._session.catalogue.database, keys)

    def same_words(self, article_id: str, start: int, end: int) -> list[Place]:
        """Other articles with the words of text[start:end], or nearly the same; the best first.

        One place in each article, at most 200 of them. Raises PressmarkError for a passage of
        more than 10,000 characters.
        """
        from store.same_words import same_words  # the first screen does without

        article = self.article(article_id)
        places = same_words(self._session.catalogue.database, article, start, end)
        others = set(self._others(article.id, [place.article_id for place in places]))
        return [place for place in places if place.article_id in others]

    def _others(self, article_id: str, found: Iterable[str]) -> list[str]:
        """Those of some articles that are not this one changed, nor have changed since."""
        others = list(found)
        superseded = versions.newest(self._session.catalogue.database, map(key_of, others))
        own = {article_id, *self.versions(article_id)}
        return [each for each in others if key_of(each) not in superseded and each not in own]

    def count_same(self, article_id: str, start: int, end: int) -> int:
        """How many other articles have these words; it takes as long as `same_words`."""
        return len(self.same_words(article_id, start, end))

    @one_edit
    def spread(self, quote_id: str, places: Iterable[Place], note: bool = False) -> Edit | None:
        """Code places like one of the own quotes: its topics and speaker, and its note on request.

        A place that has an own quote already gets what that one lacks, and no second quote.
        """
        like = self.quote(quote_id)
        if not note:
            like = msgspec.structs.replace(like, note="")
        changes = {coding.key: coding for place in places for coding in self._coding(like, place)}
        how_many = "1 place" if len(changes) == 1 else f"{len(changes)} places"
        label = f"code the same words in {how_many}"
        return self._session.commit(label, list(changes.values()))

    def _coding(self, like: Quote, place: Place) -> list[Change]:
        """What makes a place carry a quote like this one."""
        there = next((q for q in self._own(place.article_id) if _overlap(q, place)), None)
        if there:
            before = self.quote(there.id)
            after = self._completed(there, like)
            return [] if after == there else change("quotes", there.id, before, after)
        text = self.article(place.article_id).text
        quote = new_quote(
            place.article_id, text, place.start, place.end, like.topics, like.speaker, like.note
        )
        return [Change("quotes", quote.id, None, quote)]

    def _own(self, article_id: str) -> Iterator[Quote]:
        """The own quotes as they stand in an article, those of its earlier versions as well."""
        yield from (quote for who, quote in self.quotes_of(article_id) if who == self.analyst)
        yield from (c.quote for c in self.carried(article_id) if c.analyst == self.analyst)

    def _completed(self, quote: Quote, like: Quote) -> Quote:
        """A quote with what it lacks of another's topics, speaker and note."""
        book = self._session.codebook
        there = book.resolve(quote.topics)
        lacking = [topic for topic in book.resolve(like.topics) if topic not in there]
        return msgspec.structs.replace(
            quote,
            topics=relabelled(quote.topics, book, lacking, ()),
            speaker=quote.speaker or like.speaker,
            note=quote.note or like.note,
        )

    def _text(self, article_id: str) -> str:
        """A text that is read once, and need not push others out of memory."""
        article = self._session.catalogue.article(article_id)
        return article.text if article else ""


def _overlap(quote: Quote, place: Place) -> bool:
    """Whether more than half of both is the same stretch: one and the same to a reader."""
    common = min(quote.end, place.end) - max(quote.start, place.start)
    return 2 * common > max(quote.end - quote.start, place.end - place.start)
