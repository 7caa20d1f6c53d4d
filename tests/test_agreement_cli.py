"""`pressmark agreement`: what it prints, as columns and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.colleagues import working_as
from tests.shell import GUNS, IDS, Shell, shell_with_news


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return shell_with_news(tmp_path)


def read_twice(shell: Shell) -> None:
    shell("status", "done", *IDS.values())
    shell("label", "arms", IDS["guns"], IDS["ships"])
    shell("highlight", IDS["guns"], "--exact", "The guns arrived", "--topic", "delay")
    with working_as(shell.folder, "nobody") as theirs:
        theirs.set_status(list(IDS.values()), "done")
        theirs.label([IDS["guns"]], "arms")
        theirs.highlight(IDS["guns"], 4, GUNS.index("."), ["delay"])


def test_agreement_in_json_has_the_documented_fields(shell: Shell) -> None:
    read_twice(shell)
    [found] = shell.lines("agreement")
    assert set(found) == {"query", "analysts", "articles", "topics", "pairs", "reason"}
    assert (found["articles"], found["reason"]) == (3, "")
    arms, delay = found["topics"]
    assert set(arms) == {
        "topic", "carried", "unanimous", "agreement", "kappa", "alpha", "reason", "pairs", "marks"
    }  # fmt: skip
    assert (arms["topic"], arms["carried"], arms["unanimous"]) == ("arms", 2, 1)
    assert arms["kappa"] == pytest.approx(0.4)
    [pair] = arms["pairs"]
    assert set(pair) == {
        "first", "second", "articles", "both", "first_only", "second_only", "neither",
        "agreement", "kappa", "reason",
    }  # fmt: skip
    assert set(delay["marks"]) == {
        "quotes", "articles", "tokens", "agreement", "kappa", "alpha", "matched", "f1",
        "jaccard", "exact", "reason",
    }  # fmt: skip
    assert (delay["marks"]["matched"], delay["marks"]["exact"]) == (1, 0)


def test_agreement_is_printed_as_tables(shell: Shell) -> None:
    read_twice(shell)
    text = shell("agreement").stdout
    assert text.startswith("3 articles read by two or more of nobody, ")
    lines = [line.split() for line in text.splitlines()]
    assert ["2", "1", "0.667", "0.400", "0.444", "arms"] in lines
    assert ["1", "1", "1.000", "1.000", "1.000", "delay"] in lines
    assert any(line[:1] == ["2"] and line[-1] == "delay" and len(line) == 8 for line in lines)


def test_only_who_shares_an_article_is_named(shell: Shell) -> None:
    read_twice(shell)
    with working_as(shell.folder, "daemon") as theirs:
        theirs.set_star([IDS["guns"]])
    first, *_ = shell("agreement").stdout.splitlines()
    assert "nobody" in first
    assert "daemon" not in first


def test_what_cannot_be_reckoned_is_null_and_a_dash_with_its_reason(shell: Shell) -> None:
    shell("label", "arms", IDS["guns"])
    with working_as(shell.folder, "nobody") as theirs:
        theirs.label([IDS["guns"]], "arms")
    [found] = shell.lines("agreement")
    assert found["topics"][0]["kappa"] is None
    assert "chance cannot be told" in found["topics"][0]["reason"]
    text = shell("agreement").stdout
    assert "–" in text
    assert text.count("chance cannot be told") == 1


def test_without_a_second_reader_it_says_so(shell: Shell) -> None:
    shell("label", "arms", IDS["guns"])
    assert "it takes two" in shell("agreement").stdout
    assert json.loads(shell("agreement", "--json").stdout)["topics"] == []


def test_analysts_are_chosen_by_name(shell: Shell) -> None:
    read_twice(shell)
    [found] = shell.lines("agreement", "--analysts", "nobody,root")
    assert found["analysts"] == ["nobody", "root"]
    refused = shell("agreement", "--analysts", "nobody,stranger", code=1)
    assert "“stranger” has written nothing here" in refused.stderr
    assert shell("agreement", "a (", code=2).stdout == ""
