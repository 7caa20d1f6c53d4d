"""The subject of a verb of saying: which words near it name the speaker.

Whom those words mean is told in `meanings.py`.
"""

from __future__ import annotations

import re

from store.speech import saying
from store.speech.meanings import DOCUMENTS, Meanings, lower_article
from store.speech.tokens import MENTIONS, VERBS, Token

_UNLISTED = re.compile(
    r"(?:^[\s,]*|.*[,;—–]\s|(?:.*\s)?(?:and|but|while|when|as|that)\s)(?P<phrase>(?P<article>the|a(?!\s(?:\w+ment|aussi|aussitôt|encore|ensuite|alors|ainsi|déjà)\b)|an|one|another|his|her|its|their)\s"
    r"(?:[\w’'-]+\s){0,3}?(?P<noun>[\w’'-]+))(?:$|\s)"
    r"(?:(?:of|from|in|at|on|with|who|for|near|has|had|also|later|was|then)\b.*)?$",
    re.IGNORECASE | re.DOTALL,
)
"""A subject whose noun is in no list: a beekeeper from Lower Karsk said."""
_OWN_PAPER = re.compile(
    r"(his|her) (?:[\w-]+ )?(?:statement|letter|report|post|memo|diary|email|affidavit|note)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:call ?sign|nicknamed|alias|known as|named|nom de guerre|Rufnamen?|indicativo|apodado"
    r"|surnommé|позывным|позывной|позивним|прозвищу)(?: of| is)?$"
)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being)\s(?:\w+\s){0,2}$")
_BRACKETS = re.compile(r"\([^)]*\)")
_IN_BRACKETS = 60
_OF_PAPER = re.compile(
    r"['’]s (?:\w+ )?(?:order|ruling|judge?ment|verdict|licence|license|audit|filing|decision|note"
    r"|contract|resolution|motion|paper|website|post|press release)\b"
)
"""After an owner, what speaks with its voice."""
_ASIDE = re.compile(r"\b(?:who|which|whose|where)\b|^\s*\w+ing\s(?:\w+\s)?$")
"""Before a name that isn't the subject: X, quoting Y, said."""
_SOMEBODY = re.compile(r"\b(?:another|one|others|some|many)\s$", re.IGNORECASE)
_IN_A_PAPER = ("говорится", "йдеться")
"""Verbs without a subject: what follows is the document that says so."""
_LINKS = saying.words(
    "of for at from to the a an its his her their s ’s 's von der des de du la le chief top senior "
    "deputy general company state then new"
) | {""}
_CLAUSE = 120
_OF_PERSONS = ("er", "or", "man", "ist", "ian", "eer", "ee", "old")


class Subjects(Meanings):
    """Finds the subjects of verbs in a text."""

    def before(self, tokens: list[Token], index: int, floor: int) -> str | None:
        """The subject of the verb at `index` among the words before it.

        None where there is no subject, "" where it is a pronoun that nobody fits.
        """
        verb = tokens[index]
        if _SOMEBODY.search(self._text, max(floor, verb.start - 10), verb.start):
            return ""
        if verb.head == "accused" and _PASSIVE.search(self._text, floor, verb.start):
            return None
        aside = self._text[verb.start - 2 : verb.start] + self._text[verb.end : verb.end + 1]
        if self._drops_subject and self._last and aside == ", ,":
            return self._last  # El contrato, dijo, es «…»
        mentions = [token for token in tokens[:index] if token.kind in MENTIONS]
        mentions = [token for token in mentions if not self._in_brackets(token, floor)]
        if self._text.startswith((" es ", " es,", " es.", " es:"), verb.end):
            return self.issuer_among(mentions, floor) or ""  # hieß es aus dem Haus
        if not mentions:
            return self._unlisted(floor, verb.start)
        return self._among(mentions, tokens, index, floor)

    def _among(
        self, mentions: list[Token], tokens: list[Token], index: int, floor: int
    ) -> str | None:
        """The subject of the verb at `index` among these mentions before it, as `before` has it."""
        verb = tokens[index]
        nearest = len(mentions) - 1
        gap = _BRACKETS.sub("", self._prose.gap(mentions[-1].end, verb.start)).strip()
        paper = _OF_PAPER.match(self._text, mentions[-1].end)
        if paper and self._text.count(",", paper.end(), verb.start) in (0, 2):
            return self._whole(mentions)
        if self._prose.owns(mentions[-1]) and "," not in gap:
            return self._possessed(mentions, verb)
        if "," in gap:
            unlisted = self._unlisted_before_comma(mentions[0], floor)
            if unlisted is not None:
                return unlisted
            chosen = self._over_commas(mentions, verb)
            return self.who(mentions, chosen, chosen)
        if gap in ("and", "but") and nearest:
            earlier = [i for i in range(index) if tokens[i].kind in VERBS]
            if earlier and (subject := self.before(tokens, earlier[-1], floor)):
                return subject
            return self.who(mentions, 0, 0)
        chosen = self._governing(mentions)
        if self._prose.is_object(mentions[chosen]):
            unlisted = self._unlisted(floor, verb.start)
            if unlisted is not None:
                return unlisted
            if not self._text.startswith(("Accord", "accord"), floor):
                return None
        named = self.who(mentions, chosen, nearest)
        if named or not chosen or mentions[chosen].head not in DOCUMENTS:
            return named
        return "" if self._prose.is_object(mentions[0]) else self.who(mentions, 0, 0)

    def _in_brackets(self, token: Token, floor: int) -> bool:
        """Whether this only explains somebody else: Ada Brandt (Free List, Lisk)."""
        opening = self._text.rfind("(", floor, token.start)
        return opening >= 0 and self._text.find(")", opening, token.end + _IN_BRACKETS) >= token.end

    def _whole(self, mentions: list[Token]) -> str:
        """Who the last mention and what belongs to it are: of “the Defence Ministry’s”."""
        first = len(mentions) - 1
        while first and self._prose.adjoin(mentions[first - 1], mentions[first]):
            first -= 1
        return self.who(mentions[first:], len(mentions) - 1 - first, len(mentions) - 1 - first)

    def _unlisted(self, start: int, end: int) -> str | None:
        """The subject between two offsets by its article; None where there is none.

        One that stands for a person is whoever is in the foreground, or "" where it is new.
        """
        found = _UNLISTED.match(self._text[start:end][-_CLAUSE:])
        if found is None:
            return None
        noun = found["noun"].lower()
        document = saying.POSSESSIVE & {found["article"].lower()} and _OWN_PAPER.match(
            found["phrase"]
        )
        if document:
            pronoun = "she" if document[1].lower() == "her" else "he"
            return self._cast.antecedent(pronoun, start + found.start("phrase"))[0]
        if found["article"].lower() not in saying.DEFINITE:
            return ""
        if not (noun.endswith(_OF_PERSONS) or "-of-" in noun):
            return lower_article(found["phrase"])
        at = start + max(0, end - start - _CLAUSE) + found.start("phrase")
        return self._cast.antecedent(noun, at)[0]

    def _unlisted_before_comma(self, first: Token, start: int) -> str | None:
        """The subject of “The mother of three, who runs a bakery, said”; `first` is in the rest."""
        comma = self._text.find(",", start, first.start)
        apposed = self._prose.gap(comma, first.start) == ","
        if (
            comma < 0
            or apposed
            or self._prose.is_object(first)
            or not self._text[start:comma].strip()
        ):
            return None
        return self._unlisted(start, comma)

    def _governing(self, mentions: list[Token]) -> int:
        """Of “a spokesman for the Ministry”, the spokesman: back over what prepositions add."""
        chosen = len(mentions) - 1
        while chosen and self._prose.is_object(mentions[chosen]):
            if "," in self._prose.gap(mentions[chosen - 1].end, mentions[chosen].start):
                break
            chosen -= 1
        return chosen

    def _possessed(self, mentions: list[Token], verb: Token) -> str:
        """Of “Tekno’s export arm said”, everything before the verb: the noun is in no list."""
        owner = mentions[self._governing(mentions)]
        phrase = self._prose.words(self._prose.beginning(owner)[0], verb.start)
        return "" if phrase.endswith(_OF_PERSONS) else lower_article(phrase)

    def _over_commas(self, mentions: list[Token], verb: Token) -> int:
        """The subject of a verb that a comma precedes: X, the director of Y, said."""
        if len(mentions) > 1 and self._names_the_office(mentions[-2], mentions[-1], verb):
            return len(mentions) - 1
        fallback = -1
        for index in range(len(mentions) - 1, -1, -1):
            token = mentions[index]
            clause = re.split(r"[,.:\n]", self._text[max(0, token.start - 60) : token.start])[-1]
            if self._prose.is_object(token) or _ASIDE.search(clause):
                continue
            followed = self._text[token.end : token.end + 2].lstrip(' "”)').startswith((",", "("))
            last = self._prose.gap(token.end, verb.start).strip() == ","
            if token.kind == "person" and followed:
                return index
            if fallback < 0 and followed and not last:
                fallback = index + self._apposed(mentions, index)
        return max(fallback, 0)

    def _apposed(self, mentions: list[Token], index: int) -> bool:
        """Whether a person's name follows an office: a listener, Dot Hargreave of Lisk, said."""
        office, name = mentions[index], mentions[index + 1 : index + 2]
        if office.kind != "role" or not name or name[0].kind != "person":
            return False
        return self._prose.gap(office.end, name[0].start) == ","

    def _names_the_office(self, office: Token, name: Token, verb: Token) -> bool:
        """Whether this is “The contractor, Hale Dynamics, said”."""
        return (
            name.kind in ("person", "name")
            and office.kind in ("role", "body")
            and self._prose.gap(office.end, name.start) == ","
            and self._prose.gap(name.end, verb.start) == ","
            and not self._prose.is_object(office)
        )

    def after(self, tokens: list[Token], index: int) -> str | None:
        """The subject that follows a verb: said X; said the director of Y, X; according to X.

        None where there is no subject, "" where it is a pronoun that nobody fits.
        """
        verb = tokens[index]
        mentions: list[Token] = []
        for token in tokens[index + 1 :]:
            if token.kind not in MENTIONS:
                break
            gap = self._prose.gap(mentions[-1].end if mentions else verb.end, token.start)
            if not mentions and gap.count(" ") > 5:
                break
            if mentions and _CALLED.search(gap):
                return token.text  # a pilot with the call sign “Lys”
            mentions.append(token)
        if verb.head in _IN_A_PAPER:
            return self.issuer_among(mentions, verb.start)
        if verb.kind != "source":
            mentions = self._without_those_told(mentions)
        if not mentions:
            return None
        last = 0
        for at in range(1, len(mentions)):
            if mentions[last].kind == "person" and not self._prose.owns(mentions[last]):
                break
            gap = self._prose.gap(mentions[last].end, mentions[at].start)
            if gap == "," and mentions[at].kind != "person":
                break
            if gap != "," and not _LINKS.issuperset(gap.split(" ")):
                break
            last = at
        if mentions[last].kind == "person" and not self._prose.is_object(mentions[last]):
            return self.who(mentions, last, last)
        return self.who(mentions, 0, last)

    def _without_those_told(self, mentions: list[Token]) -> list[Token]:
        """What is left of “declaró a Radio Bahía la ministra” is the minister."""
        at = 0
        while at < len(mentions) and self._prose.is_object(mentions[at]):
            at += 1
        return mentions[at:]
