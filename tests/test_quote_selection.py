"""Quotes in their orders, found again by analyst and id, and labelled many at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Library, open_library
from store.annotations import Annotations
from store.model import Draft, PressmarkError
from store.topics import TopicNames, by_path
from tests.shelf import shelve

TEXT = "alpha beta gamma delta epsilon"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    (article,) = shelve(library, [Draft(TEXT, title="Letters")])
    for word, topics in [
        ("alpha", ["zebra"]),
        ("beta", []),
        ("gamma", ["arms/drones", "zebra"]),
        ("delta", ["Arms"]),
    ]:
        start = TEXT.index(word)
        library.highlight(article, start, start + len(word), topics)
    yield library
    library.close()


def words(library: Library, order: str, query: str = "") -> list[str]:
    return [row.exact for row in library.quotes(query, order)]


def ids(library: Library, *exact: str) -> list[str]:
    return [row.id for row in library.quotes() if row.exact in exact]


def test_a_quote_stands_under_the_first_of_its_topics_and_those_without_come_last(
    library: Library,
) -> None:
    assert words(library, "topic") == ["delta", "gamma", "alpha", "beta"]


def test_the_order_of_topics_follows_their_renaming(library: Library) -> None:
    library.topics.rename("zebra", "aardvark")
    assert words(library, "topic") == ["alpha", "gamma", "delta", "beta"]


def test_a_deleted_topic_counts_for_no_order(library: Library) -> None:
    library.topics.delete("arms/drones")
    assert words(library, "topic") == ["delta", "alpha", "gamma", "beta"]


def test_those_without_a_speaker_come_last_either_way(library: Library) -> None:
    library.change_quotes(ids(library, "gamma"), "speaker", speaker="Ana")
    library.change_quotes(ids(library, "delta"), "speaker", speaker="Bo")
    assert words(library, "speaker") == ["gamma", "delta", "alpha", "beta"]
    assert words(library, "-speaker")[:2] == ["delta", "gamma"]


def test_analysts_stand_in_order_of_name(library: Library) -> None:
    start = TEXT.index("epsilon")
    me = library.analyst
    for name in (f"{me}~", f"!{me}"):
        other = open_library(library.path, analyst=name)
        article = other.articles()[0].id
        other.highlight(article, start, len(TEXT))
        found = [row.analyst for row in other.quotes("", "analyst")]
        assert found == sorted(found)
        assert set(found) == {me, name}
        assert other.analysts() == sorted({me, name})
        other.close()


@given(st.lists(st.sampled_from(["b", "a/x", "A", "a", "B/c", "z", "old", "gone"]), min_size=1))
@settings(deadline=None)
def test_ranks_are_the_order_of_what_names_stand_for(given_names: list[str]) -> None:
    names = TopicNames()
    for name in given_names:
        names.number(name)
    names.define({"old": "a/x", "gone": None})
    known = [each for each in names.ranked() if each[2] is not None]
    by_rank = sorted(known, key=lambda each: each[2] or 0)
    standing = [names.name(canonical or 0) for _, canonical, _ in by_rank]
    assert standing == sorted(standing, key=by_path)
    gone = {names.name(number) for number, canonical, _ in names.ranked() if canonical is None}
    assert gone <= {"gone"}


def test_quotes_are_found_again_in_the_order_of_the_selection(library: Library) -> None:
    found = library.quotes("", "topic")
    refs = [(row.analyst, row.id) for row in found]
    assert list(found.places_of(reversed(refs)).items()) == [(ref, n) for n, ref in enumerate(refs)]
    assert found.refs() == set(refs)
    assert found.places_of([("nobody", "x"), (library.analyst, "x")]) == {}
    library.remove_quotes([refs[1][1]])
    assert refs[1] not in found.places_of(refs)


def test_many_quotes_are_labelled_in_one_edit(library: Library) -> None:
    library.relabel_quotes(ids(library, "alpha", "gamma"), ["new"], ["zebra"])
    topics = {row.exact: row.topics for row in library.quotes()}
    assert topics["alpha"] == ("new",)
    assert topics["gamma"] == ("arms/drones", "new")
    library.undo()
    assert library.topics.get("new") is None
    assert {row.exact: row.topics for row in library.quotes()}["gamma"] == ("arms/drones", "zebra")


def test_labelling_with_what_is_there_is_no_edit(library: Library) -> None:
    assert library.relabel_quotes(ids(library, "alpha"), ["zebra"]) is None


def test_a_quote_of_nobodys_is_not_labelled(library: Library) -> None:
    with pytest.raises(PressmarkError, match="no quote"):
        library.relabel_quotes([*ids(library, "alpha"), "missing"], ["new"])
    assert library.topics.get("new") is None


def test_words_are_made_ready_only_when_words_are_asked_for(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = []
    fill = Annotations.fill_words
    monkeypatch.setattr(Annotations, "fill_words", lambda self: (filled.append(1), fill(self)))
    words(library, "topic", "topic:zebra -has:note")
    assert not filled
    assert words(library, "topic", "alpha OR has:note") == ["alpha"]
    assert filled
