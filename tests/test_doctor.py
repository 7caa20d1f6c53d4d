"""What `pressmark doctor` says of a library, of a file system, and of a terminal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store import open_library
from store.accounts import account_name, group_name
from store.filesystems import mount_of, mounts
from store.health import Finding, look_at
from store.journal import Journal
from store.model import Draft
from store.sharing import share
from tests.accounts import ROOT, command
from tests.shelf import shelve
from tests.terminal import PRESSMARK, Terminal
from tui.surroundings import look_around

MINE = group_name(os.getegid())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shared library with an article and a quote."""
    share(tmp_path / "library", MINE)
    with closing(open_library(tmp_path / "library")) as library:
        [article] = shelve(library, [Draft("The guns arrived late.")])
        library.highlight(article, 4, 8)
    return tmp_path / "library"


def found(folder: Path, about: str) -> list[Finding]:
    return [each for each in look_at(folder) if each.about == about]


def around(about: str, **env: str) -> list[Finding]:
    return [each for each in look_around(env) if each.about == about]


def test_a_sound_library_has_nothing_bad(folder: Path) -> None:
    assert [each for each in look_at(folder) if each.level == "bad"] == []
    about = {each.about for each in look_at(folder)}
    assert {"modes", "owners", "file system", "sync", "clock", "database", "own journal"} <= about


def test_the_doctor_changes_nothing(folder: Path) -> None:
    def state() -> dict[str, tuple[int, int]]:
        files = [path for path in folder.rglob("*") if not path.name.endswith(("-wal", "-shm"))]
        return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in files}

    before = {path: size for path, (_, size) in state().items()}
    list(look_at(folder))
    assert {path: size for path, (_, size) in state().items()} == before


def test_each_finding_that_is_not_well_says_what_to_do(folder: Path) -> None:
    (folder / "analysts").chmod(0o777)
    (folder / "analysts" / "nonesuch").mkdir()
    for finding in [*look_at(folder), *look_around({})]:
        assert "\n" not in finding.what
        assert bool(finding.do) == (finding.level != "ok"), finding


@pytest.mark.parametrize("place", [".", "articles", "analysts", "articles/library.db"])
def test_a_mode_that_was_changed_is_bad(folder: Path, place: str) -> None:
    (folder / place).chmod(0o777)
    [finding] = found(folder, "modes")
    assert finding.level == "bad"
    assert str(folder / place) in finding.what
    assert finding.do == f"run `pressmark init {folder} --group NAME` again"


def test_a_folder_that_is_nobodys_is_named_once_with_who_can_remove_it(folder: Path) -> None:
    (folder / "analysts" / "nonesuch").mkdir()
    (folder / "analysts" / "bin").touch()
    keeper = account_name()
    who = "root" if keeper == "root" else f"{keeper} or root"
    said = [each for each in look_at(folder) if "nonesuch" in each.what or "/bin" in each.what]
    assert [(each.about, each.do) for each in said] == [
        ("owners", f"have {who} rename or remove it")
    ] * 2


def test_settings_that_are_ignored_are_named_with_who_can_mend_them(folder: Path) -> None:
    (folder / "settings.toml").write_text("readers = 'many'")
    warning, what_holds = found(folder, "settings")
    assert (warning.level, what_holds.level) == ("warn", "ok")
    assert warning.do == f"have {account_name()} or a lead see to it"


def test_a_place_where_others_may_rename_the_library_is_named(folder: Path) -> None:
    folder.parent.chmod(0o777)
    findings = [each for each in found(folder, "owners") if each.level == "warn"]
    assert [str(folder.parent) in each.what for each in findings] == [True]


def test_damage_of_the_own_journal_is_bad(folder: Path) -> None:
    [path] = (folder / "analysts").glob("*/journal.jsonl")
    path.write_bytes(path.read_bytes().replace(b"guns", b"gums"))
    assert [each.level for each in found(folder, "own journal")] == ["bad"]


def test_a_database_that_left_its_log_is_bad(folder: Path) -> None:
    import sqlite3

    with closing(sqlite3.connect(folder / "library.db")) as database:
        database.execute("PRAGMA journal_mode=DELETE")
    assert [each.level for each in found(folder, "database")] == ["bad"]


@pytest.mark.parametrize("table", ["article", "body", "words", "by_title"])
def test_a_database_without_one_of_its_tables_is_damaged(folder: Path, table: str) -> None:
    import sqlite3

    kind = "INDEX" if table == "by_title" else "TABLE"
    with closing(sqlite3.connect(folder / "library.db")) as database:
        database.execute(f"DROP {kind} {table}")
    [finding] = found(folder, "database")
    assert finding.level == "bad" and "is damaged: it has no" in finding.what
    assert table in finding.what and "backup" in finding.do


@pytest.mark.parametrize("emptied", [True, False])
def test_articles_that_are_gone_from_beside_journals_are_a_loss(
    folder: Path, emptied: bool
) -> None:
    for file in folder.glob("library.db-*"):
        file.unlink()
    (folder / "library.db").unlink()
    if emptied:
        (folder / "library.db").touch()
    for _ in range(2):  # looking mends nothing
        [finding] = list(look_at(folder))
        assert finding.level == "bad"
        assert ("was emptied" if emptied else "is not there any more") in finding.what
        assert "1 journal" in finding.what and "make one" not in finding.do
    with closing(open_library(folder)) as library:
        shelve(library, [Draft("The guns arrived late.")])
        assert [row.exact for row in library.quotes()] == ["guns"]


def test_a_clock_behind_what_was_written_is_said(folder: Path) -> None:
    [path] = (folder / "analysts").glob("*/journal.jsonl")
    os.utime(path, (4e9, 4e9))
    assert [each.level for each in found(folder, "clock")] == ["warn"]


def test_the_command_ends_with_1_where_something_is_bad(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert command("--library", str(folder), "doctor").code == 0
    (folder / "analysts").chmod(0o777)
    said = command("--library", str(folder), "doctor", "--json")
    assert said.code == 1
    for line in said.out.splitlines():
        assert list(json.loads(line)) == ["level", "about", "what", "do"]


def test_no_library_at_all_is_bad_and_the_terminal_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    said = command("--library", str(tmp_path / "none"), "doctor")
    assert (said.code, "there is no library" in said.out, "terminal" in said.out) == (1, True, True)
    assert not (tmp_path / "none").exists()


# The file system

LISTED = r"""22 1 8:1 / / rw - ext4 /dev/sda1 rw
30 22 0:40 / /srv rw,relatime shared:5 - nfs4 server:/srv rw
31 30 0:41 / /srv/with\040space rw - fuse.sshfs somebody@host: rw
32 30 8:2 / /srv/local rw - xfs /dev/sda2 rw
33 32 0:50 / /srv/local rw - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("path", "kind", "network"),
    [
        ("/home/ann", "ext4", False),
        ("/srv/library", "nfs4", True),
        ("/srvother", "ext4", False),
        ("/srv/with space/library", "fuse.sshfs", True),
        ("/srv/local/library", "tmpfs", False),
    ],
)
def test_the_innermost_and_uppermost_mount_counts(path: str, kind: str, network: bool) -> None:
    mount = mount_of(Path(path), LISTED)
    assert mount is not None
    assert (mount.type, mount.is_network) == (kind, network)


def test_memory_is_told_from_a_disk_and_a_disk_has_no_reserve() -> None:
    in_memory, on_disk = mounts("1 0 0:1 / /a rw - tmpfs t rw\n2 0 8:1 / /b rw - ext4 d rw")
    assert in_memory.reserve is not None
    assert "gone when this machine starts again" in in_memory.reserve.what
    assert on_disk.reserve is None


def test_lines_that_are_no_mounts_are_passed_over() -> None:
    assert mounts("\n\nnonsense\n1 2 3\n") == []
    assert mount_of(Path("/"), "") is None


# The terminal


@pytest.mark.parametrize(
    ("env", "level", "said"),
    [
        ({}, "bad", "no terminal"),
        ({"TERM": "dumb"}, "bad", "no terminal"),
        ({"TERM": "vt100"}, "ok", "16 colours"),
        ({"TERM": "xterm-256color"}, "ok", "256 colours"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "ok", "16 million"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "ok", "no colours"),
        ({"TERM": "a\x1b[2Jb"}, "ok", "\\x1b"),
    ],
)
def test_the_terminal_is_described(env: dict[str, str], level: str, said: str) -> None:
    [finding] = around("terminal", **env)
    assert finding.level == level
    assert said in finding.what
    assert "\x1b" not in finding.what


@pytest.mark.parametrize(
    ("env", "level"),
    [
        ({"LANG": "C"}, "warn"),
        ({"LANG": "C.UTF-8", "LC_ALL": "POSIX"}, "warn"),
        ({"LANG": "de_DE.ISO-8859-1"}, "warn"),
        ({"LANG": "C.UTF-8"}, "ok"),
        ({"LANG": "xx_YY.UTF-8"}, "ok"),
        ({}, "ok"),
    ],
)
def test_the_locale_is_what_the_screen_is_drawn_by_whatever_python_makes_of_it(
    env: dict[str, str], level: str
) -> None:
    quiet = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    asked = [*PRESSMARK, "--library", "/nonexistent", "doctor", "--json"]
    done = subprocess.run(asked, env={**quiet, **env}, capture_output=True, text=True)
    said = {each["about"]: each["level"] for each in map(json.loads, done.stdout.splitlines())}
    assert said["locale"] == level


def test_a_terminal_that_does_not_tell_its_size_is_not_called_too_small(tmp_path: Path) -> None:
    asked = [*PRESSMARK, "--library", str(tmp_path / "none"), "doctor"]
    with Terminal(asked, size=(0, 0), env={"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.wait_end()
    assert b"the terminal does not tell its size" in terminal.raw


def test_over_ssh_copying_begins_with_the_terminal() -> None:
    [finding] = around("copying", SSH_TTY="/dev/pts/1", TERM="xterm")
    assert finding.what == "is tried by osc52, then file"


def test_a_tmux_that_does_not_answer_is_said() -> None:
    [finding] = around("tmux", TMUX="/nonexistent,1,0", PATH=os.environ["PATH"])
    assert (finding.level, "does not answer" in finding.what) == ("warn", True)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a window in a tmux server of its own."""
    if shutil.which("tmux") is None:
        pytest.skip("there is no tmux here")
    socket = str(tmp_path / "socket")
    alone = ["tmux", "-S", socket, "-f", "/dev/null"]
    subprocess.run([*alone, "new-session", "-d", "sleep 60"], check=True)
    yield {"TMUX": f"{socket},0,0", "PATH": os.environ["PATH"], "TERM": "screen"}
    subprocess.run([*alone, "kill-server"], check=True)


@pytest.mark.parametrize(("setting", "level"), [("on", "ok"), ("external", "ok"), ("off", "warn")])
def test_tmux_is_asked_what_it_does_with_copies(
    tmux: dict[str, str], setting: str, level: str
) -> None:
    subprocess.run(["tmux", "set", "-s", "set-clipboard", setting], env=tmux, check=True)
    findings = [each for each in around("tmux", **tmux) if "set-clipboard" in each.what]
    assert [each.level for each in findings] == [level]


def test_a_journal_of_a_newer_program_is_said(folder: Path) -> None:
    [path] = (folder / "analysts").glob("*/journal.jsonl")
    newer(path)
    [finding] = found(folder, "own journal")
    assert (finding.level, "newer Pressmark" in finding.what) == ("bad", True)


def newer(path: Path) -> None:
    """Make a journal one that only a later version may read."""
    from store.journal.line import Header, seal

    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([seal(Header(version=99, reads=99)), *lines[1:]]))
    assert Journal(path, writable=False).catch_up() == 0
