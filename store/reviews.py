"""The analyst's verdicts: status, star, topics and note of articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from store.changes import review_change, with_topic
from store.desk import Desk
from store.model import STATUSES, Change, Edit, PressmarkError, Review, Status


class Reviews(Desk):
    """Reads and writes the reviews of the session's analyst. Each write is one edit."""

    def review(self, article_id: str) -> Review:
        """The session's analyst's verdict on an article."""
        self._session.load()
        return self._session.team.review(article_id)

    def label(self, article_ids: Iterable[str], topic: str, on: bool = True) -> Edit | None:
        """Put a topic on articles, or take it off; a topic that is not there yet is made."""
        (name,), new = self.topics.ensure([topic]) if on else ((self.topics.name(topic),), [])
        book = self.topics.book

        def labelled(review: Review) -> Review:
            return msgspec.structs.replace(review, topics=with_topic(review.topics, book, name, on))

        verb = "label with" if on else "take off"
        return self._review(article_ids, f"{verb} {name}", labelled, new)

    def set_status(self, article_ids: Iterable[str], status: Status) -> Edit | None:
        """Set the own verdict on articles: done, skipped or new."""
        if status not in STATUSES:
            raise PressmarkError(f"A status is one of {', '.join(STATUSES)}, not {status}.")
        return self._review(
            article_ids, status, lambda review: msgspec.structs.replace(review, status=status)
        )

    def set_star(self, article_ids: Iterable[str], on: bool = True) -> Edit | None:
        return self._review(
            article_ids,
            "star" if on else "unstar",
            lambda review: msgspec.structs.replace(review, star=on),
        )

    def set_note(self, article_id: str, note: str) -> Edit | None:
        return self._review(
            [article_id], "note", lambda review: msgspec.structs.replace(review, note=note)
        )

    def _review(
        self,
        article_ids: Iterable[str],
        label: str,
        alter: Callable[[Review], Review],
        with_changes: Sequence[Change] = (),
    ) -> Edit | None:
        ids = list(dict.fromkeys(self.resolve(article) for article in article_ids))
        changes = list(with_changes)
        for article in ids:
            before = self.review(article)
            changes += review_change(before, alter(before))
        shown = f"{label}: {len(ids)} articles" if len(ids) != 1 else f"{label}: {ids[0]}"
        return self._session.commit(shown, changes)
