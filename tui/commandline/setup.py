"""A library for a group: set it up, see what is wrong, settle how the group works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from tui.commandline import output
from tui.commandline.arguments import Command, json_option
from tui.commandline.run import Run, pass_run

if TYPE_CHECKING:
    from store.health import Finding
    from store.settings import Readers


@click.command(cls=Command)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--group", required=True, metavar="NAME", help="The Unix group that shares it.")
@click.option(
    "--lead", "leads", multiple=True, metavar="ACCOUNT",
    help="May change the library's settings; may be repeated. Replaces who could before.",
)  # fmt: skip
def init(folder: Path, group: str, leads: Sequence[str]) -> None:
    """Make a library that a Unix group shares.

    A library that is there becomes the group's; nothing in it is lost. Doing it again mends what
    was changed. Each line that is printed names a place, who owns it, and why it is so.

    Run by root, nobody in the group can rename away another's folder, and each member's folder
    is made at once. Run by a member, who must be in the group, that member could.
    """
    from store.sharing import share

    for said in share(folder.expanduser(), group, leads or None):
        output.line(output.one_line(said))


@click.command(cls=Command)
@json_option
@pass_run
def doctor(run: Run, as_json: bool) -> None:
    """Look for what could be in the way, and say what to do about it.

    Modes and owners, file system, free space, database, your journal, the clock; then locale,
    terminal, SSH, tmux and copying. Nothing is changed. Exit code 1 where something is bad.

    \b
    --json prints one object a line:
      level   "ok", "warn" or "bad"
      about   what it is about, one or two words
      what    a sentence
      do      what to do about it, "" where nothing is
    """
    for finding in _findings(run):
        run.refused |= finding.level == "bad"
        if as_json:
            output.json_line(finding, ("level", "about", "what", "do"))
        else:
            _say(finding)


def _findings(run: Run) -> Iterator[Finding]:
    from store.health import look_at
    from tui.encoding import given_environment
    from tui.surroundings import look_around

    yield from look_at(run.folder)
    yield from look_around(given_environment())


def _say(finding: Finding) -> None:
    output.line(output.one_line(f"{finding.level:4}  {finding.about}: {finding.what}"))
    if finding.do:
        output.line(output.one_line(f"      {finding.do}"))


def _readers(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Readers | None:
    if value is None:
        return None
    if value == "everyone":
        return "everyone"
    if not value.isdecimal() or not 1 <= int(value) <= 100:
        raise click.BadParameter("Use a number from 1 to 100, or everyone.")
    return int(value)


@click.command(cls=Command)
@click.option(
    "--readers", metavar="K|everyone", callback=_readers, help="How many read an article."
)
@click.option(
    "--blind/--open", default=None, help="Hide others' marks until the own review is done, or not."
)
@click.option(
    "--lead", "leads", multiple=True, metavar="ACCOUNT",
    help="May change these settings; may be repeated. Replaces who could before.",
)  # fmt: skip
@json_option
@pass_run
def settings(
    run: Run, readers: Readers | None, blind: bool | None, leads: Sequence[str], as_json: bool
) -> None:
    """Show or change what holds for everybody in the library.

    Only the library's owner and leads can change it, and only the owner who the leads are.

    \b
    --json prints one object:
      readers   a number, or "everyone"
      blind     true or false
      leads     accounts
      revision  rises with every change
    """
    from store.settings import read_settings, write_settings

    folder = run.existing()
    now, problems = read_settings(folder)
    for problem in problems:
        run.refuse(f"{problem.path}: {problem.what}.")
    wanted: dict[str, Any] = {"readers": readers, "blind": blind, "leads": tuple(leads) or None}
    changed = {name: value for name, value in wanted.items() if value is not None}
    if changed:
        now = write_settings(folder, msgspec.structs.replace(now, **changed))
    if as_json:
        output.json_line(now, ("readers", "blind", "leads", "revision"))
        return
    output.line(f"readers: {now.readers}")
    output.line(f"blind: {'yes' if now.blind else 'no'}")
    output.line(f"leads: {output.one_line(', '.join(now.leads)) or 'nobody'}")
