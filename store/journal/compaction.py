"""What a journal sheds: the history that goes into a gzip file, and the snapshot that stays.

The order makes a crash at any point harmless. The history is extended and synced first, the new
journal is renamed into place second, and only its header says how long the history is: bytes
after that are of a compaction that never finished, are not read, and are cut by the next one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path

import msgspec

from store.journal.files import SAFELY, open_regular, sync_folder
from store.journal.line import MAX_LINE, BadLine, Entry, Header, read_entry, seal
from store.journal.packed import Report, pack, unpacked
from store.model import PressmarkError, now

BATCH = 4096
"""Bytes of records on one line of a snapshot: a disk block, so that damage to one costs no more."""

MAX_BAD = 10_000
"""Bad lines after which a history is not read on: a small file could unpack to endless ones."""

SNAPSHOT = "what was there"
"""The label on the lines of a snapshot."""


class History:
    """The edits before the last compaction: `history.jsonl.gz`."""

    def __init__(self, path: Path, owner: int) -> None:
        self.path = path
        self._owner = owner

    @property
    def size(self) -> int:
        """Bytes of the file; 0 where there is none."""
        try:
            return os.lstat(self.path).st_size
        except OSError:
            return 0

    def entries(self, length: int | None, report: Report) -> Iterator[Entry]:
        """The edits in the first `length` bytes (None: in all); `report` hears of damage."""
        try:
            descriptor = open_regular(self.path, self._owner)
        except FileNotFoundError:
            if length:
                report(0, "the file is not there any more")
            return
        except PressmarkError as error:
            report(0, str(error))
            return
        try:
            size = os.fstat(descriptor).st_size
            if length is not None and size < length:
                report(size, f"the file has {size} bytes and should have {length}")
            counted = size if length is None else min(size, length)
            yield from _entries(descriptor, counted, report)
        finally:
            os.close(descriptor)

    def add(self, lines: Iterable[bytes], length: int) -> int:
        """Append `lines` after byte `length`; the new length, which is on the disk then.

        Raises OSError, and PressmarkError where the file has become shorter than it was.
        """
        flags = os.O_RDWR | os.O_CREAT | SAFELY
        os.close(os.open(self.path, flags, 0o644))
        with os.fdopen(open_regular(self.path, self._owner, os.O_RDWR), "r+b") as file:
            size = file.seek(0, os.SEEK_END)
            if 0 < size < length:
                raise PressmarkError(
                    f"{self.path} has {size} bytes and should have {length}; "
                    "bring it back from a backup, or move it away"
                )
            file.truncate(min(size, length))
            file.seek(0, os.SEEK_END)
            pack(lines, file)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
            if not size:
                sync_folder(self.path.parent)
            return file.tell()

    def set_aside(self) -> None:
        """Keep the edits of a journal that is not there any more under another name."""
        if self.size:
            spare = (self.path.with_name(f"history.{n}.jsonl.gz") for n in count(1))
            self.path.rename(next(path for path in spare if not os.path.lexists(path)))


def _entries(descriptor: int, length: int, report: Report) -> Iterator[Entry]:
    bad = 0
    for member, line in unpacked(descriptor, length, MAX_LINE, report):
        try:
            yield read_entry(line)
        except BadLine as error:
            report(member, str(error))
            bad += 1
            if bad == MAX_BAD:
                return


def write_snapshot(
    path: Path, tables: Mapping[str, Mapping[str, bytes]], after: int, clock: int, history: int
) -> None:
    """Write to `path` a journal of what is alive, numbered from `after` + 1 on, and sync it.

    Raises OSError; then nothing is left at `path`.
    """
    path.unlink(missing_ok=True)  # of a compaction that was killed
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFELY, 0o644)
    header = Header(
        start=after + 1,
        snapshot=sum(1 for _ in _batches(tables)),
        clock=clock,
        history=history,
    )
    at = now()
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(seal(header))
            for number, put in enumerate(_batches(tables), header.start):
                file.write(seal(Entry(number, clock, at, SNAPSHOT, put, {})))
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _batches(
    tables: Mapping[str, Mapping[str, bytes]],
) -> Iterator[dict[str, dict[str, msgspec.Raw]]]:
    """What is alive, in pieces of about BATCH bytes; the same pieces every time."""
    for table, records in tables.items():
        batch: dict[str, msgspec.Raw] = {}
        size = 0
        for key, record in records.items():
            if batch and size + len(record) > BATCH:
                yield {table: batch}
                batch, size = {}, 0
            batch[key] = msgspec.Raw(record)
            size += len(key) + len(record)
        if batch:
            yield {table: batch}
