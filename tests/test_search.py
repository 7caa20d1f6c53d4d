"""What a query finds is what reading everything by hand would find."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.catalogue import Catalogue, id_of
from store.folding import fold
from store.index import Index
from store.model import Article, PressmarkError, Quote, Review, Topic
from store.query import FIELDS, And, Field, Node, Not, Or, QueryError, Text
from store.search import ARTICLE_ORDERS, QUOTE_ORDERS, find_articles, find_quotes
from store.topics import canonical_names
from tests.queries import TOPICS, VALUES, nodes, written

WORDS = ["alpha", "Beta", "gamma", "été", "alphabet"]
SOURCES = ["Le Monde", "Harbour Post", ""]
DATES = ["", "2024", "2025-01-31", "2025-01-31T09:00:00Z", "2025-02-01", "2026-12"]
SPEAKERS = ["", "Ivan Petrov", "Ána Orlova"]
CODEBOOK = canonical_names(
    [
        Topic("old", alias="arms/drones"),
        Topic("older", alias="old"),
        Topic("dead", gone=True),
    ]
)
ANALYSTS = ["anna", "Bob"]
ME = "anna"


@dataclass
class World:
    """A library, in plain Python: what SQL is compared with."""

    articles: list[Article] = field(default_factory=list)
    reviews: dict[tuple[str, str], Review] = field(default_factory=dict)
    quotes: dict[tuple[str, str], Quote] = field(default_factory=dict)

    def article_matches(self, node: Node, article: Article) -> bool:
        if isinstance(node, And):
            return all(self.article_matches(part, article) for part in node.parts)
        if isinstance(node, Or):
            return any(self.article_matches(part, article) for part in node.parts)
        if isinstance(node, Not):
            return not self.article_matches(node.part, article)
        if isinstance(node, Text):
            return any(has_text(part, node) for part in (article.title, article.text))
        quotes = [(who, q) for (who, _), q in self.quotes.items() if q.article == article.id]
        reviews = [(who, r) for (who, key), r in self.reviews.items() if key == article.id]
        marks = [topic for _, record in quotes + reviews for topic in live(record.topics)]
        value = node.value
        match node.name:
            case "topic":
                return any(is_under(topic, value) for topic in marks)
            case "speaker":
                return any(q.speaker and fold(value) in fold(q.speaker) for _, q in quotes)
            case "by":
                worked = [who for who, r in reviews if r != Review(r.article)]
                return fold(value) in [fold(who) for who in worked + [who for who, _ in quotes]]
            case "has":
                noted = any(record.note for _, record in quotes + reviews)
                return {"quote": bool(quotes), "note": noted, "topic": bool(marks)}[value]
        return self.own_row_matches(node, article)

    def own_row_matches(self, node: Field, article: Article) -> bool:
        mine = self.reviews.get((ME, article.id), Review(article.id))
        published = article.published
        match node.name:
            case "status":
                return mine.status == node.value
            case "is":
                return mine.star
            case "source":
                return fold(node.value) in fold(article.source)
            case "from":
                return published >= node.value
            case "to":
                return bool(published) and published[: len(node.value)] <= node.value
        raise AssertionError(node)

    def quote_matches(self, node: Node, analyst: str, quote: Quote) -> bool:
        if isinstance(node, And):
            return all(self.quote_matches(part, analyst, quote) for part in node.parts)
        if isinstance(node, Or):
            return any(self.quote_matches(part, analyst, quote) for part in node.parts)
        if isinstance(node, Not):
            return not self.quote_matches(node.part, analyst, quote)
        if isinstance(node, Text):
            return any(has_text(part, node) for part in (quote.exact, quote.note, quote.speaker))
        topics = live(quote.topics)
        match node.name:
            case "topic":
                return any(is_under(topic, node.value) for topic in topics)
            case "speaker":
                return bool(quote.speaker) and fold(node.value) in fold(quote.speaker)
            case "by":
                return fold(node.value) == fold(analyst)
            case "has":
                return {"quote": True, "note": bool(quote.note), "topic": bool(topics)}[node.value]
        article = next(each for each in self.articles if each.id == quote.article)
        return self.own_row_matches(node, article)

    def article_rank(self, order: str, article: Article) -> object:
        mine = self.reviews.get((ME, article.id), Review(article.id))
        return {
            "published": article.published,
            "title": fold(article.title),
            "source": fold(article.source),
            "status": ["new", "done", "skipped"].index(mine.status),
            "quotes": sum(quote.article == article.id for quote in self.quotes.values()),
        }[order]


def has_text(text: str, wanted: Text) -> bool:
    tokens = re.findall(r"\w+", fold(text))
    phrase = re.findall(r"\w+", fold(wanted.text))
    for at in range(len(tokens) - len(phrase) + 1):
        found = tokens[at : at + len(phrase)]
        if found == phrase:
            return True
        if wanted.prefix and found[:-1] == phrase[:-1] and found[-1].startswith(phrase[-1]):
            return True
    return False


def live(topics: tuple[str, ...]) -> list[str]:
    resolved = [CODEBOOK.get(topic, topic) for topic in topics]
    return [topic for topic in resolved if topic is not None]


def is_under(topic: str, value: str) -> bool:
    wanted = {fold(value), fold(CODEBOOK.get(value) or value)}
    return any(fold(topic) == root or fold(topic).startswith(root + "/") for root in wanted)


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join)
"""Of fewer words than make two articles with the same title versions of one."""

topics = st.lists(st.sampled_from(TOPICS), max_size=2, unique=True).map(tuple)
notes = st.sampled_from(["", "alpha note"])


@st.composite
def worlds(draw: st.DrawFn) -> World:
    world = World()
    for number in range(draw(st.integers(1, 6))):
        text = f"{draw(texts)} {number}"
        world.articles.append(
            Article(
                hashlib.sha256(text.encode()).hexdigest()[:16],
                text,
                title=draw(titles),
                source=draw(st.sampled_from(SOURCES)),
                published=draw(st.sampled_from(DATES)),
            )
        )
    ids = st.sampled_from([article.id for article in world.articles])
    statuses = st.sampled_from(["new", "done", "skipped"])
    for analyst in ANALYSTS:
        reviews = st.builds(
            Review, ids, status=statuses, star=st.booleans(), topics=topics, note=notes
        )
        for review in draw(st.lists(reviews, max_size=4)):
            world.reviews[analyst, review.article] = review
        for number in range(draw(st.integers(0, 4))):
            world.quotes[analyst, f"q{number}"] = Quote(
                f"q{number}",
                draw(ids),
                start=number,
                end=number + 1,
                exact=draw(texts),
                topics=draw(topics),
                speaker=draw(st.sampled_from(SPEAKERS)),
                note=draw(notes),
            )
    return world


class Opened:
    """A world put into SQL, some of it at once and some of it edit by edit."""

    def __init__(self, folder: str, world: World, *, one_by_one: bool) -> None:
        self.catalogue = Catalogue(Path(folder) / "library.db")
        self.index = Index(self.catalogue.database)
        if not one_by_one:
            list(self.catalogue.add(world.articles))
        self.index.set_topics(CODEBOOK)
        for analyst in ANALYSTS:
            reviews = [(key, r) for (who, key), r in world.reviews.items() if who == analyst]
            quotes = [(key, q) for (who, key), q in world.quotes.items() if who == analyst]
            if one_by_one:
                for key, review in reviews:
                    self.index.put(analyst, "reviews", key, Review(key, "done", True, ("arms",)))
                    self.index.put(analyst, "reviews", key, review)
                for key, quote in quotes:
                    self.index.put(analyst, "quotes", key, quote)
            else:
                self.index.load(analyst, "reviews", reviews)
                self.index.load(analyst, "quotes", quotes)
        if one_by_one:
            list(self.catalogue.add(world.articles))

    def __enter__(self) -> Index:
        return self.index

    def __exit__(self, *_: object) -> None:
        self.catalogue.close()


@settings(deadline=None, max_examples=120)
@given(
    worlds(), nodes, st.sampled_from(sorted(ARTICLE_ORDERS)), st.sampled_from(["", "-"]),
    st.booleans(),
)  # fmt: skip
def test_articles_found_are_those_that_match_in_order(
    world: World, node: Node, order: str, sign: str, one_by_one: bool
) -> None:
    expected = [
        (world.article_rank(order, article), seq, article.id)
        for seq, article in enumerate(world.articles)
        if world.article_matches(node, article)
    ]
    expected.sort(reverse=bool(sign))  # type: ignore[type-var]
    with TemporaryDirectory() as folder, Opened(folder, world, one_by_one=one_by_one) as index:
        query, by = written(node), sign + order
        found = find_articles(index, query, by, ME, all_versions=True)
        assert [id_of(key) for key in found] == [article_id for _, _, article_id in expected]
        assert find_articles(index, query, by, ME, limit=2, all_versions=True) == found[:2]


@settings(deadline=None, max_examples=120)
@given(worlds(), nodes, st.sampled_from(sorted(QUOTE_ORDERS)), st.booleans())
def test_quotes_found_are_those_that_match(
    world: World, node: Node, order: str, one_by_one: bool
) -> None:
    expected = [
        ref for ref, quote in world.quotes.items() if world.quote_matches(node, ref[0], quote)
    ]
    with TemporaryDirectory() as folder, Opened(folder, world, one_by_one=one_by_one) as index:
        found = find_quotes(index, written(node), order, ME)
        refs = index.quote_refs(found)
        assert sorted(refs[number] for number in found) == sorted(expected)


@settings(deadline=None, max_examples=40)
@given(worlds(), st.booleans())
def test_each_field_and_its_negation_finds_what_it_says(world: World, one_by_one: bool) -> None:
    with TemporaryDirectory() as folder, Opened(folder, world, one_by_one=one_by_one) as index:
        for name, values in VALUES.items():
            for value in values:
                for node in (Field(name, value), Not(Field(name, value))):
                    articles = {id_of(key) for key in find_articles(index, written(node), me=ME)}
                    assert articles == {
                        each.id for each in world.articles if world.article_matches(node, each)
                    }
                    quotes = index.quote_refs(find_quotes(index, written(node), me=ME))
                    assert set(quotes.values()) == {
                        ref
                        for ref, quote in world.quotes.items()
                        if world.quote_matches(node, ref[0], quote)
                    }


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    catalogue = Catalogue(tmp_path / "library.db")
    text = 'He said "yes" AND NOT near(x) title:y c++ don’t 5" drones'
    list(catalogue.add([Article("1" * 16, text, "Drones"), Article("2" * 16, "Rain")]))
    yield Index(catalogue.database)
    catalogue.close()


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("ab \"'()-:*+^{}.,\0é—😀\ud800ORtopichas"), max_size=40))
def test_whatever_is_typed_finds_something_or_is_a_query_error(query: str) -> None:
    with TemporaryDirectory() as folder:
        catalogue = Catalogue(Path(folder) / "library.db")
        index = Index(catalogue.database)
        try:
            assert len(find_articles(index, query)) == 0
            assert len(find_quotes(index, query)) == 0
        except QueryError as error:
            assert 0 <= error.position <= len(query)
            assert str(error).endswith(".")
        finally:
            catalogue.close()


@pytest.mark.parametrize(
    "query",
    [
        "near(x)",
        "title",
        '"NOT near"',
        "c++",
        "don’t",
        "dron*",
        '"c dron"*',
        "“said yes”",
        "DRONES &",
    ],
)
def test_signs_of_the_index_are_just_text(index: Index, query: str) -> None:
    if query == '"c dron"*':
        assert len(find_articles(index, query)) == 0
    else:
        assert [id_of(key) for key in find_articles(index, query)] == ["1" * 16]


def test_an_unknown_order_is_told(index: Index) -> None:
    with pytest.raises(PressmarkError, match="no order colour; the orders are published"):
        find_articles(index, "", "-colour")


def test_a_quotes_number_stays_its_own_when_it_changes(index: Index) -> None:
    quote = Quote("q", "1" * 16, 0, 2, "first words")
    index.put("anna", "quotes", "q", quote)
    before = find_quotes(index, "first")
    index.put("anna", "quotes", "q", Quote("q", "1" * 16, 0, 2, "other words"))
    assert find_quotes(index, "other") == before
    assert len(find_quotes(index, "first")) == 0


def test_quotes_on_articles_that_are_not_here_are_found_too(index: Index) -> None:
    index.put("anna", "quotes", "q", Quote("q", "f" * 16, 0, 2, "lost words"))
    for query in ("", "lost", "-source:x", "status:new", "-from:2020", "-to:2020"):
        assert list(index.quote_refs(find_quotes(index, query)).values()) == [("anna", "q")]
    assert len(find_articles(index, "has:quote")) == 0


def test_the_longest_queries_run(index: Index) -> None:
    for query in (
        "drones " * 150,
        "drones OR " * 150 + "x",
        "-" * 50 + "drones",
        "(" * 50 + "x" + ")" * 50,
    ):
        find_articles(index, query)
        find_quotes(index, query)
    many = " OR ".join(f"-{name}:x" for name in ("topic", "source", "by", "speaker") * 20)
    assert len(find_articles(index, many)) == 2


def test_me_is_whoever_asks(index: Index) -> None:
    for analyst in ("anna", "ben"):
        index.put(analyst, "quotes", "q", Quote("q", "1" * 16, 0, 2, "He"))
    assert len(find_quotes(index, "by:me", me="ben")) == 1
    assert len(find_quotes(index, "-by:me", me="ben")) == 1
    assert len(find_quotes(index, "by:me", me="carl")) == 0


def test_every_field_has_both_meanings(index: Index) -> None:
    values = {name: values[0] for name, values in VALUES.items()} | {"assigned": "me"}
    for name in FIELDS:
        query = f"{name}:{values[name]}"
        find_articles(index, query)
        find_quotes(index, query)
