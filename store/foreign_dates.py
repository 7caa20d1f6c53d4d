"""Days written with the names of months in languages other than English, or in Chinese characters.

Press databases write the date in the language of whoever exported it.
"""

from __future__ import annotations

import re

_NAMES = (
    "januar jänner jan janvier enero ene gennaio gen janeiro januari stycznia ocak января",
    "februar feber feb février fevrier févr febrero febbraio fevereiro fev februari lutego şubat"
    " февраля",
    "märz maerz mär mars marzo mar março marco maart marca mart марта",
    "april apr avril avr abril abr aprile kwietnia nisan апреля",
    "mai mayo maggio mag maio mei maj maja mayıs мая",
    "juni jun juin junio giugno giu junho czerwca haziran июня",
    "juli jul juillet juil julio luglio lug julho lipca temmuz июля",
    "august aug août aout agosto ago augustus augusti sierpnia ağustos августа",
    "september sep sept septembre septiembre settembre set setembro września eylül сентября",
    "oktober okt octobre octubre ottobre ott outubro października ekim октября",
    "november nov novembre noviembre novembro listopada kasım ноября",
    "dezember dez décembre decembre déc diciembre dic dicembre dezembro december grudnia aralık"
    " декабря",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}

_FLAGS = re.IGNORECASE
_NAME = r"(?P<month>[^\W\d_]{3,12})\.?"
_DAY = r"(?<!\d)(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_PATTERNS = (
    re.compile(
        rf"{_DAY}(?:\.|er|º|°)?\s{{0,3}}(?:de\s|d['’])?{_NAME},?\s(?:del?\s)?{_YEAR}", _FLAGS
    ),
    re.compile(rf"\b{_NAME}\s{_DAY},?\s{_YEAR}", _FLAGS),
)
_CHARACTERS = re.compile(
    r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"
)


def foreign_day(text: str) -> tuple[str, int, str] | None:
    """Year, month and day of the first date in `text` that is written in such a way."""
    found = _CHARACTERS.search(text)
    if found:
        return found["year"], int(found["month"]), found["day"]
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            month = _MONTHS.get(found["month"].lower())
            if month:
                return found["year"], month, found["day"]
    return None
