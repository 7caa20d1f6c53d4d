"""The state of the library, and of the configuration."""

from __future__ import annotations

import click

from store.files import is_missing
from store.text import printable
from tui.commandline import output
from tui.commandline.arguments import Command
from tui.commandline.run import Run, pass_run

MOST_TOLD = 1_000
"""Findings that are printed: who reads more, mends none of them."""


@click.command(cls=Command)
@pass_run
def check(run: Run) -> None:
    """Check journals, articles, quotes and the database.

    Every journal is read in full, every article's hash reckoned, every quote's place looked up.
    Prints a line for each thing that is wrong: file, offset in bytes, what; of very many, the first
    and how many more there are. Exit code 1 where there is any.
    """
    problems = run.library(load=False).check()
    for problem in problems[:MOST_TOLD]:
        where = printable(problem.path)
        output.line(f"{where}: byte {problem.offset}: {output.one_line(problem.what)}")
    if more := len(problems[MOST_TOLD:]):
        told = "1 more is" if more == 1 else f"{more:,} more are"
        output.line(f"{told} wrong; mend these first, and check again")
    run.refused |= bool(problems)
    if not problems:
        output.line("nothing is wrong")


@click.command(cls=Command)
@click.option("--keys", is_flag=True, help="With the name of every binding, and its keys now.")
@pass_run
def config(run: Run, keys: bool) -> None:
    """Print where your configuration stands, and an example.

    The example shows everything that may be set. What is wrong with yours is
    said on standard error.
    """
    from tui.config import default_path, load_config
    from tui.config_file import example

    path = default_path()
    there = " (not there yet)" if is_missing(path) else ""
    output.line(f"# {printable(str(path))}{there}\n")
    if keys:
        from tui.keymap import bindings  # it imports every screen

        output.line(example(bindings()).rstrip())
    else:
        output.line(example().rstrip())
    _, problems = load_config()
    for problem in problems:
        run.refuse(problem)
