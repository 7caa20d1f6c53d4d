"""What stands in a library, and who else writes in it, for tests of its history."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store import Library, open_library
from store.journal import Journal
from store.model import Draft
from tests.shelf import shelve

TEXT = "One two three four five. Six seven eight nine ten."


@contextmanager
def two_articles(folder: Path) -> Iterator[Library]:
    """A session on a library of two articles."""
    library = open_library(folder / "library")
    shelve(library, [Draft(TEXT, title="First"), Draft("Another text.", title="Second")])
    yield library
    library.close()


def colleague(library: Library, name: str) -> Journal:
    """Another analyst's journal, to write; a second name stands in for a second account."""
    team = library._session.team
    path = team.folder / name / "journal.jsonl"
    path.parent.mkdir()
    team.journals[name] = Journal(
        path,
        writable=True,
        owner=os.geteuid(),
        listener=lambda entry: library._session._read(name, entry),
        on_reset=lambda: library._session._void(name),
    )
    return team.journals[name]


def state(library: Library) -> dict[str, dict[str, object]]:
    """What stands now; when a topic was written does not count."""
    import msgspec

    topics = {
        name: msgspec.structs.replace(topic, clock=0)
        for name, topic in library._session.codebook.records.items()
    }
    quotes = {row.id: library.quote(row.id) for row in library.quotes()}
    reviews = {row.id: library.review(row.id) for row in library.articles()}
    return {"topics": dict(topics), "quotes": dict(quotes), "reviews": dict(reviews)}
