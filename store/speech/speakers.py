"""Who said it: the attribution of each quotation, from the sentences around it.

The search runs on a copy of the text in which every quotation is blanked out, so that what
people say inside their quotations is never taken for an attribution. Evidence is tried from the
strongest to the weakest: a verb of saying beside the quotation, one in its sentence, the speaker
of the quotation before it, and whoever speaks in the sentences around it.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from store.speech import east_asian, saying
from store.speech.beside import REACH, Beside
from store.speech.cast import Cast
from store.speech.dialogue import Dialogue
from store.speech.names import read
from store.speech.prose import Prose
from store.speech.quote_marks import Span
from store.speech.subjects import Subjects
from store.speech.tokens import MENTIONS
from store.speech.tongue import DROPS_SUBJECT, Tongue

BLANK = "\x01"
"""Stands for each character of a quotation in the text that attributions are looked for in."""

Strength: TypeAlias = Literal["direct", "sentence", "inherited", "around", "none"]


class Attribution(NamedTuple):
    """A speaker and how sure: named beside the quotation, in its sentence, or further away."""

    speaker: str
    strength: Strength


NOBODY = Attribution("", "none")

_AROUND = 700


class Scene:
    """An article without its quotations, and what can be read in it about who speaks."""

    def __init__(self, blanked: str, tongue: Tongue) -> None:
        self._text = blanked
        cast = Cast(blanked, read(blanked, tongue))
        self._prose = Prose(blanked, cast.tokens, tongue)
        self._subjects = Subjects(self._prose, cast, tongue)
        self._dialogue = Dialogue(blanked)
        self._drops_subject = tongue in DROPS_SUBJECT
        self._east_asian = east_asian.Speakers(blanked)
        self._beside = Beside(self._prose, self._subjects, self._east_asian)
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
        unsure = found.strength in ("inherited", "around")
        if unsure and self._drops_subject and self._beside.verb_follows(span.close):
            return found._replace(strength="sentence")
        return found

    def _found(self, span: Span, before: int, after: int, said: str) -> Attribution:
        same_paragraph = "\n" not in self._text[before : span.open]
        carried: str | None = None
        if same_paragraph and self._last.strength != "none":
            carried = self._last.speaker
        lead, direct = self._beside.before(span, before)
        if lead is not None and direct:
            return Attribution(lead, "direct")
        tail: str | None = None
        fresh = said[-1] in ".!?…" and _next_word_is_capital(self._text, span.close)
        if not fresh or (carried is None and lead is None):
            tail, beside = self._beside.after(span, after)
            if tail is not None and beside:
                return Attribution(tail, "direct")
        if lead is not None:
            return Attribution(lead, "sentence")
        new_sentence = self._prose.sentence_end(before) <= span.open
        if tail is not None and not fresh and new_sentence:
            return Attribution(tail, "sentence")
        line = self._text.rfind("\n", max(before, span.open - REACH), span.open) + 1
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

    def _label(self, span: Span) -> str:
        """The name that a paragraph of an interview begins with, before a colon."""
        start = self._text.rfind("\n", max(0, span.open - 2_000), span.open) + 1
        tokens = self._prose.between(start, start + 60)
        if not tokens or tokens[0].kind not in MENTIONS or tokens[0].kind == "pronoun":
            return ""
        last = 0
        while last + 1 < len(tokens) and self._prose.adjoin(tokens[last], tokens[last + 1]):
            last += 1
        lead = self._text[start : tokens[0].start].strip()
        follows = re.match(r"\s*(?:\([^)\n]{0,60}\))?:", self._text[tokens[last].end : span.open])
        return self._subjects.who(tokens, 0, last) if follows and not lead else ""

    def _around(self, span: Span, before: int, after: int) -> str:
        """Whoever speaks in the sentences before, else in those after."""
        floor = max(0, span.open - _AROUND)
        tokens = self._prose.between(floor, span.open)
        if self._last_span is None or self._prose.sentence_end(before) < span.open:
            subject = self._subject_of_last_sentence(span, max(floor, before))
            if subject:
                return subject
        near = self._last_span is not None and span.open - before < _AROUND
        for index in range(len(tokens) - 1, -1, -1):
            verb = tokens[index]
            if near and verb.start < self._prose.sentence_end(before):
                return self._last.speaker
            if verb.kind in ("says", "frames") and verb.head not in saying.NOUN_TOO:
                start = self._prose.sentence_start(verb.start)
                inside = [token for token in tokens if start <= token.start]
                at = inside.index(verb)
                if speaker := self._subjects.before(inside, at, start):
                    return speaker
        if near and self._last.speaker:
            return self._last.speaker
        limit = min(span.close + _AROUND // 2, after)
        until = _end_of_next_paragraph(self._text, span.close, limit)
        following = self._prose.between(span.close, until)
        for index, verb in enumerate(following):
            if verb.kind in ("says", "source"):
                speaker = self._subjects.before(following, index, span.close)
                return speaker or self._subjects.after(following, index) or ""
        return ""

    def _subject_of_last_sentence(self, span: Span, floor: int) -> str:
        """Whoever the last full sentence before a quotation, after `floor`, is about."""
        start = self._prose.last_sentence(span.open)
        start = max(start, floor, span.open - _AROUND)
        tokens = self._prose.between(start, span.open)
        for at in range(len(tokens) - 1, -1, -1):
            says = tokens[at].kind == "says" and tokens[at].head not in saying.NOUN_TOO
            if says and (speaker := self._subjects.before(tokens, at, start)):
                return speaker
        for token in tokens:
            subject = token.kind == "person" or token.head in saying.SUBJECT_PRONOUNS
            if subject and not self._prose.is_object(token):
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
