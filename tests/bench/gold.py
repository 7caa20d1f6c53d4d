"""How well direct speech and its speakers are found, scored against the gold files.

What counts as a match is settled in `tests/gold/README.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec

from store.drafts import finish
from store.model import Article, Draft
from store.quotations import Quotation, quotations
from store.readers import read_path

TESTS = Path(__file__).parents[1]
Finder: TypeAlias = Callable[[str, str], Iterable[Quotation]]
Span: TypeAlias = tuple[int, int]


class GoldLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a gold file; the keys are explained in gold/README.md."""

    sample: str
    exact: str
    occurrence: int
    speaker: str
    kind: str


class GoldSet(msgspec.Struct, frozen=True):
    """A gold file and the folder of the articles that it covers."""

    name: str
    lines: Path
    articles: Path

    def all_lines(self) -> list[GoldLine]:
        """In the order of the file."""
        decode = msgspec.json.Decoder(GoldLine).decode
        return [decode(line) for line in self.lines.read_bytes().splitlines()]

    def by_article(self) -> list[tuple[Article, list[GoldLine]]]:
        """Each article as an import makes it, with its lines in the order of its text."""
        lines: dict[str, list[GoldLine]] = {}
        for line in self.all_lines():
            lines.setdefault(line.sample, []).append(line)
        return [(imported(self.articles / name), of) for name, of in lines.items()]


SAMPLES = GoldSet("samples", TESTS / "gold" / "quotations.jsonl", TESTS.parent / "samples")
DEVELOPED = GoldSet("developed", TESTS / "gold" / "developed.jsonl", TESTS / "gold" / "developed")
UNSEEN = GoldSet("unseen", TESTS / "gold" / "unseen.jsonl", TESTS / "gold" / "unseen")


class Score(msgspec.Struct, frozen=True):
    """Direct speech: how many are right, found, and in the gold file; and speakers.

    `named` counts right ones whose speaker the gold file knows, `attributed` those of them for
    whom that speaker was found.
    """

    right: int = 0
    found: int = 0
    expected: int = 0
    attributed: int = 0
    named: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.found + other.found,
            self.expected + other.expected,
            self.attributed + other.attributed,
            self.named + other.named,
        )

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 0.0

    @property
    def speakers(self) -> float:
        """Accuracy over the right ones with a known speaker, whatever the case of letters."""
        return self.attributed / self.named if self.named else 0.0


def imported(path: Path) -> Article:
    """The one article in a file."""
    (draft,) = read_path(path)
    assert isinstance(draft, Draft), draft
    return finish(draft)


def score(gold: GoldSet, find: Finder = quotations) -> Score:
    """Score a finder on all articles of a gold set."""
    scores = (
        score_article(article.text, lines, find(article.text, article.language))
        for article, lines in gold.by_article()
    )
    return sum(scores, Score())


def score_article(text: str, lines: Sequence[GoldLine], found: Iterable[Quotation]) -> Score:
    """Score what was found in one text; a span is right when both of its ends are."""
    wanted = {place_of(text, line): line for line in lines if line.kind == "speech"}
    speech = {(one.start, one.end): one.speaker for one in found if one.kind == "speech"}
    right = wanted.keys() & speech.keys()
    named = [span for span in right if wanted[span].speaker]
    attributed = [
        span for span in named if wanted[span].speaker.casefold() == speech[span].casefold()
    ]
    return Score(len(right), len(speech), len(wanted), len(attributed), len(named))


def place_of(text: str, line: GoldLine) -> Span:
    """Where the passage of a gold line stands in the text; AssertionError where it does not."""
    start = -1
    for _ in range(line.occurrence):
        start = text.find(line.exact, start + 1)
        assert start >= 0, f"{line.sample} does not hold {line.exact!r} {line.occurrence} times"
    return start, start + len(line.exact)
