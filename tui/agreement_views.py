"""Agreement as tables: one function for each view of the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.paint_table import TableRow, TextTable
from tui.views import asking

if TYPE_CHECKING:
    from store.agreement import Agreement, PairAgreement

View = tuple[str, Callable[["Agreement"], TextTable]]


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
    return TextTable(("kappa", "alpha", "agree", "articles", "all readers"), rows)


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
    return TextTable(("kappa", "alpha", "matched", "in common", "same ends", "quotes"), rows)


def pairs(found: Agreement) -> TextTable:
    return TextTable(PAIRED, [_paired(pair, "") for pair in found.pairs])


def pairs_by_topic(found: Agreement) -> TextTable:
    rows = [_paired(pair, t.topic) for t in found.topics for pair in t.pairs]
    return TextTable(PAIRED, rows)


PAIRED = ("kappa", "agree", "both", "first", "second", "neither", "articles")


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
    ("topics", topics),
    ("words", words),
    ("pairs", pairs),
    ("pairs by topic", pairs_by_topic),
)


def figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"
