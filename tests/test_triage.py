"""The main screen, driven by its keys: queue, labels, highlights, verdicts, undo."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from store import Library, open_library
from store.model import Draft
from tests import screens
from tests.screens import said
from tests.shelf import shelve
from tests.waiting import until
from tui.config import Config
from tui.keys import help_groups

WIDE = (160, 45)

TEXT = """The ministry signed the contract on Monday.

“We will deliver in May,” said Irena Valtos, the director of Karsk. It was cold.

“Not a day later,” she added."""


@pytest.fixture
def library(tmp_path: Path) -> AsyncIterator[Library]:
    library = open_library(tmp_path / "library")
    shelve(
        library,
        [
            Draft(TEXT, title="Karsk signs", source="Herald", published="2025-03-03"),
            Draft("A second text. It has two sentences.", title="Second", published="2025-03-02"),
            Draft("A third text about drones.", title="Third", published="2025-03-01"),
        ],
    )
    library.topics.add("exports")
    library.topics.add("arms/drones")
    yield library
    library.close()


triage = partial(screens.triage, size=WIDE)


def titles(library: Library, query: str = "") -> list[str]:
    return [row.title for row in library.articles(query)]


async def test_a_digit_labels_the_article_under_the_cursor(library: Library) -> None:
    async with triage(library, "j", "1"):
        assert titles(library, "topic:exports") == ["Second"]


async def test_the_same_digit_takes_the_label_off_again(library: Library) -> None:
    async with triage(library, "1", "1"):
        assert titles(library, "topic:exports") == []


async def test_marked_rows_are_labelled_in_one_edit(library: Library) -> None:
    async with triage(library, "space", "space", "2", "u") as (pilot, _):
        assert titles(library, "topic:arms") == []
        await pilot.press("ctrl+r")
        assert titles(library, "topic:arms") == ["Karsk signs", "Second"]


async def test_done_goes_on_to_the_next_new_article(library: Library) -> None:
    second = library.articles()[1].id
    library.set_status([second], "skipped")
    async with triage(library, "g", "d") as (_, screen):
        assert titles(library, "status:done") == ["Karsk signs"]
        assert screen.articles.row(screen.articles.cursor).title == "Third"


async def test_undo_names_the_article_by_its_title(library: Library) -> None:
    async with triage(library, "d", "u") as (pilot, screen):
        assert said(screen) == "undo: done: “Karsk signs”"
        await pilot.press("ctrl+r")
        assert said(screen) == "redo: done: “Karsk signs”"
        await pilot.press("ctrl+r")
        assert said(screen) == "Nothing to redo in this session"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("enter", "K"), "No article before this one in the list"),
        (("G", "enter", "J"), "No article after this one in the list"),
        (("G", "enter", "K"), ""),
    ],
)
async def test_at_the_ends_of_the_list_the_keys_to_the_next_article_say_so(
    library: Library, keys: tuple[str, ...], told: str
) -> None:
    async with triage(library, *keys) as (_, screen):
        assert said(screen) == told


async def test_done_at_the_end_comes_back_to_what_is_still_new(library: Library) -> None:
    async with triage(library, "G", "d") as (_, screen):
        assert screen.articles.cursor == 0


async def test_a_quotation_is_coded_in_two_keys(library: Library) -> None:
    async with triage(library, "enter", '"', "2"):
        quote = library.quotes()[0]
        assert quote.exact == "We will deliver in May,"
        assert quote.topics == ("arms/drones",)


async def test_the_next_quotation_after_coding_is_the_next_one(library: Library) -> None:
    async with triage(library, "enter", '"', "2", '"', "enter"):
        assert sorted(row.exact for row in library.quotes()) == [
            "Not a day later,",
            "We will deliver in May,",
        ]


async def test_a_topic_says_as_many_articles_as_enter_shows(library: Library) -> None:
    async with triage(library, "enter", '"', "2", '"', "enter", "tab") as (pilot, screen):
        pane = screen.topic_pane
        pane.go_to("arms/drones")
        (node,) = [node for node in pane.nodes if node.path == "arms/drones"]
        said_of_it = pane.counts_of(node)
        await pilot.press("enter")
        await pilot.pause()
        assert [*said_of_it] == [len(titles(library, "topic:arms/drones"))] == [1]


async def test_a_topic_key_without_a_selection_highlights_the_sentence(library: Library) -> None:
    async with triage(library, "enter", "1"):
        assert library.quotes()[0].exact == "The ministry signed the contract on Monday."


async def test_a_topic_key_on_a_chosen_highlight_adds_and_takes_off_the_topic(
    library: Library,
) -> None:
    async with triage(library, "enter", "1", "2") as (pilot, _):
        assert library.quotes()[0].topics == ("exports", "arms/drones")
        await pilot.press("1")
        assert library.quotes()[0].topics == ("arms/drones",)
        assert len(library.quotes()) == 1


async def test_enter_highlights_with_the_last_topic(library: Library) -> None:
    async with triage(library, "enter", "2", "j", "enter"):
        assert [row.topics for row in library.quotes()] == [("arms/drones",)] * 2


async def test_keeping_a_topic_codes_each_quotation_with_one_key(library: Library) -> None:
    async with triage(library, "enter", "1", "u", "m", "enter", "enter"):
        assert sorted(row.exact for row in library.quotes()) == [
            "Not a day later,",
            "We will deliver in May,",
        ]


async def test_a_pass_that_comes_round_takes_nothing_off_and_says_so(library: Library) -> None:
    async with triage(library, "enter", "m", "1", *["enter"] * 4) as (pilot, screen):
        await pilot.pause()
        assert said(screen) == (
            "That was the last quotation here: d marks the article done, goes on"
        )
        assert sorted((row.exact, row.topics) for row in library.quotes()) == [
            ("Not a day later,", ("exports",)),
            ("We will deliver in May,", ("exports",)),
        ]


async def test_quotations_come_round_without_a_pass_too(library: Library) -> None:
    async with triage(library, "enter", '"', '"', '"') as (_, screen):
        assert said(screen) == "No more quotations below: this is the first one again"


async def test_what_was_said_of_one_article_does_not_stay_for_the_next(library: Library) -> None:
    async with triage(library, "enter", '"', '"', '"', "d") as (_, screen):
        assert screen.reader.page.title == "Second"
        assert said(screen) == ""


async def test_a_pass_adds_the_kept_topic_to_what_has_another(library: Library) -> None:
    async with triage(library, "enter", '"', "2", "m", "1", "u") as (pilot, screen):
        await pilot.press("g", '"', "enter")
        await pilot.pause()
        quotes = {row.exact: row.topics for row in library.quotes()}
        assert quotes["We will deliver in May,"] == ("arms/drones", "exports")
        assert screen.reader.reading.selection is not None


async def test_selecting_by_word_highlights_just_those_words(library: Library) -> None:
    async with triage(library, "enter", "l", "v", "l", "l", "1"):
        assert library.quotes()[0].exact == "ministry signed the"


async def test_the_end_of_a_highlight_moves_by_word_and_undo_moves_it_back(
    library: Library,
) -> None:
    async with triage(library, "enter", '"', "1", "<", "<") as (pilot, _):
        assert library.quotes()[0].exact == "We will deliver in"
        await pilot.press("u", "u")
        assert library.quotes()[0].exact == "We will deliver in May,"


async def test_the_start_moves_after_o(library: Library) -> None:
    async with triage(library, "enter", '"', "1", "o", ">"):
        assert library.quotes()[0].exact == "will deliver in May,"


async def test_a_highlight_is_split_and_joined(library: Library) -> None:
    async with triage(library, "enter", "1", "l", "l", "|") as (pilot, _):
        assert sorted(row.exact for row in library.quotes()) == [
            "The ministry",
            "signed the contract on Monday.",
        ]
        await pilot.press("g", "&")
        assert [row.exact for row in library.quotes()] == [
            "The ministry signed the contract on Monday."
        ]
        await pilot.press("u", "u")
        assert [row.exact for row in library.quotes()] == [
            "The ministry signed the contract on Monday."
        ]


async def test_the_speaker_is_proposed_and_enter_takes_it(library: Library) -> None:
    async with triage(library, "enter", '"', "1", "p") as (pilot, _):
        await pilot.press("enter")
        await pilot.pause()
        assert library.quotes()[0].speaker == "Irena Valtos"


async def test_a_note_is_typed(library: Library) -> None:
    async with triage(library, "enter", "1", "a", *"so it is", "enter"):
        assert library.quotes()[0].note == "so it is"


async def test_delete_removes_and_undo_brings_back(library: Library) -> None:
    async with triage(library, "enter", "1", "delete") as (pilot, _):
        assert len(library.quotes()) == 0
        await pilot.press("u")
        assert len(library.quotes()) == 1


async def test_brackets_go_from_highlight_to_highlight(library: Library) -> None:
    async with triage(library, "enter", "1", "G", "1", "g", "]") as (pilot, screen):
        first = screen.reader.current
        await pilot.press("]")
        assert screen.reader.current not in ("", first)
        await pilot.press("[")
        assert screen.reader.current == first


async def test_a_wrong_query_says_where_and_leaves_the_list(library: Library) -> None:
    async with triage(library, "slash", *"status:old", "enter") as (pilot, screen):
        assert "status" in str(pilot.app.screen.query_one("#complaint").render())
        await pilot.press("escape")
        assert screen.articles.count == 3


async def test_a_query_selects_and_q_shows_all_again(library: Library) -> None:
    async with triage(library, "slash", *"drones", "enter") as (pilot, screen):
        await pilot.pause()
        assert screen.articles.count == 1
        await pilot.press("q")
        assert screen.articles.count == 3


async def test_words_of_the_query_are_marked_in_the_article(library: Library) -> None:
    async with triage(library, "slash", *"deliver", "enter") as (pilot, screen):
        await pilot.press("enter")
        matches = [screen.reader.page.text[slice(*match)] for match in screen.reader.matches]
        assert matches == ["deliver"]


async def test_find_goes_to_the_words_and_n_to_the_next(library: Library) -> None:
    async with triage(library, "enter", "f", *"she", "enter") as (_, screen):
        reading = screen.reader.reading
        assert reading.text[reading.place :].startswith("she added")


async def test_escape_in_the_reader_gives_up_the_selection_then_the_reader(
    library: Library,
) -> None:
    async with triage(library, "enter", "v", "l", "escape") as (pilot, screen):
        assert screen.reader.has_focus
        assert screen.reader.reading.selection is None
        await pilot.press("escape")
        assert screen.articles.has_focus


async def test_escape_leaves_all_but_the_program(library: Library) -> None:
    async with triage(library, "/", "a", "enter", "space", "escape", "escape") as (pilot, screen):
        assert (screen.query_text, screen.articles.marked) == ("", set())
        await pilot.press("escape")
        assert said(screen) == "q quits"
        assert not pilot.app._exit
        await pilot.press("q")
        assert pilot.app._exit


async def test_orders_go_round(library: Library) -> None:
    async with triage(library, "o") as (_, screen):
        assert [screen.articles.row(i).title for i in range(3)] == [
            "Karsk signs",
            "Second",
            "Third",
        ]


async def test_a_key_of_ones_own_labels_marks_done_and_goes_on_in_one_edit(
    library: Library,
) -> None:
    config = Config(finish={"f5": "exports"})
    async with triage(library, "f5", config=config) as (pilot, screen):
        assert titles(library, "topic:exports status:done") == ["Karsk signs"]
        assert screen.articles.cursor == 1
        await pilot.press("u")
        assert titles(library, "topic:exports") == titles(library, "status:done") == []
        assert said(screen) == "undo: label with exports, done: “Karsk signs”"
        await pilot.press("f5")
        assert said(screen) == "exports on the article, done; u undoes"
        rows = [row for _, rows in help_groups(screen.active_bindings, str) for row in rows]
        assert any(what == "exports, done, next" for _, what in rows)


async def test_what_a_second_session_writes_shows_without_moving_the_cursor(
    library: Library,
) -> None:
    async with triage(library, "j") as (pilot, screen):
        other = open_library(library.path)
        other.label([other.articles()[2].id], "exports")
        await until(pilot, lambda: screen.articles.row(2).topics == ("exports",))
        assert screen.articles.cursor == 1
        other.close()


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (80, 24), (60, 20), (20, 5), (5, 2)])
async def test_it_works_at_every_size(library: Library, size: tuple[int, int]) -> None:
    async with triage(library, "j", "enter", "1", "j", "q", "d", size=size):
        assert len(library.quotes()) == 1
        assert titles(library, "status:done") == ["Second"]


COPY = "Reported elsewhere. " + TEXT.replace("The ministry signed", "On Monday the ministry signed")


async def test_the_same_words_elsewhere_are_counted_listed_and_coded_in_one_edit(
    library: Library,
) -> None:
    shelve(library, [Draft(COPY, title="A copy", source="Post", published="2025-02-01")])
    async with triage(library, "enter", '"', "1") as (pilot, screen):
        await until(pilot, lambda: "= same words in 1" in screen.told_above())
        await pilot.press("=")
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert sorted(row.title for row in library.quotes()) == ["A copy", "Karsk signs"]
        await pilot.press("u")
        assert [row.title for row in library.quotes()] == ["Karsk signs"]


async def test_a_place_elsewhere_is_opened_at_the_words(library: Library) -> None:
    shelve(library, [Draft(COPY, title="A copy", source="Post", published="2025-02-01")])
    async with triage(library, "enter", '"', "=") as (pilot, screen):
        await pilot.press("enter")
        await pilot.pause()
        assert screen.reader.page.title == "A copy"
        reading = screen.reader.reading
        assert reading.text[reading.place :].startswith("We will deliver")


async def test_near_duplicates_fold_into_one_row(library: Library) -> None:
    long = TEXT + "\n\n" + " ".join(f"Word{n} follows word{n + 1}." for n in range(60))
    shelve(
        library,
        [
            Draft(long, title="Wire", published="2025-04-02"),
            Draft(long + " One line more.", title="Wire again", published="2025-04-01"),
        ],
    )
    async with triage(library, "z") as (pilot, screen):
        assert screen.articles.count == 4
        assert "+1" in screen.articles.draw(0, 80).text
        assert said(screen) == "1 near-duplicate folded; z unfolds"
        await pilot.press("z")
        assert screen.articles.count == 5
        assert said(screen) == "1 near-duplicate unfolded"


async def test_a_damaged_journal_is_told_at_the_start_and_the_rest_of_it_is_shown(
    library: Library,
) -> None:
    journal = library.path / "analysts" / library.analyst / "journal.jsonl"
    library.close()
    journal.write_bytes(
        journal.read_bytes().replace(b'"label":"new topic exp', b'"label":"new topic EXP')
    )
    damaged = open_library(library.path)
    async with triage(damaged) as (_, screen):
        assert "wrong with your journal; `pressmark check` says" in said(screen)
        assert [topic.name for topic in damaged.topics] == ["arms/drones"]
    damaged.close()
