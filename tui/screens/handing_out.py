"""What leaves the program: quotes copied with their citation, and exports to a file."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from textual import work

from store.citation import cite
from store.exporting import export
from store.model import PressmarkError, QuoteRow
from store.writers import registry
from tui.screens.parts import Parts

ALL, QUEUE, ARTICLE = "all", "queue", "article"


class HandingOut(Parts):
    """Copies and exports; says where the text is now."""

    def action_copy(self) -> None:
        """Copy the chosen quote, else the selection or sentence, with its citation."""
        try:
            row = self.quote_to_copy()
            if row is None:
                self.say("Nothing to copy: read an article first")
            else:
                self.copy_text(cite(row, self.config.citation))
        except PressmarkError as error:
            self.say(str(error))

    def quote_to_copy(self) -> QuoteRow | None:
        page = self.reader.page
        if not page.id:
            return None
        if mark := self.reader.mark_here:
            analyst, _, quote = mark.key.rpartition("/")
            return self.library.quote_row(quote, analyst)
        (start, end), _ = self.reader.target
        return self.library.row_of_text(page.id, start, end)

    @work(thread=True, exclusive=True, group="clipboard")
    def copy_text(self, text: str) -> None:
        """In a thread: a clipboard program may take seconds."""
        from tui.clipboard import copy

        def write(sequence: str) -> None:
            self.app.call_from_thread(self.write_terminal, sequence)

        try:
            told = copy(text, self.config.clipboard, write, os.environ)
        except PressmarkError as error:
            told = str(error)
        self.app.call_from_thread(self.say, f"{told[:1].upper()}{told[1:]}")

    def write_terminal(self, sequence: str) -> None:
        if driver := self.app._driver:
            driver.write(sequence)
            driver.flush()

    def action_export(self) -> None:
        """Ask for format, scope and file, then write the file whole or not at all."""
        from tui.screens.export import ExportChoice, ExportDialog

        formats = [(name, registry.writer(name).SUFFIX) for name in registry.names()]
        scopes = [(QUEUE, "the articles in the list"), (ALL, "everything")]
        if self.reader.page.id:
            scopes.append((ARTICLE, "the open article"))
        suggested = Path.cwd() / f"quotes-{date.today().isoformat()}"

        def chosen(choice: ExportChoice | None) -> None:
            if choice:
                self.export_to(choice.path, choice.format, choice.scope)

        self.app.push_screen(ExportDialog(formats, scopes, suggested), chosen)

    def export_to(self, path: Path, format: str, scope: str) -> None:
        articles = {self.reader.page.id} if scope == ARTICLE else self.queue.ids()
        try:
            rows = iter(self.library.quotes())
            if scope != ALL:
                rows = self.library.quotes_in(articles)
            written = export(rows, format, path)
        except PressmarkError as error:
            self.say(str(error))
        else:
            self.say(f"{written} quotes written to {path}")
