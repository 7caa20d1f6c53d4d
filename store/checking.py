"""Look at everything in a library: journals, the database, articles' hashes, quotes' places."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeAlias

from store.catalogue import Catalogue, is_article_id, key_of
from store.database_check import database_problems, stored_text
from store.journal import Journal, Problem
from store.journal.files import Unfit, open_regular
from store.journal.line import MAX_LINE, BadLine, read_entry
from store.journal.reader import Unreadable, read_lines
from store.model import RECORD_TYPES, TABLES, Gold, PressmarkError, Quote, Review, Table
from store.session import Session
from store.team import Team, decode

RecordKey: TypeAlias = tuple[str, str]
"""(table, key) of a record."""


def problems(session: Session) -> Iterator[Problem]:
    """Everything that is wrong, read from the disk anew: file, byte offset (0 for all of it), what.

    Changes nothing. It reads every article and every journal, their histories included.
    """
    yield from database_problems(session.catalogue)
    with closing(Team(session.path / "analysts", session.me, _ignore, _ignore)) as team:
        yield from _journals(team)
        for journal in team.journals.values():
            yield from _records(journal, session.catalogue)


def _ignore(*_: object) -> None:
    """What is read is looked at when all of it has been."""


def _journals(team: Team) -> Iterator[Problem]:
    """Damage of the files themselves: checksums, gaps, owners, the history."""
    team.find()
    unfit = []
    for journal in team.journals.values():
        try:
            while journal.catch_up():
                pass
            for _ in journal.history():
                pass
        except (Unfit, Unreadable) as error:
            unfit.append(Problem(str(journal.path), 0, str(error)))
    yield from unfit
    yield from team.problems


def _records(journal: Journal, catalogue: Catalogue) -> Iterator[Problem]:
    """What records of one analyst say that is not so, with where each was written last."""
    wrong: dict[RecordKey, str] = {
        (table, key): what
        for table in TABLES
        for key, raw in journal.items(table)
        if (what := _wrong(table, key, raw, catalogue))
    }
    offsets = _offsets(journal.path, wrong) if wrong else {}
    for record, what in wrong.items():
        yield Problem(str(journal.path), offsets.get(record, 0), what)


def _wrong(table: Table, key: str, raw: bytes, catalogue: Catalogue) -> str:
    """What is wrong with one record, or ""."""
    record = decode(table, key, raw)
    if record is None:
        return f"the record {key} is no {RECORD_TYPES[table].__name__.lower()}"
    try:
        if isinstance(record, Review):
            return _wrong_article(record, catalogue)
        return _wrong_place(record, catalogue) if isinstance(record, Quote | Gold) else ""
    except PressmarkError:
        return ""  # the article cannot be read, which was reported with it


def _wrong_article(review: Review, catalogue: Catalogue) -> str:
    if is_article_id(review.article) and catalogue.rows([key_of(review.article)]):
        return ""
    return f"a review is of article {review.article}, which is not in the library"


def _wrong_place(quote: Quote | Gold, catalogue: Catalogue) -> str:
    stored = stored_text(catalogue, quote.article) if is_article_id(quote.article) else None
    if stored is None:
        return f"quote {quote.id} is of article {quote.article}, which is not in the library"
    text = stored.decode(errors="replace")
    fits = 0 <= quote.start < quote.end <= len(text)
    if fits and text[quote.start : quote.end] == quote.exact:
        return ""
    return (
        f"quote {quote.id} is not what stands from {quote.start} to {quote.end}"
        f" in article {quote.article}"
    )


def _offsets(path: Path, wanted: Mapping[RecordKey, str]) -> dict[RecordKey, int]:
    """The byte at which the line begins that wrote each of these records last."""
    found: dict[RecordKey, int] = {}
    with suppress(Unreadable, OSError):  # reported already, where the file was read in full
        descriptor = open_regular(path, path.stat().st_uid)
        try:
            for offset, line in read_lines(descriptor, 0, MAX_LINE):
                with suppress(BadLine):
                    put = read_entry(line).put
                    written = ((table, key) for table, rows in put.items() for key in rows)
                    found.update((record, offset) for record in written if record in wanted)
        finally:
            os.close(descriptor)
    return found
