"""Days, and what they add up to by week and by month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, TypeAlias, get_args

import msgspec

PeriodKind: TypeAlias = Literal["day", "week", "month"]
PERIODS: tuple[PeriodKind, ...] = get_args(PeriodKind)


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
