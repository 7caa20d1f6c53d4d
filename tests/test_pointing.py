"""The mouse in the reader, as a terminal reports it: what is dragged over is what is marked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store import open_library
from store.model import Draft
from tests.furnished import opened
from tests.shelf import shelve
from tests.terminal import Terminal

WIDE, STACKED = (160, 45), (100, 30)
PARAGRAPHS = "\n\n".join(
    f"Paragraph {n} begins. " + " ".join(f"Sentence {n}-{m} says little." for m in range(12))
    for n in range(30)
)
TEXT = f"""Alpha bravo charlie. Delta echo foxtrot.

Golf hotel india.

{PARAGRAPHS}"""

Cell = tuple[int, int]


@contextmanager
def reader(folder: Path, size: tuple[int, int] = WIDE) -> Iterator[Terminal]:
    """A terminal in which an article is read."""
    library = open_library(folder / "library")
    shelve(library, [Draft(TEXT, title="Mice")])
    library.topics.add("people", digit=1)
    library.close()
    with opened(folder, size=size) as terminal:
        terminal.wait_for("people")
        terminal.settle()
        terminal.press("enter")
        terminal.wait_for("Golf")
        terminal.settle()
        yield terminal


def cell(terminal: Terminal, text: str, at: int = 0) -> Cell:
    """Where a character of some text stands on the screen: column and row, from 1."""
    row = next(row for row, line in enumerate(terminal.lines) if text in line)
    return terminal.lines[row].index(text) + at + 1, row + 1


def mouse(terminal: Terminal, code: int, at: Cell, end: str = "M") -> None:
    terminal.send(f"\x1b[<{code};{at[0]};{at[1]}{end}".encode())
    terminal.settle(0.15)


def drag(terminal: Terminal, start: Cell, *through: Cell) -> None:
    """Press the button, move, and let it go at the last place."""
    mouse(terminal, 0, start)
    for at in through:
        mouse(terminal, 32, at)
    mouse(terminal, 0, through[-1] if through else start, "m")


def click(terminal: Terminal, at: Cell, times: int = 1) -> None:
    terminal.send((f"\x1b[<0;{at[0]};{at[1]}M\x1b[<0;{at[0]};{at[1]}m" * times).encode())
    terminal.settle()


def quoted(terminal: Terminal, folder: Path) -> list[str]:
    """What stands in the quotes, once a key has marked what is selected."""
    terminal.press("1")
    terminal.wait_for("Quoted as people")
    library = open_library(folder / "library")
    texts = [quote.exact for quote in library.quotes()]
    library.close()
    return texts


@pytest.mark.parametrize("size", [WIDE, STACKED])
def test_dragging_takes_both_the_first_and_the_last_character_under_the_pointer(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with reader(tmp_path, size) as terminal:
        start = cell(terminal, "bravo")
        drag(terminal, start, (start[0] + 4, start[1]), cell(terminal, "hotel", at=4))
        expected = TEXT[TEXT.index("bravo") : TEXT.index(" india")]
        assert quoted(terminal, tmp_path) == [expected]


def test_dragging_backwards_takes_the_same(tmp_path: Path) -> None:
    with reader(tmp_path) as terminal:
        drag(terminal, cell(terminal, "hotel", at=4), cell(terminal, "Delta"))
        expected = TEXT[TEXT.index("Delta") : TEXT.index(" india")]
        assert quoted(terminal, tmp_path) == [expected]


def test_two_clicks_take_a_word_and_three_a_sentence(tmp_path: Path) -> None:
    with reader(tmp_path) as terminal:
        click(terminal, cell(terminal, "echo", at=2), times=2)
        assert quoted(terminal, tmp_path) == ["echo"]
        click(terminal, cell(terminal, "hotel"), times=3)
        assert sorted(quoted(terminal, tmp_path)) == ["Golf hotel india.", "echo"]


def test_the_text_stands_still_under_a_button_that_goes_down(tmp_path: Path) -> None:
    """Also where the sentence begins above the pane, or the pointer is near an edge."""
    with reader(tmp_path, STACKED) as terminal:
        for _ in range(6):
            mouse(terminal, 65, (20, 20))
        terminal.settle()
        top = next(row for row, line in enumerate(terminal.lines) if line.startswith("────"))
        before = terminal.lines[top + 1 :][:12]
        mouse(terminal, 0, (10, top + 2))
        mouse(terminal, 32, (12, top + 4))
        terminal.settle()
        after = terminal.lines[top + 1 :][:12]
        assert [line[4:90] for line in after] == [line[4:90] for line in before]


def test_a_pointer_held_below_the_pane_pulls_the_text_on(tmp_path: Path) -> None:
    with reader(tmp_path, STACKED) as terminal:
        mouse(terminal, 0, cell(terminal, "Golf"))
        terminal.send(b"\x1b[<32;20;29M")
        terminal.wait_for("Paragraph 6 begins")
        mouse(terminal, 0, (20, 29), "m")
        [text] = quoted(terminal, tmp_path)
        assert text.startswith("Golf hotel india.") and "Paragraph 5 begins" in text


def test_a_click_between_paragraphs_says_what_a_topic_key_needs(tmp_path: Path) -> None:
    with reader(tmp_path) as terminal:
        column, row = cell(terminal, "Golf")
        click(terminal, (column, row + 1), times=2)
        terminal.press("1")
        terminal.wait_for("select some text")


def test_a_click_chooses_among_the_formats_of_an_export(tmp_path: Path) -> None:
    with reader(tmp_path) as terminal:
        terminal.press("e")
        terminal.wait_for("[csv]")
        click(terminal, cell(terminal, " json ", at=1))
        terminal.wait_for("[json]")


def test_a_click_takes_a_completion(tmp_path: Path) -> None:
    for name in ("spring", "summer"):
        (tmp_path / "press" / name).mkdir(parents=True)
    with reader(tmp_path) as terminal:
        terminal.press("q", "i")
        terminal.wait_for("Import a file")
        terminal.press("\x15", "~/press/s")
        terminal.wait_for("summer/")
        click(terminal, cell(terminal, "summer/"))
        terminal.press("x")
        terminal.wait_for("summer/x")


def wheel(terminal: Terminal, at: Cell, turns: int, code: int = 65) -> None:
    terminal.send(f"\x1b[<{code};{at[0]};{at[1]}M".encode() * turns)
    terminal.settle()


def test_what_the_keys_act_on_comes_along_with_the_wheel(tmp_path: Path) -> None:
    with reader(tmp_path, STACKED) as terminal:
        wheel(terminal, (20, 20), 20)
        paragraph = next(line for line in terminal.lines[12:] if "begins" in line)
        number = int(paragraph.split("Paragraph ")[1].split()[0])
        terminal.press("}")
        terminal.settle()
        [text] = quoted(terminal, tmp_path)
        assert number <= int(text.split()[1]) <= number + 1


def test_a_selection_stays_when_the_wheel_turns(tmp_path: Path) -> None:
    with reader(tmp_path, STACKED) as terminal:
        click(terminal, cell(terminal, "echo", at=2), times=2)
        wheel(terminal, (20, 20), 20)
        assert quoted(terminal, tmp_path) == ["echo"]


def test_the_cursor_of_a_list_stays_in_view_when_the_wheel_turns(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft(f"Text {n}.", title=f"Title {n:02}") for n in range(80)])
    library.close()
    with opened(tmp_path, size=STACKED) as terminal:
        terminal.wait_for("Title")
        terminal.settle()
        wheel(terminal, (20, 10), 10)
        down = int(terminal.lines[0].split("/")[0])
        assert down > 15
        terminal.press("j")
        terminal.wait_for(f"{down + 1}/80")
        terminal.press("G")
        terminal.wait_for("80/80")
        wheel(terminal, (20, 10), 10, code=64)
        assert down < int(terminal.lines[0].split("/")[0]) < 80
