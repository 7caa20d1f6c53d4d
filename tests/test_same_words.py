"""The same words are found wherever they stand, and coded like the quote in one edit."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import open_library
from store.folding import fold_in_place
from store.library import Library
from store.model import Edit, PressmarkError, Quote
from store.passage import Passage
from store.same_words import LONGEST, PLACES, Place
from tests.copies import HOSTILE, LEDGER, MERIDIAN, MONITOR, PROSE, VELMORA, add, prose, titled


def elsewhere(library: Library, title: str, words: str) -> dict[str, str]:
    """Titles of the articles that have some words of this one, and how they stand there."""
    article = titled(library, title)
    start = article.text.index(words)
    places = library.same_words(article.id, start, start + len(words))
    return {library.article(place.article_id).title: place.exact for place in places}


# The same words


def test_a_statement_is_found_in_the_copy_with_its_other_marks(samples: Library) -> None:
    said = "“The question is whether we can find welders.”"
    assert elsewhere(samples, LEDGER, said) == {
        VELMORA: '"The question is whether we can find welders."'
    }


def test_a_statement_in_somewhat_other_words_is_found_whole(samples: Library) -> None:
    said = "Anyone who never sends anything back hasn't been looking."
    assert elsewhere(samples, MERIDIAN, said) == {
        MONITOR: "Whoever never sends anything back has not been looking."
    }


def test_a_statement_of_everyday_words_is_found(samples: Library) -> None:
    assert elsewhere(samples, MONITOR, "We had a bad day.") == {MERIDIAN: "We had a bad day."}


def test_british_and_american_spelling_are_nearly_the_same(samples: Library) -> None:
    said = "Defense Minister Leona Hadrick said on Tuesday"
    assert elsewhere(samples, MERIDIAN, said)[MONITOR] == (
        "Defence Minister Leona Hadrick said on Tuesday"
    )


def test_a_missing_and_an_added_word_leave_the_edges_where_they_are(library: Library) -> None:
    said = "Nobody should really expect us to publish a complete list of our customers this year"
    less = said.replace("really ", "")
    more = said.replace("complete", "complete and truthful")
    ids = add(
        library,
        f"Filler before it. {said}. And the rest of that report.",
        f"In quite another report: “{less},” she said, “or ever.”",
        f"As he put it, “{more}.” Nothing followed.",
    )
    places = library.same_words(ids[0], 18, 18 + len(said))
    assert {place.article_id: place.exact for place in places} == {ids[1]: less, ids[2]: more}
    assert all(85 <= place.score < 100 for place in places)


def test_a_long_passage_is_found_from_its_beginning_to_its_end(library: Library) -> None:
    text = prose(7)
    start, end = 300, 1500
    changed = text[start:end].replace(" said ", " told us ").replace("“", '"').replace("”", '"')
    ids = add(library, text, f"{prose(8)}\n\n{changed}\n\n{prose(9)}")
    (place,) = library.same_words(ids[0], start, end)
    assert abs(len(place.exact) - len(changed)) < 20
    assert place.exact[20:-20] in changed


def test_other_statements_are_not_taken_for_the_same(samples: Library) -> None:
    assert elsewhere(samples, VELMORA, "Independent analysts were more cautious.") == {}
    assert elsewhere(samples, MONITOR, "Parliament approved the purchase by a single vote.") == {}


def test_a_passage_of_few_words_must_be_the_same(library: Library) -> None:
    ids = add(
        library, "It was not bad. Really.", "It was not mad. Really.", "It was NOT\nbad at all"
    )
    (place,) = library.same_words(ids[0], 7, 14)
    assert (place.article_id, place.exact, place.score) == (ids[2], "NOT\nbad", 100.0)


def test_part_of_a_chinese_sentence_is_found_in_a_copy(library: Library) -> None:
    text = "部长在星期二的记者会上表示，第一批榴弹炮将推迟三个月交付，因为在两根炮管上发现了裂纹。"
    ids = add(library, text, "据本报记者报道，" + text, "船厂昨天举行了第二艘护卫舰的下水仪式。")
    start = text.index("榴弹炮将推迟")
    (place,) = library.same_words(ids[0], start, start + 6)
    assert (place.article_id, place.exact) == (ids[1], "榴弹炮将推迟")


def test_a_chinese_statement_is_found_in_another_report(library: Library) -> None:
    said = "我们不接受没有经过试验的炮管，这是底线"
    ids = add(
        library,
        f"部长星期二在记者会上表示：“{said}。”记者会持续了一个小时。",
        f"船厂昨天举行了下水仪式，有三百人出席。当被问及推迟交付的原因时，部长只说「{said}」便离开了。",
        "船厂昨天举行了第二艘护卫舰的下水仪式。",
    )
    start = library.article(ids[0]).text.index(said)
    (place,) = library.same_words(ids[0], start, start + len(said))
    assert (place.article_id, place.exact) == (ids[1], said)


def test_letters_within_longer_words_are_not_the_same_words() -> None:
    assert Passage("art of war").find("The cart of warriors") is None
    assert Passage("art of war").find("The cart of warriors, and the art of war.") is not None


def test_no_more_places_are_named_than_can_be_looked_through(library: Library) -> None:
    said = "The yard has never been so full of unfinished ships"
    ids = add(library, *(f"Report {number}: {said}, no doubt." for number in range(PLACES + 60)))
    places = library.same_words(ids[0], 10, 10 + len(said))
    assert len(places) == library.count_same(ids[0], 10, 10 + len(said)) == PLACES
    assert ids[0] not in {place.article_id for place in places}


def test_a_stretch_without_words_is_nowhere(library: Library) -> None:
    ids = add(library, "One — two", "Three — four")
    assert library.same_words(ids[0], 3, 6) == []
    assert library.same_words(ids[0], 4, 4) == []


def test_a_passage_that_is_too_long_is_refused_with_its_bound(library: Library) -> None:
    (one,) = add(library, "many words " * LONGEST)
    with pytest.raises(PressmarkError, match="10,000 characters"):
        library.same_words(one, 0, LONGEST + 1)


@settings(deadline=None, max_examples=60)
@given(PROSE, PROSE, st.data())
def test_a_place_is_a_stretch_of_the_text(one: str, other: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(one) - 1))
    end = data.draw(st.integers(start + 1, len(one)))
    found = Passage(one[start:end]).find(other)
    if found:
        assert 0 <= found.start < found.end <= len(other)
        assert other[found.start : found.end].strip()
        assert found.score >= 85


@settings(deadline=None)
@given(PROSE, PROSE, PROSE)
def test_words_are_found_wherever_they_are_put(before: str, words: str, after: str) -> None:
    text = f"{before}\n“{words.upper()}” {after}"
    found = Passage(words).find(text)
    assert found is not None
    assert found.score == 100
    assert text[found.start : found.end].lower().split() == words.lower().split()


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_folding_moves_no_character(text: str) -> None:
    assert len(fold_in_place(text)) == len(text)
    assert fold_in_place(fold_in_place(text)) == fold_in_place(text)


# Spreading


def coded(library: Library) -> tuple[Quote, list[Place]]:
    """A coded quote in an article, and where two others have the same words."""
    said = "Nobody should expect us to publish a list of customers"
    ids = add(library, *(f"{outlet}: “{said},” she said." for outlet in ("One", "Two", "Three")))
    start = 6
    quote = library.highlight(ids[0], start, start + len(said), ["arms"], "Irena Valtos", "ours")
    return quote, library.same_words(ids[0], quote.start, quote.end)


def own_quotes(library: Library, article: str) -> list[Quote]:
    return [quote for who, quote in library.quotes_of(article) if who == library.analyst]


def test_spreading_codes_every_place_like_the_quote_in_one_edit(library: Library) -> None:
    quote, places = coded(library)
    edits: list[Edit] = []
    library.subscribe(edits.append)
    library.spread(quote.id, places)
    assert len(edits) == 1
    for place in places:
        (copy,) = own_quotes(library, place.article_id)
        assert copy.exact == quote.exact == place.exact
        assert (copy.topics, copy.speaker, copy.note) == (("arms",), "Irena Valtos", "")


def test_spreading_is_taken_back_at_once(library: Library) -> None:
    quote, places = coded(library)
    library.spread(quote.id, places)
    library.undo()
    assert [row.id for row in library.quotes()] == [quote.id]


def test_a_note_goes_along_only_when_asked(library: Library) -> None:
    quote, places = coded(library)
    library.spread(quote.id, places, note=True)
    assert {row.note for row in library.quotes()} == {"ours"}


def test_spreading_twice_adds_nothing(library: Library) -> None:
    quote, places = coded(library)
    assert library.spread(quote.id, places) is not None
    assert library.spread(quote.id, places) is None
    assert len(library.quotes()) == 3


def test_an_own_quote_on_a_place_gets_what_it_lacks_and_keeps_the_rest(library: Library) -> None:
    quote, places = coded(library)
    at = places[0]
    theirs = library.highlight(at.article_id, at.start, at.end - 1, ["trade"], "I. Valtos")
    library.spread(quote.id, places)
    (completed,) = own_quotes(library, at.article_id)
    assert (completed.id, completed.end) == (theirs.id, theirs.end)
    assert completed.topics == ("trade", "arms")
    assert completed.speaker == "I. Valtos"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make another account's journal")
def test_a_colleagues_quote_on_a_place_is_left_alone(library: Library) -> None:
    quote, places = coded(library)
    at = places[0]
    colleague = open_library(library.path, "nobody")
    colleague.highlight(at.article_id, at.start, at.end, ["trade"])
    colleague.close()
    folder = library.path / "analysts" / "nobody"
    for path in (folder, *folder.iterdir()):
        shutil.chown(path, "nobody")
    library.refresh()
    library.spread(quote.id, places)
    marks = {who: quote.topics for who, quote in library.quotes_of(at.article_id)}
    assert marks == {"nobody": ("trade",), library.analyst: ("arms",)}


def test_hostile_texts_come_in_and_are_searched(library: Library) -> None:
    said = "All of these lines are one and the same as those of the day before, which she read out"
    ids = add(library, *(text.strip() for text in HOSTILE.values()), said)
    assert not library.cluster(ids[-1])
    (place,) = library.same_words(ids[-1], 0, 40)
    assert place.exact == "All of these lines are one and the same"
    for each in ids:
        assert library.count_same(each, 0, min(100, len(library.article(each).text))) <= 2
