"""A citation says what is known, leaves no traces of what is not, and is only text."""

from __future__ import annotations

import unicodedata

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.citation import FIELDS, check_style, cite
from store.model import PressmarkError, QuoteRow
from tests.rows import BARE, ROW

texts = st.text(st.characters(), max_size=20)
rows = st.builds(
    QuoteRow,
    **{
        field.name: texts
        for field in msgspec.structs.fields(QuoteRow)
        if field.name not in ("start", "end", "topics")
    },
    start=st.just(0),
    end=st.just(1),
    topics=st.lists(texts, max_size=3).map(tuple),
)


def test_the_plain_style_is_one_line() -> None:
    assert cite(ROW, "plain") == (
        "“We shall sell” — V. Orlov, “Drone deal”, The Harbour Post, 2026-03-01, "
        "https://harbour.example/drone_deal"
    )


def test_the_markdown_style_is_a_block_quote_and_its_origin() -> None:
    assert cite(ROW, "markdown") == (
        "> We shall sell\n\n— V. Orlov, “Drone deal”, The Harbour Post, 2026-03-01, "
        "<https://harbour.example/drone_deal>"
    )


@pytest.mark.parametrize(
    ("known", "plain"),
    [
        ({}, "“We shall sell”"),
        ({"source": "Post"}, "“We shall sell” — Post"),
        ({"speaker": "Orlov", "published": "2026-03-01"}, "“We shall sell” — Orlov, 2026-03-01"),
        ({"title": "Deal", "url": "a"}, "“We shall sell” — “Deal”, a"),
    ],
)
def test_what_is_missing_leaves_nothing_behind(known: dict[str, str], plain: str) -> None:
    row = msgspec.structs.replace(BARE, exact="We shall sell", **known)
    assert cite(row, "plain") == plain
    assert ", ," not in cite(row, "markdown")
    assert cite(BARE, "markdown") == "> Words"


def test_a_format_of_the_users_own_may_name_every_field() -> None:
    style = "|".join(f"{{{name}}}" for name in FIELDS)
    assert cite(ROW, style) == (
        "We shall sell|V. Orlov|Drone deal|The Harbour Post|2026-03-01|"
        "https://harbour.example/drone_deal|arms/drones, exports|check|anna"
    )
    assert cite(ROW, "{{{exact}}}\n\t({source})") == "{We shall sell}\n\t(The Harbour Post)"


@pytest.mark.parametrize(
    "style",
    ["{exact.__class__}", "{exact[0]}", "{0}", "{}", "{exact!r}", "{exact:>9999999}", "{quote}"],
)
def test_a_format_reaches_nothing_but_the_fields(style: str) -> None:
    with pytest.raises(PressmarkError, match=r"but only \{exact\}, \{speaker\}, .* are fields\.$"):
        cite(ROW, style)
    with pytest.raises(PressmarkError):
        check_style(style)


@pytest.mark.parametrize("style", ["", "makrdown", "{exact", "exact}", "{exact!}", "{exact:{x}}"])
def test_a_wrong_style_is_one_sentence(style: str) -> None:
    with pytest.raises(PressmarkError) as caught:
        check_style(style)
    assert "\n" not in str(caught.value)


def test_the_fields_of_a_quote_are_not_read_as_formats() -> None:
    row = msgspec.structs.replace(BARE, exact="{source} {{x}} %s")
    assert cite(row, "{exact}") == "{source} {{x}} %s"


@given(rows, st.sampled_from(["plain", "markdown", "{exact}{note}\x1b[0m\x9b {topics}"]))
@settings(deadline=None)
def test_no_control_character_comes_out(row: QuoteRow, style: str) -> None:
    cited = cite(row, style)
    assert not {char for char in cited if unicodedata.category(char) in ("Cc", "Cs")} - {"\n"}
    assert style == "markdown" or "\n" not in cited


@given(st.text())
@settings(deadline=None)
def test_any_style_is_used_or_refused(style: str) -> None:
    try:
        check_style(style)
    except PressmarkError:
        return
    cite(ROW, style)
