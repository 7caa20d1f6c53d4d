"""What leaves the program: text copied, quotes exported to a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from store.model import PressmarkError, QuoteRow
from store.text import printable
from tui.screens.editing import Editing
from tui.screens.fitted import Outcome
from tui.screens.topic_work import counted

if TYPE_CHECKING:
    from tui.screens.export import ExportChoice


SLOW = 0.5
"""Seconds from which on copying is said to be at work."""


class Outlet(Editing[Outcome]):
    """Copies and exports what it is given; says where the text is now."""

    @work(thread=True, exclusive=True, group="clipboard")
    def copy_text(self, text: str) -> None:
        """In a thread: a clipboard program may take seconds."""
        from tui.clipboard import copy

        def write(sequence: str) -> None:
            self.app.call_from_thread(self.write_terminal, sequence)

        copying = partial(self.say, "Copying…")
        slow = self.app.call_from_thread(self.set_timer, SLOW, copying)
        try:
            told = copy(text, self.config.clipboard, write, os.environ)
        except PressmarkError as error:
            told = str(error)
        self.app.call_from_thread(slow.stop)
        self.app.call_from_thread(self.say, f"{told[:1].upper()}{told[1:]}", whole=True)

    def write_terminal(self, sequence: str) -> None:
        if driver := self.app._driver:
            driver.write(sequence)
            driver.flush()

    def ask_to_export(
        self, scopes: Sequence[tuple[str, str]], rows_of: Callable[[str], Iterable[QuoteRow]]
    ) -> None:
        """Ask for format, scope and file, then write the file whole or not at all.

        `scopes` are (key, label); `rows_of` gives the quotes of a key.
        """
        from store.writers import registry
        from tui.screens.export import ExportDialog

        formats = [(name, registry.writer(name).SUFFIX) for name in registry.names()]
        suggested = Path.cwd() / f"quotes-{date.today().isoformat()}"

        def save(choice: ExportChoice) -> None:
            self._export(choice, rows_of)

        self.app.push_screen(ExportDialog(formats, scopes, suggested, save=save))

    def _export(self, choice: ExportChoice, rows_of: Callable[[str], Iterable[QuoteRow]]) -> None:
        from store.exporting import export

        written = export(rows_of(choice.scope), choice.format, choice.path)
        where = printable(str(choice.path))
        self.say(f"{counted(written, 'quote')} written to {where}", whole=True)
