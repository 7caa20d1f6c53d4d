"""A journal keeps edits, tells who listens, sheds what is dead, and remembers everything."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.journal import Entry, Journal, NotSaved, compaction
from store.journal.line import MAX_CLOCK, MAX_LINE, Header, seal
from store.model import PressmarkError, Quote, Topic

Model = dict[str, dict[str, object]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "analysts" / "vera" / "journal.jsonl"


@contextmanager
def opened(path: Path, writable: bool = True) -> Iterator[Journal]:
    journal = Journal(path, writable=writable)
    journal.catch_up()
    yield journal
    journal.close()


def content(journal: Journal) -> Model:
    """What is alive, decoded; tables without records left out."""
    tables = {
        name: {key: json.loads(record) for key, record in journal.items(name)}
        for name in journal.tables()
    }
    return {name: records for name, records in tables.items() if records}


def quotes(**records: object) -> dict[str, dict[str, dict[str, object]]]:
    return {"quotes": {key: {"note": value} for key, value in records.items()}}


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


# Compaction


def filled(journal: Journal, edits: int = 60) -> None:
    for number in range(edits):
        journal.append(f"edit {number}", quotes(**{f"q{number % 5}": f"{number}" * 20}), {})


def test_compaction_keeps_what_is_alive_and_the_whole_history(path: Path) -> None:
    with opened(path) as journal:
        filled(journal)
        alive, size = content(journal), path.stat().st_size
        journal.compact()
        assert path.stat().st_size < size / 4
        assert content(journal) == alive
        journal.append("after", quotes(q9=1), {})
        journal.compact()
        journal.append("last", quotes(q9=2), {})
    with opened(path) as journal:
        labels = [*(f"edit {number}" for number in range(60)), "after", "last"]
        assert [entry.label for entry in journal.history()] == labels
        assert content(journal) == {**alive, "quotes": {**alive["quotes"], "q9": {"note": 2}}}
        assert journal.problems == []


def test_compaction_is_no_news_to_the_session_that_does_it(path: Path) -> None:
    news: list[object] = []
    journal = Journal(
        path, writable=True, listener=news.append, on_reset=lambda: news.append("reset")
    )
    journal.append("a", quotes(q=1), {})
    journal.compact()
    assert journal.catch_up() == 0
    journal.append("b", quotes(r=1), {})
    assert [getattr(each, "label", each) for each in news] == ["a", "b"]
    journal.close()


def test_another_session_reads_everything_again_after_a_compaction(path: Path) -> None:
    heard: list[str] = []
    with opened(path) as journal:
        filled(journal)
        other = Journal(
            path,
            writable=True,
            listener=lambda entry: heard.extend(entry.put["quotes"]),
            on_reset=heard.clear,
        )
        other.catch_up()
        journal.compact()
        other.append("theirs", quotes(z=1), {})
        assert sorted(heard) == ["q0", "q1", "q2", "q3", "q4", "z"]
        assert content(other).keys() == {"quotes"}
        journal.catch_up()
        assert content(journal) == content(other)
        other.close()


def test_a_journal_asks_for_compaction_when_over_half_of_it_is_dead(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.journal.journal.COMPACT_ABOVE", 1000)
    with opened(path) as journal:
        journal.append("a", quotes(q="x" * 2000), {})
        assert not journal.should_compact
        journal.append("b", quotes(q="y" * 2000), {})
        assert journal.should_compact
        journal.compact()
        assert not journal.should_compact
    with opened(path, writable=False) as follower:
        assert not follower.should_compact


@pytest.mark.parametrize("step", ["write_snapshot", "seal"])
def test_a_compaction_that_is_killed_loses_and_doubles_nothing(path: Path, step: str) -> None:
    with opened(path) as journal:
        filled(journal, 10)
        alive = content(journal)
    child = os.fork()
    if child == 0:  # dies after the history was extended, before or while the journal is written
        where = f"store.journal.{'journal' if step == 'write_snapshot' else 'compaction'}"
        setattr(sys.modules[where], step, lambda *_: os._exit(7))
        with opened(path) as journal:
            journal.compact()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert path.with_name("history.jsonl.gz").exists()
    with opened(path) as journal:
        assert content(journal) == alive
        for _ in range(2):
            assert [entry.number for entry in journal.history()] == list(range(1, 11))
            assert journal.problems == []
            journal.compact()
    with gzip.open(path.with_name("history.jsonl.gz")) as file:
        assert [json.loads(line)["n"] for line in file] == list(range(1, 11))
    assert sorted(each.name for each in path.parent.iterdir()) == [
        "history.jsonl.gz",
        "journal.jsonl",
        "journal.lock",
    ]


def test_a_compaction_that_fails_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(path) as journal:
        filled(journal, 10)
        before = path.read_bytes()

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(PressmarkError, match="disk full"):
            journal.compact()
        monkeypatch.undo()
        assert path.read_bytes() == before
        journal.append("on", quotes(z=1), {})
        assert [entry.number for entry in journal.history()] == list(range(1, 12))
        journal.compact()
        assert [entry.number for entry in journal.history()] == list(range(1, 12))


def test_the_history_is_a_plain_gzip_file_of_the_lines_as_they_stood(path: Path) -> None:
    with opened(path) as journal:
        filled(journal, 4)
        lines = path.read_bytes().splitlines()[1:]
        journal.compact()
        filled(journal, 2)
        lines += path.read_bytes().splitlines()[-2:]
        journal.compact()
    with gzip.open(path.with_name("history.jsonl.gz")) as file:
        assert file.read().splitlines() == lines


def test_a_lost_or_damaged_history_is_reported_and_stops_nothing(path: Path) -> None:
    with opened(path) as journal:
        filled(journal, 30)
        journal.compact()
        journal.append("after", quotes(z=1), {})
    history = path.with_name("history.jsonl.gz")
    whole = history.read_bytes()
    history.write_bytes(whole[: len(whole) // 2])
    with opened(path) as journal:
        labels = [entry.label for entry in journal.history()]
        assert labels[-1] == "after"
        assert {problem.path for problem in journal.problems} == {str(history)}
        with pytest.raises(PressmarkError, match="should have"):
            journal.compact()
    history.unlink()
    with opened(path) as journal:
        assert [entry.label for entry in journal.history()] == ["after"]
        assert "not there any more" in journal.problems[0].what


def test_a_snapshot_line_holds_about_a_disk_block(path: Path) -> None:
    with opened(path) as journal:
        for number in range(40):
            journal.append("a", quotes(**{f"q{number}": "x" * 400}), {})
        journal.compact()
    lines = path.read_bytes().splitlines()[1:]
    assert len(lines) > 3
    assert max(map(len, lines)) < compaction.BATCH + 500


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
