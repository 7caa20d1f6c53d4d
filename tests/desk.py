"""A library on a disk and terminals opened on it, for tests of how the program ends."""

from __future__ import annotations

import json
import re
import termios
from collections.abc import Sequence
from pathlib import Path

from store import open_library
from store.model import Draft
from tests.furnished import command, environment
from tests.shelf import shelve
from tests.terminal import Terminal

TYPED = "half a thought, “ü” 王"

RESTED = {7: "h", 25: "h"}
"""Modes that a shell wants on; all others it wants off."""


class Desk:
    """A library on a disk, a home folder of its own, and the terminals opened on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drafts_file = folder / "state" / "pressmark" / "drafts.json"
        library = open_library(folder / "library")
        texts = (Draft(f"Text {n}. It goes on.", title=f"Article {n}") for n in range(12))
        shelve(library, texts)
        library.close()

    @property
    def command(self) -> list[str]:
        return command(self.folder)

    def open(
        self, command: Sequence[str] = (), size: tuple[int, int] = (80, 24), **env: str
    ) -> Terminal:
        own = environment(self.folder)
        return Terminal(command or self.command, size=size, env={**own, **env})

    @property
    def drafts(self) -> list[str]:
        """The texts that are kept."""
        if not self.drafts_file.exists():
            return []
        return list(json.loads(self.drafts_file.read_text()).values())


def listed(terminal: Terminal) -> None:
    terminal.wait_for("Article 1")
    terminal.settle()


def type_note(terminal: Terminal, text: str = TYPED) -> None:
    """Open the note of the first article, type, and leave the dialog open."""
    listed(terminal)
    terminal.press("A", text)
    terminal.wait_for("Note on the article")


def modes_left(raw: bytes) -> dict[int, str]:
    """Terminal modes that are not as a shell wants them."""
    last = {int(n): state.decode() for n, state in re.findall(rb"\x1b\[\?(\d+)([hl])", raw)}
    return {mode: state for mode, state in last.items() if state != RESTED.get(mode, "l")}


def session_of(leader: int) -> list[str]:
    """What still runs in a session."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if fields[3] == str(leader) and fields[0] != "Z":
            found.append(entry.parent.name)
    return found


def assert_restored(terminal: Terminal, before: list[object]) -> None:
    assert modes_left(terminal.raw) == {}
    assert len(re.findall(rb"\x1b\[>\d+u", terminal.raw)) == terminal.raw.count(b"\x1b[<u")
    assert termios.tcgetattr(terminal.master) == before
    assert session_of(terminal.process.pid) == []
