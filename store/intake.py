"""What stands under some paths, as articles, one after the other and never all at once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from store import codebook_file, sources
from store.fetch.web import is_url
from store.file_reading import (
    STANDARD_INPUT,
    FileReading,
    name_of,
    tellable,
    with_few_refusals,
)
from store.model import Article
from store.pool import Job, Note, Pool, Request
from store.readers import Refusal, Refused, container_suffixes, heavy_suffixes, walk
from store.readers._columns import Meaning
from store.readers._markup import begins_as_feed_list

FEED_LIST = ".opml"
_PERHAPS_FEED_LIST = ".xml"

PEEKED = 4096
"""Bytes of a file that are enough to tell that it is a list of feeds."""

PAGE = 100_000
"""Bytes that a page in the web counts as, before anybody knows how many it has."""

LARGE = 1_000_000
"""Bytes from which on a file of records is read by another process, while this one writes."""

FEW = 400
"""Files that are quick to read, and are read here: by then other processes have started."""


class Intake:
    """Reads everything under `paths`, and remembers how far it is.

    `columns` names, for fields of an article, the column or key to take. What is met on the way
    is kept: in `bytes`, how many have been read; in `meanings`, for each file of records, which
    column became which field; in `codebooks` and `feed_lists`, files of topics and lists of feeds
    that stand among the articles. Files that take long, and most of many, are read by other
    processes. Paths that are addresses in the web are fetched, after all files; those inside a
    network only with `allow_private`.
    """

    def __init__(
        self,
        paths: str | Path | Iterable[str | Path],
        columns: Meaning | None = None,
        *,
        allow_private: bool = False,
    ) -> None:
        self.bytes = 0
        self.meanings: dict[str, Meaning] = {}
        self.codebooks: list[Path] = []
        self.feed_lists: list[Path] = []
        self._paths, self._urls = apart(paths)
        self._allow_private = allow_private
        self._chosen = columns
        self._light = 0

    def __iter__(self) -> Iterator[Article | Refusal]:
        """Each article, and why what is none of them is none."""
        with Pool() as pool:
            for path, job in self._ahead(pool):
                place = path if isinstance(path, Path) else Path(path.where)
                if not job and _is_feed_list(place):
                    self.feed_lists.append(place)
                elif isinstance(path, Path):
                    begun = self.bytes
                    found = self._results(pool, job) if job else self._file(path)
                    yield from with_few_refusals(found, name_of(path))
                    self.bytes = begun + _size(path)
                elif place.name == codebook_file.NAME:
                    self.codebooks.append(place)
                else:
                    yield tellable(path)
        if self._urls:
            yield from self._fetched()

    def _ahead(self, pool: Pool) -> Iterator[tuple[Path | Refusal, Job | None]]:
        """What stands under the paths; the reading of what takes long is begun before its turn."""
        waiting: deque[tuple[Path | Refusal, Job | None]] = deque()
        begun = 0
        for path in _with_input(self._paths):
            job = None
            if isinstance(path, Path) and self._is_for_others(path):
                request = Request(os.fsencode(path), name_of(path), columns=self._chosen or {})
                job = pool.begin(request)
                begun += 1
            waiting.append((path, job))
            while begun > pool.ahead or len(waiting) > FEW + pool.ahead:
                begun -= waiting[0][1] is not None
                yield waiting.popleft()
        yield from waiting

    def _is_for_others(self, path: Path) -> bool:
        """Whether it takes longer to read than to have another process do it."""
        if path == STANDARD_INPUT or _is_feed_list(path):
            return False
        suffix = path.suffix.lower()
        if suffix in heavy_suffixes() or (suffix in container_suffixes() and _size(path) > LARGE):
            return True
        self._light += 1
        return self._light > FEW

    def _results(self, pool: Pool, job: Job) -> Iterator[Article | Refusal]:
        begun = self.bytes

        def noted(note: Note) -> None:
            self.bytes = begun + note.bytes
            if note.meaning:
                self.meanings[job.request.name] = note.meaning

        return pool.results(job, noted)

    def _fetched(self) -> Iterator[Article | Refusal]:
        from store.fetch.fetcher import Fetcher  # what it needs takes a tenth of a second
        from store.fetch.pages import Pages

        begun = self.bytes
        with Fetcher(allow_private=self._allow_private) as fetcher:
            pages = Pages(self._urls, fetcher)
            for item in pages:
                self.bytes = begun + PAGE * pages.done
                yield item
        self.bytes = begun + PAGE * len(self._urls)

    def _file(self, path: Path) -> Iterator[Article | Refusal]:
        begun = self.bytes
        reading = FileReading(path, self._chosen)
        try:
            for item in reading:
                self.bytes = begun + reading.bytes
                yield item
        finally:  # also of a file that is not read to its end
            if reading.meaning:
                self.meanings[reading.name] = reading.meaning


def size_of(paths: str | Path | Iterable[str | Path]) -> int:
    """Bytes of all that would be read, as far as it can be known beforehand."""
    files, urls = apart(paths)
    known = sum(_size(path) for path in _with_input(files) if isinstance(path, Path))
    return known + PAGE * len(urls)


def apart(paths: str | Path | Iterable[str | Path]) -> tuple[list[Path], list[str]]:
    """The files and folders among `paths`, or the one that it is, and the addresses in the web."""
    files: list[Path] = []
    urls: list[str] = []
    for path in [paths] if isinstance(paths, str | Path) else paths:
        if isinstance(path, str) and is_url(path):
            urls.append(path)
        else:
            files.append(Path(path))
    return files, list(dict.fromkeys(urls))


def _with_input(paths: Iterable[Path]) -> Iterator[Path | Refusal]:
    for path in paths:
        if path == STANDARD_INPUT:
            yield path
        else:
            yield from walk([path])


def _is_feed_list(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix != _PERHAPS_FEED_LIST:
        return suffix == FEED_LIST
    try:
        with sources.opened(path) as stream:
            return begins_as_feed_list(stream.read(PEEKED))
    except Refused:  # reading it says why
        return False


def _size(path: Path) -> int:
    if path == STANDARD_INPUT:
        return 0
    try:
        return path.stat().st_size
    except OSError:  # gone meanwhile: reading it says so
        return 0
