"""A library's feeds: the list of them, and taking in what is new."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from store.desk import Desk
from store.model import PressmarkError
from store.text import printable

if TYPE_CHECKING:
    from store.feeds.subscriptions import Feed, Subscriptions
    from store.importing import ImportReport, Progress


class Feeds(Desk):
    """Subscribes and fetches. The list is everybody's; changing it is no edit, undo leaves it."""

    @cached_property
    def _subscriptions(self) -> Subscriptions:
        from store.feeds.subscriptions import Subscriptions  # nothing else needs it

        return Subscriptions(self._session.catalogue.database)

    def feeds(self) -> list[Feed]:
        """The feeds that the library is subscribed to, by their addresses."""
        return self._subscriptions.all()

    def add_feeds(self, feeds: Iterable[Feed | str]) -> int:
        """Subscribe to feeds; how many were new. Raises PressmarkError for what is no address."""
        from store.feeds.subscriptions import Feed

        named = [Feed(feed) if isinstance(feed, str) else feed for feed in feeds]
        return self._subscriptions.add(named)

    def add_opml(self, path: Path) -> int:
        """Subscribe to the feeds of a list; how many were new. Raises PressmarkError."""
        from store.feeds.opml import read_opml

        return self._subscriptions.add(read_opml(path))

    def remove_feed(self, url: str) -> None:
        """Give up a feed; its articles stay. Raises PressmarkError where there is no such feed."""
        if not self._subscriptions.remove(url):
            raise PressmarkError(
                f"The library has no feed {printable(url)}; `pressmark feeds` lists them."
            )

    def fetch(
        self,
        progress: Progress | None = None,
        *,
        full: bool = False,
        allow_private: bool = False,
    ) -> ImportReport:
        """Take in what is new in the feeds; with `full`, the pages that it leads to.

        What was fetched is remembered only when it has come in, so that an interruption loses
        nothing.
        """
        from store.feeds.news import News
        from store.fetch.fetcher import Fetcher
        from store.importing import import_all

        with Fetcher(allow_private=allow_private) as fetcher:
            news = News(self.feeds(), fetcher, full=full)
            report = import_all(self._session.catalogue, news, progress)
        if not report.interrupted:
            self._subscriptions.note(news.asked)
        return report
