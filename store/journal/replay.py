"""From the lines of a file to edits in order, with every kind of damage noticed on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from store.journal.files import Unfit
from store.journal.line import (
    FORMAT,
    MAX_LINE,
    BadLine,
    Entry,
    Header,
    is_sealed,
    read_entry,
    read_header,
    seal,
)
from store.journal.reader import LogReader, Look, Unreadable

MAX_PROBLEMS = 100
"""Problems that are listed of one file; a hostile file could hold millions."""

MAX_COLLEAGUES = 256 * 1024 * 1024
"""Bytes that are read of a colleague's file, about 500,000 quotes: it could fill our memory."""

MAX_BAD = 10_000
"""Bad lines in a row after which a colleague's file is not read on: it could keep us busy."""


class Problem(msgspec.Struct, frozen=True):
    """Damage that was found in a file: reported, not raised. `offset` is in bytes."""

    path: str
    offset: int
    what: str


class Replay:
    """Reads one journal on, and knows what state it is in.

    `number` is of the last good edit, None before the header was read; `skipped` are the bad lines
    since then. `clock` is the highest Lamport clock. A `damaged` file must never be rewritten.
    `refusal` says why nothing more can be read from the file, and so nothing added to it.
    """

    def __init__(self, path: Path, owner: int, *, trusted: bool = True) -> None:
        """A file that is not `trusted`, since it is a colleague's, has bounds to what it costs."""
        self.path = path
        self.reader = LogReader(path, owner, MAX_LINE)
        self._trusted = trusted
        self.problems: list[Problem] = []
        self.forget()

    def forget(self) -> None:
        """Be as if nothing had been read."""
        self.problems.clear()
        self.header: Header | None = None
        self.number: int | None = None
        self.skipped = 0
        self.clock = 0
        self.damaged = False
        self.refusal = ""

    def look(self) -> Look:
        """Whether there is something to read. Raises Unfit."""
        look = self.reader.look()
        return Look.SAME if look is Look.GROWN and self.refusal else look

    def entries(self) -> Iterator[Entry | None]:
        """Each new edit, or None for a line that is none and was reported.

        May be left at any point and asked for again. Raises Unfit for a format that is too new.
        """
        try:
            for offset, line in self.reader.lines():
                if offset == 0:
                    self._take_header(line)
                    continue
                yield self._take_line(offset, line)
                if not self._trusted:
                    self._must_be_bearable()
        except Unreadable as error:
            self.refusal = f"{self.path} cannot be read on: {error}; have it checked"
            self._damage(self.reader.offset, str(error))
        if self._tail_is_damaged():
            self._damage(self.reader.offset, "the end of the last line is not as it was written")
        if missing := self._missing_of_snapshot():
            self._damage(self.reader.offset, f"{missing} lines that were here are missing")

    def _missing_of_snapshot(self) -> int:
        """How many lines a snapshot is short of: it came into being whole, in one moment."""
        if self.header is None or self.number is None:
            return 0
        return max(0, self.header.first_edit - 1 - self.number - self.skipped)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read in the file, or no file."""
        return self.reader.offset == 0 and not self.refusal

    def _must_be_bearable(self) -> None:
        if self.skipped > MAX_BAD:
            raise Unreadable(f"{self.skipped} lines in a row are no edits")
        if self.reader.offset > MAX_COLLEAGUES:
            raise Unreadable(f"more than {MAX_COLLEAGUES} bytes are not read of a colleague")

    def _take_header(self, line: bytes) -> None:
        try:
            header = read_header(line)
        except BadLine as error:
            self._damage(0, str(error))
            return
        if header.reads > FORMAT:
            self.reader.close()
            raise Unfit(
                f"{self.path} was written by a newer Pressmark (format {header.version}, this one "
                f"reads {FORMAT}) and is left as it is; update Pressmark to use it"
            )
        self.header, self.number, self.clock = header, header.start - 1, header.clock

    def _take_line(self, offset: int, line: bytes) -> Entry | None:
        try:
            entry = read_entry(line)
        except BadLine as error:
            self.skipped += 1
            self._damage(offset, str(error))
            return None
        if self.number is not None:
            if entry.number <= self.number:
                self._damage(offset, f"edit {entry.number} comes after edit {self.number}")
                return None
            missing = entry.number - self.number - 1 - self.skipped
            if missing > 0:
                self._damage(offset, f"{missing} edits before edit {entry.number} are missing")
        self._note(entry)
        return entry

    def _note(self, entry: Entry) -> None:
        self.number, self.skipped = entry.number, 0
        self.clock = max(self.clock, entry.clock)

    def _tail_is_damaged(self) -> bool:
        """Whether the last line was whole once: no write that broke off looks like this."""
        return is_sealed(self.reader.rest[:-1])

    def _damage(self, offset: int, what: str) -> None:
        self.damaged = True
        self.report(offset, what)

    def report(self, offset: int, what: str, path: Path | None = None) -> None:
        """Add a problem to the list, once; it is about this file where no `path` is given."""
        problem = Problem(str(path or self.path), offset, what)
        if len(self.problems) < MAX_PROBLEMS and problem not in self.problems:
            self.problems.append(problem)

    def next_number(self) -> int:
        return (self.number or 0) + self.skipped + self._missing_of_snapshot() + 1

    def placed(self, line: bytes) -> tuple[bytes, int]:
        """What to write so that `line` is the next one, and the byte to write it at."""
        end = self.reader.offset
        if self._tail_is_damaged():
            # It was saved, so it stays: on a line of its own.
            return b"\n" + line, end + len(self.reader.rest)
        if end == 0:
            return seal(Header()) + line, 0
        return line, end

    def wrote(self, entry: Entry, data: bytes, at: int) -> None:
        """Take note that `data`, which holds `entry`, was written at byte `at`."""
        self.reader.skip(data, at)
        if at == 0:
            self.header = Header()
        self._note(entry)

    def edits_again(self) -> Iterator[Entry]:
        """The edits read so far, from the disk, without the snapshot that the file begins with."""
        first = 0 if self.header is None else self.header.first_edit
        for line in self.reader.lines_again():
            with suppress(BadLine):  # reported when it was read first
                entry = read_entry(line)
                if entry.number >= first:
                    yield entry

    def edits_back(self) -> Iterator[Entry]:
        """The same edits, the newest first."""
        first = 0 if self.header is None else self.header.first_edit
        for line in self.reader.lines_back():
            with suppress(BadLine):
                entry = read_entry(line)
                if entry.number < first:
                    return
                yield entry
