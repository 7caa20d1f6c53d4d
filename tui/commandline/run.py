"""One run of the program: on which library, and what was refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from store.files import is_missing
from store.library import Library, open_library
from store.model import PressmarkError
from tui.commandline import output


class Run:
    """One run of the program."""

    def __init__(self) -> None:
        self.chosen: Path | None = None
        self.refused = False
        self._library: Library | None = None

    @property
    def folder(self) -> Path:
        """The library's folder: the one that was asked for, else one in the user's data folder."""
        if self.chosen is not None:
            return self.chosen
        import platformdirs

        return platformdirs.user_data_path("pressmark") / "library"

    def library(self, *, make: bool = False, load: bool = True) -> Library:
        """The library, opened; it stays open until the end.

        Only with `make` may there be none yet: a slip in --library must not leave a folder.
        """
        if not make:
            self.existing()
        if self._library is None:
            self._library = open_library(self.folder, wait=load)
        return self._library

    def existing(self) -> Path:
        """The library's folder; PressmarkError where there is none yet."""
        if is_missing(self.folder / "library.db"):
            raise PressmarkError(
                f"There is no library in {self.folder}; `pressmark import PATH` makes one there, "
                "and --library names another."
            )
        return self.folder

    def refuse(self, why: str) -> None:
        """Say on standard error what is not done, and go on; the exit code will be 1."""
        self.refused = True
        output.complain(why)

    def each(self, items: Iterable[str], find: Callable[[str], str]) -> list[str]:
        """What `find` makes of each item; one for which it raises PressmarkError is refused."""
        found = []
        for item in items:
            try:
                found.append(find(item))
            except PressmarkError as error:
                self.refuse(str(error))
        return found

    def close(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None


pass_run = click.make_pass_decorator(Run, ensure=True)
