"""Appending to a file so that it is on the disk, or not there at all: one writer at a time."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.files import release
from store.journal.files import (
    SAFELY,
    Identity,
    Unfit,
    identity,
    make_folder,
    open_regular,
    sync_folder,
)
from store.model import PressmarkError

LOCK_SECONDS = 5.0
"""How long an append waits for another session of the same analyst."""


class LogWriter:
    """Appends to the file of the account that runs this process, one writer at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock_path = path.with_suffix(".lock")
        self._lock: int | None = None
        self._depth = 0
        self._descriptor: int | None = None
        self._identity: Identity | None = None
        self._folder_synced = False

    @property
    def is_locked(self) -> bool:
        """Whether this session holds the lock."""
        return self._depth > 0

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock of this file; may be nested. Raises PressmarkError after LOCK_SECONDS.

        The lock is a file of its own that only its owner can open: `flock` needs no more than an
        open descriptor, so anybody who may read a journal could block its owner by locking it.
        """
        if self._depth == 0:
            self._take_lock()
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0 and self._lock is not None:
                fcntl.flock(self._lock, fcntl.LOCK_UN)

    def _take_lock(self) -> None:
        while True:
            if self._lock is None:
                self._lock = self._open_lock()
            self._wait_for(self._lock)
            if self._lock_is_the_one_there():
                return
            release(self._lock)  # somebody removed the lock file: others lock its successor
            self._lock = None

    def _wait_for(self, lock: int) -> None:
        deadline, pause = time.monotonic() + LOCK_SECONDS, 0.0005
        while True:
            try:
                return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise PressmarkError(
                        f"another session of yours holds {self._lock_path}; "
                        "close that session, then do this again"
                    ) from None
            time.sleep(pause)
            pause = min(pause * 2, 0.02)

    def _lock_is_the_one_there(self) -> bool:
        assert self._lock is not None
        try:
            return identity(os.lstat(self._lock_path)) == identity(os.fstat(self._lock))
        except FileNotFoundError:
            return False

    def _open_lock(self) -> int:
        make_folder(self.path.parent)
        try:
            created = os.open(self._lock_path, os.O_RDWR | os.O_CREAT | os.O_EXCL | SAFELY, 0o600)
        except FileExistsError:
            return open_regular(self._lock_path, os.geteuid(), os.O_RDWR)
        except OSError as error:
            raise Unfit(f"{self._lock_path} cannot be made: {error.strerror}") from error
        return created

    def create(self) -> None:
        """Make the file, empty and readable for everybody, where there is none."""
        try:
            created = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFELY, 0o644)
        except FileExistsError:
            return
        except OSError as error:
            raise Unfit(f"{self.path} cannot be made: {error.strerror}") from error
        try:
            os.fchmod(created, 0o644)  # whatever the umask is: colleagues read, the owner writes
        except OSError as error:  # a file system that gives files to somebody else
            raise Unfit(f"{self.path} cannot be made yours: {error.strerror}") from error
        finally:
            os.close(created)

    def append(self, data: bytes, end: int, expected: Identity | None) -> None:
        """Write `data` at byte `end` of the file `expected`, and return when it is on the disk.

        What stands after `end` is cut off first. Call it within `locked`. Raises OSError; then the
        file is as it was up to `end`, and the descriptor is given up: after a failed sync the
        kernel may call its pages clean, and the next sync would lie.
        """
        descriptor = self._open(expected)
        try:
            if os.fstat(descriptor).st_size > end:
                os.ftruncate(descriptor, end)
            remaining = memoryview(data)
            while remaining:
                remaining = remaining[os.write(descriptor, remaining) :]
            os.fdatasync(descriptor)
            if not self._folder_synced:
                sync_folder(self.path.parent)
                self._folder_synced = True
        except OSError:
            self._take_back(descriptor, end)
            raise

    def _open(self, expected: Identity | None) -> int:
        if self._descriptor is None or self._identity != expected:
            self._close_file()
            opened = open_regular(self.path, os.geteuid(), os.O_WRONLY | os.O_APPEND)
            if identity(os.fstat(opened)) != expected:
                os.close(opened)
                raise OSError(errno.ESTALE, "the file was replaced by another program")
            self._descriptor, self._identity = opened, expected
        return self._descriptor

    def _take_back(self, descriptor: int, end: int) -> None:
        # Where even this fails, an unterminated line stays, which nobody reads and the next
        # append cuts, or a whole one, which counts as an edit that was there after all.
        with suppress(OSError):
            os.ftruncate(descriptor, end)
        self._close_file()

    def _close_file(self) -> None:
        if self._descriptor is not None:
            release(self._descriptor)
        # A new descriptor may be of a file whose name is not on the disk yet: made by a session
        # that was killed before it got to that. So the folder is synced once for each.
        self._descriptor, self._identity, self._folder_synced = None, None, False

    def close(self) -> None:
        self._close_file()
        if self._lock is not None:
            release(self._lock)
            self._lock = None
