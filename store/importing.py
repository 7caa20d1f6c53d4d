"""Files and folders into the catalogue: what can be read is read, what cannot is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from store import codebook_file
from store.catalogue import Catalogue
from store.drafts import finish
from store.model import Article
from store.readers import Refusal, Refused, read_path, walk

Progress = Callable[[int], None]
"""Told the number of articles that have been dealt with so far."""


class ImportReport(msgspec.Struct):
    """What came of an import.

    `imported` and `duplicates` are ids of articles, `failed` what was refused and why, and
    `codebooks` files of topics that stood among the articles.
    """

    imported: list[str] = []
    duplicates: list[str] = []
    failed: list[Refusal] = []
    codebooks: list[Path] = []


def import_paths(
    catalogue: Catalogue, paths: Iterable[Path], progress: Progress | None = None
) -> ImportReport:
    """Read every file under `paths` into the catalogue.

    A file that is refused stops nothing. Doing it again adds nothing, so an import that was
    interrupted is gone on with by starting it again.
    """
    report = ImportReport()
    read: list[str] = []

    def articles() -> Iterator[Article]:
        for article in _articles(paths, report):
            read.append(article.id)
            yield article

    for count, new in enumerate(catalogue.add(articles()), 1):
        (report.imported if new else report.duplicates).append(read[count - 1])
        if progress:
            progress(count + len(report.failed))
    return report


def _articles(paths: Iterable[Path], report: ImportReport) -> Iterator[Article]:
    failed = report.failed
    for path in walk(paths):
        if isinstance(path, Refusal):
            if Path(path.where).name == codebook_file.NAME:
                report.codebooks.append(Path(path.where))
            else:
                failed.append(path)
            continue
        try:
            for draft in read_path(path):
                try:
                    if isinstance(draft, Refusal):
                        failed.append(draft)
                    else:
                        yield finish(draft)
                except Refused as error:
                    failed.append(Refusal(str(path), str(error)))
        except Refused as error:
            failed.append(Refusal(str(path), str(error)))
