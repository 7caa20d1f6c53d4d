"""A library that anna works on beside others, and what the main screen shows of it, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store import Library, open_library
from store.model import Draft
from tests.shelf import shelve
from tui.screens.triage import Triage
from tui.widgets.bars import StatusBar

TEXT = "The ministry signed on Monday. “We will deliver in May,” said Irena Valtos. It was cold."
MOMENT = 1.1
"""Seconds within which the work of others is seen."""


@contextmanager
def nine_articles(folder: Path) -> Iterator[Library]:
    """Anna's session on a library of nine articles and two topics."""
    library = open_library(folder / "library", "anna")
    shelve(
        library,
        [
            Draft(f"{n}. {TEXT}", title=f"Title {n}", published=f"2025-03-{20 - n}")
            for n in range(9)
        ],
    )
    library.topics.add("exports")
    library.topics.add("arms")
    yield library
    library.close()


def id_at(library: Library, place: int) -> str:
    return library.articles()[place].id


def line(screen: Triage, index: int) -> str:
    return screen.articles.draw(index, 78).text


def bar(screen: Triage) -> str:
    return screen.query_one("#status", StatusBar).render_line(0).text
