"""Progress in numbers, against what one counts by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Library, open_library
from store.model import Change, Draft, Quote, Review
from store.periods import Period, periods
from store.query import QueryError
from store.statistics import (
    MOST_TOGETHER,
    AnalystFigure,
    DayFigure,
    PairFigure,
    SourceFigure,
    SpeakerFigure,
    TopicFigure,
)
from tests.shelf import shelve

DRAFTS = [
    Draft("First of all, guns.", title="A", source="Herald", published="2025-03-01"),
    Draft("Second, ships.", title="B", source="Herald", published="2025-03-09T10:00:00Z"),
    Draft("Third, trade.", title="C", source="Courier", published=""),
]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    shelve(library, DRAFTS)
    yield library
    library.close()


def put(library: Library, *records: Quote | Review) -> None:
    """Write records as they are, their times included."""
    library._session.commit(
        "test",
        [
            Change("quotes", record.id, None, record)
            if isinstance(record, Quote)
            else Change("reviews", record.article, None, record)
            for record in records
        ],
    )


def test_topics_are_counted_on_quotes_and_on_articles(library: Library, ids: list[str]) -> None:
    library.highlight(ids[0], 0, 5, ["arms", "trade"])
    library.highlight(ids[0], 6, 9, ["arms"])
    library.label([ids[1]], "arms")
    me = library.statistics().topics
    assert me == (TopicFigure("arms", 2, 2, 1), TopicFigure("trade", 1, 1, 1))


def test_renamed_and_deleted_topics_count_as_what_they_are_now(
    library: Library, ids: list[str]
) -> None:
    library.highlight(ids[0], 0, 5, ["arms", "trade"])
    library.topics.rename("arms", "weapons")
    library.topics.delete("trade")
    assert [figure.topic for figure in library.statistics().topics] == ["weapons"]


def test_days_of_publication_and_of_work(library: Library, ids: list[str]) -> None:
    put(
        library,
        Quote("q1", ids[1], 0, 3, "Sec", at="2026-01-05T10:00:00Z"),
        Quote("q2", ids[1], 3, 6, "ond", at="2026-01-05T23:59:59Z"),
        Quote("q3", ids[2], 0, 3, "Thi", at="nonsense"),
        Review(ids[0], "done", at="2026-01-06T10:00:00Z"),
        Review(ids[1], "skipped", at="2026-01-06T10:00:00Z"),
        Review(ids[2], star=True, at="2026-01-07T10:00:00Z"),
    )
    found = library.statistics()
    assert found.published == (Period("2025-03-01", 1, 0), Period("2025-03-09", 1, 2))
    assert found.coded == (Period("2026-01-05", 0, 2), Period("2026-01-06", 2, 0))
    assert found.reviewed == (DayFigure("2026-01-06", library.analyst, 1, 1),)
    assert found.analysts == (AnalystFigure(library.analyst, 1, 1, 3),)


def test_pairs_are_counted_on_quotes_and_on_articles(library: Library, ids: list[str]) -> None:
    library.highlight(ids[0], 0, 5, ["b", "a"])
    library.highlight(ids[0], 6, 9, ["c"])
    library.label([ids[1]], "a")
    library.label([ids[1]], "c")
    assert library.statistics().together == (
        PairFigure("a", "b", 1, 1),
        PairFigure("a", "c", 0, 2),
        PairFigure("b", "c", 0, 1),
    )


def test_pairs_are_those_of_the_most_frequent_topics(library: Library, ids: list[str]) -> None:
    many = tuple(f"t{number:04}" for number in range(MOST_TOGETHER + 60))
    put(library, Quote("q", ids[0], 0, 5, "First", topics=many))
    library.highlight(ids[0], 0, 5, many[-2:])
    found = library.statistics().together
    assert len(found) == MOST_TOGETHER * (MOST_TOGETHER - 1) // 2
    assert found[0] == PairFigure(many[-2], many[-1], 2, 1)


def test_sources_and_speakers_begin_with_the_most_quoted(library: Library, ids: list[str]) -> None:
    library.highlight(ids[2], 0, 5, speaker="Ann")
    library.highlight(ids[2], 7, 12, speaker="Ann")
    library.highlight(ids[0], 0, 5, speaker="Bo")
    library.highlight(ids[1], 0, 5)
    found = library.statistics()
    assert found.sources == (SourceFigure("Herald", 2, 2), SourceFigure("Courier", 1, 2))
    assert found.speakers == (SpeakerFigure("Ann", 2, 1), SpeakerFigure("Bo", 1, 1))


def test_a_query_selects_articles_and_quotes(library: Library, ids: list[str]) -> None:
    library.highlight(ids[0], 0, 5, ["a"])
    library.highlight(ids[2], 0, 5, ["b"])
    library.set_status(ids, "done")
    found = library.statistics("source:herald")
    assert (found.articles, found.quotes) == (2, 1)
    assert [figure.topic for figure in found.topics] == ["a"]
    assert [figure.source for figure in found.sources] == ["Herald"]
    assert found.analysts == (AnalystFigure(library.analyst, 2, 0, 1),)
    assert library.statistics("source:nobody").topics == ()


def test_a_wrong_query_says_where(library: Library) -> None:
    with pytest.raises(QueryError):
        library.statistics("a (")


def test_a_library_without_work_has_no_figures_but_its_articles(library: Library) -> None:
    found = library.statistics()
    assert (found.articles, found.quotes) == (3, 0)
    assert not (found.topics or found.together or found.speakers or found.reviewed)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("day", ["2024-12-29", "2024-12-30", "2025-01-05"]),
        ("week", ["2024-W52", "2025-W01"]),
        ("month", ["2024-12", "2025-01"]),
    ],
)
def test_days_add_up_to_weeks_and_months(kind: str, names: list[str]) -> None:
    days = [Period(d, 1, 2) for d in ("2025-01-05", "2024-12-30", "2024-12-29")]
    found = periods(days, kind)  # type: ignore[arg-type]
    assert [each.period for each in found] == names


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.dates() | st.text(max_size=10), st.integers(0, 9), st.integers(0, 9))),
    st.sampled_from(["day", "week", "month"]),
)
def test_nothing_is_lost_in_adding_up(days: list[tuple[date | str, int, int]], kind: str) -> None:
    given_days = [Period(str(day), *counts) for day, *counts in days]
    once = periods(given_days, "day")
    found = periods(given_days, kind)  # type: ignore[arg-type]
    assert sum(each.quotes for each in found) == sum(each.quotes for each in once)
    assert [each.period for each in found] == sorted({each.period for each in found})


MARKS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.lists(st.sampled_from("abcd"), unique=True, max_size=4),
        st.sampled_from(["", "Ann", "Bo"]),
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=25)
@given(MARKS)
def test_figures_are_what_counting_the_quotes_one_by_one_gives(
    marks: list[tuple[int, list[str], str]],
) -> None:
    with TemporaryDirectory() as folder:
        library = open_library(folder)
        articles = shelve(library, DRAFTS)
        for article, topics, speaker in marks:
            library.highlight(articles[article], 0, 5, topics, speaker)
        rows = list(library.quotes())
        found = library.statistics()
        topics_of = Counter(topic for row in rows for topic in row.topics)
        assert {f.topic: f.quotes for f in found.topics} == topics_of
        pairs = Counter(pair for row in rows for pair in combinations(sorted(row.topics), 2))
        assert {(f.first, f.second): f.quotes for f in found.together if f.quotes} == pairs
        assert {f.speaker: f.quotes for f in found.speakers} == Counter(
            row.speaker for row in rows if row.speaker
        )
        sources = Counter(row.source for row in rows)
        assert {f.source: f.quotes for f in found.sources if f.quotes} == sources
        assert sum(day.quotes for day in found.coded) == len(rows) == found.quotes
        library.close()
