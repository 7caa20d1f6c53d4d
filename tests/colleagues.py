"""Several analysts on one library, for tests: each writes a journal that the others accept."""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store import Library, open_library


def need_root() -> None:
    if os.geteuid():
        pytest.skip("only root can make another account's journal")


@contextmanager
def working_as(path: Path, name: str) -> Iterator[Library]:
    """A session as another account, which owns the journal at last.

    `name` is an account that every system has, such as `nobody` or `daemon`.
    """
    need_root()
    account = pwd.getpwnam(name)
    folder = path / "analysts" / name
    _give(folder, os.geteuid(), os.getegid())
    theirs = open_library(path, analyst=name)
    try:
        yield theirs
    finally:
        theirs.close()
        _give(folder, account.pw_uid, account.pw_gid)


def _give(folder: Path, user: int, group: int) -> None:
    for place in (folder, *folder.iterdir()) if folder.exists() else ():
        os.chown(place, user, group)
