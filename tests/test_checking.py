"""The check of a library: each kind of damage is found, named and placed; nothing is changed."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store import Library, open_library
from store.accounts import account_name
from store.journal import Journal, Problem
from store.model import PressmarkError, Quote, Review
from store.text import article_id

TEXT = "The guns arrived late. They were paid for."
ID = article_id(TEXT)
OTHERS = [f"Article number {number}. " + "Nothing was sold. " * 40 for number in range(60)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of some articles with three edits: two quotes and a label."""
    news = tmp_path / "news"
    news.mkdir()
    for number, text in enumerate([TEXT, *OTHERS]):
        (news / f"{number}.txt").write_text(text)
    with closing(open_library(tmp_path / "library")) as library:
        library.import_paths([news])
        library.highlight(ID, 0, 8)
        library.highlight(ID, 9, 16)
        library.label([ID], "arms")
    return tmp_path / "library"


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with closing(open_library(folder, wait=False)) as library:
        yield library


def journal_of(folder: Path, name: str | None = None) -> Path:
    return folder / "analysts" / (name or account_name()) / "journal.jsonl"


def write(folder: Path, table: str, key: str, record: Quote | Review | dict[str, int]) -> int:
    """Save a record without the checks of a library; the byte at which its line begins."""
    path = journal_of(folder)
    with closing(Journal(path, writable=True)) as journal:
        journal.append("by hand", {table: {key: record}}, {})
    return path.read_bytes().rindex(b"\n", 0, -1) + 1


def test_a_whole_library_has_no_problems(library: Library) -> None:
    assert library.check() == []


def test_the_check_changes_nothing(folder: Path) -> None:
    damaged = journal_of(folder)
    damaged.write_bytes(damaged.read_bytes()[:-3])
    before = {path: digest(path) for path in folder.rglob("*") if path.is_file()}
    with closing(open_library(folder, wait=False)) as library:
        library.check()
    assert {path: digest(path) for path in folder.rglob("*") if path.is_file()} == before


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("line", [1, 2, 3])
def test_a_damaged_line_is_found_at_its_byte(folder: Path, library: Library, line: int) -> None:
    path = journal_of(folder)
    lines = path.read_bytes().splitlines(keepends=True)
    at = sum(map(len, lines[:line]))
    lines[line] = lines[line].replace(b'"label"', b'"lapel"')
    path.write_bytes(b"".join(lines))
    [problem] = library.check()
    assert (problem.path, problem.offset) == (str(path), at)


def test_damage_is_found_in_a_journal_that_was_read_before(folder: Path) -> None:
    with closing(open_library(folder)) as library:
        assert library.check() == []
        path = journal_of(folder)
        path.write_bytes(path.read_bytes().replace(b"arms", b"farm"))
        assert [problem.path for problem in library.check()] == [str(path)]


def test_an_edit_that_is_missing_is_found(folder: Path, library: Library) -> None:
    path = journal_of(folder)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2] + lines[3:]))
    [problem] = library.check()
    assert problem.offset == len(lines[0] + lines[1])
    assert "missing" in problem.what


def test_a_history_that_cannot_be_read_is_found(folder: Path, library: Library) -> None:
    with closing(Journal(journal_of(folder), writable=True)) as journal:
        journal.catch_up()
        journal.compact()
    assert library.check() == []
    history = journal_of(folder).with_name("history.jsonl.gz")
    packed = bytearray(history.read_bytes())
    packed[len(packed) // 2] ^= 0xFF
    history.write_bytes(packed)
    assert {problem.path for problem in library.check()} == {str(history)}


def test_an_article_whose_text_is_not_the_one_imported_is_found(
    folder: Path, library: Library
) -> None:
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        database.execute("UPDATE body SET text = replace(text, 'paid', 'laid')")
        database.execute("UPDATE body SET text = CAST(x'ff00fe' AS TEXT) WHERE seq = 3")
        database.execute("DELETE FROM body WHERE seq = 4")
        damaged = database.execute("SELECT key FROM article WHERE seq IN (3, 4)").fetchall()
    found = [problem.what for problem in library.check() if problem.path.endswith("library.db")]
    assert len(found) == 3
    ids = [ID, *(key.to_bytes(8, "big", signed=True).hex() for (key,) in damaged)]
    assert all(any(article in what for what in found) for article in ids)


@pytest.mark.parametrize("part", [0.2, 0.4, 0.6, 0.8])
def test_a_page_of_the_database_that_is_overwritten_is_found(folder: Path, part: float) -> None:
    path = folder / "library.db"
    with path.open("r+b") as file:
        file.seek(int(path.stat().st_size * part) // 4096 * 4096)
        file.write(b"\xa5" * 4096)
    with closing(open_library(folder, wait=False)) as library:
        assert {problem.path for problem in library.check()} == {str(path)}


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [(0, 8, "The ships"), (1, 9, "The guns"), (-3, 5, "for."), (30, 400, TEXT[30:]), (5, 5, "")],
)
def test_a_quote_that_does_not_stand_at_its_place_is_found(
    folder: Path, library: Library, start: int, end: int, exact: str
) -> None:
    offset = write(folder, "quotes", "abc", Quote("abc", ID, start, end, exact))
    [problem] = library.check()
    assert (problem.path, problem.offset) == (str(journal_of(folder)), offset)
    assert "quote abc" in problem.what


def test_the_line_that_counts_is_the_one_that_wrote_a_record_last(
    folder: Path, library: Library
) -> None:
    write(folder, "quotes", "abc", Quote("abc", ID, 0, 8, "The"))
    last = write(folder, "quotes", "abc", Quote("abc", ID, 0, 8, "The ship"))
    write(folder, "reviews", ID, Review(ID, star=True))
    [problem] = library.check()
    assert problem.offset == last


@pytest.mark.parametrize("article", ["0123456789abcdef", "no id", "../../etc"])
def test_marks_on_an_article_that_is_not_there_are_found(
    folder: Path, library: Library, article: str
) -> None:
    first = write(folder, "quotes", "abc", Quote("abc", article, 0, 3, "The"))
    second = write(folder, "reviews", article, Review(article, status="done"))
    found = library.check()
    assert sorted(problem.offset for problem in found) == [first, second]
    assert all(f"article {article}" in problem.what for problem in found)


def test_a_record_that_is_none_is_found(folder: Path, library: Library) -> None:
    offset = write(folder, "quotes", "abc", {"start": 1})
    assert library.check() == [
        Problem(str(journal_of(folder)), offset, "the record abc is no quote")
    ]


def test_a_journal_in_a_folder_that_is_not_its_owners_is_found(
    folder: Path, library: Library
) -> None:
    path = journal_of(folder, "nobody")
    with closing(Journal(path, writable=True)) as journal:
        journal.append("forged", {"quotes": {"abc": Quote("abc", ID, 0, 3, "Bad")}}, {})
    (folder / "analysts" / "no such account").mkdir()
    found = {problem.path: problem.what for problem in library.check()}
    assert set(found) == {str(path.parent), str(folder / "analysts" / "no such account")}
    assert "does not count as nobody's" in found[str(path.parent)]


def test_an_own_journal_that_is_a_link_is_a_problem_and_the_rest_is_checked(
    folder: Path, library: Library
) -> None:
    path = journal_of(folder)
    path.rename(folder / "elsewhere")
    path.symlink_to(folder / "elsewhere")
    (folder / "analysts" / "no such account").mkdir()
    assert {problem.path for problem in library.check()} == {
        str(path), str(folder / "analysts" / "no such account")
    }  # fmt: skip


def told(folder: Path) -> list[object]:
    """All that a library tells of its articles."""
    with closing(open_library(folder, wait=False)) as library:
        rows = library.articles(all_versions=True)
        searches = ["guns", "paid", "number", '"was sold"']
        return [
            [library.article(row.id) for row in rows],
            [[row.id for row in library.articles("", order)] for order in ("title", "source")],
            [[row.id for row in library.articles(query)] for query in searches],
        ]


@pytest.mark.parametrize("part", range(4))
def test_a_flipped_bit_of_the_database_is_found_or_harmless(
    folder: Path, tmp_path: Path, part: int
) -> None:
    before = told(folder)
    good = (folder / "library.db").read_bytes()
    chance = random.Random(f"flips {part}")
    found = 0
    for number in range(12):
        damaged = tmp_path / f"damaged-{number}"
        shutil.copytree(folder, damaged, ignore=shutil.ignore_patterns("library.db-*"))
        bytes_ = bytearray(good)
        bytes_[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
        (damaged / "library.db").write_bytes(bytes_)
        try:
            with closing(open_library(damaged, wait=False)) as library:
                is_found = bool(library.check())
        except PressmarkError:
            is_found = True
        found += is_found
        assert is_found or told(damaged) == before
    assert found


def test_what_is_told_about_an_article_is_checked_too(folder: Path, library: Library) -> None:
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        database.execute("UPDATE article SET url = 'https://elsewhere.example' WHERE seq = 5")
    (problem,) = library.check()
    assert "article" in problem.what and "not what was imported" in problem.what


def test_words_that_the_index_does_not_have_are_found(folder: Path, library: Library) -> None:
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        database.execute(
            "INSERT INTO words(words, rowid, title, text)"
            " SELECT 'delete', seq, title, text FROM searchable WHERE seq = 7"
        )
    (problem,) = library.check()
    assert "index of words" in problem.what
