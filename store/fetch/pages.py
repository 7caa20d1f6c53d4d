"""Many addresses at once, as articles in the order in which they were asked for."""

from __future__ import annotations

import os
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import msgspec

from store.drafts import Refusal, Refused
from store.fetch.fetcher import Fetcher
from store.fetch.web import Fetched
from store.model import Article
from store.pool import Pool, Request

AT_ONCE = 6
"""Addresses that are asked at the same time, each host by one at most."""


class Pages:
    """The articles at some addresses; `done` says of how many addresses they have come."""

    def __init__(self, urls: Iterable[str], fetcher: Fetcher) -> None:
        self.done = 0
        self._urls = urls
        self._fetcher = fetcher

    def __iter__(self) -> Iterator[Article | Refusal]:
        """Each article, and why what is none of them is none."""
        with tempfile.TemporaryDirectory(prefix="pressmark-") as folder, Pool(1) as pool:
            reading = Reading(pool, Path(folder))
            for url, found in ahead(self._urls, self._fetcher):
                if isinstance(found, Refused):
                    yield Refusal(url, str(found))
                else:
                    yield from reading.articles(url, found)
                self.done += 1


class Reading:
    """Has what was fetched read by another process, as any page can be made to crash one."""

    def __init__(self, pool: Pool, folder: Path) -> None:
        self._pool = pool
        self._file = folder / "page"

    def articles(self, name: str, fetched: Fetched) -> Iterator[Article | Refusal]:
        """The articles in an answer; refusals name it `name`."""
        self._file.write_bytes(fetched.body)
        request = Request(os.fsencode(self._file), name, fetched.url, fetched.kind, fetched.charset)
        for item in self._pool.results(self._pool.begin(request)):
            yield item if isinstance(item, Refusal) else _placed(item, fetched.url)


def ahead(
    urls: Iterable[str],
    fetcher: Fetcher,
    headers: Mapping[str, Mapping[str, str]] | None = None,
) -> Iterator[tuple[str, Fetched | Refused]]:
    """Each address with what it gave, or why nothing; the next ones are asked meanwhile.

    `headers` are sent along to the addresses that they are given for.
    """
    sent = headers or {}
    with ThreadPoolExecutor(AT_ONCE, "fetch") as executor:
        waiting: deque[tuple[str, Future[Fetched | Refused]]] = deque()
        try:
            for url in urls:
                waiting.append((url, executor.submit(_tried, fetcher, url, sent.get(url, {}))))
                if len(waiting) > 2 * AT_ONCE:
                    first, future = waiting.popleft()
                    yield first, future.result()
            for first, future in waiting:
                yield first, future.result()
        except BaseException:
            # An interruption, or nobody wants the rest: what is under way ends at once.
            fetcher.stop()
            executor.shutdown(wait=False, cancel_futures=True)
            raise


def _tried(fetcher: Fetcher, url: str, headers: Mapping[str, str]) -> Fetched | Refused:
    try:
        return fetcher.get(url, headers)
    except Refused as error:
        return error


def _placed(article: Article, url: str) -> Article:
    """An article that does not say where it is stands where it was fetched."""
    return article if article.url else msgspec.structs.replace(article, url=url)
