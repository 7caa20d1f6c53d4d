"""The README tells the truth: its keys are the program's, and its pictures are there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.readme import README, ROOT, groups, tables, with_tables


async def test_the_tables_of_keys_are_those_of_the_program(tmp_path: Path) -> None:
    readme = README.read_text()
    made = with_tables(readme, tables(await groups(tmp_path)))
    assert made == readme, "python -m tests.readme makes them anew"


def test_its_pictures_and_files_are_there() -> None:
    targets = re.findall(r"\]\(((?!http|#)[^)]+)\)", README.read_text())
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_two_commands_stand_alone_as_the_gate_finds_them() -> None:
    commands = re.findall(r"^    (python3 -m venv .*)$", README.read_text(), re.MULTILINE)
    opens, tests = commands
    assert opens.endswith(" samples")
    assert tests.endswith("-m tests")
