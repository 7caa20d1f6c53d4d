"""Copies of an article are known as such, and fold into one row."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import clusters, open_library
from store.catalogue import id_of, key_of
from store.library import Library
from tests.copies import LEDGER, MERIDIAN, MONITOR, VELMORA, add, prose, titled
from tests.places import SAMPLES


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
        library = open_library(tmp_path / name)
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


def _tables(library: Library) -> list[list[tuple[int, ...]]]:
    database = library._session.catalogue.database
    return [database.rows(f"SELECT * FROM {table}") for table in ("sketch", "copy")]
