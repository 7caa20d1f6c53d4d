"""What an import would bring in, as a few lines to look at before it is begun."""

from __future__ import annotations

from contextlib import closing
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, cast

from store.importing import ImportReport, Step, Stop
from store.library import Library
from store.text import clean_line, printable

if TYPE_CHECKING:
    from collections.abc import Generator

    from store.model import Article

MOST = 6
"""Titles that are shown."""

PATIENCE = 4.0
"""Seconds; after that, what has been found is shown."""


def preview(library: Library, path: str, stopped: Event) -> list[str]:
    """The first titles that would come in from a file or folder, and what would not.

    Meant for a thread; `stopped` ends it.
    """
    report = ImportReport()
    end = monotonic() + PATIENCE

    def told(_: Step) -> None:
        if stopped.is_set() or monotonic() > end:
            raise Stop

    lines: list[str] = []
    found = cast("Generator[Article]", library.preview([path], report, progress=told))
    with closing(found):
        try:
            for article in found:
                if len(lines) == MOST:
                    lines.append("… and more")
                    break
                day, source = article.published[:10], article.source
                lines.append(" · ".join(filter(None, (article.title, source, day))))
        except Stop:
            lines.append("… and perhaps more")
    return [clean_line(line) for line in [*lines, *_rest(report)]]


def _rest(report: ImportReport) -> list[str]:
    """What was met and would not come in."""
    lines = [f"{len(report.duplicates)} there already"] if report.duplicates else []
    if report.failed:
        first = report.failed[0]
        lines.append(f"{len(report.failed)} refused: {printable(first.where)} {first.why}")
    return lines
