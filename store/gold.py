"""The gold layer: what was decided of analysts' marks, by whom, article by article.

A decision is a record in its adjudicator's own journal, so that nobody's marks are touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from store.anchor import around
from store.changes import trimmed
from store.codebook import Codebook
from store.disputes import Decided, Dispute, Marked, meant, ref, standing
from store.listening import RELOADED
from store.model import Change, Edit, Gold, PressmarkError, Quote, QuoteRow, Table, new_id, now
from store.session import Session

GOLD: Table = "gold"


class GoldRow(QuoteRow, frozen=True):
    """A decision as it is exported: `analyst` is who decided.

    `sources` are the marks that it is made of, as `analyst/id`.
    """

    decision: str = ""
    sources: tuple[str, ...] = ()


class GoldLayer:
    """Everybody's decisions by article; read once, then kept up to date by the same edits."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._decided: defaultdict[str, dict[tuple[str, str], Gold]] = defaultdict(dict)
        self._article: dict[tuple[str, str], str] = {}
        self._known = False
        session.subscribe(self._heard, first=True)

    def articles(self) -> set[str]:
        """Those that have a decision."""
        self._read()
        return {article for article, decided in self._decided.items() if decided}

    def of(self, article: str) -> list[Decided]:
        """The decisions on an article that stand, in the order of its text."""
        self._read()
        return standing((who, gold) for (who, _), gold in self._decided[article].items())

    def _read(self) -> None:
        if self._known:
            return
        self._decided.clear()
        self._article.clear()
        for analyst, record in self._session.team.records(GOLD):
            self._put(analyst, record.id if isinstance(record, Gold) else "", record)
        self._known = True

    def _heard(self, edit: Edit) -> None:
        if edit is RELOADED:
            self._known = False
        for change in edit.changes if self._known else ():
            if change.table == GOLD:
                self._put(edit.analyst, change.key, change.after)

    def _put(self, analyst: str, key: str, record: object) -> None:
        before = self._article.pop((analyst, key), None)
        if before is not None:
            del self._decided[before][analyst, key]
        if isinstance(record, Gold):
            self._article[analyst, key] = record.article
            self._decided[record.article][analyst, key] = record


# Deciding


def taken(place: Dispute, book: Codebook, clock: int, analyst: str = "") -> list[Gold]:
    """What one reader marked at a place, or with no name all that anybody did, as decisions.

    Marks that say the same are one. Raises PressmarkError where that reader marked nothing.
    """
    same: defaultdict[tuple[int, int, tuple[str, ...], str], list[Marked]] = defaultdict(list)
    for who, quote in place.marks:
        topics = tuple(sorted(book.resolve(quote.topics)))
        same[quote.start, quote.end, topics, quote.speaker].append((who, quote))
    if analyst:
        same = defaultdict(
            list, {k: m for k, m in same.items() if any(who == analyst for who, _ in m)}
        )
    if not same:
        who = f"{analyst} marked nothing" if analyst else "No marks are left"
        raise PressmarkError(f"{who} at this place; take another version, or reject it.")
    used = {ref(*mark) for marks in same.values() for mark in marks}
    beside = tuple(name for mark in place.marks if (name := ref(*mark)) not in used)
    return [_made(marks, book, beside, clock) for marks in same.values()]


def _made(marks: Sequence[Marked], book: Codebook, beside: tuple[str, ...], clock: int) -> Gold:
    quote = marks[0][1]
    notes = dict.fromkeys(quote.note for _, quote in marks if quote.note)
    return Gold(
        new_id(), quote.article, quote.start, quote.end, quote.exact, quote.prefix, quote.suffix,
        book.resolve(quote.topics), quote.speaker, "\n".join(notes),
        tuple(ref(*mark) for mark in marks), beside, "taken", now(), clock,
    )  # fmt: skip


def rejected(place: Dispute, text: str, clock: int) -> Gold:
    """That nothing at a place stands."""
    exact, prefix, suffix = around(text, place.start, place.end)
    sources = tuple(ref(*mark) for mark in place.marks) or _all_meant(place)
    return Gold(
        new_id(), place.article, place.start, place.end, exact, prefix, suffix,
        sources=sources, decision="rejected", at=now(), clock=clock,
    )  # fmt: skip


def _all_meant(place: Dispute) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark for _, gold in place.gold for mark in meant(gold)))


def moved(gold: Gold, text: str, start: int, end: int) -> Gold:
    """A decision over another stretch of its article; PressmarkError where there is no text."""
    start, end = trimmed(text, start, end)
    exact, prefix, suffix = around(text, start, end)
    return msgspec.structs.replace(
        gold, start=start, end=end, exact=exact, prefix=prefix, suffix=suffix
    )


def redecided(place: Dispute, me: str, decisions: Iterable[Gold]) -> list[Change]:
    """The changes that make `decisions` all that `me` has decided on a place.

    None where the same is decided already: to decide it again would say nothing new.
    """
    before = {gold.id: gold for who, gold in place.gold if who == me}
    after = {gold.id: gold for gold in decisions}
    if set(map(_said, before.values())) == set(map(_said, after.values())):
        return []
    return [
        Change(GOLD, key, before.get(key), after.get(key))
        for key in {**before, **after}
        if before.get(key) != after.get(key)
    ]


def _said(gold: Gold) -> Gold:
    """A decision without what differs each time that it is made."""
    return msgspec.structs.replace(gold, id="", at="", clock=0)


def rows(decided: Iterable[Decided], joined: Iterator[QuoteRow]) -> Iterator[GoldRow]:
    """Decisions, each with what `joined` says of its article."""
    for (_, gold), row in zip(decided, joined, strict=True):
        yield GoldRow(**msgspec.structs.asdict(row), decision=gold.decision, sources=gold.sources)


def as_quote(gold: Gold) -> Quote:
    """What is decided, as a quote."""
    return Quote(
        gold.id, gold.article, gold.start, gold.end, gold.exact, gold.prefix, gold.suffix,
        gold.topics, gold.speaker, gold.note, gold.at,
    )  # fmt: skip
