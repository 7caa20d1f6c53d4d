"""Type a command into a terminal and see that the list of samples appears; for the gate."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.terminal import Terminal

INSTALLATION = 600.0
"""Seconds that a slow network may take."""


def main(command: str) -> None:
    wanted = ("HOME", "PIP_", "SSL_")
    inherited = {name: value for name, value in os.environ.items() if name.startswith(wanted)}
    with Terminal(["bash", "-c", command], size=(160, 45), env=inherited) as terminal:
        terminal.wait_for("Velmora", INSTALLATION)
        terminal.settle()
        print(terminal.text)
        terminal.press("q")
        code = terminal.wait_end()
    if code:
        sys.exit(f"the program ended with {code}")


if __name__ == "__main__":
    main(sys.argv[1])
