"""One analyst's annotations: alive in memory as raw JSON, on disk as one line an edit.

Promises, on a local Linux file system: when `append` has returned, the edit survives a kill and a
power cut; an edit is there whole or not at all; damage costs the lines that it hits, is reported
with its offset, and such a file is never rewritten; memory and disk grow by the size of the edit.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from store.journal.compaction import write_snapshot
from store.journal.files import Taken, Unfit, sync_folder
from store.journal.follower import Follower
from store.journal.line import (
    FORMAT,
    MAX_CLOCK,
    MAX_LINE,
    BadLine,
    Entry,
    Header,
    Storable,
    is_sealed,
    raw,
    read_entry,
    seal,
)
from store.journal.reader import Unreadable
from store.journal.writer import LogWriter
from store.model import PressmarkError, now

if TYPE_CHECKING:
    from store.journal.tables import JournalDB

COMPACT_ABOVE = 1024 * 1024
"""Bytes below which a journal is small enough to stay as it is."""


class NotSaved(PressmarkError):
    """An edit that is not on the disk, and why."""


class Journal(Follower):
    """A journal that its owner writes (`writable`), or that somebody else reads.

    `owner` is the number of the account that the file must belong to (None: the one that runs this
    process). The listener hears of this session's own edits too. Where a writable journal cannot
    be used at all, `catch_up` raises PressmarkError, and goes on doing so until that is mended.
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
        owner = os.geteuid() if owner is None else owner
        super().__init__(path, owner, listener, on_reset, trusted=writable)
        self._writer = LogWriter(path) if writable else None

    @cached_property
    def db(self) -> JournalDB:
        """The same data as a TinyDB; each change through it is one edit."""
        from store.journal.tables import JournalDB

        return JournalDB(self)

    def _cannot_use(self, error: Unfit) -> None:
        # A folder that somebody else made holds nothing of ours, and keeps nobody from reading.
        if self._writer is not None and not isinstance(error, Taken):
            raise error
        super()._cannot_use(error)

    # Writing

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep this analyst's other sessions from writing, with everything of theirs read.

        What is read within, `clock` included, is still true when `append` writes. May be nested.
        Raises PressmarkError where the journal cannot be written.
        """
        if self._writer is None:
            raise PressmarkError(f"{self.path} was opened for reading only")
        if self._writer.is_locked:
            yield
            return
        with self._writer.locked():
            self._writer.create()
            self.catch_up()
            self._must_be_writable()
            yield

    def _must_be_writable(self) -> None:
        if self._replay.refusal:
            raise PressmarkError(self._replay.refusal)
        header = self._replay.header
        if header is not None and header.version > FORMAT:
            raise PressmarkError(
                f"{self.path} was written by a newer Pressmark; update this one to add to it"
            )

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
                entry = self._write(label, put, delete, clock)
        except OSError as error:
            raise NotSaved(
                f"NOT saved: {label}: writing {self.path} failed ({_reason(error)}); "
                "mend that, then do this again"
            ) from error
        except PressmarkError as error:
            raise NotSaved(f"NOT saved: {label}: {error}") from error
        self._apply(entry)
        return entry

    def _write(
        self,
        label: str,
        put: Mapping[str, Mapping[str, Storable]],
        delete: Mapping[str, Sequence[str]],
        clock: int,
    ) -> Entry:
        assert self._writer is not None
        # A colleague's absurd clock must not carry ours beyond what can be read again.
        clock = min(max(clock, self.clock + 1), MAX_CLOCK)
        entry, line = _entry(self._replay.next_number(), clock, label, put, delete)
        data, at = self._replay.placed(line)
        if at == 0:
            self._history.set_aside()  # a new journal has none, and would overwrite it
        self._writer.append(data, at, self._replay.reader.identity)
        self._replay.wrote(entry, data, at)
        return entry

    # Compaction

    @property
    def should_compact(self) -> bool:
        """Whether over half of a file of some size is dead, so that rewriting it pays."""
        return (
            self._writer is not None
            and not self._replay.damaged
            and self.size > COMPACT_ABOVE
            and self.size > 2 * self.alive
        )

    def compact(self) -> None:
        """Rewrite the file with what is alive only; every edit goes on standing in the history.

        Raises PressmarkError where that fails or the file is damaged; then nothing has changed.
        """
        try:
            with self.locked():
                if self._replay.damaged:
                    raise PressmarkError(
                        f"{self.path} is damaged and is kept as it is; run the check for details"
                    )
                if self._replay.header is not None:
                    self._rewrite(self._replay.header)
        except (OSError, Unreadable) as error:
            raise PressmarkError(
                f"{self.path} could not be made smaller ({_reason(error)}); nothing is lost"
            ) from error

    def _rewrite(self, header: Header) -> None:
        edits = islice(self._replay.reader.lines_again(), header.snapshot, None)
        length = self._history.add(map(_intact, edits), header.history)
        fresh = self.path.with_name(self.path.name + ".new")
        after = self._replay.next_number() - 1
        write_snapshot(fresh, self._alive.tables(), after, self.clock, length)
        fresh.replace(self.path)
        self._read_own_work()
        sync_folder(self.path.parent)

    def _read_own_work(self) -> None:
        """Go on in the file that was just written; the listener knows all that is in it."""
        listener, self._listener = self._listener, None
        on_reset, self._on_reset = self._on_reset, None
        try:
            self.catch_up()
        finally:
            self._listener, self._on_reset = listener, on_reset

    def close(self) -> None:
        super().close()
        if self._writer is not None:
            self._writer.close()


def _entry(
    number: int,
    clock: int,
    label: str,
    put: Mapping[str, Mapping[str, Storable]],
    delete: Mapping[str, Sequence[str]],
) -> tuple[Entry, bytes]:
    """One edit made now, as it will be read again, and its line.

    Raises PressmarkError where no line can hold it.
    """
    try:
        records = {table: {key: raw(r) for key, r in rows.items()} for table, rows in put.items()}
        keys = {table: list(gone) for table, gone in delete.items()}
        line = seal(Entry(number, clock, now(), label, records, keys))
        entry = read_entry(line[:-1])
    except (UnicodeEncodeError, BadLine) as error:
        raise PressmarkError(f"it holds what no file can ({error}); change that") from error
    if len(line) > MAX_LINE:
        raise PressmarkError(
            f"one edit of {len(line):,} bytes is more than the {MAX_LINE:,} that a line may have; "
            "do it in parts"
        )
    return entry, line


def _intact(line: bytes) -> bytes:
    """`line`, where it still is as it was read. Raises Unreadable: what is damaged stays."""
    if not is_sealed(line):
        raise Unreadable("a line is not as it was written any more")
    return line


def _reason(error: OSError | Unreadable) -> str:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "disk full"
    return getattr(error, "strerror", None) or str(error)
