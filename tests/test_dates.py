"""Dates are understood, or left empty; none is an error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.dates import iso_date


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026/3/1", "2026-03-01"),
        ("20260301", "2026-03-01"),
        ("1 March 2026", "2026-03-01"),
        ("Published: Sunday, 1st of March, 2026", "2026-03-01"),
        ("March 1, 2026", "2026-03-01"),
        ("Sept. 30, 2026, 9:30 a.m. EST", "2026-09-30"),
        ("01.03.2026", "2026-03-01"),
        ("13/04/2026", "2026-04-13"),
        ("04/13/2026", "2026-04-13"),
        ("03/04/2026", ""),
        ("Sun, 01 Mar 2026 09:30:00 +0200", "2026-03-01T07:30:00Z"),
        ("2026-03-01T09:30:00+02:00", "2026-03-01T07:30:00Z"),
        ("2026-03-01T09:30:00Z", "2026-03-01T09:30:00Z"),
        ("2026-03-01 09:30", "2026-03-01T09:30:00"),
        ("9999-12-31T23:59:59-12:00", "9999-12-31"),
        ("0001-01-01T00:00:00+12:00", "0001-01-01"),
        ("0000-01-01", ""),
        ("31.02.2026", ""),
        ("99999-01-01", ""),
        ("29 décembre 2011", "2011-12-29"),
        ("Samedi 1er mars 2025", "2025-03-01"),
        ("Dienstag, 10.Dezember 2019", "2019-12-10"),
        ("décembre 10 2019", "2019-12-10"),
        ("3 de julio de 2025", "2025-07-03"),
        ("9 сентября 2025 г.", "2025-09-09"),
        ("2025年3月9日", "2025-03-09"),
        ("31 février 2025", ""),
        ("7 samurai 2025", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates_are_understood_or_left_empty(raw: str, iso: str) -> None:
    assert iso_date(raw) == iso


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.text(),
        st.text("0123456789-/.: TZ+,MarSunGMT", max_size=40),
        st.datetimes(timezones=st.timezones()).map(str),
    )
)
def test_no_date_is_an_error_and_each_result_is_iso(raw: str) -> None:
    found = iso_date(raw)
    assert found in ("", iso_date(found))
