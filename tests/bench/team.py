"""Several sessions on one library: how soon one sees what another saves, and what each costs."""

from __future__ import annotations

import os
import pwd
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

from store import Library, open_library, team
from store.catalogue import Catalogue
from tests.bench.bench import Bench
from tests.bench.corpus import article
from tests.bench.libraries import annotation, codebook, journal
from tests.bench.rows import Row
from tests.bench.tape import ROOT, SMALL, TICKS, Tape, pressmark
from tests.bench.timing import in_turns, percentile
from tests.terminal import PATIENCE
from tui.screens.teaming import LOOK_ROUND

ROUNDS = 200
SESSIONS = (2, 10, 20)
WITHIN = 1.0
"""Seconds."""

ARTICLES = 1_000
ANALYSTS = 20
ANNOTATIONS = 200_000
WORKING = 5.0
"""Seconds between two highlights of a colleague at work."""

WATCHED = 20.0
"""Seconds for which an idle session is watched."""

IDLE = 0.5
"""Percent of a core."""


def measure(bench: Bench) -> Iterator[Row]:
    """News and memory with more and more sessions, an idle one, and opening."""
    full = bench.scale.rounds > ROUNDS
    for sessions in SESSIONS if full else SESSIONS[:1]:
        folder = shared_library(bench.scratch / f"team-{sessions}", ARTICLES)
        yield from rows_of_news(folder, sessions, ROUNDS if full else bench.scale.rounds // 3)
    folder = shared_library(bench.scratch / "idle", ARTICLES)
    yield from rows_of_idling(folder, SESSIONS[-1] if full else 2, WATCHED if full else 2.0)
    size = ANNOTATIONS if full else 400
    yield row_of_opening(bench.scratch / "opening", size, bench.scale.starts)


def rows_of_news(folder: Path, sessions: int, rounds: int) -> Iterator[Row]:
    """From a colleague's save to the watcher's bytes: in the list, where a count rises."""
    with watching(folder, sessions) as (screen, others):
        least = screen.resident()
        waits = [wait_for_news(screen, others[at % len(others)]) for at in range(rounds)]
        memory = screen.resident()
    for name, share in (("median", 0.5), ("worst", 1.0)):
        wait = percentile(waits, share)
        bound = share == 1.0
        yield Row(
            f"save to another's repaint: {name}", sessions, wait * 1e3, "ms",
            bound=f"within {WITHIN:g} s" if bound else "", met=wait <= WITHIN if bound else None,
        )  # fmt: skip
    yield Row("memory of a session in a team", sessions, memory, "MB", "before it", least)


def wait_for_news(screen: Tape, other: Colleague) -> float:
    """Seconds from a save to the last byte of what it changes on the screen."""
    pause = time.monotonic() + LOOK_ROUND * random.random()  # it comes at any time between looks
    while time.monotonic() < pause:
        screen.read(max(0.0, pause - time.monotonic()))
    saved = float(other.ask("quote 1"))
    seen = 0.0
    while screen.read(0.1 if seen else PATIENCE):
        seen = time.monotonic()
    return seen - saved


def rows_of_idling(folder: Path, sessions: int, seconds: float) -> Iterator[Row]:
    """What a session does while all others work, out of its sight."""
    with watching(folder, sessions) as (screen, others):
        for other in others:
            other.tell(f"work {WORKING}")
        screen.read(1.0)
        screen.raw.clear()
        before, began = worked(screen), time.monotonic()
        while (left := began + seconds - time.monotonic()) > 0:
            screen.read(left)
        share = 100 * (worked(screen) - before) / seconds
        sent = len(screen.raw)
    yield Row(
        "idle session, colleagues at work: % of a core", sessions, max(share, 1e-3), "%",
        bound=f"under {IDLE:g}", met=share < IDLE,
    )  # fmt: skip
    yield Row(
        "idle session, colleagues at work: 1 + bytes sent", sessions, 1 + sent, "B",
        bound="nothing", met=sent == 0,
    )  # fmt: skip


def row_of_opening(folder: Path, annotations: int, rounds: int) -> Row:
    """As many annotations in the journals of many analysts as in the one of one."""
    many = annotated(folder / "many", annotations, ANALYSTS)
    one = annotated(folder / "one", annotations, 1)
    # All journals belong to this account, which may not make others: what is measured is reading.
    with mock.patch.object(team, "account_number", lambda _name: os.geteuid()):
        times = in_turns({"many": lambda: opened(many), "one": lambda: opened(one)}, rounds)
    middle = {name: percentile(each, 0.5) * 1e3 for name, each in times.items()}
    what = f"open {annotations:,} annotations of {ANALYSTS} analysts"
    return Row(what, annotations, middle["many"], "ms", "the same of one", middle["one"])


def opened(folder: Path) -> None:
    library: Library = open_library(folder, "analyst0")
    library.close()


# Libraries


def shared_library(folder: Path, articles: int) -> Path:
    """One that every account may write to; a real one is set up for a group."""
    for place in (folder.parent.parent, folder.parent):
        place.chmod(0o755)
    make_library(folder, articles)
    for place, mode in ((folder, 0o777), (folder / "analysts", 0o1777)):
        place.chmod(mode)
    for file in folder.glob("library.db*"):
        file.chmod(0o666)
    return folder


def make_library(folder: Path, articles: int) -> None:
    (folder / "analysts").mkdir(parents=True)
    catalogue = Catalogue(folder / "library.db")
    try:
        for _ in catalogue.add(map(article, range(articles))):
            pass
    finally:
        catalogue.close()


def annotated(folder: Path, annotations: int, analysts: int) -> Path:
    """A library with annotations, shared out evenly."""
    make_library(folder, ARTICLES)
    for number in range(analysts):
        own = folder / "analysts" / f"analyst{number}"
        own.mkdir()
        work = (annotation(at, ARTICLES) for at in range(number, annotations, analysts))
        with (own / "journal.jsonl").open("wb") as file:
            file.writelines(journal([*codebook(), *work]))
    return folder


# Sessions


class Colleague:
    """A process of its own, as another account where that can be."""

    def __init__(self, folder: Path, account: int | None) -> None:
        who = [] if account is None else [str(account)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.colleague", str(folder), *who],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def tell(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def ask(self, line: str) -> str:
        self.tell(line)
        return self.hear()

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


@contextmanager
def watching(folder: Path, sessions: int) -> Iterator[tuple[Tape, Sequence[Colleague]]]:
    """The screen in a terminal, at its list, and the other sessions."""
    accounts = other_accounts(folder)
    with ExitStack() as stack:
        others = []
        for number in range(sessions - 1):
            account = accounts[number % len(accounts)] if accounts else None
            others.append(Colleague(folder, account))
            stack.callback(others[-1].close)
        for other in others:
            assert other.hear() == "ready"
        screen = stack.enter_context(pressmark(folder, SMALL))
        screen.wait_for(f"1/{ARTICLES:,}")
        screen.calm_down()
        yield screen, others


def other_accounts(folder: Path) -> list[int]:
    """Accounts that a session in a folder can run as; none unless root asks, or out of reach."""
    within_reach = all(parent.stat().st_mode & 0o001 for parent in folder.parents)
    if os.geteuid() or not within_reach:
        return []
    return [account.pw_uid for account in pwd.getpwall() if account.pw_uid]


def worked(screen: Tape) -> float:
    """Seconds of processor time so far."""
    fields = Path(f"/proc/{screen.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
