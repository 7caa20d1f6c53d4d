"""The library's settings as a session knows them: read when asked for, and when they change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from store.settings import Settings

# Most libraries have no settings, and need not wait for what reads them.

FILE = "settings.toml"

Stamp: TypeAlias = tuple[tuple[int, int] | None, ...]
"""Of each file that may be read: (inode, time of change in ns), or None where there is none."""


class Policies:
    """What holds for everybody in a library, as of the last `look`."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._leads: tuple[str, ...] = ()
        self._stamp: Stamp | None = None
        self._now: Settings | None = None

    @property
    def now(self) -> Settings:
        """The settings; defaults where there are none."""
        if self._now is None:
            self._now = self._read()
        return self._now

    @property
    def blind(self) -> bool:
        """Whether the marks of others stay back until the own review is done."""
        if self._now is None:
            self._stamp = self._files()
            if not any(self._stamp):
                return False
        return self.now.blind

    def look(self) -> bool:
        """Read again what has been written since; True where something else holds now.

        What held stays while a file is broken or only half there: a blind library must not open
        for as long as somebody's editor saves.
        """
        if self._stamp is None or self._files() == self._stamp:
            return False
        before, found = self._now, self._read()
        if before and found.revision < before.revision:
            return False
        self._now = found
        return found != before

    def _read(self) -> Settings:
        from store.settings import read_settings

        while True:
            # Looked at before it is read: what is written in between is read at the next look.
            stamp = self._files()
            found, _ = read_settings(self._library)
            if found.leads == self._leads:
                self._stamp = stamp
                return found
            self._leads = found.leads  # whose files count as well

    def _files(self) -> Stamp:
        folders = (self._library, *(self._library / "analysts" / lead for lead in self._leads))
        return tuple(_stamp(folder / FILE) for folder in folders)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.lstat()
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_mtime_ns
