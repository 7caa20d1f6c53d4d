"""A journal sheds what is dead, and remembers everything."""

from __future__ import annotations

import gzip
import json
import os
import sys
from pathlib import Path

import pytest

from store.journal import Journal, compaction
from store.model import PressmarkError
from tests.journals import content, opened, quotes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "analysts" / "vera" / "journal.jsonl"


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
