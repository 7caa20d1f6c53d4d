"""Quotes on earlier versions of articles: found again, changed, orphaned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Library, open_library
from store.changes import new_quote
from store.model import PressmarkError
from store.placing import Placer
from tests.changing import (
    FIRST,
    NOT_A_DAY,
    SECOND,
    WEATHER,
    changed,
    draft,
    listed,
    quote,
)
from tests.shelf import shelve


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    library.topics.add("exports")
    yield library
    library.close()


@pytest.fixture
def orphaned(library: Library) -> tuple[str, str, str]:
    return changed(library)


# Quotes found again


def test_quotes_are_carried_over_without_a_byte_written(library: Library, tmp_path: Path) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    quote(library, first, "We will deliver in May,")
    journal = next((tmp_path / "library" / "analysts").rglob("journal.jsonl"))
    before = journal.read_bytes()
    (second,) = shelve(library, [draft(SECOND)])
    (carried,) = library.carried(second)
    assert carried.same
    there = carried.quote
    assert library.article(second).text[there.start : there.end] == "We will deliver in May,"
    assert journal.read_bytes() == before
    assert library.orphans() == []


CHANGES: list[tuple[str, Callable[[Library, str, str], object], dict[str, object]]] = [
    (
        "topics",
        lambda library, mark, there: library.change_quotes([mark], "t", within=there, topics=["x"]),
        {"topics": ("x",)},
    ),
    (
        "note",
        lambda library, mark, there: library.change_quotes([mark], "n", within=there, note="N"),
        {"note": "N"},
    ),
    (
        "speaker",
        lambda library, mark, there: library.change_quotes([mark], "s", within=there, speaker="S"),
        {"speaker": "S"},
    ),
]


@pytest.mark.parametrize(("name", "alter", "fields"), CHANGES)
def test_a_carried_quote_that_is_changed_moves_in_one_edit_that_undo_takes_back(
    library: Library,
    name: str,
    alter: Callable[[Library, str, str], object],
    fields: dict[str, object],
) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    mark = quote(library, first, "We will deliver in May,")
    before = library.quote(mark)
    (second,) = shelve(library, [draft(SECOND)])
    alter(library, mark, second)
    after = library.quote(mark)
    text = library.article(second).text
    assert after.article == second
    assert text[after.start : after.end] == after.exact == before.exact
    assert text[: after.start].endswith(after.prefix)
    assert text[after.end :].startswith(after.suffix)
    assert {field: getattr(after, field) for field in fields} == fields, name
    assert library.carried(second) == []
    library.undo()
    assert library.quote(mark) == before
    assert len(library.carried(second)) == 1


def test_a_carried_quote_is_resized_split_and_joined_in_the_new_text(library: Library) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    mark = quote(library, first, "We will deliver in May,")
    other = quote(library, first, "the director of Karsk")
    (second,) = shelve(library, [draft(SECOND)])
    text = library.article(second).text
    at = text.index("We will")
    library.resize_quote(mark, at, at + len("We will deliver"), within=second)
    assert library.quote(mark).exact == "We will deliver"
    library.undo()
    library.split_quote(mark, at + len("We will"), within=second)
    assert library.quote(mark).exact == "We will"
    library.undo()
    library.join_quotes(mark, other, within=second)
    assert (
        library.quote(mark).exact
        == "We will deliver in May,” said Irena Valtos, the director of Karsk"
    )
    assert library.quote(mark).article == second


def test_a_quote_that_is_changed_where_it_was_made_stays_there(library: Library) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    mark = quote(library, first, "We will deliver in May,")
    shelve(library, [draft(SECOND)])
    library.change_quotes([mark], "note", note="N")
    assert library.quote(mark).article == first


def test_nearly_the_same_words_are_found_and_told_apart(library: Library) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    mark = quote(library, first, NOT_A_DAY)
    changed = FIRST.replace("Not a day later than we", "Not one day later than we")
    (second,) = shelve(library, [draft("New. " + changed)])
    (carried,) = library.carried(second)
    assert not carried.same
    assert carried.quote.exact == "Not one day later than we promised,”"[: len(carried.quote.exact)]
    assert library.quote(mark).article == first


WORDS = (
    "the",
    "a",
    "yard",
    "drones",
    "we",
    "will",
    "not",
    "said",
    "“",
    "”",
    ".",
    "\n",
    "王国",
    "é",
)
texts = st.lists(st.sampled_from(WORDS), min_size=30, max_size=120).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(texts, st.data())
def test_every_quote_whose_exact_words_still_stand_is_placed_on_them(
    text: str, data: st.DataObject
) -> None:
    spans = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(text) - 2), st.integers(1, 60)), min_size=1, max_size=8
        )
    )
    quotes = [
        new_quote("0" * 16, text, start, min(start + size, len(text)), ())
        for start, size in sorted(spans)
        if text[start : start + size].strip()
    ]
    new = text
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(new)))
        new = (
            new[:at]
            + data.draw(st.text("ab .", max_size=9))
            + new[at + data.draw(st.integers(0, 9)) :]
        )
    placer = Placer(new)
    for each in quotes:
        found = placer.place(each)
        if each.exact in new:
            assert found
            assert new[found.start : found.end] == each.exact
            assert found.score == 100
        elif found:
            assert found.score < 100
            assert 0 <= found.start < found.end <= len(new)


def test_of_equal_words_those_in_the_same_context_are_meant() -> None:
    old = "Anna spoke. He agreed. Boris spoke. He agreed. Clara spoke. He agreed."
    second = old.index("He agreed", 20)
    mark = new_quote("0" * 16, old, second, second + 9, ())
    new = old.replace("Anna spoke. He agreed. ", "")
    found = Placer(new).place(mark)
    assert found
    assert new[: found.start].endswith("Boris spoke. ")


# Orphans


def test_what_is_not_found_is_kept_and_told(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    first, second, mark = orphaned
    (orphan,) = library.orphans()
    assert (orphan.quote.id, orphan.newest, orphan.kept) == (mark, second, False)
    assert [row.id for row in library.quotes("is:orphaned")] == [mark]
    assert len(library.quotes("-is:orphaned")) == 1
    assert listed(library, "is:orphaned") == [second]
    assert library.stands_at(library.analyst, mark)[0] == first
    assert library.check() == []


def test_an_orphan_is_moved_in_one_edit(library: Library, orphaned: tuple[str, str, str]) -> None:
    _, second, mark = orphaned
    text = library.article(second).text
    start = text.index("The yard")
    library.move_quote(mark, second, start, start + 8)
    assert library.quote(mark).exact == "The yard"
    assert library.orphans() == []
    assert len(library.quotes("is:orphaned")) == 0
    library.undo()
    assert [each.quote.id for each in library.orphans()] == [mark]
    assert len(library.quotes("is:orphaned")) == 1


def test_an_orphan_that_is_kept_is_offered_again_with_the_next_version(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    *_, mark = orphaned
    library.keep_quote(mark)
    assert [each.kept for each in library.orphans()] == [True]
    shelve(library, [draft(SECOND + " Yet.")])
    assert [each.kept for each in library.orphans()] == [False]


def test_an_orphan_whose_words_come_back_has_its_place_again(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    *_, mark = orphaned
    assert library.orphans()
    (third,) = shelve(library, [draft("Once more. " + FIRST)])
    assert library.orphans() == []
    assert mark in [each.quote.id for each in library.carried(third)]


def test_a_quote_is_not_moved_to_another_article(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    (other,) = shelve(library, [draft(WEATHER, "Weather", "", "")])
    with pytest.raises(PressmarkError, match="no version"):
        library.move_quote(orphaned[2], other, 0, 5)


def test_a_likely_place_is_proposed_where_none_is_sure(library: Library) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    mark = quote(library, first, NOT_A_DAY)
    changed = FIRST.replace(NOT_A_DAY, "Not an hour after what we had promised")
    (second,) = shelve(library, [draft("New. " + changed)])
    assert [each.quote.id for each in library.orphans()] == [mark]
    proposed = library.proposal(library.quote(mark), second)
    assert proposed
    assert "hour after what we" in library.article(second).text[proposed.start : proposed.end]
