"""The gold layer: what is disputed, and what was decided."""

from __future__ import annotations

import click

from tui.commandline import output
from tui.commandline.arguments import QueryCommand, json_option, query_argument
from tui.commandline.quotes import QUOTED
from tui.commandline.run import Run, pass_run

DECIDED = (*QUOTED, "decision", "sources")


@click.command(cls=QueryCommand)
@query_argument
@click.option("--rejected", is_flag=True, help="Also what was decided not to count.")
@json_option
@pass_run
def gold(run: Run, query: str, rejected: bool, as_json: bool) -> None:
    """List what was decided of several analysts' marks on the articles that QUERY selects.

    Decisions are made on the screen, with `B` on an article. Columns: id, article, who decided,
    decision, topics, speaker, text. `export --gold` writes them to a file.

    \b
    --json prints one object a line:
      id article start end exact topics speaker note analyst at
      title source published url   as `quotes --json`; analyst is who decided
      decision          taken, changed or rejected
      sources           a list of analyst/id: the quotes that it is made of
    """
    columns = output.Columns(12, 16, 10, 8, 20, 20)
    for row in run.library().gold(query, rejected=rejected):
        if as_json:
            output.json_line(row, DECIDED)
        else:
            topics = ", ".join(row.topics)
            columns.row(
                row.id, row.article, row.analyst, row.decision, topics, row.speaker, row.exact
            )


@click.command(cls=QueryCommand)
@query_argument
@json_option
@pass_run
def disputes(run: Run, query: str, as_json: bool) -> None:
    """List the articles that two or more have read, where their quotes differ undecided.

    QUERY selects articles, as for `list`; earlier versions with quotes of their own are listed with
    the newest. Columns: article, open places, all places, title.

    \b
    --json prints one object a line:
      id title          of the article, or of an earlier version
      open places       how many places differ and are not decided, of all that
                        somebody quoted from
    """
    library = run.library()
    columns = output.Columns(16, 5, 6)
    for found in library.disputed(query):
        if not found or not found.open:
            continue
        [row] = library.rows_of([found.article])
        if as_json:
            content = {"id": row.id, "title": row.title}
            output.json_object({**content, "open": found.open, "places": found.places})
        else:
            title = row.title + (" (earlier version)" if row.superseded else "")
            columns.row(row.id, found.open, found.places, title)
