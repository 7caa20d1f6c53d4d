"""Whatever stands in the file: it opens, damage is reported with its place, the rest is served."""

from __future__ import annotations

import fcntl
import os
import tempfile
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.journal import Journal, NotSaved
from store.journal.files import Unfit, open_regular
from store.model import PressmarkError

MB = 1024 * 1024


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal of five edits, each of one quote."""
    path = tmp_path / "vera" / "journal.jsonl"
    journal = Journal(path, writable=True)
    for number in range(5):
        journal.append(f"edit {number}", {"quotes": {f"q{number}": {"note": number}}}, {})
    journal.close()
    return path


def read(path: Path) -> Journal:
    journal = Journal(path, writable=False)
    journal.catch_up()
    journal.close()
    return journal


def alive(journal: Journal) -> dict[str, bytes]:
    return dict(journal.items("quotes"))


def test_every_truncation_opens_with_the_edits_that_are_whole(path: Path) -> None:
    whole = path.read_bytes()
    everything = alive(read(path))
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        expected = max(0, whole[:length].count(b"\n") - 1)
        journal = read(path)
        assert alive(journal) == dict(list(everything.items())[:expected])
        assert journal.problems == []


def test_a_torn_tail_is_cut_by_the_next_append_and_by_nothing_else(path: Path) -> None:
    whole = path.read_bytes()
    for length in [*range(1, 130), *range(len(whole) - 130, len(whole))]:
        path.write_bytes(whole[:length])
        read(path)
        assert path.read_bytes() == whole[:length]
        journal = Journal(path, writable=True)
        journal.append("next", {"quotes": {"new": {}}}, {})
        journal.close()
        again = read(path)
        assert again.keys("quotes")[-1] == "new"
        assert again.count("quotes") == max(0, whole[:length].count(b"\n") - 1) + 1
        assert again.problems == []


def test_every_flipped_bit_is_found_or_harmless(path: Path) -> None:
    whole = path.read_bytes()
    everything = alive(read(path))
    for position in range(len(whole)):
        for bit in range(8):
            path.write_bytes(
                whole[:position] + bytes([whole[position] ^ 1 << bit]) + whole[position + 1 :]
            )
            journal = read(path)
            assert journal.problems, f"bit {bit} of byte {position}"
            assert alive(journal).items() <= everything.items()
            assert journal.count("quotes") >= 3  # one line, or two where a line end was hit


def test_no_line_is_lost_to_an_append_after_its_end_was_damaged(path: Path) -> None:
    """A last line whose line end flipped looks like one that broke off; it was saved, so stays."""
    whole = path.read_bytes()
    for bit in range(8):
        path.write_bytes(whole[:-1] + bytes([ord("\n") ^ 1 << bit]))
        journal = Journal(path, writable=True)
        journal.append("next", {"quotes": {"new": {}}}, {})
        assert path.read_bytes().startswith(whole[:-1])
        assert journal.problems
        journal.append("and on", {"quotes": {"newer": {}}}, {})
        journal.close()
        again = read(path)
        assert again.keys("quotes") == ["q0", "q1", "q2", "q3", "new", "newer"]
        assert again.problems


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_prefix_of_any_journal_opens_and_goes_on(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "v" / "journal.jsonl"
        journal = Journal(path, writable=True)
        for text in data.draw(st.lists(st.text(max_size=20), min_size=1, max_size=5)):
            journal.append(text, {"quotes": {text: {"note": text}}}, {})
        if data.draw(st.booleans()):
            journal.compact()
        journal.close()
        whole = path.read_bytes()
        path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
        before = alive(read(path))
        journal = Journal(path, writable=True)
        journal.append("next", {"quotes": {"next": {}}}, {})
        journal.close()
        assert alive(read(path)) == {**before, "next": b"{}"}


@settings(deadline=None, max_examples=150)
@given(st.lists(st.binary(max_size=60) | st.just(b"[" * 5000), max_size=5), st.booleans())
def test_any_bytes_at_all_are_read_without_an_exception(lines: list[bytes], sealed: bool) -> None:
    from zlib import crc32

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.jsonl"
        if sealed:  # by somebody who knows how, and means harm
            lines = [line + b',"crc":"%08x"}' % crc32(line) for line in lines]
        path.write_bytes(b"".join(line + b"\n" for line in lines))
        journal = read(path)
        assert bool(journal.problems) == bool(lines)


def test_a_bad_line_in_the_middle_is_skipped_and_named_by_its_offset(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    offset = len(b"".join(lines[:3]))
    lines[3] = lines[3].replace(b"note", b"nope")
    path.write_bytes(b"".join(lines))
    journal = read(path)
    assert journal.keys("quotes") == ["q0", "q1", "q3", "q4"]
    assert [(each.path, each.offset) for each in journal.problems] == [(str(path), offset)]
    assert "checksum" in journal.problems[0].what


@pytest.mark.parametrize("gone", [1, 2])
def test_edits_that_are_missing_are_counted(path: Path, gone: int) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2] + lines[2 + gone :]))
    journal = read(path)
    assert journal.keys("quotes") == ["q0", *(f"q{number}" for number in range(1 + gone, 5))]
    assert [each.what for each in journal.problems] == [
        f"{gone} edits before edit {2 + gone} are missing"
    ]


def test_an_edit_that_stands_there_twice_counts_once(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, lines[2]]))
    journal = read(path)
    assert journal.count("quotes") == 5
    assert "comes after edit 5" in journal.problems[0].what


def test_a_damaged_file_is_never_rewritten_and_can_be_added_to(path: Path) -> None:
    damaged = path.read_bytes().replace(b'"edit 2"', b'"edit 9"')
    path.write_bytes(damaged)
    journal = Journal(path, writable=True)
    journal.append("next", {"quotes": {"new": {}}}, {})
    assert not journal.should_compact
    with pytest.raises(PressmarkError, match="damaged"):
        journal.compact()
    assert path.read_bytes().startswith(damaged)
    assert [entry.label for entry in journal.history()] == [
        "edit 0",
        "edit 1",
        "edit 3",
        "edit 4",
        "next",
    ]
    journal.close()
    assert len(read(path).problems) == 1


def test_a_million_bad_lines_are_not_a_million_reports(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"x\n" * 20_000)
    assert len(read(path).problems) == 100


# Files that a hostile colleague leaves


def make_symlink(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


def make_fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


HOSTILE = pytest.mark.parametrize("make", [make_symlink, make_fifo, make_folder])


@HOSTILE
def test_what_is_no_ordinary_file_is_ignored_and_reported(
    path: Path, make: Callable[[Path], None]
) -> None:
    make(path)
    journal = Journal(path, writable=False)
    for _ in range(3):
        assert journal.catch_up() == 0
    assert journal.keys("quotes") == []
    assert len(journal.problems) == 1
    assert "not an ordinary file" in journal.problems[0].what


@HOSTILE
def test_it_does_not_block_or_fool_its_owner_either(
    path: Path, make: Callable[[Path], None]
) -> None:
    make(path)
    journal = Journal(path, writable=True)
    with pytest.raises(PressmarkError, match="not an ordinary file"):
        journal.catch_up()
    with pytest.raises(NotSaved, match="not an ordinary file"):
        journal.append("next", {"quotes": {"new": {}}}, {})
    journal.close()


@HOSTILE
def test_a_file_that_turns_into_something_else_is_dropped(
    path: Path, make: Callable[[Path], None]
) -> None:
    resets: list[int] = []
    journal = Journal(path, writable=False, on_reset=lambda: resets.append(1))
    journal.catch_up()
    make(path)
    assert journal.catch_up() == 0
    assert journal.keys("quotes") == []
    assert resets == [1]
    journal.close()


@pytest.mark.parametrize("make", [make_symlink, make_fifo])
def test_a_file_that_is_swapped_while_it_is_opened_is_not_followed(
    path: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.lstat

    def looked_at_just_before(name: Path) -> os.stat_result:
        status = real(name)
        monkeypatch.undo()
        make(path)
        return status

    monkeypatch.setattr(os, "lstat", looked_at_just_before)
    with pytest.raises(Unfit, match=r"Too many levels|not an ordinary file"):
        open_regular(path, os.geteuid())


def test_a_file_of_another_account_is_ignored_and_reported(path: Path) -> None:
    journal = Journal(path, writable=False, owner=os.geteuid() + 1)
    assert journal.catch_up() == 0
    assert journal.keys("quotes") == []
    assert "was made by" in journal.problems[0].what


def test_a_second_name_and_a_writable_mode_are_noted_and_stop_nothing(path: Path) -> None:
    path.with_name("copy").hardlink_to(path)
    path.chmod(0o666)
    journal = read(path)
    assert journal.count("quotes") == 5
    assert [each.what.split()[0] for each in journal.problems] == ["the", "others"]
    own = Journal(path, writable=True)
    own.append("next", {"quotes": {"new": {}}}, {})
    own.compact()
    assert own.problems == []
    own.close()


@pytest.mark.parametrize(
    "grow",
    [
        lambda path: os.truncate(path, 10 * 1024 * MB),
        lambda path: path.open("ab").write(b"x" * (100 * MB) + b"\n"),
    ],
    ids=["10 GB of nothing", "a line of 100 MB"],
)
def test_a_huge_file_costs_little_memory_and_is_reported_once(
    path: Path, grow: Callable[[Path], object]
) -> None:
    size = path.stat().st_size
    grow(path)
    tracemalloc.start()
    try:
        journal = Journal(path, writable=False)
        for _ in range(3):
            journal.catch_up()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        os.truncate(path, size)
    assert peak < 100 * MB
    assert journal.count("quotes") == 5
    assert [(each.offset, "longer than" in each.what) for each in journal.problems] == [
        (size, True)
    ]
    journal.close()


def test_an_append_is_refused_where_the_end_of_the_file_cannot_be_read(path: Path) -> None:
    size = path.stat().st_size
    os.truncate(path, 128 * MB)
    journal = Journal(path, writable=True)
    with pytest.raises(NotSaved, match="longer than"):
        journal.append("next", {"quotes": {"new": {}}}, {})
    assert path.stat().st_size == 128 * MB
    assert journal.count("quotes") == 5
    os.truncate(path, size)
    journal.close()


def test_somebody_who_locks_the_file_blocks_nobody(path: Path) -> None:
    """Whoever may read a file may lock it; so its owner must not need that lock."""
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        journal = Journal(path, writable=True)
        journal.append("next", {"quotes": {"new": {}}}, {})
        journal.compact()
        journal.close()
    assert path.with_name("journal.lock").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_somebody_else_laid_out_is_not_written_to(path: Path, tmp_path: Path) -> None:
    (tmp_path / "trap").symlink_to(path.parent)
    journal = Journal(tmp_path / "trap" / "journal.jsonl", writable=True)
    with pytest.raises(NotSaved, match="is not a folder and does not count"):
        journal.append("next", {"quotes": {"new": {}}}, {})
    journal.close()


def test_a_folder_that_others_may_write_to_is_taken_back(path: Path) -> None:
    path.parent.chmod(0o777)
    journal = Journal(path, writable=True)
    journal.append("next", {"quotes": {"new": {}}}, {})
    journal.close()
    assert path.parent.stat().st_mode & 0o777 == 0o755


def test_a_colleagues_file_of_bad_lines_only_is_given_up_and_ones_own_is_not(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.journal.replay.MAX_BAD", 20)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], *[b"bad\n"] * 30, *lines[3:]]))
    theirs = read(path)
    assert theirs.keys("quotes") == ["q0", "q1"]
    assert any("21 lines in a row are no edits" in each.what for each in theirs.problems)
    with closing(Journal(path, writable=True)) as own:
        own.catch_up()
        assert own.count("quotes") == 5


def test_a_colleagues_file_is_read_up_to_a_bound_and_ones_own_to_its_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.journal.replay.MAX_COLLEAGUES", path.stat().st_size // 2)
    with closing(Journal(path, writable=False)) as theirs:
        theirs.catch_up()
        assert 0 < theirs.count("quotes") < 5
        assert ["more than" in each.what for each in theirs.problems] == [True]
        assert theirs.catch_up() == 0
    with closing(Journal(path, writable=True)) as own:
        own.catch_up()
        assert own.count("quotes") == 5
