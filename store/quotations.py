"""Direct speech in an article: where it is, who said it, and what only stands in marks.

`store/quote_marks.py` finds the quoted passages, `store/speakers.py` says whose they are; here it is
decided which are speech and which are scare quotes or titles.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

import msgspec

from store.quote_marks import Span, spans
from store.saying import words
from store.speakers import BLANK, Attribution, Scene, clause_start

Kind: TypeAlias = Literal["speech", "scare"]


class Quotation(msgspec.Struct, frozen=True):
    """A passage in quotation marks; `start` and `end` leave the marks out.

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
_DETERMINER = re.compile(
    r"\b(?:the|a|an|this|that|these|those|its|his|her|their|our|so-called|called|known as|named"
    r"|codenamed|nicknamed|dubbed|titled|entitled|(?!(?:he|she|it|that|there|who)[’'])[\w.-]+[’']s|[\w.-]+s[’'])\s+(?P<noun>[\w-]+\s+)?$",
    re.IGNORECASE,
)
_HELD_OFF = re.compile(r"\b(?:so-called|known as|codenamed|nicknamed|titled|entitled)\s*$", re.I)
_SMALL = words("a an the and or of for in on at to with from by de la und der die das")
_FRAGMENT_WORDS = 5
_TITLE_WORDS = 8


def quotations(text: str, language: str = "") -> list[Quotation]:
    """Everything in quotation marks in `text`, outer marks only, by position.

    `language` is the article's language tag; Chinese and Japanese are counted in characters.
    """
    found = [_without_attribution(text, span) for span in spans(text)]
    names = [_is_title(text, span) for span in found]
    scene = Scene(_blanked(text, found, names))
    speech = [span for span, name in zip(found, names, strict=True) if not name]
    nexts = iter([*(span.open for span in speech[1:]), len(text)])
    result: list[Quotation] = []
    for span, name in zip(found, names, strict=True):
        if name:
            result.append(_quotation(text, span, "", "scare"))
            continue
        said = text[span.start : span.end]
        by = scene.attribute(span, next(nexts), said)
        kind = _kind(text, span, by, language)
        result.append(_quotation(text, span, by.speaker if kind == "speech" else "", kind))
    return result


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


def _blanked(text: str, found: list[Span], names: list[bool]) -> str:
    """`text` with every quotation, marks included, blanked out; names keep their words."""
    pieces: list[str] = []
    at = 0
    for span, name in zip(found, names, strict=True):
        if not name:
            pieces += (text[at : span.open], BLANK * (span.close - span.open))
            at = span.close
    pieces.append(text[at:])
    return "".join(pieces)


def _is_title(text: str, span: Span) -> bool:
    """Whether the form alone says that this is a name: “Iskander”, ‘Gazeta.ru’, "Army 2023"."""
    if span.end - span.start > 100:
        return False
    said = text[span.start : span.end]
    parts = said.rstrip(".,").split()
    if len(parts) > _TITLE_WORDS or said[-1] in "!?…;:":
        return False
    if not all(word[0].isupper() or not word[0].isalpha() or word in _SMALL for word in parts):
        return False
    before = text[max(0, span.open - 60) : span.open]
    lead = before.rstrip()
    if not lead or lead[-1] in ".:!?…\n" or before[-1] == "\n":
        return said[-1] not in ".,!?" and len(parts) > 1 and not lead.endswith(":")
    if lead[-1] == "," and said[-1] in ".,":
        return False
    answer = len(parts) <= 2 and re.search(r"\b(?:said|says|replied|answered|asked)$", lead)
    return not answer


def _kind(text: str, span: Span, by: Attribution, language: str) -> Kind:
    said = text[span.start : span.end]
    if language[:2] in ("zh", "ja") or not any(char < "\u2e80" for char in said):
        ends = said[-1] in "。！？"
        return "speech" if ends or by.strength == "direct" or len(said) > 12 else "scare"
    length = said.count(" ") + 1
    ends = said[-1] in ".!?…," or text[span.close : span.close + 1] in (".", "!", "?")
    sentence = said[0].isupper() and ends and _begins(text, span)
    if length > _FRAGMENT_WORDS or sentence or said[-1] in "!?" or by.strength == "direct":
        held = by.strength != "direct" or length <= 2
        return "scare" if length <= 3 and held and _named(text, span) else "speech"
    if _VERBAL.search(said):
        return "speech"
    if by.strength != "sentence":
        return "scare"
    determiner = _DETERMINER.search(text[max(0, span.open - 40) : span.open])
    modifies = text[span.close : span.close + 2].strip().isalpha()
    embedded = length <= 2 and determiner and (modifies or not determiner["noun"])
    return "scare" if embedded or _named(text, span) else "speech"


def _begins(text: str, span: Span) -> bool:
    """Whether the quotation opens a sentence, or follows a verb of saying and a comma."""
    before = text[max(0, span.open - 20) : span.open].rstrip(" ")
    return not before or before[-1] in "\n.:,!?…"


def _named(text: str, span: Span) -> bool:
    return bool(_HELD_OFF.search(text[max(0, span.open - 40) : span.open]))
