"""Working through one queue together: who reads what, whose turn it is, what is assigned."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from store import assignments
from store.assignments import Assigned
from store.catalogue import id_of, key_of
from store.database import Database
from store.desk import Desk
from store.model import Edit, Review, several
from store.text import printable

if TYPE_CHECKING:
    from store.settings import Settings

WINDOW = 500
"""Articles whose verdicts are asked for at a time."""


class Colleague(NamedTuple):
    """Somebody who is at an article now; `claims` says that it is taken, not only open."""

    analyst: str
    claims: bool


class LostTurn(NamedTuple):
    """An article that is claimed no more: nobody was there, or nothing heard of the session."""

    article: str
    idle: bool


class Teamwork(Desk):
    """Says who is where, and takes turns. Claims and assignments are no edits: undo leaves them."""

    # Who is where

    def open_now(self, article_id: str | None) -> None:
        """Say which article this session has open; others see it when it stays so."""
        self._session.attendance.read(None if article_id is None else key_of(article_id))

    def used(self) -> None:
        """Say that a key was pressed: a claim ends where nobody is for `store.attendance.IDLE`."""
        if "attendance" in self._session.__dict__:
            self._session.attendance.used()

    def attend(self) -> bool:
        """Give a sign of life where it is time; True when `colleagues` says something new.

        To be called about every second; it waits for nobody.
        """
        attendance = self._session.attendance
        held = attendance.claimed
        attendance.tell()
        return attendance.look() or attendance.claimed != held

    def colleagues(self) -> dict[str, list[Colleague]]:
        """For each article, who else is at it, as of the last `attend`; those who claim it first.

        A second session of the same analyst counts as somebody else where it claims.
        """
        found: dict[str, set[Colleague]] = {}
        for other in self._session.attendance.others:
            who = printable(other.analyst)
            if other.claim is not None:
                found.setdefault(id_of(other.claim), set()).add(Colleague(who, True))
            if other.article not in (None, other.claim) and other.analyst != self.analyst:
                found.setdefault(id_of(other.article or 0), set()).add(Colleague(who, False))
        order = {True: 0, False: 1}
        return {
            article: sorted(people, key=lambda one: (order[one.claims], one.analyst))
            for article, people in found.items()
        }

    # Turns

    @property
    def claimed(self) -> str | None:
        """The article that this session has claimed."""
        claimed = self._session.attendance.claimed
        return None if claimed is None else id_of(claimed)

    def lost(self) -> LostTurn | None:
        """The claim that has ended by silence; told once, and not before somebody is there."""
        attendance = self._session.attendance
        if attendance.lost is None or attendance.idle:
            return None
        (article, idle), attendance.lost = attendance.lost, None
        return LostTurn(id_of(article), idle)

    def claim_next(self, queue: Sequence[int], after: int = -1) -> int | None:
        """Claim the next article of a queue, given by its keys, that is free; its place.

        Looks behind `after`, then from the start; None where none is free. Free is what is new to
        the analyst, and what fewer have done or claimed than the library's policy asks for; where
        everyone reads, what nobody has claimed. The claim ends with the verdict, with `release`,
        with the next claim, or with the session. Raises PressmarkError.
        """
        self._session.refresh()
        attendance = self._session.attendance
        for window in self._windows(queue, after):
            free = self._free(window, queue)
            while free:
                claimed = attendance.claim(list(free.values()))
                if claimed is None:
                    break
                # A verdict is written before its claim ends: this look cannot miss it.
                self._session.refresh()
                still = self._free(free, queue)
                place = next(place for place, (key, _) in free.items() if key == claimed)
                if place in still:
                    self._end_with_verdict()
                    return place
                attendance.release()
                del free[place]
        return None

    def release(self) -> None:
        """End the claim of this session."""
        if "attendance" in self._session.__dict__:
            self._session.attendance.release()

    def next_new(self, queue: Sequence[int], after: int) -> int | None:
        """The place of the next article that is new to the analyst and that nobody is at.

        Looks behind `after`, then from the start; None where there is none. It claims nothing.
        """
        self._session.load()
        self._session.attendance.look()
        taken = [other.claim for other in self._session.attendance.others]
        for window in self._windows(queue, after):
            for place, (key, places) in self._free(window, queue).items():
                if taken.count(key) < places:
                    return place
        return None

    def where_left(self, queue: Sequence[int]) -> int:
        """The place of a queue, given by its keys, where the analyst's work goes on.

        That is the article worked on last as long as it is new, then the next new one as in
        `next_new`; where there is none, the last one worked on, or the first place.
        """
        self._session.load()
        index = self._session.index
        last = index.worked_on_last(self.analyst)
        place = queue.index(last) if last in queue else -1
        if place >= 0 and not index.reviewed_among([queue[place]], self.analyst):
            return place
        following = self.next_new(queue, place)
        return max(place, 0) if following is None else following

    def _windows(self, queue: Sequence[int], after: int) -> Iterator[list[int]]:
        """The places of a queue behind `after`, then those up to it, some at a time.

        The next new one is near, as a rule. Where it is not, as behind years of work that is done,
        what the analyst has reviewed is left out: to look at each takes ten times as long.
        """
        places = chain(range(after + 1, len(queue)), range(min(after + 1, len(queue))))
        if window := list(islice(places, WINDOW)):
            yield window
            new = self._session.index.not_reviewed(self.analyst)
            waiting = (place for place in places if queue[place] in new)
            while window := list(islice(waiting, WINDOW)):
                yield window

    def _free(self, places: Iterable[int], queue: Sequence[int]) -> dict[int, tuple[int, int]]:
        """For each place whose article waits for this analyst: its key, and how many may claim."""
        readers = self._session.settings.readers
        keys = {place: queue[place] for place in places}
        window = list(keys.values())
        mine = self._session.index.reviewed_among(window, self.analyst)
        if readers == "everyone":
            return {place: (key, 1) for place, key in keys.items() if key not in mine}
        others = self._session.index.reviewers(window, self.analyst)
        wanting = {key: readers - others.get(key, 0) for key in window if key not in mine}
        return {
            place: (key, wanting[key]) for place, key in keys.items() if wanting.get(key, 0) > 0
        }

    def _end_with_verdict(self) -> None:
        """Have the claim end when this session gives its verdict; once for each session."""
        _ = self._ends

    @cached_property
    def _ends(self) -> None:
        def heard(edit: Edit) -> None:
            for change in edit.changes if edit.analyst == self.analyst else ():
                verdict = isinstance(change.after, Review) and change.after.status != "new"
                if verdict and change.key == self.claimed:
                    self.release()

        self._session.subscribe(heard)

    # Who may what

    @property
    def settings(self) -> Settings:
        """What holds for everybody, as of the last `refresh`."""
        return self._session.settings

    @property
    def leads(self) -> bool:
        """Whether this account may assign, and rename, merge and delete topics, for everybody."""
        return self._session.leads

    # Assignments

    def may_assign(self) -> None:
        """Raise PressmarkError where there are leads and this account is none."""
        self._session.for_leads("assigns articles")

    def assign(self, article_ids: Iterable[str], analyst: str, on: bool = True) -> int:
        """Assign articles to an analyst, or take them back; how many that changed.

        Raises PressmarkError where there are leads and this account is none.
        """
        self.may_assign()
        keys = array("q", map(key_of, several(article_ids)))
        if on:
            return assignments.assign(self._assignments, keys, analyst, self.analyst)
        return assignments.withdraw(self._assignments, keys, analyst)

    def assigned(self) -> Mapping[str, Assigned]:
        """What is assigned to each analyst that anything is assigned to, and what is left of it."""
        self._session.load()
        self._session.index.settle()
        return assignments.assigned(self._assignments)

    def assigned_to_me(self) -> Assigned:
        """What is assigned to this session's analyst, and what is left of it."""
        self._session.load()
        self._session.index.settle()
        return assignments.assigned_to(self._assignments, self.analyst)

    @property
    def _assignments(self) -> Database:
        return self._session.catalogue.database
