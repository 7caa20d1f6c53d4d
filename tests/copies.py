"""Texts that have words in common, for tests."""

from __future__ import annotations

from hypothesis import strategies as st

from store.catalogue import Catalogue
from store.library import Library
from store.model import Article
from store.text import article_id
from tests.bench.corpus import article as made_up

VELMORA = "Velmora's arms order book passes 55 bn crowns, export chief says"
LEDGER = "Velmora claims record arms backlog, a third of it from new customers"
MERIDIAN = "Tarvia's Velmoran howitzers delayed by cracked barrels"
MONITOR = "Cracked barrels push Tarvia's howitzers into 2026"
WORD = st.sampled_from(["the", "yard", "will", "not", "sell", "any", "guns", "of", "steel", "Ms"])
PROSE = st.lists(WORD, min_size=1, max_size=60).map(" ".join)


def add(library: Library, *texts: str) -> list[str]:
    """Put texts into a library; return their ids."""
    catalogue = Catalogue(library.path / "library.db")
    articles = [Article(article_id(text), text, text[:20]) for text in texts]
    for _ in catalogue.add(articles):
        pass
    catalogue.close()
    return [article.id for article in articles]


def titled(library: Library, title: str) -> Article:
    row = next(row for row in library.articles() if row.title == title)
    return library.article(row.id)


def prose(number: int) -> str:
    return made_up(number, "similar").text


BIG = 5_000_000
HOSTILE = {
    "one word": "word",
    "no words": "— … —",
    "the same word": "word " * (BIG // 5),
    "one endless word": "w" * BIG,
    "identical lines": "All of these lines are one and the same.\n" * 100_000,
    "no spaces": "榴弹炮" * (BIG // 9),
    "capitals that grow": "İ" * 1_000_000,
    "quotation marks": '"“ ' * 1_000_000,
}
