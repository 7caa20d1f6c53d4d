"""Everything that has to hold: `python -m tests`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest", "-n", "2"),
)


def main() -> int:
    root = Path(__file__).resolve().parent.parent
    failed = []
    for check in CHECKS:
        print("+", *check, flush=True)
        if subprocess.run([sys.executable, "-m", *check], cwd=root).returncode:
            failed.append(check[0])
    if failed:
        print("failed:", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
