"""Colleagues on the main screen: their work shows at once and disturbs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library, open_library
from store.model import Draft
from tests.screens import SMALL, said, triage
from tests.shelf import shelve
from tests.team import MOMENT, TEXT, bar, id_at, line, nine_articles
from tests.waiting import until
from tui.screens import teaming
from tui.screens.triage import Triage

COUNTED = 2.5
"""Seconds within which the work of others is counted in the topics, too."""

pytestmark = pytest.mark.usefixtures("one_account")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with nine_articles(tmp_path) as library:
        yield library


def counted(screen: Triage, topic: str) -> int:
    """Articles with a topic, as the topic pane says."""
    pane = screen.topic_pane
    return next(sum(pane.counts_of(node)) for node in pane.nodes if node.path == topic)


def beside(screen: Triage) -> str:
    """What stands in the gutters of the reader."""
    reader = screen.reader
    return "".join(reader.render_line(y).text[1:4] for y in range(reader.size.height))


# What colleagues write


@pytest.mark.parametrize("size", [SMALL, (160, 45), (20, 5)])
async def test_a_colleagues_work_shows_without_moving_anything(
    library: Library, ben: Library, size: tuple[int, int]
) -> None:
    async with triage(library, "j", "enter", "l", "v", "l", size=size) as (pilot, screen):
        selection = screen.reader.reading.selection
        article = id_at(library, 1)
        ben.highlight(article, 3, 15, ["arms"])
        ben.relabel([article], ["exports"], status="done")
        await pilot.pause(MOMENT)
        assert [mark.by for mark in screen.reader.marks] == ["ben"]
        assert screen.articles.row(1).topics == ("arms", "exports")
        assert screen.articles.row(1).status == "new"
        assert (screen.articles.cursor, screen.reader.reading.selection) == (1, selection)
        assert selection and screen.reader.has_focus


async def test_what_a_colleague_changes_is_counted_a_little_later(
    library: Library, ben: Library
) -> None:
    article = id_at(library, 0)
    async with triage(library, size=(160, 45)) as (pilot, screen):
        for _ in range(2):
            quote = ben.highlight(article, 3, 15, ["arms"])
            await pilot.pause(COUNTED)
            assert counted(screen, "arms") == 1
            ben.remove_quotes([quote.id])
            await pilot.pause(COUNTED)
            assert counted(screen, "arms") == 0
        ben.highlight(article, 3, 15, ["arms"])
        library.refresh()
        library.set_star([article], True)
        await pilot.pause()
        assert counted(screen, "arms") == 1  # the own work shows all at once


async def test_topics_that_were_out_of_sight_are_counted_when_they_come_into_it(
    library: Library, ben: Library
) -> None:
    async with triage(library, size=SMALL) as (pilot, screen):
        ben.highlight(id_at(library, 0), 3, 15, ["arms"])
        await pilot.pause(COUNTED)
        await pilot.resize_terminal(160, 45)
        await pilot.pause(COUNTED)
        assert counted(screen, "arms") == 1


async def test_what_is_typed_in_a_dialog_stays_while_a_colleague_works(
    library: Library, ben: Library
) -> None:
    async with triage(library, "enter", "1", "a", *"half a no") as (pilot, screen):
        ben.highlight(id_at(library, 0), 3, 15, ["arms"])
        ben.topics.rename("exports", "trade")
        await pilot.pause(MOMENT)
        assert len(screen.reader.marks) == 2
        await pilot.press(*"te", "enter")
        await pilot.pause()
        assert (
            library.quotes()[0].note == "half a note" or library.quotes()[1].note == "half a note"
        )


@pytest.mark.parametrize("down", [0, 6])
async def test_the_text_stays_where_it_is_read_when_a_colleague_labels_the_article(
    library: Library, ben: Library, down: int
) -> None:
    library.topics.define("exports", words=("signed",))
    shelve(library, [Draft("\n\n".join([TEXT] * 20), title="Long", published="2026")])
    long = id_at(library, 0)
    async with triage(library, "enter", *["}"] * down) as (pilot, screen):
        reader = screen.reader

        def row() -> int:
            drawn = (reader.render_line(y).text for y in range(reader.size.height))
            return next(y for y, text in enumerate(drawn) if "▌" in text)

        before, facts = row(), reader.page.facts
        ben.label([long], "exports")
        await pilot.pause(MOMENT)
        assert reader.page.facts != facts
        assert row() == before
        ben.undo()
        await pilot.pause(MOMENT)
        assert reader.page.facts == facts
        assert row() == before


async def test_a_colleagues_highlight_that_is_removed_goes(library: Library, ben: Library) -> None:
    quote = ben.highlight(id_at(library, 0), 3, 15)
    library.refresh()
    async with triage(library, "enter") as (pilot, screen):
        assert len(screen.reader.marks) == 1
        ben.remove_quotes([quote.id])
        await pilot.pause(MOMENT)
        assert len(screen.reader.marks) == 0


async def test_news_of_articles_that_are_not_in_view_are_there_when_they_are(
    library: Library, ben: Library
) -> None:
    shelve(library, [Draft(f"Another {n}.", title=f"Old {n}") for n in range(60)])
    async with triage(library, "g") as (pilot, screen):
        last = screen.articles.count - 1
        screen.articles.row(last)
        ben.label([screen.queue.id_at(last)], "arms")
        await pilot.pause(MOMENT)
        await pilot.press("G")
        assert screen.articles.row(last).topics == ("arms",)


# Whose marks are shown


async def test_two_with_the_same_letters_are_told_apart_in_list_and_text(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.attendance.REST", 0.0)
    first, second = (open_library(library.path, name) for name in ("berta", "bert"))
    article = id_at(library, 0)
    async with triage(library, "enter") as (pilot, screen):
        first.highlight(article, 3, 15)
        first.open_now(id_at(library, 2))
        first.attend()
        await pilot.pause(MOMENT)
        assert "Be" in beside(screen) and "Be" in line(screen, 2)
        second.open_now(id_at(library, 3))
        second.attend()
        await pilot.pause(MOMENT)
        assert "Be" in line(screen, 3) and "Br" in line(screen, 2) and "Br" in beside(screen)
    first.close()
    second.close()


async def test_w_counts_and_then_hides_the_marks_of_others(library: Library, ben: Library) -> None:
    article = id_at(library, 0)
    ben.highlight(article, 3, 15)
    ben.highlight(article, 4, 15)
    library.highlight(article, 80, 88, ["arms"])
    library.refresh()
    async with triage(library, "enter") as (pilot, screen):
        assert {mark.by for mark in screen.reader.marks} == {"anna", "ben"}
        assert "Be" in beside(screen)
        await pilot.press("w")
        assert [mark.by for mark in screen.reader.marks] == ["anna"]
        assert " 2" in beside(screen) and "others counted" in screen.told_above()
        ben.highlight(article, 5, 15)
        await pilot.pause(MOMENT)
        assert " 3" in beside(screen)
        await pilot.press("w")
        assert [mark.by for mark in screen.reader.marks] == ["anna"]
        assert not any(sign in beside(screen) for sign in "0123456789")
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert "those of others are not drawn" in said(screen)
        await pilot.press("w")
        assert len(screen.reader.marks) == 4


async def test_a_query_by_an_analyst_shows_the_marks_of_that_one(
    library: Library, ben: Library
) -> None:
    article = id_at(library, 0)
    ben.highlight(article, 3, 15)
    cleo = open_library(library.path, "cleo")
    cleo.highlight(article, 3, 15)
    async with triage(library, "slash", *"by:Cleo", "enter", "enter") as (_, screen):
        assert [mark.by for mark in screen.reader.marks] == ["cleo"]
    cleo.close()


async def test_a_query_by_an_analyst_says_what_is_drawn_and_what_the_list_counts(
    library: Library, ben: Library
) -> None:
    article = id_at(library, 0)
    library.highlight(article, 0, 2)
    ben.highlight(article, 3, 15)
    cleo = open_library(library.path, "cleo")
    cleo.highlight(article, 3, 15)
    async with triage(library, "enter") as (pilot, screen):
        await until(pilot, lambda: len(screen.reader.marks) == 3)
        await pilot.press("slash", *"by:Cleo", "enter")
        assert {mark.by for mark in screen.reader.marks} == {"anna", "cleo"}
        assert screen.articles.row(0).quotes == 3
        told = said(screen)
        assert "shows your highlights and those of cleo; numbers in the list count every" in told
        screen.run_query("by:me")
        assert {mark.by for mark in screen.reader.marks} == {"anna"}
        assert "The text shows your highlights;" in said(screen)
        screen.run_query("")
        assert {mark.by for mark in screen.reader.marks} == {"anna", "ben", "cleo"}
        await pilot.press("enter", "w")
        assert "the list counts them and Q lists them" in said(screen)
    cleo.close()


async def test_names_of_analysts_are_completed_in_a_query(library: Library, ben: Library) -> None:
    ben.highlight(id_at(library, 0), 3, 15)
    library.refresh()
    async with triage(library) as (_, screen):
        assert screen.complete_query("by:") == ["by:me", "by:anna", "by:ben"]
        assert screen.complete_query("words -by:b") == ["words -by:ben"]
        assert screen.complete_query("assigned:m") == ["assigned:me"]


# What colleagues bring in


async def test_what_a_colleague_brings_in_is_told_and_moves_nothing(
    library: Library, ben: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaming, "COUNTED_ANEW", 1)
    async with triage(library, "slash", *"ministry", "enter", "j", "j") as (pilot, screen):
        await pilot.pause(MOMENT)
        rows, here = [line(screen, n) for n in range(9)], screen.articles.article
        newest = [Draft(f"New {n}. {TEXT}", title=f"N{n}", published="2026") for n in range(3)]
        shelve(ben, [*newest, Draft("Something else.")])
        await pilot.pause(MOMENT)
        assert "3 came in, / lists them" in bar(screen)
        assert (screen.articles.cursor, screen.articles.article) == (2, here)
        assert [line(screen, n) for n in range(9)] == rows
        await pilot.press("slash", "enter")
        await pilot.pause(MOMENT)
        assert screen.articles.count == 12 and screen.articles.article == here
        assert "came in" not in bar(screen)


async def test_a_new_version_that_a_colleague_brings_in_is_told(
    library: Library, ben: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaming, "COUNTED_ANEW", 1)
    page = "https://herald.example/a-page"
    shelve(ben, [Draft(f"First. {TEXT}", title="A page", url=page)])
    async with triage(library) as (pilot, screen):
        await pilot.pause(MOMENT)
        assert "came in" not in bar(screen)
        shelve(ben, [Draft(f"Second. {TEXT}", title="A page", url=page)])
        assert ben.reviewed() == (0, 10)
        await until(pilot, lambda: "1 came in, / lists them" in bar(screen))
