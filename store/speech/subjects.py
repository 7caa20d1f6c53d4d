"""The subject of a verb of saying: which words near it name the speaker, and whom they mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TypeGuard

from store.speech import abroad, roles, saying
from store.speech.cast import Cast
from store.speech.names import MENTIONS, VERBS, Token
from store.speech.offices import OF_OFFICE
from store.speech.quote_marks import ALL_MARKS
from store.speech.tongue import Tongue, object_patterns

_UNLISTED = re.compile(
    r"(?:^[\s,]*|.*[,;—–]\s|(?:.*\s)?(?:and|but|while|when|as|that)\s)(?P<phrase>(?P<article>the|a(?!\s(?:\w+ment|aussi|aussitôt|encore|ensuite|alors|ainsi|déjà)\b)|an|one|another|his|her|its|their)\s"
    r"(?:[\w’'-]+\s){0,3}?(?P<noun>[\w’'-]+))(?:$|\s)"
    r"(?:(?:of|from|in|at|on|with|who|for|near|has|had|also|later|was|then)\b.*)?$",
    re.IGNORECASE | re.DOTALL,
)
"""A subject whose noun is in no list: a beekeeper from Lower Karsk said."""
_ISSUED = re.compile(
    r" (?:(?!seen|read|obtained|reviewed|viewed|received|leaked)\w+ )?"
    r"(?:by|from|von|vom|des|der|de|del|de la|du|des|della|dello|dell[’']|от|od) ?"
    r"(?:the |der |dem |den |la |el |le |l[’'])?(?:[\w-]+ )?"
)
"""Between a document and whoever wrote it."""
_OWN_PAPER = re.compile(
    r"(his|her) (?:[\w-]+ )?(?:statement|letter|report|post|memo|diary|email|affidavit|note)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:call ?sign|nicknamed|alias|known as|named|nom de guerre|Rufnamen?|indicativo|apodado"
    r"|surnommé|позывным|позывной|позивним|прозвищу)(?: of| is)?$"
)
_OF_ABROAD = re.compile(r" (?:des|du|de la|de l[’']|del|della|dei|dell[’']) ?[\w-]+\b")
"""What belongs to a body: la Cour des comptes."""
_THIS = re.compile(r"\b(?:this|dieser|diesem|este|esta|ce|cette|questo|questa)\s$", re.IGNORECASE)
"""Before the outlet that reports: a paper that this newspaper has seen."""
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being)\s(?:\w+\s){0,2}$")
_BRACKETS = re.compile(r"\([^)]*\)")
_IN_BRACKETS = 60
_OF_PAPER = re.compile(
    r"['’]s (?:\w+ )?(?:order|ruling|judge?ment|verdict|licence|license|audit|filing|decision|note"
    r"|contract|resolution|motion|paper|website|post|press release)\b"
)
"""After an owner, what speaks with its voice."""
_OWNERS_ARTICLE = re.compile(r"\b[Tt]he (?:[\w-]+ ){0,2}$")
_DOCUMENTS = roles.DOCUMENTS | abroad.DOCUMENTS
_ASIDE = re.compile(r"\b(?:who|which|whose|where)\b|^\s*\w+ing\s(?:\w+\s)?$")
"""Before a name that isn't the subject: X, quoting Y, said."""
_QUOTED_SINCE = re.compile(r"[^.!?\n\x01]*\x01[^.!?\n]*")
_SOMEBODY = re.compile(r"\b(?:another|one|others|some|many)\s$", re.IGNORECASE)
_LINKS = saying.words(
    "of for at from to the a an its his her their s ’s 's von der des de du la le chief top senior "
    "deputy general company state then new"
) | {""}
_POSSESSIVE = re.compile(r"['’]s\s")
_BEFORE_NOUN = re.compile(r"(?:[\w’'.\-]+[  ]){1,4}$")
_CLAUSE = 120
_BACK = 20
_OF_PERSONS = ("er", "or", "man", "ist", "ian", "eer", "ee", "old")
_HAVE_PORTFOLIOS = ("ministry", "department", "secretariat")
_ADJECTIVES = saying.words(
    "senior former top unnamed western local defence defense industry military government "
    "company two three many some deputy state foreign independent"
)


class Subjects:
    """Finds subjects in `text`, and calls them by the fullest name that `cast` knows."""

    def __init__(self, text: str, cast: Cast, tongue: Tongue) -> None:
        self._text = text
        self._cast = cast
        self._preposition, self._plain_preposition = object_patterns(tongue)
        self._drops_subject = tongue in ("es", "it", "pt")
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

    def gap(self, start: int, end: int) -> str:
        """The words between two offsets, without marks and with single spaces."""
        raw = self._text[start:end]
        return " ".join("".join(" " if c in ALL_MARKS else c for c in raw).split())

    def _words(self, start: int, end: int) -> str:
        return " ".join(self._text[start:end].split())

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
            return self._issuer_among(mentions, floor) or ""  # hieß es aus dem Haus
        if not mentions:
            return self._unlisted(floor, verb.start)
        nearest = len(mentions) - 1
        gap = _BRACKETS.sub("", self.gap(mentions[-1].end, verb.start)).strip()
        paper = _OF_PAPER.match(self._text, mentions[-1].end)
        if paper and self._text.count(",", paper.end(), verb.start) in (0, 2):
            return self._whole(mentions)
        if self.owns(mentions[-1]) and "," not in gap:
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
        if self.is_object(mentions[chosen]):
            unlisted = self._unlisted(floor, verb.start)
            if unlisted is not None:
                return unlisted
            if not self._text.startswith(("Accord", "accord"), floor):
                return None
        named = self.who(mentions, chosen, nearest)
        if named or not chosen or mentions[chosen].head not in _DOCUMENTS:
            return named
        return "" if self.is_object(mentions[0]) else self.who(mentions, 0, 0)

    def _in_brackets(self, token: Token, floor: int) -> bool:
        """Whether this only explains somebody else: Ada Brandt (Free List, Lisk)."""
        opening = self._text.rfind("(", floor, token.start)
        return opening >= 0 and 0 <= self._text.find(")", opening) - token.end < _IN_BRACKETS

    def _whole(self, mentions: list[Token]) -> str:
        """Who the last mention and what belongs to it are: of “the Defence Ministry’s”."""
        first = len(mentions) - 1
        while first and self.adjoin(mentions[first - 1], mentions[first]):
            first -= 1
        return self.who(mentions[first:], len(mentions) - 1 - first, len(mentions) - 1 - first)

    def _issuer_among(self, mentions: list[Token], floor: int) -> str:
        """Who wrote the document among these, or is in the foreground of its paragraph."""
        for token in reversed(mentions):
            if token.head in _DOCUMENTS:
                _, article = self._beginning(token)
                paragraph = self._text.rfind("\n", 0, floor) + 1
                named = self._issuer(token, token, article)
                return named or self._what_it_means(token, paragraph)
        return ""

    def issuer(self, tokens: list[Token]) -> str:
        """Who wrote what `tokens` name, if that is said: a report by the audit court."""
        for token in reversed(tokens):
            if token.head in _DOCUMENTS and (named := self._issuer(token, token, "")):
                return named
        return ""

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
            return _lower_article(found["phrase"])
        at = start + max(0, end - start - _CLAUSE) + found.start("phrase")
        return self._cast.antecedent(noun, at)[0]

    def _unlisted_before_comma(self, first: Token, start: int) -> str | None:
        """The subject of “The mother of three, who runs a bakery, said”; `first` is in the rest."""
        comma = self._text.find(",", start, first.start)
        apposed = self.gap(comma, first.start) == ","
        if comma < 0 or apposed or self.is_object(first) or not self._text[start:comma].strip():
            return None
        return self._unlisted(start, comma)

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
        owner = mentions[self._governing(mentions)]
        phrase = self._words(self._beginning(owner)[0], verb.start)
        return "" if phrase.endswith(_OF_PERSONS) else _lower_article(phrase)

    def _over_commas(self, mentions: list[Token], verb: Token) -> int:
        """The subject of a verb that a comma precedes: X, the director of Y, said."""
        if len(mentions) > 1 and self._names_the_office(mentions[-2], mentions[-1], verb):
            return len(mentions) - 1
        fallback = -1
        for index in range(len(mentions) - 1, -1, -1):
            token = mentions[index]
            clause = re.split(r"[,.:\n]", self._text[max(0, token.start - 60) : token.start])[-1]
            if self.is_object(token) or _ASIDE.search(clause):
                continue
            followed = self._text[token.end : token.end + 2].lstrip(' "”)').startswith((",", "("))
            last = self.gap(token.end, verb.start).strip() == ","
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
        return self.gap(office.end, name[0].start) == ","

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
        pattern = self._plain_preposition if plain else self._preposition
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
            if mentions and _CALLED.search(gap):
                return token.text  # a pilot with the call sign “Lys”
            mentions.append(token)
        if verb.kind != "source":
            mentions = self._without_those_told(mentions)
        if not mentions:
            return None
        last = 0
        for at in range(1, len(mentions)):
            if mentions[last].kind == "person" and not self.owns(mentions[last]):
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

    def _without_those_told(self, mentions: list[Token]) -> list[Token]:
        """What is left of “declaró a Radio Bahía la ministra” is the minister."""
        at = 0
        while at < len(mentions) and self.is_object(mentions[at]):
            at += 1
        return mentions[at:]

    def who(self, mentions: list[Token], chosen: int, last: int) -> str:
        """Call the chosen mention by its fullest name; `last` ends the words that belong to it."""
        token = mentions[chosen]
        if token.kind == "pronoun":
            return self._whom_pronoun_means(mentions, chosen)
        if token.kind == "person" and not (chosen < last and self.owns(token)):
            return self._cast.fullest(token.text, token.start)
        head = chosen
        while head < last and self.adjoin(mentions[head], mentions[head + 1]):
            head += 1
        if mentions[head].kind == "person":
            return self._cast.fullest(mentions[head].text, mentions[head].start)
        while chosen and self.adjoin(mentions[chosen - 1], mentions[chosen]):
            if mentions[chosen - 1].kind == "pronoun":
                break
            chosen -= 1
        if token.kind == "name" and head == chosen:
            of = _OF_ABROAD.match(self._text, token.end) if self._abroad else None
            named = self._cast.bodies.name(token)
            return named + of[0] if of and named != token.text else named
        return self._described(mentions[chosen], mentions[head], mentions[max(head, last)])

    def owns(self, token: Token) -> bool:
        return bool(_POSSESSIVE.match(self._text, token.end))

    def adjoin(self, one: Token, other: Token) -> bool:
        """Whether two mentions are one phrase: ministry spokesman, Tekno’s director."""
        return self._text[one.end : other.start] in (" ", "\u00a0", "’s ", "'s ")

    def _described(self, first: Token, head: Token, last: Token) -> str:
        """Whom a noun phrase means: a person, its own words with the article, or nobody known.

        `head` says what it is, and `last` ends the words that belong to it.
        """
        start, article = self._beginning(first)
        definite = article in saying.DEFINITE or not article
        if head.kind in ("body", "name"):
            if head.head in _DOCUMENTS and (issuer := self._issuer(first, head, article)):
                return issuer
            if head.head in _DOCUMENTS and first == head and not definite:
                return ""
            of = OF_OFFICE.match(self._text, head.end) if head.head in _HAVE_PORTFOLIOS else None
            if self._abroad and last == head:
                of = _OF_ABROAD.match(self._text, head.end)
            end = max(last.end, of.end()) if of else last.end
            phrase = self._words(start, end)
            if last == head and not of and article in saying.DEFINITE - saying.POSSESSIVE:
                bare = phrase.count(" ") == 1
                if not phrase.split(" ")[0].endswith(("’s", "'s")):
                    phrase = self._cast.bodies.fuller(head.head, start, bare=bare) or phrase
            return _lower_article(phrase)
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
        return _lower_article(self._words(start, of.end() if of else last.end))

    def _office_before(self, head: Token) -> str:
        """“The defence minister” of the sentences before, whom “the minister” means again."""
        if head.head not in roles.OFFICES:
            return ""
        tokens = self._cast.tokens
        at = bisect_left(tokens, (head.start,))
        for token in reversed(tokens[max(0, at - _BACK) : at]):
            if head.head in (token.head, *token.titles) and token.kind == "person":
                return ""
            if token.kind != "role" or token.head != head.head:
                continue
            start, article = self._beginning(token)
            phrase = self._words(start, token.end)
            if article == "the" and phrase.count(" ") > 1 and not self._cast.by_role(token, start):
                return _lower_article(phrase)
        return ""

    def _issuer(self, first: Token, document: Token, article: str) -> str:
        """Whose words a report or a statement is: the ministry’s report, a report by the court."""
        if first != document and self.owns(first):
            return self.who([first], 0, 0)
        if article in ("his", "her"):
            pronoun = "he" if article == "his" else "she"
            line = max(0, self._text.rfind("\n", 0, document.start))
            alone = self._cast.only_one(pronoun, line, document.start)
            return alone or self._cast.antecedent(pronoun, document.start)[0]
        if article == "its":
            return self._what_it_means(document)
        tokens = self._cast.tokens
        at = bisect_left(tokens, (document.end,))
        author = tokens[at] if at < len(tokens) else document
        if author.kind in MENTIONS and _ISSUED.fullmatch(self._text, document.end, author.start):
            if author.kind == "name" and self._cast.tokens[at + 1 : at + 2]:
                following = self._cast.tokens[at + 1]
                if self.adjoin(author, following) and following.kind in ("body", "role"):
                    return self.who([author, following], 1, 1)
            return self.who([author], 0, 0)
        return ""

    def _beginning(self, first: Token) -> tuple[int, str]:
        """Where a noun phrase begins, and its article or possessive in lower case."""
        before = _BEFORE_NOUN.search(self._text[max(0, first.start - 50) : first.start])
        words = re.split("[ \u00a0]", before[0].rstrip()) if before else []
        start, keep = first.start, 0
        for count, word in enumerate(reversed(words), 1):
            start -= len(word) + 1
            if word.lower() in saying.ARTICLES:
                return start, word.lower()
            if word.endswith(("’s", "'s")):
                before = _OWNERS_ARTICLE.search(self._text, max(0, start - 40), start)
                return before.start() if before else start, "the"
            if word.lower() in _ADJECTIVES and count == keep + 1:
                keep = count
        return first.start - sum(len(word) + 1 for word in words[len(words) - keep :]), ""

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
        if last and not self._cast.fits(last, token.head) and at < self._other_at:
            last = self._other  # of two in turn, the one whom the pronoun fits
        if name and last == "" and "\n" in self._text[self._last_at : token.start]:
            last = None  # nobody stays in the foreground without a name
        if at < self._last_at and _can_be_person(last) and self._cast.fits(last, token.head):
            name = self._cast.only_one(token.head, self._last_at, token.start) or last
        if name:
            self._cast.learn_gender(name, token.head)
        return name

    def _what_it_means(self, pronoun: Token, floor: int = 0) -> str:
        """The body in the foreground: the ministry rejected the report, it said."""
        tokens = self._cast.tokens
        last_is_body = self._last is not None and self._last.startswith("the ")
        at = bisect_left(tokens, (pronoun.start,))
        found = ""
        sentence = pronoun.start
        for index in range(at - 1, max(-1, at - _BACK), -1):
            token = tokens[index]
            if token.start < max(floor, self._last_at) or (found and token.end < sentence):
                break
            if token.kind not in ("body", "name") or self.is_object(token) or self.owns(token):
                continue
            if last_is_body and _QUOTED_SINCE.fullmatch(self._text, token.end, pronoun.start):
                continue  # Tekno “knew it all”, it said: the regulator said so
            if _THIS.search(self._text, max(0, token.start - 9), token.start):
                continue
            owner = tokens[index - 1] if index else token
            possessed = self.owns(owner) and self.adjoin(owner, token)
            if index and self.adjoin(owner, token) and not possessed:
                continue
            if token.head in _DOCUMENTS and found:
                continue
            found = self.who([owner, token], 1, 1) if possessed else self.who([token], 0, 0)
            sentence = 1 + max(self._text.rfind(c, 0, token.start) for c in ".!?\n\x01")
        return found


def _lower_article(phrase: str) -> str:
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
