"""How far analysts agree: per topic on whole articles, and on the places of its quotes.

What counts is double-read: an article that two or more of the analysts have read, as
`store.readership` says. Who has not read it has no value for it, which is not a disagreement. A
topic is on an article where an analyst has labelled it or put the topic on a quote in it; names
are resolved, so what was renamed or merged is one topic.

On places, a topic is looked at in those articles only in which somebody marked it: whether it is
there at all is what the level of articles says. Here are the figures, from counts that
`store.double_reading` makes; `store.reliability` has the coefficients.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import msgspec

from store.agreement_marks import Overlap
from store.reliability import (
    Chance,
    chance,
    coder_pairs,
    krippendorff_alpha,
    mean,
    observed_agreement,
    pooled_kappa,
)
from store.topics import by_path

NO_VARIANCE = "all gave one and the same value, so chance cannot be told from agreement"
NO_MARKS = "no quote carries it in an article that two have read"
NO_MATCH = "no quotes of two analysts overlap"
ONE_ANALYST = "only one analyst so far; it takes two"
NONE_TWICE = "no article was read by two analysts"

Patterns: TypeAlias = Counter[tuple[int, int]]
"""(readers, carriers) → how many units; analysts are bits of a mask."""

Pair: TypeAlias = tuple[int, int]
"""Two analysts, each a bit."""

Table: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""Units that of two analysts ((neither, only the second), (only the first, both)) marked."""


class PairAgreement(msgspec.Struct, frozen=True):
    """Two analysts, on articles that both have read: on how many both, one, none put a topic.

    Over several topics the counts are sums, and `kappa` is pooled. It is None for `reason`.
    """

    first: str
    second: str
    articles: int
    both: int
    first_only: int
    second_only: int
    neither: int
    agreement: float
    kappa: float | None
    reason: str = ""


class MarkAgreement(msgspec.Struct, frozen=True):
    """On which tokens, and from where to where, analysts put quotes of a topic.

    `agreement`, `kappa` and `alpha` are of `tokens`, inside or outside the quotes. `f1` is the
    share of quotes that overlap one of the other analyst's, each matched with one; of the
    `matched`, `jaccard` is the mean share of characters in common, and `exact` the share that
    begin and end alike. What is None is so for `reason`.
    """

    quotes: int = 0
    articles: int = 0
    tokens: int = 0
    agreement: float | None = None
    kappa: float | None = None
    alpha: float | None = None
    matched: int = 0
    f1: float | None = None
    jaccard: float | None = None
    exact: float | None = None
    reason: str = NO_MARKS


class TopicAgreement(msgspec.Struct, frozen=True):
    """On whole articles: how many of the double-read ones carry the topic, and by all readers.

    `agreement` is the share of pairs of readers who agree, `kappa` the mean of the pairs' (Light,
    1971), `alpha` Krippendorff's. What is None is so for `reason`. `pairs` are those of which one
    has used the topic.
    """

    topic: str
    carried: int
    unanimous: int
    agreement: float
    kappa: float | None
    alpha: float | None
    reason: str
    pairs: tuple[PairAgreement, ...]
    marks: MarkAgreement


class Agreement(msgspec.Struct, frozen=True):
    """`articles` is how many are double-read. `topics` are those on one of them, by name.

    `pairs` are all who share an article, over the topics that one of the two used there. Where
    there is nothing to compare, `reason` says why.
    """

    query: str
    analysts: tuple[str, ...]
    articles: int
    topics: tuple[TopicAgreement, ...]
    pairs: tuple[PairAgreement, ...]
    reason: str = ""


class Counts:
    """What there is to compare; the bit of `names[n]` is `1 << n`."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.readers: Counter[int] = Counter()
        """Mask of readers → double-read articles."""
        self.topics: defaultdict[str, TopicCounts] = defaultdict(TopicCounts)


class TopicCounts:
    """What carries a topic: articles, those with quotes of it, their tokens, those quotes."""

    def __init__(self) -> None:
        self.carried: Patterns = Counter()
        self.tokens: Patterns = Counter()
        self.quoted = 0
        self.quotes = 0
        self.overlap = Overlap()


def conclude(counts: Counts, query: str) -> Iterator[Agreement | None]:
    """Reckon the figures topic by topic, each with None, and at last yield them."""
    pooled: dict[Pair, list[Table]] = {
        pair: [] for pair in sorted({p for mask in counts.readers for p in coder_pairs(mask)})
    }
    topics = []
    for name in sorted(counts.topics, key=by_path):
        whole = _whole(counts.readers, counts.topics[name].carried)
        used = {pair: table for pair, table in tables(whole).items() if _uses(table)}
        for pair, table in used.items():
            pooled[pair].append(table)
        pairs = tuple(_pair(counts, pair, [table]) for pair, table in used.items())
        topics.append(_topic(name, counts.topics[name], whole, pairs))
        yield None
    yield Agreement(
        query,
        tuple(counts.names),
        counts.readers.total(),
        tuple(topics),
        tuple(_pair(counts, pair, found) for pair, found in pooled.items()),
        "" if counts.readers else NONE_TWICE if len(counts.names) > 1 else ONE_ANALYST,
    )


def tables(patterns: Patterns) -> dict[Pair, Table]:
    """For each pair of readers the units that both have read."""
    cells: defaultdict[Pair, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for (mask, carriers), count in patterns.items():
        for one, other in coder_pairs(mask):
            cells[one, other][bool(carriers & one), bool(carriers & other)] += count
    return {
        pair: ((of[False, False], of[False, True]), (of[True, False], of[True, True]))
        for pair, of in sorted(cells.items())
    }


def _uses(table: Table) -> bool:
    """Whether one of the two marked anything."""
    return bool(table[0][1] or table[1][0] or table[1][1])


def _whole(readers: Counter[int], carried: Patterns) -> Patterns:
    """With the double-read articles that nobody put the topic on."""
    left = Counter(readers)
    for (mask, _), count in carried.items():
        left[mask] -= count
    return carried + Counter({(mask, 0): count for mask, count in left.items()})


def _pair(counts: Counts, pair: Pair, found: Sequence[Table]) -> PairAgreement:
    """Two analysts on one topic or several; those who used none agree on having used none."""
    if not found:
        both_read = sum(
            n for mask, n in counts.readers.items() if mask & pair[0] and mask & pair[1]
        )
        found = [((both_read, 0), (0, 0))]
    neither, second_only, first_only, both = (
        sum(table[row][column] for table in found) for row in (0, 1) for column in (0, 1)
    )
    shares = [share for table in found if (share := chance(table))]
    kappa = pooled_kappa(shares)
    return PairAgreement(
        first=counts.names[pair[0].bit_length() - 1],
        second=counts.names[pair[1].bit_length() - 1],
        articles=sum(map(sum, found[0])),
        both=both,
        first_only=first_only,
        second_only=second_only,
        neither=neither,
        agreement=sum(share.observed for share in shares) / len(shares),
        kappa=kappa,
        reason=NO_VARIANCE if kappa is None else "",
    )


def _topic(
    name: str, counts: TopicCounts, whole: Patterns, pairs: tuple[PairAgreement, ...]
) -> TopicAgreement:
    units = _units(whole)
    kappa, alpha = mean(pair.kappa for pair in pairs), krippendorff_alpha(units)
    return TopicAgreement(
        name,
        counts.carried.total(),
        sum(count for (mask, carriers), count in counts.carried.items() if mask == carriers),
        observed_agreement(units) or 0.0,  # two have read each of them, so it is a number
        kappa,
        alpha,
        NO_VARIANCE if kappa is None or alpha is None else "",
        pairs,
        _marks(counts),
    )


def _marks(counts: TopicCounts) -> MarkAgreement:
    if not counts.quoted:
        return MarkAgreement()
    units, found = _units(counts.tokens), counts.overlap
    kappa = mean(_kappa(table) for table in tables(counts.tokens).values())
    alpha = krippendorff_alpha(units)
    varies = kappa is not None and alpha is not None
    return MarkAgreement(
        counts.quotes,
        counts.quoted,
        counts.tokens.total(),
        observed_agreement(units),
        kappa,
        alpha,
        found.matched,
        2 * found.matched / found.highlights,
        found.jaccard / found.matched if found.matched else None,
        found.exact / found.matched if found.matched else None,
        NO_MATCH if not found.matched else "" if varies else NO_VARIANCE,
    )


def _kappa(table: Table) -> float | None:
    share: Chance | None = chance(table)
    return pooled_kappa([share]) if share else None


def _units(patterns: Patterns) -> list[tuple[tuple[int, int], int]]:
    """What `store.reliability` takes: (how many did not mark it, how many did), and how often."""
    return [
        ((mask.bit_count() - carriers.bit_count(), carriers.bit_count()), count)
        for (mask, carriers), count in patterns.items()
    ]
