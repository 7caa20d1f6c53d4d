"""Articles in a library without files, for tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from store import Library, open_library
from store.drafts import finish
from store.model import Draft


def shelve(library: Library, drafts: Iterable[Draft]) -> list[str]:
    """Put articles into a library; their ids in order."""
    articles = [finish(draft) for draft in drafts]
    list(library._session.catalogue.add(articles))
    return [article.id for article in articles]


@contextmanager
def lettered(folder: Path, letters: str) -> Iterator[Library]:
    """A library of articles whose titles are these letters."""
    with closing(open_library(folder)) as library:
        shelve(library, [Draft(f"Article {each} of the week.", title=each) for each in letters])
        yield library
