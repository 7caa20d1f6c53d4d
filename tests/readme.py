"""Makes the pictures and the tables of keys in the README from the real program."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from store import open_library
from tests.places import ROOT, SAMPLES
from tui.app import Pressmark
from tui.keys import Group, help_groups

README = ROOT / "README.md"
PICTURES = ROOT / "tests" / "pictures"

BEGIN = "<!-- keys: made by python -m tests.readme -->"
END = "<!-- end of keys -->"

SHOTS = {
    "triage": ((132, 36), 'j enter " 3 " 1 j'),
    "tour-1": ((100, 24), "j"),
    "tour-2": ((100, 24), 'j enter "'),
    "tour-3": ((100, 24), 'j enter " 3'),
    "tour-4": ((100, 24), 'j enter " 3 p'),
    "quotes": ((100, 24), 'j enter " 3 " 1 q j j enter " 2 " 1 Q'),
    "codebook": ((100, 24), 'j enter " 3 " 1 C j j j j j j'),
    "progress": ((100, 24), 'j enter " 3 " 1 q j j enter " 2 " 1 P'),
}
"""Name of a picture: size in cells, and the keys that lead there."""

PANES = ("#articles", "#reader", "#topics")


async def shoot(library: Path, size: tuple[int, int], keys: str) -> str:
    """The screen after some keys, as SVG."""
    opened = open_library(library)
    opened.import_paths([SAMPLES])
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    app = Pressmark(opened)
    async with app.run_test(size=size) as pilot:
        for key in keys.split():
            await pilot.press({'"': "quotation_mark"}.get(key, key))
            await pilot.pause()
        picture = app.export_screenshot(title="Pressmark")
    opened.close()
    # Each export gets names of its own; the same screen should make the same file.
    return re.sub(r"terminal-\d+-", "terminal-", picture)


async def groups(library: Path) -> list[Group]:
    """The keys of each pane, and then those of the screen and of everywhere."""
    opened = open_library(library)
    opened.import_paths([SAMPLES])
    app = Pressmark(opened)
    found: dict[str, Group] = {}
    async with app.run_test(size=(160, 45)) as pilot:
        for pane in PANES:
            app.screen.query_one(pane).focus()
            await pilot.pause()
            for group in help_groups(app.screen.active_bindings, app.get_key_display):
                found.setdefault(group[0], group)
    opened.close()
    rest = [found.pop(name) for name in list(found) if name in ("This screen", "Everywhere")]
    return [*found.values(), *rest]


def tables(found: Sequence[Group]) -> str:
    """Groups of keys as Markdown."""
    parts = []
    for name, rows in found:
        lines = [f"| {_code(keys)} | {what} |" for keys, what in rows]
        parts.append("\n".join([f"**{name}**", "", "| key | |", "|---|---|", *lines]))
    return "\n\n".join(parts)


def _code(keys: str) -> str:
    return " ".join(f"`{key}`".replace("|", "\\|") for key in keys.split())


def with_tables(readme: str, text: str) -> str:
    """The README with its tables of keys replaced."""
    before, rest = readme.split(BEGIN)
    return f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = tables(asyncio.run(groups(Path(folder) / "keys")))
        README.write_text(with_tables(README.read_text(), text))
        PICTURES.mkdir(exist_ok=True)
        for name, (size, keys) in SHOTS.items():
            picture = asyncio.run(shoot(Path(folder) / name, size, keys))
            (PICTURES / f"{name}.svg").write_text(picture)


if __name__ == "__main__":
    main()
