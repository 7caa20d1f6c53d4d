"""Articles in a library without files, for tests."""

from __future__ import annotations

from collections.abc import Iterable

from store import Library
from store.drafts import finish
from store.model import Draft


def shelve(library: Library, drafts: Iterable[Draft]) -> list[str]:
    """Put articles into a library; their ids in order."""
    articles = [finish(draft) for draft in drafts]
    list(library._session.catalogue.add(articles))
    return [article.id for article in articles]
