"""Markdown for a report: quotes under their topics, each with its source, note and analyst.

A quote with two topics stands under both; quotes without one come last. Nothing in a quote can
make markup of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TextIO

from store import escape
from store.citation import attribution
from store.gold import GoldRow
from store.model import QuoteRow
from store.writers.registry import Options

NAME = "markdown"
SUFFIX = ".md"
NO_TOPIC = "No topic"


def write(rows: Iterable[QuoteRow], out: TextIO, options: Options) -> int:  # noqa: ARG001
    """Write `rows` by topic, in their order within each; the number of different quotes."""
    by_topic: defaultdict[str, list[QuoteRow]] = defaultdict(list)
    quotes = 0
    for row in rows:
        quotes += 1
        for topic in row.topics or ("",):
            by_topic[topic].append(row)
    out.write("# Quotes\n")
    for topic in sorted(by_topic, key=_order):
        out.write(f"\n## {escape.markdown(topic) or NO_TOPIC}\n")
        for row in by_topic[topic]:
            out.write("\n" + "\n\n".join(_blocks(row)) + "\n")
    return quotes


def _order(topic: str) -> tuple[bool, str, str]:
    return not topic, topic.casefold(), topic


def _blocks(row: QuoteRow) -> Iterator[str]:
    """The quote, where it is from, the note and the analyst, each a block of its own."""
    yield escape.markdown_quote(row.exact)
    if origin := attribution(row):
        yield f"— {origin}"
    if row.note:
        yield "Note: " + escape.markdown(row.note)
    if isinstance(row, GoldRow):
        sources = ", ".join(dict.fromkeys(mark.rpartition("/")[0] for mark in row.sources))
        yield "Decided by: " + escape.markdown(f"{row.analyst} ({row.decision}: {sources})")
    elif row.analyst:
        yield "Analyst: " + escape.markdown(row.analyst)
