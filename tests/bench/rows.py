"""What a measure yields, and how it is printed."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Row(msgspec.Struct, frozen=True):
    """One line of the table. `ours` and `reference` are in `unit`; `ratio` is theirs.

    `bound` says in words what was promised, and `met` whether it holds; both stay empty where
    nothing was promised.
    """

    measure: str
    size: int
    ours: float
    unit: str
    against: str = ""
    reference: float | None = None
    bound: str = ""
    met: bool | None = None

    @property
    def ratio(self) -> float | None:
        return self.ours / self.reference if self.reference else None


HEADS = ("measure", "size", "ours", "reference", "", "ratio", "must reach", "met")
RIGHT = (1, 2, 3, 5)
"""Columns of figures, which stand to the right."""


def cells(row: Row) -> tuple[str, ...]:
    """A row as it stands in the table."""
    return (
        row.measure,
        f"{row.size:,}",
        f"{figure(row.ours)} {row.unit}",
        "" if row.reference is None else f"{figure(row.reference)} {row.unit}",
        row.against,
        "" if row.ratio is None else figure(row.ratio),
        row.bound,
        {True: "yes", False: "NO", None: ""}[row.met],
    )


def table(rows: Iterable[Row]) -> str:
    """All rows in columns as wide as what stands in them."""
    grid = [HEADS, *map(cells, rows)]
    widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if at in RIGHT else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in grid
    ]
    return "\n".join([lines[0], "─" * max(map(len, lines)), *lines[1:]])


def as_json(row: Row) -> bytes:
    """A row as one JSON object."""
    return msgspec.json.encode({**msgspec.structs.asdict(row), "ratio": row.ratio})


def figure(value: float) -> str:
    """Three digits that count; whole numbers from 100 on."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
