"""Finds the export formats: every other module of this folder is one.

A format is a module with NAME, SUFFIX and `write`. A new one needs no line anywhere else.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Protocol, TextIO, cast

import msgspec

from store import writers
from store.model import PressmarkError, QuoteRow
from store.text import clean_line


class Options(msgspec.Struct, frozen=True):
    """What an export may be asked for. `raw` leaves spreadsheet formulas as they stand."""

    raw: bool = False


class Writer(Protocol):
    """One export format. `NAME` is what `--format` takes, `SUFFIX` ends the file's name."""

    NAME: str
    SUFFIX: str

    def write(self, rows: Iterable[QuoteRow], out: TextIO, options: Options) -> int:
        """Write `rows` to `out`; the number of quotes written."""
        ...


def names() -> list[str]:
    """The names of all export formats, sorted."""
    return sorted(_writers())


def writer(name: str) -> Writer:
    """The export format called `name`; PressmarkError lists the names where there is none."""
    found = _writers().get(name)
    if found is None:
        raise PressmarkError(
            f"There is no export format {clean_line(name, 40)!r}: use one of {', '.join(names())}."
        )
    return found


@cache
def _writers() -> dict[str, Writer]:
    modules = (
        cast(Writer, import_module(f"{writers.__name__}.{module.name}"))
        for module in pkgutil.iter_modules(writers.__path__)
        if f"{writers.__name__}.{module.name}" != __name__
    )
    return {module.NAME: module for module in modules}
