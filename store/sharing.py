"""A library that a group shares: who may write what is the kernel's business, so nobody is trusted.

    LIBRARY/              2755  nobody but its owner adds, renames or removes anything here
      library.db                a link, so that SQLite's files stand where the group may write
      settings.toml       0644  policies: see `store.settings`
      articles/           2775  SQLite adds and removes files beside its own, whoever runs it
        library.db        0664  and those take on its mode, whatever the umask
      analysts/           3775  anybody makes a folder; none but its owner renames or removes it
        NAME/             2755  what NAME writes, and nobody else

A folder that the group may write lets any member rename what stands in it, and one with the sticky
bit keeps SQLite, on many systems, from opening a file that somebody else has made. So the articles
have a folder of their own.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from store.accounts import (
    account_name,
    account_number,
    group_name,
    group_number,
    is_member,
    members,
)
from store.additions import complete
from store.assignments import SCHEMA as ASSIGNMENTS
from store.attendance import SCHEMA as ATTENDANCE
from store.catalogue import Catalogue
from store.database import Database
from store.filesystems import mount_of
from store.folders import more, named
from store.model import PressmarkError
from store.policies import FILE as SETTINGS
from store.settings import read_settings, write_settings
from store.text import printable

ARTICLES = "articles"
ANALYSTS = "analysts"
DATABASE = "library.db"


class Rule(msgspec.Struct, frozen=True):
    """Who may do what in one place of a shared library, and why."""

    place: str
    mode: int
    why: str

    @property
    def is_folder(self) -> bool:
        return bool(self.mode & stat.S_ISGID)


RULES = (
    Rule(".", 0o2755, "the group reads; only the owner adds, renames or removes anything here"),
    Rule(ARTICLES, 0o2775, "the group adds articles, and the files that SQLite needs for it"),
    Rule(ANALYSTS, 0o3775, "everybody makes a folder; nobody renames or removes another's"),
    Rule(f"{ARTICLES}/{DATABASE}", 0o664, "the articles are the group's"),
)
"""What holds in a shared library, in the order in which it is set up."""


def is_shared(folder: Path) -> bool:
    """Whether a library was set up for a group."""
    return (folder / DATABASE).is_symlink()


def share(folder: Path, group: str, leads: Sequence[str] | None = None) -> list[str]:
    """Make a library that a group shares, or make the one in `folder` such; what is there stays.

    Doing it again mends what was changed. `leads` (None: as before) may change the settings. The
    result says what holds and why, line by line. Run by root, it also makes a folder for each
    member. Raises PressmarkError, also while somebody has a library open that was not shared yet.
    """
    folder = folder.resolve()
    gid = group_number(group)
    try:
        _may_share(folder, gid, group)
        folder.mkdir(parents=True, exist_ok=True)
        _set(folder, RULES[0].mode, gid)
        for rule in RULES[1:]:
            place = folder / rule.place
            if rule.is_folder:
                with suppress(FileExistsError):
                    place.mkdir()
            else:
                _bring_in_articles(folder, place)
            _set(place, rule.mode, gid)
        _set_leads(folder, leads)
        said = [_said(folder, rule) for rule in RULES]
        return said + list(_members(folder, gid)) + list(_remarks(folder, gid))
    except OSError as error:
        where = printable(str(error.filename or folder))
        raise PressmarkError(
            f"{where} could not be set up: {error.strerror}; name a place where you may write, or "
            "have root run this."
        ) from error


def _may_share(folder: Path, gid: int, group: str) -> None:
    if os.geteuid() == 0:
        return
    if not is_member(gid):
        raise PressmarkError(
            f"You are not in the group {printable(group)}; have root run this, or have yourself "
            "added to it and log in again."
        )
    with suppress(FileNotFoundError):
        owner = folder.stat().st_uid
        if owner != os.geteuid():
            raise PressmarkError(
                f"{printable(str(folder))} belongs to {account_name(owner)}; have them or root "
                "run this."
            )


def _set(place: Path, mode: int, gid: int) -> None:
    """Give a place its owner, group and mode; never what a link in its stead points to.

    Members may have put anything there, and root may be running this.
    """
    kind = os.O_DIRECTORY if mode & stat.S_ISGID else os.O_NONBLOCK
    descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | kind)
    try:
        found = os.fstat(descriptor)
        if not mode & stat.S_ISGID and (not stat.S_ISREG(found.st_mode) or found.st_nlink > 1):
            raise PressmarkError(
                f"{printable(str(place))} is not an ordinary file of its own; move it away."
            )
        if os.geteuid() == 0 or found.st_uid == os.geteuid():
            os.fchown(descriptor, os.geteuid(), gid)
            os.fchmod(descriptor, mode)  # last: a change of owner takes bits away
    finally:
        os.close(descriptor)


def _bring_in_articles(folder: Path, place: Path) -> None:
    """Have the articles stand at `place`, and be found where every library has them."""
    link = folder / DATABASE
    if link.is_symlink() and link.readlink() != place.relative_to(folder):
        raise PressmarkError(f"{printable(str(link))} is a link to elsewhere; remove it.")
    if not link.is_symlink() and link.exists():
        _leave_wal(link)
        link.rename(place)
    with closing(Catalogue(place)) as catalogue:
        catalogue.database.enter_wal()
        # Now, so that no session has to wait for anybody's writing to begin.
        complete(catalogue.database, ASSIGNMENTS)
        complete(catalogue.database, ATTENDANCE)
    with suppress(FileExistsError):
        link.symlink_to(place.relative_to(folder))


def _leave_wal(link: Path) -> None:
    """Have all articles in one file, which only works while nobody else has it open."""
    with closing(Database(link)) as database:
        try:
            database.run("PRAGMA journal_mode=DELETE")
        except PressmarkError as error:
            raise PressmarkError(
                f"{printable(str(link))} is open in another session; close all of them, then run "
                "this again."
            ) from error


def _set_leads(folder: Path, leads: Sequence[str] | None) -> None:
    settings, _ = read_settings(folder)
    if leads is not None:
        for lead in leads:
            if account_number(lead) is None:
                raise PressmarkError(f"There is no account {printable(lead)} to be a lead.")
        settings = msgspec.structs.replace(settings, leads=tuple(leads))
    if leads is not None or not (folder / SETTINGS).exists():
        write_settings(folder, settings)


def _said(folder: Path, rule: Rule) -> str:
    place = folder / rule.place
    found = place.lstat()
    owner = f"{account_name(found.st_uid)}:{group_name(found.st_gid)}"
    return f"{stat.S_IMODE(found.st_mode):04o} {owner} {printable(str(place))}: {rule.why}"


def _members(folder: Path, gid: int) -> Iterator[str]:
    """A folder for each member, where root can give it to them before anybody else makes it."""
    if os.geteuid() != 0:
        return
    made = []
    for name in members(gid):
        uid = account_number(name)
        own = folder / ANALYSTS / name
        if uid is None or uid == 0:
            continue
        try:
            own.mkdir(mode=0o755)
        except FileExistsError:
            continue
        descriptor = os.open(own, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            os.fchown(descriptor, uid, gid)
            os.fchmod(descriptor, 0o2755)
        finally:
            os.close(descriptor)
        made.append(name)
    if made:
        yield f"folders were made for {printable(', '.join(made))}"


class Stranger(NamedTuple):
    """Something under `analysts/` that counts as nobody's; `name` is what it is called there."""

    name: str
    what: str


def strangers(folder: Path) -> Iterator[Stranger]:
    """What stands under `analysts/` and is not the folder of the account that it is named after.

    Where there is very much of that, the last one tells, without a name, how much more there is.
    """
    place = folder / ANALYSTS
    everything = list(named(place))
    for name, owner, found in sorted(filter(None, everything)):
        ignored = f"{printable(str(place / name))} is ignored"
        if owner is None:
            yield Stranger(name, f"{ignored}: no account has this name")
        elif not stat.S_ISDIR(found.st_mode):
            yield Stranger(name, f"{ignored}, and is in the way of {name}: it is no folder")
        elif found.st_uid != owner:
            maker = account_name(found.st_uid)
            what = f"{ignored}, and is in the way of {name}: it was made by {maker}"
            yield Stranger(name, what)
    if rest := everything.count(None):
        yield Stranger("", f"{printable(str(place))}: {more(rest)}")


def keepers(folder: Path) -> str:
    """Who can rename and remove what stands under `analysts/`, as a sentence says it."""
    keeper = account_name((folder / ANALYSTS).stat().st_uid)
    return "root" if keeper == "root" else f"{keeper} or root"


def _remarks(folder: Path, gid: int) -> Iterator[str]:
    mount = mount_of(folder)
    if mount and mount.reserve:
        yield f"{mount.reserve.what}; {mount.reserve.do}"
    for stranger in strangers(folder):
        yield f"{stranger.what}; remove it, or rename it as {keepers(folder)}"
    if os.geteuid() != 0:
        keeper = account_name((folder / ANALYSTS).stat().st_uid)
        yield (
            f"{keeper} owns these folders and so could hide somebody's, though not read or write "
            "as them; run as root, this takes that away, and makes a folder for each member of "
            f"{group_name(gid)}"
        )
