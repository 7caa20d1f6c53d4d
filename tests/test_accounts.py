"""What one account can do to another's annotations and session: nothing.

Run with real accounts, made for these tests and removed afterwards.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from store import open_library
from store.journal import Journal
from store.model import Draft, PressmarkError
from store.sharing import share
from tests.accounts import (
    ROOT,
    WHY_NOT,
    Account,
    Running,
    accounts,
    command,
    may_run,
    pressmark,
    run_as,
    stand_alone,
)
from tests.shelf import shelve
from tests.terminal import PRESSMARK, Terminal

pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

TEXTS = [f"Article {number} is about trains. They were late again." for number in range(3)]


@dataclass(frozen=True)
class Office:
    """A library, in which Ann means harm and Ben works; Lea leads, and Zoe is no member."""

    folder: Path
    group: str
    ann: Account
    ben: Account
    lea: Account
    zoe: Account
    articles: list[str]

    def own(self, account: Account) -> Path:
        return self.folder / "analysts" / account.name

    def journal(self, account: Account) -> Path:
        return self.own(account) / "journal.jsonl"

    def pressmark(self, account: Account, *args: str, **env: str) -> str:
        """What a command prints that must succeed."""
        said = pressmark(account, "--library", str(self.folder), *args, **env)
        assert said.code == 0, said
        return said.out

    def quotes(self, account: Account) -> list[tuple[str, str]]:
        """(analyst, exact) of every quote, as this account's own session sees it."""
        lines = self.pressmark(account, "quotes", "--json").splitlines()
        return sorted((each["analyst"], each["exact"]) for each in map(json.loads, lines))

    def highlight(self, account: Account, exact: str, article: int = 0) -> None:
        self.pressmark(account, "highlight", self.articles[article], "--exact", exact)

    def problems(self, account: Account) -> str:
        said = pressmark(account, "--library", str(self.folder), "check")
        return said.out


@pytest.fixture(scope="module")
def staff() -> Iterator[list[Account]]:
    with accounts("ann", "ben", "lea", "zoe") as made:
        yield made


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every account can reach."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def office(staff: list[Account], place: Path) -> Office:
    """A library set up by root, with one quote of Ann's and one of Ben's."""
    office = set_up(staff, place)
    share(office.folder, office.group, [office.lea.name])
    with closing(open_library(office.folder)) as library:
        office.articles.extend(shelve(library, [Draft(text) for text in TEXTS]))
    office.highlight(office.ann, "Article 0")
    office.highlight(office.ben, "trains")
    return office


def set_up(staff: list[Account], place: Path) -> Office:
    ann, ben, lea, zoe = staff
    return Office(place / "library", ann.name.removesuffix("ann"), ann, ben, lea, zoe, [])


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


def forged(path: Path) -> None:
    """A whole and well-formed journal with a quote that nobody made."""
    with closing(Journal(path, writable=True)) as journal:
        quote = {"id": "f", "article": "0" * 16, "start": 0, "end": 1, "exact": "forged"}
        journal.append("highlight", {"quotes": {"f": quote}}, {})


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


def fifo(path: Path) -> None:
    os.mkfifo(path)


def sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 10 * 1024**3)


def endless_lines(path: Path) -> None:
    path.write_bytes(b"\n" * 3_000_000)


def bound_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        os.chdir(path.parent)  # a socket's path is short
        bound.bind(path.name)


def unreadable(path: Path) -> None:
    path.touch(0o000)


LEFT: dict[str, Callable[[Path], None]] = {
    "a FIFO": fifo,
    "a link to an endless device": lambda path: path.symlink_to("/dev/zero"),
    "a 10 GB file": sparse,
    "endless lines": endless_lines,
    "a folder": Path.mkdir,
    "a socket": bound_socket,
    "an unreadable file": unreadable,
}


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


# Locks


def hold(work: Callable[[], object], said: int) -> None:
    """Do something, say so, and keep it up for ever."""
    work()
    os.write(said, b".")
    while True:
        time.sleep(60)


def holding(account: Account, work: Callable[[], object]) -> Running:
    """A process of an account that has done `work` and goes on as it is."""
    reading, writing = os.pipe()
    running = Running(account, lambda: hold(work, writing), {})
    os.close(writing)
    done = os.read(reading, 1)
    os.close(reading)
    if not done:
        running.result()
    return running


kept_open: list[object] = []
"""What a process holds on to until it ends."""


def lock_everything_of(folder: Path) -> None:
    for path in (folder, *folder.iterdir()):
        with suppress(PermissionError):
            descriptor = os.open(path, os.O_RDONLY)
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            kept_open.append(descriptor)


def test_a_lock_that_is_never_given_back_keeps_nobody_from_saving(office: Office) -> None:
    with holding(office.ann, lambda: lock_everything_of(office.own(office.ben))):
        office.highlight(office.ben, "late again")
        assert len(office.quotes(office.ben)) == 3


def begin_exclusive(path: Path) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("BEGIN EXCLUSIVE")
    database.execute("DELETE FROM article")
    kept_open.append(database)


def test_a_transaction_that_never_ends_keeps_nobody_from_reading_and_quoting(
    office: Office,
) -> None:
    with holding(office.ann, lambda: begin_exclusive(office.folder / "library.db")) as culprit:
        office.highlight(office.ben, "late again")
        assert len(office.quotes(office.ben)) == 3
        assert len(office.pressmark(office.ben, "list", "--json").splitlines()) == len(TEXTS)
        findings = office.pressmark(office.ben, "doctor", TERM="xterm")
        assert f"process {culprit.process} of {office.ann.name} is writing" in findings


def test_an_import_says_who_it_waited_for_in_vain(office: Office, place: Path) -> None:
    news = place / "news.txt"
    news.write_text("Something new. It was said.")

    def bring_in() -> object:
        import store.catalogue

        store.catalogue.WRITER_WAIT = 0.5
        return command("--library", str(office.folder), "import", str(news))

    with holding(office.ann, lambda: begin_exclusive(office.folder / "library.db")):
        said = run_as(office.ben, bring_in)
    assert (said.code, "in use by another session" in said.err) == (1, True)
    assert "1" in office.pressmark(office.ben, "import", str(news))


def keep_readers_out(path: Path) -> None:
    database = path.open("r+b")
    fcntl.lockf(database, fcntl.LOCK_EX | fcntl.LOCK_NB, 512, 0x40000000)
    kept_open.append(database)


def test_who_locks_the_articles_up_is_named(office: Office) -> None:
    """It cannot be prevented, as the articles are the group's; the wait is bounded."""
    path = office.folder / "articles" / "library.db"
    with holding(office.ann, lambda: keep_readers_out(path)) as culprit:
        said = pressmark(office.ben, "--library", str(office.folder), "list")
        assert (said.code, "in use by another session" in said.err) == (1, True)
        said = pressmark(office.ben, "--library", str(office.folder), "doctor", TERM="xterm")
        assert said.code == 1
        assert f"process {culprit.process} of {office.ann.name} lets nobody read" in said.out
    assert len(office.quotes(office.ben)) == 2


# What Ann has made before Ben comes


def test_a_folder_made_in_anothers_name_is_named_with_who_can_mend_it(
    staff: list[Account], place: Path
) -> None:
    """Only where no root set the library up: root makes each member's folder."""
    office = set_up(staff, place)
    place.chmod(0o777)
    run_as(office.lea, lambda: share(office.folder, office.group))
    news = place / "news.txt"
    news.write_text(TEXTS[0])
    news.chmod(0o644)
    office.pressmark(office.lea, "import", str(news))
    [listed] = office.pressmark(office.ben, "list", "--json").splitlines()
    office.articles.append(json.loads(listed)["id"])
    run_as(office.ann, lambda: forged(office.journal(office.ben)))
    office.highlight(office.ann, "Article 0")

    said = pressmark(
        office.ben, "--library", str(office.folder),
        "highlight", office.articles[0], "--exact", "trains",
    )  # fmt: skip
    assert said.code == 1
    for word in ("NOT saved", str(office.own(office.ben)), office.ann.name, office.lea.name):
        assert word in said.err
    assert len(said.err.splitlines()) == 1
    assert office.quotes(office.ben) == [(office.ann.name, "Article 0")]

    def notice() -> str:
        with closing(open_library(office.folder)) as library:
            return library.obstacle

    assert str(office.own(office.ben)) in run_as(office.ben, notice)
    away = office.folder / "analysts" / "away"
    run_as(office.lea, lambda: office.own(office.ben).rename(away))
    office.highlight(office.ben, "trains")
    assert len(office.quotes(office.lea)) == 2
    assert run_as(office.ben, notice) == ""


# What the group shares


def test_whoever_brings_articles_in_first_others_can_too(office: Office, place: Path) -> None:
    """Each with a umask that gives the group nothing, and while the other has it open."""

    def keep_open() -> None:
        kept_open.append(open_library(office.folder))

    with holding(office.ann, keep_open), holding(office.ben, keep_open):
        for number, account in enumerate((office.ann, office.ben, office.lea, office.ann)):
            news = place / f"{number}.txt"
            news.write_text(f"News number {number}. It was said.")
            office.pressmark(account, "import", str(news))
    listed = office.pressmark(office.ben, "list", "--json").splitlines()
    assert len(listed) == len(TEXTS) + 4


def test_an_article_that_a_member_altered_is_found_by_the_check(office: Office) -> None:
    def alter() -> None:
        with closing(sqlite3.connect(office.folder / "library.db")) as database, database:
            database.execute("UPDATE body SET text = replace(text, 'late', 'fine') WHERE seq = 2")

    run_as(office.ann, alter)
    said = pressmark(office.ben, "--library", str(office.folder), "check")
    assert said.code == 1
    assert f"the text of article {office.articles[1]} is not what was imported" in said.out


@pytest.mark.parametrize("what", ["a FIFO", "a link to an endless device", "a folder"])
def test_something_else_in_place_of_the_articles_is_one_sentence(office: Office, what: str) -> None:
    path = office.folder / "articles" / "library.db"

    def leave() -> None:
        path.unlink()
        LEFT[what](path)

    run_as(office.ann, leave)
    said = pressmark(office.ben, "--library", str(office.folder), "list")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert "Traceback" not in said.err
    assert office.journal(office.ben).stat().st_size > 0


def test_a_session_of_root_is_not_led_astray_by_links(office: Office, place: Path) -> None:
    """Members may write where the articles stand; root who sets up again must not follow them."""
    precious = place / "precious"
    precious.write_bytes((office.folder / "articles" / "library.db").read_bytes())
    precious.chmod(0o600)

    def leave() -> None:
        path = office.folder / "articles" / "library.db"
        path.unlink()
        path.symlink_to(precious)

    run_as(office.ann, leave)
    with pytest.raises(PressmarkError):
        share(office.folder, office.group)
    found = precious.stat()
    assert (found.st_uid, found.st_mode & 0o777) == (0, 0o600)


def test_the_program_itself_runs_as_a_member(office: Office) -> None:
    if not may_run(office.ben):
        pytest.skip("the program stands where other accounts cannot read it")
    done = stand_alone(office.ben, ["--library", str(office.folder), "quotes", "--json"])
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2), done.stderr


@pytest.mark.parametrize("file", ["library.db-wal", "library.db-shm"])
@pytest.mark.parametrize("what", LEFT)
def test_what_is_left_beside_the_articles_ends_in_work_or_one_sentence(
    office: Office, file: str, what: str
) -> None:
    """The articles are the group's, so this can stop the others; it cannot hang or harm them."""
    path = office.folder / "articles" / file

    def leave() -> None:
        path.unlink(missing_ok=True)
        LEFT[what](path)

    run_as(office.ann, leave)
    before = office.journal(office.ben).read_bytes()
    said = pressmark(office.ben, "--library", str(office.folder), "quotes", "--json")
    if said.code == 0:
        assert len(said.out.splitlines()) == 2
    else:
        assert (said.code, len(said.err.splitlines())) == (1, 1), said
        assert "library.db" in said.err
    assert office.journal(office.ben).read_bytes() == before


def test_the_screen_says_at_once_that_nothing_can_be_saved(office: Office) -> None:
    root = office.folder / "analysts" / "root"
    root.mkdir()
    os.chown(root, office.ann.uid, -1)
    env = {"PRESSMARK_LIBRARY": str(office.folder), "PYTHONPATH": str(ROOT)}
    with Terminal(PRESSMARK, size=(160, 24), env=env) as terminal:
        terminal.wait_for("Nothing can be saved")
        terminal.wait_for(office.ann.name)
