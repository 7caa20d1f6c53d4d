"""The codebook written to a file, and topics read from one."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from store.codebook_entry import Entry
from store.codebook_file import FORMATS, read_codebook, write_codebook
from store.model import PressmarkError
from store.text import printable
from tui.paths import is_folder
from tui.screens.editing import Editing
from tui.screens.fitted import Outcome
from tui.screens.topic_work import counted, name_of

KINDS = " or ".join(sorted(FORMATS))
MOST_OFFERED = 50


class CodebookFiles(Editing[Outcome]):
    """Asks for a file, and says what came of it."""

    def action_write_file(self) -> None:
        from tui.screens.prompt import Prompt

        suggested = str(Path.cwd() / "codebook.toml")
        prompt = Prompt(
            f"Write the codebook to ({KINDS})",
            suggested,
            verb="write",
            complete=files,
            draft_key="codebook to",
        )
        self.ask(prompt, lambda text: self.write_to(path_of(text)))

    def write_to(self, path: Path) -> None:
        """Write the file; ask first where there is one."""
        from tui.screens.confirm import Confirm

        if not os.access(path, os.F_OK):  # where one may not look, writing says so
            self._write(path)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.edit(partial(self._write, path))

        question = Confirm(f"{printable(str(path))} exists.", yes="replace it", no="keep it")
        self.call_after_refresh(self.app.push_screen, question, answered)

    def _write(self, path: Path) -> None:
        written = write_codebook(self.library.topics, path)
        self.say(f"{counted(written, 'topic')} written to {printable(str(path))}", whole=True)

    def action_read_file(self) -> None:
        from tui.screens.prompt import Prompt

        prompt = Prompt(
            f"Read topics from ({KINDS})",
            f"{Path.cwd()}{os.sep}",
            verb="read",
            complete=files,
            draft_key="codebook from",
        )
        self.ask(prompt, lambda text: self.read_from(path_of(text)))

    def read_from(self, path: Path) -> None:
        """Take in a file; ask first where it says something else of topics that are there."""
        from tui.screens.confirm import Confirm

        entries = read_codebook(path)
        other = [entry for entry in entries if self._says_something_else(entry)]
        if not other:
            self._take_in(entries, path, update=False)
            return

        def answered(update: bool | None) -> None:
            self.edit(partial(self._take_in, entries, path, update=bool(update)))

        several = f"{len(other):,} topics of the file, such as {other[0].name}, are"
        told = several if len(other) > 1 else f"The topic {other[0].name} is"
        them = "them" if len(other) > 1 else "it"
        question = Confirm(
            f"{told} there already, and the file says something else of {them}.",
            yes=f"change {them} to what the file says",
            no="take only the new ones",
        )
        self.call_after_refresh(self.app.push_screen, question, answered)

    def _says_something_else(self, entry: Entry) -> bool:
        there = self.library.topics.get(entry.name)
        said = {name: value for name, value in entry.fields().items() if name != "digit"}
        return there is not None and any(getattr(there, k) != v for k, v in said.items())

    def _take_in(self, entries: list[Entry], path: Path, *, update: bool) -> None:
        edit = self.library.topics.take_in(entries, path.name, update=update)
        if edit is None:
            self.say(f"Nothing taken from {printable(path.name)}: the codebook is as it was")
            return
        new = sum(not name_of(change.before) for change in edit.changes)
        changed = len(edit.changes) - new
        self.say(f"{counted(new, 'topic')} new, {changed} changed; u undoes")


def path_of(text: str) -> Path:
    """The file that was typed; PressmarkError where none was."""
    if not text.strip():
        raise PressmarkError("Name a file, such as codebook.toml.")
    try:
        return Path(text.strip()).expanduser()
    except RuntimeError as error:
        raise PressmarkError(f"There is no such home folder: {text.strip()}.") from error


def files(typed: str) -> list[str]:
    """What a path may go on to: folders, and files that may hold a codebook."""
    folder, _, begun = typed.rpartition(os.sep)
    try:
        there = sorted(Path(f"{folder}{os.sep}").expanduser().iterdir()) if folder else []
        found = [
            f"{folder}{os.sep}{path.name}{os.sep if is_folder(path) else ''}"
            for path in there
            if path.name.startswith(begun)
            and (begun or not path.name.startswith("."))
            and (path.suffix.lower() in FORMATS or is_folder(path))
        ]
    except (OSError, ValueError, RuntimeError):
        return []  # a folder that cannot be read offers nothing
    return found[:MOST_OFFERED]
