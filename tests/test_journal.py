"""A journal keeps edits, and tells who listens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.journal import Entry, Journal, NotSaved
from store.journal.line import MAX_CLOCK, MAX_LINE, Header, seal
from store.model import PressmarkError, Quote, Topic
from tests.journals import Model, content, opened, quotes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "analysts" / "vera" / "journal.jsonl"


# Keeping


def test_what_was_appended_is_there_when_opened_again(path: Path) -> None:
    quote = Quote(id="q1", article="a1", start=3, end=9, exact="„tanks“", topics=("arms",))
    with opened(path) as journal:
        entry = journal.append("highlight", {"quotes": {"q1": quote}}, {}, clock=7)
        assert (entry.number, entry.clock, entry.label) == (1, 7, "highlight")
    with opened(path, writable=False) as journal:
        record = journal.get("quotes", "q1")
        assert record is not None
        assert msgspec.json.decode(record, type=Quote) == quote
        assert journal.clock == 7
        assert journal.problems == []


def test_a_file_that_is_not_there_is_an_empty_journal_and_is_not_made(path: Path) -> None:
    with opened(path) as journal:
        assert journal.tables() == []
        assert list(journal.history()) == []
    assert not path.parent.exists()


def test_the_file_is_for_everybody_to_read_and_for_its_owner_to_write(path: Path) -> None:
    before = os.umask(0o077)
    try:
        with opened(path) as journal:
            journal.append("a", quotes(q=1), {})
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o644
    assert path.parent.stat().st_mode & 0o777 == 0o755


def test_a_line_is_json_with_a_checksum_of_the_rest_of_it(path: Path) -> None:
    with opened(path) as journal:
        journal.append("label 3 articles", quotes(q=1), {"reviews": ["a1"]}, clock=40)
    header, line = path.read_bytes().splitlines()
    assert json.loads(header)["pressmark"] == "journal"
    said = json.loads(line)
    assert said["n"] == 1
    assert said["clock"] == 40
    assert said["label"] == "label 3 articles"
    assert said["put"] == {"quotes": {"q": {"note": 1}}}
    assert said["delete"] == {"reviews": ["a1"]}
    assert said["crc"] == f"{zlib.crc32(line[: line.rindex(b',')]):08x}"


def test_the_clock_of_an_edit_is_above_every_clock_before_it(path: Path) -> None:
    with opened(path) as journal:
        assert journal.append("a", quotes(q=1), {}, clock=10).clock == 10
        assert journal.append("b", quotes(q=2), {}, clock=3).clock == 11
        journal.compact()
    with opened(path) as journal:
        assert journal.append("c", quotes(q=3), {}).clock == 12


def test_a_clock_beyond_all_bounds_leaves_the_edit_readable(path: Path) -> None:
    with opened(path) as journal:
        journal.append("a", quotes(q=1), {}, clock=10**30)
        journal.append("b", quotes(r=2), {}, clock=10**30)
    with opened(path) as journal:
        assert journal.keys("quotes") == ["q", "r"]
        assert journal.clock == MAX_CLOCK
        assert journal.problems == []


def test_an_edit_that_no_line_can_hold_is_refused_and_changes_nothing(path: Path) -> None:
    with opened(path) as journal:
        journal.append("a", quotes(q=1), {})
        before = path.read_bytes()
        with pytest.raises(NotSaved, match=r"^NOT saved: bulk: .*in parts"):
            journal.append("bulk", quotes(r="x" * MAX_LINE), {})
        with pytest.raises(NotSaved, match="surrogates"):
            journal.append("note", quotes(r="\ud800"), {})
        assert path.read_bytes() == before
        assert journal.keys("quotes") == ["q"]


def test_reading_only_means_that_nothing_is_written(path: Path) -> None:
    with opened(path) as journal:
        journal.append("a", quotes(q=1), {})
    with opened(path, writable=False) as journal, pytest.raises(NotSaved, match="reading only"):
        journal.append("b", quotes(q=2), {})


def test_json_over_several_lines_is_put_on_one(path: Path) -> None:
    with opened(path) as journal:
        journal.append("a", {"quotes": {"q": msgspec.Raw(b'{\n  "note": "a\\nb"\n}')}}, {})
    with opened(path) as journal:
        assert content(journal) == {"quotes": {"q": {"note": "a\nb"}}}
        assert journal.problems == []


def test_what_is_no_json_is_refused(path: Path) -> None:
    with opened(path) as journal, pytest.raises(NotSaved, match="what no file can"):
        journal.append("a", {"quotes": {"q": msgspec.Raw(b"{")}}, {})


operations = st.lists(
    st.tuples(
        st.dictionaries(
            st.sampled_from(["quotes", "reviews"]),
            st.dictionaries(st.sampled_from("abcd"), st.integers(0, 99) | st.text(max_size=5)),
        ),
        st.dictionaries(
            st.sampled_from(["quotes", "reviews"]), st.lists(st.sampled_from("abcd"), max_size=3)
        ),
        st.sampled_from(["", "", "", "reopen", "compact"]),
    ),
    max_size=12,
)


def wrapped(put: Model) -> dict[str, dict[str, dict[str, object]]]:
    return {table: {key: {"v": v} for key, v in rs.items()} for table, rs in put.items()}


def applied(model: Model, put: Model, delete: dict[str, list[str]]) -> Model:
    fresh = {table: dict(records) for table, records in model.items()}
    for table, keys in delete.items():
        for key in keys:
            fresh.get(table, {}).pop(key, None)
    for table, records in wrapped(put).items():
        fresh.setdefault(table, {}).update(records)
    return {table: records for table, records in fresh.items() if records}


@settings(deadline=None, max_examples=60)
@given(operations, st.integers(1, 3))
def test_replaying_a_journal_is_applying_its_edits_one_after_the_other(
    steps: list[tuple[Model, dict[str, list[str]], str]], slice_size: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "v" / "journal.jsonl"
        journal = Journal(file, writable=True)
        follower = Journal(file, writable=False)
        model: Model = {}
        labels = []
        for number, (put, delete, then) in enumerate(steps):
            journal.append(f"edit {number}", wrapped(put), delete)
            labels.append(f"edit {number}")
            model = applied(model, put, delete)
            if then == "compact":
                journal.compact()
            elif then == "reopen":
                journal.close()
                journal = Journal(file, writable=True)
        while follower.catch_up(slice_size):
            pass
        journal.catch_up()
        assert content(journal) == content(follower) == model
        assert [entry.label for entry in follower.history()] == labels
        assert journal.problems == follower.problems == []
        journal.close()
        follower.close()


# Telling


def test_a_listener_hears_of_each_new_edit_once_whoever_made_it(path: Path) -> None:
    heard: list[str] = []
    with opened(path) as other:
        journal = Journal(path, writable=True, listener=lambda entry: heard.append(entry.label))
        journal.append("mine", quotes(q=1), {})
        other.append("theirs", quotes(r=1), {})
        assert journal.catch_up() == 1
        assert journal.catch_up() == 0
        journal.append("mine again", quotes(s=1), {})
        assert heard == ["mine", "theirs", "mine again"]
        journal.close()


def test_an_append_first_reads_what_another_session_wrote(path: Path) -> None:
    heard: list[str] = []
    with opened(path) as other:
        other.append("first", quotes(q=1), {})
        journal = Journal(path, writable=True, listener=lambda entry: heard.append(entry.label))
        assert journal.append("second", quotes(r=1), {}).number == 2
        assert heard == ["first", "second"]
        journal.close()


def test_catching_up_in_slices_takes_no_more_than_asked(path: Path) -> None:
    with opened(path) as journal:
        for number in range(7):
            journal.append("a", quotes(**{f"q{number}": 1}), {})
    follower = Journal(path, writable=False)
    assert [follower.catch_up(3) for _ in range(4)] == [3, 3, 1, 0]
    assert follower.count("quotes") == 7
    follower.close()


def test_a_line_that_is_still_being_written_is_not_read(path: Path) -> None:
    with opened(path) as journal:
        journal.append("a", quotes(q=1), {})
    whole = path.read_bytes()
    line = seal(Entry(2, 2, "", "b", {"quotes": {"r": msgspec.Raw(b"{}")}}, {}))
    with opened(path, writable=False) as follower:
        path.write_bytes(whole + line[:-1])
        assert follower.catch_up() == 0
        path.write_bytes(whole + line)
        assert follower.catch_up() == 1
        assert follower.keys("quotes") == ["q", "r"]
        assert follower.problems == []


def test_a_reader_forgets_a_line_that_its_writer_took_back(path: Path) -> None:
    """A line may be seen between the write and the sync; when the sync fails, it is cut off."""
    resets: list[int] = []
    with opened(path) as journal:
        journal.append("a", quotes(q=1), {})
        before = path.read_bytes()
        journal.append("b", quotes(r=1), {})
    follower = Journal(path, writable=False, on_reset=lambda: resets.append(1))
    follower.catch_up()
    with path.open("r+b") as file:
        file.truncate(len(before))
    with opened(path) as journal:
        journal.append("c", quotes(s=1), {})  # exactly as long as the line taken back
    follower.catch_up()
    assert follower.keys("quotes") == ["q", "s"]
    assert resets == [1]
    assert follower.problems == []
    follower.close()


def test_a_removed_file_is_an_empty_journal_again(path: Path) -> None:
    resets: list[int] = []
    with opened(path) as journal:
        journal.append("a", quotes(q=1), {})
    follower = Journal(path, writable=False, on_reset=lambda: resets.append(1))
    follower.catch_up()
    path.unlink()
    assert follower.catch_up() == 0
    assert follower.keys("quotes") == []
    assert resets == [1]
    follower.close()


# Versions


def test_a_file_of_a_format_that_is_too_new_is_refused_and_left_alone(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(seal(Header(version=9, reads=8)) + b'{"what":"ever"}\n')
    before = path.read_bytes()
    journal = Journal(path, writable=True)
    for _ in range(2):
        with pytest.raises(PressmarkError, match=r"newer Pressmark \(format 9"):
            journal.catch_up()
        with pytest.raises(NotSaved, match="newer Pressmark"):
            journal.append("a", quotes(q=1), {})
    journal.close()
    with opened(path, writable=False) as follower:
        assert follower.catch_up() == 0
        assert len(follower.problems) == 1
        assert "newer Pressmark" in follower.problems[0].what
    assert path.read_bytes() == before


def test_a_newer_format_that_this_one_may_read_is_read_but_not_written(path: Path) -> None:
    path.parent.mkdir(parents=True)
    entry = Entry(1, 1, "", "new", {"quotes": {"q": msgspec.Raw(b"{}")}}, {})
    path.write_bytes(seal(Header(version=2, reads=1)) + seal(entry))
    with opened(path) as journal:
        assert journal.keys("quotes") == ["q"]
        with pytest.raises(NotSaved, match="update this one"):
            journal.append("a", quotes(q=1), {})
        with pytest.raises(PressmarkError, match="update this one"):
            journal.compact()


def test_reading_a_journal_does_not_load_tinydb() -> None:
    code = "import sys, store.journal; sys.exit('tinydb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_topics_are_records_like_all_others(path: Path) -> None:
    with opened(path) as journal:
        journal.append("new topic", {"topics": {"arms": Topic("arms", colour="red")}}, {})
        assert content(journal) == {"topics": {"arms": {"name": "arms", "colour": "red"}}}
