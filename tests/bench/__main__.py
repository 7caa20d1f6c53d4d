"""Run the benchmark and print its table; exit code 1 when something promised was not reached."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

from tests.bench import __doc__ as about
from tests.bench.bench import FULL, QUICK, Bench, Scale
from tests.bench.libraries import Libraries
from tests.bench.rows import Row, as_json, table

MEASURES = (
    "durable",
    "startup",
    "keys",
    "traffic",
    "screens",
    "searching",
    "importing",
    "records",
    "pages",
    "memory",
    "speech",
    "team",
    "together",
)
"""Modules, each with a function `measure`, in the order of the table."""


def main(arguments: Sequence[str] | None = None) -> int:
    """What the command does; the exit code."""
    options = _options(arguments)
    scale = QUICK if options.quick else FULL
    rows: list[Row] = []
    with ExitStack() as stack:
        keep = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for row in rows_of(options.only or MEASURES, scale, keep):
            rows.append(row)
            if options.json:
                print(as_json(row).decode(), flush=True)
    if not options.json:
        print(table(rows))
    return 1 if any(row.met is False for row in rows) else 0


def rows_of(measures: Sequence[str], scale: Scale, keep: Path) -> Iterator[Row]:
    """Measure, with libraries that are made in, or found in, a folder."""
    keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=keep) as scratch:
        libraries = Libraries(keep, long_text=scale.long_text, long_quotes=scale.long_quotes)
        bench = Bench(libraries, Path(scratch), scale)
        for name in measures:
            print(f"{name} …", file=sys.stderr, flush=True)
            yield from import_module(f"tests.bench.{name}").measure(bench)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m tests.bench", description=about, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="one small size, in seconds")
    parser.add_argument("--json", action="store_true", help="one JSON object a row")
    parser.add_argument(
        "--only", action="append", choices=MEASURES, metavar="NAME",
        help=f"one measure of {', '.join(MEASURES)}; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="make the libraries there, and use them again"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
