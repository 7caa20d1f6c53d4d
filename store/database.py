"""One SQLite connection, and what its errors mean to a person.

Every statement on `library.db` goes through `Database`, so there is one place where SQLite's
errors become sentences: nobody is ever shown `database is locked`.
"""

from __future__ import annotations

import sqlite3
import time
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

from store.entrance import Entrance
from store.model import PressmarkError

Values: TypeAlias = Sequence[Any] | Mapping[str, Any]
Row: TypeAlias = tuple[Any, ...]

WAIT = 5.0
"""Seconds that a statement waits for another session's transaction."""

LOOK = 0.003
"""Seconds between two looks whether a transaction can begin. SQLite itself would look once in a
tenth of a second, and between two batches of an import the file is free for a moment only."""

GAP = 0.005
"""Seconds that who writes one transaction after the other leaves to those who wait."""

SETTINGS = (
    # An import that was reported as done must survive a power cut; NORMAL would lose the last.
    "PRAGMA synchronous=FULL",
    # Colleagues can write this file: their schema must not call functions on our behalf.
    "PRAGMA trusted_schema=OFF",
    # A mapped file that a colleague cuts short kills us with SIGBUS; reading it is an error.
    "PRAGMA mmap_size=0",
    # In KiB; a session must stay small, and the kernel's page cache is shared by all of them.
    "PRAGMA cache_size=-8192",
    "PRAGMA temp.cache_size=-8192",
    # News is no secret to its own file: zeroing what is freed would double an import's writes.
    "PRAGMA secure_delete=OFF",
    "PRAGMA journal_size_limit=16777216",
)


class Database:
    """A connection in autocommit; what a user can cause is raised as PressmarkError.

    It may be used from several threads, one call at a time: SQLite itself keeps them apart.
    """

    def __init__(self, path: Path, wait: float = WAIT) -> None:
        """Open the file, which must be there, and wait `wait` seconds for other sessions."""
        self.path = path
        self._interrupted = False
        self._entrance = Entrance(path)
        with ExitStack() as opened:
            opened.callback(self._entrance.close)
            with self._explained():
                self._connection = sqlite3.connect(
                    f"{path.absolute().as_uri()}?mode=rw",
                    uri=True,
                    timeout=wait,
                    isolation_level=None,
                    check_same_thread=False,
                )
            opened.callback(self._connection.close)
            for setting in SETTINGS:
                self.run(setting)
            opened.pop_all()

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows."""
        with self._explained(), closing(self._connection.execute(sql, values)) as cursor:
            return cursor.fetchall()

    def value(self, sql: str, values: Values = ()) -> Any:
        """The first column of the first row, or None where there is no row."""
        with self._explained(), closing(self._connection.execute(sql, values)) as cursor:
            row = cursor.fetchone()
        return None if row is None else row[0]

    def integers(self, sql: str, values: Values = ()) -> array[int]:
        """The only column of all rows, 8 bytes each; 100,000 of them are no burden."""
        with self._explained(), closing(self._connection.execute(sql, values)) as cursor:
            return array("q", chain.from_iterable(cursor))

    def run(self, sql: str, values: Values = ()) -> int:
        """Run one statement; return how many rows it changed."""
        with self._explained(), closing(self._connection.execute(sql, values)) as cursor:
            return cursor.rowcount

    def run_many(self, sql: str, values: Iterable[Values]) -> None:
        """Run one statement once for each of `values`."""
        with self._explained(), closing(self._connection.executemany(sql, values)):
            pass

    @contextmanager
    def transaction(self, mode: str = "IMMEDIATE") -> Iterator[None]:
        """All or nothing. `DEFERRED` suits temporary tables: it locks nobody out."""
        if mode == "DEFERRED":  # waits for nobody yet, and edits of a person begin many
            self.run("BEGIN DEFERRED")
        else:
            self._begin(mode)
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            self._connection.rollback()
            raise

    def interrupt(self) -> None:
        """End what another thread has this connection do: it raises, and waits for nobody more."""
        self._interrupted = True
        self._connection.interrupt()

    def _begin(self, mode: str) -> None:
        """Begin a transaction, and wait for the lock as long as any statement may wait."""
        wait = int(self.value("PRAGMA busy_timeout"))
        deadline = time.monotonic() + wait / 1000
        self.run("PRAGMA busy_timeout = 0")
        try:
            while not self._has_begun(mode, last=time.monotonic() >= deadline):
                time.sleep(LOOK)
                self.must_be_let_in()
        finally:  # whoever locks readers out must not make this session impatient for good
            self._connection.execute(f"PRAGMA busy_timeout = {wait}").close()

    def _has_begun(self, mode: str, *, last: bool) -> bool:
        """Try to begin; False where another session writes, unless it is the last try."""
        try:
            self._connection.execute(f"BEGIN {mode}").close()
        except sqlite3.Error as error:
            if last or self._interrupted or _code(error) not in _BUSY:
                raise self._explanation(error) from error
            return False
        return True

    def enter_wal(self, wait: float = WAIT) -> None:
        """Switch to write-ahead logging, which the file then remembers.

        SQLite does not wait for other sessions here, whatever its timeout, so this does.
        """
        deadline = time.monotonic() + wait
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode=WAL").close()
            except sqlite3.OperationalError as error:
                if _code(error) not in _BUSY or time.monotonic() > deadline:
                    raise self._explanation(error) from error
                time.sleep(0.02)
            except sqlite3.Error as error:
                raise self._explanation(error) from error
            else:
                return

    def close(self) -> None:
        try:
            self._connection.close()
        except sqlite3.Error as error:
            raise self._explanation(error) from error
        finally:
            self._entrance.close()

    def must_be_let_in(self) -> None:
        """Raise KeptOut where somebody locks all readers out."""
        self._entrance.must_be_open()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        self.must_be_let_in()
        try:
            yield
        except sqlite3.Error as error:
            if _code(error) == sqlite3.SQLITE_PROTOCOL:  # it tried for those ten seconds
                self._entrance.must_be_open()
            raise self._explanation(error) from error

    def _explanation(self, error: sqlite3.Error) -> Exception:
        """What a user can have caused, as a sentence; anything else is our mistake, and stays."""
        if _code(error) in _BUSY and (kept_out := self._entrance.barred()):
            return kept_out
        extended: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        meaning = _MEANINGS.get(extended) or _MEANINGS.get(_code(error))
        if str(error).startswith(_GONE):
            meaning = _MEANINGS[sqlite3.SQLITE_CORRUPT]
        return error if meaning is None else PressmarkError(f"{self.path} {meaning}.")


_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)

_GONE = ("no such table: ", "no such column: ", "vtable constructor failed: ")
"""What SQLite says where a colleague, who may write the file, has taken a part of it away."""

_MEANINGS = {
    sqlite3.SQLITE_NOTADB: "is not a Pressmark library; choose another folder",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore it from a backup or import the articles again",
    sqlite3.SQLITE_FULL: "could not grow because the disk is full; free some space and try again",
    sqlite3.SQLITE_READONLY: "cannot be written by you; ask its owner for write permission",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check that it exists and that you may write there",
    # The file that sessions share memory by is made when the first of them comes.
    sqlite3.SQLITE_IOERR_SHMSIZE: "cannot be opened because the disk is full; free some space",
    sqlite3.SQLITE_IOERR: "could not be read or written; check the disk",
} | dict.fromkeys(_BUSY, "is in use by another session's import; try again in a moment")


def _code(error: sqlite3.Error) -> int:
    """The primary result code; errors of Python's own module, as of a closed file, have none."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF
