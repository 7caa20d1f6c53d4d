"""Progress in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click
import msgspec

from store.periods import PERIODS, Period, periods
from tui.commandline import output
from tui.commandline.arguments import QueryCommand, json_option, query_argument
from tui.commandline.run import Run, pass_run

if TYPE_CHECKING:
    from store.statistics import Statistics

Table = tuple[str, Sequence[str], Sequence[Sequence[object]]]
"""A heading, the names of the columns, and the rows."""


@click.command(cls=QueryCommand)
@query_argument
@click.option("--by", type=click.Choice(PERIODS), default="month", show_default=True,
              help="What days are added up to; --json prints all three.")  # fmt: skip
@json_option
@pass_run
def stats(run: Run, query: str, by: str, as_json: bool) -> None:
    """Count what QUERY selects, or all: topics, time, pairs, sources, speakers, analysts.

    Everybody's work counts. QUERY selects articles as `list` does, and quotes as `quotes` does.
    What has no date is left out where days are counted; times are UTC.

    \b
    --json prints one object:
      query              as it was given
      articles quotes    how many it selects
      topics             topic quotes articles analysts: how much carries it,
                         and how many have marked with it
      published coded    day, week and month, each a list of
                         period articles quotes: published or reviewed then
                         (by two analysts: counted twice),
                         and quoted from those or made then
      together           first second quotes articles: topics that stand
                         together, of the 40 that are used most
      sources            source articles quotes
      speakers           speaker quotes articles
      analysts           analyst done skipped quotes
      reviewed           day analyst done skipped
    """
    found = run.library().statistics(query)
    if as_json:
        output.json_object(_as_json(found))
        return
    output.line(f"{output.count(found.articles, 'article')}, {output.count(found.quotes, 'quote')}")
    for heading, names, rows in _tables(found, by):
        if rows:
            _print(heading, names, rows)


def _as_json(found: Statistics) -> dict[str, object]:
    content = msgspec.structs.asdict(found)
    for name in ("published", "coded"):
        content[name] = {kind: periods(content[name], kind) for kind in PERIODS}
    return content


def _tables(found: Statistics, by: str) -> Iterator[Table]:
    def days(of: Sequence[Period]) -> list[Sequence[object]]:
        kind = next(kind for kind in PERIODS if kind == by)
        return [(day.period, day.articles, day.quotes) for day in periods(of, kind)]

    yield (
        "topics",
        ("quotes", "articles", "analysts"),
        [(f.topic, f.quotes, f.articles, f.analysts) for f in found.topics],
    )
    yield f"published, by {by}", ("articles", "quotes"), days(found.published)
    yield f"worked on, by {by}", ("reviewed", "quotes"), days(found.coded)
    yield (
        "together",
        ("quotes", "articles"),
        [(f"{f.first} + {f.second}", f.quotes, f.articles) for f in found.together],
    )
    yield (
        "sources",
        ("articles", "quotes"),
        [(f.source or "(none)", f.articles, f.quotes) for f in found.sources],
    )
    yield (
        "speakers",
        ("quotes", "articles"),
        [(f.speaker, f.quotes, f.articles) for f in found.speakers],
    )
    yield (
        "analysts",
        ("done", "skipped", "quotes"),
        [(f.analyst, f.done, f.skipped, f.quotes) for f in found.analysts],
    )


def _print(heading: str, names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    columns = output.Columns(*(9 for _ in names))
    output.line()
    columns.row(*names, heading.upper())
    for what, *numbers in rows:
        columns.row(*numbers, what)
