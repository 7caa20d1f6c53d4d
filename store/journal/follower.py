"""Reading one analyst's journal: what is alive in it, what is new, and what ever happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from store.journal.alive import Alive
from store.journal.compaction import History
from store.journal.files import Taken, Unfit
from store.journal.line import Entry
from store.journal.reader import Look, Unreadable
from store.journal.replay import Problem, Replay

ORPHANED = (
    "the journal is empty or not there, but history.jsonl.gz tells of earlier edits; "
    "bring the journal back from a backup"
)


class Follower:
    """The annotations in one file, read on from where they were read last.

    The file must belong to the account with the number `owner`. `listener` gets each new edit
    after it is applied; it must not append. `on_reset` says that what the listener got so far is
    void and everything comes again, because the file was compacted or replaced.

    A file that is not there is an empty journal. Opening reads nothing: call `catch_up`.
    """

    def __init__(
        self,
        path: Path,
        owner: int,
        listener: Callable[[Entry], None] | None = None,
        on_reset: Callable[[], None] | None = None,
        *,
        trusted: bool = True,
    ) -> None:
        self.path = path
        self._listener = listener
        self._on_reset = on_reset
        self._alive = Alive()
        self._replay = Replay(path, owner, trusted=trusted)
        self._history = History(path.with_name("history.jsonl.gz"), owner)

    # What is alive

    def get(self, table: str, key: str) -> bytes | None:
        """The JSON of one record, or None. A colleague may have written anything: check it."""
        return self._alive.get(table, key)

    def keys(self, table: str) -> Sequence[str]:
        """The keys of a table, in the order that they came."""
        return self._alive.keys(table)

    def items(self, table: str) -> Iterator[tuple[str, bytes]]:
        """Key and JSON of each record of a table; not to be mixed with reading on or writing."""
        return self._alive.items(table)

    def count(self, table: str) -> int:
        """How many records a table has."""
        return self._alive.count(table)

    def tables(self) -> Sequence[str]:
        """The names of all tables that ever had a record since the last compaction."""
        return list(self._alive.tables())

    @property
    def problems(self) -> list[Problem]:
        """What was found wrong with the file so far."""
        return self._replay.problems

    @property
    def clock(self) -> int:
        """The highest Lamport clock in the file so far."""
        return self._replay.clock

    @property
    def size(self) -> int:
        """Bytes of the file that were read or written."""
        return self._replay.reader.offset

    @property
    def alive(self) -> int:
        """Bytes of keys and records that count today."""
        return self._alive.size

    # Reading on

    def catch_up(self, limit: int | None = None) -> int:
        """Read what is new, at most `limit` lines, and tell the listener.

        Returns how many lines were read: each is an edit that was applied or a problem that was
        reported. 0 means up to date. A file that cannot be used at all is ignored, with a problem.
        """
        try:
            look = self._replay.look()
            if look in (Look.REPLACED, Look.GONE):
                self._reset()
            read = 0 if look in (Look.SAME, Look.GONE) else self._read(limit)
            if self._replay.is_empty and self._history.size:
                self._replay.report(0, ORPHANED)
            return read
        except Unfit as error:
            self._reset()
            self._cannot_use(error)
            return 0

    def _cannot_use(self, error: Unfit) -> None:
        where = self.path.parent if isinstance(error, Taken) else self.path
        self._replay.report(0, str(error), where)

    def _reset(self) -> None:
        known = self._replay.number is not None
        self._replay.forget()
        self._alive.clear()
        for what in self._replay.reader.doubts():
            self._replay.report(0, what)
        if known and self._on_reset is not None:
            self._on_reset()

    def _read(self, limit: int | None) -> int:
        count = 0
        for entry in islice(self._replay.entries(), limit):
            count += 1
            if entry is not None:
                self._apply(entry)
        return count

    def _apply(self, entry: Entry) -> None:
        self._alive.apply(entry)
        if self._listener is not None:
            self._listener(entry)

    def history(self) -> Iterator[Entry]:
        """Every edit that was ever made, the oldest first, read from disk as it is asked for.

        Damage that is met on the way is added to `problems`.
        """
        last = 0
        for entry in chain(self.earlier(), self._replay.edits_again()):
            if entry.number > last:
                last = entry.number
                yield entry

    def earlier(self) -> Iterator[Entry]:
        """The edits of `history` from before the last compaction, the oldest first."""
        return self._history.entries(self.shed, self._report_history)

    def recent(self) -> Iterator[Entry]:
        """The edits of `history` since the last compaction, the newest first."""
        try:
            yield from self._replay.edits_back()
        except Unreadable as error:
            self._replay.report(0, f"the file cannot be read backwards: {error}")

    @property
    def shed(self) -> int | None:
        """Bytes of `history.jsonl.gz` that count; None for all of it."""
        # A header that is damaged says nothing of the length.
        header = self._replay.header
        return None if header is None else header.history

    def _report_history(self, offset: int, what: str) -> None:
        self._replay.report(offset, what, self._history.path)

    def close(self) -> None:
        """Give the file back; what is in memory stays readable."""
        self._replay.reader.close()
