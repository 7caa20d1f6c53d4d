"""Several sessions of one analyst change the same things, and none takes back what another did."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import open_library
from store.journal import NotSaved, writer
from store.library import Library
from store.model import Draft, PressmarkError
from tests.shelf import shelve
from tests.terminal import PRESSMARK


class Desk:
    """Two sessions on one library, neither of which has read anew since the other wrote."""

    def __init__(self, folder: Path) -> None:
        self.one = open_library(folder)
        self.article, *_ = shelve(self.one, [Draft("It will deliver in May, it said.")])
        self.quote = self.one.highlight(self.article, 0, 10, ["first"]).id
        self.other = open_library(folder)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "library")
    yield desk
    desk.one.close()
    desk.other.close()


def test_a_star_leaves_a_note_that_another_session_wrote(desk: Desk) -> None:
    desk.one.set_note(desk.article, "an hour's thought")
    desk.other.set_star([desk.article])
    review = desk.other.review(desk.article)
    assert (review.note, review.star) == ("an hour's thought", True)


def test_labels_of_two_sessions_add_up(desk: Desk) -> None:
    desk.one.label([desk.article], "arms")
    desk.other.label([desk.article], "exports")
    assert desk.other.review(desk.article).topics == ("arms", "exports")


def test_changes_to_one_quote_add_up(desk: Desk) -> None:
    desk.one.change_quotes([desk.quote], "note", note="see May")
    desk.other.relabel_quotes([desk.quote], ["second"])
    desk.one.resize_quote(desk.quote, 0, 15)
    quote = desk.one.quote(desk.quote)
    assert (quote.note, quote.topics, quote.end) == ("see May", ("first", "second"), 15)


def test_new_topics_of_two_sessions_get_digits_of_their_own(desk: Desk) -> None:
    desk.one.topics.add("arms")
    desk.other.topics.add("exports")
    digits = [topic.digit for topic in desk.other.topics]
    assert sorted(map(str, digits)) == ["1", "2", "3"]


def test_a_quote_that_another_session_removed_is_not_brought_back(desk: Desk) -> None:
    desk.one.remove_quotes([desk.quote])
    with pytest.raises(PressmarkError, match="no quote"):
        desk.other.resize_quote(desk.quote, 0, 15)


def test_undo_of_an_edit_that_another_session_built_on_is_refused(desk: Desk) -> None:
    desk.one.set_star([desk.article])
    desk.other.set_note(desk.article, "see the star")
    with pytest.raises(PressmarkError, match="changed in another session"):
        desk.one.undo()
    assert desk.one.review(desk.article).star


@pytest.mark.parametrize(
    "write",
    [
        lambda library, article: library.set_star([article]),
        lambda library, article: library.highlight(article, 0, 5),
        lambda library, _: library.topics.add("exports"),
        lambda library, _: library.undo(),
    ],
    ids=["star", "highlight", "topic", "undo"],
)
def test_a_session_that_waits_too_long_for_another_says_not_saved(
    desk: Desk,
    write: Callable[[Library, str], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writer, "LOCK_SECONDS", 0.05)
    desk.other.label([desk.article], "arms")
    with desk.one._session.writing(), pytest.raises(NotSaved, match=r"^NOT saved: .*another"):
        write(desk.other, desk.article)
    assert write(desk.other, desk.article)


def test_commands_that_run_at_once_lose_no_label(desk: Desk) -> None:
    library = str(desk.one.path)
    labels = {f"topic{number}" for number in range(8)}
    running = [
        subprocess.Popen(
            [*PRESSMARK, "--library", library, "label", label, desk.article],
            stdout=subprocess.DEVNULL,
        )
        for label in labels
    ]
    assert [each.wait(60) for each in running] == [0] * len(labels)
    desk.one.refresh()
    assert set(desk.one.review(desk.article).topics) == labels
