"""What edits are about: only what shows that has to be drawn again."""

from __future__ import annotations

from collections.abc import Iterable

from store.model import Edit, Quote


def articles_in(edits: Iterable[Edit]) -> set[str] | None:
    """The ids of the articles that edits are about; None where they could be about any.

    That is so with a quote that somebody has taken away: a journal does not say where it stood.
    """
    found: set[str] = set()
    for edit in edits:
        for change in edit.changes:
            if isinstance(change.after, Quote):
                found.add(change.after.article)
            elif change.table == "reviews":
                found.add(change.key)
            elif change.table == "quotes":
                return None
    return found


def are_of_topics(edits: Iterable[Edit]) -> bool:
    """Whether any of them changes what topics there are, or how one is drawn."""
    return any(change.table == "topics" for edit in edits for change in edit.changes)
