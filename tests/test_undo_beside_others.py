"""Taking back what was done to topics, when colleagues have marked with them meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import Library, PressmarkError
from tests.colleagues import working_as
from tests.shelf import lettered
from tests.topic_texts import names


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with lettered(tmp_path / "library", "AB") as library:
        yield library


def undo(library: Library) -> None:
    library.undo()


def revert(library: Library) -> None:
    library.revert(next(each for each in library.history() if each.analyst == library.analyst))


def labelled_by_a_colleague(library: Library, article: str, topic: str) -> None:
    with working_as(library.path, "nobody") as theirs:
        theirs.label([article], topic)
    library.refresh()


@pytest.mark.parametrize("take_back", [undo, revert])
def test_what_was_marked_with_a_new_name_goes_back_with_the_old_one(
    library: Library, ids: list[str], take_back: Callable[[Library], None]
) -> None:
    library.label(ids[:1], "naval")
    library.topics.rename("naval", "sea/naval")
    labelled_by_a_colleague(library, ids[1], "sea/naval")
    take_back(library)
    assert names(library) == ["naval"]
    assert library.topics.counts()["naval"].articles == 2
    assert len(library.articles("topic:naval")) == 2


def test_a_rename_that_nobody_has_used_is_taken_back_and_done_again(
    library: Library, ids: list[str]
) -> None:
    library.label(ids, "naval")
    library.topics.rename("naval", "sea")
    library.undo()
    assert names(library) == ["naval"]
    library.redo()
    assert names(library) == ["sea"]
    assert library.topics.counts()["sea"].articles == 2


def test_a_topic_stays_when_others_marks_carry_it(library: Library, ids: list[str]) -> None:
    library.label(ids[:1], "naval")
    labelled_by_a_colleague(library, ids[1], "naval")
    library.undo()
    assert names(library) == ["naval"]
    assert library.topics.counts()["naval"].articles == 1
    library.redo()
    assert library.topics.counts()["naval"].articles == 2


def test_what_cannot_be_taken_back_says_so_once_and_does_not_stand_in_the_way(
    library: Library, ids: list[str]
) -> None:
    library.set_status(ids, "done")
    library.topics.add("naval")
    labelled_by_a_colleague(library, ids[1], "naval")
    with pytest.raises(PressmarkError, match="marks carry what it made"):
        library.undo()
    assert names(library) == ["naval"]
    library.undo()
    assert len(library.articles("status:done")) == 0
