"""The figures as charts: one function for each view of the statistics screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style

from store.assignments import Assigned
from store.periods import PERIODS, Period, PeriodKind, filled, first_and_last, periods
from store.query import Field, QueryError, parse
from tui.paint_chart import Bars, Chart, Pairs, Row

if TYPE_CHECKING:
    from store.statistics import Figures


class Ways(NamedTuple):
    """What the keys of the screen choose: the number that bars show, the period, the date."""

    by_articles: bool = False
    period: PeriodKind = "month"
    worked: bool = False


View = tuple[str, Callable[["Figures", Ways, Mapping[str, Style]], Chart]]
"""A name, and what makes the chart; the styles are those of topics."""


def topics(figures: Figures, ways: Ways, inks: Mapping[str, Style]) -> Chart:
    rows = [
        Row(f.topic, _turned((f.quotes, f.articles), ways, f.analysts), asking("topic", f.topic))
        for f in figures.topics
    ]
    return Bars((*_turned_names(ways), "analysts"), _largest_first(rows), inks)


def over_time(figures: Figures, ways: Ways, _inks: Mapping[str, Style]) -> Chart:
    """Periods, the newest first."""
    kind = ways.period
    found = filled(periods(figures.coded if ways.worked else figures.published, kind), kind)
    names = ("quotes", "reviewed" if ways.worked else "articles")
    rows = [_of_period(each, ways) for each in reversed(found)]
    return Bars(names[::-1] if ways.by_articles else names, rows)


def _of_period(each: Period, ways: Ways) -> Row:
    query = ""
    if each.period and not ways.worked:
        first, last = first_and_last(each.period, ways.period)
        query = f"from:{first} to:{last}"
    return Row(each.period, _turned((each.quotes, each.articles), ways), query)


def together(figures: Figures, ways: Ways, _inks: Mapping[str, Style]) -> Chart:
    count = {f.topic: f.articles if ways.by_articles else f.quotes for f in figures.topics}
    pairs = {
        (f.first, f.second): f.articles if ways.by_articles else f.quotes for f in figures.together
    }
    standing = {name for pair, number in pairs.items() if number for name in pair}
    names = sorted(standing, key=lambda name: (-count[name], name))
    place = {name: at for at, name in enumerate(names)}
    counts = {(place[a], place[b]): number for (a, b), number in pairs.items() if number}
    queries = [asking("topic", name) for name in names]
    return Pairs(names, [count[name] for name in names], counts, queries)


def sources(figures: Figures, ways: Ways, _inks: Mapping[str, Style]) -> Chart:
    rows = [
        Row(f.source or "(none)", _turned((f.quotes, f.articles), ways), asking("source", f.source))
        for f in figures.sources
    ]
    return Bars(_turned_names(ways), _largest_first(rows))


def speakers(figures: Figures, ways: Ways, _inks: Mapping[str, Style]) -> Chart:
    rows = [
        Row(f.speaker, _turned((f.quotes, f.articles), ways), asking("speaker", f.speaker))
        for f in figures.speakers
    ]
    return Bars(_turned_names(ways), _largest_first(rows))


def people(figures: Figures, ways: Ways, _inks: Mapping[str, Style]) -> Chart:
    """Analysts with what is assigned to them, or what each reviewed by day, the newest first."""
    if ways.worked:
        days = [Row(f"{f.day} {f.analyst}", (f.done, f.skipped)) for f in figures.reviewed]
        return Bars(("done", "skipped"), days)
    rows = [
        Row(f.analyst, _turned((f.quotes, f.done), ways, f.skipped), asking("by", f.analyst))
        for f in figures.analysts
    ]
    names = ["done", "quotes", "skipped"] if ways.by_articles else ["quotes", "done", "skipped"]
    if figures.assigned:
        names, rows = [*names, "left", "assigned"], _with_assigned(rows, figures.assigned)
    return Bars(names, _largest_first(rows))


def _with_assigned(rows: Iterable[Row], assigned: Mapping[str, Assigned]) -> list[Row]:
    """With what is left and assigned, in the whole library; also who has done nothing yet."""
    known = {row.label: row for row in rows}
    for name in assigned:
        known.setdefault(name, Row(name, (0, 0, 0), asking("assigned", name)))
    nothing = Assigned(0, 0)
    return [
        row._replace(numbers=(*row.numbers, *assigned.get(row.label, nothing)))
        for row in known.values()
    ]


VIEWS: tuple[View, ...] = (
    ("topics", topics),
    ("over time", over_time),
    ("together", together),
    ("sources", sources),
    ("speakers", speakers),
    ("people", people),
)


def next_period(kind: PeriodKind) -> PeriodKind:
    return PERIODS[(PERIODS.index(kind) + 1) % len(PERIODS)]


def asking(field: str, value: str) -> str:
    """The query for a name; empty where it cannot be asked for, as with quotation marks in it."""
    query = f'{field}:"{value}"'
    try:
        return query if parse(query) == Field(field, value.strip()) else ""
    except QueryError:
        return ""


def _turned(counts: tuple[int, int], ways: Ways, *rest: int) -> tuple[int, ...]:
    """(quotes, articles, …), or (articles, quotes, …): the first is what the bar shows."""
    return (*(counts[::-1] if ways.by_articles else counts), *rest)


def _turned_names(ways: Ways) -> tuple[str, str]:
    return ("articles", "quotes") if ways.by_articles else ("quotes", "articles")


def _largest_first(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: -row.numbers[0])
