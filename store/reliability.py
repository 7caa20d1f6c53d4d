"""Coefficients of agreement between coders, from counts.

They are sums over small tables of counts, so they are written out here: the packages that have
them (`krippendorff`, `scikit-learn`, `nltk`) take one value for each coder and unit, millions where
tokens are the units, and bring NumPy or more of 60 MB to a program for the terminal. The tests
check them against the published examples. Each is None where it is 0/0: chance cannot be told
from agreement where everybody gave one and the same value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple, TypeAlias

Unit: TypeAlias = tuple[Sequence[int], int]
"""(how many coders gave each value to a unit, how many such units there are)."""


class Chance(NamedTuple):
    """Agreement of two coders: the observed share, and the share to expect by chance."""

    observed: float
    expected: float


def observed_agreement(units: Iterable[Unit]) -> float | None:
    """The share of pairs of values, of two coders for one unit, that are the same.

    A unit counts as many pairs as it has; one with a single value has none.
    """
    same = pairs = 0
    for values, weight in units:
        same += weight * sum(count * (count - 1) for count in values)
        pairs += weight * sum(values) * (sum(values) - 1)
    return same / pairs if pairs else None


def krippendorff_alpha(units: Iterable[Unit]) -> float | None:
    """Krippendorff's alpha for nominal data, by any number of coders, with values missing.

    Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C: what a unit has
    m values of is weighed 1/(m-1), and units with fewer than two values are left out.
    """
    totals: dict[int, int] = {}
    disagreeing = 0.0
    for values, weight in units:
        given = sum(values)
        if given < 2:
            continue
        for value, count in enumerate(values):
            totals[value] = totals.get(value, 0) + weight * count
        differing = given * given - sum(count * count for count in values)
        disagreeing += weight * differing / (given - 1)
    given = sum(totals.values())
    expected = given * given - sum(total * total for total in totals.values())
    return 1 - (given - 1) * disagreeing / expected if expected else None


def chance(table: Sequence[Sequence[int]]) -> Chance | None:
    """What two coders agree on in a table of counts, rows of the one and columns of the other.

    None where the table is empty.
    """
    total = sum(map(sum, table))
    if not total:
        return None
    rows = map(sum, table)
    columns = map(sum, zip(*table, strict=True))
    same = sum(table[at][at] for at in range(len(table)))
    by_chance = sum(row * column for row, column in zip(rows, columns, strict=True))
    return Chance(same / total, by_chance / (total * total))


def pooled_kappa(tables: Sequence[Chance]) -> float | None:
    """One kappa for several variables: their shares averaged before chance is taken off.

    De Vries, Elliott, Kanouse and Teleki (2008), "Using pooled kappa to summarize interrater
    agreement across many items". Of one variable it is Cohen's kappa (1960).
    """
    if not tables:
        return None
    observed = sum(table.observed for table in tables) / len(tables)
    expected = sum(table.expected for table in tables) / len(tables)
    return None if expected >= 1 else (observed - expected) / (1 - expected)


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of those that are there; None where none is."""
    found = [value for value in values if value is not None]
    return sum(found) / len(found) if found else None


def coder_pairs(coders: int) -> Iterable[tuple[int, int]]:
    """The pairs of coders in a bit mask, each as two masks of one bit, the lower first."""
    bits = [1 << place for place in range(coders.bit_length()) if coders >> place & 1]
    return combinations(bits, 2)
