"""Marks of several analysts compared place by place, and the gold layer that is made of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Library, PressmarkError, open_library
from store.codebook import Codebook
from store.disputes import Dispute, disputes, meant, standing
from store.model import Draft, Gold, Quote
from tests.changing import FIRST, SECOND, draft
from tests.colleagues import need_root, working_as
from tests.shelf import shelve

TEXT = "The yard signed in May. “We deliver in June,” said Irena Valtos. It rained all day long."
BOOK = Codebook({})


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft(TEXT, title="Yard", published="2025-03-01"), Draft("Other news here.")])
    yield library
    library.close()


@pytest.fixture
def article(library: Library) -> str:
    return library.articles().id_at(0)


@pytest.fixture
def twice(library: Library, article: str) -> Library:
    """Three places: marked with other ends, by one only, and alike."""
    need_root()
    library.highlight(article, 25, 43, ["exports"], "Valtos")
    library.highlight(article, 0, 3, ["yards"])
    library.highlight(article, 65, 74, ["weather"])
    with working_as(library.path, "nobody") as theirs:
        theirs.highlight(article, 25, 35, ["exports"], "Irena Valtos", "sure of it")
        theirs.highlight(article, 65, 74, ["weather"])
    library.refresh()
    return library


def places(library: Library, article: str) -> tuple[Dispute, Dispute, Dispute]:
    first, second, third = library.disputes(article)
    return first, second, third


def gold(library: Library, *, rejected: bool = False) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(row.exact, row.decision, row.topics) for row in library.gold(rejected=rejected)]


# Places


def test_marks_that_overlap_are_one_place(twice: Library, article: str) -> None:
    found = places(twice, article)
    assert [(p.start, p.end, p.agreed, p.open) for p in found] == [
        (0, 3, False, True),
        (25, 43, False, True),
        (65, 74, True, False),
    ]
    names = tuple(sorted((twice.analyst, "nobody")))
    assert all(tuple(name for name, _ in p.versions) == names for p in found)
    assert found[0].of("nobody") == ()


def test_one_reader_disputes_nothing(library: Library, article: str) -> None:
    library.highlight(article, 0, 3)
    [place] = library.disputes(article)
    assert not place.agreed
    assert not place.open


def test_who_read_and_marked_nothing_differs(library: Library, article: str) -> None:
    library.highlight(article, 0, 3)
    with working_as(library.path, "nobody") as theirs:
        theirs.set_status([article], "done")
    library.refresh()
    [place] = library.disputes(article)
    assert place.open


def test_names_of_one_topic_are_no_difference(library: Library, article: str) -> None:
    library.highlight(article, 0, 3, ["guns"])
    with working_as(library.path, "nobody") as theirs:
        theirs.highlight(article, 0, 3, ["weapons"])
    library.refresh()
    assert library.disputes(article)[0].open
    library.topics.merge("guns", "weapons")
    assert library.disputes(article)[0].agreed


spans = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda s: (s[0], sum(s)))


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["ann", "bo", "cy"]), spans), max_size=12))
def test_places_hold_each_mark_once_and_never_overlap(
    drawn: list[tuple[str, tuple[int, int]]],
) -> None:
    marks = [(who, Quote(f"{n}", "a", *span, "x")) for n, (who, span) in enumerate(drawn)]
    found = disputes("a", ["ann", "bo"], marks, [], BOOK)
    assert sorted(q.id for p in found for _, q in p.marks) == sorted(q.id for _, q in marks)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for place in found:
        assert place.start == min(quote.start for _, quote in place.marks)
        assert place.end == max(quote.end for _, quote in place.marks)


# Decisions


def test_one_analysts_version_is_taken(twice: Library, article: str) -> None:
    _, second, _ = places(twice, article)
    edit = twice.take([second], "nobody")
    assert edit is not None
    assert edit.label == "take nobody: “We deliver in June”"
    [row] = twice.gold()
    assert (row.exact, row.speaker, row.note) == ("We deliver", "Irena Valtos", "sure of it")
    assert (row.analyst, row.title, row.decision) == (twice.analyst, "Yard", "taken")
    assert row.sources == tuple(f"nobody/{quote.id}" for quote in second.of("nobody"))
    [_, now, _] = places(twice, article)
    assert not now.open
    assert now.gold[0][1].beside == tuple(
        f"{twice.analyst}/{quote.id}" for quote in second.of(twice.analyst)
    )


def test_all_versions_are_taken_each_once(twice: Library, article: str) -> None:
    _, second, third = places(twice, article)
    twice.take([second, third])
    assert gold(twice) == [
        ("We deliver", "taken", ("exports",)),
        ("We deliver in June", "taken", ("exports",)),
        ("It rained", "taken", ("weather",)),
    ]
    assert len(twice.gold()[2].sources) == 2


def test_a_later_decision_takes_the_place_of_the_first(twice: Library, article: str) -> None:
    twice.take([places(twice, article)[1]])
    twice.take([places(twice, article)[1]], twice.analyst)
    assert [row.exact for row in twice.gold()] == ["We deliver in June"]


def test_the_same_decision_again_is_no_edit(twice: Library, article: str) -> None:
    for decide in (
        lambda: twice.take(places(twice, article)[1:2]),
        lambda: twice.take(places(twice, article)[1:2], "nobody"),
        lambda: twice.reject(places(twice, article)[1:2]),
    ):
        assert decide()
        decided = twice.gold(rejected=True)
        assert decide() is None
        assert twice.gold(rejected=True) == decided


def test_the_same_decision_counts_again_after_another_adjudicators(
    twice: Library, article: str
) -> None:
    twice.take(places(twice, article)[1:2], "nobody")
    with working_as(twice.path, "nobody") as theirs:
        theirs.reject(theirs.disputes(article)[1:2])
    twice.refresh()
    assert gold(twice) == []
    assert twice.take(places(twice, article)[1:2], "nobody")
    assert [exact for exact, _, _ in gold(twice)] == ["We deliver"]


def test_who_marked_nothing_cannot_be_taken(twice: Library, article: str) -> None:
    with pytest.raises(PressmarkError, match="nobody marked nothing"):
        twice.take([places(twice, article)[0]], "nobody")
    assert twice.gold() == []


def test_what_is_rejected_is_settled_and_no_gold(twice: Library, article: str) -> None:
    first, second, _ = places(twice, article)
    twice.reject([first, second])
    assert twice.gold() == []
    assert gold(twice, rejected=True) == [
        ("The", "rejected", ()),
        ("We deliver in June", "rejected", ()),
    ]
    assert not any(place.open for place in places(twice, article))


def test_ends_topics_and_speaker_are_changed(twice: Library, article: str) -> None:
    twice.change_gold(places(twice, article)[1], 0, end=40)
    twice.change_gold(places(twice, article)[1], 0, topics=["exports/ships"], speaker="I. Valtos")
    [row] = twice.gold()
    assert (row.start, row.end, row.exact) == (25, 40, TEXT[25:40].rstrip())
    assert (row.topics, row.speaker, row.decision) == (("exports/ships",), "I. Valtos", "changed")
    assert twice.topics.get("exports/ships") is not None
    assert twice.change_gold(places(twice, article)[1], 0, speaker="I. Valtos") is None


def test_a_change_to_no_text_is_refused(twice: Library, article: str) -> None:
    with pytest.raises(PressmarkError):
        twice.change_gold(places(twice, article)[1], 0, start=30, end=30)


def test_each_decision_is_undone_and_done_again(twice: Library, article: str) -> None:
    before = places(twice, article)
    twice.take(before[:2])
    after = places(twice, article)
    twice.undo()
    assert places(twice, article) == before
    twice.redo()
    assert places(twice, article) == after
    twice.undecide(after[:2])
    assert places(twice, article) == before


def test_a_new_mark_opens_a_decided_place_again(twice: Library, article: str) -> None:
    twice.take([places(twice, article)[1]], "nobody")
    twice.highlight(article, 30, 50)
    [_, second, _] = places(twice, article)
    assert second.open
    assert second.gold


def test_gold_stays_when_its_marks_are_gone(twice: Library, article: str) -> None:
    first = places(twice, article)[0]
    twice.take([first], twice.analyst)
    twice.remove_quotes([quote.id for quote in first.of(twice.analyst)])
    [place, *_] = twice.disputes(article)
    assert (place.marks, place.open) == ((), False)
    assert [row.exact for row in twice.gold()] == ["The"]


def test_of_two_adjudicators_the_later_one_counts(twice: Library, article: str) -> None:
    twice.take([places(twice, article)[1]], twice.analyst)
    with working_as(twice.path, "daemon") as theirs:
        theirs.take([theirs.disputes(article)[1]], "nobody")
    twice.refresh()
    [row] = twice.gold()
    assert (row.analyst, row.exact) == ("daemon", "We deliver")
    twice.change_gold(places(twice, article)[1], 0, note="ours")
    [row] = twice.gold()
    assert (row.analyst, row.exact, row.note) == (twice.analyst, "We deliver", "ours")


def test_decisions_are_read_again_with_the_library(twice: Library, article: str) -> None:
    twice.take([places(twice, article)[1]], "nobody")
    before = twice.gold()
    again = open_library(twice.path)
    assert again.gold() == before
    again.close()


def test_history_says_who_decided_what(twice: Library, article: str) -> None:
    twice.take([places(twice, article)[1]], "nobody")
    twice.undecide([places(twice, article)[1]])
    labels = [edit.label for edit in twice.history(article)]
    assert labels[:2] == ["decide later: “We deliver in June”", "take nobody: “We deliver in June”"]
    newest = twice.history(article)[1]
    assert newest.analyst == twice.analyst
    [change] = newest.changes
    assert change.table == "gold"


def test_an_old_decision_is_taken_back_from_the_history(twice: Library, article: str) -> None:
    edit = twice.take([places(twice, article)[1]], "nobody")
    assert edit is not None
    twice.set_star([article])
    twice.revert(edit)
    assert twice.gold() == []


def test_a_check_finds_nothing_wrong_with_decisions(twice: Library, article: str) -> None:
    first, second, _ = places(twice, article)
    twice.take([second])
    twice.reject([first])
    assert twice.check() == []


def test_gold_is_selected_by_article(twice: Library, article: str) -> None:
    twice.take([places(twice, article)[1]], "nobody")
    assert len(twice.gold("yard")) == 1
    assert twice.gold("other") == []


def test_gold_on_an_earlier_version_is_that_of_its_article(library: Library) -> None:
    first, _ = shelve(library, [draft(FIRST), draft(SECOND, day="2025-04-04")])
    library.highlight(first, 0, 12)
    library.take(library.disputes(first))
    for query in ("source:Herald", "is:superseded", "source:Herald OR is:superseded", ""):
        assert [row.article for row in library.gold(query)] == [first], query
    assert library.gold("source:Courier") == []


def test_disputed_articles_are_listed(twice: Library, article: str) -> None:
    found = [each for each in twice.disputed() if each]
    assert found == [(article, 2, 3)]
    twice.reject(places(twice, article)[:2])
    assert [each.open for each in twice.disputed() if each] == [0]


def test_open_places_of_earlier_versions_are_listed_with_their_article(library: Library) -> None:
    first, newest = shelve(library, [draft(FIRST), draft(SECOND, day="2025-04-04")])
    for version, span in ((first, (0, 12)), (newest, (0, 5))):
        library.highlight(version, *span)
        with working_as(library.path, "nobody") as theirs:
            theirs.highlight(version, span[0], span[1] - 2)
    library.refresh()
    found = [(newest, 1, 1), (first, 1, 1)]
    for query in ("source:Herald", "source:Herald OR is:superseded", ""):
        assert [each for each in library.disputed(query) if each] == found, query
    assert [each for each in library.disputed("is:superseded") if each] == found[1:]
    assert [each for each in library.disputed("source:Courier") if each] == []


def test_in_a_blind_library_marks_stay_back_until_the_own_review(
    twice: Library, article: str
) -> None:
    (twice.path / "settings.toml").write_text("blind = true\n")
    blind = open_library(twice.path)
    with pytest.raises(PressmarkError, match="until your own review"):
        blind.disputes(article)
    assert blind.agreement().articles == 0
    assert [each for each in blind.disputed() if each] == []
    blind.set_status([article], "done")
    assert len(blind.disputes(article)) == 3
    assert blind.agreement().articles == 1
    blind.close()


# Which decision counts

refs = st.sets(st.sampled_from(["a/1", "a/2", "b/1", "b/2"]), min_size=1, max_size=3).map(tuple)


@given(st.lists(st.tuples(st.sampled_from("xyz"), refs, st.integers(1, 4)), max_size=8))
def test_of_decisions_on_one_mark_only_the_newest_stand(
    drawn: list[tuple[str, tuple[str, ...], int]],
) -> None:
    every = [
        (who, Gold(f"{n}", "a", 0, 1, "x", sources=sources, clock=clock))
        for n, (who, sources, clock) in enumerate(drawn)
    ]
    found = standing(every)
    by_mark: dict[str, set[tuple[int, str]]] = {}
    for who, each in found:
        for mark in meant(each):
            by_mark.setdefault(mark, set()).add((each.clock, who))
    assert all(len(deciders) == 1 for deciders in by_mark.values())
    assert bool(found) == bool(every)
    assert standing(reversed(every)) == found
