"""The commands, in this process: what they do, print, refuse, and the exit code."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from store.search import ARTICLE_ORDERS, QUOTE_ORDERS
from tests.shell import GUNS, IDS, SHIPS, TEXTS, Shell
from tui.cli import COMMANDS, cli, screen
from tui.commandline import upkeep


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for day, (name, text) in enumerate(TEXTS.items(), 1):
        header = f"title: About {name}\nsource: Herald\ndate: 2025-03-0{day}\n"
        (folder / f"{name}.txt").write_text(f"---\n{header}---\n{text}\n")
    return folder


@pytest.fixture
def shell(tmp_path: Path, news: Path) -> Shell:
    shell = Shell(tmp_path / "library")
    shell("import", str(news))
    return shell


def test_importing_again_adds_nothing(shell: Shell, news: Path) -> None:
    [report] = shell.lines("import", str(news))
    assert report == {"imported": 0, "duplicates": 3, "failed": []}
    assert "3 articles there already" in shell("import", str(news)).stdout


def test_import_names_what_it_refuses_and_does_the_rest(shell: Shell, tmp_path: Path) -> None:
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text("One more text.")
    empty.write_text("")
    result = shell("import", str(empty), str(good), str(tmp_path / "none"), "--json", code=1)
    report = json.loads(result.stdout)
    assert report["imported"] == 1
    assert [set(failure) for failure in report["failed"]] == [{"where", "why"}] * 2
    assert {failure["where"] for failure in report["failed"]} == {
        str(empty), str(tmp_path / "none")
    }  # fmt: skip
    again = shell("import", str(empty), code=1)
    assert again.stderr.count("\n") == 1
    assert str(empty) in again.stderr


def test_list_json_has_the_documented_fields(shell: Shell) -> None:
    shell("label", "arms/guns", IDS["guns"])
    shell("star", IDS["guns"])
    assert shell.lines("list", "guns") == [
        {
            "id": IDS["guns"],
            "title": "About guns",
            "source": "Herald",
            "published": "2025-03-01",
            "status": "new",
            "star": True,
            "topics": ["arms/guns"],
            "quotes": 0,
        }
    ]


@pytest.mark.parametrize("command", ["list", "quotes", "quotations", "topics", "show", "import"])
def test_the_help_names_every_field_that_json_prints(
    shell: Shell, news: Path, command: str
) -> None:
    shell("highlight", IDS["guns"], "--exact", "guns arrived", "--topic", "arms")
    args = {"quotations": [IDS["ships"]], "show": [IDS["ships"]], "import": [str(news)]}
    printed = shell.lines(command, *args.get(command, []))[0]
    assert set(printed) <= set(re.findall(r"\w+", shell(command, "--help").stdout))


def test_list_is_columns_for_people_with_the_id_first(shell: Shell) -> None:
    lines = shell("list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [IDS["trade"], IDS["ships"], IDS["guns"]]
    assert len({line.index("About") for line in lines}) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (["guns"], ["guns"]),
        (["-guns"], ["trade", "ships"]),
        (["--", "-guns"], ["trade", "ships"]),
        (["-source:herald"], []),
        (["source:herald", "-from:2025-03-03", "-ships"], ["guns"]),
        (['"were paid for"'], ["guns"]),
        (["--order", "-title"], ["trade", "ships", "guns"]),
        (["-trade", "--order", "title"], ["guns", "ships"]),
    ],
)
def test_a_query_may_be_several_words_and_negate(
    shell: Shell, query: list[str], found: list[str]
) -> None:
    assert shell.listed(*query) == found


@pytest.mark.parametrize("command", ["list", "quotes"])
def test_a_wrong_query_is_wrong_usage_and_says_where(shell: Shell, command: str) -> None:
    result = shell(command, "guns (", code=2)
    assert "at character 6" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("command", "orders"), [("list", ARTICLE_ORDERS), ("quotes", QUOTE_ORDERS)]
)
def test_orders_are_documented_and_a_wrong_one_is_wrong_usage(
    shell: Shell, command: str, orders: dict[str, str]
) -> None:
    text = shell(command, "--help").stdout
    for order in orders:
        assert order in text
        shell(command, "--order", f"-{order}")
    assert "published" in shell(command, "--order", "colour", code=2).stderr


def test_an_id_may_be_cut_to_a_prefix(shell: Shell) -> None:
    assert GUNS in shell("show", IDS["guns"][:6]).stdout
    assert "title:     About guns" in shell("show", IDS["guns"][:6]).stdout


def test_ids_come_as_arguments_lines_listed_rows_or_json(shell: Shell) -> None:
    rows = shell("list", "guns", "--json").stdout + "\n" + shell("list", "ships").stdout
    shell("label", "a", "-", IDS["trade"][:8], stdin=rows)
    assert shell.listed("topic:a") == ["trade", "ships", "guns"]


def test_a_quote_in_json_stands_for_its_article_or_for_itself(shell: Shell) -> None:
    shell("highlight", IDS["guns"], "--exact", "guns arrived")
    quotes = shell("quotes", "--json").stdout
    shell("status", "done", "-", stdin=quotes)
    assert shell.listed("status:done") == ["guns"]
    shell("unhighlight", "-", stdin=quotes)
    assert shell.lines("quotes") == []


def test_unknown_ids_are_refused_one_by_one_and_the_rest_is_one_edit(shell: Shell) -> None:
    stdin = f"{IDS['guns']}\nnothing\n\n{{no json}}\n{{}}\n{IDS['ships']}\nffff000011112222\n"
    result = shell("label", "arms", "-", stdin=stdin, code=1)
    assert len(result.stderr.splitlines()) == 4
    assert "Line 4" in result.stderr
    assert shell.listed("topic:arms") == ["ships", "guns"]
    assert shell.edits() == 1


def test_nothing_is_written_where_all_ids_are_unknown(shell: Shell) -> None:
    shell("label", "arms", "ffff", code=1)
    assert shell.lines("topics") == []


def test_label_and_star_come_off_again(shell: Shell) -> None:
    for command in (["label", "arms"], ["star"]):
        shell(*command, IDS["guns"], IDS["ships"])
        shell(*command, "--off", IDS["guns"])
    assert shell.listed("topic:arms") == ["ships"]
    assert shell.listed("is:starred") == ["ships"]
    assert "nothing to change" in shell("star", "--off", IDS["guns"]).stdout


def test_a_note_is_set_read_from_standard_input_and_taken_away(shell: Shell) -> None:
    shell("note", IDS["guns"], "ask the ministry")
    assert shell.listed("has:note") == ["guns"]
    shell("note", IDS["guns"], "-", stdin="two\nlines\x1b[31m\n")
    library = shell.open()
    assert library.review(IDS["guns"]).note == "two\nlines[31m"
    library.close()
    shell("note", IDS["guns"], "")
    assert shell.listed("has:note") == []


def test_a_wrong_status_is_wrong_usage(shell: Shell) -> None:
    assert "skipped" in shell("status", "finished", IDS["guns"], code=2).stderr


def test_highlight_finds_the_words_however_they_are_broken(shell: Shell) -> None:
    [quote] = shell.lines(
        "highlight", IDS["ships"], "--exact", " We  build no\tthird one", "--topic", "yards",
        "--topic", "a/b", "--speaker", "Ann Orlo", "--note", "firm",
    )  # fmt: skip
    assert SHIPS[quote["start"] : quote["end"]] == quote["exact"] == "We build\nno third one"
    assert shell.lines("quotes") == [quote]
    assert quote["topics"] == ["yards", "a/b"]
    assert (quote["speaker"], quote["note"], quote["source"]) == ("Ann Orlo", "firm", "Herald")


def test_highlight_prints_the_id_that_quotes_lists(shell: Shell) -> None:
    quote = shell("highlight", IDS["guns"], "--exact", "paid for").stdout.strip()
    assert [row["id"] for row in shell.lines("quotes")] == [quote]
    assert quote in shell("quotes").stdout


def test_words_that_stand_twice_need_an_occurrence(shell: Shell) -> None:
    result = shell("highlight", IDS["guns"], "--exact", "The guns", code=1)
    assert "2 times" in result.stderr
    shell("highlight", IDS["guns"], "--exact", "The guns", "--occurrence", "2")
    assert shell.lines("quotes")[0]["start"] == GUNS.rindex("The guns")
    shell("highlight", IDS["guns"], "--exact", "The guns", "--occurrence", "3", code=1)
    shell("highlight", IDS["guns"], "--exact", "The guns", "--occurrence", "0", code=2)
    assert "does not stand" in shell("highlight", IDS["guns"], "--exact", "ABBA", code=1).stderr
    assert len(shell.lines("quotes")) == 1


def test_unhighlight_refuses_unknown_quotes_and_removes_the_rest_in_one_edit(shell: Shell) -> None:
    ids = [
        shell("highlight", IDS["guns"], "--exact", words).stdout.strip()
        for words in ("arrived", "paid", "work")
    ]
    before = shell.edits()
    assert "beef" in shell("unhighlight", ids[0], "beef", ids[1], code=1).stderr
    assert [row["id"] for row in shell.lines("quotes")] == [ids[2]]
    assert shell.edits() == before + 1


def test_quotations_give_place_words_speaker_and_kind(shell: Shell) -> None:
    [found] = shell.lines("quotations", IDS["ships"])
    assert SHIPS[found["start"] : found["end"]] == found["exact"]
    assert (found["speaker"], found["kind"]) == ("Ann Orlo", "speech")


def test_topics_are_made_described_renamed_merged_and_deleted(shell: Shell) -> None:
    shell("topics", "add", "arms/guns", "--colour", "#AA0000", "--glyph", "G", "--digit", "7",
          "--description", "big ones", "--word", "howitzer", "--word", "155 mm")  # fmt: skip
    shell("label", "arms/guns", IDS["guns"])
    shell("highlight", IDS["ships"], "--exact", "frigates", "--topic", "ships")
    shell("topics", "rename", "arm", "weapons", code=1)
    shell("topics", "rename", "arms/guns", "weapons/guns")
    guns, ships = sorted(shell.lines("topics"), key=lambda topic: str(topic["glyph"]))
    assert guns == {
        "name": "weapons/guns", "glyph": "G", "colour": "#aa0000", "description": "big ones",
        "digit": 7, "words": ["howitzer", "155 mm"], "articles": 1, "quotes": 0,
    }  # fmt: skip
    assert (ships["name"], ships["articles"], ships["quotes"]) == ("ships", 1, 1)
    shell("topics", "merge", "ships", "weapons/guns")
    assert shell.listed("topic:weapons") == ["ships", "guns"]
    deleted = shell("topics", "delete", "weapons/guns").stdout
    assert "1 label and 1 quote" in deleted
    assert shell.lines("topics") == shell.lines("quotes") == []


def test_topics_digit_describe_colour_and_glyph_change_one_thing_each(shell: Shell) -> None:
    shell("topics", "add", "guns")
    shell("topics", "add", "ships")
    shell("topics", "digit", "ships", "1")
    shell("topics", "describe", "ships", "what floats")
    shell("topics", "colour", "ships", "teal")
    shell("topics", "glyph", "ships", "Z")
    guns, ships = shell.lines("topics")
    assert guns["digit"] is None
    assert [ships[field] for field in ("digit", "description", "colour", "glyph")] == [
        1, "what floats", "teal", "Z"
    ]  # fmt: skip
    shell("topics", "digit", "ships", "none")
    assert shell.lines("topics")[1]["digit"] is None
    assert "what floats" in shell("topics").stdout


@pytest.mark.parametrize(
    "args",
    [
        ("colour", "guns", "puce"),
        ("colour", "guns", "#12345"),
        ("glyph", "guns", "GG"),
        ("glyph", "guns", "\x1b"),
        ("glyph", "guns", "東"),
        ("digit", "guns", "0"),
        ("digit", "guns", "10"),
        ("paint", "guns"),
    ],
)
def test_a_value_that_no_topic_can_have_is_wrong_usage(shell: Shell, args: Sequence[str]) -> None:
    shell("topics", "add", "guns")
    before = shell.lines("topics")
    shell("topics", *args, code=2)
    assert shell.lines("topics") == before


def test_a_codebook_may_come_before_any_article(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "fresh")
    shell("topics", "add", "guns")
    assert [topic["name"] for topic in shell.lines("topics")] == ["guns"]


def test_the_codebook_goes_to_standard_output_and_comes_back(shell: Shell, tmp_path: Path) -> None:
    shell("topics", "add", "arms/drones", "--digit", "4")
    book = tmp_path / "book.toml"
    book.write_text(shell("topics", "export", "-").stdout)
    fresh = Shell(tmp_path / "fresh")
    fresh("topics", "import", str(book))
    assert fresh.lines("topics") == shell.lines("topics")
    assert not Path("-").exists()


def test_export_writes_to_standard_output_or_whole_to_a_file(shell: Shell, tmp_path: Path) -> None:
    shell("highlight", IDS["guns"], "--exact", "guns arrived", "--topic", "arms", "--note", "=1")
    shell("highlight", IDS["ships"], "--exact", "frigates")
    printed = shell("export", "--format", "jsonl").stdout
    assert [json.loads(line)["exact"] for line in printed.splitlines()] == [
        "frigates", "guns arrived"
    ]  # fmt: skip
    file = tmp_path / "report.md"
    assert "1 quote written" in shell("export", "topic:arms", "-o", str(file)).stdout
    assert "guns arrived" in file.read_text()
    assert "frigates" not in file.read_text()
    assert "'=1" in shell("export", "--format", "csv").stdout
    assert shell("export", "-f", "csv", "-o", "-").stdout == shell("export", "-f", "csv").stdout
    assert shell("export", "-from:2025-03-01", "-f", "jsonl").stdout == ""
    assert "'=1" not in shell("export", "--format", "csv", "--raw").stdout


def test_an_export_that_is_refused_leaves_the_file_as_it_was(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    file.write_text("before")
    shell("export", "guns (", "-o", str(file), code=2)
    shell("export", "--format", "docx", "-o", str(file), code=2)
    shell("export", "-o", str(tmp_path / "report"), code=2)
    shell("export", code=2)
    shell("export", "-f", "csv", "-o", str(tmp_path / "none" / "report.csv"), code=1)
    assert file.read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library", "news", "report.csv"]


def test_check_says_what_is_wrong_a_line_each(shell: Shell) -> None:
    assert shell("check").stdout == "nothing is wrong\n"
    shell("label", "arms", IDS["guns"])
    [journal] = shell.folder.glob("analysts/*/journal.jsonl")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0] + lines[1].replace(b"arms", b"farm"))
    result = shell("check", code=1)
    assert f"{journal}: byte {len(lines[0])}: " in result.stdout


def test_of_very_much_that_is_wrong_check_prints_the_first_and_how_much_more(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "MOST_TOLD", 5)
    shell("label", "arms", IDS["guns"])
    [journal] = shell.folder.glob("analysts/*/journal.jsonl")
    whole = journal.read_bytes()
    for more in (0, 1, 60):
        journal.write_bytes(whole + b"no edit\n" * (5 + more))
        *lines, last = shell("check", code=1).stdout.splitlines()
        assert len(lines) == (5 if more else 4)
        assert all(": byte " in line for line in lines)
        assert ("more" in last) == bool(more)
        assert not more or last.startswith(f"{more:,} more are wrong" if more > 1 else "1 more is")


def test_a_library_that_is_not_there_is_said_and_not_made(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "slip")
    for args in (["list"], ["quotes"], ["check"], ["label", "a", "b"], ["export", "-f", "csv"]):
        assert str(shell.folder) in shell(*args, code=1).stderr
    assert not shell.folder.exists()


def test_the_library_may_be_named_before_or_after_the_command(
    shell: Shell, news: Path, tmp_path: Path
) -> None:
    other = str(tmp_path / "other")
    shell("import", str(news / "guns.txt"), "--library", other)
    assert len(shell("--library", other, "list").stdout.splitlines()) == 1
    assert len(shell("list", "--library", other).stdout.splitlines()) == 1
    assert shell("topics", "--library", other).stdout == ""


def test_a_slip_in_a_command_is_neither_a_path_nor_a_command(shell: Shell) -> None:
    assert "“list”" in shell("lits", code=2).stderr


@pytest.mark.parametrize(
    ("first", "is_path"), [("list", False), ("./list", True), ("news.txt", True), ("import", False)]
)
def test_what_is_no_command_is_a_path_for_the_screen(first: str, is_path: bool) -> None:
    _, command, rest = cli.resolve_command(click.Context(cli), [first, "more"])
    assert (command is screen) == is_path
    assert rest == ([first, "more"] if is_path else ["more"])


def test_messages_about_wrong_usage_spell_out_what_a_terminal_would_obey(shell: Shell) -> None:
    for args in (["--\x1b[2J"], ["list", "--\x1b[2J"], ["\x1b[2J"], ["status", "\x1b[2J", "a"]):
        assert "\x1b" not in shell(*args, code=2).stderr


def test_every_command_has_help(shell: Shell) -> None:
    overview = shell("--help").stdout
    for command in COMMANDS:
        assert command in overview
        assert "Usage: " in shell(command, "--help").stdout


def test_config_prints_the_place_and_an_example_and_complains(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("PRESSMARK_CONFIG", str(file))
    file.write_text('citation = "plain"\n')
    result = shell("config")
    assert str(file) in result.stdout
    assert "# citation" in result.stdout
    assert "config --keys" in result.stdout
    assert '# "article.done" = "d" ' in shell("config", "--keys").stdout
    file.write_text("sound = 3\n")
    assert "line 1" in shell("config", code=1).stderr
