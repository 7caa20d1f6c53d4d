"""Everybody's quotes: list them, export them; and the direct speech that waits to be quoted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

import click

from store.files import atomic_write
from store.model import PressmarkError, QuoteRow
from store.search import QUOTE_ORDERS
from store.text import printable
from tui.commandline import output
from tui.commandline.arguments import (
    STANDARD_OUTPUT,
    Command,
    QueryCommand,
    json_option,
    order_option,
    query_argument,
)
from tui.commandline.rows import rows_of
from tui.commandline.run import Run, pass_run

if TYPE_CHECKING:
    from store.writers.registry import Writer

QUOTED = (
    "id", "article", "start", "end", "exact", "topics", "speaker", "note", "analyst", "at",
    "title", "source", "published", "url",
)  # fmt: skip
FOUND = ("start", "end", "exact", "speaker", "kind")


@click.command(cls=QueryCommand)
@query_argument
@order_option(QUOTE_ORDERS)
@json_option
@pass_run
def quotes(run: Run, query: str, order: str, as_json: bool) -> None:
    """List everybody's quotes that QUERY selects, or all of them.

    Columns: id, article, analyst, topics, speaker, text.

    \b
    --json prints one object a line:
      id article        of the quote and of its article
      start end         code points into the article's text; end is exclusive
      exact             the words themselves
      topics            a list of names
      speaker note      texts, which may be empty
      analyst at        who saved it, and when (UTC)
      title source published url   of the article
    """
    columns = output.Columns(12, 16, 10, 20, 20)
    for row in _rows(run, query, order):
        if as_json:
            output.json_line(row, QUOTED)
        else:
            topics = ", ".join(row.topics)
            columns.row(row.id, row.article, row.analyst, topics, row.speaker, row.exact)


def _rows(run: Run, query: str, order: str) -> Iterator[QuoteRow]:
    """The quotes that a query selects; one that was removed meanwhile is a blank row."""
    return (row for row in rows_of(run.library().quotes(query, order)) if row.id)


@click.command(cls=Command)
@click.argument("article")
@json_option
@pass_run
def quotations(run: Run, article: str, as_json: bool) -> None:
    """List the direct speech in an article.

    All of it is listed, highlighted or not. Columns: start, end, kind, speaker, text.

    \b
    --json prints one object a line:
      start end   code points into the article's text, without the quotation marks
      exact       the words themselves
      speaker     who is found to have said it, or empty
      kind        speech, or scare: titles, names and words held at arm's length
    """
    from store.quotations import quotations as find

    found = run.library(load=False).article(article)
    columns = output.Columns(7, 7, 6, 24)
    for row in find(found.text, found.language):
        if as_json:
            output.json_line(row, FOUND)
        else:
            columns.row(row.start, row.end, row.kind, row.speaker, row.exact)


@click.command(cls=QueryCommand)
@query_argument
@click.option("--format", "-f", "form", metavar="FORMAT",
              help="csv, json, jsonl or markdown; else what the end of FILE says.")  # fmt: skip
@click.option("--output", "-o", "file", type=click.Path(path_type=Path), metavar="FILE",
              help="Write to FILE, whole or not at all; else, or where it is -, to standard "
              "output.")  # fmt: skip
@click.option("--raw", is_flag=True, help="CSV: leave cells that a spreadsheet would run.")
@click.option("--gold", is_flag=True,
              help="What was decided of several analysts' marks, not the marks.")  # fmt: skip
@order_option(QUOTE_ORDERS)
@pass_run
def export(
    run: Run, query: str, form: str | None, file: Path | None, raw: bool, gold: bool, order: str
) -> None:
    """Export everybody's quotes that QUERY selects, or all of them.

    CSV has one row for each quote and topic; cells that a spreadsheet would take for a formula
    begin with an apostrophe unless --raw is given. Markdown is grouped by topic.

    With --gold, QUERY selects articles, and the analyst is who decided; the fields decision
    (taken or changed) and sources (a list of analyst/id) come last. There is no order to choose.
    """
    from store.writers.registry import Options

    writer = _writer(form, file)
    rows: Iterable[QuoteRow] = run.library().gold(query) if gold else _rows(run, query, order)
    options = Options(raw=raw)
    if file is None or file == STANDARD_OUTPUT:
        writer.write(rows, cast(TextIO, output.Stream()), options)
        return
    with atomic_write(file) as out:
        number = writer.write(rows, out, options)
    output.line(f"{output.count(number, 'quote')} written to {printable(str(file))}")


def _writer(form: str | None, file: Path | None) -> Writer:
    from store.writers.registry import names, writer

    if form is None and file is not None:
        ends = file.suffix.lower()
        form = next((name for name in names() if ends == writer(name).SUFFIX), None)
    if form is None:
        raise click.UsageError(f"Which format? Give --format {_or(names())}.")
    try:
        return writer(form)
    except PressmarkError as error:
        raise click.UsageError(output.one_line(str(error))) from error


def _or(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}"
