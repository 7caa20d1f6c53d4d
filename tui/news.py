"""What edits are about: only what shows one of these articles has to be drawn again."""

from __future__ import annotations

from collections.abc import Iterable

from store.model import Edit, Quote


def articles_in(edits: Iterable[Edit]) -> set[str] | None:
    """The ids of the articles that edits are about; None where they could be about any.

    That is so with topics, and with a quote that somebody has taken away: a journal does not say
    where it stood.
    """
    found: set[str] = set()
    for edit in edits:
        for change in edit.changes:
            if isinstance(change.after, Quote):
                found.add(change.after.article)
            elif change.table == "reviews":
                found.add(change.key)
            else:
                return None
    return found
