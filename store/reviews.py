"""The analyst's verdicts: status, star, topics and note of articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from store.changes import named, relabelled, review_change, told_labels
from store.desk import Desk
from store.model import STATUSES, Change, Edit, PressmarkError, Review, Status, several
from store.one_edit import one_edit
from store.text import clean


class Reviews(Desk):
    """Reads and writes the reviews of the session's analyst. Each write is one edit."""

    def review(self, article_id: str) -> Review:
        """The session's analyst's verdict on an article; one without any says "new"."""
        self._session.load()
        return self._session.team.review(article_id)

    def label(self, article_ids: Iterable[str], topic: str, on: bool = True) -> Edit | None:
        """Put a topic on articles, or take it off; a topic that is not there yet is made."""
        return self.relabel(article_ids, [topic] if on else [], [] if on else [topic])

    @one_edit
    def relabel(
        self,
        article_ids: Iterable[str],
        on: Iterable[str],
        off: Iterable[str] = (),
        status: Status | None = None,
    ) -> Edit | None:
        """Put topics on articles, take others off, and give a verdict where one is given.

        All of it is one edit. Raises PressmarkError for a status that there is not.
        """
        if status is not None and status not in STATUSES:
            raise PressmarkError(f"A status is one of {', '.join(STATUSES)}, not {status}.")
        added, new = self.topics.ensure(on)
        removed = tuple(map(self.topics.name, several(off)))
        book = self.topics.book

        def altered(review: Review) -> Review:
            topics = relabelled(review.topics, book, added, removed)
            return msgspec.structs.replace(review, topics=topics, status=status or review.status)

        said = [*told_labels(added, removed), *([status] if status else [])]
        return self._review(article_ids, ", ".join(said), altered, new)

    def set_status(self, article_ids: Iterable[str], status: Status) -> Edit | None:
        """Set the own verdict on articles: done, skipped or new."""
        return self.relabel(article_ids, (), status=status)

    def set_star(self, article_ids: Iterable[str], on: bool = True) -> Edit | None:
        """Star articles, or take the star away."""
        return self._review(
            article_ids,
            "star" if on else "unstar",
            lambda review: msgspec.structs.replace(review, star=on),
        )

    def set_note(self, article_id: str, note: str) -> Edit | None:
        """Set the own note on an article; "" takes it away. Line ends in it are kept."""
        note = clean(note)
        return self._review(
            [article_id], "note", lambda review: msgspec.structs.replace(review, note=note)
        )

    @one_edit
    def _review(
        self,
        article_ids: Iterable[str],
        label: str,
        alter: Callable[[Review], Review],
        with_changes: Sequence[Change] = (),
    ) -> Edit | None:
        ids = list(dict.fromkeys(self.resolve(article) for article in several(article_ids)))
        changes = list(with_changes)
        for article in ids:
            before = self.review(article)
            changes += review_change(before, alter(before))
        return self._session.commit(f"{label}: {named(self._session.catalogue, ids)}", changes)
