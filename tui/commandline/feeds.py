"""Feeds: which ones the library is subscribed to, and what is new in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from store.feeds.opml import as_opml
from store.files import atomic_write
from store.importing import BrokeOff, Progress, Step
from store.model import PressmarkError
from tui.commandline import output
from tui.commandline.arguments import Command, json_option
from tui.commandline.articles import tell
from tui.commandline.progress import bar
from tui.commandline.run import Run, pass_run
from tui.commandline.topics import Codebook as Group

LISTED = ("url", "title", "fetched", "problem")


@click.group(cls=Group, invoke_without_command=True)
@json_option
@click.pass_context
def feeds(ctx: click.Context, as_json: bool) -> None:
    """List the feeds that the library is subscribed to, or change them.

    The list is everybody's who works on the library. Columns: when it was fetched last (UTC),
    address, title, what was wrong then.

    \b
    --json prints one object a line:
      url title   texts
      fetched     when it was asked last (UTC), or empty
      problem     why nothing or not all came then, or empty
    """
    if ctx.invoked_subcommand is None:
        _list(ctx.ensure_object(Run), as_json)


def _list(run: Run, as_json: bool) -> None:
    columns = output.Columns(20, 50, 24)
    for feed in run.library(load=False).feeds():
        if as_json:
            output.json_line(feed, LISTED)
        else:
            columns.row(feed.fetched or "not yet", feed.url, feed.title, feed.problem)


@feeds.command("list")
@json_option
@pass_run
def list_(run: Run, as_json: bool) -> None:
    """The same as `feeds` alone."""
    _list(run, as_json)


@feeds.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@pass_run
def add(run: Run, urls: Sequence[str]) -> None:
    """Subscribe to feeds (RSS, Atom, JSON Feed); `fetch` brings in what they hold."""
    _added(run.library(make=True, load=False).add_feeds(urls))


@feeds.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@pass_run
def remove(run: Run, urls: Sequence[str]) -> None:
    """Give up feeds; their articles stay."""
    library = run.library(load=False)
    for url in urls:
        try:
            library.remove_feed(url)
        except PressmarkError as error:
            run.refuse(str(error))


@feeds.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="OPML..."
)
@pass_run
def import_(run: Run, files: Sequence[Path]) -> None:
    """Subscribe to all feeds of lists in OPML, as feed readers export them."""
    library = run.library(make=True, load=False)
    for file in files:
        try:
            _added(library.add_opml(file))
        except PressmarkError as error:
            run.refuse(str(error))


@feeds.command()
@click.option("-o", "--output", "path", type=click.Path(path_type=Path), metavar="FILE",
              help="The file to write; standard output without it.")  # fmt: skip
@pass_run
def export(run: Run, path: Path | None) -> None:
    """Write the list of feeds in OPML, which any feed reader takes."""
    text = as_opml(run.library(load=False).feeds())
    if path is None:
        output.Stream().write(text)
        return
    with atomic_write(path) as out:
        out.write(text)


@click.command(cls=Command)
@click.option("--full", is_flag=True, help="Fetch the page that each new entry leads to.")
@click.option(
    "--allow-private", is_flag=True,
    help="Fetch from inside your network too: addresses that are not public.",
)  # fmt: skip
@json_option
@pass_run
def fetch(run: Run, full: bool, allow_private: bool, as_json: bool) -> None:
    """Take in what is new in the feeds.

    A feed is only sent again when it has changed since. An entry comes in with its full text
    where the feed has it, else with its summary; --full takes the page in its place.

    \b
    --json prints one object, as `import` does:
      imported    number of new articles
      duplicates  number of articles that were there already
      failed      a list of {"where", "why"}
    """
    library = run.library(load=False)
    with _progress(len(library.feeds())) as told:
        try:
            report = library.fetch(told, full=full, allow_private=allow_private)
        except BrokeOff as error:
            tell(run, error.report, as_json=as_json)
            raise
    tell(run, report, as_json=as_json)


def _added(new: int) -> None:
    output.line(f"{output.count(new, 'feed')} added" if new else "nothing to change")


@contextmanager
def _progress(feeds: int) -> Iterator[Progress | None]:
    """A bar on the terminal that counts feeds; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    with bar(feeds, "Fetching") as shown:

        def told(step: Step) -> None:
            shown.label = f"{step.records:,} read"
            shown.update(step.bytes - shown.pos)

        yield told
