"""Unix accounts and groups, as the kernel knows them: the environment counts for nothing."""

from __future__ import annotations

import grp
import os
import pwd

from store.model import PressmarkError
from store.text import printable


def account_name(uid: int | None = None) -> str:
    """The name of an account, by default of the one that runs this process."""
    number = os.geteuid() if uid is None else uid
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"uid{number}"


def account_number(name: str) -> int | None:
    """The number of the account of this name, or None where there is none."""
    try:
        return pwd.getpwnam(name).pw_uid
    except (KeyError, ValueError, UnicodeEncodeError):
        return None


def must_be_account(name: str) -> None:
    """Raise PressmarkError where nobody of this name could ever find what is assigned to them."""
    if account_number(name) is None:
        raise PressmarkError(f"There is no account {printable(name)} to assign articles to.")


def group_name(gid: int) -> str:
    """The name of a group."""
    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return f"gid{gid}"


def group_number(name: str) -> int:
    """The number of the group of this name; PressmarkError where there is none."""
    try:
        return grp.getgrnam(name).gr_gid
    except (KeyError, ValueError, UnicodeEncodeError):
        raise PressmarkError(
            f"There is no group {printable(name)}; `groupadd {printable(name)}`, run as root, "
            "makes one."
        ) from None


def is_member(gid: int) -> bool:
    """Whether this process acts as a member of a group."""
    return gid == os.getegid() or gid in os.getgroups()


def members(gid: int) -> list[str]:
    """The accounts of a group, as far as the system lists them."""
    try:
        listed = set(grp.getgrgid(gid).gr_mem)
    except KeyError:
        listed = set()
    listed |= {account.pw_name for account in pwd.getpwall() if account.pw_gid == gid}
    return sorted(listed)
