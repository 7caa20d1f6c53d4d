"""Damage to what a compaction left: the snapshot that a journal begins with, and its history."""

from __future__ import annotations

import gzip
import os
from contextlib import closing
from pathlib import Path

import pytest

from store.journal import Entry, Journal, packed
from store.journal.compaction import History
from store.model import PressmarkError


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal that was compacted after 30 edits, and has two more; its history has 8 members."""
    monkeypatch.setattr(packed, "MEMBER", 3 * 800)
    path = tmp_path / "vera" / "journal.jsonl"
    with closing(Journal(path, writable=True)) as journal:
        for number in range(30):
            put(journal, f"q{number:02}")
        journal.compact()
        for number in (30, 31):
            put(journal, f"q{number}")
    return path


def put(journal: Journal, key: str) -> None:
    journal.append(key, {"quotes": {key: {"note": key * 200}}}, {})


def read(path: Path) -> tuple[list[Entry], Journal]:
    """Every edit that can be read, and the journal, which is closed."""
    with closing(Journal(path, writable=False)) as journal:
        journal.catch_up()
        return list(journal.history()), journal


def history_of(path: Path) -> Path:
    return path.with_name("history.jsonl.gz")


def test_a_snapshot_that_is_not_whole_is_reported_wherever_it_was_cut_off(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        _, journal = read(path)
        if journal.count("quotes") < 30:
            assert journal.problems, f"nobody hears that {length} of {len(whole)} bytes are left"
        else:
            assert journal.problems == []


def test_what_is_added_to_a_cut_off_snapshot_is_an_edit_of_its_own(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:3]))
    with closing(Journal(path, writable=True)) as journal:
        put(journal, "new")
        with pytest.raises(PressmarkError, match="damaged"):
            journal.compact()
    edits, journal = read(path)
    assert [edit.label for edit in edits] == [*(f"q{number:02}" for number in range(30)), "new"]
    assert any("missing" in each.what for each in journal.problems)


def test_a_flipped_bit_in_the_history_costs_one_member_and_is_named_by_its_place(
    path: Path,
) -> None:
    whole = history_of(path).read_bytes()
    starts = [n for n in range(len(whole)) if whole.startswith(b"\x1f\x8b\x08\0\0\0\0\0", n)]
    assert len(starts) == 8
    for position in range(0, len(whole), 7):
        for bit in range(8):
            flipped = bytes([whole[position] ^ 1 << bit])
            history_of(path).write_bytes(whole[:position] + flipped + whole[position + 1 :])
            edits, journal = read(path)
            assert len(edits) >= 32 - 4
            hit = max(start for start in starts if start <= position)
            assert {each.offset for each in journal.problems} <= {hit}
            assert journal.problems or len(edits) == 32


def test_a_history_that_lost_its_end_is_reported_with_where_it_ends_now(path: Path) -> None:
    whole = history_of(path).read_bytes()
    for length in range(0, len(whole), 11):
        history_of(path).write_bytes(whole[:length])
        _, journal = read(path)
        assert journal.problems[0].path == str(history_of(path))
        assert journal.problems[0].offset == length


@pytest.mark.parametrize("empty", [False, True])
def test_a_journal_that_is_gone_is_reported_and_its_history_is_never_overwritten(
    path: Path, empty: bool
) -> None:
    earlier = history_of(path).read_bytes()
    if empty:
        path.write_bytes(b"")
    else:
        path.unlink()
    edits, journal = read(path)
    assert len(edits) == 30
    assert ["backup" in each.what for each in journal.problems] == [True]
    with closing(Journal(path, writable=True)) as again:
        put(again, "new")
        again.compact()
    assert path.with_name("history.1.jsonl.gz").read_bytes() == earlier
    edits, journal = read(path)
    assert [edit.label for edit in edits] == ["new"]


def test_damage_that_came_after_reading_is_not_copied_into_the_history(path: Path) -> None:
    with closing(Journal(path, writable=True)) as journal:
        put(journal, "last")
        damaged = path.read_bytes().replace(b'"label":"q31"', b'"label":"q13"')
        with path.open("r+b") as file:
            file.write(damaged)
        with pytest.raises(PressmarkError, match="not as it was written any more"):
            journal.compact()
    assert path.read_bytes() == damaged


def test_a_history_that_unpacks_to_endless_nonsense_is_given_up(path: Path) -> None:
    packed = gzip.compress(b"bad\n" * 1_000_000)
    path.with_name("history.jsonl.gz").write_bytes(packed)
    asked = 0

    def report(_offset: int, _what: str) -> None:
        nonlocal asked
        asked += 1

    history = History(path.with_name("history.jsonl.gz"), os.geteuid())
    assert list(history.entries(None, report)) == []
    assert 0 < asked < 20_000
