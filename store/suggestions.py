"""Topics that a text suggests by the words in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from store.folding import fold
from store.model import Topic

_WORD = re.compile(r"[^\W_]+")


class Phrases:
    """The words and phrases of topics, prepared to be looked for in many texts.

    A phrase is found as a query finds it: whole words in their order, in any case, whatever
    stands between them, with accents or without; `*` at its end lets the last word go on. A
    text is read once, however many phrases there are.
    """

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._words: dict[str, list[str]] = {}
        self._beginnings: dict[str, list[str]] = {}
        self._pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._open_pairs: dict[str, list[tuple[str, str]]] = {}
        for topic in topics:
            for phrase in topic.words:
                self._add(topic.name, phrase)
        self._lengths = sorted(set(map(len, self._beginnings)))

    def _add(self, topic: str, phrase: str) -> None:
        words = words_of(phrase)
        goes_on = phrase.rstrip().endswith("*")
        match words:
            case []:
                return
            case [word]:
                (self._beginnings if goes_on else self._words).setdefault(word, []).append(topic)
            case [first, _] if goes_on:
                self._open_pairs.setdefault(first, []).append((f" {' '.join(words)}", topic))
            case [first, second, *_]:
                whole = f" {' '.join(words)}{'' if goes_on else ' '}"
                self._pairs.setdefault((first, second), []).append((whole, topic))

    def __bool__(self) -> bool:
        return bool(self._words or self._beginnings or self._pairs or self._open_pairs)

    def topics_in(self, *texts: str) -> set[str]:
        """The names of the topics of which a phrase stands in one of the texts."""
        found: set[str] = set()
        for text in texts:
            words = words_of(text)
            found |= self._of_words(set(words))
            found |= self._of_phrases(words)
        return found

    def _of_words(self, there: set[str]) -> set[str]:
        found = {topic for word in there & self._words.keys() for topic in self._words[word]}
        for length in self._lengths:
            for start in {word[:length] for word in there} & self._beginnings.keys():
                found.update(self._beginnings[start])
        return found

    def _of_phrases(self, words: list[str]) -> set[str]:
        pairs = set(pairwise(words)) & self._pairs.keys()
        candidates = [each for pair in pairs for each in self._pairs[pair]]
        if self._open_pairs:
            begun = set(words) & self._open_pairs.keys()
            candidates += [each for first in begun for each in self._open_pairs[first]]
        if not candidates:
            return set()
        whole = f" {' '.join(words)} "
        return {topic for phrase, topic in candidates if phrase in whole}


def words_of(text: str) -> list[str]:
    """The words of a text in their order, as they are compared."""
    words = _WORD.findall(text.lower())
    if text.isascii():
        return words
    folded: Mapping[str, str] = {word: fold(word) for word in set(words) if not word.isascii()}
    return [folded.get(word, word) for word in words] if folded else words
