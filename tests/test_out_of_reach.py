"""Where one may not look, there may be something: it is said in a sentence, and nothing breaks.

Folders are shut to other accounts only, and tests may run as root; a name that is too long for
the system stands for them here, as it cannot be looked at either.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from store import open_library
from store.files import is_missing
from store.journal import NotSaved
from store.model import Draft
from tests.shelf import shelve
from tui.cli import cli
from tui.config import Config, load_config
from tui.paths import completions
from tui.screens.codebook_files import files

LONG = "n" * 300


def test_only_what_is_surely_not_there_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "dangling").symlink_to("nothing")
    assert not is_missing(tmp_path / "file")
    assert not is_missing(tmp_path / LONG)
    assert is_missing(tmp_path / "nothing")
    assert is_missing(tmp_path / "dangling")
    assert is_missing(tmp_path / "file" / "inside")


@pytest.mark.parametrize("command", [["list"], ["export", "--format", "csv"], ["doctor"]])
def test_a_library_out_of_reach_is_one_sentence(tmp_path: Path, command: list[str]) -> None:
    result = CliRunner().invoke(cli, ["--library", str(tmp_path / LONG), *command])
    assert result.exit_code == 1, result.exception
    assert LONG in result.output


def test_a_library_that_is_moved_under_a_session_takes_nothing_in_its_old_place(
    tmp_path: Path,
) -> None:
    place = tmp_path / "library"
    with closing(open_library(place)) as library:
        [article] = shelve(library, [Draft("The guns arrived late.")])
        place.rename(tmp_path / "elsewhere")
        with pytest.raises(NotSaved, match=r"there is no library in .* any more"):
            library.set_status([article], "done")
        assert library.review(article).status == "new"
    assert not place.exists()


def test_an_article_out_of_reach_is_refused(tmp_path: Path) -> None:
    library, article = str(tmp_path / "library"), str(tmp_path / LONG)
    result = CliRunner().invoke(cli, ["--library", library, "import", article])
    assert result.exit_code == 1, result.exception
    assert "cannot be read" in result.stderr


def test_a_configuration_out_of_reach_costs_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PRESSMARK_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / LONG))
    config, [problem] = load_config()
    assert config == Config()
    assert "was not read" in problem
    result = CliRunner().invoke(cli, ["config"])
    assert result.exit_code == 1
    assert problem in result.stderr


def test_a_link_out_of_reach_keeps_no_other_name_from_being_offered(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "index").symlink_to(LONG)
    typed = f"{tmp_path}{os.sep}in"
    assert completions(typed) == [f"{tmp_path}/index", f"{tmp_path}/inner/"]
    assert files(typed) == [f"{tmp_path}/inner/"]
