"""The walls of the house: the store knows no screen, widgets know no app, imports point one way."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.places import ROOT

LOADS_ALL_OF_THE_STORE = """
import importlib, pkgutil, sys
import store
for module in pkgutil.walk_packages(store.__path__, "store."):
    importlib.import_module(module.name)
print(sorted({name.split(".")[0] for name in sys.modules} & {"textual", "tui"}))
"""

LOADS_THE_FACE = """
import sys
from store import open_library
heavy = {"tinydb", "sentencex", "rapidfuzz", "trafilatura", "feedparser", "httpx"}
print(sorted(heavy & set(sys.modules)))
"""

LOADS_ALL_OF_THE_SCREEN = """
import importlib, pkgutil
import textual.scrollbar
import textual.widgets
import tui
from textual import events
from textual.message import Message
from textual.message_pump import MessagePump

for module in pkgutil.walk_packages(tui.__path__, "tui."):
    importlib.import_module(module.name)

def below(kind):
    yield kind
    for each in kind.__subclasses__():
        yield from below(each)

known = {getattr(kind, "handler_name", "") for kind in below(Message)} | {"on_event"}
print(sorted({
    f"{kind.__qualname__}.{name}"
    for kind in below(MessagePump)
    if kind.__module__.startswith("tui.")
    for name in vars(kind)
    if name.startswith("on_") and name not in known
}))
"""


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def output(program: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def test_the_whole_store_loads_without_a_screen() -> None:
    assert output(LOADS_ALL_OF_THE_STORE) == "[]"


def test_no_module_of_the_store_draws() -> None:
    # Some libraries load rich of their own accord, so it is the imports that are looked at.
    names = {name for path in (ROOT / "store").rglob("*.py") for name in imports(path)}
    assert {name for name in names if name.split(".")[0] in ("rich", "textual", "tui")} == set()


def test_opening_a_library_loads_nothing_that_only_some_commands_need() -> None:
    assert output(LOADS_THE_FACE) == "[]"


def test_widgets_know_neither_app_nor_screens() -> None:
    known = {
        f"{path.name}: {name}"
        for path in (ROOT / "tui" / "widgets").glob("*.py")
        for name in imports(path)
        if name.startswith(("tui.app", "tui.screens", "tui.cli", "store.session"))
    }
    assert known == set()


def test_no_handler_waits_for_a_message_that_nobody_sends() -> None:
    # A message that is declared in a base class carries the name of that class.
    assert output(LOADS_ALL_OF_THE_SCREEN) == "[]"


def test_the_model_imports_nothing_of_ours() -> None:
    assert [name for name in imports(ROOT / "store" / "model.py") if name.startswith("store")] == []


@pytest.mark.parametrize("entry", [p.name for p in ROOT.iterdir()])
def test_the_top_level_holds_what_was_asked_for(entry: str) -> None:
    asked_for = {"pyproject.toml", "README.md", "LICENSE", "tui", "store", "tests", "samples"}
    listed = subprocess.run(
        ["git", "ls-files", "--error-unmatch", entry], cwd=ROOT, capture_output=True
    )
    assert entry in asked_for or entry.startswith(".") or listed.returncode
