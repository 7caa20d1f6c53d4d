"""The benchmark runs, and every measure yields its rows; what the times are is not looked at."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import msgspec
import pytest

from store import open_library
from store.quotations import Quotation
from tests.bench.__main__ import MEASURES, rows_of
from tests.bench.bench import QUICK
from tests.bench.corpus import article, words_by_frequency
from tests.bench.gold import SAMPLES, UNSEEN, GoldLine, place_of, score, score_article
from tests.bench.libraries import Libraries
from tests.bench.rows import Row, as_json, table
from tests.bench.timing import percentile

EXPECTED = {
    "durable": ["one durable quote"],
    "startup": ["start to first painted list"],
    "keys": [
        f"key to frame, {pane}: {share}"
        for pane in ("list", "reader")
        for share in ("median", "95 of 100")
    ],
    "traffic": ["bytes for a cursor key, list", "bytes for a cursor key, reader"],
    "screens": [
        *(
            f"key to frame, {screen}: {share}"
            for screen in ("quotes", "codebook", "history", "progress")
            for share in ("median", "95 of 100")
        ),
        *(
            f"bytes for a cursor key, {screen}"
            for screen in ("quotes", "codebook", "history", "progress")
        ),
    ],
    "searching": [
        f"search, {what}: {query}"
        for what in ("first 60", "whole list")
        for query in ("rare word", "middle word", "common word", "mixed query")
    ],
    "importing": ["import of 20 text files"],
    "records": ["import of 60 lines of JSON", "peak memory of an import"],
    "pages": ["web pages read on one core", "import of 20 web pages"],
    "memory": ["resident memory of a session"],
    "speech": [
        f"quotations, {name}: {what}"
        for name in ("samples", "developed", "unseen")
        for what in ("time an article", "precision", "recall", "speakers")
    ],
    "team": [
        "save to another's repaint: median",
        "save to another's repaint: worst",
        "memory of a session in a team",
        "idle session, colleagues at work: % of a core",
        "idle session, colleagues at work: 1 + bytes sent",
        "open 400 annotations of 20 analysts",
    ],
    "together": ["quotes saved by 20 writers at once"],
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("libraries")


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_yields_its_rows(name: str, kept: Path) -> None:
    rows = list(rows_of([name], QUICK, kept))
    assert set(EXPECTED[name]) <= {row.measure for row in rows}
    assert all(row.ours > 0 and row.reference != 0 for row in rows)


def test_a_library_for_measuring_is_a_sound_one(tmp_path: Path) -> None:
    library = open_library(Libraries(tmp_path, long_text=30_000, long_quotes=20).of(50))
    try:
        assert library.check() == []
        assert len(library.articles()) == 51
        assert len(library.quotes()) == 20 + 15
        assert library.articles()[0].quotes == 20
    finally:
        library.close()


def test_articles_are_the_same_in_every_run() -> None:
    assert article(7) == article(7)
    assert len({article(number).id for number in range(200)}) == 200
    assert all(1_500 < len(article(number).text) < 3_500 for number in range(50))


def test_words_are_as_frequent_as_they_are_called() -> None:
    texts = [set(article(number).text.split()) for number in range(400)]
    share = {
        name: sum(word in text for text in texts) / len(texts)
        for name, word in words_by_frequency().items()
    }
    assert share["rare"] < 0.01 < share["middle"] < 0.1 < 0.8 < share["common"]


def test_a_row_says_what_was_promised_and_whether_it_holds() -> None:
    row = Row("a measure", 1_000, 3.0, "ms", "a reference", 2.0, "at most 1 times", False)
    assert "1,000  3 ms" in table([row])
    assert table([row]).endswith("NO")
    assert msgspec.json.decode(as_json(row))["ratio"] == 1.5


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([7], 0.95) == 7


TEXT = "“We build,” said Anna Lund. “We sell.” The “numerous” allies left. “We build.”"
LINES = [
    GoldLine("a.txt", "We build", 1, "Anna Lund", "speech"),
    GoldLine("a.txt", "We sell.", 1, "", "speech"),
    GoldLine("a.txt", "numerous", 1, "", "scare"),
    GoldLine("a.txt", "We build", 2, "Anna Lund", "speech"),
]


def found(exact: str, speaker: str = "", kind: str = "speech", after: int = 0) -> Quotation:
    start = TEXT.index(exact, after)
    return Quotation(start, start + len(exact), exact, speaker, kind)  # type: ignore[arg-type]


def test_a_score_counts_exact_spans_of_speech_and_speakers_in_any_case() -> None:
    result = score_article(
        TEXT,
        LINES,
        [
            found("We build", "ANNA LUND"),
            found("We sell", "Anna Lund"),  # not the whole of it
            found("numerous", "Anna Lund", "scare"),
            found("We build", "Paul Brandt", after=40),
        ],
    )
    assert (result.right, result.found, result.expected) == (2, 3, 3)
    assert (result.attributed, result.named) == (1, 2)
    assert (result.precision, result.recall, result.speakers) == (2 / 3, 2 / 3, 0.5)


def answers(text: str, lines: list[GoldLine]) -> list[Quotation]:
    return [
        Quotation(*place_of(text, line), line.exact, line.speaker, line.kind)  # type: ignore[arg-type]
        for line in lines
    ]


def told(known: dict[str, list[Quotation]], text: str, _language: str) -> list[Quotation]:
    return known[text]


def test_a_finder_that_knows_the_gold_files_has_a_full_score() -> None:
    for gold in (SAMPLES, UNSEEN):
        known = {of.text: answers(of.text, lines) for of, lines in gold.by_article()}
        result = score(gold, partial(told, known))
        assert (result.precision, result.recall, result.speakers) == (1, 1, 1)


def test_a_finder_that_finds_nothing_has_no_score() -> None:
    result = score(SAMPLES, lambda _text, _language: [])
    assert (result.precision, result.recall, result.speakers) == (0, 0, 0)
