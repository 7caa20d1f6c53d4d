"""A library: the one object that the screen and the command line talk to."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from store import clusters
from store.adjudication import Adjudication
from store.catalogue import id_of, key_of
from store.comparing import Comparing
from store.copies import Copies
from store.filesystems import mount_of
from store.import_desk import Imports
from store.index import Progress as Reviewed
from store.journal import Problem
from store.model import ArticleRow, Edit, PressmarkError
from store.orphan_desk import Orphans
from store.past import Past
from store.query import asks_for
from store.reviews import Reviews
from store.search import find_articles
from store.selection import Selection
from store.session import Session
from store.teamwork import Teamwork
from store.text import printable


class Queue(Selection[ArticleRow]):
    """The articles that a query selects, in the order that they are worked through."""

    others: Mapping[int, int] = {}
    """In a folded queue, how many near-duplicates each article stands for."""

    def id_at(self, index: int) -> str:
        """The id of the article at a place, from 0; nothing else of it is fetched."""
        return id_of(self.numbers[index])

    def others_at(self, index: int) -> int:
        """How many near-duplicates of an article are folded into it."""
        return self.others.get(self.numbers[index], 0)

    def ids(self) -> set[str]:
        """The ids of all articles in the queue."""
        return set(map(id_of, self.numbers))

    def index_of(self, article: str) -> int | None:
        """The place of an article, given by its id; None where it is not in the queue."""
        return self.place_of(key_of(article))


class Library(Imports, Reviews, Copies, Orphans, Adjudication, Comparing, Past, Teamwork):
    """Articles to read, and one analyst's reviews, quotes and topics to write.

    What a method has returned from is saved. A method that changes something is one edit, which
    it returns, or None where there was nothing to change. Raises PressmarkError, of which
    NotSaved says that nothing was written.
    """

    @property
    def path(self) -> Path:
        """The folder of the library."""
        return self._session.path

    # Articles

    def articles(
        self,
        query: str = "",
        order: str = "-published",
        limit: int | None = None,
        *,
        all_versions: bool = False,
    ) -> Queue:
        """The articles that a query selects, at most `limit` of them; of versions, the newest.

        `order` is one of `search.ARTICLE_ORDERS`, from the last with `-` before it. Rows are
        fetched as they are looked at. Raises QueryError, which says where the query is wrong,
        and PressmarkError for an order that there is not.
        """
        session = self._session
        if asks_for(query, "is", "orphaned"):
            self.placements.settle()
        found = find_articles(
            session.index, query, order, session.me, limit, all_versions=all_versions
        )
        return Queue(found, self._article_rows)

    def rows_of(self, article_ids: Sequence[str]) -> list[ArticleRow]:
        """What a list shows of articles that are in the library, in their order."""
        return self._article_rows([key_of(article) for article in article_ids])

    def folded(self, queue: Queue) -> Queue:
        """The queue with one article for each cluster of near-duplicates: its first."""
        others = clusters.fold(queue.numbers, self.clusters(queue.numbers))
        folded = Queue(array("q", others), self._article_rows)
        folded.others = others
        return folded

    def _article_rows(self, keys: Sequence[int]) -> list[ArticleRow]:
        listed = self._session.catalogue.rows(keys)
        work = self._session.index.summaries(keys, self.analyst)
        known = self.topics.suggestions.known
        rows = []
        for row in listed:
            of = work[row.key]
            rows.append(
                ArticleRow(
                    id_of(row.key), row.title, row.source, row.published, of.status, of.star,
                    of.topics, of.quotes, known(row.key, of), of.changed, of.superseded,
                )
            )  # fmt: skip
        return rows

    # The session

    def loading(self) -> Iterator[None]:
        """Read the annotations, some 20 ms a slice; a method that needs them reads the rest."""
        return self._session.loading()

    def load(self) -> None:
        """Read all annotations now."""
        self._session.load()

    def undo(self) -> Edit | None:
        """Take back this session's last edit; None where there is none.

        It is written as a new edit. Raises PressmarkError where something that came after
        contradicts it.
        """
        return self._session.undo()

    def redo(self) -> Edit | None:
        """Do again what was undone last; None where there is nothing to do again."""
        return self._session.redo()

    def subscribe(self, callback: Callable[[Edit], None]) -> Callable[[], None]:
        """Have every edit told, everybody's; call the result to stop that."""
        return self._session.subscribe(callback)

    def refresh(self) -> bool:
        """Read what others have written since; True when there was something."""
        return self._session.refresh()

    def reviewed(self) -> Reviewed:
        """How many articles the analyst has done or skipped, of how many."""
        return self._session.index.progress(self.analyst)

    def texts(self) -> int:
        """How many texts came in so far: articles, and each earlier version of one."""
        return self._session.catalogue.count()

    def speakers(self, prefix: str = "") -> list[str]:
        """At most 20 speakers of whose name a word begins so, the most frequent first."""
        self._session.load()
        return self._session.index.speakers(prefix)

    @property
    def obstacle(self) -> str:
        """Why nothing can be saved in this session; "" where nothing is known to be in the way."""
        return self._session.team.obstacle

    @property
    def doubt(self) -> str:
        """What to know of the own journal before relying on it; "" where nothing is wrong with it.

        What is damaged is left out of what was read, and would else not be missed. An `obstacle`
        says more, and comes first.
        """
        if self.obstacle or not self._session.team.own.problems:
            return ""
        return "Something is wrong with your journal; `pressmark check` says what and where."

    def must_be_let_in(self) -> None:
        """Raise KeptOut where somebody lets nobody read the articles, as any other method does."""
        self._session.catalogue.database.must_be_let_in()

    @property
    def reserve(self) -> str:
        """What the library's file system does not promise; "" where it is as it should be."""
        mount = mount_of(self.path)
        if mount and mount.is_network:
            return f"The library is on {mount.type}, a network: see `pressmark doctor`."
        return ""

    def check(self) -> list[Problem]:
        """Look at every journal, hash and offset; what is wrong, with file and offset."""
        from store.checking import problems  # nothing else needs it

        return list(problems(self._session))

    def close(self) -> None:
        """Let go of all files; what was saved stays, and no method is to be called any more."""
        self._session.close()


def open_library(path: str | Path, analyst: str | None = None, *, wait: bool = True) -> Library:
    """The library in a folder; it is made where there is none.

    `analyst` is the name under which this session writes: by default, the account that runs it.
    With `wait` off, annotations are read by `loading`, or by the first method that needs them.
    Raises PressmarkError where the folder cannot be used.
    """
    folder = Path(path).expanduser()
    try:
        (folder / "analysts").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PressmarkError(
            f"There can be no library in {printable(str(folder))} ({error.strerror}); "
            "choose another folder with --library."
        ) from error
    library = Library(Session(folder, analyst))
    if wait:
        library.load()
    return library
