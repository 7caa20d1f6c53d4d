"""The history of a library: everybody's edits, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Library, open_library
from store.accounts import account_name
from store.chronicle import SLICE
from store.journal import Entry, reader
from store.journal.line import Header, raw, seal
from store.listening import FLOOD, RELOADED
from store.model import Edit, Quote, Review, Topic
from tests.chronicle import colleague, two_articles

ME = account_name()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with two_articles(tmp_path) as library:
        yield library


def labels(edits: object) -> list[str]:
    assert not isinstance(edits, str)
    return [edit.label for edit in edits]  # type: ignore[attr-defined]


def test_the_newest_edit_comes_first_with_what_was_before_and_after(
    library: Library, ids: list[str]
) -> None:
    quote = library.highlight(ids[0], 0, 7, ["a"])
    library.change_quotes([quote.id], "speaker of a quote", speaker="Ann")
    library.remove_quotes([quote.id])
    removed, changed, made = library.history()
    [change] = removed.changes
    assert isinstance(change.before, Quote)
    assert (change.before.speaker, change.after) == ("Ann", None)
    [change] = changed.changes
    assert change.before == quote
    assert made.changes[-1].before is None
    assert made.changes[-1].after == quote
    assert [edit.number for edit in library.history()] == [3, 2, 1]
    assert {edit.analyst for edit in library.history()} == {ME}


def test_what_a_method_returns_is_what_the_history_says(library: Library, ids: list[str]) -> None:
    library.label(ids, "a")
    done = library.set_status(ids, "done")
    assert library.history()[0] == done


def test_the_history_of_an_article_leaves_others_out(library: Library, ids: list[str]) -> None:
    quote = library.highlight(ids[0], 0, 7)
    library.set_status([ids[1]], "done")
    library.remove_quotes([quote.id])
    library.topics.add("elsewhere")
    assert labels(library.history(article_id=ids[0])) == ["remove “One two”", "quote “One two”"]
    assert labels(library.history(article_id=ids[1])) == ["done: “Second”"]


def test_the_history_of_a_quote_goes_on_after_it_is_gone(library: Library, ids: list[str]) -> None:
    quote = library.highlight(ids[0], 0, 7)
    library.highlight(ids[0], 8, 13)
    library.remove_quotes([quote.id])
    assert labels(library.history(quote_id=quote.id)) == ["remove “One two”", "quote “One two”"]
    assert library.knows_quote(quote.id)
    assert not library.knows_quote("0" * 12)


def test_a_limit_keeps_the_newest(library: Library, ids: list[str]) -> None:
    library.set_star(ids[:1])
    library.set_status(ids[:1], "done")
    assert labels(library.history(limit=1)) == ["done: “First”"]
    assert len(library.history(limit=0)) == 0


def test_edits_of_several_analysts_are_merged_by_clock(library: Library, ids: list[str]) -> None:
    other = colleague(library, "zoe")
    library.set_star(ids[:1])
    other.append("theirs", {"reviews": {ids[0]: Review(ids[0], star=True)}}, {}, clock=2)
    library.refresh()
    library.set_star(ids[:1], on=False)
    found = library.history()
    assert [(edit.analyst, edit.clock) for edit in found] == [(ME, 3), ("zoe", 2), (ME, 1)]
    assert labels(library.history(analyst="zoe")) == ["theirs"]
    # A review is its analyst's: what the colleague did is not what was there before.
    assert found[0].changes[0].before == found[2].changes[0].after
    assert found[1].changes[0].before is None


def test_a_topic_before_an_edit_is_everybodys(library: Library) -> None:
    other = colleague(library, "zoe")
    library.topics.add("a", description="mine")
    theirs = Topic("a", description="theirs", clock=2)
    other.append("theirs", {"topics": {"a": theirs}}, {}, clock=2)
    library.refresh()
    library.topics.define("a", description="mine again")
    before = library.history()[0].changes[0].before
    assert before == theirs


def test_what_was_written_since_comes_in(library: Library, ids: list[str]) -> None:
    library.set_star(ids[:1])
    assert len(library.history()) == 1
    library.set_star(ids[:1], on=False)
    assert labels(library.history()) == ["unstar: “First”", "star: “First”"]


def test_a_compacted_journal_keeps_its_history(library: Library, ids: list[str]) -> None:
    for on in (True, False, True):
        library.set_star(ids[:1], on)
    before = list(library.history())
    library._session.team.own.compact()
    library.set_star(ids[:1], on=False)
    library._session.team.own.compact()
    library.set_star(ids[:1])
    again = open_library(library.path)
    for each in (library, again):
        found = list(each.history())
        assert [edit.number for edit in found] == sorted({e.number for e in found}, reverse=True)
        assert labels(found) == [
            f"{w}: “First”" for w in ("star", "unstar", "star", "unstar", "star")
        ]
        assert found[2:] == before
    again.close()


def test_what_a_line_takes_away_over_and_over_is_taken_away_once(library: Library) -> None:
    """Else whoever reads the history looks as often through as many rows."""
    own = library._session.team.own
    own.path.parent.mkdir()
    line = seal(Entry(1, 1, "", "over and over", {}, {"quotes": ["q"] * 1_000_000}))
    own.path.write_bytes(seal(Header()) + line)
    library.refresh()
    (edit,) = library.history()
    assert [change.key for change in edit.changes] == ["q"]


def test_a_flood_of_edits_is_told_as_one_and_taken_in_whole(
    library: Library, ids: list[str]
) -> None:
    told: list[Edit] = []
    library.subscribe(told.append)
    bert, carl = colleague(library, "bert"), colleague(library, "carl")
    library.refresh()
    lines = [seal(Header())]
    for number in range(1, FLOOD + 10):
        review = raw(Review(ids[0], note=str(number), topics=("a",)))
        lines.append(seal(Entry(number, number, "", "note", {"reviews": {ids[0]: review}}, {})))
    bert.path.write_bytes(b"".join(lines))
    carl.append("done", {"reviews": {ids[1]: Review(ids[1], "done")}}, {}, 1)
    assert not told
    library.refresh()
    assert told == [RELOADED]
    assert library.topics.counts()["a"].articles == 1
    bert.append("no topic", {"reviews": {ids[0]: Review(ids[0])}}, {}, 1)
    library.refresh()
    assert [edit.label for edit in told] == [RELOADED.label, "no topic"]
    assert "a" not in library.topics.counts()


def test_reading_begins_with_the_newest_and_may_be_left(library: Library, ids: list[str]) -> None:
    own = library._session.team.own
    own.path.parent.mkdir()
    lines = [seal(Header())]
    for number in range(1, SLICE + 11):
        review = raw(Review(ids[0], note=str(number)))
        put = {"reviews": {ids[0]: review}}
        lines.append(seal(Entry(number, number, "", f"edit {number}", put, {})))
    own.path.write_bytes(b"".join(lines))
    library.refresh()
    slices = library.reading_history()
    assert next(slices) == SLICE
    assert library.edit_rows()[0].label == f"edit {SLICE + 10}"
    slices.close()  # type: ignore[attr-defined]
    assert len(library.edit_rows()) == SLICE
    assert len(library.history()) == SLICE + 10
    assert labels(library.history())[-1] == "edit 1"


def test_a_journal_that_was_replaced_is_read_again(library: Library, ids: list[str]) -> None:
    library.set_star(ids[:1])
    assert len(library.history()) == 1
    again = open_library(library.path)
    again.set_star(ids[1:])
    again._session.team.own.compact()
    again.close()
    library.refresh()
    assert labels(library.history()) == ["star: “Second”", "star: “First”"]


def test_a_record_that_is_none_is_left_out(library: Library, ids: list[str]) -> None:
    other = colleague(library, "zoe")
    bad = {"article": 7, "id": "x"}
    other.append("\x1b]52;c;x\x07", {"quotes": {"x": bad}, "reviews": {"no article": {}}}, {})
    library.refresh()
    [edit] = library.history()
    assert edit.changes == ()
    assert len(library.history(article_id=ids[0])) == 0


@settings(deadline=None)
@given(st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"."))))
def test_lines_read_backwards_are_those_read_forwards(lines: list[bytes]) -> None:
    with TemporaryFile() as file, patch.object(reader, "BLOCK", 8):
        data = b"".join(line + b"\n" for line in lines)
        file.write(data + b"and what is not finished")
        file.flush()
        forwards = list(reader.read_lines(file.fileno(), 0, 100, len(data)))
        backwards = list(reader.read_lines_back(file.fileno(), len(data), 100))
    assert backwards == forwards[::-1]


def test_a_line_that_is_too_long_stops_reading_backwards() -> None:
    with TemporaryFile() as file, patch.object(reader, "BLOCK", 8):
        file.write(b"x" * 1000 + b"\nshort\n")
        file.flush()
        lines = reader.read_lines_back(file.fileno(), 1007, 50)
        assert next(lines) == (1001, b"short")
        with pytest.raises(reader.Unreadable):
            next(lines)
