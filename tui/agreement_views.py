"""Agreement as tables: one function for each view of the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from tui.paint_table import TableRow, TextTable
from tui.views import asking

if TYPE_CHECKING:
    from store.agreement import Agreement, PairAgreement

TOPICS = {
    "kappa": "how far two readers agree beyond chance: 1 fully, 0 as if by dice",
    "alpha": "the same of all readers at once (Krippendorff)",
    "agree": "how often two readers of an article say the same of the topic",
    "articles": "of those read twice, how many somebody gave the topic",
    "all readers": "how many of them everybody who read them gave it",
}
"""Of each view the columns, and in a plain sentence what each means."""

WORDS = {
    "kappa": "how far two readers agree on words beyond chance: 1 fully, 0 by dice",
    "alpha": "the same of all readers at once (Krippendorff)",
    "matched": "how many quotes overlap one of another reader’s",
    "in common": "of quotes that overlap, the share of characters that stand in both",
    "same ends": "of quotes that overlap, how many begin and end alike",
    "quotes": "how many there are with the topic, of all readers",
}

PAIRED = {
    "kappa": "how far the two agree beyond chance: 1 fully, 0 as if by dice",
    "agree": "how often the two say the same of a topic on an article",
    "both": "how often both gave it",
    "first": "how often only the first of the two",
    "second": "how often only the second",
    "neither": "how often neither, where one of them uses the topic at all",
    "articles": "how many both have read",
}


class View(NamedTuple):
    """A name, what makes the table, and the meanings of its columns."""

    name: str
    make: Callable[[Agreement], TextTable]
    meanings: Mapping[str, str]


def topics(found: Agreement) -> TextTable:
    rows = [
        TableRow(
            t.topic,
            (
                figure(t.kappa),
                figure(t.alpha),
                share(t.agreement),
                f"{t.carried}",
                f"{t.unanimous}",
            ),
            asking("topic", t.topic),
            t.reason,
        )
        for t in found.topics
    ]
    return TextTable(tuple(TOPICS), rows)


def words(found: Agreement) -> TextTable:
    rows = [
        TableRow(
            t.topic,
            (
                *map(figure, (m.kappa, m.alpha)),
                *map(share, (m.f1, m.jaccard, m.exact)),
                f"{m.quotes}",
            ),
            asking("topic", t.topic),
            m.reason,
        )
        for t in found.topics
        if (m := t.marks).quotes
    ]
    return TextTable(tuple(WORDS), rows)


def pairs(found: Agreement) -> TextTable:
    return TextTable(tuple(PAIRED), [_paired(pair, "") for pair in found.pairs])


def pairs_by_topic(found: Agreement) -> TextTable:
    rows = [_paired(pair, t.topic) for t in found.topics for pair in t.pairs]
    return TextTable(tuple(PAIRED), rows)


def _paired(pair: PairAgreement, topic: str) -> TableRow:
    counts = (pair.both, pair.first_only, pair.second_only, pair.neither, pair.articles)
    asked = [asking("by", pair.first), asking("by", pair.second)]
    asked += [asking("topic", topic)] if topic else []
    who = f"{pair.first} + {pair.second}"
    return TableRow(
        f"{topic}: {who}" if topic else who,
        (figure(pair.kappa), share(pair.agreement), *map(str, counts)),
        " ".join(asked) if all(asked) else "",
        pair.reason,
    )


VIEWS: tuple[View, ...] = (
    View("topics", topics, TOPICS),
    View("words", words, WORDS),
    View("pairs", pairs, PAIRED),
    View("pairs by topic", pairs_by_topic, PAIRED),
)


def figure(value: float | None) -> str:
    return "–" if value is None else f"{value:z.2f}"


def share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"
