"""Who is at work in a library now: a row for each session, with what it reads and what it claims.

Nothing here is an annotation. A row ends by itself: when its session ends, when its process is
gone, or when it has been silent for a while; a claim also where nobody presses a key. Sessions tell
each other how long ago they were heard of by the clock that the kernel counts from its start, which
nobody sets.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from store.additions import complete
from store.database import Database
from store.model import PressmarkError, now

SCHEMA = (
    # `article` is the key of the open one. `host` says with whom pids and `beat` are shared.
    """CREATE TABLE IF NOT EXISTS session(
        session TEXT PRIMARY KEY, analyst TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL,
        beat REAL NOT NULL, article INTEGER) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS claim(
        article INTEGER, analyst TEXT, session TEXT NOT NULL, since TEXT NOT NULL,
        PRIMARY KEY(article, analyst)) WITHOUT ROWID""",
)

BEAT = 10.0
"""Seconds between signs of life; a session that reads and claims nothing gives none."""

REST = 1.5
"""Seconds that an article stays open before others are told: nobody reads what is passed over."""

AWAY = 30.0
"""Seconds of silence after which a session is taken to read nothing."""

SILENT = 60.0
"""Seconds of silence after which a session is over, and its claims with it."""

IDLE = 1800.0
"""Seconds without a key after which nobody is there, however lively the process, and the session's
claim is over: a terminal can be left detached, and a line hang for hours before it is closed."""

PATIENCE = 2.0
"""Seconds that a claim waits for another session's writing. Signs of life wait for nobody."""

MOST = 1_000
"""Rows that are looked at at once: any member could write millions."""

NAME = 256
"""Bytes of the longest name that is looked at: any member could write one of a gigabyte."""

ROWS = f"""
    SELECT CAST(session AS BLOB), CAST(analyst AS BLOB), CAST(host AS BLOB), pid, beat, article
    FROM session WHERE typeof(pid) = 'integer' AND typeof(beat) = 'real'
    AND typeof(article) IN ('integer', 'null')
    AND max(length(CAST(session AS BLOB)), length(CAST(analyst AS BLOB)),
            length(CAST(host AS BLOB))) <= {NAME}
    LIMIT {MOST}"""
"""A colleague may have written anything: SQLite keeps values of any kind in any column, and text
that is no UTF-8, which it would rather not give out at all."""

CLAIMS = f"""
    SELECT CAST(session AS BLOB), article FROM claim
    WHERE typeof(article) = 'integer' AND length(CAST(session AS BLOB)) <= {NAME} LIMIT {MOST}"""

GREEDY = """
    DELETE FROM claim WHERE session IN
    (SELECT session FROM claim GROUP BY session HAVING count(*) > 1)"""
"""A session claims one article at a time: this program never wrote more."""

OWN_CLAIM = "SELECT 1 FROM claim WHERE article = ? AND analyst = ? AND session = ?"

CLAIM = """
    INSERT INTO claim
    SELECT json_extract(wanted.value, '$[0]'), :analyst, :session, :since
    FROM json_each(:candidates) AS wanted
    WHERE (SELECT count(*) FROM claim WHERE claim.article = json_extract(wanted.value, '$[0]')
           AND claim.session <> :session) < json_extract(wanted.value, '$[1]')
    AND NOT EXISTS (SELECT 1 FROM claim WHERE claim.article = json_extract(wanted.value, '$[0]')
                    AND claim.analyst = :analyst AND claim.session <> :session)
    ORDER BY wanted.key LIMIT 1
    ON CONFLICT(article, analyst) DO UPDATE SET since = excluded.since RETURNING article"""
"""The first of the candidates, (article, how many sessions may claim it), that is free; if any."""


class Attendant(NamedTuple):
    """A session at work, not over; `article` and `claim` are keys of articles, or None."""

    session: str
    analyst: str
    article: int | None
    claim: int | None


class Lost(NamedTuple):
    """The key of an article whose claim is over, and whether that is for want of keys."""

    article: int
    idle: bool


class _Row(NamedTuple):
    session: str
    analyst: str
    host: str
    pid: int
    beat: float
    article: int | None

    def silence(self, here: str) -> float:
        """Seconds since its last sign of life; without end where there can be no other."""
        at = time.monotonic()
        if self.host.partition(" ")[0] != here.partition(" ")[0] or self.beat > at:
            return float("inf")  # of before the last start of this machine, or made up
        gone = self.host == here and not _exists(self.pid)
        return float("inf") if gone else at - self.beat


class Attendance:
    """This session's row, and a look at those of all others.

    It has a connection of its own, so that it waits for nobody: what cannot be told or looked up
    now is told or looked up the next time.
    """

    def __init__(self, path: Path, analyst: str) -> None:
        self.session = os.urandom(8).hex()  # `secrets` would load OpenSSL
        self.analyst = analyst
        self.claimed: int | None = None
        self.lost: Lost | None = None
        """What was claimed until this session, or who sits at it, was silent for too long."""
        self.others: list[Attendant] = []
        self._path = path
        self._host = host()
        self._opened: Database | None = None
        self._version = -1
        self._looked_at = self._told_at = self._read_at = float("-inf")
        self._used_at = time.monotonic()
        self._article: int | None = None
        self._told: int | None = None
        self._ending: set[int] = set()

    @property
    def _database(self) -> Database:
        if self._opened is None:
            database = Database(self._path, wait=PATIENCE)
            # What is lost in a power cut would be over after it.
            database.run("PRAGMA synchronous=NORMAL")
            database.run("PRAGMA cache_size=-256")
            try:
                complete(database, SCHEMA)
            except PressmarkError:
                database.close()
                raise
            database.run("PRAGMA busy_timeout=0")
            self._opened = database
        return self._opened

    # This session

    def read(self, article: int | None) -> None:
        """Say which article is open; others are told of it by `tell`."""
        if article != self._article:
            self._article = article
            self._read_at = time.monotonic()

    def used(self) -> None:
        """Somebody is there: a key was pressed, or the mouse was used."""
        self._used_at = time.monotonic()

    @property
    def idle(self) -> bool:
        """Whether nobody seems to be there."""
        return time.monotonic() - self._used_at >= IDLE

    def tell(self) -> None:
        """Tell others what is new, or that the session lives, where it is time for that."""
        if self.claimed is not None and self.idle:
            self.lost = Lost(self.claimed, idle=True)
            self.release()
            return
        at = time.monotonic()
        resting = self._article is None or at - self._read_at >= REST
        changed = resting and self._article != self._told
        lives = self._told is not None or self.claimed is not None
        if changed or self._ending or (lives and at - self._told_at >= BEAT):
            with suppress(PressmarkError):  # others write, or this account may not: next time
                self._tell()

    def _tell(self) -> None:
        with self._database.transaction():
            if self._told_at < 0:
                self._sweep()
            self._put()
            self._drop(self._ending)
        self._ending.clear()

    def _put(self) -> None:
        """Write the session's row; within a transaction."""
        at = time.monotonic()
        self._database.run(
            "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(session) DO UPDATE"
            " SET beat = excluded.beat, article = excluded.article",
            (self.session, self.analyst, self._host, os.getpid(), at, self._article),
        )
        self._told, self._told_at = self._article, at

    def _drop(self, articles: Iterable[int]) -> None:
        self._database.run_many(
            "DELETE FROM claim WHERE article = ? AND session = ?",
            [(article, self.session) for article in articles],
        )

    def close(self) -> None:
        """Take the session's row and claim away."""
        if self._opened is None:
            return
        if self._told_at > 0:
            # Where this fails, who looks finds the process gone.
            with suppress(PressmarkError), self._patient() as database, database.transaction():
                self._end([self.session])
        self._opened.close()
        self._opened = None

    # Claims

    def claim(self, candidates: Sequence[tuple[int, int]]) -> int | None:
        """Claim the first free one of (article, how many sessions may claim it at once).

        The claim that the session had ends with that. None where none is free. Whatever others do
        at the same time, nobody gets a place that is taken. Raises PressmarkError.
        """
        values = {
            "analyst": self.analyst,
            "session": self.session,
            "since": now(),
            "candidates": json.dumps(candidates),
        }
        with self._patient() as database, database.transaction():
            self._sweep()
            self._put()
            found = database.rows(CLAIM, values)
            if found:
                database.run(
                    "DELETE FROM claim WHERE session = ? AND article <> ?",
                    (self.session, found[0][0]),
                )
        if not found:
            return None
        self.claimed, self.lost = found[0][0], None
        self.used()
        self._ending.clear()
        return self.claimed

    def release(self) -> None:
        """End the claim; where others write just now, with the next sign of life."""
        if self.claimed is not None:
            self._ending.add(self.claimed)
            self.claimed = None
            self.tell()

    @contextmanager
    def _patient(self) -> Iterator[Database]:
        """The connection, waiting for others while it is used so."""
        self._database.run(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")
        try:
            yield self._database
        finally:
            self._database.run("PRAGMA busy_timeout=0")

    # Others

    def look(self) -> bool:
        """Look at the other sessions; True when there is something new about them."""
        at = time.monotonic()
        try:
            version = int(self._database.value("PRAGMA data_version"))
            if version == self._version and at - self._looked_at < BEAT:
                return False
            rows = _rows(self._database)
            claims = self._claims()
        except PressmarkError:  # locked just now: what is known stays until the next look
            return False
        self._version, self._looked_at = version, at
        claimed = self.claimed
        lost = claimed is not None and claims.get(self.session.encode()) != claimed
        if claimed is not None and lost:  # stopped for a while, and others went on
            self.lost, self.claimed = Lost(claimed, idle=False), None
        before, self.others = self.others, []
        for row in sorted(rows, key=lambda row: (row.analyst, row.session)):
            silence = row.silence(self._host)
            if row.session != self.session and silence < SILENT:
                reads = row.article if silence < AWAY else None
                claim = claims.get(row.session.encode())
                self.others.append(Attendant(row.session, row.analyst, reads, claim))
        return lost or before != self.others

    def _claims(self) -> dict[bytes, int]:
        """What others claim, as far as one looks, and what this session does."""
        claims: dict[bytes, int] = dict(self._database.rows(CLAIMS))
        own = (self.claimed, self.analyst, self.session)
        if self.claimed is not None and self._database.value(OWN_CLAIM, own):
            claims[self.session.encode()] = self.claimed
        return claims

    def _sweep(self) -> None:
        """Take away the sessions that are over, and claims that none can have; in a transaction."""
        rows = _rows(self._database)
        self._end([row.session for row in rows if row.silence(self._host) >= SILENT])
        self._database.run("DELETE FROM claim WHERE session NOT IN (SELECT session FROM session)")
        self._database.run(GREEDY)

    def _end(self, sessions: Sequence[str]) -> None:
        for table in ("session", "claim"):
            self._database.run_many(
                f"DELETE FROM {table} WHERE session = ?", [(session,) for session in sessions]
            )


def _rows(database: Database) -> list[_Row]:
    """The rows of sessions, without those that no session can have written."""
    found = []
    for *names, pid, beat, article in database.rows(ROWS):
        with suppress(UnicodeDecodeError):
            session, analyst, host = (name.decode() for name in names)
            found.append(_Row(session, analyst, host, pid, beat, article))
    return found


def host() -> str:
    """Names this start of this machine and, behind a blank, the space that its pids are of."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot} {Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return f"{os.uname().nodename} ?"


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
