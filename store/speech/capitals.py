"""What a run of capitalised words is: a person's name, a body's, an office, or none of these."""

from __future__ import annotations

import re

from store.speech import roles
from store.speech.lexicon import Lexicon
from store.speech.listed import Listed
from store.speech.titles import Run, begins_sentence, end_of_titles, is_title
from store.speech.tokens import VERBS, Token
from store.speech.tongue import Tongue

_NICKNAMED = re.compile(r" [\"“‘«][^\"”’»]*[\"”’»](?= )")
_OF = re.compile(r"\b(?:of|for|at|in|del|della|di|du|de|des|der|von|do|da)\s(?:[\w’'-]+\s){0,3}$")
_IN_PLACE = re.compile(r"\b(?:in|near|outside|into|across)\s$", re.IGNORECASE)

_LONGEST_NAME = 120

_ARTICLE = re.compile(
    r"\b(?:the|der|die|das|den|dem|des|le|la|les|du|el|los|las|del|il|lo|gli|della|o|os|do)\s$",
    re.IGNORECASE,
)
"""Before two capitals, what says that they are no person: la Intervención General."""
_CHAINED = re.compile(r",? (?:of|for|and|&|of the|for the|and the) ")
_ABSTRACT = ("tion", "ment", "ity", "ship", "ics", "ogy", "curement", "policy")
"""Endings of what offices are for, and hardly any name has: Procurement, Cooperation."""


class Capitals:
    """Makes tokens of runs of capitalised words, and puts them with those of `listed`."""

    def __init__(self, text: str, tongue: Tongue, words: Lexicon, listed: Listed) -> None:
        self._text = text
        self._tongue = tongue
        self._lexicon = words
        self._kinds = words.kinds
        self._listed = listed
        self._tokens = listed.tokens

    def add(self, start: int, phrase: str) -> None:
        """Read a run: drop what only begins a sentence, set titles apart."""
        words = phrase.replace("\u00a0", " ").split(" ")
        run = Run(words, [word.lower() for word in words], start, 0, len(words))
        self._drop_beginning(run)
        self._drop_ending(run)
        if run.first == run.last:
            kind = self._kinds.get(run.lowers[-1])
            if kind is not None:
                self._listed.add(run.start - len(words[-1]) - 1, words[-1], kind)
            return
        self._set_portfolio_apart(run)
        titled = self._end_of_office(run)
        if titled == run.last:
            self._tokens.append(self._office(run))
        elif self._is_listed_word(run):
            word = run.lowers[run.first]
            self._listed.add(run.start, run.words[run.first], self._kinds[word])
        else:
            self._put(self._named(run, titled))

    def _drop_beginning(self, run: Run) -> None:
        """Drop what only begins a sentence; a verb of saying there is a token of its own."""
        words, lowers = run.words, run.lowers
        if self._tongue != "en" and lowers[:2] == ["de", "la"]:
            run.drop()
            run.drop()
        elif self._tongue == "de" and words[0] == "von" and any(map(self._is_title, lowers)):
            while words[run.first].islower() and run.first < run.last - 1:
                run.drop()
        while run.first < run.last:
            if self._leads(lowers, run.first):
                self._listed.add(run.start, words[run.first], self._kinds[lowers[run.first]])
            elif lowers[run.first] not in self._lexicon.starters:
                break
            run.drop()
        if self._tongue == "de" and run.last - run.first > 2 and lowers[run.first] in roles.FIRMS:
            run.drop()  # Panzerbauer Rheinfelder Werke

    def _drop_ending(self, run: Run) -> None:
        """Drop what follows a name, and what stands in front of marks within the run."""
        words, lowers = run.words, run.lowers
        while run.first < run.last and lowers[run.last - 1] in roles.NOT_NAMES:
            run.last -= 1
        while run.last - run.first > 1 and lowers[run.last - 1].rstrip(".") in roles.SUFFIXES:
            run.last -= 1
        while run.first < run.last and words[run.first][0] in '"“‘«':
            run.drop()  # what comes before these marks is no name

    def _set_portfolio_apart(self, run: Run) -> None:
        """Take what an office is for off the front of the run: Secretary of Defense Linda Hart."""
        lowers, last = run.lowers, run.last
        named = lowers[last - 1] not in roles.PORTFOLIOS and not lowers[last - 1].endswith(
            _ABSTRACT
        )
        portfolio = last - run.first > 1 and named and lowers[run.first] in roles.PORTFOLIOS
        if portfolio and self._of_an_office(run.start):
            run.start = self._tokens.pop().start
            run.words[run.first], lowers[run.first] = "Minister", "minister"
        elif (cut := self._end_of_portfolio(run)) > run.first:
            end = run.until(cut)
            self._put(Token(run.start, end, "name", self._text[run.start : end], lowers[cut - 1]))
            run.start, run.first = end + 1, cut

    def _end_of_office(self, run: Run) -> int:
        """Where the titles of the run end; `run.last` where all of it is an office."""
        lowers, first, last = run.lowers, run.first, run.last
        titled = end_of_titles(self._text, run, self._lexicon, self._tongue)
        is_office = lowers[last - 1].endswith(roles.TITLE_ENDINGS)
        if titled == last and lowers[last - 1] not in self._kinds and not is_office:
            titled = first  # “Defence” alone is no office
        if titled == last > first + 1 and lowers[first] in self._lexicon.organisation:
            titled = first  # Intervención General
        return titled

    def _office(self, run: Run) -> Token:
        word = run.lowers[run.last - 1]
        said = self._text[run.start : run.end]
        titles = tuple(run.lowers[run.first : run.last])
        return Token(run.start, run.end, self._kinds.get(word, "role"), said, word, titles)

    def _is_listed_word(self, run: Run) -> bool:
        """Whether this is a word of the lexicon that has its capital from where it stands."""
        word = run.lowers[run.first]
        if run.last - run.first != 1 or word not in self._kinds:
            return False
        if self._kinds[word] == "role" and self._text.startswith(" of ", run.end):
            return True
        begins = begins_sentence(self._text, run.start)
        return self._tongue == "de" or begins or self._has_article(run.start)

    def _named(self, run: Run, titled: int) -> Token:
        """The name that the run is, without the titles before `titled` where it is a person's."""
        words, lowers, last = run.words, run.lowers, run.last
        titles = tuple(lowers[run.first : titled])
        if titles and last - titled > 2 and _is_office_of(words[titled]):
            if lowers[titled].startswith("мин"):
                titles = (*titles, "министр")
            titled += not all(_is_acronym(word) for word in words[titled:last])
        name = _NICKNAMED.sub("", " ".join(words[titled:last]))
        token = Token(run.start, run.end, "name", name, lowers[last - 1], titles)
        if not self._is_firm(token) and self._is_person(name.split(" "), bool(titles), token):
            return token._replace(kind="person")
        if titles:
            return token._replace(text=" ".join(words[run.first : last]), titles=())
        return token

    def _put(self, token: Token) -> None:
        if not _joins(self._text, self._tokens, token, self._lexicon.organisation):
            self._tokens.append(token)

    def _is_title(self, word: str) -> bool:
        return is_title(word, self._lexicon)

    def _of_an_office(self, start: int) -> bool:
        if not self._tokens or self._tokens[-1].kind != "role":
            return False
        return self._text[self._tokens[-1].end : start] in (" of ", " for ")

    def _end_of_portfolio(self, run: Run) -> int:
        """Where in “Head of the Service for Defence Cooperation Ada Brandt” the name begins.

        `run.first` where the run is no such thing.
        """
        lowers, first, last = run.lowers, run.first, run.last
        if last - first < 2 or not self._tokens or self._tokens[-1].kind not in ("role", "name"):
            return first
        if not _CHAINED.fullmatch(self._text, self._tokens[-1].end, run.start):
            return first
        if not any(token.kind == "role" for token in self._tokens[-4:]):
            return first
        if lowers[last - 1] in self._lexicon.organisation:
            return first
        for at in range(last - 1, first, -1):
            word = lowers[at - 1]
            if word in roles.PORTFOLIOS or word in self._lexicon.organisation:
                return at
            if word.endswith(_ABSTRACT):
                return at
        return first

    def _has_article(self, start: int) -> bool:
        return bool(_ARTICLE.search(self._text, max(0, start - 6), start))

    def _is_firm(self, token: Token) -> bool:
        """Whether this is “producer Andaro Mining” or “his company, Green Acre,”."""
        text, tokens = self._text, self._tokens
        if token.titles or not tokens or tokens[-1].kind != "body":
            return False
        gap = text[tokens[-1].end : token.start]
        if gap == " ":
            return self._tongue == "en" or tokens[-1].head in roles.FIRMS
        of_an_office = _OF.search(text, max(0, tokens[-1].start - 30), tokens[-1].start)
        return gap == ", " and text[token.end : token.end + 1] == "," and not of_an_office

    def _leads(self, lowers: list[str], at: int) -> bool:
        """Whether a capitalised verb of saying stands before a name: Laut Boris Klein."""
        return at + 1 < len(lowers) and self._kinds.get(lowers[at]) in VERBS

    def _is_person(self, words: list[str], titled: bool, token: Token) -> bool:
        if any(word.lower() in self._lexicon.organisation for word in words):
            return False
        if any(char.isdigit() for word in words for char in word):
            return False
        if titled:
            return True
        capitals = sum(not word.islower() for word in words)
        before = self._text[max(0, token.start - 9) : token.start]
        if capitals < 2 or len(words) > 5 or self._has_article(token.start):
            return False
        if _IN_PLACE.search(before) and self._text[token.end : token.end + 1] not in ("’", "'"):
            return False
        return not any(_is_acronym(word) for word in words)


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper() and "." not in word


def _is_office_of(word: str) -> bool:
    """Whether this is what somebody heads: глава МИД, глава Минтранса."""
    return _is_acronym(word) or (len(word) > 5 and word.startswith(("Мин", "Рос", "Гос")))


def _joins(text: str, tokens: list[Token], token: Token, organisation: frozenset[str]) -> bool:
    """Join “Ministry” and “Defence” where “of” stands between them; False where it does not."""
    if not tokens or tokens[-1].kind not in ("name", "body"):
        return False
    previous = tokens[-1]
    if token.end - previous.start > _LONGEST_NAME or token.start - previous.end > 10:
        return False
    if not text[previous.start].isupper():
        return False
    gap = text[previous.end : token.start]
    heads = previous.head in roles.ORGANISATION_HEADS
    if not (heads and gap in (" of ", " of the ", " for ", " des ")):
        listed = " of " in previous.text and gap in (" and ", ", ")
        if not (listed and token.head in organisation):
            return False
    whole = text[previous.start : token.end]
    tokens[-1] = Token(previous.start, token.end, "name", whole, previous.head)
    return True
