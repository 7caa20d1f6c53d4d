"""The library's settings: policies that hold for everybody, in TOML that a person can read.

`LIBRARY/settings.toml` is its owner's, who names the leads in it. A lead changes a policy in
`analysts/LEAD/settings.toml`. So the kernel keeps everybody else from writing either, and the one
that was written last counts: the one with the highest `revision`, whatever the clocks say.
"""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec

from store.accounts import account_name, account_number
from store.files import atomic_write
from store.journal import Problem
from store.journal.files import Unfit, make_folder, must_own, open_regular
from store.model import PressmarkError
from store.policies import FILE
from store.text import printable

MAX_BYTES = 64 * 1024

Readers: TypeAlias = Literal["everyone"] | Annotated[int, msgspec.Meta(ge=1, le=100)]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for everybody in one library.

    `readers` is how many analysts an article needs, or "everyone" where each reads what they
    like. With `blind`, nobody sees the marks of others on an article before their own review of
    it is done. `leads` are accounts that may change these policies, but not who the leads are.
    """

    readers: Readers = "everyone"
    blind: bool = False
    leads: tuple[str, ...] = ()
    revision: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = 0


def read_settings(library: Path) -> tuple[Settings, list[Problem]]:
    """The settings of a library, and what of them is ignored and why; defaults where none are."""
    problems: list[Problem] = []
    base = _read(library / FILE, owner_of(library), problems) or Settings()
    newest, best = base, (base.revision, "")
    for lead in base.leads:
        uid = account_number(lead)
        found = _read_lead(library, lead, uid, problems) if uid is not None else None
        if found and (found.revision, lead) > best:
            newest, best = found, (found.revision, lead)
    return msgspec.structs.replace(newest, leads=base.leads), problems


def write_settings(library: Path, settings: Settings) -> Settings:
    """Make these the settings of a library; the result is what now holds.

    The owner of the library writes all of them, a lead all but `leads`. Raises
    PressmarkError for anybody else, and where they cannot be written.
    """
    now, _ = read_settings(library)
    place = _place(library, now)
    if place != library / FILE and settings.leads != now.leads:
        raise PressmarkError(
            f"Who leads is for {account_name(owner_of(library))} to say, who owns the library."
        )
    settings = msgspec.structs.replace(settings, revision=now.revision + 1)
    try:
        msgspec.convert(msgspec.to_builtins(settings), Settings)
    except msgspec.ValidationError as error:
        raise PressmarkError(f"These settings are not possible: {error}.") from error
    if place != library / FILE:
        make_folder(place.parent)
    with atomic_write(place, permissions=0o644, follow=False) as out:
        out.write(_toml(settings))
    return settings


def owner_of(library: Path) -> int:
    """The number of the account that owns a library. Raises PressmarkError."""
    try:
        return library.stat().st_uid
    except OSError as error:
        raise PressmarkError(f"{printable(str(library))}: {error.strerror}.") from error


def _place(library: Path, now: Settings) -> Path:
    if os.geteuid() == owner_of(library):
        return library / FILE
    me = account_name()
    if me in now.leads:
        return library / "analysts" / me / FILE
    leads = f" or a lead ({', '.join(now.leads)})" if now.leads else ""
    raise PressmarkError(
        f"The settings are for {account_name(owner_of(library))}{leads} to change; ask them."
    )


def _read_lead(library: Path, lead: str, uid: int, problems: list[Problem]) -> Settings | None:
    folder = library / "analysts" / lead
    try:
        must_own(folder, uid)
    except (FileNotFoundError, Unfit):
        return None  # nothing was written yet; what is wrong is reported where journals are read
    return _read(folder / FILE, uid, problems)


def _read(path: Path, owner: int, problems: list[Problem]) -> Settings | None:
    """The settings in one file; None, with a problem, where they cannot count."""
    try:
        descriptor = open_regular(path, owner)
    except FileNotFoundError:
        return None
    except Unfit as error:
        problems.append(Problem(str(path), 0, str(error)))
        return None
    with os.fdopen(descriptor, "rb") as file:
        raw = file.read(MAX_BYTES + 1)
    try:
        if len(raw) > MAX_BYTES:
            raise ValueError(f"it is larger than {MAX_BYTES} bytes")
        return msgspec.convert(tomllib.loads(raw.decode()), Settings)
    except (ValueError, RecursionError) as error:
        what = f"these settings are ignored: {printable(str(error))}; mend the file"
        problems.append(Problem(str(path), 0, what))
        return None


def _toml(settings: Settings) -> str:
    """The settings as a file; texts and lists of texts are the same in JSON and in TOML."""
    return (
        '# How many analysts an article needs: a number, or "everyone".\n'
        f"readers = {json.dumps(settings.readers)}\n"
        "# Whether the marks of others show only after one's own review is done.\n"
        f"blind = {json.dumps(settings.blind)}\n"
        "# Accounts that may change what stands above.\n"
        f"leads = {json.dumps(list(settings.leads), ensure_ascii=False)}\n"
        "# Rises with every change: the highest counts.\n"
        f"revision = {settings.revision}\n"
    )
