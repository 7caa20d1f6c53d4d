"""Sharing out the work, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

import click

from store.accounts import must_be_account
from store.text import printable
from tui.commandline import output
from tui.commandline.arguments import QueryCommand, json_option, query_argument
from tui.commandline.run import Run, pass_run

if TYPE_CHECKING:
    from store.library import Library

Row: TypeAlias = dict[str, str | int]
"""What stands in a line, by the name of its column."""


@click.command(cls=QueryCommand)
@query_argument
@click.option("--to", "analyst", required=True, metavar="NAME", help="The account of an analyst.")
@click.option("--off", is_flag=True, help="Take the articles from that analyst again.")
@pass_run
def assign(run: Run, query: str, analyst: str, off: bool) -> None:
    """Assign the articles that QUERY selects, or all, to an analyst.

    They find them by the query assigned:me, in the order that they like; others by
    assigned:NAME. An article may be assigned to several. In a library that has
    leads, only they assign.
    """
    if not off:
        must_be_account(analyst)
    library = run.library()
    changed = library.assign(library.articles(query).ids(), analyst, on=not off)
    what = output.count(changed, "article")
    output.line(f"{what} {'taken from' if off else 'assigned to'} {printable(analyst)}")


@click.command(cls=QueryCommand)
@query_argument
@json_option
@pass_run
def progress(run: Run, query: str, as_json: bool) -> None:
    """How far each analyst has come with what QUERY selects, or with all; and on which day.

    \b
    --json prints one object:
      query     as it was given
      articles  how many it selects
      people    analyst assigned left done skipped quotes: left are assigned articles
                without a verdict; both count the whole library
      days      day analyst done skipped: verdicts by day (UTC); one that was changed
                counts on the day of the change
    """
    library = run.library()
    figures = library.figures(query)
    people = list(_people(library, query))
    days: list[Row] = [
        {"day": day.day, "analyst": day.analyst, "done": day.done, "skipped": day.skipped}
        for day in figures.reviewed
    ]
    if as_json:
        found = {"query": figures.query, "articles": figures.articles}
        output.json_object({**found, "people": people, "days": days})
        return
    output.line(output.count(figures.articles, "article"))
    _print(people, "people")
    _print(days, "days")


def _people(library: Library, query: str) -> Iterator[Row]:
    assigned = library.assigned()
    worked = {figure.analyst: figure for figure in library.figures(query).analysts}
    for name in sorted(assigned.keys() | worked.keys()):
        left, total = assigned.get(name, (0, 0))
        work = worked.get(name)
        yield {
            "analyst": name,
            "assigned": total,
            "left": left,
            "done": work.done if work else 0,
            "skipped": work.skipped if work else 0,
            "quotes": work.quotes if work else 0,
        }


def _print(rows: list[Row], heading: str) -> None:
    """A table; names stand last, where they may be as long as they are."""
    if not rows:
        return
    names = [name for name in rows[0] if name != "analyst"]
    columns = output.Columns(*(10 if name == "day" else 9 for name in names))
    output.line()
    columns.row(*names, heading.upper())
    for row in rows:
        columns.row(*(row[name] for name in names), printable(str(row["analyst"])))
