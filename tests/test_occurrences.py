"""Finding some words in a text, however either was broken into lines."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from store.occurrences import occurrences
from store.text import clean

WORDS = st.lists(st.sampled_from(["a", "ab", "b.", "(", "é", "東京", "“so”"]), min_size=1)
BLANKS = st.sampled_from([" ", "\n", "\n\n", "  ", " \n "])


@settings(deadline=None)
@given(data=st.data(), words=WORDS)
def test_words_of_a_text_are_found_where_they_stand(data: st.DataObject, words: list[str]) -> None:
    text = words[0] + "".join(data.draw(BLANKS) + word for word in words[1:])
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    wanted = words[first : last + 1]
    exact = data.draw(BLANKS).join(wanted)
    places = occurrences(text, exact)
    assert places
    assert places == sorted(places)
    for start, end in places:
        assert text[start:end].split() == wanted


def test_every_occurrence_is_found_in_order() -> None:
    assert occurrences("He said he\nsaid, he  said.", "he said") == [(8, 15), (17, 25)]


def test_what_is_typed_is_cleaned_as_the_text_was() -> None:
    text = clean("Le caf\u00e9\u00a0noir")
    assert occurrences(text, "cafe\u0301\u00a0noir\u200b") == [(3, 12)]


def test_letters_must_be_the_same() -> None:
    assert occurrences("The guns.", "the guns") == []


def test_signs_of_regular_expressions_mean_themselves() -> None:
    assert occurrences("a.b axb", "a.b") == [(0, 3)]


def test_nothing_is_nowhere() -> None:
    assert occurrences("The guns.", " \n\u200b") == []
