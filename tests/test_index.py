"""What the screens are told of everybody's annotations, however they came in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import annotations
from store.catalogue import Catalogue, id_of, key_of
from store.index import Index, Progress, Summary
from store.model import Article, Quote, Record, Review, Table, Topic
from store.search import find_articles, find_quotes
from store.tally import TopicCount
from store.topics import canonical_names

IDS = [f"{number:016x}" for number in range(0xFF00, 0xFF04)]
ONE, TWO, _, ABSENT = IDS


def key(article_id: str) -> int:
    return key_of(article_id)


def quote(quote_id: str, article: str, *topics: str, start: int = 0, speaker: str = "") -> Quote:
    return Quote(quote_id, article, start, start + 3, "exact", topics=topics, speaker=speaker)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "library.db")
    list(opened.add(Article(article_id, article_id) for article_id in IDS[:3]))
    yield opened
    opened.close()


@pytest.fixture
def index(catalogue: Catalogue) -> Index:
    return Index(catalogue.database)


def test_a_summary_has_my_verdict_and_everybodys_topics(index: Index) -> None:
    index.put("anna", "reviews", ONE, Review(ONE, "done", star=True, topics=("b", "a")))
    index.put("bob", "reviews", ONE, Review(ONE, "skipped", topics=("c",)))
    index.put("bob", "quotes", "q", quote("q", ONE, "d", "a"))
    index.put("anna", "quotes", "q", quote("q", ONE))
    summaries = index.summaries([key(ONE), key(TWO)], "anna")
    assert summaries[key(ONE)] == Summary("done", True, ("a", "b", "c", "d"), 2)
    assert summaries[key(TWO)] == Summary()
    assert index.summaries([key(ONE)], "bob")[key(ONE)].status == "skipped"
    assert index.summaries([key(ONE)], "carol")[key(ONE)].status == "new"
    assert index.summaries([key(ABSENT)], "anna") == {}


def test_thousands_of_new_topics_are_put_in_order_once_and_not_with_each_slice(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    rankings: list[None] = []
    ranked = index.names.ranked
    monkeypatch.setattr(annotations, "CHUNK", 10)
    monkeypatch.setattr(index.names, "ranked", lambda: (rankings.append(None), ranked())[1])
    made = [quote(f"q{n}", ONE, f"topic-{n}") for n in range(100)]
    index.load("bob", "quotes", ((each.id, each) for each in made))
    assert len(index.topic_counts()) == 100
    assert len(rankings) == 1


def test_the_same_quote_id_of_two_analysts_is_two_quotes(index: Index) -> None:
    index.put("anna", "quotes", "q", quote("q", ONE, start=9))
    index.put("bob", "quotes", "q", quote("q", ONE, start=2))
    assert index.quotes_of(key(ONE)) == [("bob", "q"), ("anna", "q")]
    index.put("bob", "quotes", "q", None)
    assert index.quotes_of(key(ONE)) == [("anna", "q")]


def test_a_quote_that_moves_takes_its_topics_along(index: Index) -> None:
    index.put("anna", "quotes", "q", quote("q", ONE, "a"))
    index.put("anna", "quotes", "q", quote("q", TWO, "b"))
    assert index.summaries([key(ONE)], "anna")[key(ONE)] == Summary()
    assert index.topic_counts() == {"b": TopicCount(1, 1, 1)}


def test_renamed_merged_and_deleted_topics_count_as_what_they_are_now(index: Index) -> None:
    index.put("anna", "reviews", ONE, Review(ONE, topics=("old", "dead")))
    index.put("bob", "quotes", "q", quote("q", ONE, "new"))
    index.put("bob", "quotes", "p", quote("p", TWO, "older"))
    topics = [Topic("old", alias="new"), Topic("older", alias="old"), Topic("dead", gone=True)]
    index.set_topics(canonical_names(topics))
    assert index.topic_counts() == {"new": TopicCount(2, 2, 2)}
    assert index.summaries([key(ONE)], "anna")[key(ONE)].topics == ("new",)
    assert index.usage("new", "anna") == ((key(ONE),), ())
    assert set(index.usage("old", "bob").quotes) == {("bob", "p"), ("bob", "q")}
    index.set_topics({})
    assert set(index.topic_counts()) == {"old", "older", "new", "dead"}


def test_topics_first_used_after_the_codebook_count_at_once(index: Index) -> None:
    index.set_topics(canonical_names([Topic("old", alias="new")]))
    index.put("anna", "reviews", ONE, Review(ONE, topics=("old", "fresh")))
    assert index.summaries([key(ONE)], "anna")[key(ONE)].topics == ("fresh", "new")


def test_a_ring_of_aliases_has_one_name_for_all() -> None:
    ring = [Topic("b", alias="c"), Topic("c", alias="a"), Topic("a", alias="b")]
    into = [Topic("x", alias="y"), Topic("y", alias="c"), Topic("self", alias="self")]
    assert canonical_names(ring + into) == {
        "a": "a", "b": "a", "c": "a", "x": "a", "y": "a", "self": "self",
    }  # fmt: skip


def test_an_alias_of_a_deleted_topic_is_deleted() -> None:
    topics = [Topic("a", alias="b"), Topic("b", gone=True), Topic("c", alias="nowhere")]
    assert canonical_names(topics) == {"a": None, "b": None, "c": "nowhere"}


def test_a_chain_of_aliases_of_any_length_is_followed() -> None:
    """Each alias once: a chain in a colleague's journal would else stop everybody's session."""
    names = [f"{number:06}" for number in range(200_000)]
    chain = [Topic(old, alias=new) for old, new in pairwise(names)]
    for topics in (chain, chain[::-1]):
        assert set(canonical_names(topics).values()) == {names[-1]}


def test_annotations_wait_for_their_article(catalogue: Catalogue, index: Index) -> None:
    index.put("anna", "reviews", ABSENT, Review(ABSENT, "done", topics=("a",)))
    index.put("bob", "quotes", "q", quote("q", ABSENT, "b"))
    assert index.progress("anna") == Progress(0, 3)
    assert index.quotes_of(key(ABSENT)) == [("bob", "q")]
    assert index.usage("a", "anna").articles == (key(ABSENT),)
    list(catalogue.add([Article(ABSENT, "arrived")]))
    assert index.progress("anna") == Progress(1, 4)
    assert index.summaries([key(ABSENT)], "anna")[key(ABSENT)] == Summary(
        "done", False, ("a", "b"), 1
    )
    index.put("anna", "reviews", ABSENT, Review(ABSENT, "skipped"))
    assert [id_of(found) for found in find_articles(index, "status:skipped", me="anna")] == [ABSENT]
    assert index.usage("a", "anna").articles == ()


def test_what_an_analyst_did_in_a_row_is_taken_in_at_once(index: Index) -> None:
    """One by one, 200,000 edits that come in together cost two minutes; the last of a key counts"""
    for number in range(100):
        index.put("anna", "quotes", f"q{number}", quote(f"q{number}", ONE, "a"))
    index.put("anna", "quotes", "q1", None)
    index.put("bob", "reviews", ONE, Review(ONE, "done"))
    index.put("anna", "quotes", "q2", quote("q2", TWO, "b"))
    statements: list[str] = []
    index.database._connection.set_trace_callback(statements.append)
    assert index.topic_counts() == {"a": TopicCount(1, 98, 1), "b": TopicCount(1, 1, 1)}
    assert sum(statement.startswith("BEGIN") for statement in statements) == 3
    assert index.progress("bob").reviewed == 1


def test_a_dropped_analyst_leaves_nothing(index: Index) -> None:
    index.load("anna", "reviews", [(ONE, Review(ONE, "done", topics=("a",)))])
    index.load("anna", "quotes", [("q", quote("q", ONE, "a"))])
    index.put("bob", "quotes", "q", quote("q", ONE, "b"))
    index.drop("anna")
    assert index.topic_counts() == {"b": TopicCount(1, 1, 1)}
    assert index.quotes_of(key(ONE)) == [("bob", "q")]
    assert index.progress("anna").reviewed == 0


def test_speakers_complete_by_any_of_their_names_the_frequent_first(index: Index) -> None:
    names = ["Ivan Petrov", "Ána Petrova", "Ána Petrova", "Petra Ivanova", ""]
    for number, name in enumerate(names):
        index.put("anna", "quotes", f"q{number}", quote(f"q{number}", ONE, speaker=name))
    assert index.speakers("petr") == ["Ána Petrova", "Ivan Petrov", "Petra Ivanova"]
    assert index.speakers("ANA") == ["Ána Petrova"]
    assert index.speakers("van") == []
    assert index.speakers("", limit=1) == ["Ána Petrova"]


@pytest.mark.parametrize(
    "record",
    [
        quote("q", "not-an-id"),
        quote("q", ONE.upper()),
        Quote("q", ONE, -1, 3, "x"),
        Quote("q", ONE, 5, 3, "x"),
        Quote("q", ONE, 0, 2**70, "x"),
    ],
)
def test_a_record_that_cannot_be_real_is_not_indexed(index: Index, record: Quote) -> None:
    index.put("mallory", "quotes", "q", record)
    index.load("mallory", "quotes", [("q", record), ("p", quote("p", ONE))])
    assert list(index.quote_refs(find_quotes(index, "")).values()) == [("mallory", "p")]
    index.put("mallory", "reviews", "nonsense", Review("nonsense", "done"))
    index.put("mallory", "reviews", "nonsense", None)


def test_anything_may_be_asked_while_it_is_being_loaded(
    catalogue: Catalogue, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.annotations.CHUNK", 2)
    index.load("bob", "reviews", [(ONE, Review(ONE, "done", topics=("b",)))])
    quotes = [(each, quote(each, ONE, each)) for each in "pqrst"]
    for number, _ in enumerate(index.loading("anna", "quotes", quotes)):
        new = f"{0xFF10 + number:016x}"
        list(catalogue.add([Article(new, new)]))
        assert index.summaries([key(new)], "bob")[key(new)] == Summary()
        assert index.summaries([key(ONE)], "bob")[key(ONE)].topics[0] == "b"
    assert index.summaries([key(ONE)], "bob")[key(ONE)].quotes == 5


def test_a_change_that_fails_leaves_everything_as_it_was(index: Index) -> None:
    index.put("anna", "quotes", "q", quote("q", ONE, "a"))

    def broken() -> Iterator[tuple[str, Record]]:
        yield "p", quote("p", TWO, "fresh")
        raise OSError("the journal went away")

    with pytest.raises(OSError, match="went away"):
        index.load("anna", "quotes", broken())
    assert index.quotes_of(key(ONE)) == [("anna", "q")]
    assert set(index.topic_counts()) == {"a"}
    index.put("anna", "quotes", "p", quote("p", TWO, "fresh"))
    assert set(index.topic_counts()) == {"a", "fresh"}


def test_a_change_that_fails_half_way_is_counted_once(index: Index) -> None:
    index.put("anna", "quotes", "p", quote("p", ONE, "a"))
    index.put("anna", "quotes", "q", quote("q", ONE, "a"))
    assert set(index.topic_counts()) == {"a"}
    index.database.run(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON quote BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    index.put("anna", "quotes", "q", quote("q", ONE, "b"))
    for _ in range(2):
        with pytest.raises(sqlite3.IntegrityError, match="full"):
            index.topic_counts()
    index.database.run("DROP TRIGGER full")
    once = TopicCount(articles=1, quotes=1, analysts=1)
    assert index.topic_counts() == {"a": once, "b": once}


records = st.one_of(
    st.none(),
    st.builds(
        quote,
        st.just("q"),
        st.sampled_from(IDS),
        st.sampled_from(["a", "b"]),
        start=st.integers(0, 5),
        speaker=st.sampled_from(["", "Ann"]),
    ),
)
reviews = st.one_of(
    st.none(),
    st.builds(
        Review,
        st.just(""),
        status=st.sampled_from(["new", "done"]),
        topics=st.sampled_from([(), ("a",), ("a", "b")]),
    ),
)
edits = st.one_of(
    st.tuples(st.sampled_from(["anna", "bob"]), st.just("quotes"), st.sampled_from("pqr"), records),
    st.tuples(st.sampled_from(["anna", "bob"]), st.just("reviews"), st.sampled_from(IDS), reviews),
)


def everything(index: Index) -> object:
    return (
        index.topic_counts(),
        index.speakers(),
        [index.summaries([key(each) for each in IDS], who) for who in ("anna", "bob")],
        [sorted(index.quotes_of(key(each))) for each in IDS],
        [sorted(index.usage("a", who).quotes) for who in ("anna", "bob")],
        [sorted(index.usage("b", who).articles) for who in ("anna", "bob")],
        sorted(index.quote_refs(find_quotes(index, "exact topic:a")).values()),
        list(find_articles(index, "status:new", "title", "anna")),
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(edits, max_size=15))
def test_edits_one_by_one_come_to_the_same_as_loading_their_result(
    changes: list[tuple[str, Table, str, Record | None]],
) -> None:
    final: dict[tuple[str, Table], dict[str, Record]] = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        first, second = Catalogue(path), Catalogue(path)
        live, loaded = Index(first.database), Index(second.database)
        list(first.add(Article(article_id, article_id) for article_id in IDS[:3]))
        for analyst, table, name, record in changes:
            if isinstance(record, Quote):
                record = msgspec.structs.replace(record, id=name)
            elif isinstance(record, Review):
                record = msgspec.structs.replace(record, article=name)
            live.put(analyst, table, name, record)
            held = final.setdefault((analyst, table), {})
            held.pop(name, None)
            if record is not None:
                held[name] = record
        for analyst, table in final:
            loaded.load(analyst, table, [("x", quote("x", ONE, "b"))] if table == "quotes" else [])
            loaded.load(analyst, table, final[analyst, table].items())
        assert everything(live) == everything(loaded)
        first.close()
        second.close()
