"""A wrong configuration costs what is wrong in it, and says so with a line number."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.config import Config, load_config
from tui.config_file import MAX_BYTES, example, parse_config

GOOD = """\
theme = "nord"
citation = "{exact} ({source})"
clipboard = "osc52"
[keymap]
"app.undo" = "f8"
"app.copy" = "f9"
[colours]
"arms/drones" = "#d08770"
"""


def problem(text: str) -> str:
    (line,) = parse_config(text)[1]
    return line


def test_a_good_file_is_read_whole() -> None:
    assert parse_config(GOOD) == (
        Config(
            theme="nord",
            citation="{exact} ({source})",
            clipboard="osc52",
            keymap={"app.undo": "f8", "app.copy": "f9"},
            colours={"arms/drones": "#d08770"},
        ),
        [],
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n\ntheme = 3", "config.toml line 3: theme must be text, not 3; the default is used"),
        ("theme = {a = 1}", "config.toml line 1: theme must be text, not {'a': 1}; the"),
        ("[keymap]\n\nundo = 3", "config.toml line 3: keymap.undo must be text, not 3; the"),
        ("keymap = {undo = 3}", "config.toml line 1: keymap.undo must be text, not 3; the"),
        ("\nkeymap.undo = 3", "config.toml line 2: keymap.undo must be text, not 3; the"),
        ("keymap = 3", "config.toml line 1: keymap must be a table, not 3; the default is used"),
        ("\nteme = 'x'", "config.toml line 2: there is no setting teme (did you mean theme?)"),
        ("zzz = 1", "config.toml line 1: there is no setting zzz (there are theme, citation, "),
        ("[zzz]\n[zzz.y]", "config.toml line 1: there is no setting zzz"),
        ("clipboard = 'x'", "config.toml line 1: clipboard: 'x' is none of auto, tmux, osc52, "),
        ("citation = '{title.x}'", "config.toml line 1: citation: The citation format "),
        ("[colours]\na = 'reddd'", "config.toml line 2: colours.a: 'reddd' is no colour, such as"),
        ('a = """\ntheme = 1\n"""\n\ntheme = 2', "config.toml line 5: theme must be text, not 2"),
        (
            "\ntheme = 'nrod'",
            "config.toml line 2: theme: there is no theme 'nrod' (did you mean nord",
        ),
        ("[keymap]\n\nundo = 'f8'", "config.toml line 3: keymap: there is no binding undo (did"),
        ("keymap.'app.undo' = 'd'", "config.toml line 1: keymap app.undo: d is “done, next” ("),
        ("[keymap]\napp.undo = 'f8'", "config.toml line 2: keymap.app must be text, not a table: "),
        (
            "[finish]\n\nf55 = 'a'",
            "config.toml line 3: finish there is no key “f55”; it is left out",
        ),
        ("[finish]\nj = 'a'", "config.toml line 2: finish j is “next” (list.down) already; it is"),
        (
            "[finish]\nd = 'a'",
            "config.toml line 2: finish d is “done, next” (article.done) ",
        ),
        ("[finish]\nf5 = '/'", "config.toml line 2: finish f5: A topic needs a name of at least"),
        ("theme = 'a'\ntheme = 'b'", "config.toml line 2: Cannot overwrite a value; the defaults"),
        ("theme = 'a'\n\n[", "config.toml line 3: "),
        ("x = [\n1,\n", "config.toml line 3: "),
        ("x = " + "[" * 50_000, "config.toml: it is nested too deeply; the defaults are used"),
        ("x = " + "9" * 5_000, "config.toml has a value that cannot be read: "),
        ("theme" + ".a" * 2_000 + " = 1", "config.toml line 1: theme must be text, not {"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_its_place(text: str, line: str) -> None:
    problems = [found for found in parse_config(text)[1] if "setting a " not in found]
    assert len(problems) == 1
    assert problems[0].startswith(line)
    assert "\n" not in problems[0]


def test_the_right_entries_of_a_wrong_file_count() -> None:
    config, problems = parse_config(GOOD.replace('"f8"', "3").replace('"nord"', "false"))
    assert config.theme == Config().theme
    assert config.clipboard == "osc52"
    assert config.keymap == {"app.copy": "f9"}
    assert [re.findall(r"line (\d)", line) for line in problems] == [["1"], ["5"]]


def test_control_characters_of_the_file_do_not_reach_the_message() -> None:
    line = problem('"\\u001b]52;c;eA==\\u0007" = 1')
    assert line.isprintable()


@given(st.text())
@settings(deadline=None)
def test_no_text_raises(text: str) -> None:
    _, problems = parse_config(text)
    assert all("\n" not in line for line in problems)


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.toml"
    path.write_bytes(data)
    load_config(path)


key = st.from_regex(r"[a-z]{1,4}", fullmatch=True).filter(lambda name: name not in ("theme",))


@given(st.dictionaries(key, st.integers()), st.data())
@settings(deadline=None)
def test_the_line_is_that_of_the_entry(others: dict[str, int], data: st.DataObject) -> None:
    lines = [f"{name} = {value}" for name, value in others.items()]
    place = data.draw(st.integers(0, len(lines)))
    lines.insert(place, "theme = 1")
    (line,) = (found for found in parse_config("\n".join(lines))[1] if "theme must" in found)
    assert line.startswith(f"config.toml line {place + 1}:")


# --- files


def test_no_file_is_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRESSMARK_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load_config() == (Config(), [])


def test_the_file_of_the_configuration_folder_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PRESSMARK_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "pressmark").mkdir()
    (tmp_path / "pressmark" / "config.toml").write_bytes(b"\xef\xbb\xbftheme = 'nord'\r\n")
    assert load_config()[0].theme == "nord"


def test_a_file_asked_for_by_name_has_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESSMARK_CONFIG", str(tmp_path / "mine.toml"))
    config, (line,) = load_config()
    assert config == Config()
    assert (
        line == f"{tmp_path}/mine.toml was not read: there is no such file; the defaults are used"
    )


def unreadable(tmp_path: Path) -> dict[str, Path]:
    folder, fifo, big, latin = (tmp_path / name for name in ("folder", "fifo", "big", "latin"))
    folder.mkdir()
    os.mkfifo(fifo)
    with big.open("wb") as file:
        file.truncate(100_000_000)
    latin.write_bytes(b"theme = 'nord'\n# caf\xe9\n")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    return {
        "Is a directory": folder,
        "it is not an ordinary file": fifo,
        f"it is larger than {MAX_BYTES // 1000} KB": big,
        "line 2 is not UTF-8 text": latin,
        "Too many levels of symbolic links": loop,
    }


def test_a_file_that_cannot_be_read_costs_one_line(tmp_path: Path) -> None:
    for reason, path in unreadable(tmp_path).items():
        assert load_config(path) == (
            Config(),
            [f"{path} was not read: {reason}; the defaults are used"],
        )


# --- the example


def test_the_example_sets_nothing_and_is_right() -> None:
    assert parse_config(example()) == (Config(), [])


def test_every_setting_of_the_example_may_be_uncommented() -> None:
    lines = [line.removeprefix("# ") for line in example().split("\n") if not line.endswith(".")]
    last_of_each = {line.partition(" = ")[0]: line for line in lines if line}
    text = "\n".join(last_of_each.values())
    config, problems = parse_config(text)
    assert problems == []
    assert set(tomllib.loads(text)) == {field.name for field in msgspec.structs.fields(Config)}
    assert config.keymap
    assert config.colours
