"""The words right before and right after a quotation, where most speakers are named."""

from __future__ import annotations

import re

from store.speech import east_asian, saying
from store.speech.prose import Prose
from store.speech.quote_marks import Span
from store.speech.subjects import Subjects
from store.speech.tokens import MENTIONS, VERBS, Token

REACH = 400
"""Code points; what stands further off belongs to something else."""
_BARE_REACH = 30
_BESIDE = re.compile(
    r"(?:[,.;:—–\-…]|\b(?:also|seulement|aussi|ensuite|encore|simplement|auch|dann|noch|nur|then|later|has|had|as|the|a|an|one|his|her|its|their|when|but|and"
    r"|a|ha|hanno|aveva|ont|avait|había|hat|haben|der|die|das|le|la|l|senior|former|top|deputy|chief|another|new|company|it|is|s|m|se|me|si|nous|est)\b"
    r"|\s)*"
)
_LEADS_IN = re.compile(
    r"(?:[,:—–\-…]|\b(?:that|as|of|it|him|her|them|us|me|you|a|an|the|this|their|its|his|being|how|was"
    r"|were|is|are|be|been|dass|que|had|has|have|to|by|on|in|only|just|simply|still)\b|\s)*"
)


_IN_WORDS = re.compile(
    r"['’]s (?:own )?(?:words|view|verdict|message|answer|reply|response|opinion|description)\b"
)
"""After a name: in Marta Lind’s words, “…”."""

_IN_VERSION = re.compile(
    r"['’]s (?:\w+ ){0,2}(?:words|view|verdict|message|answer|reply|response|opinion|description"
    r"|version|account|take|tweet|post|statement|letter|advice|motto|comment|conclusion)\b"
)
"""After a name before a colon: Marta Lind’s version, as ever, was shorter: “…”."""

_CREDIT = re.compile(r"\s*\n[\s>*]*(?:—|–|-|--|――) ?(?=\w)")
"""A speaker on the line below: — Marta Lind, director."""

_NOUN_PHRASE = re.compile(r"\b(?:the|a|an|his|her|its|their|these|those)\s(?:\w+\s)?$")
_BEFORE_CLAUSE = saying.words("states notes")
"""Nouns too, but verbs before “that”."""

_LABEL = re.compile(r"[A-ZÀ-Þ][\w.’ -]{0,40}: (?=\w)")
"""The name before an answer in an interview, whose words come next."""

_NAMES_SPEAKER = re.compile(r"(?:—|–|-|――|--|:|,? ?so)(?: (?:the|der|die|das|le|la|l’))?")
"""Between a quotation and its speaker: “We never looked back.” — Marta Lind."""


class Beside:
    """Finds the speakers whom `prose` names beside a quotation."""

    def __init__(self, prose: Prose, subjects: Subjects, asian: east_asian.Speakers) -> None:
        self._prose = prose
        self._text = prose.text
        self._subjects = subjects
        self._east_asian = asian

    def before(self, span: Span, floor: int) -> tuple[str | None, bool]:
        """The speaker whom the words before a quotation name, and whether right beside it."""
        end = span.open
        while end > floor and self._text[end - 1].isspace():
            end -= 1
        colon = end > floor and self._text[end - 1] in ":："
        anchor = end - 1 if colon else span.open
        start = self._prose.sentence_start(anchor)
        start = max(start, floor, end - REACH)
        label = _LABEL.match(self._text, start, end)
        if label and self._text[start - 1 : start] in ("\n", ""):
            start = label.end()
        tokens = self._prose.between(start, end)
        for index in range(len(tokens) - 1, -1, -1):
            verb = tokens[index]
            if verb.kind not in VERBS:
                continue
            if index and self._reports_clause(tokens, index):
                continue
            direct = colon or bool(_LEADS_IN.fullmatch(self._prose.gap(verb.end, end)))
            if verb.kind == "source":
                return self._subjects.after(tokens, index) or self._subjects.issuer(tokens), True
            clause = verb.head in _BEFORE_CLAUSE and self._text.startswith(" that ", verb.end)
            noun = index and tokens[index - 1].end + 1 < verb.start and self._is_noun(verb)
            sure = (direct and not noun) or clause or self._has_subject(tokens, index)
            if verb.head in saying.NOUN_TOO and not sure:
                continue
            speaker = self._subjects.before(tokens, index, start)
            if speaker is None and verb.head not in saying.NEVER_INVERTED:
                speaker = self._subjects.after(tokens, index)
            if speaker is not None:
                return speaker, direct
        if tokens and tokens[-1].kind == "person" and _IN_WORDS.match(self._text, tokens[-1].end):
            return self._subjects.who(tokens, len(tokens) - 1, len(tokens) - 1), True
        if colon and (speaker := self._before_colon(tokens)):
            return speaker, True
        if issuer := self._subjects.issuer(tokens):
            return issuer, False
        return self._east_asian.before(start, end) or None, True

    def _reports_clause(self, tokens: list[Token], index: int) -> bool:
        """Whether the verb stands in what an earlier one reports: said that customers asked for."""
        earlier = next((t for t in reversed(tokens[:index]) if t.kind == "says"), None)
        if earlier is None or not self._text.startswith(" that ", earlier.end):
            return False
        clause = self._text[earlier.end : tokens[index].start]
        return tokens[index].head.endswith("ing") and "," not in clause and " and " not in clause

    def _is_noun(self, verb: Token) -> bool:
        """Whether “estimates” is none: called the cost estimates “…”."""
        return bool(_NOUN_PHRASE.search(self._text, max(0, verb.start - 30), verb.start))

    def _has_subject(self, tokens: list[Token], index: int) -> bool:
        """Whether “calls” is a verb: Bo Lindgren calls."""
        subject = tokens[index - 1]
        beside = self._text[subject.end : tokens[index].start] == " "
        return bool(index) and beside and subject.kind in ("person", "pronoun")

    def _before_colon(self, tokens: list[Token]) -> str:
        """`Valtos: “…”`, or `A statement from the ministry: “…”`."""
        mentions = [token for token in tokens if token.kind in MENTIONS]
        if not mentions:
            return ""
        owner = self._prose.owns(mentions[-1])
        if owner and not _IN_VERSION.match(self._text, mentions[-1].end):
            return ""  # on whether Tarvia’s assets will be used: “…”
        people = [at for at, token in enumerate(mentions) if token.kind == "person"]
        chosen = people[-1] if people else 0
        return self._subjects.who(mentions, chosen, len(mentions) - 1)

    def after(self, span: Span, limit: int) -> tuple[str | None, bool]:
        """The speaker whom the words after a quotation name, and whether right beside it."""
        start = span.close
        end = min(self._prose.sentence_end(start), limit, start + REACH)
        credit = _CREDIT.match(self._text, start, min(limit, start + REACH))
        if credit:
            end = min(limit, start + REACH)
        tokens = self._prose.between(start, end)
        if not tokens:
            return self._east_asian.after(start, end) or None, True
        first = tokens[0]
        gap = self._prose.gap(start, first.start)
        beside = bool(_BESIDE.fullmatch(gap))
        bracketed = self._text[first.end : first.end + 1] in (",", ")")
        named = first.kind == "person" and gap == "(" and bracketed
        if named or (first.kind in MENTIONS and _NAMES_SPEAKER.fullmatch(gap)):
            return self._subjects.after([first, *tokens], 0), True
        for index, verb in enumerate(tokens):
            if verb.kind not in VERBS:
                continue
            closes = self._text[verb.end : verb.end + 1] in ".,:;"  # the post read.
            if verb.head in saying.NOUN_TOO and not (beside or closes):
                continue
            if verb.kind == "source":
                return self._subjects.after(tokens, index), index == 0
            inverted = index == 0 and beside and verb.head not in saying.NEVER_INVERTED
            if inverted and (speaker := self._subjects.after(tokens, index)) is not None:
                return speaker, True
            if index == 0 and beside and verb.head.endswith("ing"):
                return None, False
            speaker = self._subjects.before(tokens, index, start)
            if speaker is not None:
                return speaker, beside or (index == 0 and gap[:1] == ",")
        return None, False

    def verb_follows(self, at: int) -> bool:
        """Whether nothing but a verb of saying comes next: «…», ironizó."""
        verb = self._prose.between(at, at + _BARE_REACH)[:1]
        if not verb or verb[0].kind != "says":
            return False
        return bool(_BESIDE.fullmatch(self._prose.gap(at, verb[0].start)))
