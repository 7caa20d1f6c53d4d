"""What one account can do with what all of them share: nothing that hangs or harms another.

Run with real accounts, made for these tests and removed afterwards.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest

from store import open_library
from store.model import KeptOut, PressmarkError
from store.sharing import share
from tests.accounts import (
    WHY_NOT,
    Account,
    Running,
    command,
    pressmark,
    run_as,
)
from tests.office import (
    LEFT,
    TEXTS,
    Office,
    forged,
    furnished,
    place_for_all,
    set_up,
    staff_of_four,
)

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
        who = f"process {culprit.process} of {office.ann.name}"
        said = pressmark(office.ben, "--library", str(office.folder), "list")
        assert (said.code, f"locked by {who}" in said.err) == (1, True)
        said = pressmark(office.ben, "--library", str(office.folder), "doctor", TERM="xterm")
        assert (said.code, f"{who} lets nobody read" in said.out) == (1, True)
    assert len(office.quotes(office.ben)) == 2


def keep_readers_out_beside(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("SELECT * FROM article").fetchone()
    memory = path.with_name("library.db-shm").open("r+b")
    fcntl.lockf(memory, fcntl.LOCK_EX | fcntl.LOCK_NB, 5, 123)
    kept_open.extend([database, memory])


def test_who_locks_up_what_sessions_share_memory_by_is_named(office: Office) -> None:
    path = office.folder / "articles" / "library.db"
    with holding(office.ann, lambda: keep_readers_out_beside(path)) as culprit:
        said = pressmark(office.ben, "--library", str(office.folder), "doctor", TERM="xterm")
        assert said.code == 1
        assert f"process {culprit.process} of {office.ann.name} lets nobody read" in said.out


def quote_while_kept_out(folder: Path, articles: list[str], ready: int, go: int) -> list[str]:
    """In a session that is there already: save three edits, and ask for what cannot be read."""
    with closing(open_library(folder)) as library:
        library.article(articles[0])
        library.load()
        os.write(ready, b".")
        os.read(go, 1)
        heard: list[str] = []
        library.subscribe(lambda edit: heard.extend([edit.label, *library.articles().ids()][:1]))
        quote = library.highlight(articles[0], 0, 7, topics=["late"])
        library.set_status([articles[0]], "done")
        library.set_star([articles[0]])
        with pytest.raises(KeptOut, match="is locked by process") as refused:
            library.refresh()
        with pytest.raises(KeptOut):
            library.article(articles[1])
        return [quote.exact, str(refused.value), *heard]


def test_who_is_at_work_goes_on_while_somebody_lets_nobody_read(office: Office) -> None:
    ready, said = os.pipe()
    heard, go = os.pipe()
    work = partial(quote_while_kept_out, office.folder, office.articles, said, heard)
    with Running(office.ben, work, {}) as session:
        assert os.read(ready, 1) == b"."
        path = office.folder / "articles" / "library.db"
        with holding(office.ann, lambda: keep_readers_out_beside(path)) as culprit:
            os.write(go, b".")
            exact, why, *told = session.result()
    assert (exact, told) == ("Article", [])
    assert f"process {culprit.process} of {office.ann.name}" in why
    shown = json.loads(office.pressmark(office.ben, "list", "is:starred", "--json"))
    assert (shown["status"], shown["quotes"]) == ("done", 3)
    assert (office.ben.name, "Article") in office.quotes(office.ann)


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
