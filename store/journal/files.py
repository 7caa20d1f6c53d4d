"""Files and folders in a place that is shared: opened with distrust, made for one to write."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TypeAlias

from store.accounts import account_name
from store.model import PressmarkError

SAFELY = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

Identity: TypeAlias = tuple[int, int]
"""Device and inode."""


class Unfit(PressmarkError):
    """A path that names something which must not be read or written as this analyst's file."""


class Taken(Unfit):
    """A folder that is named after one account and was made by another."""


def identity(status: os.stat_result) -> Identity:
    return status.st_dev, status.st_ino


def open_regular(path: Path, owner: int, flags: int = os.O_RDONLY) -> int:
    """A descriptor of the regular file `path` that belongs to the account `owner`.

    Follows no link, waits for no other end of a pipe, opens no device. Raises FileNotFoundError,
    and Unfit for anything else that stands in the way.
    """
    try:
        _must_be_fit(path, os.lstat(path), owner)
        descriptor = os.open(path, flags | SAFELY)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Unfit(f"{path} cannot be opened: {error.strerror}") from error
    try:
        _must_be_fit(path, os.fstat(descriptor), owner)
    except Unfit:
        os.close(descriptor)
        raise
    return descriptor


def _must_be_fit(path: Path, status: os.stat_result, owner: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Unfit(f"{path} is not an ordinary file and is left alone; move it away")
    if status.st_uid != owner:
        raise Unfit(
            f"{path} belongs to {account_name(status.st_uid)}, not to {account_name(owner)}, and "
            "is left alone; move it away or change its owner back"
        )


def must_own(folder: Path, owner: int) -> None:
    """Raise Taken unless `folder` is one, and the account `owner` made it.

    Who made it could put a file of the owner's into it that is of another library, or lead to
    one. Raises FileNotFoundError where there is nothing.
    """
    status = os.lstat(folder)
    if stat.S_ISDIR(status.st_mode) and status.st_uid == owner:
        return
    owners = account_name(owner)
    keepers = sorted({account_name(os.lstat(folder.parent).st_uid), "root"})
    made = f"was made by {account_name(status.st_uid)}, not by {owners},"
    what = made if stat.S_ISDIR(status.st_mode) else "is not a folder"
    raise Taken(
        f"{folder} {what} and does not count as {owners}'s; ask {' or '.join(keepers)} to rename it"
    )


def doubts(descriptor: int) -> list[str]:
    """What is odd about an open file but does not stop anybody from reading it."""
    status = os.fstat(descriptor)
    found = []
    if status.st_nlink > 1:
        found.append(f"the file has {status.st_nlink} names (hard links); it should have one")
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        found.append("others than its owner may write to the file; chmod 644 takes that back")
    return found


def make_folder(folder: Path) -> None:
    """Make `folder` for its owner to write and everybody to read, where there is none.

    Raises Unfit where it is there and is somebody else's.
    """
    try:
        try:
            folder.mkdir(mode=0o755, parents=True)
            sync_folder(folder.parent)
        except FileExistsError:
            pass
        must_own(folder, os.geteuid())
        mode = stat.S_IMODE(os.lstat(folder).st_mode)
        wanted = (mode | 0o755) & ~0o022
        if mode != wanted:
            folder.chmod(wanted)
    except OSError as error:
        raise Unfit(f"the folder {folder} cannot be made: {error.strerror}") from error


def sync_folder(folder: Path) -> None:
    """Put the names in `folder` on the disk. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
