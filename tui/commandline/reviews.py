"""Your own verdict on articles: topics, status, star and note."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from store.model import STATUSES, Status
from tui.commandline import ids, output
from tui.commandline.arguments import Command, articles_argument
from tui.commandline.run import Run, pass_run


@click.command(cls=Command)
@click.argument("topic")
@articles_argument
@click.option("--off", is_flag=True, help="Take the topic off.")
@pass_run
def label(run: Run, topic: str, articles: Sequence[str], off: bool) -> None:
    """Label articles with a topic, or take it off.

    A topic that is not in the codebook yet is made. All articles together are
    one edit. With -, ids come from standard input.
    """
    library = run.library()
    if found := ids.articles(run, library, articles):
        output.saved(library.label(found, topic, on=not off))


@click.command(cls=Command)
@click.argument("status", type=click.Choice(STATUSES))
@articles_argument
@pass_run
def status(run: Run, status: Status, articles: Sequence[str]) -> None:
    """Set your status of articles, in one edit. With -, ids come from standard input."""
    library = run.library()
    if found := ids.articles(run, library, articles):
        output.saved(library.set_status(found, status))


@click.command(cls=Command)
@articles_argument
@click.option("--off", is_flag=True, help="Take the star off.")
@pass_run
def star(run: Run, articles: Sequence[str], off: bool) -> None:
    """Star articles, in one edit. With -, ids come from standard input."""
    library = run.library()
    if found := ids.articles(run, library, articles):
        output.saved(library.set_star(found, on=not off))


@click.command(cls=Command)
@click.argument("article")
@click.argument("text", metavar="TEXT|-")
@pass_run
def note(run: Run, article: str, text: str) -> None:
    """Set your note on an article.

    An empty TEXT takes it away, and - reads it from standard input.
    """
    if text == "-":
        text = sys.stdin.buffer.read().decode(errors="replace")
    output.saved(run.library().set_note(article, text))
