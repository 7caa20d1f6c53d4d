"""The subject of a verb of saying: which words near it name the speaker, and whom they mean."""

from __future__ import annotations

import re

from store import saying
from store.quote_marks import ALL_MARKS
from store.names import MENTIONS, VERBS, Cast, Token

_PREPOSITION = re.compile(
    r"\b(?:of|for|to|with|by|in|at|from|against|than|about|over|behind|near|von|de|du|des)"
    r"(?:\s(?:the|a|an|his|her|its|their|der|la))?(?:\s\w+)?\s*$"
)
_PLAIN_PREPOSITION = re.compile(
    r"\b(?:of|for|to|with|by|in|at|from|against|than|about|over|behind|near|von|de|du|des)"
    r"(?:\s(?:the|a|an|his|her|its|their|der|la))?\s*$"
)
_UNNAMED = re.compile(
    r"[,\s]*(?:the|a|an|one|another)\s((?:[\w’'-]+\s){1,6}?)"
    r"(?:(?:who|has|had|also|later|was)\s.*)?$",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:another|one|others|some|many)\s$", re.IGNORECASE)
_LINKS = saying.words(
    "of for at from to the a an its his her their s ’s 's von der des de du la le chief top senior "
    "deputy general company state then new"
) | {""}
_POSSESSIVE = re.compile(r"['’]s\s")
_BEFORE_NOUN = re.compile(r"(?:[\w’'.\-]+[  ]){1,4}$")
_ARTICLES = saying.words("the a an one another some several his her its their der die das le la")
_ADJECTIVES = saying.words(
    "senior former top unnamed western local defence defense industry military government "
    "company two three many some deputy state foreign independent"
)


class Subjects:
    """Finds subjects in `text`, and calls them by the fullest name that `cast` knows."""

    def __init__(self, text: str, cast: Cast) -> None:
        self._text = text
        self._cast = cast
        self._last = ""
        self._last_at = 0

    def spoke(self, speaker: str, at: int) -> None:
        """Remember who spoke last, up to offset `at`: “he” is first of all the same one again."""
        self._last, self._last_at = speaker, at

    def gap(self, start: int, end: int) -> str:
        """The words between two offsets, without marks and with single spaces."""
        raw = self._text[start:end]
        return " ".join("".join(" " if c in ALL_MARKS else c for c in raw).split())

    def before(self, tokens: list[Token], index: int, floor: int) -> str | None:
        """The subject of the verb at `index` among the words before it.

        None where there is no subject, "" where it is a pronoun that nobody fits.
        """
        verb = tokens[index]
        if _SOMEBODY.search(self._text, max(floor, verb.start - 10), verb.start):
            return ""
        mentions = [token for token in tokens[:index] if token.kind in MENTIONS]
        if not mentions:
            unnamed = _UNNAMED.match(self._text[floor : verb.start])
            if unnamed and unnamed[1].strip() in saying.DOCUMENTS:
                return self._cast.author(verb.start) or unnamed[1].strip()
            return unnamed[1].strip() if unnamed else None
        nearest = len(mentions) - 1
        gap = self.gap(mentions[-1].end, verb.start)
        if _POSSESSIVE.match(self._text, mentions[-1].end) and "," not in gap:
            return self._possessed(mentions, verb)
        if "," in gap:
            chosen = self._over_commas(mentions, verb)
            return self.who(mentions, chosen, chosen)
        if gap in ("and", "but") and nearest:
            earlier = [i for i in range(index) if tokens[i].kind in VERBS]
            if earlier and (subject := self.before(tokens, earlier[-1], floor)):
                return subject
            return self.who(mentions, 0, 0)
        return self.who(mentions, self._governing(mentions), nearest)

    def _governing(self, mentions: list[Token]) -> int:
        """Of “a spokesman for the Ministry”, the spokesman: back over what prepositions add."""
        chosen = len(mentions) - 1
        while chosen and self.is_object(mentions[chosen]):
            if "," in self.gap(mentions[chosen - 1].end, mentions[chosen].start):
                break
            chosen -= 1
        return chosen

    def _possessed(self, mentions: list[Token], verb: Token) -> str:
        """Of “Tekno’s export arm said”, everything before the verb: the noun is in no list."""
        head = mentions[self._governing(mentions)]
        owned = Token(head.start, verb.start, head.kind, "", "")
        return self._phrase(head, owned)

    def _over_commas(self, mentions: list[Token], verb: Token) -> int:
        """The subject of a verb that a comma precedes: X, the director of Y, said."""
        if len(mentions) > 1 and self._names_the_office(mentions[-2], mentions[-1], verb):
            return len(mentions) - 1
        fallback = -1
        for index in range(len(mentions) - 1, -1, -1):
            token = mentions[index]
            clause = self._text[max(0, token.start - 60) : token.start].rpartition(",")[2]
            if self.is_object(token) or re.search(r"\b(?:who|which|whose|where)\b", clause):
                continue
            followed = self._text[token.end : token.end + 2].lstrip(' "”)').startswith((",", "("))
            last = self.gap(token.end, verb.start).strip() == ","
            if token.kind == "person" and followed:
                return index
            if fallback < 0 and followed and not last:
                fallback = index
        return max(fallback, 0)

    def _names_the_office(self, office: Token, name: Token, verb: Token) -> bool:
        """Whether this is “The contractor, Hale Dynamics, said”."""
        return (
            name.kind in ("person", "name")
            and office.kind in ("role", "body")
            and self.gap(office.end, name.start) == ","
            and self.gap(name.end, verb.start) == ","
            and not self.is_object(office)
        )

    def is_object(self, token: Token) -> bool:
        """Whether a preposition stands before it, adjectives aside where it's no person."""
        before = self._text[max(0, token.start - 30) : token.start]
        plain = token.kind in ("person", "pronoun")
        pattern = _PLAIN_PREPOSITION if plain else _PREPOSITION
        return pattern.search(before) is not None

    def after(self, tokens: list[Token], index: int) -> str | None:
        """The subject that follows a verb: said X; said the director of Y, X; according to X.

        None where there is no subject, "" where it is a pronoun that nobody fits.
        """
        verb = tokens[index]
        mentions: list[Token] = []
        for token in tokens[index + 1 :]:
            if token.kind not in MENTIONS:
                break
            gap = self.gap(mentions[-1].end if mentions else verb.end, token.start)
            if not mentions and gap.count(" ") > 5:
                break
            mentions.append(token)
        if not mentions:
            return None
        last = 0
        for at in range(1, len(mentions)):
            if mentions[last].kind == "person":
                break
            gap = self.gap(mentions[last].end, mentions[at].start)
            if gap == "," and mentions[at].kind != "person":
                break
            if gap != "," and not _LINKS.issuperset(gap.split(" ")):
                break
            last = at
        if mentions[last].kind == "person" and not self.is_object(mentions[last]):
            return self.who(mentions, last, last)
        return self.who(mentions, 0, last)

    def who(self, mentions: list[Token], chosen: int, last: int) -> str:
        """Call the chosen mention by its fullest name; `last` ends the words that belong to it."""
        token = mentions[chosen]
        if token.kind == "pronoun":
            return self._whom_pronoun_means(mentions, chosen)
        if token.kind in ("person", "name"):
            following = self.gap(token.end, token.end + 2)
            if token.kind == "name" and following[:1] in "’'" and last > chosen:
                return self._phrase(token, mentions[last])
            return self._cast.fullest(token.text, token.start)
        while chosen and self._text[mentions[chosen - 1].end : token.start] in (" ", "’s ", "'s "):
            if mentions[chosen - 1].kind in ("pronoun", "person"):
                break
            chosen -= 1
            token = mentions[chosen]
        return self._phrase(token, mentions[last], mentions[max(chosen, last)].head)

    def _phrase(self, first: Token, last: Token, head: str = "") -> str:
        """The noun phrase from `first` to `last` without its article, or the name it stands for."""
        start, article = first.start, ""
        before = _BEFORE_NOUN.search(self._text[max(0, start - 50) : start])
        if before:
            words = before[0].replace("\u00a0", " ").rstrip(" ").split(" ")
            keep = 0
            for count, word in enumerate(reversed(words)):
                if word.lower() in _ARTICLES:
                    article, keep = word.lower(), count
                    break
                if word.endswith(("’s", "'s")):
                    article, keep = "the", count + 1
                    break
                if word.lower() in _ADJECTIVES and count == keep:
                    keep = count + 1
            start -= sum(len(word) + 1 for word in words[len(words) - keep :])
        if first == last and (article == "the" or (not article and first.text[:1].isupper())):
            known = self._known(first, head or first.head)
            if known:
                return known
        return " ".join(self._text[start : last.end].split())

    def _known(self, token: Token, head: str) -> str:
        """The name behind “the minister”, “the company” or “the statement”, or nothing."""
        if head in saying.DOCUMENTS:
            return self._cast.author(token.start)
        if token.kind == "body":
            return self._cast.body(head, token.start)
        if token.kind == "role" and self._last.lower().split(" ")[-1] == head:
            return self._last  # an official who has no name stays the same one
        return self._cast.by_role(head, token.start) if token.kind == "role" else ""

    def _whom_pronoun_means(self, mentions: list[Token], chosen: int) -> str:
        token = mentions[chosen]
        if token.head == "who":
            people = [at for at in range(chosen) if mentions[at].kind == "person"]
            meant = people[-1] if people else chosen - 1
            return self.who(mentions, meant, meant) if chosen else ""
        last = self._last
        if token.head in ("it", "they", "ils", "они"):
            return last
        name, at = self._cast.antecedent(token.head, token.start)
        if at < self._last_at and " " in last and self._cast.fits(last, token.head):
            name = last
        if name:
            self._cast.learn_gender(name, token.head)
        return name
