"""One analyst's annotations: alive in memory as raw JSON, on disk as one line an edit.

Promises, on a local Linux file system: when `append` has returned, the edit survives a kill and a
power cut; an edit is there whole or not at all; damage costs the lines that it hits, is reported
with its offset, and such a file is never rewritten; memory and disk grow by the size of the edit.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from store.compaction import History, write_snapshot
from store.line import (
    FORMAT,
    MAX_CLOCK,
    MAX_LINE,
    BadLine,
    Entry,
    Header,
    is_sealed,
    raw,
    read_entry,
    read_header,
    seal,
)
from store.logfile import LogReader, LogWriter, Look, Unfit, Unreadable, sync_folder
from store.model import PressmarkError, now

if TYPE_CHECKING:
    from store.tables import JournalDB

__all__ = ["Entry", "Journal", "NotSaved", "Problem"]

COMPACT_ABOVE = 1024 * 1024
"""Bytes below which a journal is small enough to stay as it is."""

MAX_PROBLEMS = 100
"""Problems that are listed of one file; a hostile file could hold millions."""

Storable: TypeAlias = msgspec.Struct | Mapping[str, Any] | msgspec.Raw | bytes
"""A record to put: a typed record, a dictionary, or its JSON."""


class NotSaved(PressmarkError):
    """An edit that is not on the disk, and why."""


class Problem(msgspec.Struct, frozen=True):
    """Damage that was found in a file: reported, not raised. `offset` is in bytes."""

    path: str
    offset: int
    what: str


class Journal:
    """The annotations in one file, read on from where they were read last.

    `owner` is the number of the account that the file must belong to (None: the one that runs this
    process). `listener` gets each new edit, this session's own included, after it is applied;
    `on_reset` says that what the listener got so far is void and everything comes again, because
    the file was compacted or replaced by another session.

    A file that is not there is an empty journal. Opening reads nothing: call `catch_up`.
    Not for several threads at once; several processes may read and write at will.
    """

    def __init__(
        self,
        path: Path,
        *,
        writable: bool,
        owner: int | None = None,
        listener: Callable[[Entry], None] | None = None,
        on_reset: Callable[[], None] | None = None,
    ) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.clock = 0
        self._listener = listener
        self._on_reset = on_reset
        owner = os.geteuid() if owner is None else owner
        self._reader = LogReader(path, owner, MAX_LINE)
        self._writer = LogWriter(path) if writable else None
        self._history = History(path.with_name("history.jsonl.gz"), owner)
        self._empty()

    def _empty(self) -> None:
        """Forget what was read; the file is to be read from its first byte."""
        self.problems.clear()
        self.clock = 0
        self._tables: dict[str, dict[str, bytes]] = {}
        self._alive = 0  # bytes of keys and records
        self._header: Header | None = None
        self._number: int | None = None  # of the last good line; None before the first
        self._skipped = 0  # bad lines since that one
        self._damaged = False
        self._refusal = ""  # why nothing more is read from this file, nor written to it

    # Reading

    def catch_up(self, limit: int | None = None) -> int:
        """Read what is new, at most `limit` lines, and tell the listener.

        Returns how many lines were read: each is an edit that was applied or a problem that was
        reported. 0 means up to date. Raises PressmarkError where the file is this session's own
        and cannot be used at all; somebody else's is then ignored, with a problem.
        """
        try:
            look = self._reader.look()
        except Unfit as error:
            return self._unusable(str(error))
        if look in (Look.REPLACED, Look.GONE):
            self._reset()
        if look in (Look.SAME, Look.GONE) or self._refusal:
            return 0
        return self._read(limit)

    def _reset(self) -> None:
        known = self._number is not None
        self._empty()
        for what in self._reader.doubts():
            self._report(0, what)
        if known and self._on_reset is not None:
            self._on_reset()

    def _unusable(self, why: str) -> int:
        if self._number is not None:
            self._reset()
        if self._writer is not None:
            raise PressmarkError(why)
        self._report(0, why)
        return 0

    def _read(self, limit: int | None) -> int:
        count = 0
        try:
            for offset, line in self._reader.lines():
                if offset == 0:
                    self._take_header(line)
                    if self._refusal:
                        return 0
                    continue
                self._take_line(offset, line)
                count += 1
                if count == limit:
                    return count
        except Unreadable as error:
            self._refusal = f"{self.path} cannot be read on: {error}; have it checked"
            self._damage(self._reader.offset, str(error))
        if is_sealed(self._reader.rest[:-1]):
            # No write of ours that broke off looks like this: its line end was altered.
            self._damage(self._reader.offset, "the end of the last line is not as it was written")
        return count

    def _take_header(self, line: bytes) -> None:
        try:
            header = read_header(line)
        except BadLine as error:
            self._damage(0, str(error))
            self._skipped = 0  # it has no number
            return
        if header.reads > FORMAT:
            self._refusal = (
                f"{self.path} was written by a newer Pressmark (format {header.version}, this one "
                f"reads {FORMAT}) and is left as it is; update Pressmark to use it"
            )
            self._reader.close()
            self._unusable(self._refusal)
            return
        self._header = header
        self._number = header.start - 1
        self.clock = header.clock

    def _take_line(self, offset: int, line: bytes) -> None:
        try:
            entry = read_entry(line)
        except BadLine as error:
            self._skipped += 1
            self._damage(offset, str(error))
            return
        if self._number is not None:
            missing = entry.number - self._number - 1 - self._skipped
            if entry.number <= self._number:
                self._damage(offset, f"edit {entry.number} comes after edit {self._number}")
                return
            if missing > 0:
                self._damage(offset, f"{missing} edits before edit {entry.number} are missing")
        self._take(entry)

    def _take(self, entry: Entry) -> None:
        self._number, self._skipped = entry.number, 0
        self.clock = max(self.clock, entry.clock)
        for table, keys in entry.delete.items():
            records = self._tables.get(table, {})
            for key in keys:
                gone = records.pop(key, None)
                if gone is not None:
                    self._alive -= len(key) + len(gone)
        for table, put in entry.put.items():
            records = self._tables.setdefault(table, {})
            for key, record in put.items():
                before = records.get(key)
                records[key] = after = bytes(record)
                self._alive += len(after) + (len(key) if before is None else -len(before))
        if self._listener is not None:
            self._listener(entry)

    def _damage(self, offset: int, what: str) -> None:
        self._damaged = True
        self._report(offset, what)

    def _report(self, offset: int, what: str, path: Path | None = None) -> None:
        problem = Problem(str(path or self.path), offset, what)
        if len(self.problems) < MAX_PROBLEMS and problem not in self.problems:
            self.problems.append(problem)

    # Writing

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep this analyst's other sessions from writing, with everything of theirs read.

        What is read within, `clock` included, is still true when `append` writes.
        Raises PressmarkError where the journal cannot be written.
        """
        if self._writer is None:
            raise PressmarkError(f"{self.path} was opened for reading only")
        with self._writer.locked():
            self._writer.create()
            self.catch_up()
            yield

    def append(
        self,
        label: str,
        put: Mapping[str, Mapping[str, Storable]],
        delete: Mapping[str, Sequence[str]],
        clock: int = 0,
    ) -> Entry:
        """Save one edit: when this returns, it is on the disk, applied, and the listener knows.

        `put` is table → key → record, `delete` table → keys. `clock` is the highest Lamport clock
        that the session has seen anywhere; the entry's is higher than all of this file.
        Raises NotSaved, with the file and the memory as they were before.
        """
        try:
            with self.locked():
                self._must_be_writable()
                entry = self._next_entry(label, put, delete, clock)
                self._write(entry)
        except NotSaved:
            raise
        except UnicodeEncodeError as error:
            raise NotSaved(
                f"NOT saved: {label}: the text holds half a character, which no file can; "
                "remove it and do this again"
            ) from error
        except PressmarkError as error:
            raise NotSaved(f"NOT saved: {error}") from error
        self._take(entry)
        return entry

    def _next_entry(
        self,
        label: str,
        put: Mapping[str, Mapping[str, Storable]],
        delete: Mapping[str, Sequence[str]],
        clock: int,
    ) -> Entry:
        return Entry(
            number=(self._number or 0) + self._skipped + 1,
            # A colleague's absurd clock must not carry ours beyond what can be read again.
            clock=min(max(clock, self.clock + 1), MAX_CLOCK),
            at=now(),
            label=label,
            put={table: {k: raw(r) for k, r in records.items()} for table, records in put.items()},
            delete={table: list(keys) for table, keys in delete.items()},
        )

    def _write(self, entry: Entry) -> None:
        assert self._writer is not None
        data = seal(entry)
        if len(data) > MAX_LINE:
            raise NotSaved(
                f"NOT saved: {entry.label}: one edit of {len(data)} bytes is more than the "
                f"{MAX_LINE} that a line may have; do it in parts"
            )
        end = self._reader.offset
        header = self._header
        if is_sealed(self._reader.rest[:-1]):
            # A damaged last line, not one that broke off: it stays, on a line of its own.
            end += len(self._reader.rest)
            data = b"\n" + data
        elif end == 0:
            header = Header()
            data = seal(header) + data
        try:
            self._writer.append(data, end, self._reader.identity)
        except OSError as error:
            raise NotSaved(
                f"NOT saved: {entry.label}: writing {self.path} failed "
                f"({_reason(error)}); make it possible, then do this again"
            ) from error
        self._reader.skip(data, end)
        self._header = header

    def _must_be_writable(self) -> None:
        if self._refusal:
            raise PressmarkError(self._refusal)
        if self._header is not None and self._header.version > FORMAT:
            raise PressmarkError(
                f"{self.path} was written by a newer Pressmark; update this one to add to it"
            )

    # What is alive

    def get(self, table: str, key: str) -> bytes | None:
        """The JSON of one record, or None."""
        return self._tables.get(table, {}).get(key)

    def keys(self, table: str) -> Sequence[str]:
        return list(self._tables.get(table, ()))

    def items(self, table: str) -> Iterator[tuple[str, bytes]]:
        """Key and JSON of each record, oldest key first; not to be mixed with writing."""
        return iter(self._tables.get(table, {}).items())

    def count(self, table: str) -> int:
        return len(self._tables.get(table, ()))

    def tables(self) -> Sequence[str]:
        return list(self._tables)

    @cached_property
    def db(self) -> JournalDB:
        """The same data as a TinyDB; each change through it is one edit."""
        from store.tables import JournalDB

        return JournalDB(self)

    @property
    def size(self) -> int:
        """Bytes of the file that were read or written."""
        return self._reader.offset

    @property
    def alive(self) -> int:
        """Bytes of it that count today."""
        return self._alive

    # History and compaction

    def history(self) -> Iterator[Entry]:
        """Every edit that was ever made, the oldest first, read from disk as it is asked for.

        Damage that is met on the way is added to `problems`.
        """
        last = 0
        for entry in chain(self._earlier(), self._current()):
            if entry.number > last:
                last = entry.number
                yield entry

    def _earlier(self) -> Iterator[Entry]:
        # A header that is damaged says nothing of the length; then all of it counts.
        length = None if self._header is None else self._header.history
        return self._history.entries(length, self._report_history)

    def _report_history(self, what: str) -> None:
        self._report(0, what, self._history.path)

    def _current(self) -> Iterator[Entry]:
        """The edits in the journal itself, without the snapshot that it may begin with."""
        first = 0 if self._header is None else self._header.first_edit
        try:
            for line in self._reader.lines_again():
                with suppress(BadLine):  # reported when it was read first
                    entry = read_entry(line)
                    if entry.number >= first:
                        yield entry
        except Unreadable as error:
            self._report(0, str(error))

    @property
    def should_compact(self) -> bool:
        """Whether over half of a file of some size is dead, so that rewriting it pays."""
        return (
            self._writer is not None
            and not self._damaged
            and self.size > COMPACT_ABOVE
            and self.size > 2 * self._alive
        )

    def compact(self) -> None:
        """Rewrite the file with what is alive only; every edit goes on standing in the history.

        Raises PressmarkError where that fails or the file is damaged; then nothing has changed.
        """
        with self.locked():
            self._must_be_writable()
            if self._damaged:
                raise PressmarkError(
                    f"{self.path} is damaged and is kept as it is; look at what the check reports"
                )
            if self._header is None or self._number is None:
                return
            try:
                self._rewrite(self._header, self._number)
            except (OSError, Unreadable) as error:
                raise PressmarkError(
                    f"{self.path} could not be made smaller ({_reason(error)}); nothing is lost"
                ) from error

    def _rewrite(self, header: Header, number: int) -> None:
        edits = islice(self._reader.lines_again(), header.snapshot, None)
        length = self._history.add(edits, header.history)
        fresh = self.path.with_name(self.path.name + ".new")
        write_snapshot(fresh, self._tables, number, self.clock, length)
        fresh.replace(self.path)
        sync_folder(self.path.parent)
        self._reload()

    def _reload(self) -> None:
        """Read the file that was just written in place of the old; the listener knows it all."""
        listener, self._listener = self._listener, None
        on_reset, self._on_reset = self._on_reset, None
        try:
            self.catch_up()
        finally:
            self._listener, self._on_reset = listener, on_reset

    def close(self) -> None:
        """Give the files back; what is in memory stays readable."""
        self._reader.close()
        if self._writer is not None:
            self._writer.close()


def _reason(error: OSError | Unreadable) -> str:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "disk full"
    return getattr(error, "strerror", None) or str(error)
