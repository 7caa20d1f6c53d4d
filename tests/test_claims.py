"""Taking turns: claims have one winner and end by themselves; policies say what is free."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from store import Library, PressmarkError, open_library
from store import attendance as attending
from store.accounts import account_name
from store.index import Index
from store.model import Draft
from store.settings import Settings, write_settings
from tests.accounts import command
from tests.places import ROOT
from tests.shelf import shelve

pytestmark = pytest.mark.usefixtures("one_account")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = open_library(tmp_path / "library")
    shelve(library, (Draft(f"Text number {n}.", title=f"Article {n:02}") for n in range(30)))
    library.close()
    return tmp_path / "library"


class Team:
    """Sessions of several analysts, closed at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.open: list[Library] = []

    def session(self, analyst: str) -> Library:
        self.open.append(open_library(self.folder, analyst))
        return self.open[-1]


@pytest.fixture
def team(folder: Path) -> Iterator[Team]:
    team = Team(folder)
    yield team
    for library in team.open:
        library.close()


def queue(library: Library) -> list[int]:
    return list(library.articles("", "title").numbers)


def queue_id(library: Library, place: int) -> str:
    return library.articles("", "title")[place].id


def take(library: Library, after: int = -1) -> int | None:
    return library.claim_next(queue(library), after)


# Where the next one is


@pytest.mark.parametrize("after", [-1, 9, 28])
@pytest.mark.parametrize("place", [0, 12, 29])
def test_the_only_new_one_is_found_wherever_it_is_without_a_look_at_all_that_is_done(
    team: Team, monkeypatch: pytest.MonkeyPatch, place: int, after: int
) -> None:
    monkeypatch.setattr("store.teamwork.WINDOW", 2)
    looked: list[int] = []
    reviewed_among = Index.reviewed_among

    def counted(index: Index, keys: Sequence[int], me: str) -> set[int]:
        looked.extend(keys)
        return reviewed_among(index, keys, me)

    anna = team.session("anna")
    others = [queue_id(anna, n) for n in range(30) if n != place]
    anna.set_status(others, "done")
    monkeypatch.setattr(Index, "reviewed_among", counted)
    assert anna.next_new(queue(anna), after) == place
    assert len(looked) <= 3
    assert take(anna, after) == place
    anna.set_status([queue_id(anna, place)], "skipped")
    assert anna.next_new(queue(anna), after) is None


# One winner


def test_two_sessions_get_different_articles(team: Team) -> None:
    anna, ben = team.session("anna"), team.session("ben")
    assert [take(anna), take(ben)] == [0, 1]


def test_two_sessions_of_one_analyst_get_different_articles(team: Team) -> None:
    assert [take(team.session("anna")), take(team.session("anna"))] == [0, 1]


RACER = """
import sys, time
from pathlib import Path
from store import open_library
library = open_library(sys.argv[1], sys.argv[2])
queue = library.articles("", "title").numbers
print("ready", flush=True)
sys.stdin.readline()
print(library.claim_next(queue), flush=True)
sys.stdin.readline()
library.close()
"""


def racer(folder: Path, analyst: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", RACER, str(folder), analyst],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def say(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()


def hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def test_of_twenty_processes_that_race_each_gets_an_article_of_its_own(folder: Path) -> None:
    racers = [racer(folder, f"racer{number}") for number in range(20)]
    assert [hear(process) for process in racers] == ["ready"] * 20
    for process in racers:
        say(process)
    won = sorted(int(hear(process)) for process in racers)
    for process in racers:
        say(process)
        assert process.wait() == 0
    assert won == list(range(20))


def test_of_twenty_processes_that_race_for_one_article_one_gets_it(folder: Path) -> None:
    library = open_library(folder, "referee")
    library.set_status([row.id for row in library.articles("", "title")[1:]], "done")
    library.close()
    racers = [racer(folder, "referee") for _ in range(20)]
    assert [hear(process) for process in racers] == ["ready"] * 20
    for process in racers:
        say(process)
    won = [hear(process) for process in racers]
    for process in racers:
        say(process)
        process.wait()
    assert sorted(won) == ["0"] + ["None"] * 19


# Ends


def test_a_claim_ends_when_its_session_ends(team: Team) -> None:
    anna = open_library(team.folder, "anna")
    take(anna)
    anna.close()
    assert take(team.session("ben")) == 0


def test_a_claim_ends_when_its_process_is_killed(team: Team) -> None:
    process = racer(team.folder, "anna")
    hear(process)
    say(process)
    assert hear(process) == "0"
    ben = team.session("ben")
    assert take(ben) == 1
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert take(team.session("cleo")) == 0


def test_a_claim_ends_when_its_session_is_silent(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(team.session("anna"))
    ben = team.session("ben")
    assert take(ben) == 1
    later = time.monotonic() + attending.SILENT + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert take(ben) == 0


def test_a_session_that_was_stopped_learns_that_its_claim_has_ended(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, ben = team.session("anna"), team.session("ben")
    take(anna)
    anna.attend()
    later = time.monotonic() + attending.SILENT + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert take(ben) == 0
    assert anna.attend()
    assert anna.claimed is None
    assert take(anna) == 1


def test_a_session_that_gives_signs_of_life_keeps_its_claim(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, ben = team.session("anna"), team.session("ben")
    take(anna)
    begin = time.monotonic()
    for seconds in range(0, 180, 15):
        monkeypatch.setattr(time, "monotonic", lambda at=begin + seconds: at)
        anna.attend()
    assert take(ben) == 1


def at_each_look(
    monkeypatch: pytest.MonkeyPatch, seconds: float, *looks: Callable[[], object]
) -> None:
    """Let that many seconds go by, with a look round every fifteen."""
    begin, passed = time.monotonic(), 0.0
    while passed < seconds:
        passed += 15
        monkeypatch.setattr(time, "monotonic", lambda at=begin + passed: at)
        for look in looks:
            look()


def test_a_claim_ends_where_nobody_has_pressed_a_key_for_long(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, ben = team.session("anna"), team.session("ben")
    take(anna)
    at_each_look(monkeypatch, attending.IDLE, anna.attend)
    assert anna.claimed is None
    assert anna.lost() is None  # nobody is there to be told
    assert take(ben) == 0
    anna.used()
    assert anna.lost() == (queue_id(anna, 0), True)
    assert anna.lost() is None


def test_who_presses_a_key_now_and_then_keeps_a_claim(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, ben = team.session("anna"), team.session("ben")
    take(anna)
    for _ in range(3):
        at_each_look(monkeypatch, attending.IDLE - 30, anna.attend, ben.attend)
        anna.used()
    assert take(ben) == 1


def test_who_takes_an_article_again_is_not_told_that_it_was_lost(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = team.session("anna")
    take(anna)
    at_each_look(monkeypatch, attending.IDLE, anna.attend)
    assert take(anna) == 0
    assert anna.lost() is None


def test_claims_of_before_the_machine_was_started_are_over(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(attending, "host", lambda: "another-boot 1")
        anna = team.session("anna")
        take(anna)
    assert take(team.session("ben")) == 0


def test_who_claims_everything_for_ever_gets_nothing(folder: Path, team: Team) -> None:
    anna = team.session("anna")
    take(anna)
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        database.execute(
            "INSERT INTO session SELECT 'evil', 'eve', host, 1, beat, NULL FROM session"
        )
        database.execute("DELETE FROM claim")
        database.execute("INSERT INTO claim SELECT key, 'eve', 'evil', '' FROM article")
    assert take(team.session("ben")) == 0


def test_a_crowd_of_sessions_costs_little_and_hides_no_own_claim(folder: Path, team: Team) -> None:
    anna = team.session("anna")
    assert take(anna) == 0
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        database.execute(
            "INSERT INTO session SELECT '!' || value, 'eve', host, 1, beat, NULL FROM session,"
            " json_each(?)",
            (json.dumps(list(range(3 * attending.MOST))),),
        )
        database.execute(
            "INSERT INTO session SELECT 'long', hex(zeroblob(1000)), host, 1, beat, NULL"
            " FROM session LIMIT 1"
        )
        database.execute(
            "INSERT INTO claim SELECT 1 - value, 'eve', '!' || value, '' FROM json_each(?)",
            (json.dumps(list(range(3 * attending.MOST))),),
        )
    anna.attend()
    assert len(anna._session.attendance.others) == attending.MOST
    assert anna.claimed == queue_id(anna, 0)
    ben = team.session("ben")
    assert take(ben) == 1


def test_a_claim_ends_with_the_verdict(team: Team) -> None:
    anna, ben = team.session("anna"), team.session("ben")
    take(anna)
    anna.set_status([anna.claimed or ""], "done")
    assert anna.claimed is None
    assert take(ben) == 0


def test_a_claim_ends_with_the_next_one_and_with_release(team: Team) -> None:
    anna, ben = team.session("anna"), team.session("ben")
    assert [take(anna), take(anna, 0)] == [0, 1]
    assert take(ben) == 0
    anna.release()
    assert take(ben, 0) == 1


def test_where_nothing_else_is_free_the_claim_stays(team: Team) -> None:
    anna, ben = team.session("anna"), team.session("ben")
    anna.set_status([row.id for row in anna.articles("", "title")[1:]], "done")
    assert take(anna) == 0
    assert take(anna, 0) == 0
    assert take(ben) == 1


# What is free


def test_d_goes_past_what_others_have_claimed(team: Team) -> None:
    anna, ben = team.session("anna"), team.session("ben")
    take(anna)
    take(anna, 0)
    assert ben.next_new(queue(ben), 0) == 2
    assert anna.next_new(queue(anna), 0) == 1


def test_an_article_that_needs_one_reader_is_free_until_one_has_finished_it(team: Team) -> None:
    write_settings(team.folder, Settings(readers=1))
    anna, ben = team.session("anna"), team.session("ben")
    first = anna.articles("", "title")[0].id
    anna.set_status([first], "skipped")
    assert take(ben) == 1


def test_an_article_that_needs_two_readers_is_free_for_two(team: Team) -> None:
    write_settings(team.folder, Settings(readers=2))
    anna, ben, cleo = (team.session(name) for name in ("anna", "ben", "cleo"))
    assert [take(anna), take(ben), take(cleo)] == [0, 0, 1]
    anna.set_status([anna.claimed or ""], "done")
    assert take(cleo, 1) == 2
    ben.release()
    assert take(cleo) == 0


def test_where_everyone_reads_an_article_is_free_again_once_the_claim_ends(team: Team) -> None:
    anna, ben = team.session("anna"), team.session("ben")
    take(anna)
    anna.set_status([anna.claimed or ""], "done")
    assert take(ben) == 0


def test_a_finished_article_is_not_taken_by_who_has_not_heard_of_it_yet(team: Team) -> None:
    write_settings(team.folder, Settings(readers=1))
    anna, ben = team.session("anna"), team.session("ben")
    take(anna)
    numbers = queue(ben)
    anna.set_status([anna.claimed or ""], "done")
    assert ben.claim_next(numbers) == 1


# Assignments


def test_what_is_assigned_is_found_by_whom_and_by_others(team: Team) -> None:
    lead, ben = team.session("anna"), team.session("ben")
    ids = [row.id for row in lead.articles("", "title")[:3]]
    assert lead.assign(ids, "ben") == 3
    assert lead.assign(ids, "ben") == 0
    assert {row.id for row in ben.articles("assigned:me")} == set(ids)
    assert len(ben.articles("-assigned:ben")) == 27
    assert len(lead.articles("assigned:me")) == 0


def test_what_is_assigned_and_finished_is_not_left(team: Team) -> None:
    lead, ben = team.session("anna"), team.session("ben")
    ids = [row.id for row in lead.articles("", "title")[:3]]
    lead.assign(ids, "ben")
    ben.set_status(ids[:1], "done")
    assert ben.assigned_to_me() == (2, 3)
    lead.assign(ids[2:], "ben", on=False)
    assert ben.assigned_to_me() == (1, 2)


def test_where_there_are_leads_only_they_assign_and_merge_topics_for_all(team: Team) -> None:
    write_settings(team.folder, Settings(leads=("ben",)))
    lead, ben = team.session("ben"), team.session("cleo")
    lead.topics.add("arms")
    ben.refresh()
    article = ben.articles()[0].id
    for act in (
        lambda: ben.assign([article], "cleo"),
        lambda: ben.topics.rename("arms", "weapons"),
        lambda: ben.topics.delete("arms"),
    ):
        with pytest.raises(PressmarkError, match=r"only a lead .* ask ben"):
            act()
    assert lead.assign([article], "cleo") == 1
    assert [topic.name for topic in ben.topics] == ["arms"]
    lead.topics.rename("arms", "weapons")
    ben.refresh()
    assert [topic.name for topic in ben.topics] == ["weapons"]


def test_the_commands_assign_and_tell_progress(team: Team) -> None:
    me = account_name()
    lead = team.session(me)
    lead.set_status([row.id for row in lead.articles("", "title")[:2]], "done")

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "tui.cli", "--library", str(team.folder), *arguments]
        return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout

    run("assign", "number", "--to", me)
    assert me in run("progress")
    found = json.loads(run("progress", "--json"))
    assert [
        (who["analyst"], who["assigned"], who["left"], who["done"]) for who in found["people"]
    ] == [(me, 30, 28, 2)]
    assert [(day["analyst"], day["done"]) for day in found["days"]] == [(me, 2)]
    run("assign", "number", "--to", me, "--off")
    assert json.loads(run("progress", "--json"))["people"][0]["assigned"] == 0


def test_nothing_is_assigned_to_a_name_without_an_account(team: Team) -> None:
    team.session(account_name()).assign([team.session("ben").articles()[0].id], "gone")
    for name, off, code in (("nonesuch", (), 1), ("gone", ("--off",), 0)):
        said = command("--library", str(team.folder), "assign", "--to", name, *off)
        assert said.code == code
        assert ("There is no account nonesuch" in said.err) == bool(code)
    assert not json.loads(command("--library", str(team.folder), "progress", "--json").out)[
        "people"
    ]
