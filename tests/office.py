"""A library with several analysts, each a real account, one of whom means harm to the others."""

from __future__ import annotations

import json
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from store import open_library
from store.journal import Journal
from store.model import Draft
from store.sharing import share
from tests.accounts import Account, accounts, pressmark
from tests.shelf import shelve

TEXTS = [f"Article {number} is about trains. They were late again." for number in range(3)]


@dataclass(frozen=True)
class Office:
    """A library, in which Ann means harm and Ben works; Lea leads, and Zoe is no member."""

    folder: Path
    group: str
    ann: Account
    ben: Account
    lea: Account
    zoe: Account
    articles: list[str]

    def own(self, account: Account) -> Path:
        return self.folder / "analysts" / account.name

    def journal(self, account: Account) -> Path:
        return self.own(account) / "journal.jsonl"

    def pressmark(self, account: Account, *args: str, **env: str) -> str:
        """What a command prints that must succeed."""
        said = pressmark(account, "--library", str(self.folder), *args, **env)
        assert said.code == 0, said
        return said.out

    def quotes(self, account: Account) -> list[tuple[str, str]]:
        """(analyst, exact) of every quote, as this account's own session sees it."""
        lines = self.pressmark(account, "quotes", "--json").splitlines()
        return sorted((each["analyst"], each["exact"]) for each in map(json.loads, lines))

    def highlight(self, account: Account, exact: str, article: int = 0) -> None:
        self.pressmark(account, "highlight", self.articles[article], "--exact", exact)

    def problems(self, account: Account) -> str:
        said = pressmark(account, "--library", str(self.folder), "check")
        return said.out


def staff_of_four() -> AbstractContextManager[list[Account]]:
    """Ann, Ben and Lea, of one group, and Zoe, who is not in it."""
    return accounts("ann", "ben", "lea", "zoe")


@contextmanager
def place_for_all() -> Iterator[Path]:
    """A folder that every account can reach."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def set_up(staff: list[Account], place: Path) -> Office:
    ann, ben, lea, zoe = staff
    return Office(place / "library", ann.name.removesuffix("ann"), ann, ben, lea, zoe, [])


def furnished(staff: list[Account], place: Path) -> Office:
    """A library set up by root, with one quote of Ann's and one of Ben's."""
    office = set_up(staff, place)
    share(office.folder, office.group, [office.lea.name])
    with closing(open_library(office.folder)) as library:
        office.articles.extend(shelve(library, [Draft(text) for text in TEXTS]))
    office.highlight(office.ann, "Article 0")
    office.highlight(office.ben, "trains")
    return office


def forged(path: Path) -> None:
    """A whole and well-formed journal with a quote that nobody made."""
    with closing(Journal(path, writable=True)) as journal:
        quote = {"id": "f", "article": "0" * 16, "start": 0, "end": 1, "exact": "forged"}
        journal.append("highlight", {"quotes": {"f": quote}}, {})


# What can be left in the place of a file


def fifo(path: Path) -> None:
    os.mkfifo(path)


def sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 10 * 1024**3)


def endless_lines(path: Path) -> None:
    path.write_bytes(b"\n" * 3_000_000)


def bound_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        os.chdir(path.parent)  # a socket's path is short
        bound.bind(path.name)


def unreadable(path: Path) -> None:
    path.touch(0o000)


LEFT: dict[str, Callable[[Path], None]] = {
    "a FIFO": fifo,
    "a link to an endless device": lambda path: path.symlink_to("/dev/zero"),
    "a 10 GB file": sparse,
    "endless lines": endless_lines,
    "a folder": Path.mkdir,
    "a socket": bound_socket,
    "an unreadable file": unreadable,
}
