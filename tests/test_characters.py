"""Moving an end by one character: what is seen as one is one, and blanks hold nobody up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.changes import trimmed
from store.characters import (
    next_character,
    next_character_end,
    previous_character,
    previous_character_end,
)
from store.text import clean
from tui.reading import Reading

FAMILY = "👨\u200d👩\u200d👧"
SEEN = ("a", "q\u0303", "漢", "🇩🇪", "👍🏽", FAMILY, "♥\ufe0f", "नि", ".", "“")
BLANKS = ("", " ", "\n", "\n\n", " " * 300)

texts = st.lists(st.tuples(st.sampled_from(SEEN), st.sampled_from(BLANKS)), min_size=1)


@given(texts)
def test_moves_stop_at_each_character_and_nowhere_else(pieces: list[tuple[str, str]]) -> None:
    text = "".join(seen + blank for seen, blank in pieces)
    starts = [0]
    for seen, blank in pieces[:-1]:
        starts.append(starts[-1] + len(seen + blank))
    ends = [start + len(seen) for start, (seen, _) in zip(starts, pieces, strict=True)]
    for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
        assert next_character(text, start) == following
    for start, before in zip(starts[1:], starts, strict=False):
        assert previous_character(text, start) == before
    for end, following in zip([0, *ends], ends, strict=False):
        assert next_character_end(text, end) == following
    for end, before in zip(ends, [0, *ends], strict=False):
        assert previous_character_end(text, end) == before


@given(st.text(max_size=60).map(clean), st.integers(0, 60), st.sampled_from((1, -1)))
def test_a_move_within_any_text_comes_to_an_end_that_a_highlight_can_have(
    text: str, offset: int, step: int
) -> None:
    offset = min(offset, len(text))
    reading = Reading(text)
    if text[:offset].strip():
        highlight = trimmed(text, 0, offset)
        assert trimmed(text, *reading.moved_end(highlight, step, "character")) == (
            reading.moved_end(highlight, step, "character")
        )
    if text[offset:].strip():
        highlight = trimmed(text, offset, len(text))
        assert trimmed(text, *reading.moved_start(highlight, step, "character")) == (
            reading.moved_start(highlight, step, "character")
        )


@pytest.mark.parametrize(
    ("steps", "selected"),
    [
        ([1], FAMILY),
        ([1, 1], f"{FAMILY} q\u0303"),
        ([1, 1, -1], FAMILY),
        ([1, -1, -1], "x"),
        ([-1], "x"),
        ([-1, 1, 1], FAMILY),
    ],
)
def test_an_open_selection_goes_by_what_is_seen_and_through_its_beginning(
    steps: list[int], selected: str
) -> None:
    reading = Reading(f"x {FAMILY} q\u0303y")
    reading.place = reading.anchor = 2
    for step in steps:
        reading.go(reading.extended(step))
    assert reading.selection
    assert reading.text[slice(*reading.selection)].strip() == selected
