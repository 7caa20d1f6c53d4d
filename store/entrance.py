"""The way into a database for those who read it: any member of the group can bar it by locks."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from store.files import release
from store.locks import Holder, barring, locking_up, open_to_look
from store.model import KeptOut

LOOK = 0.003
"""Seconds between two looks at somebody who bars it."""

PASSING = 0.2
"""Seconds after which somebody who locks readers out is not just beginning a new log."""


class _Watch:
    """Asks for locks on the `-shm` file of a database, however many have it open in this process.

    To close a file lets go of all locks that the process has on it, SQLite's as well: so it is
    opened once, and closed when nobody here reads there any more.
    """

    def __init__(self) -> None:
        self._open: dict[Path, tuple[int, int]] = {}
        """Of each file its descriptor, and how many use it."""
        self._guard = threading.Lock()

    def begin(self, shm: Path) -> int | None:
        """The descriptor of a file; None where there is no such file yet."""
        with self._guard:
            descriptor, users = self._open.get(shm, (-1, 0))
            if not users:
                try:
                    descriptor = open_to_look(shm)
                except OSError:
                    return None
            self._open[shm] = descriptor, users + 1
            return descriptor

    def end(self, shm: Path) -> None:
        with self._guard:
            descriptor, users = self._open.pop(shm)
            if users > 1:
                self._open[shm] = descriptor, users - 1
            else:
                release(descriptor)


_watch = _Watch()


class Entrance:
    """Tells who bars the way into a database; to be closed after the connection is."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._shm = database.resolve().with_name(database.name + "-shm")
        self._descriptor: int | None = None
        self._was_barred = False

    def close(self) -> None:
        if self._descriptor is not None:
            _watch.end(self._shm)
            self._descriptor = None

    def must_be_open(self) -> None:
        """Raise KeptOut where somebody locks all readers out. It takes a few microseconds.

        SQLite would try for ten seconds, at each statement anew, and nothing could end that.
        """
        now = time.monotonic()
        while held := self._held():
            if self._was_barred or time.monotonic() - now > PASSING:
                self._was_barred = True
                raise self._barred_by(held)
            time.sleep(LOOK)
        self._was_barred = False

    def _held(self) -> Holder | None:
        """Who locks all places to read by."""
        if self._descriptor is None:
            self._descriptor = _watch.begin(self._shm)
            if self._descriptor is None:
                return None
        try:
            return barring(self._descriptor)
        except OSError:  # its file system is gone, or knows no locks
            return None

    def barred(self) -> KeptOut | None:
        """What to raise where somebody locks the database itself; None where nobody does."""
        held = locking_up(self._database)
        return self._barred_by(held) if held else None

    def _barred_by(self, held: Holder) -> KeptOut:
        return KeptOut(
            f"{self._database} is locked by {held}, so that nobody can read there; have them or "
            "root end it"
        )
