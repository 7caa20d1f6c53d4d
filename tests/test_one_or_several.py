"""Where several names are asked for, one text is one name: its letters are no names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library, open_library
from tests.shell import IDS, TEXTS
from tests.topic_texts import names

GUNS, SHIPS = IDS["guns"], IDS["ships"]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text)
    opened = open_library(tmp_path / "library")
    opened.import_paths(tmp_path / f"{name}.txt" for name in TEXTS)
    yield opened
    opened.close()


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_alone_is_imported(tmp_path: Path, kind: type[str | Path]) -> None:
    (tmp_path / "one.txt").write_text("One article.")
    library = open_library(tmp_path / "library")
    report = library.import_paths(kind(tmp_path / "one.txt"))
    library.close()
    assert (len(report.imported), report.failed) == (1, [])


def test_an_article_alone_is_labelled(library: Library) -> None:
    library.label(GUNS, "arms")
    library.set_status(GUNS, "done")
    library.set_star(GUNS)
    assert library.review(GUNS).topics == ("arms",)
    assert [row.id for row in library.articles("status:done is:starred")] == [GUNS]
    library.relabel(GUNS, "ships", "arms")
    assert library.review(GUNS).topics == ("ships",)


def test_a_quote_alone_is_changed(library: Library) -> None:
    quote = library.highlight(GUNS, 0, 8, topics="arms/drones")
    assert quote.topics == ("arms/drones",)
    library.change_quotes(quote.id, "speaker", speaker="Ann Orlo")
    library.relabel_quotes(quote.id, "exports", "arms/drones")
    assert library.quote(quote.id).topics == ("exports",)
    assert names(library) == ["arms/drones", "exports"]
    library.remove_quotes(quote.id)
    assert not library.quotes()


def test_an_article_alone_is_assigned(library: Library) -> None:
    assert library.assign(SHIPS, library.analyst) == 1
    assert [row.id for row in library.articles("assigned:me")] == [SHIPS]
