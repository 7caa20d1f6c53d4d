"""What all commands share: which library, what was refused, and how ids and queries are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from store.library import Library, open_library
from store.model import PressmarkError
from tui.commandline import output

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Run:
    """One run of the program."""

    def __init__(self) -> None:
        self.chosen: Path | None = None
        self.refused = False
        self._library: Library | None = None

    @property
    def folder(self) -> Path:
        """The library's folder: the one that was asked for, else one in the user's data folder."""
        if self.chosen is not None:
            return self.chosen
        import platformdirs

        return platformdirs.user_data_path("pressmark") / "library"

    def library(self, *, make: bool = False, load: bool = True) -> Library:
        """The library, opened; it stays open until the end.

        Only with `make` may there be none yet: a slip in --library must not leave a folder.
        """
        if not make and not (self.folder / "library.db").exists():
            raise PressmarkError(
                f"There is no library in {self.folder}; `pressmark import PATH` makes one there, "
                "and --library names another."
            )
        if self._library is None:
            self._library = open_library(self.folder, wait=load)
        return self._library

    def refuse(self, why: str) -> None:
        """Say on standard error what is not done, and go on; the exit code will be 1."""
        self.refused = True
        output.complain(why)

    def exit_with(self, code: int) -> None:
        """End with this exit code, or with 1 where it is 0 and something was refused."""
        if code:
            click.get_current_context().exit(code)

    def each(self, items: Iterable[str], find: Callable[[str], str]) -> list[str]:
        """What `find` makes of each item; one for which it raises PressmarkError is refused."""
        found = []
        for item in items:
            try:
                found.append(find(item))
            except PressmarkError as error:
                self.refuse(str(error))
        return found

    def close(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None


pass_run = click.make_pass_decorator(Run, ensure=True)


def _choose(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.ensure_object(Run).chosen = value


LIBRARY = click.Option(
    ["--library"],
    metavar="DIR",
    type=click.Path(path_type=Path),
    envvar="PRESSMARK_LIBRARY",
    expose_value=False,
    callback=_choose,
    help="The library's folder.  [default: $PRESSMARK_LIBRARY, else your data folder]",
)
"""Stands before the command."""

LIBRARY_AGAIN = click.Option(
    ["--library"],
    metavar="DIR",
    type=click.Path(path_type=Path),
    expose_value=False,
    callback=_choose,
    hidden=True,
)
"""The same after the command, where many people look for it first."""


class Command(click.Command):
    """A command that knows --library."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(LIBRARY_AGAIN)


_SHIELD = "\0"
"""No argument of a process can hold one, so it marks what click must not take for an option."""


class QueryCommand(Command):
    """Takes a query, of which a word may begin with `-` as options do: `-topic:arms`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, list(self._shielded(ctx, args)))

    def _shielded(self, ctx: click.Context, args: Sequence[str]) -> Iterator[str]:
        params = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        options = {name: param for param in params for name in param.opts}
        is_value = False
        for place, arg in enumerate(args):
            if arg == "--" and not is_value:
                yield from args[place:]
                return
            negated = arg.startswith("-") and not arg.startswith("--") and arg != "-"
            if negated and not is_value and (":" in arg or arg[:2] not in options):
                yield _SHIELD + arg
                continue
            yield arg
            option = None if is_value else options.get(arg)
            is_value = option is not None and not option.is_flag and not option.count


def _joined(_ctx: click.Context, _param: click.Parameter, words: Sequence[str]) -> str:
    return " ".join(word.removeprefix(_SHIELD) for word in words)


def order_option(names: Iterable[str]) -> Callable[[Decorated], Decorated]:
    """--order: one of these names, perhaps after a `-`."""
    listed = ", ".join(names)

    def check(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
        if value.removeprefix("-") not in names:
            raise click.BadParameter(f"Use one of {listed}, with - before it to turn it round.")
        return value

    return click.option(
        "--order", default="-published", show_default=True, metavar="ORDER", callback=check,
        help=f"One of {listed}; - before it turns it round.",
    )  # fmt: skip


query_argument = click.argument("query", nargs=-1, metavar="[QUERY]", callback=_joined)
articles_argument = click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...|-")
json_option = click.option("--json", "as_json", is_flag=True, help="JSON, as described above.")
