"""Who keeps everybody from reading by locks is found out, and closing lets go of nobody's locks."""

from __future__ import annotations

import fcntl
import os
import re
import struct
import subprocess
import sys
import time
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from store.accounts import account_name
from store.catalogue import Catalogue
from store.database import Database
from store.entrance import Entrance
from store.locks import Holder, locking_up
from store.model import KeptOut
from tests.locking import locked_by
from tests.terminal import PATIENCE

LOCKS = Path("/proc/locks")

LOCKER = """
import fcntl, struct, sys
kind, place, *ranges = sys.argv[1:]
file = open(place, "r+b")
for each in ranges:
    start, length = map(int, each.split("+"))
    if kind == "posix":
        fcntl.lockf(file, fcntl.LOCK_EX, length, start)
    elif kind == "shared":
        fcntl.lockf(file, fcntl.LOCK_SH, length, start)
    else:
        asked = struct.pack("hhqqi0q", fcntl.F_WRLCK, 0, start, length, 0)
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, asked)
"""


@pytest.fixture
def shm(tmp_path: Path) -> Path:
    path = tmp_path / "library.db-shm"
    path.write_bytes(b"\0" * 32768)
    return path


def kept_out(shm: Path) -> str:
    """What is said to who comes to the database of a `-shm` file; "" where nothing is."""
    entrance = Entrance(shm.with_name("library.db"))
    try:
        entrance.must_be_open()
    except KeptOut as error:
        return str(error)
    finally:
        entrance.close()
    return ""


def locked(path: Path, kind: str, *ranges: str) -> AbstractContextManager[int]:
    return locked_by(LOCKER, kind, str(path), *ranges)


@pytest.mark.parametrize("ranges", [["124+4"], ["0+0"], ["124+1", "126+9", "125+1"], ["123+5"]])
def test_whoever_holds_all_places_to_read_is_named(shm: Path, ranges: list[str]) -> None:
    with locked(shm, "posix", *ranges) as process:
        assert f"locked by process {process} of {account_name()}, so" in kept_out(shm)
    assert not kept_out(shm)


def test_a_lock_of_an_open_file_names_no_process_and_counts(shm: Path) -> None:
    with locked(shm, "open file", "124+4"):
        assert "locked by a process that the kernel does not tell, so" in kept_out(shm)


@pytest.mark.parametrize("ranges", [["124+3"], ["125+3"], ["120+4", "128+1"], ["124+1", "126+2"]])
def test_one_free_place_is_enough(shm: Path, ranges: list[str]) -> None:
    with locked(shm, "posix", *ranges):
        assert not kept_out(shm)


def test_readers_and_waiters_and_this_process_keep_nobody_out(shm: Path) -> None:
    with locked(shm, "shared", "123+5"):
        assert not kept_out(shm)
    with shm.open("r+b") as own:
        fcntl.lockf(own, fcntl.LOCK_EX, 5, 123)
        waiting = os.fork()
        if waiting == 0:
            with shm.open("r+b") as other:
                asked = struct.pack("hhqqi0q", fcntl.F_WRLCK, 0, 123, 5, 0)
                fcntl.fcntl(other, fcntl.F_SETLKW, asked)
            os._exit(0)
        deadline = time.monotonic() + PATIENCE
        while b"->" not in LOCKS.read_bytes():
            assert time.monotonic() < deadline
        assert not kept_out(shm)
    os.waitpid(waiting, 0)


@pytest.mark.parametrize("place", [0x40000000, 0x40000002, 0x400001FF])
def test_one_byte_of_a_database_is_enough_to_keep_everybody_out(shm: Path, place: int) -> None:
    with locked(shm, "posix", f"{place}+1") as process:
        assert locking_up(shm) == Holder(process)
    with locked(shm, "posix", f"{0x40000200}+1"):
        assert locking_up(shm) is None


def test_where_nothing_is_shared_nobody_is_kept_out(tmp_path: Path) -> None:
    assert not kept_out(tmp_path / "library.db-shm")


def test_locks_on_other_files_do_not_count(shm: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"\0" * 256)
    with locked(other, "posix", "0+0"):
        assert not kept_out(shm)


def test_a_file_of_the_same_number_on_another_device_does_not_count(
    shm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with locked(shm, "posix", f"{0x40000000}+1"):
        listed = LOCKS.read_text()
        mine = re.search(rf"(\w+:\w+):{shm.stat().st_ino} {0x40000000} {0x40000000}", listed)
        assert mine
        assert locking_up(shm)
    fake = tmp_path / "locks"
    monkeypatch.setattr("store.locks._LOCKS", fake)
    fake.write_text(listed)
    assert locking_up(shm)
    fake.write_text(listed.replace(f"{mine[1]}:", "00:ff:"))
    assert locking_up(shm) is None


def test_looking_lets_go_of_no_lock_that_another_connection_here_holds(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Catalogue(path).close()
    one, other = Database(path), Database(path)
    one.run("BEGIN IMMEDIATE")
    one.run("DELETE FROM copy")
    assert other.value("SELECT count(*) FROM article") == 0
    other.close()
    tried = (
        "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
    )
    script = [sys.executable, "-c", tried, str(path)]
    assert b"database is locked" in subprocess.run(script, capture_output=True, check=False).stderr
    one.run("COMMIT")
    assert subprocess.run(script, capture_output=True, check=False).returncode == 0
    one.close()


def test_who_is_kept_out_leaves_no_file_open(tmp_path: Path) -> None:
    opened = Path("/proc/self/fd")
    before = len(list(opened.iterdir()))
    catalogue = Catalogue(tmp_path / "library.db")
    with locked(tmp_path / "library.db-shm", "posix", "123+5"), pytest.raises(KeptOut):
        Database(catalogue.path)
    catalogue.close()
    assert len(list(opened.iterdir())) == before


def test_looking_at_locks_leaves_no_file_open(tmp_path: Path) -> None:
    opened = Path("/proc/self/fd")
    before = len(list(opened.iterdir()))
    for number in range(3):
        path = tmp_path / f"{number}.db"
        catalogues = [Catalogue(path), Catalogue(path)]
        assert [each.count() for each in catalogues] == [0, 0]
        for each in catalogues:
            each.close()
    assert len(list(opened.iterdir())) == before
