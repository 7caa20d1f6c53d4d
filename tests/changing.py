"""An article that changes, for tests."""

from __future__ import annotations

from store import Library
from store.model import Draft
from tests.shelf import shelve

URL = "https://www.herald.example/news/karsk-signs?utm_source=x"
TITLE = "Karsk signs the contract for forty drones"
SIGNED = (
    "The ministry signed the contract with Karsk on Monday, after a year of talks in the capital."
)
MAY = "“We will deliver in May,” said Irena Valtos, the director of Karsk."
NOT_A_DAY = "Not a day later than we promised"
LATER = "“Not a day later than we promised,” she added in front of the yard."
WEATHER = "It was cold, and nobody else from the ministry had come to hear what she said there."
FIRST = f"{SIGNED}\n\n{MAY} {WEATHER}\n\n{LATER}"
SECOND = f"Corrected on Tuesday.\n\n{SIGNED}\n\n{MAY} {WEATHER}\n\nThe yard did not comment."


def draft(
    text: str, title: str = TITLE, source: str = "Herald", url: str = URL, day: str = ""
) -> Draft:
    return Draft(text, title=title, source=source, url=url, published=day)


def listed(library: Library, query: str = "", *, all_versions: bool = False) -> list[str]:
    return [row.id for row in library.articles(query, all_versions=all_versions)]


def quote(library: Library, article: str, exact: str) -> str:
    start = library.article(article).text.index(exact)
    return library.highlight(article, start, start + len(exact), ["exports"]).id


def changed(library: Library) -> tuple[str, str, str]:
    """An article in two versions: (earlier, newest, an own quote that is not in the newest).

    Another own quote is in both.
    """
    (first,) = shelve(library, [draft(FIRST)])
    quote(library, first, "We will deliver in May,")
    mark = quote(library, first, "in front of the yard")
    (second,) = shelve(library, [draft(SECOND)])
    return first, second, mark
