"""Articles in SQLite, with FTS5: one shared file, `library.db`.

An article's `key` is its id as SQLite holds it, a signed 64-bit integer. Its `seq` counts the
articles in the order that they came in; full text, orders and annotations are joined on it,
because a small rising number makes the smallest and fastest indexes.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from sqlite3 import OperationalError
from typing import NamedTuple
from zlib import crc32

from store import clusters, versions
from store.database import GAP, Database
from store.folding import fold
from store.model import Article, PressmarkError
from store.overlap import overlapped

APPLICATION_ID = 0x50724D6B

FIRST_BATCH, BATCH_ARTICLES = 250, 1000
"""Articles of the first transaction of an import, and of the largest; each is twice the one before.
A small one is soon read, so that writing soon begins; of many, large ones write each page of the
indexes less often, and still let others write in between more than once a second."""
BATCH_CHARACTERS = 4_000_000
"""Characters of text that end a transaction, however few its articles: half a second of writing."""
WRITER_WAIT = 60.0
"""Seconds that an import waits for another import's batch."""

WRITER_CACHE = 32_000
"""KiB of pages that an import keeps: the entries of each batch go to pages all over the file."""

WORDS = {"hashsize": 32_000_000, "automerge": 8}
"""How the full-text index writes: bytes of words that are sorted before they are written, so that
a batch is one part of the index and not several; and how many parts are merged at once."""

FOLDED_TITLE = 80
"""Characters of a title that count for the order of titles."""

WORDS_SCHEMA = """CREATE VIRTUAL TABLE words USING fts5(
        title, text, content='searchable', content_rowid='seq', columnsize=0,
        tokenize="unicode61 remove_diacritics 2")"""

FIRST_FORMAT = (
    # Text stands apart, so that listing and ordering never read it.
    """CREATE TABLE article(
        seq INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE,
        title TEXT NOT NULL, source TEXT NOT NULL, byline TEXT NOT NULL, published TEXT NOT NULL,
        url TEXT NOT NULL, language TEXT NOT NULL, length INTEGER NOT NULL,
        title_fold TEXT NOT NULL, source_fold TEXT NOT NULL)""",
    "CREATE TABLE body(seq INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    # Each order is one index that holds all that a list needs: its walk touches no table.
    "CREATE INDEX by_published ON article(published, seq, key)",
    "CREATE INDEX by_title ON article(title_fold, seq, key)",
    "CREATE INDEX by_source ON article(source_fold, seq, key)",
    # The index keeps no second copy of the text; nothing ranks by length, so no sizes either.
    "CREATE VIEW searchable AS SELECT seq, title, text FROM article JOIN body USING (seq)",
    WORDS_SCHEMA,
    *clusters.SCHEMA,
)

CHECKSUMS = (
    # The text of an article has its id to be checked by; this is for what is told about it.
    "CREATE TABLE checksum(seq INTEGER PRIMARY KEY, crc INTEGER NOT NULL)",
)

FORMATS = (FIRST_FORMAT, versions.SCHEMA, clusters.NEWCOMERS_SCHEMA + CHECKSUMS)
"""What makes each format of the file out of the one before; the first, out of an empty file.

Statements that were released stay as they are, and those of a new format only add: programs that
have the file open while it is brought up to date must be able to go on.
"""

LISTED = "key, title, source, byline, published, url, language, length"


class Listing(NamedTuple):
    """What a list shows of an article; `length` is that of its text, in code points."""

    key: int
    title: str
    source: str
    byline: str
    published: str
    url: str
    language: str
    length: int


def checksum(*fields: bytes) -> int:
    """The CRC-32 of title, source, byline, published, url and language in UTF-8."""
    return crc32(b"\0".join(fields))


def is_article_id(text: str) -> bool:
    return re.fullmatch("[0-9a-f]{16}", text) is not None


def key_of(article_id: str) -> int:
    """The signed 64-bit integer that 16 hex digits stand for."""
    return int.from_bytes(bytes.fromhex(article_id), "big", signed=True)


def id_of(key: int) -> str:
    """The 16 hex digits of a key."""
    return key.to_bytes(8, "big", signed=True).hex()


class Catalogue:
    """The articles of one library. Reading shares one connection; an import has its own."""

    def __init__(self, path: Path) -> None:
        """Open `path`, or make it where there is none.

        Raises PressmarkError for a file that is no library, is newer than this program, or
        cannot be opened.
        """
        self.path = path
        _create(path)
        self.database = Database(path)
        try:
            _prepare(self.database)
        except PressmarkError:
            self.database.close()
            raise

    def close(self) -> None:
        self.database.close()

    def add(self, articles: Iterable[Article]) -> Iterator[bool]:
        """Add articles; yield for each, in order, whether it was new.

        Nothing happens until the result is iterated. An article is safely on disk when its
        answer is yielded, and Ctrl-C waits until all answers of a batch are. `articles` is read
        lazily, a batch while the one before is written, and reading waits for no lock.
        """
        # A connection of its own: a failed import must not take back what was done meanwhile on
        # the session's, and the list stays readable all the while.
        writer = Database(self.path, wait=WRITER_WAIT)
        try:
            writer.run(f"PRAGMA cache_size = -{WRITER_CACHE}")
            insert = partial(_insert, writer)
            yield from overlapped(_batches(articles), insert, writer.interrupt)
        finally:
            writer.close()

    def count(self) -> int:
        # Articles are only ever added, so the last number is the count; COUNT(*) reads them all.
        return int(self.database.value("SELECT max(seq) FROM article") or 0)

    def article(self, article_id: str) -> Article | None:
        """The whole article, or None where the library has none of this id."""
        found = self.database.rows(
            "SELECT text, title, source, byline, published, url, language"
            " FROM article JOIN body USING (seq) WHERE key = ?",
            (key_of(article_id),),
        )
        return Article(article_id, *found[0]) if found else None

    def resolve(self, prefix: str) -> str:
        """The full id that begins with `prefix`; PressmarkError where none or several do."""
        digits = prefix.strip().lower()
        if not re.fullmatch("[0-9a-f]{1,16}", digits):
            raise PressmarkError(
                f"{prefix!r} is not an article id; an id is up to 16 of the digits 0-9 and a-f."
            )
        found = self.database.integers(
            "SELECT key FROM article WHERE key BETWEEN ? AND ? LIMIT 2",
            (key_of(digits.ljust(16, "0")), key_of(digits.ljust(16, "f"))),
        )
        if not found:
            raise PressmarkError(f"There is no article {digits} in {self.path}.")
        if len(found) > 1:
            raise PressmarkError(f"Several articles begin with {digits}; give more of its id.")
        return id_of(found[0])

    def rows(self, keys: Sequence[int]) -> list[Listing]:
        """What a list shows of these articles, in the order of `keys`; unknown ones are left out.

        It reads no text; meant for a window of a screenful or so.
        """
        found = self.database.rows(
            f"SELECT {LISTED} FROM article WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        )
        listed = {row[0]: Listing(*row) for row in found}
        return [listed[key] for key in keys if key in listed]


def _create(path: Path) -> None:
    """Make an empty file that the group may write; SQLite gives -wal and -shm its mode."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o664)
    except FileExistsError:
        return
    except OSError as error:
        raise PressmarkError(f"{path} cannot be created: {error.strerror}.") from error
    try:
        os.fchmod(descriptor, 0o664)  # whatever the umask is
    finally:
        os.close(descriptor)


def _prepare(database: Database) -> None:
    """Check the format, and bring an empty or older file up to this program's."""
    version = _version(database)
    if version == 0:
        database.enter_wal()
    if version < len(FORMATS):
        try:
            _upgrade(database)
        except OperationalError as error:  # as of a table that no file of this format has
            raise PressmarkError(
                f"{database.path} is damaged: it says that its format is {version}, and holds"
                f" something else ({error}); restore it from a backup."
            ) from error


def _upgrade(database: Database) -> None:
    with database.transaction():
        for statements in FORMATS[_version(database) :]:  # another session may have been first
            for statement in statements:
                database.run(statement)
        database.run(f"PRAGMA application_id = {APPLICATION_ID}")
        database.run(f"PRAGMA user_version = {len(FORMATS)}")


def _version(database: Database) -> int:
    """The format version of the file, 0 where it is empty."""
    application = database.value("PRAGMA application_id")
    version = int(database.value("PRAGMA user_version"))
    tables = database.value("SELECT count(*) FROM sqlite_schema")
    if application != APPLICATION_ID and (application or version or tables):
        raise PressmarkError(f"{database.path} is not a Pressmark library; choose another folder.")
    if version > len(FORMATS):
        raise PressmarkError(
            f"{database.path} has format {version} and this Pressmark reads up to"
            f" {len(FORMATS)}; update Pressmark to open it."
        )
    return version


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Cut a stream into transactions, bounded in number and in size of text."""
    batch: list[Article] = []
    characters, most = 0, min(FIRST_BATCH, BATCH_ARTICLES)
    for article in articles:
        batch.append(article)
        characters += len(article.text)
        if len(batch) >= most or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters, most = [], 0, min(2 * most, BATCH_ARTICLES)
    if batch:
        yield batch


def _insert(database: Database, batch: list[Article]) -> list[bool]:
    """Write one batch in one transaction; say which of its articles were new."""
    with database.transaction():
        keys = [key_of(article.id) for article in batch]
        present = set(
            database.integers(
                "SELECT key FROM article WHERE key IN (SELECT value FROM json_each(?))",
                (json.dumps(keys),),
            )
        )
        fresh: dict[int, Article] = {}
        for key, article in zip(keys, batch, strict=True):
            if key not in present:
                fresh.setdefault(key, article)
        _write(database, fresh)
    time.sleep(GAP)
    # Of several copies in one batch, the first is the new one.
    return [fresh.pop(key, None) is not None for key in keys]


def _write(database: Database, articles: dict[int, Article]) -> None:
    first = int(database.value("SELECT max(seq) FROM article") or 0) + 1
    entries = [
        clusters.Entry(seq, key, clusters.sketched(article))
        for seq, (key, article) in enumerate(articles.items(), first)
    ]
    database.run_many(
        "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                seq,
                key,
                *_told(article),
                len(article.text),
                _sort_title(article.title),
                fold(article.source),
            )
            for seq, key, article in entries
        ),
    )
    database.run_many(
        "INSERT INTO body VALUES (?, ?)", ((seq, article.text) for seq, _, article in entries)
    )
    database.run_many(
        "INSERT INTO checksum VALUES (?, ?)",
        ((seq, checksum(*map(str.encode, _told(article)))) for seq, _, article in entries),
    )
    _settle_words(database)
    database.run(
        "INSERT INTO words(rowid, title, text)"
        " SELECT seq, title, text FROM searchable WHERE seq >= ?",
        (first,),
    )
    clusters.enter(database, entries)
    versions.enter(database)


def _told(article: Article) -> tuple[str, ...]:
    """What is known about an article beside its text, in the order of the table."""
    return (
        article.title,
        article.source,
        article.byline,
        article.published,
        article.url,
        article.language,
    )


def _settle_words(database: Database) -> None:
    """Tell the full-text index how to write; the file remembers it."""
    told: dict[str, int] = dict(database.rows("SELECT k, v FROM words_config"))
    for name, value in WORDS.items():
        if told.get(name) != value:
            database.run("INSERT INTO words(words, rank) VALUES (?, ?)", (name, value))


def _sort_title(title: str) -> str:
    """Titles are ordered by their letters: an opening quotation mark does not count."""
    return re.sub(r"^\W+", "", fold(title))[:FOLDED_TITLE]
