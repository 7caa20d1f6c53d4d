"""A library that a group shares: set up, set up again, and what holds in it for all."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store import open_library
from store.accounts import account_name, group_name
from store.model import Draft, PressmarkError
from store.settings import Settings, read_settings, write_settings
from store.sharing import RULES, share
from tests.accounts import WHY_NOT, Account, accounts, pressmark, run_as
from tests.shelf import shelve

MINE = group_name(os.getegid())
with_accounts = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


@pytest.fixture(scope="module")
def staff() -> Iterator[list[Account]]:
    with accounts("ann", "ben", "zoe") as made:
        yield made


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every account can reach, and make folders in."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o1777)
    yield folder
    shutil.rmtree(folder)


def modes(folder: Path) -> dict[str, int]:
    return {rule.place: stat.S_IMODE((folder / rule.place).lstat().st_mode) for rule in RULES}


def test_setting_up_again_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    said = share(folder, MINE)
    assert modes(folder) == {rule.place: rule.mode for rule in RULES}
    assert all(rule.why in line for rule, line in zip(RULES, said, strict=False))
    assert share(folder, MINE) == said


def test_setting_up_again_mends_what_was_changed(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    share(folder, MINE)
    for rule in RULES:
        (folder / rule.place).chmod(0o700)
    share(folder, MINE)
    assert modes(folder) == {rule.place: rule.mode for rule in RULES}


def test_a_library_that_is_there_is_kept_whole(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with closing(open_library(folder)) as library:
        [article] = shelve(library, [Draft("The guns arrived late.")])
        library.highlight(article, 4, 8)
    share(folder, MINE)
    with closing(open_library(folder)) as library:
        assert [quote.exact for quote in library.quotes()] == ["guns"]
        assert len(library.articles("guns")) == 1
        assert library.check() == []
        shelve(library, [Draft("More came.")])
    with closing(sqlite3.connect(folder / "library.db")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_library_in_use_is_not_moved_under_its_readers(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with closing(open_library(folder)) as library:
        shelve(library, [Draft("The guns arrived late.")])
        with pytest.raises(PressmarkError, match="open in another session; close all of them"):
            share(folder, MINE)
        assert len(library.articles("guns")) == 1
    share(folder, MINE)


def test_a_set_up_that_broke_off_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with closing(open_library(folder)) as library:
        shelve(library, [Draft("The guns arrived late.")])
    share(folder, MINE)
    (folder / "library.db").unlink()  # as when it ended before the link was made
    share(folder, MINE)
    with closing(open_library(folder)) as library:
        assert len(library.articles("guns")) == 1


def test_a_group_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PressmarkError, match="There is no group nonesuch"):
        share(tmp_path / "library", "nonesuch")
    assert not (tmp_path / "library").exists()


@with_accounts
def test_a_member_sets_up_what_root_would_but_for_the_folders_of_others(
    staff: list[Account], place: Path
) -> None:
    ann, ben, zoe = staff
    folder, group = place / "library", ann.name.removesuffix("ann")
    assert pressmark(ann, "init", str(folder), "--group", group).code == 0
    assert modes(folder) == {rule.place: rule.mode for rule in RULES}
    assert [each.name for each in (folder / "analysts").iterdir()] == []
    again = pressmark(ben, "init", str(folder), "--group", group)
    assert (again.code, f"belongs to {ann.name}" in again.err) == (1, True)
    outside = pressmark(zoe, "init", str(place / "other"), "--group", group)
    assert (outside.code, "You are not in the group" in outside.err) == (1, True)

    said = share(folder, group)  # root takes over
    assert f"folders were made for {ann.name}, {ben.name}" in said
    owners = {each.name: each.lstat().st_uid for each in (folder / "analysts").iterdir()}
    assert owners == {ann.name: ann.uid, ben.name: ben.uid}
    assert {(folder / rule.place).lstat().st_uid for rule in RULES} == {0}


@with_accounts
def test_where_a_member_may_not_look_the_set_up_is_one_sentence(
    staff: list[Account], place: Path
) -> None:
    ann, *_ = staff
    (place / "closed").mkdir(mode=0o700)
    group = ann.name.removesuffix("ann")
    said = pressmark(ann, "init", str(place / "closed" / "library"), "--group", group)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "Permission denied; name a place where you may write" in said.err


@with_accounts
def test_who_may_not_mend_the_modes_is_told_who_can(staff: list[Account], place: Path) -> None:
    ann, ben, _ = staff
    folder, group = place / "library", ann.name.removesuffix("ann")
    run_as(ann, lambda: share(folder, group))
    (folder / "analysts").chmod(0o777)
    said = pressmark(ben, "--library", str(folder), "doctor")
    again = f"`pressmark init {folder} --group NAME` again"
    assert f"have {ann.name} or root run {again}" in said.out
    (folder).chmod(0o700)
    said = pressmark(ben, "--library", str(folder), "doctor")
    assert (said.code, "cannot be looked at: Permission denied" in said.out) == (1, True)


@with_accounts
def test_a_folder_made_in_anothers_name_is_named_by_the_set_up(
    staff: list[Account], place: Path
) -> None:
    ann, ben, _ = staff
    folder, group = place / "library", ann.name.removesuffix("ann")
    run_as(ann, lambda: share(folder, group))
    run_as(ann, (folder / "analysts" / ben.name).mkdir)
    assert any(
        f"in the way of {ben.name}: it was made by {ann.name}" in line
        for line in share(folder, group)
    )


# Settings


def test_settings_are_what_was_written_and_defaults_where_nothing_was(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == (Settings(), [])
    wanted = Settings(readers=2, blind=True, leads=("root", "dæmon"))
    written = write_settings(tmp_path, wanted)
    assert read_settings(tmp_path) == (written, [])
    assert (written.readers, written.blind, written.leads) == (2, True, ("root", "dæmon"))
    assert written.revision == 1


@pytest.mark.parametrize(
    "text",
    ["readers = 0", "readers = 'no'", "blnd = true", "leads = 'x'", "[", "\x00", "a" * 70_000],
)
def test_settings_that_cannot_be_read_are_named_and_defaults_hold(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "settings.toml").write_text(text)
    settings, [problem] = read_settings(tmp_path)
    assert settings == Settings()
    assert problem.path == str(tmp_path / "settings.toml")


def test_settings_that_are_not_possible_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(PressmarkError, match="not possible"):
        write_settings(tmp_path, Settings(readers=0))
    assert not (tmp_path / "settings.toml").exists()


@with_accounts
def test_leads_change_policies_but_not_who_leads_and_others_change_nothing(
    staff: list[Account], place: Path
) -> None:
    ann, ben, _ = staff
    folder = place / "library"
    share(folder, ann.name.removesuffix("ann"), [ann.name])
    at = ["--library", str(folder), "settings"]
    assert pressmark(ann, *at, "--readers", "2").code == 0
    assert pressmark(ann, *at, "--lead", ben.name).code == 1
    said = pressmark(ben, *at, "--blind")
    assert (said.code, f"or a lead ({ann.name})" in said.err) == (1, True)
    settings, problems = read_settings(folder)
    assert (settings.readers, settings.blind, settings.leads) == (2, False, (ann.name,))
    assert problems == []

    # What Ben writes in his own folder is his own business; Ann's word is older than root's.
    run_as(ben, lambda: shutil.copy(folder / "settings.toml", folder / "analysts" / ben.name))
    write_settings(folder, Settings(readers=3, leads=(ann.name,)))
    assert read_settings(folder)[0].readers == 3
    write_settings(folder, Settings(readers=3))
    assert pressmark(ann, *at, "--readers", "4").code == 1


def test_the_settings_of_a_library_are_its_owners(tmp_path: Path) -> None:
    write_settings(tmp_path, Settings(readers=2))
    assert read_settings(tmp_path)[0].readers == 2
    assert (tmp_path / "settings.toml").owner() == tmp_path.owner() == account_name()
