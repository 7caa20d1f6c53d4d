"""What is typed as a query: read as meant, or refused with the place where it is wrong."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from store.query import EVERYTHING, FIELDS, And, Field, Node, Not, Or, QueryError, Text, parse
from tests.queries import nodes, written
from tui.cli import cli


@given(nodes)
def test_a_tree_is_read_back_as_it_was_written(node: Node) -> None:
    assert parse(written(node)) == node


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", EVERYTHING),
        ("  &  —  ", EVERYTHING),
        ("a b", And((Text("a"), Text("b")))),
        ("a b OR c", Or((And((Text("a"), Text("b"))), Text("c")))),
        ("a (b OR c)", And((Text("a"), Or((Text("b"), Text("c")))))),
        ("a or b", And((Text("a"), Text("or"), Text("b")))),
        ("a AND b", And((Text("a"), Text("b")))),
        ("--a", Not(Not(Text("a")))),
        ("a - b", And((Text("a"), Text("b")))),
        ("-(a b)", Not(And((Text("a"), Text("b"))))),
        ("well-known", Text("well-known")),
        ("dron*", Text("dron", prefix=True)),
        ("STATUS:New", Field("status", "new")),
        ('source:"Le Monde" x', And((Field("source", "Le Monde"), Text("x")))),
        ("„a b“ c", And((Text("a b"), Text("c")))),
        ("12:30", Text("12:30")),
        ("from:2024-02-29", Field("from", "2024-02-29")),
    ],
)
def test_a_query_means(query: str, tree: Node) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "position", "told"),
    [
        ("alpha colour:red", 6, "no field colour at character 7; the fields are topic, status"),
        ('ab "cd', 3, "quotation mark at character 4 is not closed"),
        ("a (b", 2, "parenthesis at character 3 is not closed"),
        ("a) b", 1, "parenthesis at character 2 closes nothing"),
        ("a ()", 3, r"\( at character 3 needs a word or a field after it"),
        ("a OR", 4, "OR at character 3 needs a word or a field after it"),
        ("OR a", 0, "OR at character 1 needs a word or a field before it"),
        ("a OR OR b", 5, "OR at character 3 needs"),
        ("status:read", 7, "expects new, done or skipped, not read"),
        ("status:", 7, "expects new, done or skipped"),
        ("is:new", 3, "expects starred, superseded or orphaned, not new"),
        ("from:2025-02-30", 5, "expects a date such as 2025, 2025-03 or 2025-03-31"),
        ("a NOT b", 2, "NOT at character 3: put - right before"),
        ("to:0000", 3, "expects a date"),
        ("to:２０２５", 3, "expects a date"),
        ("to:202503", 3, "expects a date"),
        ("(" * 1000, 51, "nested over 50 deep"),
        ("-" * 1000 + "a", 51, "nested over 50 deep"),
        ("(" * 10_000, 2000, "10000 characters; shorten it to 2000"),
        ("a " * 999, 400, "over 200 parts"),
    ],
)
def test_a_wrong_query_says_where_and_what_is_expected(
    query: str, position: int, told: str
) -> None:
    with pytest.raises(QueryError, match=told) as error:
        parse(query)
    assert error.value.position == position


@given(st.text())
def test_parsing_raises_nothing_but_query_errors(query: str) -> None:
    try:
        parse(query)
    except QueryError as error:
        assert 0 <= error.position <= len(query)


def test_the_help_names_every_word_of_the_query_language() -> None:
    told = CliRunner().invoke(cli, ["--help"]).output
    for name, kind in FIELDS.items():
        choices = kind.expects.replace(" or ", ", ").split(", ") if name in ("is", "has") else [""]
        assert all(f"{name}:{choice}" in told for choice in choices)
