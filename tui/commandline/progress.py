"""A bar on the terminal that gives the cursor back, whatever ends the program."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

ENDING = (signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM)


@contextmanager
def bar(length: int, label: str, steps: int = 1) -> Iterator[ProgressBar[int]]:
    """A bar on standard error, drawn anew after every so many `steps`; it hides the cursor."""
    before = {number: signal.getsignal(number) for number in ENDING}
    for number, handler in before.items():
        if handler is signal.SIG_DFL:
            signal.signal(number, _end)
    try:
        with click.progressbar(
            length=length, label=label, file=sys.stderr, update_min_steps=steps
        ) as shown:
            yield shown
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    """End as by the signal, but by way of everything that is to be done at the end."""
    sys.exit(128 + number)
