"""One analyst's session on a library: what is known, kept up to date, and written.

Everything that is saved goes through `commit`: it is on the disk before anybody hears of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from store.accounts import account_name
from store.files import is_missing
from store.journal import NotSaved
from store.journal.files import Unfit
from store.journal.line import MAX_LINE
from store.listening import Listener
from store.model import Change, Edit, PressmarkError, Record, Table, Topic
from store.text import printable
from store.undo import StillCarried, UndoStack, redoing, same, undoing, with_names_kept

if TYPE_CHECKING:
    from store.attendance import Attendance

# Imported when it is first asked for: the first screen does not wait for it.

MAX_UNDO = MAX_LINE - 64 * 1024
"""Bytes of the records that one edit may change; the rest is for its label and the like."""


class Session(Listener):
    """Hears of everybody's work, and adds to the own journal."""

    def __init__(self, path: Path, analyst: str | None = None) -> None:
        super().__init__(path, analyst)
        self.undo_stack = UndoStack()

    @cached_property
    def attendance(self) -> Attendance:
        """Who else is at work, and what this session reads and claims."""
        from store.attendance import Attendance

        return Attendance(self.catalogue.path, self.me)

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

    def close(self) -> None:
        """End the session; a journal that is mostly history is made smaller on the way out."""
        if "attendance" in self.__dict__:
            self.attendance.close()
        if self.team.own.should_compact:
            with suppress(PressmarkError):  # only a convenience; the journal stays as it is
                self.team.own.compact()
        self.team.close()
        self.catalogue.close()

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Work an edit out, and save it, from what stands now: other own sessions wait meanwhile.

        A record is written whole. Made from one that another session has changed since, it would
        take that change back. Raises NotSaved.
        """
        self.load()
        self._must_stand()
        with ExitStack() as stack:
            try:
                stack.enter_context(self.team.own.locked())
            except Unfit:
                pass  # no other session can write there either, and saving will say why
            except (PressmarkError, OSError) as error:
                raise NotSaved(f"NOT saved: {error}") from error
            self._catch_up_with_news()
            yield

    def _must_stand(self) -> None:
        """Raise NotSaved where the library is not where it was opened.

        A folder made anew in its place, as for the first edit of somebody, would take all that
        is saved, and nobody would look for it there.
        """
        if is_missing(self.catalogue.path):
            raise NotSaved(
                f"NOT saved: there is no library in {printable(str(self.path))} any more; see "
                "whether its disk is there, or open it where it is now"
            )

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
            now = self._now(edit.inverse(), undoing(edit.label))
            kept = with_names_kept(now.changes, lambda name: self.is_carried(name, now.changes))
            changes = tuple(map(self.stamped, kept))
            if not changes:
                self.undo_stack.passed_over()
                raise StillCarried(edit.label)
            written = self._write(msgspec.structs.replace(now, changes=changes))
        self.undo_stack.undid()
        return written

    def redo(self) -> Edit | None:
        """Do again what was undone last; None where there is nothing."""
        edit = self.undo_stack.next_redo
        if edit is None:
            return None
        with self.writing():
            written = self._write(self._now(edit, redoing(edit.label)))
        self.undo_stack.redid()
        return written

    def _now(self, edit: Edit, label: str) -> Edit:
        """`edit` as of now; PressmarkError where what it starts from has changed meanwhile."""
        self.refresh()
        changes = []
        for change in edit.changes:
            there = self.record(change.table, change.key)
            if change.table == "topics" and same(there, change.after):
                continue  # it had stayed for the sake of others' marks
            if not same(there, change.before):
                raise PressmarkError(
                    f"“{label}” is not possible any more: it was changed in another session; "
                    "change it by hand."
                )
            changes.append(self.stamped(change))
        return Edit(label, tuple(changes), self.me)

    def stamped(self, change: Change) -> Change:
        """A definition of a topic is of the time at which it is written."""
        if not isinstance(change.after, Topic):
            return change
        after = msgspec.structs.replace(change.after, clock=self.next_clock)
        return msgspec.structs.replace(change, after=after)

    def is_carried(self, name: str, changes: Sequence[Change]) -> bool:
        """Whether more carries a topic, under just this name, than what the changes are about."""
        own = {(self.me, each.table, each.key) for each in changes}
        return not self.index.bearers(name) <= own

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
