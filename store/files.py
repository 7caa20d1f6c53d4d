"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, Literal, TextIO, overload

from store.model import PressmarkError
from store.text import printable

_NEW_FILE = 0o666
"""Permissions of a file that is not there yet, before the user's umask."""


@overload
@contextmanager
def atomic_write(
    path: Path, mode: Literal["w"] = ..., *, permissions: int | None = ..., follow: bool = ...
) -> Iterator[TextIO]: ...
@overload
@contextmanager
def atomic_write(
    path: Path, mode: Literal["wb"], *, permissions: int | None = ..., follow: bool = ...
) -> Iterator[BinaryIO]: ...
@contextmanager
def atomic_write(
    path: Path, mode: str = "w", *, permissions: int | None = None, follow: bool = True
) -> Iterator[Any]:
    """A file open for writing that takes the place of `path` at the end of the block.

    What is written goes to a hidden file in the same folder, which is synced and renamed at the
    end. When the block or the disk fails, that file is removed, and `path` is as it was.

    `mode` is "w" (UTF-8, line ends as written) or "wb". A file that is replaced hands on its
    permissions and its group; a new one has what the umask leaves of 0666; `permissions`
    overrides both. A symbolic link stays, and the file that it points to is replaced; with
    `follow=False` the link itself is replaced. Raises PressmarkError where the file cannot be
    written, with the reason that the system gives.
    """
    target = Path(os.path.realpath(path)) if follow else path
    try:
        replaced = _replaceable(target)
        descriptor, temporary = _open_beside(target, private=permissions is not None or replaced)
    except OSError as error:
        raise _not_written(path, error) from error
    try:
        with _opened(descriptor, mode) as out:
            yield out
            out.flush()
            _hand_on(descriptor, replaced, permissions)
            os.fsync(descriptor)
        temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _replaceable(target: Path) -> os.stat_result | None:
    """What stands at `target`, where it may be replaced; None where nothing does."""
    try:
        found = target.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(found.st_mode):
        return None
    if stat.S_ISDIR(found.st_mode):
        raise PressmarkError(f"{printable(str(target))} is a folder: name a file in it.")
    if not stat.S_ISREG(found.st_mode):
        name = printable(str(target))
        raise PressmarkError(f"{name} is not an ordinary file: name another or a new one.")
    if not os.access(target, os.W_OK):
        raise PermissionError(f"{target} is write-protected")
    return found


def _open_beside(target: Path, private: object) -> tuple[int, Path]:
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.open(temporary, flags, 0o600 if private else _NEW_FILE), temporary


def _opened(descriptor: int, mode: str) -> IO[Any]:
    if "b" in mode:
        return os.fdopen(descriptor, mode)
    return os.fdopen(descriptor, mode, encoding="utf-8", newline="")


def _hand_on(descriptor: int, replaced: os.stat_result | None, permissions: int | None) -> None:
    if permissions is not None:
        os.fchmod(descriptor, permissions)
    elif replaced is not None:
        if replaced.st_gid != os.fstat(descriptor).st_gid:
            os.fchown(descriptor, -1, replaced.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(replaced.st_mode))


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_written(path: Path, error: OSError) -> PressmarkError:
    reason = error.strerror or str(error)
    return PressmarkError(f"{printable(str(path))} was not written: {reason}.")
