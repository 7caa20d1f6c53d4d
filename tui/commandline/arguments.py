"""What commands take: --library after the command too, queries, orders, ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from store.model import Draft
from tui.commandline.run import Run

STANDARD_OUTPUT = Path("-")
"""What stands for it where a file to write is asked for."""

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def _choose(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.ensure_object(Run).chosen = value.expanduser()


LIBRARY = click.Option(
    ["--library"],
    metavar="DIR",
    type=click.Path(path_type=Path, readable=False),
    envvar="PRESSMARK_LIBRARY",
    expose_value=False,
    callback=_choose,
    help="The library's folder.  [default: $PRESSMARK_LIBRARY, else your data folder]",
)
"""Stands before the command."""

LIBRARY_AGAIN = click.Option(
    ["--library"],
    metavar="DIR",
    type=click.Path(path_type=Path, readable=False),
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


def _mapping(_ctx: click.Context, _param: click.Parameter, pairs: Sequence[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        field, _, column = pair.partition("=")
        if field not in Draft.__struct_fields__ or not column.strip():
            fields = ", ".join(Draft.__struct_fields__)
            raise click.BadParameter(f"Write FIELD=COLUMN, with a field of {fields}.")
        columns[field] = column.strip()
    return columns


map_option = click.option(
    "--map", "columns", multiple=True, metavar="FIELD=COLUMN", callback=_mapping,
    help="Take a field from this column of a table (its name, or its number where none has a"
    " name) or key of a record; may be repeated.",
)  # fmt: skip
query_argument = click.argument("query", nargs=-1, metavar="[QUERY]", callback=_joined)
articles_argument = click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...|-")
json_option = click.option("--json", "as_json", is_flag=True, help="JSON, as described above.")
