"""A blind library shows no marks of others on an article before one's own review of it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store import Library, open_library
from store.model import Draft, Edit
from store.settings import Settings, write_settings
from tests.shelf import shelve

pytestmark = pytest.mark.usefixtures("one_account")

Open = Callable[[str], Library]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Open]:
    opened: list[Library] = []

    def session(analyst: str) -> Library:
        opened.append(open_library(tmp_path / "library", analyst))
        return opened[-1]

    library = session("lead")
    shelve(library, [Draft(f"Text number {n}. More of it.", title=f"{n}") for n in range(3)])
    write_settings(library.path, Settings(blind=True))
    yield session
    for library in opened:
        library.close()


def marked_by_anna(session: Open) -> tuple[str, Library]:
    """An article on which anna has done all that can be done, and anna's session."""
    anna = session("anna")
    article = anna.articles("", "title")[0].id
    anna.highlight(article, 0, 4, ["secret"], "A Speaker", "a note")
    anna.relabel([article], ["other"], status="done")
    anna.set_star([article])
    anna.set_note(article, "told")
    return article, anna


def seen(library: Library, article: str) -> tuple[object, ...]:
    """All that could show that somebody else marked an article."""
    row = next(row for row in library.articles() if row.id == article)
    return (
        len(library.quotes_of(article)),
        row.quotes,
        row.topics,
        len(library.quotes()),
        len(library.quotes("words OR text")),
        len(library.articles("topic:secret")),
        len(library.articles("has:quote OR has:note OR has:topic")),
        library.speakers(),
        dict(library.topics.counts()),
        library.statistics().quotes,
        len(library.statistics().topics),
        [edit.analyst for edit in library.history(article)],
        len(library.edit_rows(article)),
    )


NOTHING: tuple[object, ...] = (0, 0, (), 0, 0, 0, 0, [], {}, 0, 0, [], 0)


@pytest.mark.parametrize("earlier", [True, False])
def test_nothing_of_others_is_seen_before_the_own_review(session: Open, earlier: bool) -> None:
    ben = None if earlier else session("ben")
    article, _ = marked_by_anna(session)
    ben = ben or session("ben")
    ben.refresh()
    assert seen(ben, article) == NOTHING


@pytest.mark.parametrize("status", ["done", "skipped"])
def test_with_the_own_verdict_all_is_seen(session: Open, status: str) -> None:
    article, _ = marked_by_anna(session)
    ben = session("ben")
    ben.set_status([article], status)  # type: ignore[arg-type]
    assert ben.articles(f"topic:secret status:{status}")[0].topics == ("other", "secret")
    assert [(who, quote.note) for who, quote in ben.quotes_of(article)] == [("anna", "a note")]
    assert ben.speakers() == ["A Speaker"]
    assert "anna" in {edit.analyst for edit in ben.history(article)}


def test_taking_the_verdict_back_takes_the_marks_of_others_away_again(session: Open) -> None:
    article, _ = marked_by_anna(session)
    ben = session("ben")
    ben.set_status([article], "done")
    ben.undo()
    assert seen(ben, article)[:11] == NOTHING[:11]
    ben.redo()
    assert len(ben.quotes_of(article)) == 1


def test_what_comes_after_the_own_verdict_is_seen_at_once(session: Open) -> None:
    article, anna = marked_by_anna(session)
    ben = session("ben")
    ben.set_status([article], "done")
    anna.highlight(article, 5, 11)
    ben.refresh()
    assert len(ben.quotes_of(article)) == 2


def test_the_own_marks_are_always_seen(session: Open) -> None:
    article, anna = marked_by_anna(session)
    anna.set_status([article], "new")
    assert len(anna.quotes_of(article)) == 1
    assert anna.articles("topic:other")[0].id == article


def test_that_others_have_finished_counts_for_who_reads_next(session: Open) -> None:
    write_settings(session("lead").path, Settings(blind=True, readers=1))
    marked_by_anna(session)
    ben = session("ben")
    assert ben.claim_next(ben.articles("", "title").numbers) == 1


def test_what_others_take_away_meanwhile_does_not_come_back(session: Open) -> None:
    article, anna = marked_by_anna(session)
    ben = session("ben")
    anna.remove_quotes([anna.quotes()[0].id])
    ben.refresh()
    ben.set_status([article], "done")
    assert ben.quotes_of(article) == []


# What is changed while sessions are open


def test_a_library_that_becomes_blind_does_so_in_open_sessions(session: Open) -> None:
    library = session("lead")
    write_settings(library.path, Settings(blind=False))
    cleo = session("cleo")
    article, _ = marked_by_anna(session)
    cleo.refresh()
    assert len(cleo.quotes()) == 1
    heard: list[Edit] = []
    cleo.subscribe(heard.append)
    write_settings(library.path, Settings(blind=True))
    cleo.refresh()
    assert seen(cleo, article) == NOTHING
    assert heard, "what is shown must be looked at anew"
    cleo.set_status([article], "done")
    assert len(cleo.quotes()) == 1


@pytest.mark.parametrize("own", [False, True])
def test_a_library_that_is_opened_again_shows_everything_at_once(session: Open, own: bool) -> None:
    article, anna = marked_by_anna(session)
    cleo = session("cleo")
    if own:
        cleo.highlight(article, 5, 11)
    assert seen(cleo, article)[:1] == (int(own),)
    write_settings(cleo.path, Settings(blind=False))
    cleo.refresh()
    assert len(cleo.quotes_of(article)) == 1 + own
    anna.remove_quotes([anna.quotes("by:anna")[0].id])
    cleo.refresh()
    assert len(cleo.quotes_of(article)) == own


def test_a_library_without_settings_becomes_blind_as_well(tmp_path: Path) -> None:
    with closing(open_library(tmp_path, "lead")) as library:
        shelve(library, [Draft("One text.")])
        article = library.articles()[0].id
        with closing(open_library(tmp_path, "anna")) as anna:
            anna.highlight(article, 0, 3)
        library.refresh()
        assert len(library.quotes()) == 1
        write_settings(tmp_path, Settings(blind=True))
        library.refresh()
        assert len(library.quotes()) == 0


@pytest.mark.parametrize("half", ["", "readers = 2\nbli", "blind = maybe"])
def test_settings_that_are_only_half_there_open_no_blind_library(session: Open, half: str) -> None:
    article, _ = marked_by_anna(session)
    cleo = session("cleo")
    whole = (cleo.path / "settings.toml").read_text()
    (cleo.path / "settings.toml").write_text(half)
    cleo.refresh()
    assert seen(cleo, article) == NOTHING
    (cleo.path / "settings.toml").write_text(whole.replace("blind = true", "blind = false"))
    cleo.refresh()
    assert len(cleo.quotes_of(article)) == 1
