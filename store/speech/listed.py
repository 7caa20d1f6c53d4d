"""Single words that tokens are made of: those in the lexicon, and those whose form tells."""

from __future__ import annotations

from store.speech import saying
from store.speech.tokens import Kind, Token


class Listed:
    """Makes tokens of single words of `text`; `kinds` are those of its language.

    `tokens` is where they are put, by position.
    """

    def __init__(self, text: str, kinds: dict[str, Kind]) -> None:
        self.tokens: list[Token] = []
        self._text = text
        self._kinds = kinds

    def add(self, start: int, word: str, kind: Kind) -> None:
        """Put a word of the lexicon, unless another has to follow it and does not."""
        end = start + len(word)
        lower = word.lower()
        needed = saying.FOLLOWED.get(lower)
        if needed is not None:
            ahead = self._text[end : end + 12].lower()
            follower = next((each for each in needed if ahead.startswith(each)), None)
            if follower is None:
                return
            end += len(follower.rstrip())
        self.tokens.append(Token(start, end, kind, self._text[start:end], lower))

    def add_declined(self, start: int, word: str) -> None:
        """Slavic offices in another case: по словам министра."""
        end = start + len(word)
        self.tokens.append(Token(start, end, "role", word, word[:-1].lower()))

    def add_inverted(self, start: int, word: str) -> None:
        """French verbs with their pronoun: raconte-t-il, dit-elle."""
        verb, _, pronoun = word.rpartition("-")
        if verb in ("a-t", "ont", "avait") and pronoun in saying.PRONOUNS:
            at = start + len(verb) + 1  # a-t-il confié
            self.tokens.append(Token(at, at + len(pronoun), "pronoun", pronoun, pronoun))
            return
        if self._kinds.get(verb.removesuffix("-t")) == "says" and pronoun in saying.PRONOUNS:
            self.add_unlisted(start, word)

    def add_unlisted(self, start: int, word: str) -> None:
        """Verbs that their place tells, with their pronoun: temporise-t-elle."""
        verb, _, pronoun = word.rpartition("-")
        if pronoun not in saying.PRONOUNS:
            verb, pronoun = word, ""
        self.tokens.append(Token(start, start + len(verb), "says", verb, verb.removesuffix("-t")))
        if pronoun:
            at = start + len(verb) + 1
            self.tokens.append(Token(at, at + len(pronoun), "pronoun", pronoun, pronoun))
