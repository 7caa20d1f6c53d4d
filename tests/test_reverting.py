"""Edits of long ago taken back: what came after stays, and what contradicts is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Library, open_library
from store.model import Draft, Edit, PressmarkError, Review, Topic
from tests.chronicle import TEXT, colleague, state, two_articles
from tests.shelf import shelve


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with two_articles(tmp_path) as library:
        yield library


def test_taking_back_the_newest_edit_is_undo(library: Library, ids: list[str]) -> None:
    before = state(library)
    library.highlight(ids[0], 0, 7, ["a"])
    after = state(library)
    done = library.revert(library.history()[0])
    assert state(library) == before
    assert done.label == "undo: quote “One two”"
    library.undo()
    assert state(library) == after


def test_an_edit_in_the_middle_is_taken_back_and_the_rest_stays(
    library: Library, ids: list[str]
) -> None:
    library.set_star(ids[:1])
    library.set_status(ids[1:], "done")
    library.highlight(ids[0], 0, 7)
    library.revert(library.own_edit(2))
    assert library.review(ids[1]) == Review(ids[1])
    assert library.review(ids[0]).star
    assert len(library.quotes()) == 1


def test_what_came_after_contradicts_and_is_named(library: Library, ids: list[str]) -> None:
    quote = library.highlight(ids[0], 0, 7)
    library.change_quotes([quote.id], "speaker of a quote", speaker="Ann")
    before = state(library)
    with pytest.raises(PressmarkError, match=r"the quote “One two” was changed since by “speaker"):
        library.revert(library.own_edit(1))
    assert state(library) == before
    assert len(library.history()) == 2
    library.revert(library.own_edit(2))
    library.revert(library.own_edit(1))
    assert len(library.quotes()) == 0


def test_a_review_that_changed_since_stays(library: Library, ids: list[str]) -> None:
    library.set_status(ids, "done")
    library.set_star(ids[:1])
    with pytest.raises(PressmarkError, match="the review of “First” was changed since"):
        library.revert(library.own_edit(1))
    assert library.review(ids[1]).status == "done"


def test_a_topic_that_others_marks_carry_stays(library: Library, ids: list[str]) -> None:
    first = library.highlight(ids[0], 0, 7, ["a"])
    library.highlight(ids[0], 8, 13, ["a"])
    library.revert(library.own_edit(1))
    assert [topic.name for topic in library.topics] == ["a"]
    assert first.id not in {row.id for row in library.quotes()}
    library.topics.add("b")
    library.label(ids, "b")
    with pytest.raises(PressmarkError, match="marks carry what it made"):
        library.revert(library.history()[1])


def test_only_own_edits_are_taken_back(library: Library, ids: list[str]) -> None:
    colleague(library, "zoe").append("theirs", {"reviews": {ids[0]: Review(ids[0], star=True)}}, {})
    library.refresh()
    with pytest.raises(PressmarkError, match="only zoe can undo it"):
        library.revert(library.history()[0])


def test_an_edit_that_is_not_there_is_named(library: Library) -> None:
    with pytest.raises(PressmarkError, match="There is no edit 9 of"):
        library.own_edit(9)


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            ["quote", "remove", "label", "unlabel", "status", "star", "rename", "undo"]
        ),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=12,
)


def act(library: Library, ids: list[str], what: str, number: int) -> None:
    topic, article = "ab"[number % 2], ids[number // 2]
    quotes = [row.id for row in library.quotes(order="at")]
    if what == "quote":
        library.highlight(article, number, number + 5, [topic])
    elif what == "remove" and quotes:
        library.remove_quotes([quotes[number % len(quotes)]])
    elif what in ("label", "unlabel"):
        library.topics.add(topic)
        library.label([article], topic, what == "label")
    elif what == "status":
        library.set_status([article], "done")
    elif what == "star":
        library.set_star(ids, bool(number % 2))
    elif what == "rename" and topic in library._session.codebook.topics:
        with suppress(PressmarkError):  # the name is taken
            library.topics.rename(topic, f"c/{number}")
    elif what == "undo":
        library.undo()


@settings(deadline=None, max_examples=25)
@given(ACTIONS, st.data())
def test_taking_back_what_was_taken_back_changes_nothing(
    actions: list[tuple[str, int]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        library = open_library(folder)
        shelve(library, [Draft(TEXT), Draft("Another text.")])
        ids = [row.id for row in library.articles()]
        states = [state(library)]
        for what, number in actions:
            known = len(library.history())
            act(library, ids, what, number)
            if len(library.history()) == known + 1:
                states.append(state(library))
            elif len(library.history()) > known:
                states = []
                break
        edits: list[Edit] = list(library.history())
        _is_replay(edits, state(library))
        if edits:
            edit = data.draw(st.sampled_from(edits))
            before = state(library)
            try:
                undone = library.revert(edit)
            except PressmarkError:
                assert state(library) == before
            else:
                if states and edit == edits[0]:
                    assert state(library) == states[-2]
                library.revert(undone)
                assert state(library) == before
        library.close()


def _is_replay(newest_first: list[Edit], now: dict[str, dict[str, object]]) -> None:
    """What is before an edit is what the edits before it leave; all of them leave what is now."""
    import msgspec

    alive: dict[tuple[str, str], object] = {}
    for edit in reversed(newest_first):
        for change in edit.changes:
            assert alive.get((change.table, change.key)) == change.before
            alive[change.table, change.key] = change.after
    for (table, key), record in alive.items():
        if isinstance(record, Topic):
            record = msgspec.structs.replace(record, clock=0)
        if table == "reviews" and record is None:
            record = Review(key)
        assert now[table].get(key) == record
