"""What analysts type is cleaned where it is saved, whoever calls the library."""

from __future__ import annotations

from pathlib import Path

from store import open_library
from store.model import Draft
from tests.shelf import shelve

HOSTILE = "A\x1b[31m\x9b1m\u202e \ud800B"


def test_no_speaker_and_no_note_holds_what_a_terminal_obeys(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library")
    (article,) = shelve(library, [Draft("Words to quote.")])
    quote = library.highlight(article, 0, 5, speaker=f"{HOSTILE}\nC", note=f"{HOSTILE}\nC")
    assert (quote.speaker, quote.note) == ("A[31m1m \ufffdB C", "A[31m1m \ufffdB\nC")
    library.change_quotes([quote.id], "note", note="\x07n", speaker="\x07s")
    assert (library.quote(quote.id).note, library.quote(quote.id).speaker) == ("n", "s")
    library.set_note(article, f"{HOSTILE}")
    assert library.review(article).note == "A[31m1m \ufffdB"
    library.close()
