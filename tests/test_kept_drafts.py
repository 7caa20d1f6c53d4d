"""What is typed in a dialog outlives the session, however it ends, until it is saved or let go."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from store import open_library
from tests.desk import TYPED, Desk, listed, type_note
from tests.terminal import PATIENCE, PRESSMARK


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def kept(desk: Desk, *texts: str) -> None:
    """Wait for these drafts to be all that are kept."""
    end = time.monotonic() + PATIENCE
    while desk.drafts != list(texts):
        assert time.monotonic() < end, desk.drafts
        time.sleep(0.05)


def test_what_was_typed_stands_in_its_dialog_at_the_next_start_until_it_is_saved(
    desk: Desk,
) -> None:
    for end in (signal.SIGTERM, signal.SIGHUP):  # also when it is only looked at in between
        with desk.open() as terminal:
            type_note(terminal, TYPED if end is signal.SIGTERM else "")
            terminal.process.send_signal(end)
            terminal.wait_end()
    with desk.open() as terminal:
        type_note(terminal, "!")
        terminal.wait_for(f"{TYPED}!")
        terminal.press("enter")
        kept(desk)
        terminal.press("A")
        terminal.wait_for(f"{TYPED}!")
        assert "as you left it" not in terminal.text


def test_what_is_cancelled_is_not_kept(desk: Desk) -> None:
    with desk.open() as terminal:
        type_note(terminal)
        terminal.process.send_signal(signal.SIGTERM)
        terminal.wait_end()
    with desk.open() as terminal:
        type_note(terminal, "")
        terminal.press("escape")
        kept(desk)
        terminal.press("A")
        assert TYPED not in terminal.text
        assert terminal.process.poll() is None


def test_what_is_typed_outlives_a_program_that_is_killed(desk: Desk) -> None:
    with desk.open() as terminal:
        type_note(terminal)
        kept(desk, TYPED)
        terminal.process.kill()
        terminal.wait_end()
    with desk.open() as terminal:
        type_note(terminal, "")
        terminal.wait_for(TYPED)


def test_what_is_typed_and_deleted_again_is_not_kept(desk: Desk) -> None:
    with desk.open() as terminal:
        type_note(terminal, "ab")
        kept(desk, "ab")
        terminal.press("backspace", "backspace")
        kept(desk)


def test_a_session_whose_line_died_in_silence_does_not_bring_back_what_another_saved(
    desk: Desk,
) -> None:
    with desk.open() as dead, desk.open() as terminal:
        type_note(dead)
        kept(desk, TYPED)
        type_note(terminal, "!")
        terminal.wait_for(f"{TYPED}!")
        terminal.press("enter")
        kept(desk)
        dead.process.send_signal(signal.SIGHUP)
        dead.wait_end()
    assert desk.drafts == []


def test_another_librarys_drafts_are_not_offered(desk: Desk, tmp_path: Path) -> None:
    with desk.open() as terminal:
        type_note(terminal)
        terminal.process.send_signal(signal.SIGTERM)
        terminal.wait_end()
    (tmp_path / "library").rename(tmp_path / "other")
    with desk.open([*PRESSMARK, "--library", str(tmp_path / "other")]) as terminal:
        type_note(terminal, "")
        assert TYPED not in terminal.text


def test_what_cannot_be_saved_stays_in_its_dialog_and_reading_goes_on(desk: Desk) -> None:
    library = open_library(desk.folder / "library")
    article = library.articles()[0].id
    limit = 64 * 1024
    journal = library.path / "analysts" / library.analyst / "journal.jsonl"
    library.set_note(article, "x")
    while (left := limit - journal.stat().st_size) > 0:
        library.set_note(article, f"{left} {'x' * min(left, 4000)}")
    library.close()
    command = ["sh", "-c", 'ulimit -f 128; exec "$0" "$@"', *desk.command]  # of 512 bytes
    with desk.open(command, size=(100, 30)) as terminal:
        listed(terminal)
        terminal.press("down", "A", TYPED, "enter")
        terminal.wait_for("NOT saved")
        assert TYPED in terminal.text
        terminal.press("enter")
        assert TYPED in terminal.text
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait_end() == 128 + signal.SIGTERM
    assert desk.drafts == [TYPED]
    with desk.open(command, size=(100, 30)) as terminal:
        listed(terminal)
        terminal.press("s")
        terminal.wait_for("NOT saved")
        terminal.press("down", "enter")
        terminal.wait_for("It goes on.")
