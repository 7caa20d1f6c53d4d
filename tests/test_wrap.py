"""Wrapped rows partition the text, fit the width, and know what lies under a cell."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from store.text import clean
from tui.wrap import Wrapped, cells_of, fit, index_at

TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab cd-e\n  Тест"),
        st.sampled_from("日本語、。“”「(🚀👩‍🚀é\u0301שלום"),
    ),
    max_size=200,
)


def wrapped(text: str, width: int) -> Wrapped:
    rows = Wrapped(text, width)
    rows.extend()
    return rows


def lines(text: str, width: int) -> list[str]:
    rows = wrapped(text, width)
    return [text[slice(*rows.drawn(row))] for row in range(len(rows))]


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.integers(1, 40))
def test_rows_partition_the_text(text: str, width: int) -> None:
    rows = wrapped(text, width)
    spans = [rows.span(row) for row in range(len(rows))]
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    assert all(left[1] == right[0] for left, right in pairwise(spans))
    assert all(
        rows.row_of(offset) == row for row, span in enumerate(spans) for offset in range(*span)
    )


@settings(deadline=None, max_examples=300)
@given(TEXTS.map(clean), st.integers(2, 40))  # Rich counts joiners out of place in two ways
def test_no_row_is_wider_than_the_width(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in lines(text, width))


@settings(deadline=None, max_examples=200)
@given(TEXTS, st.integers(2, 40))
def test_a_cell_leads_back_to_the_character_drawn_there(text: str, width: int) -> None:
    rows = wrapped(text, width)
    for row in range(len(rows)):
        start, end = rows.drawn(row)
        for offset in range(start, end):
            found = rows.offset_at(row, rows.column_of(row, offset))
            assert start <= found <= end


@settings(deadline=None)
@given(TEXTS, st.integers(1, 30), st.integers(1, 200))
def test_wrapping_in_slices_gives_the_same_rows(text: str, width: int, step: int) -> None:
    sliced = Wrapped(text, width)
    for to in range(0, len(text), step):
        sliced.extend(to)
    sliced.extend()
    assert sliced.starts == wrapped(text, width).starts


def test_words_stay_whole_and_blanks_hang_over_the_edge() -> None:
    assert lines("one two  three", 8) == ["one two", "three"]
    assert lines("one two", 3) == ["one", "two"]


def test_a_word_longer_than_the_row_is_cut() -> None:
    assert lines("abcdefgh", 3) == ["abc", "def", "gh"]


def test_a_long_compound_breaks_after_its_hyphen() -> None:
    assert lines("surface-to-airmissile", 12) == ["surface-to-", "airmissile"]


def test_empty_lines_are_rows() -> None:
    assert lines("a\n\nb\n", 5) == ["a", "", "b", ""]
    assert lines("", 5) == [""]


def test_wide_text_breaks_between_characters_but_not_before_a_full_stop() -> None:
    assert lines("日本語です。", 4) == ["日本", "語で", "す。"]
    assert lines("日本語。", 6) == ["日本", "語。"]


def test_one_line_of_two_million_characters_is_wrapped() -> None:
    text = "word " * 400_000
    rows = wrapped(text, 80)
    assert rows.span(len(rows) - 1)[1] == len(text)


@given(st.text(max_size=60), st.integers(0, 30))
def test_fit_gives_exactly_the_width(text: str, width: int) -> None:
    printable = "".join(c for c in text if c.isprintable())
    assert cells_of(fit(printable, width)) == width


def test_index_at_is_at_the_end_behind_the_last_cell() -> None:
    assert index_at("日本", 3) == 1
    assert index_at("日本", 9) == 2


def test_a_mark_of_quotation_stands_with_what_it_opens_or_closes() -> None:
    assert lines("계약한다”고", 8) == ["계약한", "다”고"]
    assert lines("発表した「夏まで", 10) == ["発表した", "「夏まで"]
    assert lines("他说“我们不会", 6) == ["他说", "“我们", "不会"]
