"""Agreement between analysts: the coefficients as published, the counts as one makes by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Library, PressmarkError, open_library
from store.agreement import (
    NO_MARKS,
    NO_MATCH,
    NO_VARIANCE,
    NONE_TWICE,
    ONE_ANALYST,
    Agreement,
    TopicAgreement,
)
from store.agreement_marks import Span, Tokens, covered, overlap
from store.model import Draft
from store.query import QueryError
from store.reliability import (
    Chance,
    Unit,
    chance,
    krippendorff_alpha,
    observed_agreement,
    pooled_kappa,
)
from tests.colleagues import working_as
from tests.shelf import shelve

# The coefficients, as published


def units_of(*coders: str) -> list[Unit]:
    """Units from what each coder gave them in turn; a full stop is a missing value."""
    values = sorted(set("".join(coders)) - {"."})
    return [([given.count(value) for value in values], 1) for given in zip(*coders, strict=True)]


KRIPPENDORFF_2011 = {
    "A, binary, two observers": (("0100000010", "1110010000"), 0.095),
    "B, nominal, two observers": (("aabbdcccedda", "babbbccceddd"), 0.692),
    "C, nominal, four observers, missing values": (
        ("123321412...", "1233224125.3", ".3332342251.", "12332441251."),
        0.743,
    ),
    "Wikipedia, three coders, missing values": (
        (".....34121133.3", "1.213343.......", "..21344.21133.4"),
        0.691,
    ),
}


@pytest.mark.parametrize("name", KRIPPENDORFF_2011)
def test_alpha_is_that_of_the_published_examples(name: str) -> None:
    coders, alpha = KRIPPENDORFF_2011[name]
    assert krippendorff_alpha(units_of(*coders)) == pytest.approx(alpha, abs=0.0006)


def cohen_kappa(table: Sequence[Sequence[int]]) -> float | None:
    """Of one variable the pooled kappa is Cohen's."""
    found = chance(table)
    return pooled_kappa([found]) if found else None


COHEN = {
    "Cohen 1960, three categories": ([[88, 10, 2], [14, 40, 6], [18, 10, 12]], 0.492),
    "Wikipedia, 50 grant proposals": ([[20, 5], [10, 15]], 0.4),
    "Wikipedia, same percentages, first": ([[45, 15], [25, 15]], 0.1304),
    "Wikipedia, same percentages, second": ([[25, 35], [5, 35]], 0.2593),
}


@pytest.mark.parametrize("name", COHEN)
def test_kappa_is_that_of_the_published_examples(name: str) -> None:
    table, kappa = COHEN[name]
    assert cohen_kappa(table) == pytest.approx(kappa, abs=0.0005)


def test_the_shares_of_cohens_example_are_those_he_gives() -> None:
    found = chance([[88, 10, 2], [14, 40, 6], [18, 10, 12]])
    assert found is not None
    assert found == pytest.approx((0.70, 0.41))


def test_a_pooled_kappa_takes_chance_off_the_mean_shares() -> None:
    assert pooled_kappa([Chance(0.9, 0.5), Chance(0.7, 0.3)]) == pytest.approx((0.8 - 0.4) / 0.6)


def test_where_nothing_varies_there_is_no_coefficient_but_agreement() -> None:
    units: list[Unit] = [((0, 2), 7)]
    assert krippendorff_alpha(units) is None
    assert cohen_kappa([[0, 0], [0, 7]]) is None
    assert observed_agreement(units) == 1


def test_without_two_values_for_a_unit_there_is_nothing_to_compare() -> None:
    assert observed_agreement([((1, 0), 5)]) is None
    assert krippendorff_alpha([((1, 0), 5), ((0, 1), 2)]) is None
    assert cohen_kappa([[0, 0], [0, 0]]) is None
    assert pooled_kappa([]) is None


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), max_size=12))
def test_alpha_is_that_of_the_coincidences_written_out(counts: list[list[int]]) -> None:
    coincidences: Counter[tuple[int, int]] = Counter()
    for unit in counts:
        values = [value for value, count in enumerate(unit) for _ in range(count)]
        for one, other in combinations(values, 2):
            coincidences[one, other] += 1 / (len(values) - 1)  # type: ignore[assignment]
            coincidences[other, one] += 1 / (len(values) - 1)  # type: ignore[assignment]
    total = sum(coincidences.values())
    sums = [sum(n for (one, _), n in coincidences.items() if one == value) for value in range(3)]
    expected = sum(sums[a] * sums[b] for a in range(3) for b in range(3) if a != b)
    observed = sum(n for (one, other), n in coincidences.items() if one != other)
    alpha = krippendorff_alpha([(unit, 1) for unit in counts])
    if expected < 1e-9:
        assert alpha is None
    else:
        assert alpha == pytest.approx(1 - (total - 1) * observed / expected)


@given(st.lists(st.tuples(st.lists(st.integers(0, 5), min_size=2, max_size=2), st.integers(1, 9))))
def test_a_unit_with_a_weight_is_that_unit_so_often(units: list[tuple[list[int], int]]) -> None:
    spread = [(unit, 1) for unit, weight in units for _ in range(weight)]
    assert krippendorff_alpha(units) == pytest.approx(krippendorff_alpha(spread))
    assert observed_agreement(units) == pytest.approx(observed_agreement(spread))


# Tokens and highlights


@settings(deadline=None)
@given(
    st.text(alphabet="ab, \n王り\u3000ไที่\u0301\u3099", max_size=40),
    st.lists(st.tuples(st.integers(-2, 42), st.integers(-2, 42)), max_size=5),
)
def test_a_span_has_the_tokens_that_it_touches(text: str, spans: list[Span]) -> None:
    unspaced = "王り\u3099ไที่"
    pattern = f"[{unspaced}][ี่\u3099]*|[^\\s{unspaced}]+"
    whole = [found.span() for found in re.finditer(pattern, text)]
    tokens = Tokens(text, spans)
    assert tokens.total == len(whole)
    for start, end in spans:
        touched = [n for n, (at, to) in enumerate(whole) if max(start, at) < min(end, to)]
        assert list(range(*tokens.inside((start, end)))) == touched


@pytest.mark.parametrize(
    "text", ["政府は発表した", "ﾃﾞｰﾀを発表", "รัฐบาลประกาศ", "ລັດຖະບານ", "မြန်မာ", "រដ្ឋាភិបាល"]
)
def test_without_blanks_between_words_a_letter_is_a_token(text: str) -> None:
    """One run of such letters can be a whole paragraph, which a quote rarely is."""
    tokens = Tokens(text, [(0, 1), (len(text) - 1, len(text))])
    assert tokens.inside((0, 1)) == (0, 1)
    assert tokens.inside((len(text) - 1, len(text))) == (tokens.total - 1, tokens.total)
    assert tokens.total > 2


def test_tokens_are_counted_by_who_marked_them() -> None:
    text = "one two three four five"
    marks = {1: [(0, 7), (4, 13)], 2: [(8, 18)]}
    spans = [span for each in marks.values() for span in each]
    assert covered(Tokens(text, spans), marks) == {1: 2, 3: 1, 2: 1, 0: 1}


def test_highlights_are_matched_one_to_one_the_best_first() -> None:
    found = overlap([(0, 10), (20, 30)], [(0, 10), (18, 30), (29, 40)])
    assert (found.highlights, found.matched, found.exact) == (5, 2, 1)
    assert found.jaccard == pytest.approx(1 + 10 / 12)


def test_highlights_that_only_touch_have_nothing_in_common() -> None:
    assert overlap([(0, 5)], [(5, 9)]).matched == 0


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda s: (s[0], sum(s))))


@given(spans, spans)
def test_overlap_does_not_depend_on_who_comes_first(one: list[Span], other: list[Span]) -> None:
    found, turned = overlap(one, other), overlap(other, one)
    assert (found.highlights, found.exact) == (turned.highlights, turned.exact)
    assert found.exact <= found.matched <= min(len(set(one)), len(set(other)))
    assert overlap(one, one).exact == len(set(one))


# In a library

DRAFTS = [Draft(f"Article {letter} says one two three four.", title=letter) for letter in "ABCDE"]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    shelve(library, DRAFTS)
    yield library
    library.close()


def colleague(library: Library, name: str, read: Sequence[str], labelled: Sequence[str]) -> None:
    """A colleague reads articles and puts the topic `arms` on some of them."""
    with working_as(library.path, name) as theirs:
        if read:
            theirs.set_status(read, "done")
        if labelled:
            theirs.label(labelled, "arms")
    library.refresh()


def on(agreement: Agreement, topic: str) -> TopicAgreement:
    return next(each for each in agreement.topics if each.topic == topic)


def test_alone_there_is_nothing_to_compare(library: Library, ids: list[str]) -> None:
    library.label(ids, "arms")
    found = library.agreement()
    assert (found.articles, found.topics, found.pairs) == (0, (), ())
    assert found.reason == ONE_ANALYST


def test_articles_read_by_one_are_not_compared(library: Library, ids: list[str]) -> None:
    library.label(ids[:2], "arms")
    colleague(library, "nobody", ids[2:], [])
    assert library.agreement().reason == NONE_TWICE


def test_two_analysts_on_one_topic(library: Library, ids: list[str]) -> None:
    library.set_status(ids, "done")
    library.label(ids[:2], "arms")
    colleague(library, "nobody", ids[:4], ids[1:3])
    found = library.agreement()
    assert found.articles == 4
    arms = on(found, "arms")
    assert (arms.carried, arms.unanimous, arms.agreement) == (3, 1, 0.5)
    [pair] = arms.pairs
    assert (pair.first, pair.second) == tuple(sorted(("nobody", library.analyst)))
    assert (pair.articles, pair.both, pair.neither) == (4, 1, 1)
    assert (pair.first_only, pair.second_only) == (1, 1)
    assert pair.kappa == arms.kappa == cohen_kappa([[1, 1], [1, 1]]) == 0
    assert arms.alpha == krippendorff_alpha(units_of("1100", "0110"))
    assert arms.marks.reason == NO_MARKS
    assert found.pairs == (pair,)


def test_a_star_alone_is_no_reading_but_a_note_is(library: Library, ids: list[str]) -> None:
    library.label(ids[:1], "arms")
    with working_as(library.path, "nobody") as theirs:
        theirs.set_star(ids)
    library.refresh()
    assert library.agreement().articles == 0
    with working_as(library.path, "nobody") as theirs:
        theirs.set_note(ids[0], "nothing in it")
    library.refresh()
    assert library.agreement().articles == 1


def test_values_that_are_missing_are_no_disagreement(library: Library, ids: list[str]) -> None:
    library.set_status(ids[:4], "done")
    library.label(ids[:2], "arms")
    colleague(library, "nobody", ids[1:], ids[1:2])
    colleague(library, "daemon", [ids[0], *ids[2:]], ids[2:4])
    arms = on(library.agreement(), "arms")
    mine, theirs, third = "1100.", ".1000", "0.110"
    assert arms.alpha == pytest.approx(krippendorff_alpha(units_of(mine, theirs, third)))
    assert arms.agreement == pytest.approx(observed_agreement(units_of(mine, theirs, third)))
    tables = ([[2, 0], [0, 1]], [[0, 2], [1, 0]], [[1, 2], [0, 0]])
    kappas = [cohen_kappa(table) for table in tables]
    assert sorted(pair.kappa or 0 for pair in arms.pairs) == pytest.approx(
        sorted(kappa or 0 for kappa in kappas)
    )
    assert arms.kappa == pytest.approx(sum(kappa or 0 for kappa in kappas) / 3)


def test_where_all_gave_the_same_the_reason_is_told(library: Library, ids: list[str]) -> None:
    library.label(ids[:2], "arms")
    colleague(library, "nobody", [], ids[:2])
    found = library.agreement()
    arms = on(found, "arms")
    assert (arms.agreement, arms.kappa, arms.alpha, arms.reason) == (1, None, None, NO_VARIANCE)
    assert found.pairs[0].reason == NO_VARIANCE


def test_renamed_topics_are_one_and_deleted_ones_none(library: Library, ids: list[str]) -> None:
    library.label(ids[:2], "guns")
    library.label(ids[:1], "old")
    colleague(library, "nobody", [], ids[:2])
    library.topics.merge("guns", "arms")
    library.topics.delete("old")
    found = library.agreement()
    assert [topic.topic for topic in found.topics] == ["arms"]
    assert found.topics[0].unanimous == 2


def test_quotes_are_compared_by_token_and_by_their_ends(library: Library, ids: list[str]) -> None:
    text = library.article(ids[0]).text  # Article A says one two three four.
    one = text.index("one")
    library.highlight(ids[0], one, one + len("one two"), ["arms"])
    library.set_status(ids, "done")
    with working_as(library.path, "nobody") as theirs:
        theirs.highlight(ids[0], one, one + len("one two three"), ["arms"])
        theirs.set_status(ids, "done")
    library.refresh()
    arms = on(library.agreement(), "arms")
    marks = arms.marks
    assert (arms.carried, arms.agreement) == (1, 1)
    assert (marks.quotes, marks.articles, marks.tokens) == (2, 1, 7)
    assert marks.agreement == pytest.approx(6 / 7)
    assert marks.kappa == pytest.approx(cohen_kappa([[4, 1], [0, 2]]))
    assert marks.alpha == pytest.approx(krippendorff_alpha([((2, 0), 4), ((1, 1), 1), ((0, 2), 2)]))
    assert (marks.matched, marks.f1, marks.exact) == (1, 1, 0)
    assert marks.jaccard == pytest.approx(7 / 13)


def test_quotes_that_do_not_overlap_have_no_ends_in_common(
    library: Library, ids: list[str]
) -> None:
    library.highlight(ids[0], 0, 7, ["arms"])
    with working_as(library.path, "nobody") as theirs:
        theirs.highlight(ids[0], 10, 14, ["arms"])
    library.refresh()
    marks = on(library.agreement(), "arms").marks
    assert (marks.matched, marks.f1, marks.jaccard, marks.exact) == (0, 0, None, None)
    assert marks.reason == NO_MATCH


def test_a_query_and_names_narrow_what_is_compared(library: Library, ids: list[str]) -> None:
    library.label(ids, "arms")
    colleague(library, "nobody", ids, ids[:3])
    colleague(library, "daemon", ids[:1], [])
    assert library.agreement('"Article A"').articles == 1
    assert len(library.agreement().pairs) == 3
    found = library.agreement(analysts=["nobody", library.analyst])
    assert [(pair.first, pair.second) for pair in found.pairs] == [
        tuple(sorted(("nobody", library.analyst)))
    ]
    assert library.agreement(analysts=["nobody"]).reason == ONE_ANALYST
    with pytest.raises(PressmarkError, match="“mail” has written nothing here"):
        library.agreement(analysts=["mail"])
    with pytest.raises(QueryError):
        library.agreement("a (")


def test_a_pair_over_several_topics_is_pooled(library: Library, ids: list[str]) -> None:
    library.set_status(ids, "done")
    library.label(ids[:2], "arms")
    library.label(ids[:3], "trade")
    colleague(library, "nobody", ids, ids[:1])
    found = library.agreement()
    [pair] = found.pairs
    shares = [chance([[3, 1], [0, 1]]), chance([[2, 3], [0, 0]])]
    assert pair.kappa == pytest.approx(pooled_kappa([share for share in shares if share]))
    assert (pair.articles, pair.both, pair.neither) == (5, 1, 5)


def test_it_is_reckoned_in_slices(library: Library, ids: list[str]) -> None:
    library.label(ids, "arms")
    colleague(library, "nobody", ids, [])
    *between, last = library.reckoning_agreement()
    assert between
    assert not any(between)
    assert last == library.agreement()
