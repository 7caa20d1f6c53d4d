"""What was called saved survives kills, full disks, failing syncs and other sessions."""

from __future__ import annotations

import os
import random
import resource
import select
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store.journal import Journal, NotSaved, writer
from store.model import PressmarkError

NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vera" / "journal.jsonl"


def in_child(work: Callable[[int], None]) -> tuple[int, int]:
    """Run `work` in a child process; its id, and the end to read of the pipe that it writes to."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    os.close(reading)
    status = 1
    try:
        work(writing)
        status = 0
    finally:
        os._exit(status)


def everything_from(reading: int) -> str:
    with os.fdopen(reading) as pipe:
        return pipe.read()


def ended_well(child: int) -> bool:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def put(journal: Journal, key: str, note: str = "") -> None:
    journal.append(key, {"quotes": {key: {"note": note}}}, {})


def write_for_ever(path: Path, prefix: str, acknowledge: int) -> None:
    journal = Journal(path, writable=True)
    chance = random.Random(prefix)
    for number in range(1_000_000):
        put(journal, f"{prefix}.{number}", "x" * chance.choice([0, 100, 10_000]))
        os.write(acknowledge, f"{prefix}.{number}\n".encode())
        if chance.random() < 0.05:
            journal.compact()


@pytest.mark.parametrize("library", range(8))
def test_every_acknowledged_edit_survives_a_kill_at_any_moment(path: Path, library: int) -> None:
    chance = random.Random(library)
    acknowledged: list[str] = []
    for kill in range(25):

        def work(pipe: int, prefix: str = f"{library}.{kill}") -> None:
            write_for_ever(path, prefix, pipe)

        child, reading = in_child(work)
        if kill % 2:  # while it writes, rather than while it opens
            select.select([reading], [], [])
        time.sleep(chance.uniform(0, 0.012))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged += everything_from(reading).split()
    journal = Journal(path, writable=True)
    put(journal, "end")
    assert journal.problems == []
    assert acknowledged
    assert set(acknowledged) <= set(journal.keys("quotes"))
    labels = [entry.label for entry in journal.history()]
    assert len(labels) == len(set(labels))
    assert set(labels) == set(journal.keys("quotes"))
    assert journal.problems == []
    journal.close()


def test_two_sessions_at_once_lose_nothing_and_see_each_other(path: Path) -> None:
    def work(pipe: int, name: str) -> None:
        journal = Journal(path, writable=True)
        for number in range(150):
            put(journal, f"{name}{number}")
            if number % 40 == 20:
                journal.compact()
        while journal.count("quotes") < 300:
            journal.catch_up()
            time.sleep(0.001)
        os.write(pipe, " ".join(journal.keys("quotes")).encode())

    children = [in_child(lambda pipe, name=name: work(pipe, name)) for name in "ab"]  # type: ignore[misc]
    expected = {f"{name}{number}" for name in "ab" for number in range(150)}
    for child, reading in children:
        assert set(everything_from(reading).split()) == expected
        assert ended_well(child)
    journal = Journal(path, writable=False)
    journal.catch_up()
    assert journal.problems == []
    assert len(list(journal.history())) == 300
    journal.close()


def test_a_full_disk_says_not_saved_and_loses_nothing_else(path: Path) -> None:
    def work(pipe: int) -> None:
        heard: list[str] = []
        journal = Journal(path, writable=True, listener=lambda entry: heard.append(entry.label))
        put(journal, "before")
        whole = path.read_bytes()
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        for room in range(130):  # the line is cut short at every byte
            resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) + room, hard))
            with pytest.raises(NotSaved, match=r"^NOT saved: late: .*disk full"):
                put(journal, "late", "x" * 100)
            assert path.read_bytes() == whole
            assert journal.keys("quotes") == heard == ["before"]
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        put(journal, "after")
        assert heard == ["before", "after"]
        os.write(pipe, b"done")

    child, reading = in_child(work)
    assert everything_from(reading) == "done"
    assert ended_well(child)
    journal = Journal(path, writable=False)
    journal.catch_up()
    assert journal.keys("quotes") == ["before", "after"]
    assert journal.problems == []
    journal.close()


def test_a_sync_that_fails_says_not_saved_and_never_trusts_that_descriptor_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(path, writable=True)
    put(journal, "before")
    whole = path.read_bytes()
    failed: list[int] = []

    def fail(descriptor: int) -> None:
        failed.append(descriptor)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fdatasync", fail)
    with pytest.raises(NotSaved, match=r"^NOT saved: lost: .*Input/output error"):
        put(journal, "lost")
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(failed[0])
    monkeypatch.undo()
    assert path.read_bytes() == whole
    assert journal.keys("quotes") == ["before"]
    put(journal, "after")
    assert journal.keys("quotes") == ["before", "after"]
    assert [entry.number for entry in journal.history()] == [1, 2]
    journal.close()


def test_the_name_of_a_new_file_is_on_the_disk_before_its_first_edit_counts(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    journal = Journal(path, writable=True)
    put(journal, "first")
    assert synced == [str(path.parent.parent), str(path.parent)]
    put(journal, "second")
    assert len(synced) == 2
    journal.close()


def test_a_compaction_syncs_the_history_before_it_replaces_the_journal(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(path, writable=True)
    put(journal, "first")
    done: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        done.append("sync " + Path(f"/proc/self/fd/{descriptor}").readlink().name)
        real_sync(descriptor)

    def replace(source: Path, target: Path) -> None:
        done.append("replace")
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    journal.compact()
    assert done == [
        "sync history.jsonl.gz",
        f"sync {path.parent.name}",
        "sync journal.jsonl.new",
        "replace",
        f"sync {path.parent.name}",
    ]
    journal.close()


def test_a_lock_that_is_never_released_is_waited_for_and_then_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "LOCK_SECONDS", 0.05)
    holder = Journal(path, writable=True)
    journal = Journal(path, writable=True)
    with holder.locked(), pytest.raises(NotSaved, match="another session of yours holds"):
        put(journal, "late")
    put(journal, "in time")
    holder.close()
    journal.close()


def test_a_removed_lock_file_lets_no_two_sessions_write_at_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "LOCK_SECONDS", 0.05)
    first, second = Journal(path, writable=True), Journal(path, writable=True)
    put(first, "a")
    path.with_name("journal.lock").unlink()
    put(second, "b")  # makes a new lock file, which the first session does not have open
    with second.locked(), pytest.raises(NotSaved, match="another session of yours holds"):
        put(first, "c")
    put(first, "d")
    assert first.keys("quotes") == ["a", "b", "d"]
    first.close()
    second.close()


def test_an_append_waits_for_a_session_that_is_just_writing(path: Path) -> None:
    holder = Journal(path, writable=True)
    journal = Journal(path, writable=True)
    with holder.locked():
        waiting = threading.Thread(target=put, args=(journal, "later"))
        waiting.start()
        put(holder, "sooner")
        assert path.read_bytes().count(b"\n") == 2
    waiting.join()
    assert journal.keys("quotes") == ["sooner", "later"]
    holder.close()
    journal.close()


def as_ordinary_user(work: Callable[[Path], None]) -> bool:
    """Whether `work` ends well in a folder of an account that permissions hold for."""

    def lowered(_: int) -> None:
        os.umask(0o022)
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        work(Path(folder) / "own" / "journal.jsonl")

    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        child, reading = in_child(lowered)
        os.close(reading)
        return ended_well(child)


def test_a_file_that_may_not_be_written_is_read_and_the_reason_is_given() -> None:
    def work(path: Path) -> None:
        journal = Journal(path, writable=True)
        put(journal, "before")
        journal.close()
        path.chmod(0o444)
        again = Journal(path, writable=True)
        assert again.catch_up() == 1
        with pytest.raises(NotSaved, match="cannot be opened: Permission denied"):
            put(again, "after")
        path.chmod(0o644)
        put(again, "after")
        assert again.keys("quotes") == ["before", "after"]

    assert as_ordinary_user(work)


def test_a_folder_that_cannot_be_made_or_entered_is_named() -> None:
    def work(path: Path) -> None:
        closed = path.parent / "closed"
        closed.mkdir(parents=True, mode=0o000)
        journal = Journal(closed / "vera" / "journal.jsonl", writable=True)
        with pytest.raises(PressmarkError, match="cannot be opened: Permission denied"):
            journal.catch_up()
        with pytest.raises(NotSaved, match="cannot be made: Permission denied"):
            put(journal, "q")
        closed.chmod(0o555)
        with pytest.raises(NotSaved, match="cannot be made: Permission denied"):
            put(journal, "q")

    assert as_ordinary_user(work)
