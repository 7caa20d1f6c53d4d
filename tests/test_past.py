"""How edits that take others back are called, and the newest edits without the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library, open_library
from store.chronicle import SLICE
from store.journal.line import Entry, Header, raw, seal
from store.model import Draft, Review
from tests.shelf import shelve


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft("One two three.", title="First"), Draft("Four.", title="Second")])
    yield library
    library.close()


def labels(library: Library, limit: int | None = None) -> list[str]:
    edits = library.history() if limit is None else library.newest_edits(limit)
    return [edit.label for edit in edits]


def first(library: Library) -> str:
    return library.articles(order="title")[0].id


def long_history(library: Library, length: int) -> None:
    """Write so many edits as the own journal, from number 1."""
    own = library._session.team.own
    own.path.parent.mkdir()
    lines = [seal(Header())]
    for number in range(1, length + 1):
        review = raw(Review(first(library), note=str(number)))
        put = {"reviews": {first(library): review}}
        lines.append(seal(Entry(number, number, "", f"edit {number}", put, {})))
    own.path.write_bytes(b"".join(lines))
    library.refresh()


def test_taking_back_an_undo_is_called_a_redo_and_so_on(library: Library) -> None:
    edit = library.set_star([first(library)])
    for label in ("undo: star: “First”", "redo: star: “First”", "undo: star: “First”"):
        assert edit is not None
        edit = library.revert(edit)
        assert edit.label == label


def test_what_the_undo_key_does_to_an_edit_taken_back_has_one_word_too(library: Library) -> None:
    edit = library.set_star([first(library)])
    assert edit is not None
    library.revert(edit)
    library.undo()
    library.redo()
    library.undo()
    assert labels(library) == [
        "redo: star: “First”",
        "undo: star: “First”",
        "redo: star: “First”",
        "undo: star: “First”",
        "star: “First”",
    ]


def test_the_newest_edits_are_there_before_the_rest_is_read(library: Library) -> None:
    long_history(library, 3 * SLICE)
    assert labels(library, 2) == [f"edit {3 * SLICE}", f"edit {3 * SLICE - 1}"]
    assert len(library.edit_rows()) == SLICE
    assert labels(library, SLICE + 1) == labels(library)[: SLICE + 1]


def test_what_was_written_since_is_among_the_newest(library: Library) -> None:
    long_history(library, SLICE)
    assert labels(library, 1) == [f"edit {SLICE}"]
    library.set_star([first(library)])
    assert labels(library, 2) == ["star: “First”", f"edit {SLICE}"]


def test_edits_of_a_journal_made_smaller_are_among_the_newest_as_well(library: Library) -> None:
    long_history(library, 2 * SLICE)
    library._session.team.own.compact()
    library.set_star([first(library)])
    assert labels(library, 2) == ["star: “First”", f"edit {2 * SLICE}"]
