"""An article without its quotations: its words and sentences, as mentions and verbs find them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from store.speech import saying
from store.speech.quote_marks import ALL_MARKS
from store.speech.tokens import Token
from store.speech.tongue import Tongue, object_patterns

_BOUNDARY = re.compile(r"[.!?…][)\]]*\s+|[。！？]|\n\s*")
_POSSESSIVE = re.compile(r"['’]s\s")
_BEFORE_NOUN = re.compile(r"(?:[\w’'.\-]+[  ]){1,4}$")
_OWNERS_ARTICLE = re.compile(r"\b[Tt]he (?:[\w-]+ ){0,2}$")
_ADJECTIVES = saying.words(
    "senior former top unnamed western local defence defense industry military government "
    "company two three many some deputy state foreign independent"
)


class Prose:
    """`text`, in which quotations are blanked out, with its `tokens` by position.

    Offsets are code points into `text`.
    """

    def __init__(self, text: str, tokens: list[Token], tongue: Tongue) -> None:
        self.text = text
        self.tokens = tokens
        self._starts = [token.start for token in tokens]
        self._sentences = [0, *_sentences(text)]
        self._preposition, self._plain_preposition = object_patterns(tongue)

    # Sentences

    def sentence_start(self, at: int) -> int:
        """Where the sentence that holds `at` begins."""
        return self._sentences[bisect_right(self._sentences, at) - 1]

    def sentence_end(self, at: int) -> int:
        """Where the sentence that holds `at` ends, with the blanks behind it."""
        index = bisect_right(self._sentences, at)
        return self._sentences[index] if index < len(self._sentences) else len(self.text)

    def last_sentence(self, at: int) -> int:
        """Where the last sentence begins that is over at `at`."""
        index = bisect_left(self._sentences, at) - 1
        inside = self._sentences[min(index + 1, len(self._sentences) - 1)] != at
        return self._sentences[max(0, index - inside)]

    # Tokens

    def index(self, at: int) -> int:
        """That of the first token which begins at `at` or behind it."""
        return bisect_left(self._starts, at)

    def between(self, start: int, end: int) -> list[Token]:
        """The tokens that begin between two offsets."""
        return self.tokens[self.index(start) : self.index(end)]

    # Words

    def gap(self, start: int, end: int) -> str:
        """The words between two offsets, without marks and with single spaces."""
        raw = self.text[start:end]
        return " ".join("".join(" " if c in ALL_MARKS else c for c in raw).split())

    def words(self, start: int, end: int) -> str:
        """What stands between two offsets, with single spaces."""
        return " ".join(self.text[start:end].split())

    def owns(self, token: Token) -> bool:
        """Whether something of its own follows: Tekno’s."""
        return bool(_POSSESSIVE.match(self.text, token.end))

    def adjoin(self, one: Token, other: Token) -> bool:
        """Whether two mentions are one phrase: ministry spokesman, Tekno’s director."""
        return self.text[one.end : other.start] in (" ", "\u00a0", "’s ", "'s ")

    def is_object(self, token: Token) -> bool:
        """Whether a preposition stands before it, adjectives aside where it's no person."""
        before = self.text[max(0, token.start - 30) : token.start]
        plain = token.kind in ("person", "pronoun")
        pattern = self._plain_preposition if plain else self._preposition
        return pattern.search(before) is not None

    def beginning(self, first: Token) -> tuple[int, str]:
        """Where a noun phrase begins, and its article or possessive in lower case."""
        before = _BEFORE_NOUN.search(self.text[max(0, first.start - 50) : first.start])
        words = re.split("[ \u00a0]", before[0].rstrip()) if before else []
        start, keep = first.start, 0
        for count, word in enumerate(reversed(words), 1):
            start -= len(word) + 1
            if word.lower() in saying.ARTICLES:
                return start, word.lower()
            if word.endswith(("’s", "'s")):
                before = _OWNERS_ARTICLE.search(self.text, max(0, start - 40), start)
                return before.start() if before else start, "the"
            if word.lower() in _ADJECTIVES and count == keep + 1:
                keep = count
        return first.start - sum(len(word) + 1 for word in words[len(words) - keep :]), ""


def _sentences(text: str) -> list[int]:
    """Where sentences and paragraphs begin; full stops of abbreviations and initials are none."""
    found: list[int] = []
    for match in _BOUNDARY.finditer(text):
        start, end = match.span()
        if text[start] == "." and "\n" not in match[0]:
            if text[end : end + 1].islower():
                continue
            word = re.split(r"[\s\"“(]", text[max(0, start - 12) : start])[-1].lower()
            if word in saying.ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
                continue
        found.append(end)
    return found
