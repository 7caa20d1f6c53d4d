"""Versions of one article, found out as they come in: the same page, with another text.

Texts are never changed or taken away: a changed article is one more article, and a line says
which ones belong together and which of them is the newest. Annotations stay on the text that they
were made on.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from store.database import Database
from store.folding import fold

SCHEMA = (
    # What articles are known by: a page, or a source and a title, as a hash. A line is named by
    # the number of its first article, and stands here once for each thing that it is known by.
    """CREATE TABLE known_by(
        mark INTEGER, line INTEGER, PRIMARY KEY(mark, line)) WITHOUT ROWID""",
    # Only articles that have several versions; in each line, one is not superseded.
    """CREATE TABLE version(
        seq INTEGER PRIMARY KEY, line INTEGER NOT NULL, superseded INTEGER NOT NULL)""",
    # How far that is known: of articles that an older Pressmark has added, it is not yet.
    "CREATE TABLE known_to(seq INTEGER NOT NULL)",
    "INSERT INTO known_to VALUES (0)",
    "CREATE INDEX version_line ON version(line, superseded, seq)",
    "CREATE INDEX version_superseded ON version(superseded, seq, line)",
    """CREATE VIEW succession AS
        SELECT old.seq AS seq, newest.seq AS newest FROM version AS old
        JOIN version AS newest ON newest.line = old.line AND newest.superseded = 0
        WHERE old.superseded = 1""",
)

SUPERSEDED = "SELECT seq FROM version WHERE superseded = 1"
"""The numbers of the articles that have a newer version."""

DAYS = 14
"""Between two articles of the same source and title that can be one article changed."""

TELLING_WORDS, TELLING_LETTERS = 4, 20
"""A title with fewer of both, such as `News in brief`, stands over many articles."""

FEW_WORDS = 20
"""A text of fewer words is too short to tell that another is about something else."""

SAME_PAGE, SAME_TITLE = 0.05, 0.25
"""How much of the shorter text the other must share: some sites give one URL to all that they
publish, and a column keeps its title from week to week."""

COMPARED = 3
"""Lines known by the same mark that a new article is compared with, the latest first."""

SLICE = 5_000
"""Articles that are entered at once."""

_TRACKING = re.compile(r"utm_\w*|fbclid|gclid|yclid|mc_[ce]id", re.IGNORECASE)
_WORDS = re.compile(r"\w+")


def page_of(url: str) -> str:
    """`url` without what differs between two addresses of the same page.

    That is its scheme, `www.`, a slash at the end, the place within the page, and parameters that
    only follow readers around. Empty where it names no page but a whole site, or nothing at all.
    """
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
    except ValueError:  # a bracket that is none of IPv6
        return ""
    host = parts.netloc.lower().removeprefix("www.")
    kept = [each for each in parts.query.split("&") if not _TRACKING.fullmatch(each.split("=")[0])]
    query = "&".join(filter(None, kept))
    page = parts.path.rstrip("/") + (f"?{query}" if query else "")
    return host + page if host and page else ""


class _Known(NamedTuple):
    """An article as it is compared; marks are hashes, 0 where there is nothing to know it by."""

    seq: int
    page: int
    title: int
    published: str

    @classmethod
    def of(cls, seq: int, title: str, source: str, published: str, url: str) -> _Known:
        return cls(seq, _page_mark(url), _title_mark(title, source), published)

    @property
    def marks(self) -> list[int]:
        return [mark for mark in (self.page, self.title) if mark]


def _page_mark(url: str) -> int:
    page = page_of(url) if url else ""
    return _mark("page", page) if page else 0


def _title_mark(title: str, source: str) -> int:
    words = _WORDS.findall(fold(title)) if source else []
    plain = " ".join(words)
    if len(words) < TELLING_WORDS and len(plain) < TELLING_LETTERS:
        return 0
    return _mark("title", fold(source), plain)


def _mark(*parts: str) -> int:
    from hashlib import blake2b  # loads OpenSSL, for which the first screen need not wait

    digest = blake2b("\0".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def enter(database: Database) -> None:
    """Find out of which lines new articles are; within the transaction that adds them."""
    while True:
        known = int(database.value("SELECT seq FROM known_to"))
        rows = database.rows(
            f"SELECT {_COMPARED} FROM article WHERE seq > ? ORDER BY seq LIMIT {SLICE}", (known,)
        )
        if not rows:
            return
        articles = [_Known.of(*row) for row in rows]
        lines = _Lines(database, {mark for article in articles for mark in article.marks})
        for article in articles:
            lines.enter(article)
        lines.write()
        database.run("UPDATE known_to SET seq = ?", (articles[-1].seq,))


_COMPARED = "seq, title, source, published, url"


class _Lines:
    """The lines that some articles may belong to, and what is to be written of them."""

    def __init__(self, database: Database, marks: set[int]) -> None:
        self._database = database
        self._known: dict[int, list[int]] = {mark: [] for mark in marks}
        self._newest: dict[int, _Known] = {}
        self._versions: dict[int, tuple[int, bool]] = {}
        self._new_marks: list[tuple[int, int]] = []
        found = database.rows(
            "SELECT mark, line FROM json_each(?) AS wanted CROSS JOIN known_by"
            " ON mark = wanted.value AND line IN (SELECT line FROM known_by AS latest"
            f" WHERE latest.mark = wanted.value ORDER BY line DESC LIMIT {COMPARED})"
            " ORDER BY line",
            (json.dumps(sorted(marks)),),
        )
        for mark, line in found:
            self._known[mark].append(line)

    def enter(self, article: _Known) -> None:
        line = next((line for line in self._candidates(article) if self._joins(article, line)), 0)
        if line:
            self._join(article, line)
        else:
            line = article.seq
            self._newest[line] = article
        for mark in article.marks:
            if line not in self._known[mark]:
                self._known[mark].append(line)
                self._new_marks.append((mark, line))

    def write(self) -> None:
        # In order, so that each page of the table is written once.
        self._database.run_many(
            "INSERT OR IGNORE INTO known_by VALUES (?, ?)", sorted(self._new_marks)
        )
        self._database.run_many(
            "INSERT OR REPLACE INTO version VALUES (?, ?, ?)",
            ((seq, *version) for seq, version in sorted(self._versions.items())),
        )

    def _candidates(self, article: _Known) -> Iterator[int]:
        for mark in article.marks:
            yield from self._known[mark][: -COMPARED - 1 : -1]

    def _joins(self, article: _Known, line: int) -> bool:
        newest = self._newest_of(line)
        if article.page and article.page == newest.page:
            return article.title == newest.title != 0 or self._alike(newest, article, SAME_PAGE)
        return (
            article.title == newest.title
            and _days_between(newest.published, article.published) <= DAYS
            and self._alike(newest, article, SAME_TITLE)
        )

    def _join(self, article: _Known, line: int) -> None:
        newest = self._newest[line]
        comes_late = _earlier(article.published, newest.published)
        self._versions[newest.seq] = (line, not comes_late)
        self._versions[article.seq] = (line, comes_late)
        if not comes_late:
            self._newest[line] = article

    def _newest_of(self, line: int) -> _Known:
        if line not in self._newest:
            row = self._database.rows(
                f"SELECT {_COMPARED} FROM article WHERE seq = coalesce("
                "(SELECT seq FROM version WHERE line = ?1 AND superseded = 0), ?1)",
                (line,),
            )[0]
            self._newest[line] = _Known.of(*row)
        return self._newest[line]

    def _alike(self, one: _Known, other: _Known, least: float) -> bool:
        """Whether two texts can be one text changed: they share that much of the shorter one."""
        from store.shingles import Shingles  # who reads articles needs none

        texts = (
            self._database.value("SELECT text FROM body WHERE seq = ?", (each.seq,))
            for each in (one, other)
        )
        shingles = [Shingles(text) for text in texts]
        if min(each.words for each in shingles) < FEW_WORDS:
            return True
        runs = [set(each.hashes) for each in shingles]
        return len(runs[0] & runs[1]) >= least * min(map(len, runs))


def _days_between(one: str, other: str) -> int:
    """0 where either date is not known, or is no day."""
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:
        return 0


def _earlier(one: str, other: str) -> bool:
    """Whether both dates are known and one comes first; a bare day is as good as any hour of it."""
    size = min(len(one), len(other))
    return one[:size] < other[:size]


# Questions


def line_of(database: Database, key: int) -> array[int]:
    """All versions of an article, itself included: the newest, then from the latest to come in."""
    found = database.integers(
        "SELECT article.key FROM version AS this JOIN version AS each USING (line)"
        " JOIN article ON article.seq = each.seq"
        " WHERE this.seq = (SELECT seq FROM article WHERE key = ?)"
        " ORDER BY each.superseded, each.seq DESC",
        (key,),
    )
    return found or array("q", [key])


def newest(database: Database, keys: Iterable[int]) -> dict[int, int]:
    """For each of these articles that is superseded, the newest version; others have no entry."""
    return dict(
        database.rows(
            "SELECT old.key, newest.key FROM json_each(?) AS wanted"
            " CROSS JOIN article AS old ON old.key = wanted.value"
            " CROSS JOIN succession ON succession.seq = old.seq"
            " CROSS JOIN article AS newest ON newest.seq = succession.newest",
            (json.dumps(list(keys)),),
        )
    )


def previous(database: Database, keys: Sequence[int]) -> dict[int, int]:
    """For each of these articles, the version that came in before it, where there is one."""
    return dict(
        database.rows(
            "SELECT article.key, before.key FROM json_each(?) AS wanted"
            " CROSS JOIN article ON article.key = wanted.value"
            " CROSS JOIN version USING (seq)"
            " CROSS JOIN article AS before ON before.seq = (SELECT max(other.seq)"
            " FROM version AS other WHERE other.line = version.line AND other.seq < version.seq)",
            (json.dumps(list(keys)),),
        )
    )
