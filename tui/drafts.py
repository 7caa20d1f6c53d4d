"""What was typed in a dialog when the terminal closed, kept for the next start."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_state_path

from store.files import atomic_write
from store.model import PressmarkError
from store.text import printable


def drafts_path() -> Path:
    """The user's own file of drafts."""
    return user_state_path("pressmark") / "drafts.json"


class Drafts:
    """A private file of texts by key, written whole or not at all.

    Several sessions may end in the same moment, as when a connection breaks: each adds its own.
    Raises PressmarkError where the file cannot be written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or drafts_path()

    def save(self, drafts: Mapping[str, str]) -> None:
        """Keep these texts beside those that are there; an older one of the same key goes."""
        if drafts:
            with self._alone():
                kept = self._read()
                if kept is None:
                    self._set_aside()
                self._write({**(kept or {}), **drafts})

    def load(self) -> dict[str, str]:
        """All texts kept; none of a file that is damaged or cannot be read."""
        return self._read() or {}

    def take(self, key: str) -> str | None:
        """The text of a key, which is then no longer kept; None where there is none."""
        if key not in self.load():
            return None
        with self._alone():
            drafts = self.load()
            text = drafts.pop(key, None)
            self._write(drafts)
        return text

    def _read(self) -> dict[str, str] | None:
        """The texts of the file; None where it does not hold what `_write` wrote."""
        try:
            found = json.loads(self.path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        if not isinstance(found, dict):
            return None
        return {key: text for key, text in found.items() if isinstance(text, str)}

    def _write(self, drafts: Mapping[str, str]) -> None:
        with atomic_write(self.path, permissions=0o600, follow=False) as out:
            json.dump(drafts, out, ensure_ascii=False, indent=1)

    def _set_aside(self) -> None:
        """Keep a damaged file under another name: a person may still find their words in it."""
        if self.path.is_file() and not self.path.is_symlink():
            self.path.replace(self.path.with_name(f"{self.path.name}.damaged"))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other sessions out while the file is read and written."""
        parent = self.path.parent
        try:
            parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder = os.open(parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise PressmarkError(
                f"What was typed was not written to {printable(str(self.path))}: {error.strerror}."
            ) from error
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)
