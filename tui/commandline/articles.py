"""Articles: bring them in, list them, print one."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from store.importing import ImportReport, Progress
from store.readers import walk
from store.search import ARTICLE_ORDERS
from store.text import clean_line, printable
from tui.commandline import output
from tui.commandline.arguments import (
    Command,
    QueryCommand,
    json_option,
    order_option,
    query_argument,
)
from tui.commandline.rows import rows_of
from tui.commandline.run import Run, pass_run

LISTED = ("id", "title", "source", "published", "status", "star", "topics", "quotes")
SHOWN = ("id", "title", "source", "byline", "published", "url", "language", "text")


@click.command("import", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@json_option
@pass_run
def import_(run: Run, paths: Sequence[str], as_json: bool) -> None:
    """Read files and folders into the library.

    The library is made where there is none. What cannot be read is named and
    stops nothing. Doing it again adds nothing.

    \b
    --json prints one object:
      imported    number of new articles
      duplicates  number of articles that were there already
      failed      a list of {"where", "why"}
    """
    report = bring_in(run, paths)
    imported, duplicates = len(report.imported), len(report.duplicates)
    run.refused |= bool(report.failed)
    if as_json:
        failed = [{"where": refusal.where, "why": refusal.why} for refusal in report.failed]
        output.json_object({"imported": imported, "duplicates": duplicates, "failed": failed})
        return
    for refusal in report.failed:
        run.refuse(f"{printable(refusal.where)} {refusal.why}")
    output.line(summary(report))


def bring_in(run: Run, paths: Sequence[str]) -> ImportReport:
    """Import files and folders, with a bar on the terminal."""
    places = [Path(path) for path in paths]
    with _progress(places) as told:
        return run.library(make=True, load=False).import_paths(places, told)


def summary(report: ImportReport) -> str:
    """What came of an import, in one line."""
    parts = [f"{output.count(len(report.imported), 'article')} imported"]
    if report.duplicates:
        parts.append(f"{output.count(len(report.duplicates), 'article')} there already")
    if report.failed:
        first = report.failed[0]
        parts.append(f"{len(report.failed)} refused: {printable(first.where)} {first.why}")
    return "; ".join(parts)


@contextmanager
def _progress(paths: Sequence[Path]) -> Iterator[Progress | None]:
    """A bar on the terminal that counts files; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    files = sum(1 for _ in walk(paths))
    with click.progressbar(length=files, label="Importing", show_pos=True, file=sys.stderr) as bar:
        yield lambda number: bar.update(number - bar.pos)


@click.command("list", cls=QueryCommand)
@query_argument
@order_option(ARTICLE_ORDERS)
@json_option
@pass_run
def list_(run: Run, query: str, order: str, as_json: bool) -> None:
    """List the articles that QUERY selects, or all of them.

    Columns: id, status, star, date, number of quotes, source, title, topics.

    \b
    --json prints one object a line:
      id title source published   texts; published is a date in ISO 8601, or empty
      status                      your own: new, done or skipped
      star                        your own: true or false
      topics                      a list of names: everybody's labels and quotes
      quotes                      number of quotes, everybody's
    """
    columns = output.Columns(16, 7, 1, 10, 3, 18)
    for row in rows_of(run.library().articles(query, order)):
        if as_json:
            output.json_line(row, LISTED)
        else:
            star, topics = "*" if row.star else "", f"[{', '.join(row.topics)}]"
            columns.row(
                row.id, row.status, star, row.published[:10], row.quotes or "", row.source,
                f"{row.title}  {topics}" if row.topics else row.title,
            )  # fmt: skip


@click.command(cls=Command)
@click.argument("article")
@json_option
@pass_run
def show(run: Run, article: str, as_json: bool) -> None:
    """Print an article: what is known of it, then its text.

    --json prints one object: id title source byline published url language text.
    """
    found = run.library(load=False).article(article)
    if as_json:
        output.json_line(found, SHOWN)
        return
    for field in SHOWN[:-1]:
        if value := clean_line(getattr(found, field)):
            output.line(f"{field + ':':<11}{value}")
    output.line()
    output.passage(found.text)
