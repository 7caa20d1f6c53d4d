"""Files: writing one whole or not at all, and whether there is one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, BinaryIO, Literal, TextIO, overload

from store.model import PressmarkError
from store.text import printable

_NEW_FILE = 0o666
"""Permissions of a file that is not there yet, before the user's umask."""


def release(descriptor: int) -> None:
    """Close a file of which nothing is waited for.

    A network file system whose other end is gone says so here too. The descriptor is closed
    nevertheless: closing it twice could close somebody else's.
    """
    with suppress(OSError):
        os.close(descriptor)


def is_missing(path: Path) -> bool:
    """Whether nothing stands at `path`; what may not be looked at may well be there.

    `Path.exists` raises for that, as where `su` left $HOME with a folder of somebody else's.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


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
        new = replaced is None and permissions is None
        with _folder(target.parent) as folder, _spare(target, _NEW_FILE if new else 0o600) as spare:
            path_of_spare, descriptor = spare
            with _opened(descriptor, mode) as out:
                yield out
                out.flush()
                _hand_on(descriptor, permissions, replaced)
                os.fsync(descriptor)
            path_of_spare.replace(target)
            os.fsync(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise PressmarkError(f"{printable(str(path))} was not written: {reason}.") from error


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
        raise PermissionError("it is write-protected")
    return found


@contextmanager
def _folder(path: Path) -> Iterator[int]:
    """A descriptor of the folder, opened first: a folder that cannot be synced is not begun."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except FileNotFoundError:
        name = printable(str(path))
        raise FileNotFoundError(f"there is no folder {name}; make it, or name another") from None
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _spare(target: Path, permissions: int) -> Iterator[tuple[Path, int]]:
    """A new file beside `target` and its descriptor; gone at the end unless it was renamed."""
    path = target.with_name(f".{os.urandom(8).hex()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, permissions)
    try:
        yield path, descriptor
    finally:
        path.unlink(missing_ok=True)


def _hand_on(descriptor: int, permissions: int | None, replaced: os.stat_result | None) -> None:
    """Give the file its permissions; those of a group that it cannot be given to are left out."""
    if permissions is None and replaced is not None:
        permissions = stat.S_IMODE(replaced.st_mode)
        if replaced.st_gid != os.fstat(descriptor).st_gid:
            try:
                os.fchown(descriptor, -1, replaced.st_gid)
            except PermissionError:
                permissions &= ~stat.S_IRWXG
    if permissions is not None:
        os.fchmod(descriptor, permissions)


def _opened(descriptor: int, mode: str) -> IO[Any]:
    if "b" in mode:
        return os.fdopen(descriptor, mode)
    return os.fdopen(descriptor, mode, encoding="utf-8", newline="")
