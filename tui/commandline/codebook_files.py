"""The codebook written to a file, and topics read from one."""

from __future__ import annotations

from pathlib import Path

import click

from tui.commandline import output
from tui.commandline.arguments import STANDARD_OUTPUT, Command
from tui.commandline.run import Run, pass_run

FILE = click.Path(path_type=Path)


@click.command("export", cls=Command)
@click.argument("file", type=FILE)
@pass_run
def export(run: Run, file: Path) -> None:
    """Write the codebook to FILE: a table where its name ends in .csv, else TOML.

    With - in place of FILE, TOML is written to standard output.
    """
    from store.codebook_file import write_codebook

    if file == STANDARD_OUTPUT:
        from store import codebook_entry, codebook_toml

        output.Stream().write(codebook_toml.dumps(codebook_entry.entries_of(run.library().topics)))
        return
    written = write_codebook(run.library().topics, file.expanduser())
    output.line(f"{output.count(written, 'topic')} written to {output.one_line(str(file))}")


@click.command("import", cls=Command)
@click.argument("file", type=FILE)
@click.option("--update", is_flag=True, help="Change topics that are there to what FILE says.")
@pass_run
def import_(run: Run, file: Path, update: bool) -> None:
    """Add the topics of FILE that are not there yet, in one edit.

    FILE is TOML, or a table with the columns name, glyph, colour, description, digit and words
    where its name ends in .csv. A digit that a topic has stays with it.
    """
    from store.codebook_file import read_codebook

    entries = read_codebook(file.expanduser())
    output.saved(run.library(make=True).topics.take_in(entries, file.name, update=update))
