"""A library on a real network file system: warned of, and no more than told when it is gone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from store import open_library
from store.accounts import group_name
from store.health import look_at
from store.journal import NotSaved
from store.model import Draft
from store.sharing import share
from tests.accounts import ROOT
from tests.shelf import shelve
from tests.terminal import PATIENCE, PRESSMARK, Terminal

SFTP_SERVERS = ("/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server")


@dataclass(frozen=True)
class Remote:
    folder: Path
    pid: Path
    """Holds the number of the process at the other end."""

    def lose(self) -> None:
        """Break the connection, as a network does."""
        os.kill(int(self.pid.read_text()), signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while os.path.ismount(self.folder):
            assert time.monotonic() < end, "the connection stands"
            time.sleep(0.05)


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[Remote]:
    """A mount of sshfs whose other end is on this machine, without a server."""
    serving = next(filter(os.path.exists, SFTP_SERVERS), None)
    if not (shutil.which("sshfs") and shutil.which("fusermount3") and serving):
        pytest.skip("there is no sshfs here, or no sftp-server")
    there, made = tmp_path / "there", Remote(tmp_path / "here", tmp_path / "pid")
    ssh = tmp_path / "ssh"
    there.mkdir()
    made.folder.mkdir()
    ssh.write_text(f"#!/bin/sh\necho $$ > {made.pid}\nexec {serving}\n")
    ssh.chmod(0o755)
    command = ["sshfs", "-o", f"ssh_command={ssh}", f"nowhere:{there}", str(made.folder)]
    if subprocess.run(command).returncode:
        pytest.skip("nothing can be mounted here")
    yield made
    subprocess.run(["fusermount3", "-u", "-z", "-q", str(made.folder)])


def test_the_doctor_the_set_up_and_every_start_warn_of_it(remote: Remote, tmp_path: Path) -> None:
    folder = remote.folder / "library"
    said = share(folder, group_name(os.getegid()))
    assert [line for line in said if "fuse.sshfs, a network file system" in line]
    [finding] = [each for each in look_at(folder) if each.about == "file system"]
    assert (finding.level, "fuse.sshfs" in finding.what) == ("bad", True)
    env = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with Terminal([*PRESSMARK, "--library", str(folder)], env=env) as terminal:
        terminal.wait_for("The library is on fuse.sshfs, a network: see `pressmark doctor`")


def test_nothing_counts_as_saved_when_it_is_gone_and_the_session_ends_in_order(
    remote: Remote,
) -> None:
    with closing(open_library(remote.folder / "library")) as library:
        [article] = shelve(library, [Draft("The guns arrived late.")])
        library.set_status([article], "done")
        remote.lose()
        library.refresh()
        with pytest.raises(NotSaved, match=r"there is no library in .* any more"):
            library.set_status([article], "skipped")
    assert list(remote.folder.iterdir()) == []
