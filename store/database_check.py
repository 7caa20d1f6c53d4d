"""Look at every part of `library.db`: its pages, its indexes, its articles, its words."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

from store.catalogue import FORMATS, WORDS_SCHEMA, Catalogue, checksum, id_of, key_of
from store.database import Database
from store.journal import Problem
from store.model import PressmarkError


def database_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong with the articles and with what they are found by.

    It locks nobody out, and needs as much room for temporary files as the index of words has.
    """
    path = str(catalogue.path)
    whole = True
    for what in chain(_pages(catalogue.database), _articles(catalogue)):
        whole = False
        yield Problem(path, 0, what)
    if whole:  # else the words differ as well, and that says nothing new
        yield from (Problem(path, 0, what) for what in _words(catalogue.path))


def lacking(catalogue: Catalogue) -> list[str]:
    """The views, tables and indexes of this format that the file does not have."""
    names = "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type DESC, name"
    with closing(sqlite3.connect(":memory:")) as whole:
        for statement in chain.from_iterable(FORMATS):
            whole.execute(statement)
        wanted = [name for (name,) in whole.execute(names)]
    there = {name for (name,) in catalogue.database.rows(names)}
    return [name for name in wanted if name not in there]


def stored_text(catalogue: Catalogue, article: str) -> bytes | None:
    """The text of an article as it is stored: damaged, it need not be UTF-8."""
    text: bytes | None = catalogue.database.value(
        "SELECT CAST(text AS BLOB) FROM article JOIN body USING (seq) WHERE key = ?",
        (key_of(article),),
    )
    return text


def _pages(database: Database) -> Iterator[str]:
    """What does not fit together in the file: pages, and rows that an index tells otherwise."""
    try:
        for (said,) in database.rows("PRAGMA main.integrity_check"):
            if said != "ok":
                yield str(said)
    except PressmarkError as error:
        yield str(error)


def _articles(catalogue: Catalogue) -> Iterator[str]:
    """Articles that are not what was imported."""
    try:
        keys = catalogue.database.integers("SELECT key FROM article")
    except PressmarkError as error:
        yield f"the list of articles: {error}"
        return
    for article in map(id_of, keys):
        try:
            yield from _article(catalogue, article)
        except PressmarkError as error:
            yield f"article {article}: {error}"


def _article(catalogue: Catalogue, article: str) -> Iterator[str]:
    text = stored_text(catalogue, article)
    if text is None:
        yield f"article {article} has no text"
    elif hashlib.sha256(text).hexdigest()[:16] != article:
        yield f"the text of article {article} is not what was imported"
    # Articles of a library's first formats have no checksum.
    for crc, *fields in catalogue.database.rows(
        "SELECT crc, CAST(title AS BLOB), CAST(source AS BLOB), CAST(byline AS BLOB),"
        " CAST(published AS BLOB), CAST(url AS BLOB), CAST(language AS BLOB)"
        " FROM article JOIN checksum USING (seq) WHERE key = ?",
        (key_of(article),),
    ):
        if crc != checksum(*fields):
            yield f"title, source, date or address of article {article} is not what was imported"


def _words(path: Path) -> Iterator[str]:
    """Whether the index of words says what the texts say.

    SQLite's own check of the index counts as writing, and would lock everybody out: it is done
    on a copy among the temporary tables of a connection.
    """
    try:
        database = Database(path)
    except PressmarkError as error:
        yield str(error)
        return
    try:
        with database.transaction("DEFERRED"):
            database.run("CREATE TEMP VIEW searchable AS SELECT * FROM main.searchable")
            database.run(WORDS_SCHEMA.replace("words", "temp.words", 1))
            for table in ("config", "data", "idx"):
                database.run(f"DELETE FROM temp.words_{table}")
                database.run(f"INSERT INTO temp.words_{table} SELECT * FROM main.words_{table}")
        database.run("INSERT INTO temp.words(words, rank) VALUES ('integrity-check', 1)")
    except PressmarkError:
        yield "the index of words is not what the articles say: searches may miss some"
    finally:
        database.close()
