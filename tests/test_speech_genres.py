"""Direct speech in whole passages, in the manner of many kinds of outlet.

In the passages of `tests/speech` each quotation is followed by its speaker in braces: `{}` is
somebody without a name, and `{~}` stands after what is no speech but a name or a term.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from store.quotations import quotations

PASSAGES = sorted((Path(__file__).parent / "speech").glob("*.txt"))
_SPEAKER = re.compile(r"\{([^}]*)\}")


@pytest.mark.parametrize("path", PASSAGES, ids=lambda path: path.stem)
def test_speakers_of_a_passage_are_found(path: Path) -> None:
    annotated = path.read_text(encoding="utf-8")
    found = quotations(_SPEAKER.sub("", annotated))
    speakers = ["~" if each.kind == "scare" else each.speaker for each in found]
    assert speakers == _SPEAKER.findall(annotated)
