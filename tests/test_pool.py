"""Files that take long are read by other processes, in their order, and a crash costs one file."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from store import Library, open_library
from store.drafts import Refusal
from store.file_reading import NAMED
from store.importing import Step, Stop
from store.intake import FEW
from store.model import Article
from store.pool import Pool, Request

BODY = "".join(
    f"<p>Sentence {n} of the report says what was sold and to whom.</p>" for n in range(6)
)


def write_page(folder: Path, name: str) -> Path:
    path = folder / f"{name}.html"
    path.write_text(f"<html><body><article>{BODY}<p>{name}</p></article></body></html>")
    return path


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "pages"
    folder.mkdir()
    return [write_page(folder, f"page-{n}") for n in range(5)]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path / "library")


def has_children() -> bool:
    """Whether a process that this one started is still there."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


def harmed(pages: list[Path], harm: Callable[[int], None], patience: float) -> list[object]:
    """What comes of pages of which the one process is harmed before it has read the first."""
    with Pool(1, patience) as pool:
        jobs = [pool.begin(Request(bytes(path), path.name)) for path in pages]
        harm(pool._workers[0]._process.pid)
        found = [item for job in jobs for item in pool.results(job)]
    assert not has_children()
    return list(found)


def test_a_crash_costs_the_file_that_was_being_read_and_no_other(pages: list[Path]) -> None:
    first, *others = harmed(pages, lambda pid: os.kill(pid, signal.SIGSEGV), 20)
    assert isinstance(first, Refusal) and first.where == "page-0.html"
    assert "damaged, or a trap" in first.why
    texts = [other.text for other in others if isinstance(other, Article)]
    assert [text.rpartition("\n")[2] for text in texts] == ["page-1", "page-2", "page-3", "page-4"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_that_is_ended_from_outside_leaves_no_suspicion_on_its_file(
    pages: list[Path], number: signal.Signals
) -> None:
    [only] = harmed(pages[:1], lambda pid: os.kill(pid, number), 20)
    assert isinstance(only, Refusal)
    assert number.name in only.why and "import it again" in only.why
    assert "trap" not in only.why


def test_a_file_that_takes_for_ever_is_given_up(pages: list[Path]) -> None:
    [only] = harmed(pages[:1], lambda pid: os.kill(pid, signal.SIGSTOP), 0.3)
    assert isinstance(only, Refusal) and "too long" in only.why


def test_articles_come_in_the_order_of_their_files(pages: list[Path], library: Library) -> None:
    folder = pages[0].parent
    for n in range(5):
        (folder / f"page-{n}.5.txt").write_text(f"Text {n}.\n\nAnd more of it.")
    report = library.import_paths([folder])
    texts = [library.article(each).text for each in report.imported]
    ends = [
        text.rpartition("\n")[2] if "Sentence" in text else text.split("\n")[0] for text in texts
    ]
    assert ends == [each for n in range(5) for each in (f"Text {n}.", f"page-{n}")]
    assert not has_children()


def test_what_is_refused_is_named_as_when_it_is_read_here(
    tmp_path: Path, library: Library, pages: list[Path]
) -> None:
    empty, huge = tmp_path / "empty.html", tmp_path / "huge.html"
    empty.touch()
    huge.write_bytes(b"<html>" + b"<div>" * 9_990_000)
    report = library.import_paths([empty, huge, pages[0], tmp_path / "none.html"])
    assert [refusal.where for refusal in report.failed] == [
        str(empty), str(huge), str(tmp_path / "none.html")
    ]  # fmt: skip
    assert [refusal.why for refusal in report.failed[:2]] == [
        "is empty", "is a page of over 20 MB: no article is as long"
    ]  # fmt: skip
    assert len(report.imported) == 1


def test_an_import_that_is_stopped_leaves_no_process_behind(
    library: Library, pages: list[Path]
) -> None:
    def stop(step: Step) -> None:
        if step.records == 2:
            raise Stop

    report = library.import_paths(pages, stop)
    assert report.interrupted and len(report.imported) == 2
    assert not has_children()
    again = library.import_paths(pages)
    assert (len(again.imported), len(again.duplicates)) == (3, 2)


def test_a_list_of_feeds_among_many_files_shifts_none_of_their_articles(
    tmp_path: Path, library: Library
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for n in range(FEW + 6):
        (folder / f"{n:04}.txt").write_text(f"Text {n}.")
    feeds = folder / f"{FEW + 2:04}-feeds.xml"
    feeds.write_text(
        '<opml version="2.0"><body><outline xmlUrl="http://a.example/"/></body></opml>'
    )
    report = library.import_paths([folder])
    texts = [library.article(each).text for each in report.imported]
    assert texts == [f"Text {n}." for n in range(FEW + 6)]
    assert (report.feed_lists, report.failed) == ([feeds], [])


def test_a_file_of_which_much_is_refused_is_not_taken_for_one_that_takes_for_ever(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"title": "no text"}\n' * (NAMED + 200) + '{"text": "The end."}\n')
    with Pool(1) as pool:
        job = pool.begin(Request(bytes(path), path.name))
        *refusals, article = pool.results(job)
    assert len(refusals) == NAMED + 200
    assert isinstance(article, Article) and article.text == "The end."
