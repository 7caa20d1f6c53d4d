"""What is typed in a dialog and not saved yet, kept for the next start, whatever ends this one."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_state_path

from store.files import atomic_write
from store.journal.files import open_regular
from store.model import PressmarkError
from store.text import printable

MOST = 50_000_000
"""Bytes of a file of drafts that are read; each draft is what one person typed."""

TRIES = 50
"""Times that the lock is tried, a fiftieth of a second apart."""


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
            # $HOME may lead to where somebody else has put a pipe, or a file without an end.
            with os.fdopen(open_regular(self.path, os.geteuid()), "rb") as file:
                found = json.loads(file.read(MOST))
        except (OSError, PressmarkError, ValueError, RecursionError):
            return None
        if not isinstance(found, dict):
            return None
        return {key: text for key, text in found.items() if isinstance(text, str)}

    def _write(self, drafts: Mapping[str, str]) -> None:
        with atomic_write(self.path, permissions=0o600, follow=False) as out:
            json.dump(drafts, out, ensure_ascii=False, indent=1)

    def _set_aside(self) -> None:
        """Keep a damaged file under another name: a person may still find their words in it."""
        if self.path.exists() and not self.path.is_symlink():
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
            _lock(folder)
            yield
        finally:
            os.close(folder)


def _lock(folder: int) -> None:
    """Wait for other sessions; not for ever, as anybody who may open the folder can lock it."""
    for _ in range(TRIES):
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(1 / TRIES)
        else:
            return


class Keeper:
    """The drafts of one session, kept up to date.

    A text is written once: when the line has died without a word, its owner may have taken the
    text up in another session and saved it, long before this one ends. Raises PressmarkError
    where the file cannot be written.
    """

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._kept: dict[str, str] = {}

    def keep(self, typed: Mapping[str, str]) -> None:
        """Keep what stands in dialogs now, by key."""
        new = {key: text for key, text in typed.items() if self._kept.get(key) != text}
        self._drafts.save(new)
        self._kept.update(new)

    def offer(self, key: str) -> str | None:
        """The text that was left under a key; None where there is none."""
        text = self._drafts.load().get(key)
        if text is not None:
            self._kept[key] = text
        return text

    def withdraw(self, key: str) -> None:
        """What this session kept and its user has deleted is no longer kept."""
        if key in self._kept:
            self.forget(key)

    def forget(self, key: str) -> None:
        """What was saved or cancelled is no longer kept."""
        self._kept.pop(key, None)
        self._drafts.take(key)
