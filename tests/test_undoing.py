"""What is saved can be taken back: an edit that could not be is refused before it is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import open_library
from store.journal import NotSaved
from store.model import Draft
from tests.shelf import shelve


def test_more_is_not_removed_at_once_than_undo_can_bring_back(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library")
    (article,) = shelve(library, [Draft("word " * 800_000)])
    ids = [library.highlight(article, start, 3_999_000).id for start in range(0, 25, 5)]
    with pytest.raises(NotSaved, match="to undo it would take more than the 16,777,216 bytes"):
        library.remove_quotes(ids)
    assert len(library.quotes()) == 5
    library.remove_quotes(ids[:4])
    library.undo()
    assert len(library.quotes()) == 5
    library.close()
