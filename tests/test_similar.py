"""Copies of an article are known as such, and the same words are found wherever they stand."""

from __future__ import annotations

import os
import shutil
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import clusters, open_library
from store.catalogue import Catalogue, id_of, key_of
from store.folding import fold_in_place
from store.library import Library
from store.model import Article, Edit, PressmarkError, Quote
from store.passage import Passage
from store.same_words import LONGEST, PLACES, Place
from store.shingles import SKETCH, Shingles, may_share, shared
from store.text import article_id
from tests.bench.corpus import article as made_up
from tests.places import SAMPLES

VELMORA = "Velmora's arms order book passes 55 bn crowns, export chief says"
LEDGER = "Velmora claims record arms backlog, a third of it from new customers"
MERIDIAN = "Tarvia's Velmoran howitzers delayed by cracked barrels"
MONITOR = "Cracked barrels push Tarvia's howitzers into 2026"

WORD = st.sampled_from(["the", "yard", "will", "not", "sell", "any", "guns", "of", "steel", "Ms"])
PROSE = st.lists(WORD, min_size=1, max_size=60).map(" ".join)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library", "ines")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """All samples; only for tests that write nothing."""
    opened = open_library(tmp_path_factory.mktemp("samples"), "ines")
    opened.import_paths([SAMPLES])
    yield opened
    opened.close()


def add(library: Library, *texts: str) -> list[str]:
    """Put texts into a library; return their ids."""
    catalogue = Catalogue(library.path / "library.db")
    articles = [Article(article_id(text), text, text[:20]) for text in texts]
    for _ in catalogue.add(articles):
        pass
    catalogue.close()
    return [article.id for article in articles]


def titled(library: Library, title: str) -> Article:
    row = next(row for row in library.articles() if row.title == title)
    return library.article(row.id)


def elsewhere(library: Library, title: str, words: str) -> dict[str, str]:
    """Titles of the articles that have some words of this one, and how they stand there."""
    article = titled(library, title)
    start = article.text.index(words)
    places = library.same_words(article.id, start, start + len(words))
    return {library.article(place.article_id).title: place.exact for place in places}


def prose(number: int) -> str:
    return made_up(number, "similar").text


# How much two texts share


def test_a_text_shares_all_with_itself_and_nothing_with_another() -> None:
    one, other = Shingles(prose(1)), Shingles(prose(2))
    assert shared(one, one) == 1.0
    assert shared(one, other) < 0.05


def test_what_is_shared_is_the_part_of_the_text_that_shares_less() -> None:
    ten = "one two three four five six seven eight nine ten"
    assert shared(Shingles(ten), Shingles(ten + " and then two")) == 10 / 13
    assert shared(Shingles(ten), Shingles(ten.replace("five", "changed"))) == 9 / 10


def test_no_copy_is_passed_over_before_what_it_shares_is_reckoned(samples: Library) -> None:
    """Cut from the end, with paragraphs left out, and with one word in some changed."""
    for one in map(samples.article, (row.id for row in samples.articles())):
        own = Shingles(one.text)
        paragraphs = one.text.split("\n\n")
        edited = (
            " ".join(
                "other" if place % every == every - 1 else word
                for place, word in enumerate("\n\n".join(kept).split(" "))
            )
            for kept in (paragraphs[: len(paragraphs) * 2 // 3], paragraphs[::2], paragraphs[1:])
            for every in (9, 25, 100_000)
        )
        copies = [copy for copy in map(Shingles, edited) if copy.words and shared(own, copy) >= 0.5]
        assert all(may_share(own, copy) and may_share(copy, own) for copy in copies), one.title


def test_three_words_in_a_row_are_not_shared_and_four_are() -> None:
    assert shared(Shingles("we met on friday again"), Shingles("they met on friday")) == 0
    assert shared(Shingles("we met on friday again"), Shingles("so we met on friday")) == 4 / 5


def test_case_marks_and_line_ends_make_no_difference() -> None:
    one = Shingles('He said: "We are not - yet - for sale", on Monday.\n\nMore of it is to come')
    other = Shingles("HE SAID “We are not — yet — for sale” on Monday… more of it is to come!")
    assert shared(one, other) == 1.0
    assert one.sketch() == other.sketch()


def test_chinese_and_thai_are_compared_by_characters() -> None:
    said = "部长在星期二的记者会上表示，第一批榴弹炮将推迟三个月交付，因为发现了裂纹。"
    same = "据报道，部长在星期二的记者会上表示：第一批榴弹炮将推迟三个月交付。"
    assert 0.6 < shared(Shingles(said), Shingles(same)) < 0.9
    assert set(Shingles(said).sketch()) & set(Shingles(same).sketch())
    assert shared(Shingles(said), Shingles("船厂昨天举行了第二艘护卫舰的下水仪式。")) == 0
    thai = "รัฐมนตรีกล่าวเมื่อวันอังคารว่าปืนใหญ่จะล่าช้าไปสามเดือน"
    assert shared(Shingles(thai), Shingles("เมื่อวาน" + thai)) > 0.8


@settings(deadline=None)
@given(PROSE, PROSE)
def test_sharing_is_mutual_and_a_part(one: str, other: str) -> None:
    first, second = Shingles(one), Shingles(other)
    assert 0 <= shared(first, second) == shared(second, first) <= 1
    assert shared(first, first) == 1.0


@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_sketch_of_bounded_size_that_sqlite_can_hold(text: str) -> None:
    sketch = Shingles(text).sketch()
    assert len(sketch) <= SKETCH
    assert all(0 <= number < 2**63 for number in sketch)
    assert shared(Shingles(text), Shingles(text)) in (0.0, 1.0)


# Clusters


@pytest.mark.parametrize(("one", "other"), [(VELMORA, LEDGER), (MERIDIAN, MONITOR)])
def test_a_wire_copy_is_in_the_cluster_of_its_report(
    samples: Library, one: str, other: str
) -> None:
    ((copy, figure),) = samples.cluster(titled(samples, one).id)
    assert samples.article(copy).title == other
    assert 0.65 < figure < 0.9


def test_other_reports_of_the_same_events_are_in_no_cluster(samples: Library) -> None:
    alone = [row for row in samples.articles() if not samples.cluster(row.id)]
    assert len(alone) == len(samples.articles()) - 4


def test_a_list_folds_to_one_row_a_cluster(samples: Library) -> None:
    queue = samples.articles(order="title")  # the copies come first in it
    folded_rows = clusters.fold(queue.numbers, samples.clusters(queue.numbers))
    titles = {samples.article(id_of(key)).title: more for key, more in folded_rows.items()}
    assert len(titles) == len(queue) - 2
    assert [title for title, more in titles.items() if more] == [MONITOR, LEDGER]


def test_a_folded_cluster_stands_where_its_first_article_stood() -> None:
    assert clusters.fold([5, 9, 3, 4], {9: 3, 4: 3}) == {5: 0, 9: 2}
    assert clusters.fold([], {}) == {}


def test_a_query_that_leaves_the_leader_out_still_folds_its_copies(library: Library) -> None:
    text = prose(1)
    add(library, text, text + " First copy.", text + " Second copy.")
    keys = library.articles("copy").numbers
    assert list(clusters.fold(keys, library.clusters(keys)).values()) == [1]


def test_an_import_done_again_changes_no_cluster(library: Library) -> None:
    library.import_paths([SAMPLES])
    before = _tables(library)
    library.import_paths([SAMPLES])
    assert _tables(library) == before


def test_a_late_copy_joins_the_cluster_and_moves_nobody(library: Library) -> None:
    text = prose(1)
    first, second = add(library, text, text + " Again.")
    before = library.clusters([key_of(first), key_of(second)])
    (third,) = add(library, "Late: " + text)
    assert [other for other, _ in library.cluster(first)] == [second, third]
    assert {other for other, _ in library.cluster(third)} == {first, second}
    after = library.clusters(list(map(key_of, (first, second, third))))
    assert after == before | {key_of(third): key_of(first)}


def test_a_cluster_is_the_same_whether_its_articles_come_at_once_or_one_by_one(
    tmp_path: Path,
) -> None:
    texts = [prose(1), prose(2), prose(1) + " Again.", prose(2)[200:], prose(3)]
    found = []
    for name, batches in (("at-once", [texts]), ("one-by-one", [[text] for text in texts])):
        library = open_library(tmp_path / name, "ines")
        for batch in batches:
            add(library, *batch)
        found.append(library.clusters(library.articles().numbers))
        library.close()
    assert found[0] == found[1]
    assert len(found[0]) == 2


def test_many_articles_are_looked_up_as_few_are(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library, *(prose(number % 4) + f" Copy {number}." for number in range(12)))
    keys = library.articles().numbers
    few = library.clusters(keys)
    monkeypatch.setattr(clusters, "WINDOW", 2)
    assert library.clusters(keys) == few
    assert len(few) == 8


def test_a_set_phrase_makes_no_cluster_and_hides_none(library: Library) -> None:
    tail = "\n\nSign up now for the briefing: the five stories that matter before breakfast."
    texts = [" ".join(prose(number).split()[:20]) + tail for number in range(60)]
    ids = add(library, *texts)
    assert not library.clusters(list(map(key_of, ids)))
    (copy,) = add(library, texts[50] + " Read more.")
    assert library.clusters([key_of(copy)]) == {key_of(copy): key_of(ids[50])}


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
    assert marks == {"nobody": ("trade",), "ines": ("arms",)}


# Hostile texts

BIG = 5_000_000
HOSTILE = {
    "one word": "word",
    "no words": "— … —",
    "the same word": "word " * (BIG // 5),
    "one endless word": "w" * BIG,
    "identical lines": "All of these lines are one and the same.\n" * 100_000,
    "no spaces": "榴弹炮" * (BIG // 9),
    "capitals that grow": "İ" * 1_000_000,
    "quotation marks": '"“ ' * 1_000_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_takes_little_memory_to_know(text: str) -> None:
    tracemalloc.start()
    try:
        shingles = Shingles(text)
        shared(shingles, shingles)
        shingles.sketch()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_hostile_texts_come_in_and_are_searched(library: Library) -> None:
    said = "All of these lines are one and the same as those of the day before, which she read out"
    ids = add(library, *(text.strip() for text in HOSTILE.values()), said)
    assert not library.cluster(ids[-1])
    (place,) = library.same_words(ids[-1], 0, 40)
    assert place.exact == "All of these lines are one and the same"
    for each in ids:
        assert library.count_same(each, 0, min(100, len(library.article(each).text))) <= 2


def _tables(library: Library) -> list[list[tuple[int, ...]]]:
    database = library._session.catalogue.database
    return [database.rows(f"SELECT * FROM {table}") for table in ("sketch", "copy")]
