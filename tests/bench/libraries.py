"""Libraries of made-up news and made-up work on it, made once and kept for all measures."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import msgspec

from store.accounts import account_name
from store.anchor import around
from store.catalogue import FORMATS, Catalogue
from store.journal.line import Entry, Header, raw, seal
from store.model import Article, Quote, Record, Review, Status, Table, Topic
from tests.bench.corpus import SPEAKERS, TOPICS, article, long_article

FIRST_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
MADE = "made"
"""A file that says that a folder is complete."""


class Libraries:
    """Makes libraries in a folder, and finds again those that an earlier run left there."""

    def __init__(self, folder: Path, *, long_text: int, long_quotes: int) -> None:
        """The long article has `long_text` characters, and `long_quotes` highlights."""
        self.folder = folder / f"format-{_format()}"
        self.long = long_article(long_text)
        self._long_quotes = long_quotes

    def of(self, size: int) -> Path:
        """`size` articles with half as many annotations, and the long article with its own."""
        path = self.folder / f"{size}-articles-{len(self.long.text)}-{self._long_quotes}"
        if not (path / MADE).exists():
            path.mkdir(parents=True, exist_ok=True)
            catalogue = Catalogue(path / "library.db")
            try:
                for _ in catalogue.add(chain([self.long], map(article, range(size)))):
                    pass
            finally:
                catalogue.close()
            self._write_journal(path, size, size // 2)
            (path / MADE).touch()
        return path

    def annotated(self, size: int) -> Path:
        """The same articles with `size` annotations, to be written to."""
        path = self.folder / f"{size}-annotations"
        if not (path / MADE).exists():
            path.mkdir(parents=True, exist_ok=True)
            # The articles are only read; a link saves hundreds of megabytes.
            (path / "library.db").symlink_to((self.of(size) / "library.db").absolute())
            self._write_journal(path, size, size)
            (path / MADE).touch()
        return path

    def _write_journal(self, path: Path, articles: int, annotations: int) -> None:
        folder = path / "analysts" / account_name()
        folder.mkdir(parents=True, exist_ok=True)
        long = (quote_on(self.long, number) for number in range(self._long_quotes))
        work = (annotation(number, articles) for number in range(annotations))
        with (folder / "journal.jsonl").open("wb") as file:
            file.writelines(journal(chain(codebook(), long, work)))


def _format() -> str:
    """What changes with the tables of a library, so that no older one is taken for a new one."""
    return hashlib.sha256("".join(chain.from_iterable(FORMATS)).encode()).hexdigest()[:8]


def codebook() -> Iterator[tuple[Table, str, Topic]]:
    """Thirty topics; the first nine have a digit."""
    colours = ("yellow", "cyan", "green", "magenta", "orange", "blue")
    for at, name in enumerate(TOPICS):
        digit = at + 1 if at < 9 else None
        yield "topics", name, Topic(name, colours[at % 6], chr(ord("A") + at % 26), digit=digit)


def annotation(number: int, articles: int) -> tuple[Table, str, Record]:
    """Three in five are quotes; the others are reviews, labelled or with a status."""
    of = article(number * 7 % articles)
    if number % 5 < 3:
        return quote_on(of, number)
    chance = random.Random(f"review {number}")
    labels = tuple(sorted(chance.sample(TOPICS, 2))) if number % 5 == 3 else ()
    status: Status = "skipped" if chance.random() < 0.3 else "done"
    return "reviews", of.id, Review(of.id, status, number % 11 == 0, labels, at=moment(number))


def quote_on(of: Article, number: int) -> tuple[Table, str, Quote]:
    """A quote over one to three sentences."""
    chance = random.Random(f"quote {number}")
    start = of.text.find(" ", chance.randrange(len(of.text) * 9 // 10)) + 1
    end = of.text.find(" ", min(start + chance.randint(40, 240), len(of.text) - 40))
    end = end if end > start else len(of.text)
    exact, prefix, suffix = around(of.text, start, end)
    topics = (chance.choice(TOPICS),)
    key = f"{number + (1 << 40 if len(of.text) > 10_000 else 0):012x}"
    speaker = chance.choice(SPEAKERS) if number % 2 else ""
    quote = Quote(
        key, of.id, start, end, exact, prefix, suffix, topics, speaker, "", moment(number)
    )
    return "quotes", key, quote


def journal(records: Iterable[tuple[Table, str, Record]]) -> Iterator[bytes]:
    """The lines of a journal in which each record was an edit of its own."""
    yield seal(Header())
    for number, (table, key, record) in enumerate(records, 1):
        if isinstance(record, Topic):
            record = msgspec.structs.replace(record, clock=number)
        put: dict[str, dict[str, msgspec.Raw]] = {table: {key: raw(record)}}
        yield seal(Entry(number, number, moment(number), f"{table} {key}", put, {}))


def moment(number: int) -> str:
    """A minute for each number."""
    return (FIRST_MOMENT + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
