"""Which topics the articles of a library suggest, and taking what they suggest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from store.catalogue import id_of, key_of
from store.changes import named, relabelled, review_change
from store.codebook import Codebook
from store.index import Summary
from store.model import Change, Edit
from store.one_edit import one_edit
from store.session import Session
from store.suggestions import Phrases

MOST_KNOWN = 50_000
"""Articles whose suggestions are remembered; beyond that, all are looked at again."""

LOOKED_AT = 200_000
"""Characters of a text that are looked at, some 20 ms: a whole book holds words of every topic."""


class SuggestionDesk:
    """Looks at texts only when it is told to: `known` answers for a list without reading any.

    What an article's words suggest is remembered until words of a topic change. A topic that
    anybody has put on the article, or on a quote in it, is no suggestion.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._book: Codebook | None = None
        self._words: dict[str, tuple[str, ...]] = {}
        self._phrases = Phrases(())
        self._found: dict[int, tuple[str, ...]] = {}

    def known(self, key: int, work: Summary) -> tuple[str, ...]:
        """What an article suggests beside its topics, as far as it was looked at.

        A changed one suggests the labels of its earlier versions: they were about another text.
        """
        self._renew()
        suggested = sorted({*self._found.get(key, ()), *work.labels})
        return tuple(name for name in suggested if name not in work.topics)

    def unknown(self, article_ids: Iterable[str]) -> list[str]:
        """Those that have to be looked at; none where no topic has words."""
        self._renew()
        if not self._phrases:
            return []
        return [article for article in article_ids if key_of(article) not in self._found]

    def look(self, article_ids: Iterable[str]) -> list[str]:
        """Read the texts of articles, about 0.3 ms each; those that suggest something."""
        unknown = self.unknown(article_ids)
        if len(self._found) + len(unknown) > MOST_KNOWN:
            self._found.clear()
        for article in unknown:
            texts = self._session.catalogue.database.rows(
                "SELECT title, substr(text, 1, ?) FROM article JOIN body USING (seq) WHERE key = ?",
                (LOOKED_AT, key_of(article)),
            )
            found = self._phrases.topics_in(*texts[0]) if texts else ()
            self._found[key_of(article)] = tuple(sorted(found))
        return [article for article in unknown if self._found[key_of(article)]]

    def of(self, article_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """What each article suggests, looked at now where it has to be."""
        self._session.load()
        self.look(article_ids)
        work = self._session.index.summaries(list(map(key_of, article_ids)), self._session.me)
        return {id_of(key): self.known(key, summary) for key, summary in work.items()}

    @one_edit
    def accept(self, article_ids: Sequence[str]) -> Edit | None:
        """Label articles with what each suggests, as one edit; None where none does."""
        changes: list[Change] = []
        accepted: dict[str, None] = {}
        book = self._session.codebook
        suggested = {article: names for article, names in self.of(article_ids).items() if names}
        for article, names in suggested.items():
            review = self._session.team.review(article)
            topics = relabelled(review.topics, book, names, ())
            changes += review_change(review, msgspec.structs.replace(review, topics=topics))
            accepted |= dict.fromkeys(names)
        where = named(self._session.catalogue, list(suggested))
        return self._session.commit(f"accept {', '.join(accepted)}: {where}", changes)

    def _renew(self) -> None:
        """Forget what was found when topics have got other words."""
        if self._session.codebook is self._book:
            return
        self._book = self._session.codebook
        words = {topic.name: topic.words for topic in self._book if topic.words}
        if words != self._words:
            self._words = words
            self._phrases = Phrases(self._book)
            self._found.clear()
