"""Colleagues on the main screen: their work shows at once and disturbs nothing; turns are taken."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import Library, attendance, open_library
from store import team as team_module
from store.model import Draft
from store.settings import Settings, write_settings
from tests.shelf import shelve
from tui.app import Pressmark
from tui.config import Config
from tui.marks import Mark
from tui.paint import Spans, gutter, text_segments
from tui.palette import PALETTE, Depth
from tui.people import meet, person
from tui.screens import teaming
from tui.screens.triage import Triage
from tui.widgets.bars import KeyBar, StatusBar

SMALL = (80, 24)
TEXT = "The ministry signed on Monday. “We will deliver in May,” said Irena Valtos. It was cold."
MOMENT = 1.1
"""Seconds within which the work of others is seen."""

COUNTED = 2.5
"""Seconds within which it is counted in the topics, too."""


@pytest.fixture(autouse=True)
def one_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """All analysts here are sessions of the account that runs the tests."""
    monkeypatch.setattr(team_module, "account_number", lambda _name: os.geteuid())


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library", "anna")
    shelve(
        library,
        [
            Draft(f"{n}. {TEXT}", title=f"Title {n}", published=f"2025-03-{20 - n}")
            for n in range(9)
        ],
    )
    library.topics.add("exports")
    library.topics.add("arms")
    yield library
    library.close()


@pytest.fixture
def ben(library: Library) -> Iterator[Library]:
    ben = open_library(library.path, "ben")
    yield ben
    ben.close()


@asynccontextmanager
async def triage(
    library: Library, *keys: str, size: tuple[int, int] = SMALL
) -> AsyncIterator[tuple[Pilot[None], Triage]]:
    app = Pressmark(library, Config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        yield pilot, app.triage


def id_at(library: Library, place: int) -> str:
    return library.articles()[place].id


def line(screen: Triage, index: int) -> str:
    return screen.articles.draw(index, 78).text


def counted(screen: Triage, topic: str) -> int:
    """Articles with a topic, as the topic pane says."""
    pane = screen.topic_pane
    return next(sum(pane.counts_of(node)) for node in pane.nodes if node.path == topic)


def bar(screen: Triage) -> str:
    return screen.query_one("#status", StatusBar).render_line(0).text


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


# Whose mark it is


def test_an_own_highlight_is_filled_and_another_underlined() -> None:
    own, other = (Mark(0, 4, key, "a", "red", key == "own", "ben") for key in ("own", "other"))
    for depth in (Depth.MANY, Depth.FEW):
        filled = text_segments("text", 0, 4, [own], Spans((0, 0)), depth)[0].style
        lined = text_segments("text", 0, 4, [other], Spans((0, 0)), depth)[0].style
        assert filled and filled.bgcolor and not filled.underline
        assert lined and lined.underline and not lined.bgcolor
    plain = text_segments("text", 0, 4, [other], Spans((0, 0)), Depth.NONE)[0].style
    assert plain and plain.underline and plain.italic and not plain.color


def test_beside_a_highlight_of_a_colleague_stand_initials() -> None:
    marks = [Mark(0, 4, "ben/1", "a", "red", False, "ben.stone")]
    text = "".join(part.text for part in gutter(0, 10, marks, (0, 0), Depth.FEW))
    assert text == " BS "
    several = [*marks, Mark(2, 4, "anna/1", "a", "red", False, "anna")]
    assert "++" in "".join(part.text for part in gutter(0, 10, several, (0, 0), Depth.FEW))


def test_a_person_is_always_drawn_the_same_way() -> None:
    assert person("irena.valtos").initials == "IV"
    assert person("anna").initials == "An"
    assert person("anna2").initials == "A2"
    assert [person(f"analyst{n:02}").initials for n in (1, 2)] == ["A1", "A2"]
    assert [person(name).initials for name in ("", "7", "12", "42b")] == ["?", "7", "12", "4B"]
    assert person("anna") == person("anna")


def test_initials_tell_everybody_apart_who_works_together() -> None:
    team = ["anna", "annika", "anton", "irena.valtos", "ivo.vance", "analyst01", "analyst11"]
    assert person("ivo.vance").initials == "IV"
    assert meet(team) and not meet(reversed(team))
    assert person("anna").initials == "An" and person("irena.valtos").initials == "IV"
    assert len({person(name).initials.casefold() for name in team}) == len(team)
    assert all(1 <= len(person(name).initials) <= 2 for name in team)
    assert meet(["ivo.vance"]) and person("ivo.vance").initials == "IV"


def test_colours_are_shared_only_where_there_are_more_people_than_colours() -> None:
    team = [f"analyst{n}" for n in range(len(PALETTE))]
    meet(team)
    assert {person(name).colour for name in team} == set(PALETTE)
    again = [person(name).colour for name in team]
    more = [f"later{n}" for n in range(5)]
    meet([*team, *more])
    assert [person(name).colour for name in team] == again
    assert len({person(name).colour for name in more}) == 5


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
        assert "those of others are not drawn" in screen.query_one("#keys", KeyBar).message
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


# Who is where


async def test_the_list_says_who_reads_and_who_has_taken_what(
    library: Library, ben: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.attendance.REST", 0.0)
    async with triage(library) as (pilot, screen):
        ben.open_now(id_at(library, 2))
        ben.attend()
        await pilot.pause(MOMENT)
        assert "Title 2 Be" in " ".join(line(screen, 2).split())
        ben.claim_next(library.articles().numbers, 3)
        await pilot.pause(MOMENT)
        assert "@Be" in line(screen, 4)
        ben.open_now(None)
        ben.release()
        await pilot.pause(MOMENT)
        assert "Be" not in line(screen, 2) + line(screen, 4)


async def test_who_is_at_the_article_under_the_cursor_is_told_by_name(
    library: Library, ben: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.attendance.REST", 0.0)
    async with triage(library) as (pilot, screen):
        ben.claim_next(library.articles().numbers)
        ben.open_now(id_at(library, 1))
        ben.attend()
        await pilot.pause(MOMENT)
        assert "@Be ben has taken it" in screen.told_above()
        assert "Be ben" in bar(screen)
        await pilot.press("j")
        assert "Be ben has it open" in screen.told_above()
        await pilot.press("j")
        assert "ben" not in bar(screen)
        await pilot.press("N")
        assert "@An you have taken it" in screen.told_above()


async def test_n_takes_the_next_free_article_and_d_the_one_after(
    library: Library, ben: Library
) -> None:
    ben.claim_next(library.articles().numbers)
    async with triage(library, "N") as (pilot, screen):
        assert screen.articles.cursor == 1
        assert library.claimed == id_at(library, 1)
        assert "@An" in line(screen, 1)
        assert "Taken" in screen.query_one("#keys", KeyBar).message
        await pilot.press("d")
        assert library.claimed == id_at(library, 2)
        assert screen.articles.cursor == 2 and "@An" not in line(screen, 1)
        await pilot.press("N")
        assert library.claimed == id_at(library, 3)


async def test_d_goes_past_an_article_that_a_colleague_has_taken(
    library: Library, ben: Library
) -> None:
    ben.claim_next(library.articles().numbers, 0)
    async with triage(library, "d") as (_, screen):
        assert screen.articles.cursor == 2
        assert library.claimed is None


async def test_who_was_away_is_told_that_the_turn_has_ended(
    library: Library, ben: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with triage(library, "N") as (pilot, screen):
        with monkeypatch.context() as long_after:
            long_after.setattr("store.attendance.SILENT", -1.0)
            assert ben.claim_next(library.articles().numbers) == 0
        await pilot.pause(MOMENT)
        told = screen.query_one("#keys", KeyBar).message
        assert "“Title 0” is not taken by you any more" in told
        assert "@An" not in line(screen, 0)


async def test_where_nothing_is_free_n_says_so(library: Library) -> None:
    library.set_status([row.id for row in library.articles()], "done")
    async with triage(library, "N") as (_, screen):
        assert "Nothing here is free" in screen.query_one("#keys", KeyBar).message


async def test_where_somebody_keeps_writing_n_says_that_and_not_that_nothing_is_free(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attendance, "PATIENCE", 0.05)
    with closing(sqlite3.connect(library.path / "library.db", isolation_level=None)) as other:
        async with triage(library) as (pilot, screen):
            other.execute("BEGIN IMMEDIATE")
            await pilot.press("N")
            assert "in use by another session" in screen.query_one("#keys", KeyBar).message
            assert library.claimed is None


async def test_what_is_assigned_stands_in_the_status_line(library: Library, ben: Library) -> None:
    ben.assign([id_at(library, 0), id_at(library, 1)], "anna")
    async with triage(library, "slash", *"assigned:me", "enter") as (pilot, screen):
        assert screen.articles.count == 2
        assert "2 assigned to you" in screen.told_above()
        await pilot.press("d")
        assert "1 assigned to you" in screen.told_above()


async def test_in_a_blind_library_the_verdict_uncovers_the_marks_of_others(
    library: Library, ben: Library
) -> None:
    article = id_at(library, 0)
    ben.highlight(article, 3, 15, ["arms"])
    write_settings(library.path, Settings(blind=True))
    blind = open_library(library.path, "cleo")
    async with triage(blind, "enter") as (pilot, screen):
        assert len(screen.reader.marks) == 0
        assert screen.articles.row(0).quotes == 0
        await pilot.press("d", "K")
        assert len(screen.reader.marks) == 1
        assert screen.articles.row(0).quotes == 1
        await pilot.press("u")
        assert len(screen.reader.marks) == 0
    blind.close()


async def test_what_is_changed_in_the_settings_holds_and_is_told_in_an_open_session(
    library: Library, ben: Library
) -> None:
    article = id_at(library, 0)
    ben.highlight(article, 3, 15, ["arms"])
    library.refresh()
    async with triage(library, "enter", "j") as (pilot, screen):
        place = screen.reader.reading.place
        assert len(screen.reader.marks) == 1
        write_settings(library.path, Settings(blind=True, readers=2))
        await pilot.pause(MOMENT)
        assert len(screen.reader.marks) == 0
        assert screen.reader.reading.place == place
        told = screen.query_one("#keys", KeyBar).message
        assert "once you have done or skipped it" in told and "needs 2 readers" in told
        write_settings(library.path, Settings())
        await pilot.pause(MOMENT)
        assert len(screen.reader.marks) == 1


async def test_a_blind_library_says_so_at_the_start(library: Library) -> None:
    write_settings(library.path, Settings(blind=True))
    blind = open_library(library.path, "cleo")
    async with triage(blind) as (pilot, screen):
        await pilot.pause(MOMENT)
        told = screen.query_one("#keys", KeyBar).message
        assert "once you have done or skipped it" in told
    blind.close()
