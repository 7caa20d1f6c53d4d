"""Filtering by what is typed: the entry that is meant comes first."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.matching import Entries, scattered

TOPICS = [
    ("arms", ""),
    ("arms/drones", "unmanned aircraft"),
    ("arms/drones/jet", ""),
    ("exports/arms deals", ""),
    ("People/Żółw", "the minister"),
    ("sanctions/banks", "payments, drones excepted"),
    ("alarms", ""),
]


def names(typed: str) -> list[str]:
    return [TOPICS[index][0] for index in Entries(TOPICS).ranked(typed)]


def test_nothing_typed_leaves_all_as_they_stand() -> None:
    assert names("  ") == [name for name, _ in TOPICS]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("arms", "arms"),
        ("drones", "arms/drones"),
        ("dr", "arms/drones"),
        ("jet", "arms/drones/jet"),
        ("deals", "exports/arms deals"),
        ("exp deals", "exports/arms deals"),
        ("deals exp", "exports/arms deals"),
        ("zoł", "People/Żółw"),
        ("PEOPLE", "People/Żółw"),
        ("minister", "People/Żółw"),
        ("sbk", "sanctions/banks"),
        ("larm", "alarms"),
    ],
)
def test_the_entry_that_is_meant_comes_first(typed: str, first: str) -> None:
    assert names(typed)[0] == first


def test_a_description_counts_less_than_any_path() -> None:
    assert names("drones") == ["arms/drones", "arms/drones/jet", "sanctions/banks"]


def test_every_word_must_fit() -> None:
    assert names("arms banks") == []


def test_scattered_letters_begin_with_a_word() -> None:
    assert scattered("adr", "arms/drones")
    assert not scattered("rdr", "arms/drones")


paths = st.text("abcé/ z", max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(paths, paths), max_size=12), paths)
def test_ranking_only_leaves_out_and_reorders(entries: list[tuple[str, str]], typed: str) -> None:
    ranked = Entries(entries).ranked(typed)
    assert len(set(ranked)) == len(ranked)
    assert set(ranked) <= set(range(len(entries)))


@settings(deadline=None)
@given(st.lists(st.tuples(paths, paths), min_size=1, max_size=12), st.data())
def test_a_path_typed_in_full_is_found(entries: list[tuple[str, str]], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(entries) - 1))
    assert index in Entries(entries).ranked(entries[index][0])


@settings(deadline=None)
@given(st.lists(st.tuples(paths, paths), max_size=12), paths, paths)
def test_typing_on_never_brings_an_entry_back(
    entries: list[tuple[str, str]], typed: str, more: str
) -> None:
    found = Entries(entries)
    assert set(found.ranked(f"{typed} {more}")) <= set(found.ranked(typed))
