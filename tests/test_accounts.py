"""What one account can do to another's annotations and session: nothing.

Run with real accounts, made for these tests and removed afterwards.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store import open_library
from tests.accounts import (
    ROOT,
    WHY_NOT,
    Account,
    Running,
    may_run,
    pressmark,
    run_as,
    stand_alone,
)
from tests.office import (
    LEFT,
    Office,
    fifo,
    forged,
    furnished,
    place_for_all,
    staff_of_four,
)
from tests.terminal import PRESSMARK, Terminal

pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


@pytest.fixture(scope="module")
def staff() -> Iterator[list[Account]]:
    with staff_of_four() as made:
        yield made


@pytest.fixture
def place() -> Iterator[Path]:
    with place_for_all() as folder:
        yield folder


@pytest.fixture
def office(staff: list[Account], place: Path) -> Office:
    return furnished(staff, place)


def expected(office: Office) -> list[tuple[str, str]]:
    return sorted([(office.ann.name, "Article 0"), (office.ben.name, "trains")])


def refused(work: Callable[[], object]) -> str:
    """The name of the error that `work` ends with; "" where it does what it should not."""
    try:
        work()
    except OSError as error:
        return type(error).__name__
    return ""


# What the kernel must keep Ann from


def write_to(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"x")


def spoil(folder: Path, mine: Path, name: str) -> dict[str, Callable[[], object]]:
    """All that Ann tries against the folder of `name`; `mine` is her own."""
    own, journal = folder / "analysts" / name, folder / "analysts" / name / "journal.jsonl"
    away = folder / "analysts" / "away"
    return {
        "append": lambda: write_to(journal),
        "truncate": lambda: os.truncate(journal, 0),
        "remove": journal.unlink,
        "rename": lambda: journal.rename(mine / "theirs"),
        "replace": lambda: (mine / "journal.jsonl").replace(journal),
        "write beside": lambda: (own / "journal.jsonl.new").touch(),
        "rename the folder": lambda: own.rename(away),
        "remove the folder": own.rmdir,
        "replace the folder": lambda: mine.rename(own),
        "change the mode": lambda: journal.chmod(0o666),
        "change the folder's mode": lambda: own.chmod(0o777),
        "take it": lambda: os.chown(journal, os.geteuid(), -1),
        "give one's own away": lambda: os.chown(mine / "journal.jsonl", own.stat().st_uid, -1),
        "set its time": lambda: os.utime(journal, (0, 0)),
        "open the lock": lambda: os.open(own / "journal.lock", os.O_RDONLY),
        "rename all folders": lambda: (folder / "analysts").rename(folder / "gone"),
        "move the articles": lambda: (folder / "articles").rename(folder / "gone"),
        "lead to other articles": (folder / "library.db").unlink,
        "change the settings": lambda: write_to(folder / "settings.toml"),
        "replace the settings": lambda: (mine / "journal.jsonl").rename(folder / "settings.toml"),
    }


def test_nobody_changes_removes_renames_or_takes_what_another_wrote(office: Office) -> None:
    mine = office.own(office.ann)
    before = office.journal(office.ben).read_bytes()

    def try_all() -> dict[str, str]:
        tries = spoil(office.folder, mine, office.ben.name)
        return {what: refused(work) for what, work in tries.items()}

    outcomes = run_as(office.ann, try_all)
    assert set(outcomes.values()) <= {"PermissionError", "OSError"}, outcomes
    assert office.journal(office.ben).read_bytes() == before
    assert office.quotes(office.lea) == expected(office)
    office.highlight(office.ben, "late again")
    assert len(office.quotes(office.ben)) == 3


def test_whoever_is_not_in_the_group_reads_at_most(office: Office) -> None:
    def try_all() -> list[str]:
        return [
            refused((office.folder / "analysts" / "new").mkdir),
            refused(lambda: write_to(office.folder / "articles" / "library.db")),
            refused((office.folder / "articles" / "new").touch),
        ]

    assert run_as(office.zoe, try_all) == ["PermissionError"] * 3


# Forging


def test_a_journal_counts_as_nobodys_but_its_owners(office: Office) -> None:
    office.own(office.lea).rmdir()  # as if Lea had joined after the library was set up
    theirs = office.own(office.lea)
    run_as(office.ann, lambda: forged(theirs / "journal.jsonl"))
    assert office.quotes(office.ben) == expected(office)
    assert str(theirs) in office.problems(office.ben)


def test_a_folder_of_a_name_without_an_account_is_ignored_and_reported(office: Office) -> None:
    ghost = office.folder / "analysts" / "ghost\x1b[2J"
    run_as(office.ann, lambda: forged(ghost / "journal.jsonl"))
    assert office.quotes(office.ben) == expected(office)
    assert "no account has this name" in office.problems(office.ben)
    assert "\x1b" not in office.problems(office.ben)


def test_a_file_of_ones_own_in_anothers_folder_does_not_count(office: Office) -> None:
    """It could be of another library: what Ben wrote there would show up here as his."""
    elsewhere = office.folder / "elsewhere"
    office.own(office.ben).rename(elsewhere)
    before = (elsewhere / "journal.jsonl").read_bytes()
    run_as(office.ann, lambda: office.own(office.ben).symlink_to(elsewhere))
    assert office.quotes(office.lea) == [(office.ann.name, "Article 0")]
    said = pressmark(
        office.ben, "--library", str(office.folder),
        "highlight", office.articles[0], "--exact", "late",
    )  # fmt: skip
    assert (said.code, "NOT saved" in said.err) == (1, True)
    assert (elsewhere / "journal.jsonl").read_bytes() == before


@pytest.mark.parametrize("name", ["USER", "LOGNAME", "HOME", "SUDO_USER", "SUDO_UID"])
def test_the_environment_counts_for_nothing(office: Office, name: str) -> None:
    value = str(office.ben.uid) if name.endswith("UID") else office.ben.name
    env = {name: str(office.own(office.ben)) if name == "HOME" else value}
    office.pressmark(
        office.ann, "highlight", office.articles[1], "--exact", "Article 1", **env
    )  # fmt: skip
    assert (office.ann.name, "Article 1") in office.quotes(office.lea)
    assert [each for each in office.quotes(office.lea) if each[0] == office.ben.name] == [
        (office.ben.name, "trains")
    ]


# What Ann leaves in place of her own journal


@pytest.mark.parametrize("what", LEFT)
def test_nothing_left_in_place_of_a_journal_keeps_another_from_work(
    office: Office, what: str
) -> None:
    journal = office.journal(office.ann)

    def leave() -> None:
        journal.unlink()
        LEFT[what](journal)

    run_as(office.ann, leave)
    office.highlight(office.ben, "late again")
    theirs = [(office.ben.name, "late again"), (office.ben.name, "trains")]
    assert office.quotes(office.ben) == theirs
    assert str(journal) in office.problems(office.ben)


def test_a_link_to_anothers_journal_makes_nothing_of_it_ones_own(office: Office) -> None:
    journal, theirs = office.journal(office.ann), office.journal(office.ben)

    def leave() -> None:
        journal.unlink()
        try:
            os.link(theirs, journal)
        except PermissionError:
            journal.symlink_to(theirs)

    run_as(office.ann, leave)
    office.highlight(office.ben, "late again")
    assert {analyst for analyst, _ in office.quotes(office.lea)} == {office.ben.name}
    assert str(journal) in office.problems(office.lea)


def test_a_colleagues_file_that_turns_bad_while_it_is_read_stops_nobody(office: Office) -> None:
    journal = office.journal(office.ann)

    def work() -> list[int]:
        with closing(open_library(office.folder)) as library:
            seen = [len(library.quotes())]
            for _ in range(2):
                step.send(b".")
                step.recv(1)
                library.refresh()
                library.highlight(office.articles[1], 0, len(seen))
                seen.append(len(library.quotes()))
            return seen

    step, other = socket.socketpair()
    with Running(office.ben, work, {}) as session:
        assert other.recv(1) == b"."
        run_as(office.ann, lambda: os.truncate(journal, 10 * 1024**3))
        other.send(b".")
        assert other.recv(1) == b"."
        run_as(office.ann, lambda: (journal.unlink(), fifo(journal)))
        other.send(b".")
        assert session.result() == [2, 3, 3]
    step.close(), other.close()


# What Ann makes beside it


def test_thousands_of_names_hide_nobody_and_are_counted(office: Office) -> None:
    office.own(office.lea).rmdir()
    analysts = office.folder / "analysts"

    def flood() -> None:
        for number in range(6_000):
            (analysts / f"nobody{number}").mkdir()

    def work() -> list[int]:
        with closing(open_library(office.folder)) as library:
            seen = [len(library.quotes())]
            step.send(b"."), step.recv(1)
            library.refresh()
            step.send(b"."), step.recv(1)
            for _ in range(3):  # each looks at some of the names
                library.refresh()
            return [*seen, len(library.quotes())]

    step, other = socket.socketpair()
    with Running(office.ben, work, {}) as session:
        assert other.recv(1) == b"."
        run_as(office.ann, flood)
        other.send(b"."), other.recv(1)
        office.highlight(office.lea, "late again")
        other.send(b".")
        assert session.result() == [2, 3]
    step.close(), other.close()
    told = office.problems(office.ben).splitlines()
    assert len(told) == 101
    assert "5,900 more names" in told[-1]
    said = office.pressmark(office.ben, "doctor", TERM="xterm")
    assert said.count("is ignored") == 100
    assert said.count("5,900 more names") == 1


# The program


def test_the_program_itself_runs_as_a_member(office: Office) -> None:
    if not may_run(office.ben):
        pytest.skip("the program stands where other accounts cannot read it")
    done = stand_alone(office.ben, ["--library", str(office.folder), "quotes", "--json"])
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2), done.stderr


def test_the_screen_says_at_once_that_nothing_can_be_saved(office: Office) -> None:
    root = office.folder / "analysts" / "root"
    root.mkdir()
    os.chown(root, office.ann.uid, -1)
    env = {"PRESSMARK_LIBRARY": str(office.folder), "PYTHONPATH": str(ROOT)}
    with Terminal(PRESSMARK, size=(160, 24), env=env) as terminal:
        terminal.wait_for("Nothing can be saved")
        terminal.wait_for(office.ann.name)
