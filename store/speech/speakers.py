"""Who said it: the attribution of each quotation, from the sentences around it.

The search runs on a copy of the text in which every quotation is blanked out, so that what
people say inside their quotations is never taken for an attribution. Evidence is tried from the
strongest to the weakest: a verb of saying beside the quotation, one in its sentence, the speaker
of the quotation before it, and whoever speaks in the sentences around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Literal, NamedTuple, TypeAlias

from store.speech import east_asian, saying
from store.speech.cast import Cast
from store.speech.dialogue import Dialogue
from store.speech.names import read
from store.speech.quote_marks import Span
from store.speech.subjects import Subjects
from store.speech.tokens import MENTIONS, VERBS, Token
from store.speech.tongue import DROPS_SUBJECT, Tongue

BLANK = "\x01"
"""Stands for each character of a quotation in the text that attributions are looked for in."""

Strength: TypeAlias = Literal["direct", "sentence", "inherited", "around", "none"]


class Attribution(NamedTuple):
    """A speaker and how sure: named beside the quotation, in its sentence, or further away."""

    speaker: str
    strength: Strength


NOBODY = Attribution("", "none")

_REACH = 400
_AROUND = 700
_BARE_REACH = 30
_BOUNDARY = re.compile(r"[.!?…][)\]]*\s+|[。！？]|\n\s*")
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


class Scene:
    """An article without its quotations, and what can be read in it about who speaks."""

    def __init__(self, blanked: str, tongue: Tongue) -> None:
        self._text = blanked
        self._cast = Cast(blanked, read(blanked, tongue))
        self._tokens = self._cast.tokens
        self._starts = [token.start for token in self._tokens]
        self._subjects = Subjects(blanked, self._cast, tongue)
        self._dialogue = Dialogue(blanked)
        self._drops_subject = tongue in DROPS_SUBJECT
        self._east_asian = east_asian.Speakers(blanked)
        self._boundaries = [0, *_boundaries(blanked)]
        self._last = NOBODY
        self._last_span: Span | None = None

    def attribute(self, span: Span, after: int, said: str, pause: int = -1) -> Attribution:
        """Who says `span`, whose words are `said`. Call it for each quotation, by position.

        `after` is where the next quotation begins, or the text's end; at `pause` the words begin
        that name the speaker within the quotation, if some do.
        """
        before = self._last_span.close if self._last_span else 0
        tries = [(span, after, said)]
        if pause >= 0:
            until = span._replace(end=pause, close=pause)
            first = 0 if said[-1] in ".!?…" else 1  # without these, a verb may still follow
            tries.insert(first, (until, span.close, said[: pause - span.start]))
        for part, limit, words in tries:
            found = self._attribute(part, before, limit, words)
            if found.strength == "direct":
                break
        if found.strength != "none":
            self._last = found
        elif "\n" in self._text[before : span.open]:
            self._last = NOBODY
        self._last_span = span
        self._dialogue.spoke(found.speaker, span, asks=said[-1] == "?")
        spoke = None if self._last.strength == "none" else self._last.speaker
        self._subjects.spoke(spoke, span.close)
        return found

    def _attribute(self, span: Span, before: int, after: int, said: str) -> Attribution:
        found = self._found(span, before, after, said)
        if found.strength in ("inherited", "around") and self._drops_subject:
            verb = self._between(span.close, span.close + _BARE_REACH)[:1]
            gap = self._subjects.gap(span.close, verb[0].start) if verb else ""
            if verb and verb[0].kind == "says" and _BESIDE.fullmatch(gap):
                return found._replace(strength="sentence")  # «…», ironizó.
        return found

    def _found(self, span: Span, before: int, after: int, said: str) -> Attribution:
        same_paragraph = "\n" not in self._text[before : span.open]
        carried: str | None = None
        if same_paragraph and self._last.strength != "none":
            carried = self._last.speaker
        lead, direct = self._lead_in(span, before)
        if lead is not None and direct:
            return Attribution(lead, "direct")
        tail: str | None = None
        fresh = said[-1] in ".!?…" and _next_word_is_capital(self._text, span.close)
        if not fresh or (carried is None and lead is None):
            tail, beside = self._follow_up(span, after)
            if tail is not None and beside:
                return Attribution(tail, "direct")
        if lead is not None:
            return Attribution(lead, "sentence")
        new_sentence = self._end_of_sentence(before) <= span.open
        if tail is not None and not fresh and new_sentence:
            return Attribution(tail, "sentence")
        line = self._text.rfind("\n", max(before, span.open - _REACH), span.open) + 1
        topic = self._east_asian.topic(max(line, before), span.open, span.close)
        if topic:
            return Attribution(topic, "direct")
        if carried is not None:
            if not new_sentence:
                return Attribution(carried, self._last.strength)
            subject = self._subject_of_last_sentence(span, before)
            return Attribution(subject or carried, "inherited")
        if tail is not None and not fresh:
            return Attribution(tail, "sentence")
        label = self._label(span)
        if label:
            return Attribution(label, "sentence")
        other = self._dialogue.answers(span, asks=said[-1] == "?")
        if other:
            return Attribution(other, "inherited")
        around = self._around(span, before, after)
        return Attribution(around, "around") if around else NOBODY

    def _between(self, start: int, end: int) -> list[Token]:
        return self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _lead_in(self, span: Span, floor: int) -> tuple[str | None, bool]:
        """The speaker whom the words before a quotation name, and whether right beside it."""
        end = span.open
        while end > floor and self._text[end - 1].isspace():
            end -= 1
        colon = end > floor and self._text[end - 1] in ":："
        anchor = end - 1 if colon else span.open
        start = self._boundaries[bisect_right(self._boundaries, anchor) - 1]
        start = max(start, floor, end - _REACH)
        label = _LABEL.match(self._text, start, end)
        if label and self._text[start - 1 : start] in ("\n", ""):
            start = label.end()
        tokens = self._between(start, end)
        for index in range(len(tokens) - 1, -1, -1):
            verb = tokens[index]
            if verb.kind not in VERBS:
                continue
            if index and self._reports_clause(tokens, index):
                continue
            direct = colon or bool(_LEADS_IN.fullmatch(self._subjects.gap(verb.end, end)))
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
        owner = self._subjects.owns(mentions[-1])
        if owner and not _IN_VERSION.match(self._text, mentions[-1].end):
            return ""  # on whether Tarvia’s assets will be used: “…”
        people = [at for at, token in enumerate(mentions) if token.kind == "person"]
        chosen = people[-1] if people else 0
        return self._subjects.who(mentions, chosen, len(mentions) - 1)

    def _follow_up(self, span: Span, after: int) -> tuple[str | None, bool]:
        """The speaker whom the words after a quotation name, and whether right beside it."""
        start = span.close
        cut = bisect_right(self._boundaries, start)
        end = self._boundaries[cut] if cut < len(self._boundaries) else len(self._text)
        end = min(end, after, start + _REACH)
        credit = _CREDIT.match(self._text, start, min(after, start + _REACH))
        if credit:
            end = min(after, start + _REACH)
        tokens = self._between(start, end)
        if not tokens:
            return self._east_asian.after(start, end) or None, True
        first = tokens[0]
        gap = self._subjects.gap(start, first.start)
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

    def _label(self, span: Span) -> str:
        """The name that a paragraph of an interview begins with, before a colon."""
        start = self._text.rfind("\n", max(0, span.open - 2_000), span.open) + 1
        tokens = self._between(start, start + 60)
        if not tokens or tokens[0].kind not in MENTIONS or tokens[0].kind == "pronoun":
            return ""
        last = 0
        while last + 1 < len(tokens) and self._subjects.adjoin(tokens[last], tokens[last + 1]):
            last += 1
        lead = self._text[start : tokens[0].start].strip()
        follows = re.match(r"\s*(?:\([^)\n]{0,60}\))?:", self._text[tokens[last].end : span.open])
        return self._subjects.who(tokens, 0, last) if follows and not lead else ""

    def _around(self, span: Span, before: int, after: int) -> str:
        """Whoever speaks in the sentences before, else in those after."""
        floor = max(0, span.open - _AROUND)
        tokens = self._between(floor, span.open)
        if self._last_span is None or self._end_of_sentence(before) < span.open:
            subject = self._subject_of_last_sentence(span, max(floor, before))
            if subject:
                return subject
        near = self._last_span is not None and span.open - before < _AROUND
        for index in range(len(tokens) - 1, -1, -1):
            verb = tokens[index]
            if near and verb.start < self._end_of_sentence(before):
                return self._last.speaker
            if verb.kind in ("says", "frames") and verb.head not in saying.NOUN_TOO:
                start = self._boundaries[bisect_right(self._boundaries, verb.start) - 1]
                inside = [token for token in tokens if start <= token.start]
                at = inside.index(verb)
                if speaker := self._subjects.before(inside, at, start):
                    return speaker
        if near and self._last.speaker:
            return self._last.speaker
        limit = min(span.close + _AROUND // 2, after)
        following = self._between(span.close, _end_of_next_paragraph(self._text, span.close, limit))
        for index, verb in enumerate(following):
            if verb.kind in ("says", "source"):
                speaker = self._subjects.before(following, index, span.close)
                return speaker or self._subjects.after(following, index) or ""
        return ""

    def _end_of_sentence(self, at: int) -> int:
        index = bisect_right(self._boundaries, at)
        return self._boundaries[index] if index < len(self._boundaries) else len(self._text)

    def _subject_of_last_sentence(self, span: Span, floor: int) -> str:
        """Whoever the last full sentence before a quotation, after `floor`, is about."""
        index = bisect_left(self._boundaries, span.open) - 1
        inside = self._boundaries[min(index + 1, len(self._boundaries) - 1)] != span.open
        start = self._boundaries[max(0, index - inside)]
        start = max(start, floor, span.open - _AROUND)
        tokens = self._between(start, span.open)
        for at in range(len(tokens) - 1, -1, -1):
            says = tokens[at].kind == "says" and tokens[at].head not in saying.NOUN_TOO
            if says and (speaker := self._subjects.before(tokens, at, start)):
                return speaker
        for token in tokens:
            subject = token.kind == "person" or token.head in saying.SUBJECT_PRONOUNS
            if subject and not self._subjects.is_object(token):
                return self._subjects.who([token], 0, 0)
        return ""


def clause_start(text: str, start: int, end: int) -> int:
    """Where in an unclosed quotation the words “, he said” begin; `end` where nowhere."""
    tokens = read(text[start:end])
    for index, verb in enumerate(tokens):
        if verb.kind != "says":
            continue
        subject = tokens[index - 1] if index else verb
        first = start + subject.start
        if text[start + subject.end : start + verb.start] != " ":  # not “he said”, but “said he”
            subject = tokens[index + 1] if index + 1 < len(tokens) else verb
            first = start + verb.start
        if subject.kind in MENTIONS and text[max(0, first - 2) : first] in (", ", "! ", "? "):
            return first
    return end


def _end_of_next_paragraph(text: str, at: int, limit: int) -> int:
    first = text.find("\n", at, limit)
    if first < 0:
        return limit
    begin = first + len(text[first:limit]) - len(text[first:limit].lstrip())
    end = text.find("\n", begin, limit)
    return limit if end < 0 else end


def _next_word_is_capital(text: str, at: int) -> bool:
    return text[at : at + 2].strip()[:1].isupper()


def _boundaries(text: str) -> list[int]:
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
