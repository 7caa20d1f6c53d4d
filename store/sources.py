"""Files and folders to read from, which may be anything that a file system can hold."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from store.drafts import Refusal, Refused

MAX_FILE = 50_000_000
"""Bytes that a file may have that is one document, and therefore read as a whole."""

_USUAL = 60_000
"""Bytes that hardly any article has."""

_TOO_BIG = f"is over {MAX_FILE // 1_000_000} MB: split it first"
_NOT_REGULAR = "is not a regular file"


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """`path` open for reading, whatever its size. Raises Refused with the reason it cannot be.

    A pipe or a device is never opened: that alone could wait for ever, or set something off.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refused(_NOT_REGULAR)
        # It may have been swapped since: look again at what was opened, without waiting for it.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise Refused(_NOT_REGULAR)
            yield stream
    except OSError as error:
        raise Refused(_unreadable(error)) from error


def within_cap(stream: BinaryIO) -> BinaryIO:
    """`stream`, to be read whole and at any place; one that cannot be wound back comes in first.

    Raises Refused where there is more of it than the cap.
    """
    if not stream.seekable():
        return io.BytesIO(read_all(stream))
    here = stream.tell()
    size = stream.seek(0, os.SEEK_END)
    stream.seek(here)
    if size - here > MAX_FILE:
        raise Refused(_TOO_BIG)
    return stream


def read_all(stream: BinaryIO) -> bytes:
    """The rest of `stream`. Raises Refused where it has grown beyond the cap."""
    # Room is made for as much as is asked for: to ask for all that is allowed at once takes longer
    # than to read a usual file.
    data = stream.read(_USUAL)
    if len(data) == _USUAL:
        data += stream.read(MAX_FILE + 1 - _USUAL)
    if len(data) > MAX_FILE:
        raise Refused(_TOO_BIG)
    return data


def walk(paths: Iterable[Path], is_known: Callable[[Path], bool]) -> Iterator[Path | Refusal]:
    """The files that `paths` name, and those in the folders that they name, in order.

    In a folder, what is hidden, is not known to be readable or is no file is left out
    with a Refusal; a file that is named itself is taken as it is. Each folder is read once, so
    that links in a circle come to an end.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [(path, True) for path in reversed(list(paths))]
    while waiting:
        path, named = waiting.pop()
        try:
            if (named or not path.name.startswith(".")) and path.is_dir():
                inside = _inside(path, seen)
                waiting += [(inner, False) for inner in reversed(inside)]
                continue
            why = _left_out(path, named, is_known)
        except Refused as error:
            why = str(error)
        except (OSError, ValueError) as error:  # ValueError: a zero byte in a name
            why = _unreadable(error)
        yield Refusal(str(path), why) if why else path


def _left_out(path: Path, named: bool, is_known: Callable[[Path], bool]) -> str:
    """Why this, which is no folder, is left out; empty where it is taken."""
    if path.name.startswith(".") and not named:
        return "is hidden: name it to import it"
    if not stat.S_ISREG(path.stat().st_mode):
        return _NOT_REGULAR
    if named or is_known(path):
        return ""
    kind = f"of the kind {path.suffix}" if path.suffix else "without a suffix"
    return f"is a file {kind}, for which there is no reader: name it to try it as text"


def _inside(folder: Path, seen: set[tuple[int, int]]) -> list[Path]:
    """What stands in `folder` in order; none where it was read already."""
    found = folder.stat()
    if (found.st_dev, found.st_ino) in seen:
        return []
    seen.add((found.st_dev, found.st_ino))
    return sorted(folder.iterdir(), key=lambda path: path.name)


def _unreadable(error: OSError | ValueError) -> str:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"cannot be read: {reason or error}"
