"""The codebook."""

from __future__ import annotations

import re
import sys
from typing import Any

import click

from store.codebook import COLOURS
from store.text import clean_line
from tui.commandline import codebook_files, output
from tui.commandline.arguments import LIBRARY_AGAIN, Command, json_option
from tui.commandline.run import Run, pass_run

LISTED = (
    "name", "glyph", "colour", "description", "digit", "words", "articles", "quotes",
)  # fmt: skip


class Codebook(click.Group):
    """The group of commands about topics; by itself it lists them."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(LIBRARY_AGAIN)


def _colour(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    wanted = value and value.strip().lower()
    if wanted and wanted not in COLOURS and not re.fullmatch("#[0-9a-f]{6}", wanted):
        raise click.BadParameter(f"Use #rrggbb or one of {', '.join(COLOURS)}.")
    return wanted


def _glyph(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not (len(value) == output.cells_of(value) == 1):
        raise click.BadParameter("A glyph is one letter or sign, one column wide.")
    if value is not None and (value.isspace() or not value.isprintable()):
        raise click.BadParameter("A glyph is a letter or sign that can be seen.")
    return value


def _digit(_ctx: click.Context, _param: click.Parameter, value: str | None) -> int | None:
    if value in (None, "none"):
        return None
    if not re.fullmatch("[1-9]", value):
        raise click.BadParameter("A digit is 1 to 9, or none.")
    return int(value)


@click.group(cls=Codebook, invoke_without_command=True)
@json_option
@click.pass_context
def topics(ctx: click.Context, as_json: bool) -> None:
    """List the topics of the codebook, or change them.

    Columns: digit, glyph, name, articles, quotes, description.

    \b
    --json prints one object a line:
      name glyph colour description   texts
      digit                           the key that marks with it, or null
      words                           a list: what suggests the topic
      articles quotes                 how many carry the topic itself, everybody's; an article
                                      carries the topics of its quotes too
    """
    if ctx.invoked_subcommand is not None:
        return
    library = ctx.ensure_object(Run).library()
    counts = library.topics.counts()
    columns = output.Columns(1, 1, 30, 8, 6)
    for topic in library.topics:
        articles, quotes, _ = counts.get(topic.name, (0, 0, 0))
        if as_json:
            kept = {name: getattr(topic, name) for name in LISTED[:-2]}
            output.json_object({**kept, "articles": articles, "quotes": quotes})
        else:
            columns.row(
                topic.digit or "", topic.glyph, topic.name, articles, quotes, topic.description
            )


@topics.command()
@click.argument("name")
@click.option("--colour", callback=_colour, help="A name such as yellow, or #rrggbb.")
@click.option("--glyph", callback=_glyph, help="The letter that stands for it in lists.")
@click.option("--description")
@click.option("--digit", callback=_digit, help="The key that marks with it.")
@click.option("--word", "words", multiple=True, help="What suggests it. May be given repeatedly.")
@pass_run
def add(run: Run, /, name: str, **given: Any) -> None:
    """Add a topic, such as arms/drones; one that is there keeps what is not given."""
    fields = {key: value for key, value in given.items() if value not in (None, ())}
    if "description" in fields:
        fields["description"] = clean_line(fields["description"])
    if "words" in fields:
        fields["words"] = tuple(map(clean_line, fields["words"]))
    output.saved(run.library(make=True).topics.add(name, **fields))


@topics.command()
@click.argument("old")
@click.argument("new")
@pass_run
def rename(run: Run, old: str, new: str) -> None:
    """Give a topic, and all below it, another name; every mark stays."""
    output.saved(run.library().topics.rename(old, new))


@topics.command()
@click.argument("old")
@click.argument("into")
@pass_run
def merge(run: Run, old: str, into: str) -> None:
    """Make a topic, and all below it, part of another; every mark stays."""
    output.saved(run.library().topics.merge(old, into))


@topics.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_run
def delete(run: Run, name: str, yes: bool) -> None:
    """Delete a topic with the marks of yours that carry it; a quote without another one goes.

    On a terminal it asks first where there are such marks.
    """
    desk = run.library().topics
    topic = desk.book.named(name).name
    reviews, quotes = desk.usage(topic)
    marks = f"{output.count(len(reviews), 'label')} and {output.count(len(quotes), 'quote')}"
    if (reviews or quotes) and not yes and sys.stdin.isatty():
        click.confirm(f"Delete {clean_line(topic)} with {marks} of yours?", abort=True, err=True)
    output.saved(desk.delete(topic))
    output.line(f"with {marks}")


@topics.command()
@click.argument("name")
@click.argument("digit", callback=_digit, metavar="1-9|none")
@pass_run
def digit(run: Run, name: str, digit: int | None) -> None:
    """Give a topic a digit key; the topic that had it loses it."""
    output.saved(run.library().topics.define(name, digit=digit))


@topics.command()
@click.argument("name")
@click.argument("text")
@pass_run
def describe(run: Run, name: str, text: str) -> None:
    """Say what a topic is for."""
    output.saved(run.library().topics.define(name, description=clean_line(text)))


@topics.command()
@click.argument("name")
@click.argument("colour", callback=_colour)
@pass_run
def colour(run: Run, name: str, colour: str) -> None:
    """Give a topic a colour: a name such as yellow, or #rrggbb."""
    output.saved(run.library().topics.define(name, colour=colour))


@topics.command()
@click.argument("name")
@click.argument("glyph", callback=_glyph)
@pass_run
def glyph(run: Run, name: str, glyph: str) -> None:
    """Give a topic the letter that stands for it in lists."""
    output.saved(run.library().topics.define(name, glyph=glyph))


topics.add_command(codebook_files.export)
topics.add_command(codebook_files.import_)
