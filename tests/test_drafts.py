"""What was typed when the terminal closed is there at the next start."""

from __future__ import annotations

import fcntl
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from store.model import PressmarkError
from tests.accounts import Running
from tests.office import LEFT
from tui.drafts import Drafts, drafts_path


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "state" / "drafts.json")


def test_a_draft_is_kept_until_it_is_taken(drafts: Drafts) -> None:
    drafts.save({"note 1": "zwei\nZeilen “ü” 王", "note 2": "b"})
    assert Drafts(drafts.path).take("note 1") == "zwei\nZeilen “ü” 王"
    assert drafts.take("note 1") is None
    assert drafts.load() == {"note 2": "b"}


def test_saving_keeps_what_others_saved(drafts: Drafts) -> None:
    drafts.save({"a": "1", "b": "2"})
    drafts.save({"b": "3"})
    assert drafts.load() == {"a": "1", "b": "3"}


def test_the_file_is_private_and_so_is_its_folder(drafts: Drafts) -> None:
    drafts.save({"a": "1"})
    assert stat.S_IMODE(drafts.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(drafts.path.parent.stat().st_mode) == 0o700


def test_nothing_typed_makes_no_file(drafts: Drafts) -> None:
    drafts.save({})
    assert drafts.take("a") is None
    assert not drafts.path.parent.exists()


@pytest.mark.parametrize("what", ["a FIFO", "a link to an endless device", "a socket"])
def test_what_somebody_left_in_its_place_keeps_nobody_waiting(drafts: Drafts, what: str) -> None:
    """$HOME may be another's, as after `su`; in a process that can be given up."""
    drafts.path.parent.mkdir()
    LEFT[what](drafts.path)

    def work() -> dict[str, str]:
        before = drafts.load()
        drafts.save({"a": "1"})
        return before | drafts.load()

    with Running(None, work, {}) as running:
        assert running.result(patience=20) == {"a": "1"}


def test_a_lock_that_is_never_given_back_keeps_nobody_from_ending(drafts: Drafts) -> None:
    drafts.path.parent.mkdir()
    held = os.open(drafts.path.parent, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with Running(None, lambda: drafts.save({"a": "1"}), {}) as running:
        running.result(patience=20)
    os.close(held)
    assert drafts.load() == {"a": "1"}


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\xff\xfe\x00", b"[1]", b'"x"', b"null", b"[" * 100_000]
)
def test_a_damaged_file_is_set_aside_and_nothing_of_it_is_lost(
    drafts: Drafts, damage: bytes
) -> None:
    drafts.path.parent.mkdir()
    drafts.path.write_bytes(damage)
    assert drafts.load() == {}
    drafts.save({"a": "1"})
    assert drafts.load() == {"a": "1"}
    kept = drafts.path.with_name("drafts.json.damaged")
    assert not damage or kept.read_bytes() == damage


def test_what_can_be_read_of_a_file_is_read(drafts: Drafts) -> None:
    drafts.path.parent.mkdir()
    drafts.path.write_text('{"a": "1", "b": 2, "c": null}')
    assert drafts.load() == {"a": "1"}


def test_a_link_in_place_of_the_file_is_not_followed(drafts: Drafts, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    drafts.path.parent.mkdir()
    drafts.path.symlink_to(target)
    drafts.save({"a": "1"})
    assert target.read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PressmarkError, match="not written"):
        Drafts(tmp_path / "file" / "drafts.json").save({"a": "1"})


def test_sessions_that_end_in_the_same_moment_lose_nothing(drafts: Drafts) -> None:
    code = (
        "import sys; from pathlib import Path; from tui.drafts import Drafts\n"
        "for n in range(20): Drafts(Path(sys.argv[1])).save({f'{sys.argv[2]} {n}': 'x'})"
    )
    sessions = [
        subprocess.Popen([sys.executable, "-c", code, str(drafts.path), str(number)])
        for number in range(4)
    ]
    assert [session.wait(30) for session in sessions] == [0] * 4
    assert len(drafts.load()) == 80


def test_drafts_stand_in_the_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert drafts_path() == tmp_path / "pressmark" / "drafts.json"
