"""A file is replaced whole or not at all, whatever happens while it is written."""

from __future__ import annotations

import os
import random
import resource
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.files import atomic_write
from store.model import PressmarkError
from tests.places import ROOT


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_text_is_written_as_it_is(tmp_path: Path) -> None:
    with atomic_write(tmp_path / "a") as out:
        out.write("“żółw”\r\n\n")
    assert (tmp_path / "a").read_bytes() == "“żółw”\r\n\n".encode()
    with atomic_write(tmp_path / "a", "wb") as data:
        data.write(b"\x00\xff")
    assert (tmp_path / "a").read_bytes() == b"\x00\xff"
    assert names(tmp_path) == ["a"]


def test_the_old_file_stands_until_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    with atomic_write(path) as out:
        out.write("new")
        out.flush()
        assert path.read_text() == "old"
    assert path.read_text() == "new"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_block_that_fails_changes_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    with pytest.raises(error), atomic_write(path) as out:
        out.write("half of")
        raise error
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a"]


def test_a_full_disk_changes_nothing_and_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(PressmarkError) as caught, atomic_write(path) as out:
            for _ in range(1_000):
                out.write("x" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert str(caught.value) == f"{path} was not written: File too large."
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a"]


def test_a_disk_that_is_full_at_the_last_byte_changes_nothing(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    path = tmp_path / "a"
    path.write_text("old")
    with pytest.raises(PressmarkError, match="No space left"), atomic_write(path) as out:
        out.write("in the buffer until the end")
        descriptor = os.open(full, os.O_WRONLY)
        os.dup2(descriptor, out.fileno())
        os.close(descriptor)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a"]


REWRITER = """
import sys
from pathlib import Path
from store.files import atomic_write
while True:
    for letter in "ab":
        with atomic_write(Path(sys.argv[1])) as out:
            for _ in range(200):
                out.write(letter * 1_000)
        print(letter, flush=True)
"""


def test_a_killed_writer_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("a" * 200_000)
    whole = {"a" * 200_000, "b" * 200_000}
    for _ in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", REWRITER, path], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(random.random() / 50)
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        assert path.read_text() in whole


def test_a_new_file_has_what_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with atomic_write(tmp_path / "a"):
            pass
    finally:
        os.umask(before)
    assert permissions(tmp_path / "a") == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_permissions_stay(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a"
    path.touch()
    path.chmod(mode)
    with atomic_write(path) as out:
        assert {permissions(found) & 0o077 for found in tmp_path.iterdir() if found != path} == {0}
        out.write("new")
    assert permissions(path) == mode


def test_permissions_that_are_asked_for_are_given(tmp_path: Path) -> None:
    (tmp_path / "a").touch(mode=0o666)
    with atomic_write(tmp_path / "a", permissions=0o600):
        pass
    assert permissions(tmp_path / "a") == 0o600


def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to(Path("real", "a"))
    with atomic_write(link) as out:
        out.write("new")
    assert link.is_symlink()
    assert (tmp_path / "real" / "a").read_text() == "new"


def test_a_link_that_is_not_followed_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("old")
    (tmp_path / "link").symlink_to("victim")
    with atomic_write(tmp_path / "link", follow=False) as out:
        out.write("new")
    assert (tmp_path / "victim").read_text() == "old"
    assert not (tmp_path / "link").is_symlink()
    assert (tmp_path / "link").read_text() == "new"


def test_a_name_of_the_greatest_length_is_fine(tmp_path: Path) -> None:
    with atomic_write(tmp_path / ("x" * 255)) as out:
        out.write("new")


def refused(tmp_path: Path) -> dict[Path, str]:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "fifo")
    return {
        tmp_path: " is a folder: ",
        tmp_path
        / "none"
        / "a": f"a was not written: there is no folder {tmp_path}/none; make it, or",
        tmp_path / "file" / "a": "a was not written: Not a directory.",
        tmp_path / "loop" / "a": "a was not written: Too many levels of symbolic links.",
        tmp_path / "fifo": " is not an ordinary file: ",
        Path("/dev/null"): " is not an ordinary file: ",
        tmp_path / ("x" * 300): " was not written: File name too long.",
        tmp_path / "\x1b]52;c;eA==\x07" / "a": " was not written: there is no folder ",
    }


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    for path, reason in refused(tmp_path).items():
        with pytest.raises(PressmarkError) as caught, atomic_write(path):
            pytest.fail("the block was entered")
        assert reason in str(caught.value)
        assert str(caught.value).isprintable()
    assert names(tmp_path) == ["fifo", "file", "loop"]


LOCKED_OUT = """
import os, sys
from pathlib import Path
from store.files import atomic_write
from store.model import PressmarkError
if os.geteuid() == 0:  # nothing is locked to root
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
for name in sys.argv[1:]:
    try:
        with atomic_write(Path(name)):
            print("entered")
    except PressmarkError as error:
        print(error)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account may enter; pytest's own are private."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_place_without_the_right_to_write_is_one_sentence(open_folder: Path) -> None:
    locked, guarded = open_folder / "locked", open_folder / "guarded"
    locked.mkdir(mode=0o555)
    guarded.touch()
    guarded.chmod(0o444)
    said = subprocess.run(
        [sys.executable, "-c", LOCKED_OUT, locked / "a", guarded],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert said.stdout.splitlines() == [
        f"{locked}/a was not written: Permission denied.",
        f"{guarded} was not written: it is write-protected.",
    ]
