"""What is behind the door can be trusted: cleaning, sentences, words, and finding a quote again."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store.anchor import around, find_again
from store.sentences import paragraphs, sentences
from store.text import MAX_MARKS, article_id, clean, clean_line, mark, printable
from store.words import next_word, next_word_end, previous_word, previous_word_end, word_at

NASTY = (
    "\r\n\t\v\f\x00\x1b\x7f\x85\x9b\xa0\xad\u034f\u061c\u115f\u1160\u1161\u11a8\u200b\u200c\u200d"
    "\u200e\u202e\u2028\u2029\u2066\u2069\u3000\u3164\ufe0f\ufe00\ufeff\ufffe\ufdd0\ud800\udc00"
    "\U000e0041\U000e0100\U0001f468\U0001f3fd\u2764\u20e3\u0301\u0316\u0344\u0f73\u212b\u1100"
    "\u0628\u064b\u0915\u094d\u4e2d\u1820\u180b ae1#.\n"
)
anything = st.text(st.one_of(st.sampled_from(NASTY), st.characters(codec=None)), max_size=60)
hostile = st.text(st.sampled_from(NASTY), max_size=60)


# Cleaning


@settings(deadline=None, max_examples=400)
@given(st.one_of(anything, hostile))
@example("e\u200b\u0301")
@example("A" + ("\u0301" * 9 + "\u200d") * 5 + "\u0628")
@example("\u1100\u115f\u1161\u200b\u11a8")
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    once = clean(raw)
    assert clean(once) == once


@settings(deadline=None, max_examples=300)
@given(hostile, hostile)
def test_two_cleaned_texts_together_are_cleaned_again_in_one_go(left: str, right: str) -> None:
    both = clean(clean(left) + clean(right))
    assert clean(both) == both


@settings(deadline=None, max_examples=400)
@given(st.one_of(anything, hostile))
def test_a_cleaned_text_holds_nothing_that_acts_reorders_or_hides(raw: str) -> None:
    text = clean(raw)
    assert unicodedata.is_normalized("NFC", text)
    text.encode("utf-8")
    for character in text:
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in {
            *("LRE", "RLE", "LRO", "RLO", "PDF"),
            *("LRI", "RLI", "FSI", "PDI"),
        }
        assert ord(character) & 0xFFFE != 0xFFFE
    assert not re.search(f"{mark()}{{{MAX_MARKS + 1}}}", text)
    assert "\n\n\n\n" not in text
    assert not re.search(r"[ \u3000]$", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("one\r\ntwo\rthree\vfour\ffive\x85six\u2028seven\u2029eight", "\n".join(
            ["one", "two", "three", "four", "five", "six", "seven", "eight"])),
        ("a\tb\u00a0c\u2009d", "a b c d"),
        ("\x1b]52;c;aGk=\x07 \x9b31mred\x7f", "]52;c;aGk= 31mred"),
        ("in\u202evisible\u202c \u2066text\u2069\u200e", "invisible text"),
        ("\ufeffco\u00adop\u200ber\u2060ate", "cooperate"),
        ("e\u0301 A\u030a \u212b", "é Å Å"),
        ("a\ud83d\ude00b\ud800c", "a😀b\ufffdc"),
        ("flag \U0001f3f4\U000e0067\U000e007f", "flag \U0001f3f4"),
        ("line  \n  indented \n\n\n\n\n\nend\n\n", "line\n  indented\n\n\nend"),
        ("a\u200db A\ufe0f \u200c", "ab A"),
    ],
)  # fmt: skip
def test_each_kind_of_dirt_is_cleaned(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "می‌خواهم کتاب‌ها را",
        "क्‍ष हिन्दी में",
        "👩‍👩‍👧‍👦 ❤️‍🔥 1️⃣ 👍🏽 🏳️‍🌈",
        "葛󠄀城市",
        "Tiếng Việt, naïve, Łódź, «ёлка»",
        "שָׁלוֹם",
        "\ue000 private use",
    ],
)
def test_what_a_script_or_an_emoji_needs_stays(text: str) -> None:
    assert clean(text) == text


def test_a_mountain_of_marks_is_cut_down_without_waiting() -> None:
    assert clean("a" + "\u0301\u0316" * 200_000 + "b") == "á" + "\u0316" * 4 + "\u0301" * 3 + "b"


def test_a_line_is_one_line_within_its_cap() -> None:
    assert clean_line("  A\n title\x1b[31m\t here ") == "A title[31m here"
    assert clean_line("word " * 100, cap=7) == "word wo"
    assert len(clean_line("x" * 20_000)) == 10_000
    assert clean_line("\u0627\u200c\u0627", cap=2) == "\u0627"


def test_the_id_of_an_article_is_the_hash_of_its_text() -> None:
    assert article_id("é") == hashlib.sha256("é".encode()).hexdigest()[:16]


@settings(deadline=None)
@given(anything)
def test_what_is_printable_prints_on_one_line_and_controls_nothing(raw: str) -> None:
    shown = printable(raw)
    shown.encode()
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in shown)


def test_a_file_name_shows_its_control_bytes() -> None:
    name = b"a\x1b[2Jb\xff\n".decode("utf-8", "surrogateescape")
    assert printable(name) == r"a\x1b[2Jb\udcff\n"


# Sentences and paragraphs

prose = st.text(st.sampled_from("aBé字😀 .!?\"'”\n\u3000,3"), max_size=200)


@pytest.mark.parametrize("blank", "\u00a0\u2009\u202f\u3000")
@pytest.mark.parametrize("language", ["en", "fr", "ru", "zh"])
def test_a_wide_blank_behind_a_capital_breaks_nothing(
    blank: str, language: str, capfd: pytest.CaptureFixture[str]
) -> None:
    text = f"B{blank}.BaB”"
    assert "".join(text[slice(*each)] for each in sentences(text, language=language)) == text
    assert capfd.readouterr().err == ""  # a panic writes there, which is the screen


def test_a_splitter_that_breaks_down_leaves_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(_language: str, _text: str) -> None:
        raise PanicException

    monkeypatch.setattr("store.sentences.get_sentence_boundaries", panic)
    assert sentences("One. Two.") == [(0, 9)]


@settings(deadline=None, max_examples=300)
@given(st.one_of(prose, anything.map(clean)), st.sampled_from(["en", "", "ru", "zh", "xx-no"]))
def test_sentences_partition_what_is_visible(text: str, language: str) -> None:
    found = sentences(text, language=language)
    inside = {place for start, end in found for place in range(start, end)}
    assert len(inside) == sum(end - start for start, end in found)
    assert found == sorted(found)
    assert {place for place, character in enumerate(text) if not character.isspace()} <= inside
    for start, end in found:
        assert text[start:end] == text[start:end].strip() != ""
        assert "\n" not in text[start:end]


@settings(deadline=None)
@given(prose, st.integers(0, 200), st.integers(0, 200))
def test_sentences_of_a_part_stay_in_that_part(text: str, start: int, end: int) -> None:
    assert all(start <= first < last <= end for first, last in sentences(text, start, end))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("V. Putin spoke. Then he left.", ["V. Putin spoke.", "Then he left."]),
        ("It costs 1 trillion. rubles. A lot.", ["It costs 1 trillion. rubles.", "A lot."]),
        ('"Why?" he asked. Nobody knew.', ['"Why?" he asked.', "Nobody knew."]),
        ("No end\nnext paragraph", ["No end", "next paragraph"]),
        ("Écoutez! 😀😀 Ça va? Oui.", ["Écoutez!", "😀😀 Ça va?", "Oui."]),
        ("你好。世界！", ["你好。", "世界！"]),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_windows_into_a_long_paragraph_cut_no_sentence() -> None:
    sentence = "The ministry of V. Orlov said that 😀 it had bought 3.5 million parts."
    text = " ".join([sentence] * 2_000)
    assert {text[start:end] for start, end in sentences(text)} == {sentence}


@pytest.mark.parametrize("text", ["a" * 500_000, "word " * 100_000, '"' * 500_000, "(" * 500_000])
def test_a_paragraph_without_end_is_still_divided(text: str) -> None:
    found = sentences(text)
    joined = "".join(text[start:end] for start, end in found)
    assert joined.replace(" ", "") == text.replace(" ", "")
    assert len(found) > 1


def test_each_line_is_a_paragraph_and_blank_lines_only_separate() -> None:
    text = "One.\nTwo, \n\n  \n  Three."
    assert [text[start:end] for start, end in paragraphs(text)] == ["One.", "Two,", "Three."]


# Words


def test_moving_by_word_takes_apostrophes_hyphens_and_numbers_along() -> None:
    text = "Don’t re-enter, 3,000.5 times. “你好” мир हिन्दी!"
    words = []
    start = 0 if word_at(text, 0) else next_word(text, 0)
    while start < len(text):
        words.append(text[start : next_word_end(text, start)])
        start = next_word(text, start)
    assert words == ["Don’t", "re-enter", "3,000.5", "times", "你", "好", "мир", "हिन्दी"]


@settings(deadline=None, max_examples=200)
@given(prose)
def test_moving_back_by_word_stops_where_moving_on_does(text: str) -> None:
    starts = [place for place in range(len(text)) if (word_at(text, place) or (-1,))[0] == place]
    ends = sorted({word[1] for place in starts if (word := word_at(text, place))})
    for place in range(len(text) + 1):
        assert next_word(text, place) == min((s for s in starts if s > place), default=len(text))
        assert previous_word(text, place) == max((s for s in starts if s < place), default=0)
        assert next_word_end(text, place) == min((e for e in ends if e > place), default=len(text))
        assert previous_word_end(text, place) == max((e for e in ends if e < place), default=0)


@pytest.mark.parametrize("text", ["a" * 300_000, "字" * 300_000, " " * 300_000, "a" + " " * 9_999])
def test_moving_by_word_copes_with_a_text_of_one_kind(text: str) -> None:
    assert 0 <= previous_word(text, len(text) - 1) < len(text)
    assert next_word(text, 5) <= len(text)


@given(st.integers(), st.sampled_from(["", "a", "two words"]))
def test_a_place_outside_the_text_is_no_error(place: int, text: str) -> None:
    assert 0 <= next_word(text, place) <= len(text)
    assert 0 <= previous_word(text, place) <= len(text)
    assert word_at(text, place) is None or 0 <= place < len(text)


# Finding a quote again


@settings(deadline=None)
@given(prose, st.data())
def test_a_quote_is_found_where_it_was_taken(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    expected = (start, end) if start < end else None
    assert find_again(text, start, end, *around(text, start, end)) == expected


@settings(deadline=None)
@given(st.text("ab \n", max_size=30), st.integers(), st.integers(), *[st.text("ab ")] * 3)
def test_what_is_found_is_the_exact_text_whatever_the_position(
    text: str, start: int, end: int, exact: str, prefix: str, suffix: str
) -> None:
    found = find_again(text, start, end, exact, prefix, suffix)
    if found is None:
        assert not exact or exact not in text
    else:
        assert text[found[0] : found[1]] == exact


def test_context_decides_between_several_places_with_the_same_words() -> None:
    old = "He said yes. She said no. They said yes. All said no."
    start = old.index("yes", 20)
    exact, prefix, suffix = around(old, start, start + 3)
    new = "Yes or yes: " + old
    place = new.index("They said yes") + len("They said ")
    assert find_again(new, start, start + 3, exact, prefix, suffix) == (place, place + 3)
    changed = new.replace("She said no. They", "Nobody spoke. Then they")
    place = changed.index("they said yes") + len("they said ")
    assert find_again(changed, start, start + 3, exact, prefix, suffix) == (place, place + 3)


def test_without_any_context_the_nearest_place_is_meant() -> None:
    assert find_again("yes - yes - yes", 7, 9, "yes") == (6, 9)
