"""Whom a mention means: the fullest name of a person or body, or the words of an office.

Names, noun phrases and pronouns are each told in their own way; papers speak for their authors.
"""

from __future__ import annotations

import re
from typing import TypeGuard

from store.speech import abroad, roles, saying
from store.speech.cast import Cast
from store.speech.offices import OF_OFFICE
from store.speech.prose import Prose
from store.speech.tokens import MENTIONS, Token
from store.speech.tongue import DROPS_SUBJECT, Tongue

_ISSUED = re.compile(
    r" (?:(?!seen|read|obtained|reviewed|viewed|received|leaked)\w+ )?"
    r"(?:by|from|von|vom|des|der|de|del|de la|du|des|della|dello|dell[’']|от|od) ?"
    r"(?:the |der |dem |den |la |el |le |l[’'])?(?:[\w-]+ )?"
)
"""Between a document and whoever wrote it."""
_OF_ABROAD = re.compile(r" (?:des|du|de la|de l[’']|del|della|dei|dell[’']) ?[\w-]+\b")
"""What belongs to a body: la Cour des comptes."""
_THIS = re.compile(r"\b(?:this|dieser|diesem|este|esta|ce|cette|questo|questa)\s$", re.IGNORECASE)
"""Before the outlet that reports: a paper that this newspaper has seen."""
DOCUMENTS = roles.DOCUMENTS | abroad.DOCUMENTS
_QUOTED_SINCE = re.compile(r"[^.!?\n\x01]*\x01[^.!?\n]*")
_BACK = 20
_HAVE_PORTFOLIOS = ("ministry", "department", "secretariat")


class Meanings:
    """Calls mentions in `prose` by the fullest name that `cast` knows."""

    def __init__(self, prose: Prose, cast: Cast, tongue: Tongue) -> None:
        self._prose = prose
        self._text = prose.text
        self._cast = cast
        self._drops_subject = tongue in DROPS_SUBJECT
        self._abroad = tongue not in ("en", "de")
        self._last: str | None = None
        self._last_at = 0
        self._other = ""
        self._other_at = 0

    def spoke(self, speaker: str | None, at: int) -> None:
        """Remember who spoke last, up to offset `at`: “he” is first of all the same one again.

        "" is somebody without a name, None is nobody.
        """
        if speaker != self._last and self._last:
            self._other, self._other_at = self._last, self._last_at
        self._last, self._last_at = speaker, at

    def issuer_among(self, mentions: list[Token], floor: int) -> str:
        """Who wrote the document among these, or is in the foreground of its paragraph."""
        for token in reversed(mentions):
            if token.head in DOCUMENTS:
                _, article = self._prose.beginning(token)
                paragraph = self._text.rfind("\n", 0, floor) + 1
                named = self._issuer(token, token, article)
                return named or self._what_it_means(token, paragraph)
        return ""

    def issuer(self, tokens: list[Token]) -> str:
        """Who wrote what `tokens` name, if that is said: a report by the audit court."""
        for token in reversed(tokens):
            if token.head in DOCUMENTS and (named := self._issuer(token, token, "")):
                return named
        return ""

    def who(self, mentions: list[Token], chosen: int, last: int) -> str:
        """Call the chosen mention by its fullest name; `last` ends the words that belong to it."""
        token = mentions[chosen]
        if token.kind == "pronoun":
            return self._whom_pronoun_means(mentions, chosen)
        if token.kind == "person" and not (chosen < last and self._prose.owns(token)):
            return self._cast.names.fullest(token.text, token.start)
        head = chosen
        while head < last and self._prose.adjoin(mentions[head], mentions[head + 1]):
            head += 1
        if mentions[head].kind == "person":
            return self._cast.names.fullest(mentions[head].text, mentions[head].start)
        while chosen and self._prose.adjoin(mentions[chosen - 1], mentions[chosen]):
            if mentions[chosen - 1].kind == "pronoun":
                break
            chosen -= 1
        if token.kind == "name" and head == chosen:
            of = _OF_ABROAD.match(self._text, token.end) if self._abroad else None
            named = self._cast.bodies.name(token)
            return named + of[0] if of and named != token.text else named
        return self._described(mentions[chosen], mentions[head], mentions[max(head, last)])

    def _described(self, first: Token, head: Token, last: Token) -> str:
        """Whom a noun phrase means: a person, its own words with the article, or nobody known.

        `head` says what it is, and `last` ends the words that belong to it.
        """
        start, article = self._prose.beginning(first)
        definite = article in saying.DEFINITE or not article
        if head.kind in ("body", "name"):
            if head.head in DOCUMENTS and (issuer := self._issuer(first, head, article)):
                return issuer
            if head.head in DOCUMENTS and first == head and not definite:
                return ""
            of = OF_OFFICE.match(self._text, head.end) if head.head in _HAVE_PORTFOLIOS else None
            if self._abroad and last == head:
                of = _OF_ABROAD.match(self._text, head.end)
            end = max(last.end, of.end()) if of else last.end
            phrase = self._prose.words(start, end)
            if last == head and not of and article in saying.DEFINITE - saying.POSSESSIVE:
                bare = phrase.count(" ") == 1
                if not phrase.split(" ")[0].endswith(("’s", "'s")):
                    phrase = self._cast.bodies.fuller(head.head, start, bare=bare) or phrase
            return lower_article(phrase)
        if head.kind == "plural" or not definite:
            return ""
        if last == head and self._last and self._last.endswith(f" {head.head}"):
            return self._last  # an office without a name stays the same one
        if last == head and first == head and (office := self._office_before(head)):
            return office
        somebodys = article in saying.POSSESSIVE or first.kind == "person"
        known = self._cast.by_role(head, head.start, epithet=not somebodys)
        if known or head.head not in roles.OFFICES:
            return known
        of = OF_OFFICE.match(self._text, last.end) if last == head else None
        return lower_article(self._prose.words(start, of.end() if of else last.end))

    def _office_before(self, head: Token) -> str:
        """“The defence minister” of the sentences before, whom “the minister” means again."""
        if head.head not in roles.OFFICES:
            return ""
        tokens = self._prose.tokens
        at = self._prose.index(head.start)
        for token in reversed(tokens[max(0, at - _BACK) : at]):
            if head.head in (token.head, *token.titles) and token.kind == "person":
                return ""
            if token.kind != "role" or token.head != head.head:
                continue
            start, article = self._prose.beginning(token)
            phrase = self._prose.words(start, token.end)
            if article == "the" and phrase.count(" ") > 1 and not self._cast.by_role(token, start):
                return lower_article(phrase)
        return ""

    def _issuer(self, first: Token, document: Token, article: str) -> str:
        """Whose words a report or a statement is: the ministry’s report, a report by the court."""
        if first != document and self._prose.owns(first):
            return self.who([first], 0, 0)
        if article in ("his", "her"):
            pronoun = "he" if article == "his" else "she"
            line = max(0, self._text.rfind("\n", 0, document.start))
            alone = self._cast.only_one(pronoun, line, document.start)
            return alone or self._cast.antecedent(pronoun, document.start)[0]
        if article == "its":
            return self._what_it_means(document)
        tokens = self._prose.tokens
        at = self._prose.index(document.end)
        author = tokens[at] if at < len(tokens) else document
        if author.kind in MENTIONS and _ISSUED.fullmatch(self._text, document.end, author.start):
            if author.kind == "name" and self._prose.tokens[at + 1 : at + 2]:
                following = self._prose.tokens[at + 1]
                if self._prose.adjoin(author, following) and following.kind in ("body", "role"):
                    return self.who([author, following], 1, 1)
            return self.who([author], 0, 0)
        return ""

    def _whom_pronoun_means(self, mentions: list[Token], chosen: int) -> str:
        token = mentions[chosen]
        if token.head == "who":
            people = [at for at in range(chosen) if mentions[at].kind == "person"]
            people = people or [at for at in range(chosen) if mentions[at].kind == "role"]
            meant = people[-1] if people else chosen - 1
            return self.who(mentions, meant, meant) if chosen else ""
        last = self._last
        if token.head in ("they", "ils", "они"):
            return last or ""
        if token.head == "it":
            return self._what_it_means(token) or last or ""
        name, at = self._cast.antecedent(token.head, token.start)
        if last and not self._cast.genders.fits(last, token.head) and at < self._other_at:
            last = self._other  # of two in turn, the one whom the pronoun fits
        if name and last == "" and "\n" in self._text[self._last_at : token.start]:
            last = None  # nobody stays in the foreground without a name
        if (
            at < self._last_at
            and _can_be_person(last)
            and self._cast.genders.fits(last, token.head)
        ):
            name = self._cast.only_one(token.head, self._last_at, token.start) or last
        if name:
            self._cast.genders.learn(name, token.head)
        return name

    def _what_it_means(self, pronoun: Token, floor: int = 0) -> str:
        """The body in the foreground: the ministry rejected the report, it said."""
        tokens = self._prose.tokens
        last_is_body = self._last is not None and self._last.startswith("the ")
        at = self._prose.index(pronoun.start)
        found = ""
        sentence = pronoun.start
        for index in range(at - 1, max(-1, at - _BACK), -1):
            token = tokens[index]
            if token.start < max(floor, self._last_at) or (found and token.end < sentence):
                break
            if (
                token.kind not in ("body", "name")
                or self._prose.is_object(token)
                or self._prose.owns(token)
            ):
                continue
            if last_is_body and _QUOTED_SINCE.fullmatch(self._text, token.end, pronoun.start):
                continue  # Tekno “knew it all”, it said: the regulator said so
            if _THIS.search(self._text, max(0, token.start - 9), token.start):
                continue
            owner = tokens[index - 1] if index else token
            possessed = self._prose.owns(owner) and self._prose.adjoin(owner, token)
            if index and self._prose.adjoin(owner, token) and not possessed:
                continue
            if token.head in DOCUMENTS and found:
                continue
            found = self.who([owner, token], 1, 1) if possessed else self.who([token], 0, 0)
            sentence = 1 + max(self._text.rfind(c, 0, token.start) for c in ".!?\n\x01")
        return found


def lower_article(phrase: str) -> str:
    """“The company” as it stands within a sentence."""
    first, _, rest = phrase.partition(" ")
    return f"{first.lower()} {rest}" if first.lower() in saying.ARTICLES else phrase


def _can_be_person(speaker: str | None) -> TypeGuard[str]:
    if speaker is None:
        return False
    words = speaker.lower().split(" ")
    if words[0] in saying.ARTICLES:
        return not roles.OFFICES.isdisjoint(words)
    return roles.ORGANISATION_WORDS.isdisjoint(words)
