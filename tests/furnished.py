"""A library with something to see on every screen, and terminals opened on it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from store import open_library
from store.model import Draft
from tests.places import ROOT
from tests.shelf import shelve
from tests.terminal import PRESSMARK, Terminal

TITLE = "“Straße” — 王毅 in Málaga"
TEXT = """One two three four five six. Alpha beta gamma delta end.

“Größe” 王毅 said ‘no’ — e\u0301té…
"""


def furnish(folder: Path, articles: int = 12) -> Path:
    """Make a library in a folder. On the first article of the list highlights overlap."""
    place = folder / "library"
    library = open_library(place)
    first = Draft(TEXT, title=TITLE, source="Diário", published="2030-01-01")
    rest = [
        Draft(f"Text {n}. It goes on. " * 20, f"Article {n}", "Mail", published="2025-01-01")
        for n in range(1, articles)
    ]
    article, other, *_ = shelve(library, [first, *rest])
    for exact, topic in (
        ("three four", "arms/drones"),
        ("Alpha beta", "arms/drones"),
        ("beta gamma", "people"),
    ):
        start = TEXT.index(exact)
        library.highlight(article, start, start + len(exact), topics=(topic,), speaker="Jürgen")
    library.label([article, other], "people")
    library.set_status([other], "done")
    library.close()
    return place


def environment(folder: Path) -> dict[str, str]:
    """Of somebody whose home is `folder`."""
    return {
        "HOME": str(folder),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "PYTHONPATH": str(ROOT),
    }


def command(folder: Path) -> list[str]:
    return [*PRESSMARK, "--library", str(folder / "library")]


def opened(
    folder: Path, env: Mapping[str, str] | None = None, size: tuple[int, int] = (80, 24)
) -> Terminal:
    """A terminal with the screen on the furnished library; nothing is waited for."""
    return Terminal(command(folder), size=size, env={**environment(folder), **(env or {})})


def ready(terminal: Terminal) -> None:
    """Wait for the list with everything on it that comes behind the first paint."""
    terminal.wait_for("drones")
    terminal.settle()
