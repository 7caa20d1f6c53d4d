"""Your own quotes: make them, remove them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from store.model import PressmarkError, QuoteRow
from store.occurrences import occurrences
from store.text import clean_line
from tui.commandline import ids, output
from tui.commandline.arguments import Command, json_option
from tui.commandline.quotes import QUOTED
from tui.commandline.run import Run, pass_run


@click.command(cls=Command)
@click.argument("article")
@click.option("--exact", required=True, metavar="TEXT", help="The words to highlight.")
@click.option("--occurrence", type=click.IntRange(min=1), metavar="N",
              help="Which one, where the words stand in the article several times.")  # fmt: skip
@click.option("--topic", "topics", multiple=True, metavar="TOPIC", help="May be given repeatedly.")
@click.option("--speaker", default="", metavar="NAME", help="Who said it.")
@click.option("--note", default="", metavar="TEXT", help="Your note on it.")
@json_option
@pass_run
def highlight(
    run: Run, article: str, exact: str, occurrence: int | None, topics: Sequence[str],
    speaker: str, note: str, as_json: bool,
) -> None:  # fmt: skip
    """Highlight words of an article as a quote.

    Prints the quote's id. Spaces and line ends need not be the article's. Topics that are not
    in the codebook yet are made. --json prints the quote as `quotes --json` does.
    """
    library = run.library()
    found = library.article(article)
    start, end = _place(found.text, exact, occurrence)
    quote = library.highlight(found.id, start, end, topics, speaker, note)
    if not as_json:
        output.line(quote.id)
        return
    row = QuoteRow(
        quote.id, library.analyst, found.id, found.title, found.source, found.byline,
        found.published, found.url, quote.start, quote.end, quote.exact, quote.topics,
        quote.speaker, quote.note, quote.at,
    )  # fmt: skip
    output.json_line(row, QUOTED)


def _place(text: str, exact: str, occurrence: int | None) -> tuple[int, int]:
    """Where the words stand; PressmarkError where that is nowhere, or not clear."""
    places = occurrences(text, exact)
    shown = clean_line(exact, 60)
    if not places:
        raise PressmarkError(f"“{shown}” does not stand in the article; copy it from `show`.")
    if len(places) == 1 and occurrence is None:
        return places[0]
    times = f"“{shown}” stands in the article {output.count(len(places), 'time')}"
    if occurrence is None:
        raise PressmarkError(f"{times}; choose one with --occurrence 1 to {len(places)}.")
    if occurrence > len(places):
        raise PressmarkError(f"{times}, so there is no occurrence {occurrence}.")
    return places[occurrence - 1]


@click.command(cls=Command)
@click.argument("quotes", nargs=-1, required=True, metavar="QUOTE...|-")
@pass_run
def unhighlight(run: Run, quotes: Sequence[str]) -> None:
    """Remove quotes of your own, in one edit.

    With -, ids come from standard input, one a line or as `quotes --json` prints them.
    """
    library = run.library()
    if found := ids.quotes(run, library, quotes):
        output.saved(library.remove_quotes(found))
