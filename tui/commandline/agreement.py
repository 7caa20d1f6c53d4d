"""How far analysts agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click
import msgspec

from store.text import clean_line
from tui.commandline import output
from tui.commandline.arguments import QueryCommand, json_option, query_argument
from tui.commandline.run import Run, pass_run

if TYPE_CHECKING:
    from store.agreement import Agreement

Table = tuple[str, Sequence[str], Sequence[Sequence[object]]]
"""A heading, the names of the columns, and the rows: numbers, then what they are of."""


def _names(_ctx: click.Context, _param: click.Parameter, value: str | None) -> list[str] | None:
    return None if value is None else [name.strip() for name in value.split(",") if name.strip()]


@click.command(cls=QueryCommand)
@query_argument
@click.option("--analysts", metavar="NAME,NAME…", callback=_names,
              help="Compare only these; else everybody.")  # fmt: skip
@json_option
@pass_run
def agreement(run: Run, query: str, analysts: list[str] | None, as_json: bool) -> None:
    """Say how far analysts agree on what two or more of them have read.

    Of the articles that QUERY selects, or all, those count that are double-read: done or skipped,
    labelled, noted or quoted from by two analysts; a star is no reading. Who has not read an
    article has no value for it. Each version of an article is a text of its own; with a QUERY, only
    newest versions count unless it says is:superseded. Topics are looked at one by one: is it on
    the article, as a label or on a quote; and, where somebody quoted it, on which words (tokens)
    and from where to where. Kappa is Cohen's, of more than two analysts the mean of the pairs;
    alpha is Krippendorff's, nominal. What cannot be reckoned is a dash here and null in JSON, with
    a reason: where all gave the same value, chance cannot be told from agreement.

    \b
    --json prints one object:
      query analysts     as compared
      articles           how many are double-read
      reason             why there is nothing to compare, or empty
      topics             a list:
        topic carried unanimous   on how many articles somebody, and every
                         reader, put it
        agreement        the share of pairs of readers who agree
        kappa alpha reason
        pairs            first second articles both first_only second_only
                         neither agreement kappa reason
        marks            of quotes: quotes articles tokens; agreement kappa
                         alpha by token; matched: pairs that overlap; f1: the
                         share so matched; jaccard: characters in common;
                         exact: the share with the same ends; reason
      pairs              as above, summed over the topics that either used;
                         kappa is pooled
    """
    found = run.library().agreement(query, analysts)
    if as_json:
        output.json_object(msgspec.to_builtins(found))
        return
    shared = {name for pair in found.pairs for name in (pair.first, pair.second)}
    who = clean_line(", ".join(sorted(shared) or found.analysts))
    output.line(f"{output.count(found.articles, 'article')} read by two or more of {who}")
    if found.reason:
        output.line(found.reason)
    for heading, names, rows in _tables(found):
        if rows:
            _print(heading, names, rows)
    for reason in dict.fromkeys(_reasons(found)):
        output.line(f"\n–: {reason}")


def _tables(found: Agreement) -> Iterator[Table]:
    yield (
        "topics on articles",
        ("articles", "all", "agree", "kappa", "alpha"),
        [
            (
                t.carried,
                t.unanimous,
                _figure(t.agreement),
                _figure(t.kappa),
                _figure(t.alpha),
                t.topic,
            )
            for t in found.topics
        ],
    )
    yield (
        "topics on words, and the ends of quotes",
        ("quotes", "agree", "kappa", "alpha", "f1", "jaccard", "exact"),
        [
            (
                m.quotes,
                *map(_figure, (m.agreement, m.kappa, m.alpha, m.f1, m.jaccard, m.exact)),
                t.topic,
            )
            for t in found.topics
            if (m := t.marks).quotes
        ],
    )
    yield (
        "pairs, over all topics",
        ("articles", "agree", "kappa"),
        [
            (p.articles, _figure(p.agreement), _figure(p.kappa), f"{p.first} + {p.second}")
            for p in found.pairs
        ],
    )


def _reasons(found: Agreement) -> Iterator[str]:
    """Why figures that are printed are dashes."""
    for topic in found.topics:
        yield from filter(None, (topic.reason, topic.marks.reason if topic.marks.quotes else ""))
    yield from filter(None, (pair.reason for pair in found.pairs))


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:z.3f}"


def _print(heading: str, names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    columns = output.Columns(*(8 for _ in names))
    output.line()
    columns.row(*names, heading.upper())
    for row in rows:
        columns.row(*row)
