"""A library that is read in slices can be worked on from the first of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library
from store.library import open_library
from store.model import Draft
from tests.shelf import shelve

QUOTES = 30


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("store.annotations.CHUNK", 4)
    library = open_library(tmp_path / "library")
    (article,) = shelve(library, [Draft("word " * QUOTES)])
    for number in range(QUOTES):
        library.highlight(article, 5 * number, 5 * number + 4, ["first"])
    library.close()
    return library.path


def slices(library: Library, before: int) -> Iterator[None]:
    """The reading of a library, `before` slices of which are done."""
    reading = library.loading()
    for _ in range(before):
        next(reading)
    return reading


@pytest.mark.parametrize("before", range(9))
def test_what_is_done_between_two_slices_reads_the_rest_once(folder: Path, before: int) -> None:
    library = open_library(folder, wait=False)
    told: list[str] = []
    library.subscribe(lambda edit: told.append(edit.label))
    rest = slices(library, before)
    article = library.articles()[0].id
    library.highlight(article, 0, 9, ["second"])
    assert list(rest) == []
    assert len(library.quotes()) == library.articles()[0].quotes == QUOTES + 1
    assert library.topics.counts()["first"].quotes == QUOTES
    assert told.count("read again") == 1
    library.close()
