"""No byte of an article, or of what colleagues write, reaches the terminal as a command to it.

Everything that a terminal obeys is put, raw, behind the door at which texts are cleaned: in the
database, in journals, in the folder's name, in what is pasted. Then every screen and command
shows it in a pseudo-terminal, and the bytes that come out are read strictly.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import pwd
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

import tui.screens
from store import open_library
from store.journal import Journal
from store.model import Draft, Gold, Quote, Review, Topic
from tests.hostile_journeys import JOURNEYS, NARROW, PAYLOADS, SHOWS
from tests.places import ROOT
from tests.shelf import shelve
from tests.terminal import PRESSMARK, Terminal

HARMLESS = tuple(f"word{number}" for number in range(len(PAYLOADS)))

FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
SEQUENCE = re.compile(
    r"\x1b\[(?P<private>[<-?]?)(?P<numbers>[0-9;:]*)(?P<between>[ -/]*)(?P<last>[@-~])"
    r"|\x1b\](?P<osc>[^\x00-\x1f\x7f-\x9f]*)(?:\x07|\x1b\\)"
)


def turned(payloads: tuple[str, ...], by: int) -> str:
    """All payloads on one line, another one first: of a long text only the start is shown."""
    by %= len(payloads)
    return " ".join(payloads[by:] + payloads[:by])


def build(folder: Path, payloads: tuple[str, ...]) -> None:
    """A library in which everything that a person may write holds all of the payloads."""
    library = open_library(folder)
    count = len(payloads)
    drafts = [Draft(f"“Text {n} said it all,” said Vera Valtos. " * 3) for n in range(count)]
    articles = shelve(library, drafts)
    analysts = folder / "analysts"
    own = analysts / library.analyst / "journal.jsonl"
    library.close()
    text = "\n\n".join(turned(payloads, n) for n in range(count))
    with sqlite3.connect(folder / "library.db") as database:
        for seq, (n,) in enumerate([(n,) for n in range(count)], 1):
            line = turned(payloads, n)
            database.execute(
                "UPDATE article SET title=?, source=?, byline=?, url=?, published=? WHERE seq=?",
                (line, line, line, line, f"2025-01-{n + 1:02}", seq),
            )
            said = f"“{line} and so on,” said {line}. {text}" + f" {line}" * 200 * (n == 0)
            database.execute("UPDATE body SET text=? WHERE seq=?", (said, seq))
        # The article at the top of the list has an earlier version.
        database.executemany("INSERT INTO version VALUES (?, 1, ?)", [(1, True), (count, False)])
    database.close()
    write_journal(own, None, payloads, articles)
    if os.geteuid() == 0:
        colleague = pwd.getpwnam("daemon")
        theirs = analysts / colleague.pw_name / "journal.jsonl"
        write_journal(theirs, colleague.pw_uid, payloads, articles)


def write_journal(
    path: Path, owner: int | None, payloads: tuple[str, ...], articles: list[str]
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    names = [turned(payloads, n) for n in range(len(payloads))]
    topics = {
        name: Topic(name, name, name, name, n if 0 < n < 10 else None, (name,), clock=5 + n)
        for n, name in enumerate(names)
    }
    for n, name in enumerate(names[1:4]):
        topics[f"old {name}"] = Topic(f"old {name}", alias=name, clock=40 + n)
    reach = 20 if owner is None else 24  # two analysts who agree would have nothing to compare
    quotes = {
        f"q{n}": Quote(
            f"q{n}", article, 0, reach + n, name, name, name, (name, names[0]), name, name
        )
        for n, (article, name) in enumerate(zip(articles, names, strict=True))
    }
    gone = "\n".join(reversed(payloads))
    quotes["gone"] = Quote("gone", articles[0], 0, len(gone), gone, gone, gone, (names[0],), gone)
    reviews = {
        article: Review(article, status="new", topics=(name,), note=name)
        for article, name in zip(articles, names, strict=True)
    }
    journal = Journal(path, writable=True)
    journal.append(names[0], {"topics": topics}, {}, clock=30)
    journal.append(names[1], {"quotes": quotes, "reviews": reviews}, {}, clock=31)
    name = names[0]
    gold = Gold("g", articles[0], 0, 9, name, "", "", (name,), name, name, tuple(names))
    journal.append(names[2], {"gold": {"g": gold}}, {}, clock=32)
    journal.close()
    for place in (path.parent, *path.parent.iterdir()):
        if owner is not None:
            os.chown(place, owner, -1)


class Shapes(set[str]):
    """The sequences that came out of a terminal, without what varies in the drawing itself."""


def sequences(raw: bytes, size: tuple[int, int]) -> Shapes:
    """What the terminal was told to do; fails where anything else than text came with it."""
    text = raw.decode("utf-8", "strict")
    shapes = Shapes()
    plain: list[str] = []
    at = 0
    while (escape := text.find("\x1b", at)) >= 0:
        plain.append(text[at:escape])
        found = SEQUENCE.match(text, escape)
        assert found, f"no sequence of ours: {text[escape : escape + 60]!r}"
        shapes.add(shape(found, size))
        at = found.end()
    plain.append(text[at:])
    shown = "".join(plain).replace("\r\n", "")
    hit = FORBIDDEN.search(shown)
    assert hit is None, f"{hit} in {shown[max(0, hit.start() - 40) : hit.end() + 40]!r}"
    return shapes


def shape(found: re.Match[str], size: tuple[int, int]) -> str:
    if found["osc"] is not None:
        if re.fullmatch("22;[a-z-]+", found["osc"]):
            return "shape of the mouse pointer"
        copied = re.fullmatch(r"52;c;[A-Za-z0-9+/]*=*", found["osc"])
        assert copied, f"an OSC of somebody else's: {found[0]!r}"
        return "copy"
    numbers = [int(number) for number in re.findall(r"\d+", found["numbers"])]
    sign = found["private"] + found["between"] + found["last"]
    if sign == "m":
        assert all(number < 256 for number in numbers), found[0]
        return sign
    if sign == "H":
        row, column = numbers or (1, 1)
        assert row <= size[1], found[0]
        assert column <= size[0], found[0]
        return sign
    return f"{found['private']}{numbers}{found['between']}{found['last']}"


# Screens


def described(home: Path) -> str:
    """What faults of its own the program has described."""
    return "\n".join(file.read_text() for file in (home / "pressmark").glob("fault-*.txt"))


def journey(folder: Path, shown: Path, name: str, size: tuple[int, int]) -> bytes:
    """Start on the library, press the keys, end; the bytes that the terminal got."""
    home = folder.parent / "home"
    env = {
        "HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "SHOWN_SCREENS": str(shown),
        "SSH_TTY": "/dev/pts/0",
        "PATH": "/nonexistent",
    }
    command = [sys.executable, "-m", "tests.hostile_app", "--library", str(folder)]
    with Terminal(command, size=size, env=env) as terminal:
        terminal.wait_for("reviewed")
        terminal.settle()
        terminal.press("g")  # wherever the journey before left off
        for keys in JOURNEYS[name]:
            terminal.press(*keys)
        assert terminal.process.poll() is None, described(home) or terminal.text
        terminal.process.terminate()
        assert terminal.wait_end() == 143, terminal.text
        assert "fault of its own" not in terminal.text
        return bytes(terminal.raw)


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """A hostile library in a hostile folder, and a harmless one."""
    base = tmp_path_factory.mktemp("hostile")
    name = os.fsdecode(b"lib\x9b7771m\x1b[7771m\xe2\x80\xae[bold]\n")
    places = {"hostile": base / name, "harmless": base / "library", "told": base / "told" / name}
    for place in ("hostile", "told"):  # journeys change theirs, whatever their order
        build(places[place], PAYLOADS)
    build(places["harmless"], HARMLESS)
    yield places


@pytest.fixture(scope="module")
def ours(shelves: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Shapes:
    """The sequences that come out where nobody put any in."""
    shown = tmp_path_factory.mktemp("ours") / "screens"
    return sequences(journey(shelves["harmless"], shown, "help", (160, 45)), (160, 45))


@pytest.mark.parametrize("name", JOURNEYS)
def test_no_screen_lets_a_control_sequence_through(
    shelves: dict[str, Path], ours: Shapes, tmp_path: Path, name: str
) -> None:
    size = (80, 24) if name in NARROW else (160, 45)
    out = journey(shelves["hostile"], tmp_path / "shown", name, size)
    assert sequences(out, size) - ours <= {"copy"}
    assert SHOWS.get(name, set()) <= set((tmp_path / "shown").read_text().split())


def leaves(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield from leaves(each) if each.__subclasses__() else [each]


def test_every_screen_is_shown_something_hostile() -> None:
    for module in pkgutil.iter_modules(tui.screens.__path__):
        importlib.import_module(f"tui.screens.{module.name}")
    ours = {kind.__name__ for kind in leaves(Screen) if kind.__module__.startswith("tui.")}
    assert ours
    assert ours <= set().union(*SHOWS.values()), "a new screen needs a journey of its own here"


# Commands

PROGRESS = {"?[25]l", "?[25]h", "[]K"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["list", "--json"],
        ["quotes"],
        ["quotes", "--json"],
        ["topics"],
        ["topics", "--json"],
        ["topics", "export", "-"],
        ["log"],
        ["log", "--limit", "3"],
        ["log", "--json"],
        ["stats"],
        ["stats", "--json"],
        ["progress"],
        ["check"],
        ["agreement"],
        ["agreement", "--json"],
        ["disputes"],
        ["gold", "--rejected"],
        ["list", "".join(PAYLOADS)],
        ["show", "".join(PAYLOADS)],
        ["import", f"/nowhere/{PAYLOADS[0]}"],
        ["label", PAYLOADS[0] + "x", "zz"],
        [PAYLOADS[8] + PAYLOADS[0]],
        *(["export", "--format", name] for name in ("markdown", "csv", "json", "jsonl")),
        ["show", "ID"],
        ["quotations", "ID"],
        ["quotations", "ID", "--json"],
        ["log", "ID"],
    ],
    ids=lambda arguments: re.sub(r"[^a-z-]", "", " ".join(arguments))[:30],
)
def test_no_command_lets_a_control_sequence_through(
    shelves: dict[str, Path], arguments: list[str]
) -> None:
    folder = shelves["told"]
    if "ID" in arguments:
        with sqlite3.connect(folder / "library.db") as database:
            key = database.execute("SELECT key FROM article ORDER BY seq").fetchone()[0]
        article = f"{key & (1 << 64) - 1:016x}"
        arguments = [article if each == "ID" else each for each in arguments]
    command = [*PRESSMARK, "--library", str(folder), *arguments]
    with Terminal(command, env={"PYTHONPATH": str(ROOT), "HOME": str(folder.parent)}) as terminal:
        terminal.wait_end()
        assert terminal.raw
        raw = bytes(terminal.raw)
        if "import" in arguments:  # its progress bar goes back to the start of its line
            raw = re.sub(rb"\r(?!\n)", b"\r\n", raw)
        assert sequences(raw, (80, 24)) <= PROGRESS
        assert b"Traceback" not in terminal.raw
