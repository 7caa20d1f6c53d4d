"""Dates as people and programs write them, as ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from store.foreign_dates import foreign_day

_LONGEST = 100
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_FLAGS = re.IGNORECASE | re.ASCII

_NUMBERS = re.compile(
    r"(?<!\d)(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)", _FLAGS
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)", _FLAGS)
_WORDS = (
    re.compile(rf"{_DAY}[\s-]+(?:of\s+)?{_MONTH}[\s,-]+{_YEAR}", _FLAGS),
    re.compile(rf"\b{_MONTH}\s*{_DAY}[\s,]+{_YEAR}", _FLAGS),
)
_YEAR_LAST = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)",
    _FLAGS,
)
_MAIL = re.compile(r"\d{1,2} [a-z]{3} \d{4} \d\d:\d\d(:\d\d)? ([+-]\d{4}|[a-z]{1,4})", _FLAGS)


def iso_date(raw: str) -> str:
    """`raw` as `2026-03-01`, with its time in UTC as `2026-03-01T09:30:00Z` where it tells both.

    A time without a zone keeps none. Empty where `raw` is not understood, is no day of the
    calendar, or can be read in two ways (`03/04/2026`; with points, `03.04.2026` is 3 April).
    """
    text = raw.strip()[:_LONGEST]
    if not any(character.isdigit() for character in text):
        return ""
    return _with_time(text) or _day(text)


def _with_time(text: str) -> str:
    if ":" not in text and "T" not in text:
        return ""
    try:
        mail = _MAIL.search(text)
        moment = parsedate_to_datetime(mail[0]) if mail else datetime.fromisoformat(text)
        if moment.tzinfo is None:
            return moment.isoformat(timespec="seconds")
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)
    except (ValueError, OverflowError):  # the day may still be good
        return ""


def _day(text: str) -> str:
    found = _NUMBERS.search(text) or _COMPACT.match(text)
    if found:
        return _written(found["year"], int(found["month"]), found["day"])
    for words in _WORDS:
        found = words.search(text)
        if found:
            month = _MONTHS.index(found["month"][:3].lower()) + 1
            return _written(found["year"], month, found["day"])
    found = _YEAR_LAST.search(text)
    if found:
        return _year_last(found)
    foreign = foreign_day(text)
    return _written(*foreign) if foreign else ""


def _year_last(found: re.Match[str]) -> str:
    first, second = int(found["first"]), int(found["second"])
    if found["mark"] == "." or first > 12 or first == second:
        return _written(found["year"], second, first)
    return _written(found["year"], first, second) if second > 12 else ""


def _written(year: int | str, month: int | str, day: int | str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
