"""The command as a process: pipes, terminals, signals, locales, and what it loads."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store import open_library
from store.accounts import account_name
from store.journal import Journal
from store.model import Review
from store.text import article_id
from tests.places import ROOT
from tests.terminal import PRESSMARK, Terminal, heed_interrupts

TEXT = "Die Werft in 東京 baut sie.\n\n" + "Sie sagte nichts dazu. " * 20_000
ID = article_id(TEXT.strip())
HOSTILE = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\u202e[bold][/nope]"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of a long article with a long title, in letters of two scripts."""
    file = tmp_path / "one.txt"
    file.write_text(f"title: 東京で会見 {'sehr langer Titel ' * 20}\n\n{TEXT}")
    with closing(open_library(tmp_path / "library")) as library:
        library.import_paths([file])
        library.label([ID], "werft")
        library.highlight(ID, 0, 20, ["werft"])
    return tmp_path / "library"


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "PRESSMARK_LIBRARY": str(folder), **more}


def pressmark(folder: Path, *args: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    env = environment(folder, **more.pop("env", {}))
    return subprocess.run(
        [*PRESSMARK, *args], env=env, cwd=ROOT, capture_output=True, timeout=60, **more
    )


def on_terminal(folder: Path, *args: str, columns: int = 60) -> str:
    """What a command sends to a terminal of so many columns."""
    env = {"PRESSMARK_LIBRARY": str(folder), "PYTHONPATH": str(ROOT)}
    with Terminal([*PRESSMARK, *args], size=(columns, 24), env=env) as terminal:
        assert terminal.wait_end() in (0, 1)
        return terminal.raw.decode()


def test_commands_load_neither_the_screen_nor_tinydb(folder: Path) -> None:
    code = (
        "import sys; from tui.cli import cli; cli.main(sys.argv[1:], standalone_mode=False);"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    for args in (["--help"], ["list"], ["label", "a", ID], ["topics"], ["check"], ["config"]):
        run = subprocess.run(
            [sys.executable, "-c", code, *args],
            env=environment(folder), cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert {"textual", "rich", "tinydb", "pyperclip"} & set(run.stderr.split()) == set()


def test_exit_codes_tell_done_refused_and_wrong_usage(folder: Path) -> None:
    assert pressmark(folder, "star", ID).returncode == 0
    refused = pressmark(folder, "star", ID, "ffff")
    assert (refused.returncode, refused.stderr.count(b"\n")) == (1, 1)
    assert pressmark(folder, "list", "(").returncode == 2
    assert pressmark(folder, "neither").returncode == 2


def test_a_reader_that_goes_away_is_no_error_message(folder: Path) -> None:
    process = subprocess.Popen(
        [*PRESSMARK, "show", ID], env=environment(folder), cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 141


def test_an_output_that_is_full_is_one_sentence(folder: Path) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        run = subprocess.run(
            [*PRESSMARK, "list"], env=environment(folder), cwd=ROOT,
            stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert run.returncode == 1
    assert run.stderr == b"The output could not be written: No space left on device.\n"


def test_an_output_that_is_closed_does_no_harm(folder: Path) -> None:
    command = f'"{sys.executable}" -m tui.cli list >&- 2>&-'
    run = subprocess.run(["sh", "-c", command], env=environment(folder), cwd=ROOT, check=False)
    assert run.returncode == 0


def test_ctrl_c_ends_quietly_and_saves_nothing_by_halves(folder: Path) -> None:
    process = subprocess.Popen(
        [*PRESSMARK, "label", "later", "-"], env=environment(folder), cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    )  # fmt: skip
    assert process.stdin
    assert process.stderr
    process.stdin.write(f"{ID}\nno id\n".encode())
    process.stdin.flush()
    assert b"'no'" in process.stderr.readline()  # so it is waiting for more
    process.send_signal(signal.SIGINT)
    out, rest = process.communicate(timeout=60)
    assert (process.returncode, out, rest.strip()) == (130, b"", b"")
    assert b"later" not in pressmark(folder, "topics").stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_locale_without_utf_8_prints_what_it_can(folder: Path, encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    run = pressmark(folder, "list", env=env)
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"???" in run.stdout


def test_data_for_programs_is_utf_8_in_every_locale(folder: Path) -> None:
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    assert "東京" in json.loads(pressmark(folder, "list", "--json", env=env).stdout)["title"]
    exported = pressmark(folder, "export", "-f", "jsonl", env=env).stdout
    assert json.loads(exported)["exact"] == TEXT[:20].strip()


def test_rows_are_cut_on_a_terminal_and_nowhere_else(folder: Path) -> None:
    [row] = on_terminal(folder, "list", columns=100).splitlines()
    assert sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in row) == 100
    assert row.endswith("…")
    assert pressmark(folder, "list").stdout.decode().endswith("Titel [werft]\n")


def test_without_a_terminal_the_screen_says_in_a_sentence_how_to_get_one(folder: Path) -> None:
    done = pressmark(folder)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"`ssh -t` gives one" in done.stderr


def test_a_path_opens_the_screen_with_it_imported(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "list"
    file.write_text("title: Ministry denies it\n\nNothing was said.")
    env = {"PRESSMARK_LIBRARY": str(folder), "PYTHONPATH": str(ROOT)}
    with Terminal([*PRESSMARK, str(file)], size=(120, 30), env=env) as terminal:
        terminal.wait_for("Ministry denies")
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0
    assert b"Ministry denies it" in pressmark(folder, "list").stdout


def test_import_shows_a_bar_on_a_terminal_and_none_in_a_pipe(folder: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "one.txt")
    assert "#####" in on_terminal(folder, "import", file)
    assert pressmark(folder, "import", file).stderr == b""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_of_a_bar_gives_the_cursor_back(
    folder: Path, tmp_path: Path, number: signal.Signals
) -> None:
    for file in range(4000):
        (tmp_path / f"{file}.txt").write_text(f"Text {file} goes on.\n\n" + TEXT[:4000])
    command = [*PRESSMARK, "import", str(tmp_path)]
    with Terminal(command, env=environment(folder, PYTHONPATH=str(ROOT))) as terminal:
        terminal.wait_for(" read")
        terminal.process.send_signal(number)
        assert terminal.wait_end() == 128 + number
        assert terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l")
        assert "Traceback" not in terminal.text


def test_nothing_that_a_terminal_obeys_comes_out_of_a_library(folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        for column in ("title", "source", "byline", "url"):
            database.execute(f"UPDATE article SET {column} = ?", (HOSTILE,))
        said = f"“We build {HOSTILE} and more of it,” she said.\n\n"
        database.execute("UPDATE body SET text = ? || text", (said,))
    path = folder / "analysts" / account_name() / "journal.jsonl"
    with closing(Journal(path, writable=True)) as journal:
        journal.append("x", {"reviews": {ID: Review(ID, topics=(f"t{HOSTILE}",))}}, {})
    bad = tmp_path / f"bad{HOSTILE.replace('/', '')}.txt"
    bad.write_bytes(b"")
    for args in (
        ["list"], ["list", "--json"], ["show", ID], ["show", ID, "--json"], ["quotes"],
        ["quotes", "--json"], ["topics"], ["export", "-f", "csv"], ["export", "-f", "json"],
        ["export", "-f", "markdown"], ["quotations", ID], ["check"], ["import", str(bad)],
        ["--library", str(bad), "list"], ["label", HOSTILE, "ffff", HOSTILE],
    ):  # fmt: skip
        sent = on_terminal(folder, *args)
        if args[0] == "import":
            sent = sent.partition("\x1b[?25h")[2]  # after the bar
        assert sent, args
        assert {char for char in sent if _is_obeyed(char)} == set(), args


def _is_obeyed(char: str) -> bool:
    return (unicodedata.category(char) == "Cc" and char not in "\r\n") or char == "\u202e"
