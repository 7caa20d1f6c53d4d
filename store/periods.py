"""Days, and what they add up to by week and by month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, TypeAlias, get_args

import msgspec

PeriodKind: TypeAlias = Literal["day", "week", "month"]
PERIODS: tuple[PeriodKind, ...] = get_args(PeriodKind)

LONGEST_GAP = 31
"""Empty periods that are still shown one by one."""


class Period(msgspec.Struct, frozen=True):
    """A day `2026-03-01`, an ISO week `2026-W09` or a month `2026-03`, and how much fell on it."""

    period: str
    articles: int
    quotes: int


def periods(days: Iterable[Period], kind: PeriodKind) -> tuple[Period, ...]:
    """Days added up, in order; what is no day of the calendar is left out."""
    name = _NAMES[kind]
    found: dict[str, tuple[int, int]] = {}
    for each in days:
        day = _day(each.period)
        if day is not None:
            articles, quotes = found.get(name(day), (0, 0))
            found[name(day)] = articles + each.articles, quotes + each.quotes
    return tuple(Period(period, *counts) for period, counts in sorted(found.items()))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-03-01") else None
    except ValueError:
        return None


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


_NAMES: dict[PeriodKind, Callable[[date], str]] = {
    "day": date.isoformat,
    "week": _week,
    "month": lambda day: day.isoformat()[:7],
}


def filled(found: Iterable[Period], kind: PeriodKind) -> list[Period]:
    """Periods in order, with the empty ones between; a long gap is one period without a name."""
    every: list[Period] = []
    last: int | None = None
    for each in found:
        number = _number(each.period, kind)
        if last is not None and number - last > LONGEST_GAP:
            every.append(Period("", 0, 0))
        elif last is not None:
            every += (Period(_name(n, kind), 0, 0) for n in range(last + 1, number))
        every.append(each)
        last = number
    return every


def _number(period: str, kind: PeriodKind) -> int:
    """The place of a period among all of its kind."""
    if kind == "day":
        return date.fromisoformat(period).toordinal()
    if kind == "month":
        return int(period[:4]) * 12 + int(period[5:]) - 1
    return date.fromisocalendar(int(period[:4]), int(period[6:]), 1).toordinal() // 7


def _name(number: int, kind: PeriodKind) -> str:
    if kind == "day":
        return date.fromordinal(number).isoformat()
    if kind == "month":
        return f"{number // 12:04}-{number % 12 + 1:02}"
    return _week(date.fromordinal(number * 7 + 1))


def first_and_last(period: str, kind: PeriodKind) -> tuple[str, str]:
    """The first and last day of a period; a month stands for its own days."""
    if kind != "week":
        return period, period
    monday = date.fromisocalendar(int(period[:4]), int(period[6:]), 1)
    sunday = min(monday.toordinal() + 6, date.max.toordinal())
    return monday.isoformat(), date.fromordinal(sunday).isoformat()
