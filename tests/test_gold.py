"""The gold files say only what the articles say, and leave no quotation out."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections import Counter

import msgspec
import pytest

from tests.bench.gold import DEVELOPED, SAMPLES, UNSEEN, GoldLine, GoldSet
from tests.places import ROOT

PADDING = " \u00a0\u202f"
"""Space that French sets inside its marks."""

MARKS = '"“”„«»「」'
DASHES = "—–"
"""Marks that are never an apostrophe; single ones are too ambiguous to be counted."""


SETS = [SAMPLES, DEVELOPED, UNSEEN]

every_set = pytest.mark.parametrize("gold", SETS, ids=lambda gold: gold.name)


def texts_of(gold: GoldSet) -> dict[str, str]:
    paths = [p for p in sorted(gold.articles.iterdir()) if p.suffix in {".txt", ".md"}]
    return {path.name: decode(path.read_bytes()) for path in paths}


def decode(raw: bytes) -> str:
    """The text of a sample, independent of the program's own reader."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = raw.decode("utf-16")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252")
    return text.replace("\r\n", "\n")


def start_of(quotation: GoldLine, text: str) -> int:
    """The code point where that occurrence of the quotation begins; -1 if it is not there."""
    start = -1
    for _ in range(quotation.occurrence):
        start = text.find(quotation.exact, start + 1)
        if start < 0:
            break
    return start


def spans(gold: GoldSet) -> dict[str, list[tuple[int, int]]]:
    """Start and end of every quotation by file, in the order of the gold file."""
    texts = texts_of(gold)
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in texts}
    for quotation in gold.all_lines():
        start = start_of(quotation, texts[quotation.sample])
        found[quotation.sample].append((start, start + len(quotation.exact)))
    return found


@every_set
def test_every_quotation_is_found_in_its_article(gold: GoldSet) -> None:
    texts = texts_of(gold)
    lost = [q for q in gold.all_lines() if start_of(q, texts[q.sample]) < 0]
    assert lost == []


@every_set
def test_every_quotation_stands_between_marks_or_behind_a_dash(gold: GoldSet) -> None:
    texts = texts_of(gold)
    for name, places in spans(gold).items():
        for start, end in places:
            before = texts[name][:start].rstrip(PADDING)[-1]
            after = texts[name][end:].lstrip(PADDING)[0]
            if texts[name][: start - 1].endswith("\n") and before in DASHES:
                assert after in DASHES, (name, texts[name][start:end])
                continue
            assert before in MARKS + "‘‚'", (name, texts[name][start:end])
            assert after in MARKS + "’‘'", (name, texts[name][start:end])


@every_set
def test_quotations_are_in_order_and_do_not_overlap(gold: GoldSet) -> None:
    for name, places in spans(gold).items():
        ends = [end for _, end in places]
        starts = [start for start, _ in places]
        assert all(end < start for end, start in zip(ends, starts[1:], strict=False)), name


@every_set
def test_no_double_mark_is_left_out(gold: GoldSet) -> None:
    texts = texts_of(gold)
    for name, places in spans(gold).items():
        text = texts[name]
        listed = {i for start, end in places for i in range(start - 2, end + 2)}
        body_starts = text.index("\n---\n") if text.startswith("---\n") else 0
        left_out = [
            text[max(0, m.start() - 20) : m.end() + 20]
            for m in re.finditer(f"[{MARKS}]", text)
            if m.start() > body_starts and m.start() not in listed and not is_inch(text, m.start())
        ]
        assert left_out == [], name


def is_inch(text: str, at: int) -> bool:
    return text[at] == '"' and text[at - 1].isdigit()


@every_set
def test_speakers_are_named_in_their_article(gold: GoldSet) -> None:
    texts = {name: text.casefold() for name, text in texts_of(gold).items()}
    strangers = [q for q in gold.all_lines() if q.speaker.casefold() not in texts[q.sample]]
    assert strangers == []


@every_set
def test_kinds_are_known_and_scare_quotes_have_no_speaker(gold: GoldSet) -> None:
    quotations = gold.all_lines()
    assert {q.kind for q in quotations} == {"speech", "scare"}
    assert [q for q in quotations if q.kind == "scare" and q.speaker] == []


@every_set
def test_every_article_has_quotations(gold: GoldSet) -> None:
    assert {q.sample for q in gold.all_lines()} == set(texts_of(gold))


def test_there_are_enough_samples_to_judge_by() -> None:
    samples, _, unseen = SETS
    assert len(texts_of(samples)) >= 16
    assert len(texts_of(unseen)) >= 8


def test_samples_are_as_messy_as_real_files() -> None:
    raw = [path.read_bytes() for path in (ROOT / "samples").iterdir()]
    assert any(data.startswith(codecs.BOM_UTF8) for data in raw)
    assert any(data.startswith(codecs.BOM_UTF16_LE) for data in raw)
    assert any(b"\r\n" in data for data in raw)
    assert any(b"\x93" in data and b"\xe2\x80" not in data for data in raw), "no CP1252 file"


COLOURS = {
    *("red", "green", "yellow", "blue", "magenta"),
    *("cyan", "orange", "pink", "teal", "violet"),
}


class CodebookTopic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[topic]]` of the codebook."""

    name: str
    glyph: str
    colour: str
    description: str
    digit: int | None = None
    words: tuple[str, ...] = ()


def codebook() -> list[CodebookTopic]:
    data = tomllib.loads((ROOT / "samples" / "codebook.toml").read_text(encoding="utf-8"))
    return msgspec.convert(data["topic"], list[CodebookTopic])


def test_the_codebook_is_complete_and_unambiguous() -> None:
    topics = codebook()
    assert len(topics) >= 10
    for values in (
        [topic.name for topic in topics],
        [topic.glyph for topic in topics],
        [topic.digit for topic in topics if topic.digit is not None],
    ):
        assert [value for value, count in Counter(values).items() if count > 1] == []
    for topic in topics:
        assert re.fullmatch(r"[a-z-]+(/[a-z-]+)*", topic.name)
        assert re.fullmatch("[A-Z]", topic.glyph)
        assert topic.colour in COLOURS or re.fullmatch("#[0-9a-f]{6}", topic.colour)
        assert topic.digit is None or 1 <= topic.digit <= 9
        assert topic.description


def test_the_words_of_each_topic_occur_in_the_samples() -> None:
    everything = "\n".join(texts_of(SETS[0]).values()).casefold()
    for topic in codebook():
        assert any(word.casefold() in everything for word in topic.words), topic.name
