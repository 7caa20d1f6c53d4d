"""The command `pressmark`: opens the screen, or does one thing and ends.

Exit codes: 0 all done; 1 something was refused (a sentence on standard error; the rest is done);
2 wrong usage, a wrong query included; 130 interrupted with Ctrl-C; 141 whoever read the output
went away.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import click

from store.files import is_missing
from store.model import PressmarkError
from store.query import QueryError
from store.text import printable
from tui.commandline import output
from tui.commandline.arguments import LIBRARY, Command
from tui.commandline.run import Run, pass_run

COMMANDS = {
    "import": "articles:import_",
    "feeds": "feeds:feeds",
    "fetch": "feeds:fetch",
    "list": "articles:list_",
    "show": "articles:show",
    "label": "reviews:label",
    "status": "reviews:status",
    "star": "reviews:star",
    "note": "reviews:note",
    "highlight": "highlights:highlight",
    "unhighlight": "highlights:unhighlight",
    "quotes": "quotes:quotes",
    "quotations": "quotes:quotations",
    "export": "quotes:export",
    "topics": "topics:topics",
    "log": "past:log",
    "revert": "past:revert",
    "stats": "statistics:stats",
    "agreement": "agreement:agreement",
    "disputes": "gold:disputes",
    "gold": "gold:gold",
    "assign": "team:assign",
    "progress": "team:progress",
    "check": "upkeep:check",
    "init": "setup:init",
    "doctor": "setup:doctor",
    "settings": "setup:settings",
    "config": "upkeep:config",
}
"""Where each command stands, in the order that the help lists them; loaded when it is needed."""

INTERRUPTED = 130
READER_WENT_AWAY = 141


class Commands(click.Group):
    """Knows its commands by name only; anything else is a path to open the screen with."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's face
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        return cast(click.Command, getattr(import_module(f"tui.commandline.{module}"), name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in COMMANDS or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        return "", screen, args

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _harmless_messages():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command, and turn what happens into an exit code."""
        run = ctx.ensure_object(Run)
        try:
            with _harmless_messages():
                super().invoke(ctx)
            output.flush()
        except PressmarkError as error:
            _explain(run, error)
        except BrokenPipeError:
            output.give_up()
            ctx.exit(READER_WENT_AWAY)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        finally:
            run.close()
        if run.refused:
            ctx.exit(1)


@contextmanager
def _harmless_messages() -> Iterator[None]:
    """What click says of wrong usage repeats arguments, which may be names of hostile files."""
    try:
        yield
    except click.UsageError as error:
        raise click.UsageError(output.one_line(error.format_message()), error.ctx) from error


def _explain(run: Run, error: PressmarkError) -> None:
    if isinstance(error, QueryError):
        raise click.UsageError(output.one_line(str(error))) from error
    run.refuse(str(error))


@click.command(cls=Command)
@click.argument("paths", nargs=-1)
@pass_run
def screen(run: Run, paths: Sequence[str]) -> None:
    """Open the screen; PATHS are imported first."""
    for path in paths:
        if is_missing(Path(path)):
            raise click.UsageError(_neither(path), click.get_current_context().parent)
    gc.disable()  # one collection takes as long as the first paint, which comes before it
    from tui.app import run as run_screen

    notices = []
    if paths:
        from tui.commandline.articles import bring_in, summary

        notices.append(summary(bring_in(run, paths)))
    library = run.library(make=True, load=False)
    if library.obstacle:
        notices.append(library.obstacle)
    if library.reserve:
        notices.append(library.reserve)
    if code := run_screen(library, notices):
        click.get_current_context().exit(code)


def _neither(path: str) -> str:
    near = get_close_matches(path, COMMANDS, n=1)
    hint = f"Did you mean the command “{near[0]}”?" if near else "See pressmark --help."
    return f"There is no file or folder “{printable(path)}”, and no such command. {hint}"


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("pressmark")
    except PackageNotFoundError:
        number = "(not installed)"
    output.line(f"pressmark {number}")
    ctx.exit()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    params=[LIBRARY],
    subcommand_metavar="[PATH]... | COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
    help="Print the version.",
)  # fmt: skip
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Triage news articles in the terminal: read, tag with topics, highlight quotes, export.

    Without a command, the screen opens; PATHs (files and folders) are imported first. Write
    ./list to mean a path that is named like a command.

    The library is the folder given by --library, else by $PRESSMARK_LIBRARY, else the one in
    your own data folder. An article is named by its id, or by as much of its beginning as no
    other id shares. Where ARTICLE... is asked for, - reads ids from standard input, one a line
    or as `list --json` prints them:

    \b
      pressmark list 'source:herald "order book"' --json |
        pressmark label exports/contracts -

    A query is words, "phrases", topic:, status:, source:, speaker:, by:, from:, to:,
    is:starred, is:superseded, is:orphaned, has:quote, has:note, has:topic, assigned:, with -
    before what must not be, OR and parentheses.

    Exit code: 0 all done; 1 something was refused, which standard error names, and the rest is
    done; 2 wrong usage, or a wrong query.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(screen, paths=())


def main(args: Sequence[str] | None = None) -> None:
    """Run `pressmark`; ends the process."""
    output.prepare()
    try:
        cli.main(args, prog_name="pressmark")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
