"""The codebook written to a file and read from one, on its screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library
from store.codebook_file import read_codebook
from tests.codebook_desk import BOOK, codebook, four_topics, typed
from tests.screens import said
from tests.topic_texts import names
from tui.screens.confirm import Confirm
from tui.screens.prompt import Prompt


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with four_topics(tmp_path) as library:
        yield library


@pytest.mark.parametrize("name", ["book.toml", "book.csv"])
async def test_the_codebook_goes_to_a_file_and_comes_from_one(
    library: Library, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    async with codebook(library, "e") as (pilot, screen):
        await typed(pilot, str(path), "enter")
        assert [entry.name for entry in read_codebook(path)] == list(BOOK)
        library.topics.delete("policy")
        await pilot.press("I")
        await typed(pilot, str(path), "enter")
        assert tuple(names(library)) == BOOK
        assert said(screen) == "1 topic new, 0 changed; u undoes"
        await pilot.press("I")
        await typed(pilot, str(path), "enter")
        assert "the codebook is as it was" in said(screen)


async def test_a_file_that_is_there_is_replaced_only_after_asking(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "book.toml"
    path.write_text("mine")
    async with codebook(library, "e") as (pilot, _):
        await typed(pilot, str(path), "enter")
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("n")
        assert path.read_text() == "mine"


async def test_a_wrong_file_keeps_the_dialog(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("names\nx")
    async with codebook(library, "I") as (pilot, _):
        await typed(pilot, str(path), "enter")
        assert isinstance(pilot.app.screen, Prompt)
        assert tuple(names(library)) == BOOK


@pytest.mark.parametrize(("answer", "description"), [("y", "theirs"), ("n", "")])
async def test_what_a_file_says_otherwise_is_taken_only_when_wanted(
    library: Library, tmp_path: Path, answer: str, description: str
) -> None:
    path = tmp_path / "book.csv"
    path.write_text("name,description\npolicy,theirs\nnew,x\n")
    async with codebook(library, "I") as (pilot, _):
        await typed(pilot, str(path), "enter")
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press(answer)
        topic = library.topics.get("policy")
        assert topic and topic.description == description
        assert "new" in names(library)
