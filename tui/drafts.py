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
                self._write({**self.load(), **drafts})

    def load(self) -> dict[str, str]:
        """All texts kept; what cannot be read of a damaged file is left out."""
        try:
            found = json.loads(self.path.read_bytes())
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {key: text for key, text in found.items() if isinstance(text, str)}

    def take(self, key: str) -> str | None:
        """The text of a key, which is then no longer kept; None where there is none."""
        if key not in self.load():
            return None
        with self._alone():
            drafts = self.load()
            text = drafts.pop(key, None)
            self._write(drafts)
        return text

    def _write(self, drafts: Mapping[str, str]) -> None:
        with atomic_write(self.path, permissions=0o600, follow=False) as out:
            json.dump(drafts, out, ensure_ascii=False, indent=1)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other sessions out while the file is read and written."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)
