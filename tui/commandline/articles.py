"""Articles: bring them in, list them, print one."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec

from store.drafts import Refusal
from store.fetch.web import urls_in
from store.files import atomic_write, is_missing
from store.importing import BrokeOff, ImportReport, Progress, Step
from store.importing import dry_run as without_library
from store.intake import Intake, size_of
from store.search import ARTICLE_ORDERS
from store.text import clean_line, printable
from tui.commandline import output
from tui.commandline.arguments import (
    Command,
    QueryCommand,
    json_option,
    map_option,
    order_option,
    query_argument,
)
from tui.commandline.progress import bar
from tui.commandline.rows import rows_of
from tui.commandline.run import Run, pass_run

LISTED = ("id", "title", "source", "published", "status", "star", "topics", "quotes")
VERSIONED = (*LISTED, "superseded")
SHOWN = ("id", "title", "source", "byline", "published", "url", "language", "text")


@click.command("import", cls=Command)
@click.argument("paths", nargs=-1, metavar="[PATH|URL]...|-")
@click.option(
    "--urls",
    "lists",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Fetch the addresses in FILE, one a line. May be given repeatedly.",
)
@click.option(
    "--allow-private",
    is_flag=True,
    help="Fetch from inside your network too: addresses that are not public.",
)
@map_option
@click.option("--dry-run", is_flag=True, help="Only say what would come in; write nothing.")
@click.option(
    "--report", "report_file", type=click.Path(path_type=Path), metavar="FILE",
    help="Write what came of it there, in JSON.",
)  # fmt: skip
@json_option
@pass_run
def import_(
    run: Run,
    paths: Sequence[str],
    lists: Sequence[Path],
    allow_private: bool,
    columns: Mapping[str, str],
    dry_run: bool,
    report_file: Path | None,
    as_json: bool,
) -> None:
    """Read files, folders and web pages into the library; - is what is piped in.

    The library is made where there is none. The format of a file is told by what
    stands in it, and only then by its name. What cannot be read is named and stops
    nothing. Doing it again adds nothing, and goes on where it was interrupted.

    Web pages are named by their addresses, which begin with http:// or https://. They
    are fetched several at a time, as far as the robots.txt of their site allows it.

    In tables and records, columns are taken for the fields of an article by their
    names. What was taken for what is said; --map text=Body --map title=Headline says
    it better. Fields: text title source byline published url language.

    \b
    --json prints one object:
      imported    number of new articles
      duplicates  number of articles that were there already
      failed      a list of {"where", "why"}

    \b
    --report writes one object, with the ids of the articles:
      imported duplicates   lists of ids
      near_duplicates       new articles that are nearly the same as another: id to id
      versions              new versions of articles, each with the one before: id to id
      failed                a list of {"where", "why"}
      columns               for each file of records, field to column
      interrupted dry_run   true or false
    """
    listed, no_addresses = _listed(lists)
    paths = [*paths, *listed]
    if not paths and not no_addresses:
        raise click.UsageError("Name files, folders or addresses to import.")
    act = preview if dry_run else bring_in
    failure: BrokeOff | None = None
    try:
        report = act(run, paths, columns, allow_private=allow_private)
    except BrokeOff as error:
        failure, report = error, error.report
    report.failed = [*no_addresses, *report.failed]
    if report_file:
        save_report(report, report_file, dry_run=dry_run)
    tell(run, report, as_json=as_json, dry_run=dry_run)
    if failure:
        raise failure


def _listed(lists: Sequence[Path]) -> tuple[list[str], list[Refusal]]:
    """The addresses in all lists, and the lines that are none."""
    read = [urls_in(file) for file in lists]
    return [url for urls, _ in read for url in urls], [
        bad for _, refused in read for bad in refused
    ]


def tell(run: Run, report: ImportReport, *, as_json: bool, dry_run: bool = False) -> None:
    """Print what came of an import; one that was interrupted ends the command so."""
    run.refused |= bool(report.failed)
    if as_json:
        imported, duplicates = len(report.imported), len(report.duplicates)
        failed = [{"where": refusal.where, "why": refusal.why} for refusal in report.failed]
        output.json_object({"imported": imported, "duplicates": duplicates, "failed": failed})
    else:
        _say(run, report, dry_run=dry_run)
    if report.interrupted:
        raise KeyboardInterrupt


def bring_in(
    run: Run,
    paths: Sequence[str],
    columns: Mapping[str, str] | None = None,
    *,
    allow_private: bool = False,
) -> ImportReport:
    """Import files, folders and web pages, with a bar on the terminal."""
    with _progress(paths) as told:
        library = run.library(make=True, load=False)
        return library.import_paths(paths, told, columns, allow_private=allow_private)


def preview(
    run: Run, paths: Sequence[str], columns: Mapping[str, str], *, allow_private: bool
) -> ImportReport:
    """Print the articles that would come in; the library is neither made nor written."""
    report = ImportReport()
    if is_missing(run.folder / "library.db"):
        articles = without_library(
            None, Intake(paths, columns, allow_private=allow_private), report
        )
    else:
        articles = run.library(load=False).preview(
            paths, report, columns, allow_private=allow_private
        )
    table = output.Columns(10, 18)
    for article in articles:
        table.row(article.published[:10], article.source, article.title)
    return report


def summary(report: ImportReport, *, dry_run: bool = False) -> str:
    """What came of an import, in one line."""
    would = "would be " if dry_run else ""
    parts = [f"{output.count(len(report.imported), 'article')} {would}imported"]
    if report.versions:
        parts[0] += f", {output.count(len(report.versions), 'new version')} of articles"
    if report.near_duplicates:
        parts[0] += f", {len(report.near_duplicates)} nearly the same as another"
    if report.duplicates:
        parts.append(f"{output.count(len(report.duplicates), 'article')} there already")
    if report.feeds:
        parts.append(f"{output.count(report.feeds, 'feed')} added")
    if dry_run and report.feed_lists:
        parts.append(f"{output.count(len(report.feed_lists), 'file')} of feeds")
    if report.failed:
        first = report.failed[0]
        parts.append(f"{len(report.failed)} refused: {printable(first.where)} {first.why}")
    if report.interrupted:
        parts.append("interrupted: what came in is kept, and the same command goes on from there")
    return "; ".join(parts)


def save_report(report: ImportReport, path: Path, *, dry_run: bool) -> None:
    """Write a report as JSON, whole or not at all."""
    content = {
        "imported": list(report.imported),
        "duplicates": list(report.duplicates),
        "near_duplicates": report.near_duplicates,
        "versions": report.versions,
        "failed": report.failed,
        "columns": report.columns,
        "interrupted": report.interrupted,
        "dry_run": dry_run,
    }
    with atomic_write(path, "wb") as out:
        out.write(msgspec.json.format(msgspec.json.encode(content)) + b"\n")


def _say(run: Run, report: ImportReport, *, dry_run: bool) -> None:
    for refusal in report.failed:
        run.refuse(f"{printable(refusal.where)} {refusal.why}")
    for name, meaning in report.columns.items():
        pairs = ", ".join(f"{field} from {column}" for field, column in meaning.items())
        output.line(output.one_line(f"{name}: {pairs}"))
    output.line(summary(report, dry_run=dry_run))


@contextmanager
def _progress(paths: Sequence[str]) -> Iterator[Progress | None]:
    """A bar on the terminal that counts bytes; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    total = size_of(paths)
    with bar(total, "Importing", max(1, total // 200)) as shown:
        seen = 0

        def told(step: Step) -> None:
            nonlocal seen
            shown.label = f"{step.records:,} read"
            shown.update(step.bytes - seen)
            seen = step.bytes

        yield told


@click.command("list", cls=QueryCommand)
@query_argument
@order_option(ARTICLE_ORDERS)
@click.option("--all-versions", is_flag=True, help="List earlier versions of articles as well.")
@json_option
@pass_run
def list_(run: Run, query: str, order: str, all_versions: bool, as_json: bool) -> None:
    """List the articles that QUERY selects, or all of them.

    Of an article that has changed, only the newest version is listed; is:superseded lists the
    others, and --all-versions all of them.

    Columns: id, status, star, date, number of quotes, source, title, topics.

    \b
    --json prints one object a line:
      id title source published   texts; published is a date in ISO 8601, or empty
      status                      your own: new, done or skipped
      star                        your own: true or false
      topics                      a list of names: everybody's labels and quotes
      quotes                      number of quotes, everybody's
      superseded                  with --all-versions: true for an earlier one
    """
    columns = output.Columns(16, 7, 1, 10, 3, 18)
    for row in rows_of(run.library().articles(query, order, all_versions=all_versions)):
        if as_json:
            output.json_line(row, VERSIONED if all_versions else LISTED)
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

    --json prints one object: id title source byline published url language text; and, where
    there are several, versions: a list of ids, the newest first.
    """
    library = run.library(load=False)
    found = library.article(article)
    versions = library.versions(found.id)
    if as_json:
        content = {field: getattr(found, field) for field in SHOWN}
        output.json_object(content | ({"versions": versions} if len(versions) > 1 else {}))
        return
    for field in SHOWN[:-1]:
        if value := clean_line(getattr(found, field)):
            output.line(f"{field + ':':<11}{value}")
    if len(versions) > 1:
        newest, *earlier = versions
        output.line(f"{'versions:':<11}{newest} is the newest; earlier: {' '.join(earlier)}")
    output.line()
    output.passage(found.text)
