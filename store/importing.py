"""Files and folders into the catalogue: what can be read is read, what cannot is named."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol, overload

import msgspec

from store import clusters, versions
from store.catalogue import Catalogue, id_of, key_of
from store.database import Database
from store.drafts import Refusal
from store.model import Article, PressmarkError
from store.readers._columns import Meaning

_SLICE = 1000
"""Articles that are looked up at once."""


class Articles(Protocol):
    """What is read on the way in: an Intake of files, or the news of feeds."""

    bytes: int
    meanings: dict[str, Meaning]
    codebooks: list[Path]
    feed_lists: list[Path]

    def __iter__(self) -> Iterator[Article | Refusal]: ...


class Step(msgspec.Struct, frozen=True):
    """How far an import is: records that have been read, good or bad, and bytes of the files."""

    records: int
    bytes: int


Progress = Callable[[Step], None]
"""Told of each step. It may raise Stop."""


class Stop(Exception):
    """Raised by whoever is told of the progress: end the import, and keep what has come in."""


class Ids(Sequence[str]):
    """Ids of articles in eight bytes each, as there can be millions of them."""

    def __init__(self) -> None:
        self.keys = array("q")

    def append(self, article_id: str) -> None:
        self.keys.append(key_of(article_id))

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [id_of(key) for key in self.keys[place]]
        return id_of(self.keys[place])


class ImportReport(msgspec.Struct):
    """What came of an import.

    `imported` and `duplicates` are ids of articles. `near_duplicates` names, for each imported
    article that is nearly the same as another one, that other one; `versions`, for each that is
    a version of another one, the version before it. `failed` says what was refused
    and why; `columns`, for each file of records, which column became which field; `codebooks`
    and `feed_lists` are files of topics and of feeds that stood among the articles, and `feeds`
    is how many new feeds the library is subscribed to by them. An import that was `interrupted`
    is gone on with by starting it again.
    """

    imported: Ids = msgspec.field(default_factory=Ids)
    duplicates: Ids = msgspec.field(default_factory=Ids)
    near_duplicates: dict[str, str] = {}
    versions: dict[str, str] = {}
    failed: list[Refusal] = []
    columns: dict[str, dict[str, str]] = {}
    codebooks: list[Path] = []
    feed_lists: list[Path] = []
    feeds: int = 0
    interrupted: bool = False


class BrokeOff(PressmarkError):
    """An import that could not be ended, as on a full disk; `report` says what has come in."""

    def __init__(self, error: PressmarkError, report: ImportReport) -> None:
        super().__init__(str(error))
        self.report = report


def import_all(
    catalogue: Catalogue, intake: Articles, progress: Progress | None = None
) -> ImportReport:
    """Read all of `intake` into the catalogue.

    What is refused stops nothing. Articles are written batch by batch; an interruption (Ctrl-C,
    or Stop from `progress`) writes what has been read, says so in the report, and ends. Doing it
    again adds nothing that is there. Raises BrokeOff where no more can be written.
    """
    report = ImportReport()
    failure: PressmarkError | None = None
    good = _good(intake, report, progress)
    steps = (partial(_take_in, catalogue, good, report), partial(_compare, catalogue, report))
    for step in steps:
        try:
            step()
        except KeyboardInterrupt:
            report.interrupted = True
        except PressmarkError as error:
            failure = failure or error
    _note(intake, report)
    if failure:
        raise BrokeOff(failure, report) from failure
    return report


def _take_in(catalogue: Catalogue, good: Iterator[Article], report: ImportReport) -> None:
    """Write articles, and note of each whether it was new."""
    read: deque[str] = deque()

    def articles() -> Iterator[Article]:
        try:
            for article in good:
                read.append(article.id)
                yield article
        except (KeyboardInterrupt, Stop):
            report.interrupted = True

    # What is interrupted between two batches leaves some in `read` that are not there.
    for new in catalogue.add(articles()):
        (report.imported if new else report.duplicates).append(read.popleft())


def _compare(catalogue: Catalogue, report: ImportReport) -> None:
    """Say of new articles which are versions of others, or nearly the same."""
    report.versions = _pairs(catalogue, report.imported, versions.previous)
    near = _pairs(catalogue, report.imported, clusters.leaders)
    report.near_duplicates = {
        new: other for new, other in near.items() if new not in report.versions
    }


def dry_run(
    catalogue: Catalogue | None,
    intake: Articles,
    report: ImportReport,
    progress: Progress | None = None,
) -> Iterator[Article]:
    """Each article that would come into the catalogue, or into a new one; nothing is written.

    `report` is filled in meanwhile. What is nearly the same is only found when it is imported.
    """
    met: set[int] = set()
    for article in _good(intake, report, progress):
        key = key_of(article.id)
        if key in met or (catalogue is not None and catalogue.rows([key])):
            report.duplicates.append(article.id)
            continue
        met.add(key)
        report.imported.append(article.id)
        yield article
    _note(intake, report)


def _good(intake: Articles, report: ImportReport, progress: Progress | None) -> Iterator[Article]:
    """The articles of an intake; what is refused goes to the report."""
    records = 0
    for records, item in enumerate(intake, 1):
        if isinstance(item, Refusal):
            report.failed.append(item)
        else:
            yield item
        if progress:
            progress(Step(records, intake.bytes))
    if progress:
        progress(Step(records, intake.bytes))


def _pairs(
    catalogue: Catalogue,
    imported: Ids,
    ask: Callable[[Database, Sequence[int]], dict[int, int]],
) -> dict[str, str]:
    """What is asked for new articles, a slice at a time: for the id of some, that of another."""
    found: dict[int, int] = {}
    for begin in range(0, len(imported), _SLICE):
        found |= ask(catalogue.database, imported.keys[begin : begin + _SLICE])
    return {id_of(key): id_of(other) for key, other in found.items()}


def _note(intake: Articles, report: ImportReport) -> None:
    report.codebooks = intake.codebooks
    report.feed_lists = intake.feed_lists
    report.columns = {name: dict(meaning) for name, meaning in intake.meanings.items()}
