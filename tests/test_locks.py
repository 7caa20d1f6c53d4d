"""Who keeps everybody from reading is found in the kernel's list of locks."""

from __future__ import annotations

import fcntl
import os
import re
import struct
import time
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from store.accounts import account_name
from store.locks import Holder, locking_up, locking_up_memory
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


def locked(path: Path, kind: str, *ranges: str) -> AbstractContextManager[int]:
    return locked_by(LOCKER, kind, str(path), *ranges)


@pytest.mark.parametrize("ranges", [["124+4"], ["0+0"], ["124+1", "126+9", "125+1"], ["123+5"]])
def test_whoever_holds_all_places_to_read_is_named(shm: Path, ranges: list[str]) -> None:
    with locked(shm, "posix", *ranges) as process:
        assert locking_up_memory(shm) == Holder(process, account_name())
    assert locking_up_memory(shm) is None


def test_a_lock_of_an_open_file_names_no_process_and_counts(shm: Path) -> None:
    with locked(shm, "open file", "124+4"):
        found = locking_up_memory(shm)
        assert found is not None
        assert found.account == ""


@pytest.mark.parametrize("ranges", [["124+3"], ["125+3"], ["120+4", "128+1"], ["124+1", "126+2"]])
def test_one_free_place_is_enough(shm: Path, ranges: list[str]) -> None:
    with locked(shm, "posix", *ranges):
        assert locking_up_memory(shm) is None


def test_readers_and_waiters_and_this_process_keep_nobody_out(shm: Path) -> None:
    with locked(shm, "shared", "123+5"):
        assert locking_up_memory(shm) is None
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
        assert locking_up_memory(shm) is None
    os.waitpid(waiting, 0)


@pytest.mark.parametrize("place", [0x40000000, 0x40000002, 0x400001FF])
def test_one_byte_of_a_database_is_enough_to_keep_everybody_out(shm: Path, place: int) -> None:
    with locked(shm, "posix", f"{place}+1") as process:
        assert locking_up(shm) == Holder(process, account_name())
    with locked(shm, "posix", f"{0x40000200}+1"):
        assert locking_up(shm) is None


def test_where_nothing_is_shared_nobody_is_kept_out(tmp_path: Path) -> None:
    assert locking_up_memory(tmp_path / "library.db-shm") is None


def test_locks_on_other_files_do_not_count(shm: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"\0" * 256)
    with locked(other, "posix", "0+0"):
        assert locking_up_memory(shm) is None


def test_a_file_of_the_same_number_on_another_device_does_not_count(
    shm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with locked(shm, "posix", "124+4"):
        listed = LOCKS.read_text()
        mine = re.search(rf"(\w+:\w+):{shm.stat().st_ino} 124 127", listed)
        assert mine
        assert locking_up_memory(shm)
    fake = tmp_path / "locks"
    monkeypatch.setattr("store.locks._LOCKS", fake)
    fake.write_text(listed)
    assert locking_up_memory(shm)
    fake.write_text(listed.replace(f"{mine[1]}:", "00:ff:"))
    assert locking_up_memory(shm) is None
