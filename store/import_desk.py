"""Taking in what stands in files, folders and the web."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from store.feed_desk import Feeds
from store.model import Article, PressmarkError
from store.text import encodable

if TYPE_CHECKING:
    from store.importing import ImportReport, Progress

# Imported where they are needed, as opening the screen on what is there needs none of it.


class Imports(Feeds):
    """Reads files and folders into the library; what is refused is in the report."""

    def import_paths(
        self,
        paths: str | Path | Iterable[str | Path],
        progress: Progress | None = None,
        columns: Mapping[str, str] | None = None,
        *,
        allow_private: bool = False,
    ) -> ImportReport:
        """Read files and folders into the library, and what stands among them: topics and feeds.

        `-` stands for standard input, and texts that begin with `http://` or `https://` are
        fetched: from public addresses, unless `allow_private`. `columns` says, for fields of an
        article (`text`, `title`, …), in which column of a table or key of a record they stand;
        the rest is guessed.
        """
        report = self.import_articles(paths, progress, columns, allow_private=allow_private)
        self.take_along(report)
        return report

    def import_articles(
        self,
        paths: str | Path | Iterable[str | Path],
        progress: Progress | None = None,
        columns: Mapping[str, str] | None = None,
        *,
        allow_private: bool = False,
    ) -> ImportReport:
        """As `import_paths`, but only the articles; it may be done in a thread of its own.

        `take_along` does the rest, in the thread of the session.
        """
        from store.importing import import_all
        from store.intake import Intake

        intake = Intake(paths, columns, allow_private=allow_private)
        return import_all(self._session.catalogue, intake, progress)

    def take_along(self, report: ImportReport) -> None:
        """Take in the topics and lists of feeds that stood among the articles of an import."""
        from store.codebook_file import read_codebook
        from store.drafts import Refusal

        for codebook in report.codebooks:
            try:
                self.topics.take_in(read_codebook(codebook), codebook.name)
            except PressmarkError as error:
                report.failed.append(Refusal(encodable(str(codebook)), str(error)))
        for listed in report.feed_lists:
            try:
                report.feeds += self.add_opml(listed)
            except PressmarkError as error:
                report.failed.append(Refusal(encodable(str(listed)), str(error)))

    def preview(
        self,
        paths: str | Path | Iterable[str | Path],
        report: ImportReport,
        columns: Mapping[str, str] | None = None,
        progress: Progress | None = None,
        *,
        allow_private: bool = False,
    ) -> Iterator[Article]:
        """The articles that an import would add, one by one; nothing is written.

        `report` is filled in on the way as that of an import is. It may be done in a thread of
        its own; `progress` may raise Stop.
        """
        from store.importing import dry_run
        from store.intake import Intake

        intake = Intake(paths, columns, allow_private=allow_private)
        return dry_run(self._session.catalogue, intake, report, progress)
