"""Whether a library stands well: its folders, its file system, its database, the own journal.

Each check yields findings. None of them changes anything, and each can be run by any member.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Literal

import msgspec

from store.accounts import account_name, group_name, is_member
from store.catalogue import Catalogue
from store.database_check import lacking
from store.files import is_missing
from store.filesystems import mount_of
from store.folders import named
from store.journal.files import Unfit
from store.locks import DATABASE_BYTES, WRITER_BYTE, barring, holding, open_to_look
from store.model import PressmarkError
from store.settings import owner_of, read_settings
from store.sharing import ANALYSTS, DATABASE, RULES, is_shared, keepers, strangers
from store.team import Team
from store.text import printable

SCARCE = 1024**3
"""Bytes of free space below which it is said; below a twentieth of it, it is bad."""

SKEW = 120.0
"""Seconds that a clock may be off before it is said."""

SANE_SINCE = 1_735_689_600
"""2025-01-01: a clock that shows less was never set."""


class Finding(msgspec.Struct, frozen=True):
    """One sentence about one thing, and what to do about it ("" where there is nothing to do)."""

    level: Literal["ok", "warn", "bad"]
    about: str
    what: str
    do: str = ""


def look_at(library: Path) -> Iterator[Finding]:
    """Everything there is to say about a library."""
    if is_missing(library / DATABASE) or _is_empty(library / DATABASE):
        yield _nothing_there(library)
        return
    for check in CHECKS:
        try:
            yield from check(library)
        except PressmarkError as error:
            yield Finding("bad", "library", str(error))
        except OSError as error:
            where = printable(str(error.filename or library))
            yield Finding(
                "bad", "library", f"{where} cannot be looked at: {error.strerror}",
                "ask whoever set up the library",
            )  # fmt: skip


def _is_empty(path: Path) -> bool:
    """Whether it is an empty file, as far as one may look."""
    with suppress(OSError):
        return path.stat().st_size == 0
    return False


def _nothing_there(library: Path) -> Finding:
    """What is said where the database is missing or empty: journals beside it tell of a loss."""
    where, database = printable(str(library)), library / DATABASE
    try:
        journals = sum(1 for _ in (library / ANALYSTS).glob("*/journal.jsonl"))
    except OSError:
        journals = 0
    if not journals:
        return Finding(
            "bad", "library", f"there is no library in {where}",
            "make one with `pressmark import` or `pressmark init`, or name one with --library",
        )  # fmt: skip
    beside = "1 journal" if journals == 1 else f"{journals:,} journals"
    what = "is not there any more" if is_missing(database) else "was emptied"
    return Finding(
        "bad", "database", f"{printable(str(database))} {what}, and its articles with it; what "
        f"analysts wrote is still there ({beside})",
        "restore it from a backup, or import the same articles again: marks are found on them",
    )  # fmt: skip


def _modes(library: Path) -> Iterator[Finding]:
    if not is_shared(library):
        others = [name.name for name in (library / ANALYSTS).iterdir()]
        if len(others) > 1:
            yield Finding(
                "warn", "modes", "several analysts write here, but it was not set up for a group",
                "run `pressmark init DIR --group NAME`",
            )  # fmt: skip
        else:
            yield Finding("ok", "modes", "the library is one analyst's own")
        return
    keeper = account_name(owner_of(library))
    who = "run" if keeper == account_name() else f"have {keeper} or root run"
    again = f"{who} `pressmark init {printable(str(library.absolute()))} --group NAME` again"
    wrong = False
    gid = library.stat().st_gid
    for rule in RULES:
        place = library / rule.place
        found = place.lstat()
        mode = stat.S_IMODE(found.st_mode)
        if mode != rule.mode or found.st_gid != gid:
            wrong = True
            yield Finding(
                "bad", "modes",
                f"{printable(str(place))} has mode {mode:04o} and group "
                f"{group_name(found.st_gid)}, not {rule.mode:04o} and {group_name(gid)}: "
                f"{rule.why}", again,
            )  # fmt: skip
    if os.geteuid() != 0 and not is_member(gid):
        wrong = True
        yield Finding(
            "bad", "modes", f"you are not in the group {group_name(gid)}, whose library this is",
            f"have root run `usermod -aG {group_name(gid)} {account_name()}`, and log in again",
        )  # fmt: skip
    if not wrong:
        yield Finding("ok", "modes", f"the folders are set up for the group {group_name(gid)}")


def _owners(library: Path) -> Iterator[Finding]:
    odd = list(strangers(library))
    for stranger in odd:
        do = f"have {keepers(library)} rename or remove it"
        yield Finding("warn", "owners", stranger.what, do)
    if not odd:
        yield Finding("ok", "owners", "each analyst's folder is their own")
    for folder in library.resolve().parents:
        mode = folder.stat().st_mode
        if mode & (stat.S_IWGRP | stat.S_IWOTH) and not mode & stat.S_ISVTX:
            yield Finding(
                "warn", "owners",
                f"others may rename what stands in {printable(str(folder))}, the library included",
                "move the library, or take that right away",
            )  # fmt: skip


def _file_system(library: Path) -> Iterator[Finding]:
    mount = mount_of(library)
    if mount is None:
        yield Finding("warn", "file system", "the kernel does not say which one it is")
    elif mount.reserve:
        level: Literal["warn", "bad"] = "bad" if mount.is_network else "warn"
        yield Finding(level, "file system", mount.reserve.what, mount.reserve.do)
    else:
        yield Finding("ok", "file system", f"the library is on {mount.type}, on this machine")


def _space(library: Path) -> Iterator[Finding]:
    found = os.statvfs(library)
    free = found.f_bavail * found.f_frsize
    level: Literal["ok", "warn", "bad"] = "ok"
    if free < SCARCE or (found.f_files and found.f_favail < 1000):
        level = "bad" if free < SCARCE / 20 else "warn"
    do = "" if level == "ok" else "free some space"
    files = f", {found.f_favail:,} files more" if found.f_files else ""
    yield Finding(level, "space", f"{_size(free)} are free{files}", do)


def _size(size: int) -> str:
    return f"{size / 1024**3:,.1f} GB" if size >= SCARCE else f"{size / 1024**2:,.1f} MB"


def _sync(library: Path) -> Iterator[Finding]:
    """Write and sync a file without a name, of which nothing stays, and look at its time."""
    places = [library / ANALYSTS / account_name(), library / ANALYSTS]
    place = next(each for each in places if each.is_dir())
    try:
        descriptor = os.open(place, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        if error.errno not in (errno.EOPNOTSUPP, errno.EISDIR):
            yield Finding(
                "bad", "sync", f"nothing can be written in {printable(str(place))}: "
                f"{error.strerror}", "mend that, or ask whoever set up the library",
            )  # fmt: skip
            return
        yield Finding("warn", "sync", "this file system has no way to try it without a trace")
        return
    try:
        os.write(descriptor, b"\n")
        os.fdatasync(descriptor)
        os.fsync(descriptor)
        written = os.fstat(descriptor).st_mtime
    except OSError as error:
        yield Finding(
            "bad", "sync", f"what is written does not reach the disk: {error.strerror}",
            "check the disk, and free some space",
        )  # fmt: skip
        return
    finally:
        os.close(descriptor)
    yield Finding("ok", "sync", "what is written reaches the disk")
    if abs(written - time.time()) > SKEW:
        yield Finding(
            "warn", "clock", "the file system's clock and this machine's differ",
            "set both by NTP; no result depends on it, but the times that are shown do",
        )  # fmt: skip


def _clock(library: Path) -> Iterator[Finding]:
    now = time.time()
    set_it = "set it by NTP; no result depends on it, but the times that are shown do"
    if now < SANE_SINCE:
        yield Finding("warn", "clock", "this machine's clock was never set", set_it)
        return
    names = [each.name for each in named(library / ANALYSTS) if each and each.owner is not None]
    folders = (library / ANALYSTS / name for name in names)
    newest = max((_written(folder / "journal.jsonl") for folder in folders), default=0)
    if newest > now + SKEW:
        yield Finding("warn", "clock", "a journal was written later than this clock shows", set_it)
    else:
        yield Finding("ok", "clock", "the clock is not behind what was written")


def _written(journal: Path) -> float:
    """When a journal was written last, as far as one may look."""
    with suppress(OSError):
        return journal.lstat().st_mtime
    return 0


def _database(library: Path) -> Iterator[Finding]:
    path = (library / DATABASE).resolve()
    shm = path.with_name(path.name + "-shm")
    try:
        with _looked_at(path) as file:
            reading, writing = holding(file, DATABASE_BYTES, fcntl.F_RDLCK), None
        if shm.exists():
            with _looked_at(shm) as file:
                writing = holding(file, WRITER_BYTE, fcntl.F_WRLCK)
                reading = reading or barring(file)
    except OSError as error:
        where = printable(str(error.filename))
        yield Finding("bad", "database", f"{where} cannot be opened: {error.strerror}", ASK)
        return
    if reading:
        yield Finding("bad", "database", f"{reading} lets nobody read", END)
        return
    if writing:
        yield Finding("warn", "database", f"{writing} is writing; imports wait for it", END)
    with closing(Catalogue(library / DATABASE)) as catalogue:
        mode = catalogue.database.value("PRAGMA main.journal_mode")
        if gone := lacking(catalogue):
            yield Finding(
                "bad", "database", f"{printable(str(path))} is damaged: it has no "
                f"{', '.join(gone[:NAMED])}{' …' if gone[NAMED:] else ''} any more", RESTORE,
            )  # fmt: skip
        elif mode != "wal":
            yield Finding(
                "bad", "database", f"SQLite works in the mode {mode}, in which readers wait for "
                "imports", "run `pressmark init` again, or copy the library to a local disk",
            )  # fmt: skip
        elif not writing:
            yield from _writable(catalogue)


@contextmanager
def _looked_at(path: Path) -> Iterator[int]:
    descriptor = open_to_look(path)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _writable(catalogue: Catalogue) -> Iterator[Finding]:
    """A transaction that changes nothing and is taken back."""
    try:
        catalogue.database.run("BEGIN IMMEDIATE")
        catalogue.database.run("ROLLBACK")
    except PressmarkError as error:
        yield Finding("bad", "database", str(error), ASK)
    else:
        yield Finding("ok", "database", "SQLite reads and writes the articles, with a log (WAL)")


RESTORE = "restore it from a backup, or move it away and import the same articles again"
NAMED = 5
ASK = "ask whoever set up the library"
END = "wait for it, or have its owner or root end that process if it stays"


def _journals(library: Path) -> Iterator[Finding]:
    me = account_name()
    with closing(Team(library / ANALYSTS, me, _ignore, _ignore)) as team:
        try:
            for _ in team.catch_up():
                pass
        except Unfit as error:
            yield Finding("bad", "own journal", str(error), "nothing can be saved until then")
            return
        if team.own.problems:
            for problem in team.own.problems:
                what = f"{problem.path}: byte {problem.offset}: {problem.what}"
                yield Finding("bad", "own journal", printable(what), "see `pressmark check`")
        else:
            size = f"{team.own.size:,} bytes" if team.own.size else "nothing written yet"
            yield Finding("ok", "own journal", f"nothing is wrong with it ({size})")
        places = (library / ANALYSTS / each.name for each in strangers(library) if each.name)
        known = tuple(f"{printable(str(place))}/" for place in places)  # by `_owners`
        counted = str(library / ANALYSTS)  # as well
        for problem in team.problems:
            told = problem in team.own.problems or problem.path == counted
            if told or f"{printable(problem.path)}/".startswith(known):
                continue
            what = f"{problem.path}: byte {problem.offset}: {problem.what}"
            yield Finding("warn", "journals", printable(what), "its owner can mend it")


def _ignore(*_: object) -> None:
    """What is read is not needed, only what is wrong with it."""


def _settings(library: Path) -> Iterator[Finding]:
    settings, problems = read_settings(library)
    for problem in problems:
        what = f"{printable(problem.path)}: {problem.what}"
        do = f"have {account_name(owner_of(library))} or a lead see to it"
        yield Finding("warn", "settings", what, do)
    leads = ", ".join(settings.leads) or "nobody"
    read_by = "as many as like" if settings.readers == "everyone" else str(settings.readers)
    blind = ", blind" if settings.blind else ""
    yield Finding("ok", "settings", f"readers of an article: {read_by}{blind}; leads: {leads}")


CHECKS: tuple[Callable[[Path], Iterator[Finding]], ...] = (
    _modes,
    _owners,
    _settings,
    _file_system,
    _space,
    _sync,
    _clock,
    _database,
    _journals,
)
"""Another check is one more entry."""
