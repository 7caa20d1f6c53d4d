"""An import for a screen: how far it is now and then, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import monotonic

from store.importing import BrokeOff, ImportReport, Step, Stop
from store.intake import size_of
from store.library import Library
from store.model import PressmarkError

SHOWN_EVERY = 0.25
"""Seconds between two looks at how far it is."""


def bring_in(
    library: Library, path: str, stopped: Event, show: Callable[[Step, int], None]
) -> tuple[ImportReport | None, str]:
    """Read and write all articles; what came in, and why not all of it did ("" where it did).

    Meant for a thread; `stopped` ends it, and what has come in is kept. `show` is given how far
    it is, and how many bytes there are in all.
    """
    total = size_of([path])
    shown = 0.0

    def told(step: Step) -> None:
        nonlocal shown
        if stopped.is_set():
            raise Stop
        if monotonic() - shown > SHOWN_EVERY:
            shown = monotonic()
            show(step, total)

    try:
        return library.import_articles([path], told), ""
    except BrokeOff as error:
        return error.report if error.report.imported else None, str(error)
    except PressmarkError as error:
        return None, str(error)
