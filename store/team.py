"""Everybody's journals in one library: the own one to write, the others to read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from store.accounts import account_number
from store.folders import Named, Search, more
from store.journal import Entry, Journal, Problem
from store.journal.files import Taken, must_own
from store.model import RECORD_TYPES, PressmarkError, Quote, Record, Review, Table, Topic
from store.text import printable

SLICE = 2_000
"""Edits that are read in one go while a library loads: about 10 ms."""


def decode(table: Table, key: str, raw: bytes) -> Record | None:
    """A record as it stands in a journal; None where it is not one, or not of this key.

    Journals are files of other people: nothing in them is taken on trust.
    """
    try:
        record: Record = msgspec.json.decode(raw, type=RECORD_TYPES[table])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return record if key_of(record) == key else None


def key_of(record: Record) -> str:
    """The key under which a record stands in its table."""
    if isinstance(record, Topic):
        return record.name
    return record.article if isinstance(record, Review) else record.id


class Team:
    """The journals under `analysts/`, one folder an analyst.

    A folder counts when an account of its name exists and owns the journal in it; what is in
    the way of that is in `problems`. `on_entry(analyst, entry)` gets each edit that is read,
    `on_reset(analyst)` says that all of an analyst's edits come again.
    """

    def __init__(
        self,
        folder: Path,
        me: str,
        on_entry: Callable[[str, Entry], None],
        on_reset: Callable[[str], None],
    ) -> None:
        self.folder = folder
        self.me = me
        self._on_entry = on_entry
        self._on_reset = on_reset
        self._search = Search(folder, account_number)
        self._strays: dict[str, Problem] = {}
        self.journals: dict[str, Journal] = {me: self._journal(me, os.geteuid(), writable=True)}

    @property
    def own(self) -> Journal:
        return self.journals[self.me]

    @property
    def clock(self) -> int:
        """The highest Lamport clock seen anywhere."""
        return max(journal.clock for journal in self.journals.values())

    @property
    def problems(self) -> list[Problem]:
        found = [problem for journal in self.journals.values() for problem in journal.problems]
        count = self._search.only_counted
        rest = [Problem(str(self.folder), 0, more(count))] if count else []
        return [*self._strays.values(), *rest, *found]

    @property
    def obstacle(self) -> str:
        """Why nothing can be saved here, as far as the own folder tells; "" where it tells none."""
        try:
            must_own(self.own.path.parent, os.geteuid())
        except FileNotFoundError:
            return ""
        except Taken as taken:
            return f"Nothing can be saved: {taken}."
        return ""

    def _journal(self, name: str, owner: int, *, writable: bool) -> Journal:
        return Journal(
            self.folder / name / "journal.jsonl",
            writable=writable,
            owner=owner,
            listener=lambda entry: self._on_entry(name, entry),
            on_reset=lambda: self._on_reset(name),
        )

    def find(self) -> None:
        """Look for analysts who are new here, to the end of the folder. Raises PressmarkError."""
        while self._find_some():
            pass

    def _find_some(self) -> bool:
        """Look at some names, on from where the last look stopped; False at the end of them."""
        try:
            found = self._search.some()
        except OSError as error:
            raise PressmarkError(
                f"{self.folder} cannot be read ({error.strerror}); ask whoever set up the library."
            ) from error
        for each in found:
            if each.name not in self.journals and each.name not in self._strays:
                self._add(each)
        return self._search.under_way

    def _add(self, new: Named) -> None:
        name = new.name
        if new.owner is None:
            shown = printable(str(self.folder / name))
            self._strays[name] = Problem(shown, 0, "no account has this name, so it is ignored")
            return
        self.journals[name] = self._journal(name, new.owner, writable=False)
        self._on_reset(name)

    def catch_up(self) -> Iterator[int]:
        """Read what is new in all journals; yields how much was read after each slice.

        The first time all of the folder is gone through before; later some of it each time.
        """
        while self._find_some() and not self._search.complete:
            yield 0
        for journal in list(self.journals.values()):
            while read := journal.catch_up(SLICE):
                yield read

    def quote(self, analyst: str, key: str) -> Quote | None:
        found = self.record(analyst, "quotes", key)
        return found if isinstance(found, Quote) else None

    def review(self, article: str) -> Review:
        """This session's analyst's verdict on an article; a blank one where there is none."""
        found = self.record(self.me, "reviews", article)
        return found if isinstance(found, Review) else Review(article)

    def topics(self) -> Iterator[tuple[str, Topic]]:
        """(analyst, topic) of every definition in every journal."""
        for analyst, record in self.records("topics"):
            if isinstance(record, Topic):
                yield analyst, record

    def records(self, table: Table) -> Iterator[tuple[str, Record]]:
        """(analyst, record) of everything in a table of every journal."""
        for analyst, journal in self.journals.items():
            for key, raw in journal.items(table):
                if (record := decode(table, key, raw)) is not None:
                    yield analyst, record

    def record(self, analyst: str, table: Table, key: str) -> Record | None:
        """One record of an analyst, or None."""
        journal = self.journals.get(analyst)
        raw = journal.get(table, key) if journal else None
        return decode(table, key, raw) if raw is not None else None

    def close(self) -> None:
        for journal in self.journals.values():
            journal.close()
