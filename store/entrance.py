"""The way into a database for those who read it: any member of the group can bar it by locks."""

from __future__ import annotations

import time
from pathlib import Path

from store.locks import Holder, locking_up, locking_up_memory
from store.model import KeptOut

LOOK = 0.003
"""Seconds between two looks at somebody who bars it."""

SURE_FOR = 0.05
"""Seconds for which it is taken to be open, once that was looked at."""

SHARE = 0.005
"""Of all time, what such looks may take: anybody on the machine can make them take 30 ms each."""

PASSING = 0.2
"""Seconds after which somebody who locks readers out is not just beginning a new log."""


class Entrance:
    """Tells who bars the way into a database."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._shm = database.resolve().with_name(database.name + "-shm")
        self._sure_until = 0.0
        self._was_barred = False

    def must_be_open(self, *, surely: bool = False) -> None:
        """Raise KeptOut where somebody locks all readers out.

        SQLite would try for ten seconds, at each statement anew, and nothing could end that. Where
        it has done so, `surely` looks again whatever the last look has shown.
        """
        if surely:
            self._sure_until = 0.0
        now = looked = time.monotonic()
        if now < self._sure_until:
            return
        while held := locking_up_memory(self._shm):
            if self._was_barred or time.monotonic() - now > PASSING:
                self._was_barred = True
                raise self._barred_by(held)
            time.sleep(LOOK)
            looked = time.monotonic()
        now = time.monotonic()
        self._sure_until = now + max(SURE_FOR, (now - looked) / SHARE)
        self._was_barred = False

    def barred(self) -> KeptOut | None:
        """What to raise where somebody locks the database itself; None where nobody does."""
        held = locking_up(self._database)
        return self._barred_by(held) if held else None

    def _barred_by(self, held: Holder) -> KeptOut:
        whose = f" of {held.account}" if held.account else ""
        return KeptOut(
            f"{self._database} is locked by process {held.process}{whose}, so that nobody can read "
            "there; have them or root end it"
        )
