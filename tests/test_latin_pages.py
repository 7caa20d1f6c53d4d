"""Texts in Latin letters that Windows-1252 does not have are read, and those that it has stay."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest

from store.decoding import code_page, decode
from store.model import Draft
from store.readers import read_stream
from tests.latin_texts import CENTRAL, TURKISH, WESTERN

MARKS = str.maketrans("„“”’»«–", '"""\'""-')
"""ISO 8859-2 has no typographic marks."""


def windows(text: str, length: int) -> Iterator[str]:
    """Every so many words of a text that follow one another."""
    words = text.split()
    for at in range(max(1, len(words) - length + 1)):
        yield " ".join(words[at : at + length])


@pytest.mark.parametrize("language", CENTRAL)
def test_texts_in_the_page_of_central_europe_are_told_by_their_language(language: str) -> None:
    text = CENTRAL[language]
    assert decode(text.encode("cp1250")) == text
    older = text.translate(MARKS)
    assert decode(older.encode("iso8859_2")) == older


def test_turkish_is_told_by_its_language() -> None:
    assert decode(TURKISH.encode("cp1254")) == TURKISH


@pytest.mark.parametrize("language", CENTRAL)
def test_half_of_a_report_is_enough(language: str) -> None:
    text = CENTRAL[language]
    for part in windows(text, len(text.split()) // 2):
        assert decode(part.encode("cp1250")) == part


@pytest.mark.parametrize("language", WESTERN)
def test_what_is_in_the_usual_page_is_never_taken_for_another(language: str) -> None:
    text = WESTERN[language]
    for length in (3, 6, 12, 25, 50, 1000):
        for part in windows(text, length):
            assert code_page(part.encode("cp1252")) == "cp1252", part


@pytest.mark.parametrize("abroad", CENTRAL)
@pytest.mark.parametrize("language", ["English", "French", "German", "Icelandic", "Norwegian"])
def test_a_name_or_two_from_abroad_change_nothing(language: str, abroad: str) -> None:
    names = [word for word in CENTRAL[abroad].split() if word.istitle() and not word.isascii()]
    known = [name for name in names if name.encode("cp1252", "ignore").decode("cp1252") == name]
    text = f"{WESTERN[language]} {' '.join(known)}"
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("said", ["", "iso-8859-1"])
def test_a_page_that_says_nothing_of_it_is_read(said: str) -> None:
    script = "<script>" + "const value = window.setting && document.body;\n" * 200 + "</script>"
    body = "".join(f"<p>{part}</p>" for part in CENTRAL["Polish"].split("\n"))
    page = f'<html><head><meta charset="{said}">{script}</head><body><article>{body}</article>'
    (draft,) = read_stream(BytesIO(page.encode("cp1250")), "a.html")
    assert isinstance(draft, Draft) and "Źródła zbliżone do rządu" in draft.text


def test_a_table_is_in_one_page_down_to_its_shortest_line() -> None:
    text = CENTRAL["Czech"].replace("\n", " ")
    table = f'title,text\nPřístav,"{text}"\nŽofie,Jeřáby\n'.encode("cp1250")
    (first, second) = read_stream(BytesIO(table), "a.csv")
    assert first == Draft(text, title="Přístav")
    assert second == Draft("Jeřáby", title="Žofie")
