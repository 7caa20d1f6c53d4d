"""The commands on what was done: list it, take it back, count it."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest

from store.model import Change, Review
from tests.shell import IDS, Shell, shell_with_news


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return shell_with_news(tmp_path)


def highlight(shell: Shell, name: str, exact: str, *args: str) -> str:
    return shell("highlight", IDS[name], "--exact", exact, *args).stdout.strip()


def test_the_log_lists_the_newest_first(shell: Shell) -> None:
    shell("star", IDS["guns"])
    shell("status", "done", IDS["ships"])
    [newest, oldest] = shell("log").stdout.splitlines()
    assert re.match(r"2 +\d{4}-\d\d-\d\dT.*done: “About ships”$", newest)
    assert oldest.startswith("1 ")
    assert shell("log", "--limit", "1").stdout.splitlines() == [newest]


def test_the_log_in_json_has_records_before_and_after(shell: Shell) -> None:
    quote = highlight(shell, "guns", "guns arrived", "--topic", "arms")
    shell("unhighlight", quote)
    gone, made = shell.lines("log")
    assert list(made) == ["number", "at", "analyst", "label", "changes"]
    assert [list(change) for change in made["changes"]] == [["table", "key", "before", "after"]] * 2
    topic, added = made["changes"]
    assert (topic["table"], topic["key"], topic["before"]) == ("topics", "arms", None)
    assert (added["table"], added["key"], added["before"]) == ("quotes", quote, None)
    assert added["after"]["exact"] == "guns arrived"
    assert gone["changes"] == [
        {"table": "quotes", "key": quote, "before": added["after"], "after": None}
    ]


def test_the_help_names_every_field(shell: Shell) -> None:
    highlight(shell, "guns", "guns arrived")
    [edit] = shell.lines("log")
    names = {*edit, *edit["changes"][0]}
    assert names <= set(re.findall(r"\w+", shell("log", "--help").stdout))


def test_the_log_of_an_article_or_a_quote(shell: Shell) -> None:
    quote = highlight(shell, "guns", "guns arrived")
    shell("star", IDS["guns"])
    shell("star", IDS["ships"])
    shell("unhighlight", quote)
    assert [edit["number"] for edit in shell.lines("log", IDS["guns"][:7])] == [4, 2, 1]
    assert [edit["number"] for edit in shell.lines("log", quote)] == [4, 1]
    assert "There is no article" in shell("log", "0" * 12, code=1).stderr


def test_an_analyst_who_wrote_nothing_is_named(shell: Shell) -> None:
    shell("star", IDS["guns"])
    [edit] = shell.lines("log")
    assert shell.lines("log", "--analyst", edit["analyst"]) == [edit]
    assert "“nobody at all” has written nothing" in shell(
        "log", "--analyst", "nobody at all", code=1
    ).stderr  # fmt: skip


def test_an_old_edit_is_undone_by_its_number(shell: Shell) -> None:
    shell("star", IDS["guns"])
    shell("status", "done", IDS["ships"])
    assert shell("revert", "1").stdout == "undo: star: “About guns”\n"
    assert shell.listed("is:starred") == []
    assert shell.listed("status:done") == ["ships"]
    shell("revert", "3")
    assert shell.listed("is:starred") == ["guns"]


def test_what_cannot_be_undone_is_refused_and_the_rest_is_done(shell: Shell) -> None:
    shell("star", IDS["guns"])
    shell("status", "done", IDS["guns"])
    shell("star", IDS["ships"])
    result = shell("revert", "1", "3", "9", code=1)
    assert result.stdout == "undo: star: “About ships”\n"
    first, second = result.stderr.splitlines()
    assert "the review of “About guns” was changed since by “done" in first
    assert "There is no edit 9 of" in second
    assert shell.listed("is:starred") == ["guns"]


def test_figures_are_printed_for_people_and_for_programs(shell: Shell) -> None:
    highlight(shell, "guns", "guns arrived", "--topic", "arms", "--topic", "news")
    highlight(shell, "ships", "Two frigates", "--speaker", "Ann Orlo")
    shell("status", "done", IDS["guns"])
    [found] = shell.lines("stats")
    assert (found["query"], found["articles"], found["quotes"]) == ("", 3, 2)
    assert found["topics"][0] == {"topic": "arms", "quotes": 1, "articles": 1, "analysts": 1}
    assert found["together"] == [{"first": "arms", "second": "news", "quotes": 1, "articles": 1}]
    assert found["speakers"] == [{"speaker": "Ann Orlo", "quotes": 1, "articles": 1}]
    assert [list(found["coded"]), list(found["published"])] == [["day", "week", "month"]] * 2
    assert [day["quotes"] for day in found["coded"]["month"]] == [2]
    assert found["reviewed"][0]["done"] == 1
    printed = shell("stats").stdout
    assert "3 articles, 2 quotes" in printed
    assert re.search(r"^1 +1 +1 +arms$", printed, re.MULTILINE)


def test_the_help_names_every_figure(shell: Shell) -> None:
    highlight(shell, "guns", "guns arrived", "--topic", "arms", "--topic", "news")
    shell("status", "done", IDS["guns"])
    [found] = shell.lines("stats")
    names = set(found) | {*found["coded"]} | {*found["coded"]["day"][0]}
    for figure in ("topics", "together", "sources", "analysts", "reviewed"):
        names |= set(found[figure][0])
    assert names <= set(re.findall(r"\w+", shell("stats", "--help").stdout))


def test_figures_follow_a_query_and_a_wrong_one_is_wrong_usage(shell: Shell) -> None:
    highlight(shell, "guns", "guns arrived", "--topic", "arms")
    highlight(shell, "ships", "Two frigates", "--topic", "sea")
    [found] = shell.lines("stats", "-topic:arms")
    assert [figure["topic"] for figure in found["topics"]] == ["sea"]
    assert "at character" in shell("stats", "guns (", code=2).stderr


def test_a_hostile_label_reaches_no_terminal(shell: Shell) -> None:
    with closing(shell.open()) as library:
        review = Review(IDS["guns"], star=True)
        star = Change("reviews", IDS["guns"], None, review)
        library._session.commit("\x1b]52;c;x\x07\u202eevil", [star])
    printed = shell("log").stdout + shell("log", "--json").stdout
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", printed)
