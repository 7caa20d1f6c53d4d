"""Twenty sessions at once, of several accounts, on clocks an hour apart: nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path

import pytest

from store import open_library
from tests.accounts import Account, Running
from tests.writers import (
    COLOURS,
    HOUR,
    TOPIC,
    WRITERS,
    Storm,
    colour_of,
    office,
    seen_in,
    set_clock,
    storm,
)  # fmt: skip

SECONDS = 2.0


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[Path, str, list[Account | None]]]:
    with ExitStack() as stack:
        yield office(stack)


@pytest.fixture(scope="module")
def outcome(place: tuple[Path, str, list[Account | None]]) -> Storm:
    return storm(*place, WRITERS, SECONDS)


def test_every_acknowledged_edit_is_there_and_every_session_sees_all(
    outcome: Storm, place: tuple[Path, str, list[Account | None]]
) -> None:
    assert len(outcome.witnesses) == WRITERS
    assert all(each.saved for each in outcome.witnesses)
    for each in outcome.witnesses:
        assert each.seen == outcome.saved
    with closing(open_library(place[0])) as library:
        assert seen_in(library) == outcome.saved
        assert library.check() == []


def test_clocks_an_hour_apart_change_no_result(
    outcome: Storm, place: tuple[Path, str, list[Account | None]]
) -> None:
    first = [datetime.fromisoformat(each.times[0]).timestamp() for each in outcome.witnesses]
    assert max(first) - min(first) > 1.9 * HOUR  # the clocks were off indeed
    with closing(open_library(place[0])) as library:
        now = colour_of(library)
    assert now in COLOURS
    assert {each.colour for each in outcome.witnesses} == {now}


def test_the_last_word_counts_however_early_its_clock(
    outcome: Storm, place: tuple[Path, str, list[Account | None]]
) -> None:
    folder, _, staff = place
    for number, account in enumerate(staff):

        def paint(colour: str = f"#00000{number}") -> None:
            set_clock(-24 * HOUR)
            with closing(open_library(folder)) as library:
                library.topics.define(TOPIC, colour=colour)

        with Running(account, paint, {}) as painter:
            painter.result()
        with closing(open_library(folder)) as library:
            assert colour_of(library) == f"#00000{number}"
    assert outcome.missing == 0
