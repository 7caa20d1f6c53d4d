"""Rich Text: letters of every code page, and the text of what is cut off."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import Article
from store.readers._rtf import Rtf
from tests.documents import LONG, article
from tests.places import SAMPLES


def rtf(folder: Path, body: str) -> Article:
    return article(folder, rf"{{\rtf1\ansi\ansicpg1252 {body}}}".encode("ascii"), "a.rtf")


def test_escapes_of_every_kind_are_read(tmp_path: Path) -> None:
    body = (
        r"a\emdash b \{c\} \\d \'e9 \u8212?e \u8220\'93f \uc2\u8221\'94\'94g\uc0\u233h"
        r"\line i\~j {\v hidden}{\*\unknown never}k\par l"
    )
    assert rtf(tmp_path, body).text == "a—b {c} \\d é —e “f ”géh\ni j k\n\nl"


def test_the_code_page_and_the_charset_of_a_font_tell_the_letters(tmp_path: Path) -> None:
    fonts = r"{\fonttbl{\f0\fcharset204 A;}{\f1\fcharset128 B;}{\f2\fcharset0 C;}}"
    body = rf"{fonts}\f0\'c4\'e0 {{\f1\'83e\'83X\'83g}} \f2\'e9 \ansicpg1250\'b3"
    found = rtf(tmp_path, body)
    assert found.text == "Да テスト é ł"


def test_a_line_set_in_bold_is_a_title_even_if_it_looks_like_none(tmp_path: Path) -> None:
    found = rtf(tmp_path, rf"{{\b Orders up, and then.}}\par {LONG}\par Done.")
    assert found.title == "Orders up, and then."
    assert found.text.endswith("Done.")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["C"]), max_size=100))
def test_any_text_comes_through_rich_text_as_it_is(text: str) -> None:
    units = text.encode("utf-16-le")
    escaped = "".join(
        rf"\u{int.from_bytes(units[place : place + 2], 'little', signed=False)}?"
        for place in range(0, len(units), 2)
    )
    found = [*Rtf(rf"{{\rtf1 {escaped}}}".encode()).paragraphs()]
    assert "\n".join(paragraph.text for paragraph in found[:-1]) == text


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_rich_text_without_an_error(data: bytes) -> None:
    assert [*Rtf(rb"{\rtf1" + data).paragraphs()]


def test_rich_text_cut_off_gives_what_is_there(tmp_path: Path) -> None:
    whole = (SAMPLES / "kessarie-radios.rtf").read_bytes()
    assert article(tmp_path, whole[: len(whole) // 2], "a.rtf").text
