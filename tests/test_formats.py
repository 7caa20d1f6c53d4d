"""Libraries of other versions: an older one opens, a newer one is left as it is."""

from __future__ import annotations

import os
import pwd
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store import open_library
from store.accounts import account_name
from store.catalogue import APPLICATION_ID, FORMATS
from store.journal import NotSaved
from store.journal.line import FORMAT, Header, seal
from store.model import Draft, PressmarkError
from tests.accounts import command
from tests.shelf import shelve


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with an article and a quote."""
    with closing(open_library(tmp_path)) as library:
        [article] = shelve(library, [Draft("The guns arrived late.")])
        library.highlight(article, 4, 8)
    return tmp_path


def journal_of(folder: Path) -> Path:
    return folder / "analysts" / account_name() / "journal.jsonl"


def with_header(path: Path, header: Header) -> bytes:
    """Give a journal another first line; all of the file."""
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([seal(header), *lines[1:]]))
    return path.read_bytes()


@pytest.mark.parametrize("version", range(1, len(FORMATS) + 1))
def test_a_database_of_every_earlier_format_opens_with_its_articles(
    tmp_path: Path, version: int
) -> None:
    with closing(sqlite3.connect(tmp_path / "library.db")) as old, old:
        for statements in FORMATS[:version]:
            for statement in statements:
                old.execute(statement)
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.execute(f"PRAGMA user_version = {version}")
        row = (1, 0x1234, "Guns", "", "", "", "", "", 22, "guns", "")
        old.execute(f"INSERT INTO article VALUES ({', '.join('?' * len(row))})", row)
        old.execute("INSERT INTO body VALUES (1, 'The guns arrived late.')")
        old.execute("INSERT INTO words(rowid, title, text) VALUES (1, 'Guns', 'The guns arrived')")
    with closing(open_library(tmp_path)) as library:
        assert [row.title for row in library.articles("guns")] == ["Guns"]
        [new] = shelve(library, [Draft("More guns came.")])
        library.highlight(new, 0, 4)
        assert len(library.articles("guns")) == 2
    with closing(sqlite3.connect(tmp_path / "library.db")) as now:
        assert now.execute("PRAGMA user_version").fetchone() == (len(FORMATS),)


def test_a_newer_database_is_refused_with_one_line_and_left_alone(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "library.db")) as database:
        database.execute(f"PRAGMA user_version = {len(FORMATS) + 1}")
    before = (folder / "library.db").read_bytes()
    said = command("--library", str(folder), "list")
    assert said.code == 1
    assert len(said.err.splitlines()) == 1
    assert "update Pressmark" in said.err
    assert (folder / "library.db").read_bytes() == before


def test_a_journal_of_a_later_version_that_can_be_read_is_read_only(folder: Path) -> None:
    before = with_header(journal_of(folder), Header(version=FORMAT + 1, reads=FORMAT))
    with closing(open_library(folder)) as library:
        [quote] = library.quotes()
        with pytest.raises(NotSaved, match="newer Pressmark"):
            library.highlight(quote.article, 0, 3)
    assert journal_of(folder).read_bytes() == before


def test_a_journal_that_only_a_later_version_reads_is_refused_with_one_line(folder: Path) -> None:
    before = with_header(journal_of(folder), Header(version=FORMAT + 1, reads=FORMAT + 1))
    with pytest.raises(PressmarkError, match="newer Pressmark"):
        open_library(folder)
    said = command("--library", str(folder), "quotes")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert journal_of(folder).read_bytes() == before


def test_a_colleagues_newer_journal_is_ignored_and_reported(folder: Path) -> None:
    colleague = next(each for each in pwd.getpwall() if each.pw_name != account_name())
    theirs = folder / "analysts" / colleague.pw_name
    theirs.mkdir()
    (theirs / "journal.jsonl").write_bytes(seal(Header(version=FORMAT + 1, reads=FORMAT + 1)))
    try:
        for path in (theirs, theirs / "journal.jsonl"):
            path.chmod(0o755)
            os.chown(path, colleague.pw_uid, -1)
    except PermissionError:
        pytest.skip("giving a file to a colleague takes root")
    with closing(open_library(folder)) as library:
        [quote] = library.quotes()
        library.highlight(quote.article, 0, 3)
        [problem] = library.check()
    assert (problem.path, "newer Pressmark" in problem.what) == (
        str(theirs / "journal.jsonl"),
        True,
    )
