"""What was done, and taking it back."""

from __future__ import annotations

import re
from typing import Any

import click
import msgspec

from store.library import Library
from store.model import Edit, PressmarkError
from store.text import clean_line
from tui.commandline import output
from tui.commandline.arguments import Command, json_option
from tui.commandline.rows import rows_of
from tui.commandline.run import Run, pass_run

QUOTE_ID = "[0-9a-f]{12}"


@click.command(cls=Command)
@click.argument("what", required=False, default="", metavar="[ARTICLE|QUOTE]")
@click.option("--analyst", metavar="NAME", help="Only what this analyst did.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Only the newest N.")
@json_option
@pass_run
def log(run: Run, what: str, analyst: str | None, limit: int | None, as_json: bool) -> None:
    """List what was done to an article, to a quote, or to all, the newest first.

    Everybody's edits are listed, quotes that are gone included. Columns: number, time (UTC),
    analyst, what was done. `revert` takes numbers of your own.

    \b
    --json prints one object a line:
      number         the edit's own, among those of its analyst
      at             when (UTC)
      analyst        who
      label          what was done, in words
      changes        a list, one object for each record that changed:
        table          topics, reviews, quotes or gold
        key            a topic's name, an article's id, a quote's or decision's id
        before after   the record, or null where there is none; fields that are
                       not set are left out
    """
    library = run.library()
    article, quote = _meant(library, what)
    if analyst is not None and analyst not in library.analysts():
        raise PressmarkError(
            f"“{clean_line(analyst, 60)}” has written nothing here; "
            f"those who have are {', '.join(library.analysts())}."
        )
    columns = output.Columns(7, 20, 10)
    if limit is not None and not (as_json or what or analyst):
        for row in rows_of(library.newest_edits(limit)):
            columns.row(row.number, row.at, row.analyst, row.label)
        return
    for edit in rows_of(library.history(article, quote, analyst, limit)):
        if as_json:
            output.json_object(_as_json(edit))
        else:
            columns.row(edit.number, edit.at, edit.analyst, edit.label)


def _meant(library: Library, what: str) -> tuple[str | None, str | None]:
    """(article, quote) that an id names; a quote's is looked for first, as it is whole."""
    if re.fullmatch(QUOTE_ID, what) and library.knows_quote(what):
        return None, what
    return (library.resolve(what), None) if what else (None, None)


def _as_json(edit: Edit) -> dict[str, Any]:
    return {
        "number": edit.number,
        "at": edit.at,
        "analyst": edit.analyst,
        "label": edit.label,
        "changes": [msgspec.structs.asdict(change) for change in edit.changes],
    }


@click.command(cls=Command)
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(min=1), metavar="NUMBER...")
@pass_run
def revert(run: Run, numbers: tuple[int, ...]) -> None:
    """Undo edits of your own, of any age, by their numbers as `log` prints them.

    Each is undone by a new edit, as long as nothing that was done since contradicts it; what
    contradicts is named. Undoing that new edit does the old one again.
    """
    library = run.library()
    for number in numbers:
        try:
            output.saved(library.revert(library.own_edit(number)))
        except PressmarkError as error:
            run.refuse(str(error))
