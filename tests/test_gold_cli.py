"""`pressmark gold`, `disputes` and `export --gold`: what was decided, and what is not yet."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from pathlib import Path

import pytest

from tests.colleagues import need_root, working_as
from tests.shell import IDS, Shell, shell_with_news


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Two places in one article, one of them decided."""
    need_root()
    shell = shell_with_news(tmp_path)
    shell("highlight", IDS["guns"], "--exact", "The guns arrived late", "--topic", "delay")
    shell("highlight", IDS["guns"], "--exact", "he said", "--topic", "speech")
    with working_as(shell.folder, "nobody") as theirs:
        theirs.highlight(IDS["guns"], 0, 16, ["delay", "guns"], "=Ann")
        theirs.set_status([IDS["ships"]], "done")
    with closing(shell.open()) as library:
        [first, _] = library.disputes(IDS["guns"])
        library.take([first], "nobody")
    return shell


def test_gold_in_json_has_the_documented_fields(shell: Shell) -> None:
    [row] = shell.lines("gold")
    assert list(row) == [
        "id", "article", "start", "end", "exact", "topics", "speaker", "note", "analyst", "at",
        "title", "source", "published", "url", "decision", "sources",
    ]  # fmt: skip
    assert (row["exact"], row["decision"], row["title"]) == (
        "The guns arrived",
        "taken",
        "About guns",
    )
    [source] = row["sources"]
    assert source.startswith("nobody/")
    assert shell.lines("gold", "ships") == []


def test_gold_is_printed_in_columns(shell: Shell) -> None:
    assert "taken" in shell("gold").stdout
    assert shell("gold", "a (", code=2).stdout == ""


def test_disputed_articles_are_listed_until_all_is_decided(shell: Shell) -> None:
    assert shell.lines("disputes") == [
        {"id": IDS["guns"], "title": "About guns", "open": 1, "places": 2}
    ]
    assert shell("disputes").stdout.split()[1:3] == ["1", "2"]
    with closing(shell.open()) as library:
        library.reject(library.disputes(IDS["guns"])[1:])
    assert shell.lines("disputes") == []
    assert len(shell.lines("gold")) == 1
    assert [row["decision"] for row in shell.lines("gold", "--rejected")] == ["taken", "rejected"]


def test_gold_is_exported_with_who_decided_what(shell: Shell, tmp_path: Path) -> None:
    [row] = json.loads(shell("export", "--gold", "--format", "json").stdout)["quotes"]
    assert (row["decision"], row["analyst"] != "nobody") == ("taken", True)
    file = tmp_path / "gold.csv"
    shell("export", "--gold", "-o", str(file))
    table = list(csv.DictReader(file.open(newline="")))
    assert [line["topic"] for line in table] == ["delay", "guns"]
    assert table[0]["sources"].startswith("nobody/")
    assert table[0]["speaker"] == "'=Ann"
    report = shell("export", "--gold", "--format", "markdown").stdout
    assert "(taken: nobody)" in report
    assert "Decided by: " in report


def test_without_gold_the_columns_are_those_of_quotes(shell: Shell) -> None:
    assert "decision" not in shell("export", "--format", "csv").stdout.splitlines()[0]
