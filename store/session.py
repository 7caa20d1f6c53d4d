"""One analyst's session on a library: what is known, kept up to date, and written.

Everything that is saved goes through `commit`: it is on the disk before anybody hears of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from store.accounts import account_name
from store.catalogue import Catalogue
from store.codebook import Codebook, newest
from store.index import Index
from store.journal import Entry, NotSaved
from store.journal.files import Unfit
from store.journal.line import MAX_LINE
from store.model import TABLES, Change, Edit, PressmarkError, Record, Table, Topic
from store.team import Team, decode
from store.text import printable
from store.undo import UndoStack, same

if TYPE_CHECKING:
    from store.attendance import Attendance
    from store.curtain import Curtain
    from store.settings import Settings

# Imported when they are first asked for: the first screen does not wait for them.

Callback = Callable[[Edit], None]

RELOADED = Edit("read again", ())
"""News that much has changed at once: look at everything anew."""

MAX_UNDO = MAX_LINE - 64 * 1024
"""Bytes of the records that one edit may change; the rest is for its label and the like."""

FLOOD = 5_000
"""Edits read at one look, from which on their analysts are taken in as a whole, which is faster."""


class Session:
    """Articles, everybody's annotations, and the own journal to add to."""

    def __init__(self, path: Path, analyst: str | None = None) -> None:
        self.path = path
        self.me = analyst or account_name()
        self.catalogue = Catalogue(path / "library.db")
        self.index = Index(self.catalogue.database)
        self.team = Team(path / "analysts", self.me, self._read, self._void)
        self.codebook = Codebook({})
        self.undo_stack = UndoStack()
        self.loaded = False
        self._first_reading: Iterator[None] | None = None
        self._stale: set[str] = set(self.team.journals)
        self._news: list[tuple[str, Entry]] = []
        self._callbacks: list[Callback] = []

    @cached_property
    def settings(self) -> Settings:
        """The policies of the library, as they were when the session first needed them."""
        from store.settings import read_settings

        return read_settings(self.path)[0]

    @property
    def leads(self) -> bool:
        """Whether this analyst decides for all: a lead, the library's owner, or nobody does."""
        from store.settings import owner_of

        leads = self.settings.leads
        return not leads or self.me in leads or self.me == account_name(owner_of(self.path))

    def for_leads(self, what: str) -> None:
        """PressmarkError where the library has leads and this analyst is none of them."""
        if not self.leads:
            leads = printable(" or ".join(self.settings.leads))
            raise PressmarkError(f"In this library, only a lead {what}; ask {leads}.")

    @cached_property
    def attendance(self) -> Attendance:
        """Who else is at work, and what this session reads and claims."""
        from store.attendance import Attendance

        return Attendance(self.catalogue.path, self.me)

    @cached_property
    def is_blind(self) -> bool:
        """Whether the marks of others stay back until the own review is done."""
        # Most libraries have no settings, and need not wait for what reads them.
        return (self.path / "settings.toml").exists() and self.settings.blind

    @cached_property
    def _curtain(self) -> Curtain | None:
        if not self.is_blind:
            return None
        from store.curtain import Curtain

        return Curtain(self.index, self.me, self.team.record)

    def close(self) -> None:
        """End the session; a journal that is mostly history is made smaller on the way out."""
        if "attendance" in self.__dict__:
            self.attendance.close()
        if self.team.own.should_compact:
            with suppress(PressmarkError):  # only a convenience; the journal stays as it is
                self.team.own.compact()
        self.team.close()
        self.catalogue.close()

    # Reading

    def loading(self) -> Iterator[None]:
        """Read all journals for the first time, in slices short enough to hear keys between.

        What needs all of it at such a key has the rest read at once; there is one reading only.
        """
        while not self.loaded:
            self._first_reading = self._first_reading or self._reading_all()
            try:
                next(self._first_reading, None)
            except BaseException:
                self._first_reading = None  # the next one begins anew
                raise
            yield

    def _reading_all(self) -> Iterator[None]:
        for _ in self.team.catch_up():
            yield
        yield from self._settling()
        self.loaded = True
        self._tell(RELOADED)

    def load(self) -> None:
        for _ in self.loading():
            pass

    def refresh(self) -> bool:
        """Read what other sessions have written since; True when there was something."""
        self.load()
        read = sum(self.team.catch_up())
        self._catch_up_with_news()
        return read > 0

    def _read(self, analyst: str, entry: Entry) -> None:
        """An edit stands in a journal: this session's own, or somebody else's."""
        if analyst not in self._stale:
            self._news.append((analyst, entry))
            changes = [(c.table, c.key, c.after) for c in edit_of(analyst, entry).changes]
            (self._curtain or self.index).apply(analyst, changes)
            if len(self._news) > FLOOD:
                for each in {each for each, _ in self._news}:
                    self._void(each)
                self._news.clear()

    def _void(self, analyst: str) -> None:
        """All edits of this analyst come (again): they are taken in as a whole."""
        self._stale.add(analyst)

    def _settling(self) -> Iterator[None]:
        """Take in all edits of the analysts whose journals were read from the start."""
        curtain = self._curtain
        if curtain and self.me in self._stale:
            curtain.begin()
            self._stale |= set(self.team.journals)
        for analyst in sorted(self._stale, key=lambda name: name != self.me):
            journal = self.team.journals[analyst]
            for table in ("reviews", "quotes"):
                records = (
                    (key, record)
                    for key, kept in journal.items(table)
                    if (record := decode(table, key, kept)) is not None
                )
                shown = curtain.filtered(analyst, table, records) if curtain else records
                yield from self.index.loading(analyst, table, shown)
        self._stale.clear()
        self._make_codebook()

    def _make_codebook(self) -> None:
        self.codebook = Codebook(newest(self.team.topics()))
        self.index.set_topics(self.codebook.canonical)

    # News

    def subscribe(self, callback: Callback, *, first: bool = False) -> Callable[[], None]:
        """Have each edit told, one's own and everybody's; call the result to stop that.

        Who is told `first` can be asked by all others when they hear of the edit.
        """
        self._callbacks.insert(0 if first else len(self._callbacks), callback)
        return lambda: self._callbacks.remove(callback)

    def _tell(self, edit: Edit) -> None:
        for callback in list(self._callbacks):
            callback(edit)

    def _catch_up_with_news(self, own: Edit | None = None) -> None:
        """Bring the codebook up to date and tell what was read; `own` replaces the last one."""
        reread = bool(self._stale)
        for _ in self._settling() if reread else ():
            pass
        edits = [edit_of(analyst, entry) for analyst, entry in self._news]
        self._news.clear()
        if own and edits:
            edits[-1] = own
        if any(change.table == "topics" for edit in edits for change in edit.changes):
            self._make_codebook()
        for edit in [RELOADED] if reread else edits:
            self._tell(edit)

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Work an edit out, and save it, from what stands now: other own sessions wait meanwhile.

        A record is written whole. Made from one that another session has changed since, it would
        take that change back. Raises NotSaved.
        """
        self.load()
        with ExitStack() as stack:
            try:
                stack.enter_context(self.team.own.locked())
            except Unfit:
                pass  # no other session can write there either, and saving will say why
            except (PressmarkError, OSError) as error:
                raise NotSaved(f"NOT saved: {error}") from error
            self._catch_up_with_news()
            yield

    @property
    def next_clock(self) -> int:
        """A Lamport clock that is higher than everything this session has seen."""
        return self.team.clock + 1

    def commit(self, label: str, changes: Sequence[Change]) -> Edit | None:
        """Save one edit, and remember it for undo; None where nothing changes.

        Raises NotSaved, with nothing changed; also for what could not be undone.
        """
        if not changes:
            return None
        _must_be_undoable(label, changes)
        edit = self._write(Edit(label, tuple(changes), self.me))
        self.undo_stack.did(edit)
        return edit

    def _write(self, edit: Edit) -> Edit:
        self.load()
        put: dict[str, dict[str, Record]] = {}
        delete: dict[str, list[str]] = {}
        for change in edit.changes:
            if change.after is not None:
                put.setdefault(change.table, {})[change.key] = change.after
            else:
                delete.setdefault(change.table, []).append(change.key)
        entry = self.team.own.append(edit.label, put, delete, self.next_clock)
        edit = msgspec.structs.replace(edit, at=entry.at, number=entry.number, clock=entry.clock)
        self._catch_up_with_news(edit)
        return edit

    def undo(self) -> Edit | None:
        """Take back the last edit of this session that stands; None where there is none."""
        edit = self.undo_stack.next_undo
        if edit is None:
            return None
        with self.writing():
            written = self._write(self._now(edit.inverse(), f"undo: {edit.label}"))
        self.undo_stack.undid()
        return written

    def redo(self) -> Edit | None:
        """Do again what was undone last; None where there is nothing."""
        edit = self.undo_stack.next_redo
        if edit is None:
            return None
        with self.writing():
            written = self._write(self._now(edit, f"redo: {edit.label}"))
        self.undo_stack.redid()
        return written

    def _now(self, edit: Edit, label: str) -> Edit:
        """`edit` as of now; PressmarkError where what it starts from has changed meanwhile."""
        self.refresh()
        changes = []
        for change in edit.changes:
            if not same(self.record(change.table, change.key), change.before):
                raise PressmarkError(
                    f"“{label}” is not possible any more: it was changed in another session; "
                    "change it by hand."
                )
            after = change.after
            if isinstance(after, Topic):
                after = msgspec.structs.replace(after, clock=self.next_clock)
            changes.append(msgspec.structs.replace(change, after=after))
        return Edit(label, tuple(changes), self.me)

    def record(self, table: Table, key: str) -> Record | None:
        """What stands now: everybody's newest definition of a topic, else the own record."""
        if table == "topics":
            return self.codebook.records.get(key)
        return self.team.record(self.me, table, key)


def _must_be_undoable(label: str, changes: Sequence[Change]) -> None:
    """Raise NotSaved for an edit that one line could hold, while its undo would not fit on one."""
    encode = msgspec.json.encode
    size = sum(len(encode(each.before)) + len(each.key) + 8 for each in changes if each.before)
    if size > MAX_UNDO:
        raise NotSaved(
            f"NOT saved: {label}: it changes {len(changes):,} records at once, more than undo "
            "could bring back; do it in parts"
        )


def edit_of(analyst: str, entry: Entry) -> Edit:
    """A line of a journal as an edit; what was there before is not on the line, so it is None."""
    changes: list[Change] = []
    for table in TABLES:
        changes += [Change(table, key, None, None) for key in entry.delete.get(table, ())]
        for key, kept in entry.put.get(table, {}).items():
            if (record := decode(table, key, bytes(kept))) is not None:
                changes.append(Change(table, key, None, record))
    return Edit(entry.label, tuple(changes), analyst, entry.at, entry.number, entry.clock)
