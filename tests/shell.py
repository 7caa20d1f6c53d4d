"""Runs `pressmark` on a library of three articles, in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from store import Library, open_library
from store.text import article_id
from tui.cli import cli

GUNS = "The guns arrived late.\n\nThey were paid for, he said. The guns work."
SHIPS = "Two frigates left the yard.\n\n“We build\nno third one,” Ann Orlo said."
TEXTS = {"guns": GUNS, "ships": SHIPS, "trade": "Nothing was sold this year."}
IDS = {name: article_id(text) for name, text in TEXTS.items()}


class Shell:
    """Runs `pressmark` on one library."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *args: str, stdin: str = "", code: int = 0) -> Result:
        env = {"PRESSMARK_LIBRARY": str(self.folder)}
        result = CliRunner().invoke(cli, args, input=stdin, env=env)
        assert result.exit_code == code, (result.output, result.exception)
        return result

    def lines(self, command: str, *args: str) -> list[Any]:
        """What a command prints with --json, line by line."""
        return [json.loads(line) for line in self(command, "--json", *args).stdout.splitlines()]

    def listed(self, *query: str) -> list[str]:
        """The names of the articles that a query lists."""
        names = {article: name for name, article in IDS.items()}
        return [names[row["id"]] for row in self.lines("list", *query)]

    def edits(self) -> int:
        """How many edits stand in the journal."""
        [journal] = self.folder.glob("analysts/*/journal.jsonl")
        return len(journal.read_text().splitlines()) - 1

    def open(self) -> Library:
        return open_library(self.folder)


def shell_with_news(folder: Path) -> Shell:
    """A shell on a new library in `folder` that has the three articles, with titles."""
    shell = Shell(folder / "library")
    news = folder / "news"
    news.mkdir()
    for name, text in TEXTS.items():
        (news / f"{name}.txt").write_text(f"---\ntitle: About {name}\n---\n{text}\n")
    shell("import", str(news))
    return shell
