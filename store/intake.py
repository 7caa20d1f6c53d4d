"""What stands under some paths, as articles, one after the other and never all at once."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from store import codebook_file, sources
from store.drafts import finish
from store.fetch.web import is_url
from store.model import Article, Draft
from store.pool import Job, Note, Pool, Request
from store.readers import (
    Columns,
    Refusal,
    Refused,
    container_suffixes,
    heavy_suffixes,
    read_stream,
    walk,
)
from store.readers._columns import Meaning
from store.readers._markup import begins_as_feed_list
from store.text import encodable

STANDARD_INPUT = Path("-")
"""Stands for what is piped into the program."""

FEED_LIST = ".opml"
_PERHAPS_FEED_LIST = ".xml"

PEEKED = 4096
"""Bytes of a file that are enough to tell that it is a list of feeds."""

PAGE = 100_000
"""Bytes that a page in the web counts as, before anybody knows how many it has."""

LARGE = 1_000_000
"""Bytes from which on a file of records is read by another process, while this one writes."""

NAMED = 1000
"""Records of one file that are refused by name; of the others, only their number is told."""


class Intake:
    """Reads everything under `paths`, and remembers how far it is.

    `columns` names, for fields of an article, the column or key to take. What is met on the way
    is kept: in `bytes`, how many have been read; in `meanings`, for each file of records, which
    column became which field; in `codebooks` and `feed_lists`, files of topics and lists of feeds
    that stand among the articles. Files of formats that take long are read by other processes,
    unless it is to be `alone`. Paths that are addresses in the web are fetched, after all files;
    those inside a network only with `allow_private`.
    """

    def __init__(
        self,
        paths: str | Path | Iterable[str | Path],
        columns: Meaning | None = None,
        *,
        allow_private: bool = False,
        alone: bool = False,
    ) -> None:
        self.bytes = 0
        self.meanings: dict[str, Meaning] = {}
        self.codebooks: list[Path] = []
        self.feed_lists: list[Path] = []
        self._paths, self._urls = apart(paths)
        self._allow_private = allow_private
        self._chosen = columns
        self._alone = alone

    def __iter__(self) -> Iterator[Article | Refusal]:
        """Each article, and why what is none of them is none."""
        with Pool() as pool:
            for path, job in self._ahead(pool):
                place = path if isinstance(path, Path) else Path(path.where)
                if _is_feed_list(place):
                    self.feed_lists.append(place)
                elif isinstance(path, Path):
                    for item in self._file(path, self._results(pool, job) if job else None):
                        yield _tellable(item) if isinstance(item, Refusal) else item
                elif place.name == codebook_file.NAME:
                    self.codebooks.append(place)
                else:
                    yield _tellable(path)
        if self._urls:
            yield from self._fetched()

    def _ahead(self, pool: Pool) -> Iterator[tuple[Path | Refusal, Job | None]]:
        """What stands under the paths; the reading of what takes long is begun before its turn."""
        waiting: deque[tuple[Path | Refusal, Job | None]] = deque()
        for path in _with_input(self._paths):
            job = None
            if isinstance(path, Path) and self._is_heavy(path):
                request = Request(os.fsencode(path), _name(path), columns=self._chosen or {})
                job = pool.begin(request)
            waiting.append((path, job))
            if len(waiting) > pool.ahead:
                yield waiting.popleft()
        yield from waiting

    def _is_heavy(self, path: Path) -> bool:
        """Whether it takes longer to read than to have another process do it."""
        if self._alone:
            return False
        suffix = path.suffix.lower()
        return suffix in heavy_suffixes() or (
            suffix in container_suffixes() and _size(path) > LARGE
        )

    def _results(self, pool: Pool, job: Job) -> Iterator[Article | Refusal]:
        begun = self.bytes

        def noted(note: Note) -> None:
            self.bytes = begun + note.bytes
            self.meanings.update(note.meanings)

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

    def _file(
        self, path: Path, found: Iterator[Article | Refusal] | None
    ) -> Iterator[Article | Refusal]:
        refused = 0
        begun = self.bytes
        for item in self._records(path, begun) if found is None else found:
            if isinstance(item, Refusal):
                refused += 1
                if refused > NAMED:
                    continue
            yield item
        if refused > NAMED:
            yield Refusal(_name(path), f"holds {refused - NAMED:,} more records that are refused")
        self.bytes = begun + _size(path)

    def _records(self, path: Path, begun: int) -> Iterator[Article | Refusal]:
        """The articles of one file, and why what else it holds is refused."""
        name = _name(path)
        columns = Columns(self._chosen, lambda meaning: self.meanings.update({name: meaning}))
        number = 0
        try:
            with _opened(path) as stream:
                for number, draft in enumerate(read_stream(stream, path.name, columns), 1):
                    if stream.seekable():
                        self.bytes = max(self.bytes, begun + stream.tell())
                    yield _finished(draft, path, number)
        except Refused as error:
            after = f", after record {number}" if number else ""
            yield Refusal(name + after, str(error))
        except OSError as error:
            yield Refusal(name, f"cannot be read to its end: {error.strerror or error}")


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


def _finished(draft: Draft | Refusal, path: Path, number: int) -> Article | Refusal:
    """The article of a draft. A reader knows its file by name only: here its folder is told."""
    if isinstance(draft, Refusal):
        inside = draft.where.removeprefix(path.name)
        return Refusal(_name(path) + inside, draft.why)
    try:
        return finish(draft)
    except Refused as error:
        where = _name(path) if number == 1 else f"{_name(path)}, record {number}"
        return Refusal(where, str(error))


def _is_feed_list(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix != _PERHAPS_FEED_LIST:
        return suffix == FEED_LIST
    try:
        with sources.opened(path) as stream:
            return begins_as_feed_list(stream.read(PEEKED))
    except Refused:  # reading it says why
        return False


def _name(path: Path) -> str:
    return "standard input" if path == STANDARD_INPUT else encodable(str(path))


def _tellable(refusal: Refusal) -> Refusal:
    return Refusal(encodable(refusal.where), encodable(refusal.why))


def _size(path: Path) -> int:
    if path == STANDARD_INPUT:
        return 0
    try:
        return path.stat().st_size
    except OSError:  # gone meanwhile: reading it says so
        return 0


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if path != STANDARD_INPUT:
        with sources.opened(path) as stream:
            yield stream
    elif sys.stdin is None:  # whoever started the program had closed it
        raise Refused("is closed: there is nothing to read")
    else:
        yield sys.stdin.buffer
