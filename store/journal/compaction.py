"""What a journal sheds: the history that goes into a gzip file, and the snapshot that stays.

The order makes a crash at any point harmless. The history is extended and synced first, the new
journal is renamed into place second, and only its header says how long the history is: bytes
after that are of a compaction that never finished, are not read, and are cut by the next one.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from store.journal.files import SAFELY, open_regular
from store.journal.line import MAX_LINE, BadLine, Entry, Header, read_entry, seal
from store.model import PressmarkError, now

BATCH = 4096
"""Bytes of records on one line of a snapshot: a disk block, so that damage to one costs no more."""

MAX_BAD = 10_000
"""Bad lines after which a history is not read on: a small file could unpack to endless ones."""

QUICKLY = 3
"""The gzip level: a fifth larger than the best, in a quarter of the time."""

SNAPSHOT = "what was there"
"""The label on the lines of a snapshot."""


class History:
    """The edits before the last compaction: `history.jsonl.gz`, one gzip member for each."""

    def __init__(self, path: Path, owner: int) -> None:
        self.path = path
        self._owner = owner

    def entries(self, length: int | None, report: Callable[[str], None]) -> Iterator[Entry]:
        """The edits in the first `length` bytes (None: in all); `report` hears of damage."""
        try:
            descriptor = open_regular(self.path, self._owner)
        except FileNotFoundError:
            if length:
                report("the file is not there any more")
            return
        except PressmarkError as error:
            report(str(error))
            return
        with (
            _FirstBytes(descriptor, sys.maxsize if length is None else length) as raw,
            gzip.GzipFile(fileobj=io.BufferedReader(raw)) as lines,
        ):
            bad = 0
            while bad < MAX_BAD and (line := _next_line(lines, report)):
                try:
                    yield read_entry(line[:-1])
                except BadLine as error:
                    report(str(error))
                    bad += 1

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
            with gzip.GzipFile("", "wb", QUICKLY, file, mtime=0) as member:
                for line in lines:
                    member.write(line + b"\n")
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
            return file.tell()


def _next_line(lines: gzip.GzipFile, report: Callable[[str], None]) -> bytes:
    """The next line with its line end, or nothing where there is no more that can be read."""
    try:
        line = lines.readline(MAX_LINE + 1)
    except (EOFError, OSError, zlib.error) as error:
        report(f"the file cannot be read on: {error}")
        return b""
    if line and not line.endswith(b"\n"):
        report("the file ends within a line, or has one that is too long")
        return b""
    return line


class _FirstBytes(io.RawIOBase):
    """The first `length` bytes behind a descriptor, which it closes."""

    def __init__(self, descriptor: int, length: int) -> None:
        self._descriptor = descriptor
        self._length = length
        self._offset = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        wanted = min(len(buffer), self._length - self._offset)
        block = os.pread(self._descriptor, wanted, self._offset) if wanted > 0 else b""
        buffer[: len(block)] = block
        self._offset += len(block)
        return len(block)

    def close(self) -> None:
        if not self.closed:
            os.close(self._descriptor)
        super().close()


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
