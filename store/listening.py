"""What a session reads: everybody's journals, taken in as they grow, and told to who listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from store.accounts import account_name
from store.catalogue import Catalogue
from store.codebook import Codebook, newest
from store.index import Index
from store.journal import Entry
from store.model import TABLES, Change, Edit, KeptOut
from store.policies import Policies
from store.team import Team, decode

if TYPE_CHECKING:
    from store.curtain import Curtain
    from store.settings import Settings

# Imported when they are first asked for: the first screen does not wait for them.

Callback = Callable[[Edit], None]

RELOADED = Edit("read again", ())
"""News that much has changed at once: look at everything anew."""

FLOOD = 5_000
"""Edits read at one look, from which on their analysts are taken in as a whole, which is faster."""


class Listener:
    """Articles and everybody's annotations, as one analyst may see them."""

    def __init__(self, path: Path, analyst: str | None = None) -> None:
        self.path = path
        self.me = analyst or account_name()
        self.catalogue = Catalogue(path / "library.db")
        self.index = Index(self.catalogue.database)
        self.policies = Policies(path)
        self.team = Team(path / "analysts", self.me, self._read, self._void)
        self.codebook = Codebook({})
        self.loaded = False
        self._first_reading: Iterator[None] | None = None
        self._stale: set[str] = set(self.team.journals)
        self._news: list[tuple[str, Entry]] = []
        self._callbacks: list[Callback] = []
        self._is_untold = False

    @property
    def settings(self) -> Settings:
        """The policies of the library, as of the last `refresh`."""
        return self.policies.now

    @property
    def is_blind(self) -> bool:
        """Whether the marks of others stay back until the own review is done."""
        return self.policies.blind

    @cached_property
    def _curtain(self) -> Curtain | None:
        if not self.is_blind:
            return None
        from store.curtain import Curtain

        return Curtain(self.index, self.me, self.team.record)

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
        """Read what other sessions have written since; True when there was something.

        What the library's settings say by now holds from here on. Raises KeptOut where somebody
        lets nobody read the articles, after it has read all that can be.
        """
        self.load()
        changed = self.policies.look()
        if changed and self.is_blind != (self._curtain is not None):
            self._draw_curtain()
        read = sum(self.team.catch_up())
        self._catch_up_with_news()
        self.catalogue.database.must_be_let_in()
        if self._is_untold:
            self._is_untold = False
            self._tell(RELOADED)
        return read > 0 or changed

    def _draw_curtain(self) -> None:
        """The library has become blind, or is it no more: all marks are taken in anew."""
        del self._curtain
        for analyst in self.team.journals:
            self._void(analyst)

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
        """What nobody can look at just now is saved all the same, and told when they can."""
        for callback in list(self._callbacks):
            try:
                callback(edit)
            except KeptOut:
                self._is_untold = True

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


def edit_of(analyst: str, entry: Entry) -> Edit:
    """A line of a journal as an edit; what was there before is not on the line, so it is None."""
    changes: list[Change] = []
    for table in TABLES:
        changes += [Change(table, key, None, None) for key in entry.delete.get(table, ())]
        for key, kept in entry.put.get(table, {}).items():
            if (record := decode(table, key, bytes(kept))) is not None:
                changes.append(Change(table, key, None, record))
    return Edit(entry.label, tuple(changes), analyst, entry.at, entry.number, entry.clock)
