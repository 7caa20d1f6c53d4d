"""What the parts of a library share: the session, its articles and its topics."""

from __future__ import annotations

from collections import OrderedDict

from store.model import Article, PressmarkError
from store.session import Session
from store.topic_desk import TopicDesk

KEPT = 8
"""Articles that stay in memory, so that highlighting in one does not read it again."""


class Desk:
    """Works on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.topics = TopicDesk(session)
        self._articles: OrderedDict[str, Article] = OrderedDict()

    @property
    def analyst(self) -> str:
        """The account whose annotations this session writes."""
        return self._session.me

    def resolve(self, article_id: str) -> str:
        """The full id of an article; PressmarkError where there is none, or several."""
        if article_id in self._articles:
            return article_id
        return self._session.catalogue.resolve(article_id)

    def article(self, article_id: str) -> Article:
        """A whole article; its id may be cut to a prefix that no other has."""
        full = self.resolve(article_id)
        if full not in self._articles:
            article = self._session.catalogue.article(full)
            if article is None:
                raise PressmarkError(f"There is no article {article_id} in {self._session.path}.")
            self._articles[full] = article
            if len(self._articles) > KEPT:
                self._articles.popitem(last=False)
        self._articles.move_to_end(full)
        return self._articles[full]
