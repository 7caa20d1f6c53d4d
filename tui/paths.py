"""What a path that is being typed may go on to."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from store.text import printable

MOST_OFFERED = 50
MOST_SEEN = 5_000
"""Names in a folder that are looked at; sorting more of them would keep the next key waiting."""


def completions(typed: str) -> list[str]:
    """Folders, which end in a slash, and files that begin as what is typed, in order.

    Hidden ones only when their point is typed. A folder that cannot be read offers nothing.
    """
    folder, slash, begun = typed.rpartition(os.sep)
    try:
        with os.scandir(Path(folder + slash or ".").expanduser()) as entries:
            found = [
                f"{folder}{slash}{entry.name}{os.sep if is_folder(entry) else ''}"
                for entry in islice(entries, MOST_SEEN)
                if _fits(entry.name, begun)
            ]
    except (OSError, ValueError, RuntimeError):
        return []
    return sorted(found)[:MOST_OFFERED]


def is_folder(entry: Path | os.DirEntry[str]) -> bool:
    """Whether it is a folder; a link to where one may not look is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _fits(name: str, begun: str) -> bool:
    """Whether a name goes on from what is typed; one that cannot be typed or shown is no offer."""
    hidden = name.startswith(".") and not begun.startswith(".")
    return not hidden and name.casefold().startswith(begun.casefold()) and printable(name) == name
