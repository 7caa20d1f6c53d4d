"""What a terminal without UTF-8 shows can be read, and stands in the same cells."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.encoding import terminal_encoding
from tui.harmless import harmless
from tui.legible import NAME
from tui.wrap import cells_of


def shown(text: str, encoding: str = "ascii") -> str:
    return text.encode(encoding, NAME).decode(encoding)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Größe” — ‘non’…", "\"Grose\" - 'non'."),
        ("e\u0301té Łódź İstanbul", "ete Lodz Istanbul"),
        ("Сергей Щукин, Ἀθῆναι", "Sergei Sukin, Athnai"),
        ("王毅 said", "???? said"),
        ("Ａｂ½", "A b ?"),
        ("👩\u200d👩é", "??e"),
        ("━━──│┌▸▾", "==--|+>v"),
        ("•✓–★»", "o+-*>"),
    ],
)
def test_in_ascii_letters_lose_their_accents_and_signs_stay_apart(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_what_the_encoding_has_is_left_as_it_is() -> None:
    assert shown("«Größe» “naïve” Łódź", "latin-1") == '«Größe» "naïve" Lódz'


@given(st.text(max_size=40).map(harmless))
@settings(deadline=None)
def test_what_stands_in_takes_as_many_cells(text: str) -> None:
    missing = "".join(char for char in text if not char.isascii())
    assert len(shown(missing)) == cells_of(missing)
    assert shown(text).isascii()


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "utf-8"),
        ({"LANG": "C"}, "ascii"),
        ({"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, "ascii"),
        ({"LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "C"}, "utf-8"),
        ({"LANG": "de_DE.ISO-8859-1"}, "iso8859-1"),
        ({"LANG": "de_DE.ISO-8859-15@euro"}, "iso8859-15"),
        ({"LANG": "de_DE@euro"}, "utf-8"),
        ({"LANG": "xx_XX.nonsense"}, "utf-8"),
        ({"LANG": "C", "PYTHONUTF8": "1"}, "utf-8"),
    ],
)
def test_the_locale_says_what_the_terminal_shows(environ: dict[str, str], expected: str) -> None:
    assert terminal_encoding(environ, "utf-8") == expected
