"""Where analysts' marks on one article agree and differ: one place for all that overlap.

Nothing is read or written here. A mark is known by `analyst/id`, as `Gold.sources` names it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import msgspec

from store.codebook import Codebook
from store.model import Gold, Quote

Marked: TypeAlias = tuple[str, Quote]
"""(analyst, quote)"""

Decided: TypeAlias = tuple[str, Gold]
"""(adjudicator, decision)"""


class Dispute(msgspec.Struct, frozen=True):
    """A place in an article, from `start` to `end`, and what each reader marked there.

    `versions` are (reader, quotes), every reader of the article, those too who marked nothing
    here. `gold` are the decisions that stand. The place is `agreed` where two or more have read
    the article and all marked the same: ends, topics and speaker; it is `open` where they did
    not, and some mark was not there when it was decided.
    """

    article: str
    start: int
    end: int
    versions: tuple[tuple[str, tuple[Quote, ...]], ...]
    gold: tuple[Decided, ...] = ()
    agreed: bool = False
    open: bool = False

    @property
    def marks(self) -> tuple[Marked, ...]:
        """All marks, reader by reader."""
        return tuple((name, quote) for name, quotes in self.versions for quote in quotes)

    def of(self, analyst: str) -> tuple[Quote, ...]:
        """What one reader marked here."""
        return dict(self.versions).get(analyst, ())


def ref(analyst: str, quote: Quote) -> str:
    """What a mark is known by in the whole library."""
    return f"{analyst}/{quote.id}"


def meant(gold: Gold) -> tuple[str, ...]:
    """All marks that were there when it was decided."""
    return (*gold.sources, *gold.beside)


def standing(decided: Iterable[Decided]) -> list[Decided]:
    """The decisions that count: of several people's on one mark, the newest (clock, analyst)."""
    known = list(decided)
    newest: dict[str, tuple[int, str]] = {}
    for who, gold in known:
        for mark in meant(gold):
            newest[mark] = max(newest.get(mark, (0, "")), (gold.clock, who))
    found = [
        (who, gold)
        for who, gold in known
        if all(newest[mark] == (gold.clock, who) for mark in meant(gold))
    ]
    return sorted(found, key=_by_place)


def disputes(
    article: str,
    readers: Sequence[str],
    marks: Iterable[Marked],
    decided: Iterable[Decided],
    book: Codebook,
) -> list[Dispute]:
    """The places of an article in the order of its text; those of decisions without marks too.

    `readers` are all who have read it, `marks` everybody's quotes there.
    """
    left = {(who, gold.id): (who, gold) for who, gold in standing(decided)}
    on_mark: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, (_, gold) in left.items():
        for mark in meant(gold):
            on_mark[mark].append(key)
    found = []
    for place in _places(marks):
        keys = dict.fromkeys(key for mark in place for key in on_mark[ref(*mark)])
        there = [left.pop(key) for key in keys if key in left]
        found.append(_dispute(article, readers, place, sorted(there, key=_by_place), book))
    found += [_dispute(article, readers, (), [each], book) for each in left.values()]
    return sorted(found, key=lambda place: (place.start, place.end))


def _by_place(decided: Decided) -> tuple[int, int, str, str]:
    who, gold = decided
    return gold.start, gold.end, who, gold.id


def _places(marks: Iterable[Marked]) -> Iterator[list[Marked]]:
    """Marks in groups that overlap, one with the next."""
    group: list[Marked] = []
    end = 0
    for who, quote in sorted(marks, key=lambda m: (m[1].start, m[1].end, m[0], m[1].id)):
        if group and quote.start >= end:
            yield group
            group = []
        group.append((who, quote))
        end = max(end, quote.end) if len(group) > 1 else quote.end
    if group:
        yield group


def _dispute(
    article: str,
    readers: Sequence[str],
    marks: Sequence[Marked],
    gold: Sequence[Decided],
    book: Codebook,
) -> Dispute:
    names = sorted({*readers, *(who for who, _ in marks)})
    versions = tuple((name, tuple(q for who, q in marks if who == name)) for name in names)
    said = {frozenset(_content(quote, book) for quote in quotes) for _, quotes in versions}
    spans = [(quote.start, quote.end) for _, quote in marks] or [(g.start, g.end) for _, g in gold]
    known = {mark for _, each in gold for mark in meant(each)}
    return Dispute(
        article,
        min(start for start, _ in spans),
        max(end for _, end in spans),
        versions,
        tuple(gold),
        agreed=bool(marks) and len(names) > 1 and len(said) == 1,
        open=len(said) > 1 and not known.issuperset(ref(*mark) for mark in marks),
    )


def _content(quote: Quote, book: Codebook) -> tuple[int, int, frozenset[str], str]:
    """What two marks must have in common to be the same; a note is everyone's own."""
    return quote.start, quote.end, frozenset(book.resolve(quote.topics)), quote.speaker
