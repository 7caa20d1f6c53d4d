"""Direct speech in an article: where it is, who said it, and what only stands in marks.

`speech/quote_marks.py` and `speech/dashes.py` find the passages, `speech/speakers.py` says whose
they are; here it is decided which are speech and which are scare quotes or titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

import msgspec

from store.speech.dashes import DASHES, dashed
from store.speech.incises import Incise, incise
from store.speech.inversion import is_tagged
from store.speech.quote_marks import ALL_MARKS, Span, spans
from store.speech.saying import words
from store.speech.speakers import BLANK, Attribution, Scene, clause_start
from store.speech.tongue import tongue_of

Kind: TypeAlias = Literal["speech", "scare"]


class Quotation(msgspec.Struct, frozen=True):
    """A passage in quotation marks or behind a dash; `start` and `end` leave the marks out.

    Offsets are code points into the cleaned text, `end` is exclusive, `exact` is the text between.
    `speaker` is the fullest name that the article gives, empty where nothing tells. Of `kind`
    `scare` are titles, names and words held at arm's length: “Iskander”, the “numerous” allies.
    """

    start: int
    end: int
    exact: str
    speaker: str
    kind: Kind


_VERBAL = re.compile(
    r"\b(?:I|we|you|they|he|she|it|us|our|my|your|me|is|are|was|were|will|would|can|cannot|could"
    r"|should|must|has|have|had|do|does|did|don[’']t|not|no|never|if|because|there|this|that"
    r"|wir|ich|ist|sind|wird|nicht|nous|je|est|sont|мы|я|не|это|[A-Za-z]+[’'](?:s|re|ve|ll|t|m|d))\b",
    re.IGNORECASE,
)
_NAMING = re.compile(
    r"(?:\b(?:so-called|(?:better |also |locally |widely )?known (?:\w+ )?as|codenamed|code-named"
    r"|(?:is|are|was|were|be|been|being|is often|are often|often) called"
    r"|nicknamed|titled|entitled|headlined|named|christened|marked|stamped|labelled|labeled"
    r"|spelled|pronounced|billed as|marketed as|short for|meaning|acronym|tagged"
    r"|(?:the|a|an|this|that|his|her|its|their|in|by|[’']s) (?:\w+ )?(?:word|term|phrase"
    r"|expression|nickname|moniker|label|name|slogan|motto|hashtag|code name|call sign|callsign"
    r"|book|novel|film|movie|song|album|play|opera|poem|essay|podcast|newsletter|documentary"
    r"|libro|novela|livre|buch|roman|книга|книги|libri|romanzo|diario|zeitung|revista|revue"
    r"|series|exhibition|magazine|newspaper|website|blog|column|paper|channel|operation|exercise"
    r"|project|programme|program))\s*[,:]?\s*$)",
    re.IGNORECASE,
)
"""What comes right before a name or a term: the so-called “filtration camps”."""

_APPOSED = re.compile(
    r"(?:\b(?:the|a|an|this|his|her|its|their)|[’']s)\s(?:[\w-]+\s){0,3}[\w-]+,\s*$", re.IGNORECASE
)
"""Before a name set off by commas: her memoir, “I never asked for this”, sold well."""

_DETERMINER = re.compile(
    r"\b(?:the|a|an|this|that|these|those|his|her|its|their)\s*$", re.IGNORECASE
)
_JUDGING = re.compile(
    r"\b(?:call|describ|brand|denounc|dismiss|hail|prais)\w*\s(?:the|this|his|her|its|their)"
    r"\s(?:\w+\s)?\w+\s$"
)
"""She called the project “a monument to the past” names nothing."""

_ANSWER = re.compile(
    r"\b(?:said|says|saying|replied|replies|answered|answers|asked|asks|shouted|shouts|cried"
    r"|whispered|wrote|writes|tweeted|posted|added|adds|responded|retorted|snapped|quipped|told"
    r"(?:\s\w+){1,3}|sagte|antwortete|répondu|сказал|сказала|ответил|ответила),?$",
    re.IGNORECASE,
)
_SMALL = words("a an the and or of for in on at to with from by de la und der die das")
_FRAGMENT_WORDS = 5
_TERM_WORDS = 2
_NAME_WORDS = 8
_EAST_ASIAN_TERM = 6


def quotations(text: str, language: str = "") -> list[Quotation]:
    """Everything in quotation marks, outer marks only, or behind dashes in `text`, by position.

    `language` is the article's language tag; Chinese and Japanese are counted in characters.
    """
    tongue = tongue_of(text)
    marked = sorted([*spans(text), *dashed(text, tongue)])
    found = list(_apart(text, (_without_attribution(text, span) for span in marked)))
    names = [_is_title(text, span) for span in found]
    incises = [
        None if name else incise(text, span.start, span.end, tongue)
        for span, name in zip(found, names, strict=True)
    ]
    scene = Scene(_blanked(text, found, names, incises), tongue)
    speech = [span for span, name in zip(found, names, strict=True) if not name]
    nexts = iter([*(span.open for span in speech[1:]), len(text)])
    result: list[Quotation] = []
    for span, name, inside in zip(found, names, incises, strict=True):
        if name:
            result.append(_quotation(text, span, "", "scare"))
            continue
        said = text[span.start : span.end]
        by = scene.attribute(span, next(nexts), said, inside.start if inside else -1)
        tagged = is_tagged(text, span.close, tongue) and _begins_sentence(text, span)
        dash = text[span.open] in DASHES
        kind = "speech" if tagged or dash else _kind(text, span, by, language)
        result.append(_quotation(text, span, by.speaker if kind == "speech" else "", kind))
    return result


def _apart(text: str, found: Iterable[Span]) -> Iterator[Span]:
    """Those that hold a word and begin behind the one before; marks at odds make others."""
    end = 0
    for span in found:
        words = any(c not in ALL_MARKS and not c.isspace() for c in text[span.start : span.end])
        if words and span.start >= end:
            yield span
            end = span.end


def _quotation(text: str, span: Span, speaker: str, kind: Kind) -> Quotation:
    return Quotation(span.start, span.end, text[span.start : span.end], speaker, kind)


def _without_attribution(text: str, span: Span) -> Span:
    """An unclosed quotation ends before its “, he said”."""
    if span.closed:
        return span
    end = clause_start(text, max(span.start, text.rfind("\n", span.start, span.end)), span.end)
    close = end
    while end > span.start and text[end - 1].isspace():
        end -= 1
    return span._replace(end=end, close=close)


def _blanked(text: str, found: list[Span], names: list[bool], incises: list[Incise | None]) -> str:
    """`text` with every quotation, marks included, blanked out but for names and incises."""
    pieces: list[str] = []
    at = 0
    for span, name, inside in zip(found, names, incises, strict=True):
        if name:
            continue
        pieces.append(text[at : span.open])
        at = span.open
        if inside:
            pieces += (BLANK * (inside.start - at), text[inside.start : inside.end])
            at = inside.end
        pieces.append(BLANK * (span.close - at))
        at = span.close
    pieces.append(text[at:])
    return "".join(pieces)


def _is_title(text: str, span: Span) -> bool:
    """Whether the form alone says that this is a name: “Iskander”, ‘Gazeta.ru’, "Army 2023"."""
    if span.end - span.start > 100:
        return False
    said = text[span.start : span.end]
    parts = said.rstrip(".,").split()
    if len(parts) > _NAME_WORDS or said[-1] in "!?…;:":
        return False
    if not all(word[0].isupper() or not word[0].isalpha() or word in _SMALL for word in parts):
        return False
    before = text[max(0, span.open - 60) : span.open]
    lead = before.rstrip()
    if not lead or lead[-1] in ".:!?…\n" or before[-1] == "\n":
        return said[-1] not in ".,!?" and len(parts) > 1 and not lead.endswith(":")
    if lead[-1] == "," and said[-1] in ".,":
        return False
    return not (len(parts) <= _TERM_WORDS and _ANSWER.search(lead))


def _kind(text: str, span: Span, by: Attribution, language: str) -> Kind:
    said = text[span.start : span.end]
    if language[:2] in ("zh", "ja") or not any(char < "\u2e80" for char in said):
        ends = said[-1] in "。！？"
        return "speech" if ends or len(said) > _EAST_ASIAN_TERM else "scare"
    length = said.count(" ") + 1
    ends = said[-1] in ".!?…," or text[span.close : span.close + 1] in (".", "!", "?")
    sentence = said[0].isupper() and ends and _begins(text, span)
    if length <= _NAME_WORDS and not sentence and _named(text, span):
        return "scare"
    if by.strength not in ("direct", "sentence") and _is_part_of_a_phrase(text, span, length):
        return "scare"
    if length <= _TERM_WORDS:
        return "speech" if _is_all_that_was_said(text, span, by) else "scare"
    if length > _FRAGMENT_WORDS or sentence or said[-1] in "!?" or _VERBAL.search(said):
        return "speech"
    return "speech" if by.strength in ("direct", "sentence") else "scare"


def _is_part_of_a_phrase(text: str, span: Span, length: int) -> bool:
    """Whether a noun carries the quotation: the “we know best” attitude; her memoir, “…”,."""
    before = text[max(0, span.open - 40) : span.open]
    after = text[span.close : span.close + 2]
    if length <= _FRAGMENT_WORDS and after[:1] == " " and after[1:].islower():
        return bool(_DETERMINER.search(before))
    return length <= _NAME_WORDS and after[:1] == "," and bool(_APPOSED.search(before))


def _is_all_that_was_said(text: str, span: Span, by: Attribution) -> bool:
    """Whether a word or two are a whole utterance: “No.”; “Nonsense,” she said; he said “never”."""
    if text[span.close : span.close + 2].strip()[:1].isalpha() and text[span.end - 1].isalpha():
        return False  # said “significant” delays
    if _begins(text, span):
        return by.strength == "direct" or text[span.end - 1] in ".,!?…"
    return bool(_ANSWER.search(text[max(0, span.open - 40) : span.open].rstrip()))


def _begins_sentence(text: str, span: Span) -> bool:
    before = text[max(0, span.open - 20) : span.open].rstrip(" ")
    return not before or before[-1] in "\n.:!?…"


def _begins(text: str, span: Span) -> bool:
    """Whether the quotation opens a sentence, or follows a verb of saying and a comma."""
    before = text[max(0, span.open - 20) : span.open].rstrip(" ")
    return not before or before[-1] in "\n.:,!?…—"


def _named(text: str, span: Span) -> bool:
    before = text[max(0, span.open - 40) : span.open]
    return bool(_NAMING.search(before)) and not _JUDGING.search(before)
