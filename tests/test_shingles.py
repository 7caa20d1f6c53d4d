"""How much two texts share, in whatever writing, and in little memory."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.library import Library
from store.shingles import SKETCH, Shingles, may_share, shared
from tests.copies import HOSTILE, PROSE, prose


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
