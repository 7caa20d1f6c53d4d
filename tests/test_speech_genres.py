"""Direct speech in sentences of every kind, and in passages in the manner of many outlets.

In the texts of `tests/speech` each quotation is followed by its speaker in braces: `{}` is
somebody without a name, and `{~}` stands after what is no speech but a name or a term.
`sentences.txt` has a case on each line, with `\\n` where its text has a line end.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from store.quotations import quotations

FOLDER = Path(__file__).parent / "speech"
SENTENCES = FOLDER / "sentences.txt"
PASSAGES = sorted(set(FOLDER.glob("*.txt")) - {SENTENCES})
CASES = [
    line.replace("\\n", "\n")
    for line in SENTENCES.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
_SPEAKER = re.compile(r"\{([^}]*)\}")


@pytest.mark.parametrize("case", CASES)
def test_speakers_of_a_sentence_are_found(case: str) -> None:
    assert found_in(_SPEAKER.sub("", case)) == _SPEAKER.findall(case)


@pytest.mark.parametrize("path", PASSAGES, ids=lambda path: path.stem)
def test_speakers_of_a_passage_are_found(path: Path) -> None:
    annotated = path.read_text(encoding="utf-8")
    assert found_in(_SPEAKER.sub("", annotated)) == _SPEAKER.findall(annotated)


def found_in(text: str) -> list[str]:
    return ["~" if each.kind == "scare" else each.speaker for each in quotations(text)]
