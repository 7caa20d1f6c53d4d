"""Topics made, renamed, merged, described, deleted: no mark is lost, and undo brings all back."""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library, open_library
from store.codebook_entry import Entry
from store.journal import NotSaved
from store.model import Draft, PressmarkError
from store.tally import TopicCount
from tests.shelf import shelve
from tests.topic_texts import TEXTS, ids, names


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft(text) for text in TEXTS])
    yield library
    library.close()


@pytest.fixture
def colleague(library: Library) -> Iterator[Library]:
    """A session of the account `nobody`; only root can make another account's journal."""
    if os.geteuid():
        pytest.skip("only root can make another account's journal")
    theirs = open_library(library.path, analyst="nobody")
    yield theirs
    theirs.close()


def hear(library: Library) -> None:
    """Give `nobody` the journal that was written in that name, and read it."""
    nobody = pwd.getpwnam("nobody")
    folder = library.path / "analysts" / "nobody"
    for path in (folder, *folder.iterdir()):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    library.refresh()


def label_first(colleague: Library, library: Library, topic: str) -> None:
    """The colleague labels the first article, and this session hears of it."""
    colleague.refresh()
    colleague.label([ids(library)[0]], topic)
    hear(library)


def marked(library: Library, topic: str) -> tuple[int, int]:
    """How many articles and quotes are found under a topic."""
    return len(library.articles(f'topic:"{topic}"')), len(library.quotes(f'topic:"{topic}"'))


def quote(library: Library, article: int, *topics: str) -> str:
    return library.highlight(ids(library)[article], 0, 5, topics).id


# Making


def test_a_new_topic_takes_the_lowest_free_digit_and_a_letter_of_its_own(library: Library) -> None:
    library.topics.add("arms/drones")
    library.topics.add("debts")
    drones, debts = library.topics
    assert (drones.digit, debts.digit) == (1, 2)
    assert drones.glyph != debts.glyph
    assert drones.colour != debts.colour


def test_a_topic_made_with_a_digit_that_is_taken_gets_it_from_who_had_it(library: Library) -> None:
    library.topics.add("a")
    library.topics.add("b", digit=1)
    assert [(topic.name, topic.digit) for topic in library.topics] == [("a", None), ("b", 1)]
    library.undo()
    assert [(topic.name, topic.digit) for topic in library.topics] == [("a", 1)]


def test_making_a_topic_under_an_old_name_makes_no_second_one(library: Library) -> None:
    library.topics.add("old")
    library.topics.rename("old", "new")
    assert library.topics.add("old") is None
    assert names(library) == ["new"]


@pytest.mark.parametrize(
    "fields",
    [
        {"colour": "mauve"},
        {"colour": "#12345"},
        {"glyph": "ab"},
        {"glyph": "王"},
        {"glyph": "\x1b"},
        {"glyph": "\u0301"},
        {"digit": 0},
        {"digit": 10},
    ],
)
def test_what_a_topic_cannot_have_is_refused(library: Library, fields: dict[str, object]) -> None:
    library.topics.add("a")
    before = list(library.topics)
    with pytest.raises(PressmarkError):
        library.topics.define("a", **fields)
    with pytest.raises(PressmarkError):
        library.topics.add("b", **fields)
    assert list(library.topics) == before


def test_what_is_said_of_a_topic_is_cleaned(library: Library) -> None:
    library.topics.add("a")
    library.topics.define(
        "a", description=" two\nlines\x1b[2J", words=("one; two ", "two", " ", "a\nb"), colour="RED"
    )
    (topic,) = library.topics
    assert topic.description == "two lines[2J"
    assert topic.words == ("one", "two", "a b")
    assert topic.colour == "red"


def test_a_thousand_topics_are_taken_in_as_one_edit_and_undone_as_one(library: Library) -> None:
    library.topics.take_in((Entry(f"field {n // 10}/topic {n}") for n in range(1000)), "big")
    assert len(library.topics) == 1000
    library.undo()
    assert len(library.topics) == 0


# Digits


def test_a_digit_moves_over_and_comes_back_by_undo(library: Library) -> None:
    library.topics.add("a")
    library.topics.add("b")
    library.topics.define("b", digit=1)
    assert [topic.digit for topic in library.topics] == [None, 1]
    library.undo()
    assert [topic.digit for topic in library.topics] == [1, 2]


def test_a_digit_that_two_topics_have_can_be_given_to_either(
    library: Library, colleague: Library
) -> None:
    library.topics.add("b")
    colleague.topics.add("a")  # before having heard of the other, with the same digit
    hear(library)
    assert [(topic.name, topic.digit) for topic in library.topics] == [("a", 1), ("b", 1)]
    library.topics.define("b", digit=1)
    assert library.topics.book.by_digit(1) == library.topics.get("b")


# Renaming, merging, moving


def test_renaming_keeps_own_marks_and_those_of_colleagues(
    library: Library, colleague: Library
) -> None:
    library.topics.add("drones")
    label_first(colleague, library, "drones")
    quote(library, 1, "drones")
    library.topics.rename("drones", "arms/drones")
    assert marked(library, "arms/drones") == (2, 1)
    assert marked(library, "drones") == (2, 1)
    assert library.topics.counts()["arms/drones"] == TopicCount(2, 1, 2)
    library.undo()
    assert names(library) == ["drones"]
    assert marked(library, "drones") == (2, 1)


def test_a_topic_can_be_renamed_and_back_again(library: Library) -> None:
    library.topics.add("a")
    quote(library, 0, "a")
    library.topics.rename("a", "b")
    quote(library, 1, "b")
    library.topics.rename("b", "a")
    assert names(library) == ["a"]
    assert marked(library, "a") == (2, 2)


def test_renaming_takes_along_what_is_below(library: Library) -> None:
    for name in ("arms", "arms/drones", "arms/drones/small", "armsdeals"):
        library.topics.add(name)
    quote(library, 0, "arms/drones/small")
    library.topics.rename("arms", "weapons")
    assert names(library) == ["armsdeals", "weapons", "weapons/drones", "weapons/drones/small"]
    assert marked(library, "weapons") == (1, 1)


def test_a_heading_without_a_topic_of_its_own_can_be_renamed(library: Library) -> None:
    library.topics.add("arms/drones")
    library.topics.add("arms/naval")
    library.topics.rename("arms", "weapons")
    assert names(library) == ["weapons/drones", "weapons/naval"]


@pytest.mark.parametrize("new", ["b", "a/x", "c/d"])
def test_renaming_over_a_topic_or_into_itself_is_refused(library: Library, new: str) -> None:
    for name in ("a", "b", "c/d", "a/e"):
        library.topics.add(name)
    before = names(library)
    with pytest.raises(PressmarkError):
        library.topics.rename("a", new)
    assert names(library) == before


def test_renaming_does_not_merge_what_is_below_by_the_way(library: Library) -> None:
    for name in ("a/x", "b/x"):
        library.topics.add(name)
    with pytest.raises(PressmarkError, match="b/x"):
        library.topics.rename("a", "b")
    assert names(library) == ["a/x", "b/x"]


def test_a_name_that_marks_carry_for_another_topic_is_not_given_away(library: Library) -> None:
    library.topics.add("old")
    quote(library, 0, "old")
    library.topics.rename("old", "new")
    library.topics.add("other")
    with pytest.raises(PressmarkError, match="new"):
        library.topics.rename("other", "old")
    assert marked(library, "new") == (1, 1)
    assert marked(library, "other") == (0, 0)


def test_a_branch_is_not_moved_onto_one_of_its_own_names(library: Library) -> None:
    library.topics.add("a/b")
    library.topics.add("a/b/b")
    with pytest.raises(PressmarkError, match="another name first"):
        library.topics.rename("a/b", "a")
    assert names(library) == ["a/b", "a/b/b"]


def test_merging_keeps_every_mark_and_undo_parts_them_again(
    library: Library, colleague: Library
) -> None:
    library.topics.add("uav")
    library.topics.add("drones")
    label_first(colleague, library, "uav")
    quote(library, 0, "uav", "drones")
    quote(library, 1, "uav")
    library.topics.merge("uav", "drones")
    assert names(library) == ["drones"]
    assert library.topics.counts()["drones"] == TopicCount(2, 2, 2)
    library.undo()
    assert library.topics.counts()["uav"] == TopicCount(2, 2, 2)
    assert library.topics.counts()["drones"] == TopicCount(1, 1, 1)


def test_merging_a_branch_merges_the_topics_of_the_same_path_below(library: Library) -> None:
    for name in ("a", "a/x", "a/y", "b", "b/x"):
        library.topics.add(name)
    quote(library, 0, "a/x")
    library.topics.merge("a", "b")
    assert names(library) == ["b", "b/x", "b/y"]
    assert marked(library, "b/x") == (1, 1)


def test_merging_goes_where_an_old_name_leads(library: Library) -> None:
    for name in ("a", "a/x", "b", "b/x"):
        library.topics.add(name)
    quote(library, 0, "a/x")
    library.topics.rename("b/x", "elsewhere")
    library.topics.merge("a", "b")
    assert names(library) == ["b", "elsewhere"]
    assert marked(library, "elsewhere") == (1, 1)


def test_a_branch_is_put_below_another_and_at_the_top_in_one_edit(library: Library) -> None:
    for name in ("arms/drones", "arms/drones/small", "policy"):
        library.topics.add(name)
    library.topics.move("arms/drones", "policy")
    assert names(library) == ["policy", "policy/drones", "policy/drones/small"]
    library.topics.move("policy/drones", "")
    assert names(library) == ["drones", "drones/small", "policy"]
    library.undo()
    library.undo()
    assert names(library) == ["arms/drones", "arms/drones/small", "policy"]


# Deleting


def test_deleting_takes_own_marks_along_and_undo_brings_all_back(
    library: Library, colleague: Library
) -> None:
    library.topics.add("uav", description="Aircraft", words=("drone",))
    library.topics.rename("uav", "drones")
    library.topics.add("late")
    label_first(colleague, library, "drones")
    library.label([ids(library)[2]], "drones")
    alone, both = quote(library, 0, "drones"), quote(library, 1, "drones", "late")
    before = library.topics.get("drones")
    reviews, quotes = library.topics.usage("drones")
    assert (len(reviews), {found.id for found in quotes}) == (1, {alone, both})

    library.topics.delete("drones")
    assert names(library) == ["late"]
    assert marked(library, "drones") == (0, 0)
    assert [row.id for row in library.quotes()] == [both]

    library.undo()
    after = library.topics.get("drones")
    assert before and after and after.description == before.description
    assert after.digit == before.digit
    assert marked(library, "drones") == (3, 2)
    assert library.topics.counts()["drones"] == TopicCount(3, 2, 2)


def test_what_undo_could_not_bring_back_is_not_done(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = library.articles()[0].id
    for start in range(10):
        library.highlight(article, start, start + 9, ["arms"])
    monkeypatch.setattr("store.session.MAX_UNDO", 1500)
    with pytest.raises(NotSaved, match=r"^NOT saved: delete topic arms: .*in parts"):
        library.topics.delete("arms")
    assert len(library.quotes("topic:arms")) == 10


def test_deleting_a_branch_takes_all_of_it_and_one_undo_brings_it_back(library: Library) -> None:
    for name in ("arms/drones", "arms/naval", "other"):
        library.topics.add(name)
    quote(library, 0, "arms/drones", "arms/naval")
    quote(library, 1, "arms/naval", "other")
    reviews, quotes = library.topics.usage("arms", below=True)
    assert (len(reviews), len(quotes)) == (0, 2)
    library.topics.delete("arms", below=True)
    assert names(library) == ["other"]
    assert len(library.quotes()) == 1
    library.undo()
    assert names(library) == ["arms/drones", "arms/naval", "other"]
    assert marked(library, "arms") == (2, 2)


def test_a_topic_deleted_alone_leaves_what_is_below(library: Library) -> None:
    library.topics.add("arms")
    library.topics.add("arms/drones")
    library.topics.delete("arms")
    assert names(library) == ["arms/drones"]


def test_the_newest_definition_counts_whoever_wrote_it(
    library: Library, colleague: Library
) -> None:
    label_first(colleague, library, "drones")
    library.topics.define("drones", description="mine")
    found = library.topics.get("drones")
    assert found and found.description == "mine"
    again = open_library(library.path)
    found = again.topics.get("drones")
    assert found and found.description == "mine"
    again.close()


# Taking in a codebook file


def test_a_file_adds_what_is_not_there_and_changes_nothing_that_is(library: Library) -> None:
    library.topics.add("a", description="mine")
    entries = [Entry("a", description="theirs", digit=2), Entry("b", digit=1, glyph="Z")]
    library.topics.take_in(entries, "book.toml")
    a, b = library.topics
    assert (a.description, a.digit) == ("mine", 1)
    assert (b.glyph, b.digit) == ("Z", None)


def test_a_file_can_be_asked_to_change_what_is_there(library: Library) -> None:
    library.topics.add("a", description="mine", words=("one",))
    library.topics.take_in([Entry("a", description="theirs")], "book.toml", update=True)
    (a,) = library.topics
    assert (a.description, a.words) == ("theirs", ("one",))
