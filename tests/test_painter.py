"""What a frame sends: the cells that differ, and what makes the screen right whatever they are."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from select import POLLIN, poll

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from store import open_library
from tests.colleagues import working_as
from tests.furnished import furnish, opened, ready
from tests.terminal import Terminal
from tui.app import Pressmark
from tui.bell import Bell
from tui.config import Config
from tui.painter import Patches, Sent, differing

WIDTH = 12
STYLES = (Style(), Style(bold=True), Style(color="red", reverse=True))
PIECES = st.lists(
    st.tuples(st.text("ab …é\u0301漢", max_size=5), st.sampled_from(STYLES)), max_size=5
)
LINES = st.lists(PIECES, min_size=2, max_size=4)

FOR_A_LABEL = 60
"""Bytes: a letter of a topic and a count, each with where it stands and how it looks."""


def strip(*pieces: tuple[str, Style]) -> Strip:
    """A line of `WIDTH` cells."""
    cut = Strip([Segment(*piece) for piece in pieces]).adjust_cell_length(WIDTH, Style())
    return Strip(list(cut))


def shown(*frames: str) -> list[object]:
    screen = pyte.Screen(WIDTH, 1)
    stream = pyte.Stream(screen)
    for frame in frames:
        stream.feed(frame)
    return [screen.buffer[0][x] for x in range(WIDTH)]


def sent_for(sent: Sent, line: Strip, cuts: tuple[int, ...] = (0, WIDTH)) -> str:
    console = Console(force_terminal=True, color_system="256")
    return Patches({0: {0: line}}, [cuts], sent).render_segments(console)


def test_of_a_line_only_the_cells_that_differ_are_sent() -> None:
    plain, bold = STYLES[:2]
    before = strip(("drones", plain), ("  7 ", bold))
    assert differing(before, before) == (0, 0)
    assert differing(before, strip(("drones", plain), ("  8 ", bold))) == (8, 9)
    assert differing(before, strip(("drones", plain), (" 12 ", bold))) == (7, 9)
    assert differing(before, strip(("drones", bold), ("  7 ", bold))) == (0, 6)


def test_a_line_with_characters_of_which_terminals_disagree_is_sent_whole() -> None:
    plain = STYLES[0]
    assert differing(strip(("漢字 1", plain)), strip(("漢字 2", plain))) == (0, WIDTH)
    assert differing(strip(("e\u0301 1", plain)), strip(("e\u0301 2", plain))) == (0, WIDTH)
    as_many = "漢\u0301 "  # characters as cells
    assert differing(strip((f"{as_many}1", plain)), strip((f"{as_many}2", plain))) == (0, WIDTH)


@given(LINES)
def test_whatever_stood_there_what_is_sent_makes_the_line(lines: list[PIECES]) -> None:
    sent = Sent()
    frames = [sent_for(sent, strip(*pieces)) for pieces in lines]
    assert shown(*frames) == shown(sent_for(Sent(), strip(*lines[-1])))


def test_what_stands_already_is_not_sent_again() -> None:
    sent, line = Sent(), strip(("the same", STYLES[1]))
    assert sent_for(sent, line)
    assert sent_for(sent, line) == ""


async def test_a_frame_in_which_nothing_differs_is_none_at_all(tmp_path: Path) -> None:
    furnish(tmp_path)
    library = open_library(tmp_path / "library")
    app = Pressmark(library, Config())
    async with app.run_test() as pilot:
        await pilot.pause()
        painter, rows = app.triage._compositor, app.triage.articles
        painter.render_update(full=True).render_segments(app.console)
        for key, differs in (("", False), ("down", True)):
            await pilot.press(*[key] if key else [])
            rows.refresh()
            painter.update_widgets({rows})
            assert bool(painter.render_update()) is differs
    library.close()


def test_what_another_layout_has_drawn_over_is_sent_again() -> None:
    sent, line = Sent(), strip(("as before", STYLES[0]))
    right = Strip([Segment("xxx", STYLES[0])])
    console = Console(force_terminal=True)
    first = sent_for(sent, line)
    Patches({0: {3: right}}, [(0, 3, 6, WIDTH)], sent).render_segments(console)
    assert sent_for(sent, line) == first


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    furnish(tmp_path)
    with opened(tmp_path, size=(160, 45)) as terminal:
        ready(terminal)
        yield terminal


def test_a_colleagues_label_costs_the_cells_that_it_changes(
    terminal: Terminal, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    with working_as(library, "daemon") as theirs:
        theirs.label([theirs.articles()[4].id], "people")
    terminal.settle(3.0)  # their journal is theirs only now
    terminal.raw.clear()
    with working_as(library, "daemon") as theirs:
        theirs.label([theirs.articles()[5].id], "people")
    terminal.settle(3.0)
    assert 0 < len(terminal.raw) < FOR_A_LABEL


def test_who_waits_for_keys_and_for_colleagues_wakes_up_seldom(terminal: Terminal) -> None:
    threads = Path(f"/proc/{terminal.process.pid}/task")

    def woke() -> int:
        lines = "".join((task / "status").read_text() for task in threads.iterdir()).splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary"))

    before = woke()
    terminal.settle(3.0)
    assert woke() - before < 20


def test_a_bell_is_heard_by_who_polls_until_it_is_cleared() -> None:
    bell, waiting = Bell(), poll()
    waiting.register(bell.descriptor, POLLIN)
    assert not waiting.poll(0)
    threading.Thread(target=bell.set).start()
    assert waiting.poll(20_000) and bell.wait(20)
    bell.clear()
    assert not waiting.poll(0) and not bell.is_set()
