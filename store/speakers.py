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

from store import saying
from store.marks import ALL_MARKS, Span
from store.names import MENTIONS, VERBS, Cast, Token, read

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
_BOUNDARY = re.compile(r"[.!?…][)\]]*\s+|[。！？]|\s*\n\s*")
_PREPOSITION = re.compile(
    r"\b(?:of|for|to|with|by|in|at|from|against|than|about|over|behind|near|von|de|du|des)"
    r"(?:\s(?:the|a|an|his|her|its|their|der|la))?(?:\s\w+)?\s*$"
)
_PLAIN_PREPOSITION = re.compile(
    r"\b(?:of|for|to|with|by|in|at|from|against|than|about|over|behind|near|von|de|du|des)"
    r"(?:\s(?:the|a|an|his|her|its|their|der|la))?\s*$"
)
_BESIDE = re.compile(
    r"(?:[,.;:—–\-…]|\b(?:also|then|later|has|had|as|the|a|an|one|his|her|its|their|when|but|and"
    r"|a|hat|haben|der|die|das|le|la|l|senior|former|top|deputy|chief|another|new|company|it|is)\b"
    r"|\s)*"
)
_LEADS_IN = re.compile(
    r"(?:[,:—–\-…]|\b(?:that|as|of|it|him|her|them|us|a|an|the|this|their|its|his|being|how|was"
    r"|were|is|are|be|been|dass|que|had|has|have|to|by|on|in)\b|\s)*"
)
_UNNAMED = re.compile(
    r"[,\s]*(?:the|a|an|one|another)\s((?:[\w’'-]+\s){1,6}?)"
    r"(?:(?:who|has|had|also|later|was)\s.*)?$",
    re.IGNORECASE,
)
_BEFORE_NOUN = re.compile(r"(?:[\w’'.\-]+[  ]){1,4}$")
_ARTICLES = frozenset(
    ["the", "a", "an", "one", "another", "some", "several", "his", "her", "its", "their", "der", "die", "das", "le", "la"]
)
_ADJECTIVES = frozenset(
    ["senior", "former", "top", "unnamed", "western", "local", "defence", "defense", "industry", "military", "government", "company", "two", "three", "many", "some", "deputy", "state", "foreign", "independent"]
)
_CJK_BEFORE = re.compile(
    r"(?:^|[、，。；\s])([^、，。；：\s「」“”]{1,20}?)(?:氏|さん)?(?:は|が|对[^，。]{1,12}|在[^，。]{1,16})?[、，]?"
    r"(?:说|說|表示|称|稱|指出|强调|強調|认为|透露|は|が|也?坦言|写道)+[：:，,]?$"
)
_CJK_AFTER = re.compile(
    r"^[，,。]?(?:と|、)?([^、，。\s]{1,20}?)(?:氏|さん)?(?:は|が|说|說|表示|称|稱|指出|强调)"
)


class Scene:
    """An article without its quotations, and what can be read in it about who speaks."""

    def __init__(self, blanked: str) -> None:
        self._text = blanked
        self._tokens = read(blanked)
        self._starts = [token.start for token in self._tokens]
        self._cast = Cast(blanked, self._tokens)
        self._boundaries = [0, *_boundaries(blanked)]
        self._last = NOBODY
        self._last_span: Span | None = None

    def attribute(self, span: Span, after: int, said: str) -> Attribution:
        """Who says `span`, whose words are `said`. Call it for each quotation, by position.

        `after` is where the next quotation begins, or the text's end.
        """
        before = self._last_span.close if self._last_span else 0
        found = self._attribute(span, before, after, said)
        if found.speaker:
            self._last = found
        elif "\n" in self._text[before : span.open]:
            self._last = NOBODY
        self._last_span = span
        return found

    def clause_start(self, start: int, end: int) -> int:
        """Where in an unclosed quotation the words “, he said” begin; `end` where nowhere."""
        for token in read(self._text[start:end]):
            at = start + token.start
            if token.kind == "says" and "," in self._text[max(start, at - 40) : at]:
                comma = self._text.rfind(",", start, at) + 1
                subject = self._text[comma:at].strip()
                if subject.count(" ") <= 3 and (not subject or subject[0].isupper() or token):
                    return comma
        return end

    def _attribute(self, span: Span, before: int, after: int, said: str) -> Attribution:
        same_paragraph = "\n" not in self._text[before : span.open]
        carried = self._last.speaker if same_paragraph and self._last_span else ""
        lead, direct = self._lead_in(span, before)
        if lead and direct:
            return Attribution(lead, "direct")
        fresh = said[-1] in ".!?…" and self._text[span.close : span.close + 2].strip()[:1].isupper()
        if not fresh or not (carried or lead):
            tail, beside = self._follow_up(span, after)
            if tail and beside:
                return Attribution(tail, "direct")
        else:
            tail = ""
        if lead:
            return Attribution(lead, "sentence")
        if carried:
            return Attribution(carried, "inherited")
        if tail and not fresh:
            return Attribution(tail, "sentence")
        label = self._label(span)
        if label:
            return Attribution(label, "sentence")
        around = self._around(span, before, after)
        return Attribution(around, "around") if around else NOBODY

    def _between(self, start: int, end: int) -> list[Token]:
        return self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _gap(self, start: int, end: int) -> str:
        """The words between two offsets, without marks and with single spaces."""
        raw = self._text[start:end]
        return " ".join("".join(" " if c in ALL_MARKS else c for c in raw).split())

    def _lead_in(self, span: Span, floor: int) -> tuple[str, bool]:
        """The speaker whom the words before a quotation name, and whether right beside it."""
        end = span.open
        while end > floor and self._text[end - 1].isspace():
            end -= 1
        colon = end > floor and self._text[end - 1] in ":："
        anchor = end - 1 if colon else span.open
        start = self._boundaries[bisect_right(self._boundaries, anchor) - 1]
        start = max(start, floor, end - _REACH)
        tokens = self._between(start, end)
        for index in range(len(tokens) - 1, -1, -1):
            verb = tokens[index]
            if verb.kind not in VERBS:
                continue
            direct = colon or bool(_LEADS_IN.fullmatch(self._gap(verb.end, end)))
            if verb.kind == "source":
                return self._after(tokens, index), True
            if verb.head in saying.NOUN_TOO and not direct:
                continue
            speaker = self._before(tokens, index, start)
            if not speaker and verb.head not in saying.NEVER_INVERTED:
                speaker = self._after(tokens, index)
            if speaker:
                return speaker, direct
        if colon:
            return self._before_colon(tokens), True
        return self._cjk(_CJK_BEFORE, self._text[start:end]), True

    def _before_colon(self, tokens: list[Token]) -> str:
        """`Valtos: “…”`, or `A statement from the ministry: “…”`."""
        mentions = [token for token in tokens if token.kind in MENTIONS]
        people = [token for token in mentions if token.kind == "person"]
        chosen = people[-1:] or mentions[:1]
        return self._who(mentions, mentions.index(chosen[0]), len(mentions) - 1) if chosen else ""

    def _follow_up(self, span: Span, after: int) -> tuple[str, bool]:
        """The speaker whom the words after a quotation name, and whether right beside it."""
        start = span.close
        cut = bisect_right(self._boundaries, start)
        end = self._boundaries[cut] if cut < len(self._boundaries) else len(self._text)
        end = min(end, after, start + _REACH)
        tokens = self._between(start, end)
        if not tokens:
            return self._cjk(_CJK_AFTER, self._text[start:end]), True
        first = tokens[0]
        gap = self._gap(start, first.start)
        beside = bool(_BESIDE.fullmatch(gap))
        if first.kind == "person" and gap in ("—", "–", "-", "――"):
            return self._cast.fullest(first.text, first.start), True
        for index, verb in enumerate(tokens):
            if verb.kind not in VERBS or (verb.head in saying.NOUN_TOO and not beside):
                continue
            if verb.kind == "source":
                return self._after(tokens, index), index == 0
            inverted = index == 0 and beside and verb.head not in saying.NEVER_INVERTED
            if inverted and (speaker := self._after(tokens, index)):
                return speaker, True
            if index == 0 and beside and _is_participle(verb):
                return "", False
            speaker = self._before(tokens, index, start)
            if speaker:
                return speaker, beside or (index == 0 and gap[:1] in ",")
        return "", False

    def _before(self, tokens: list[Token], index: int, floor: int) -> str:
        """The subject of the verb at `index` among the words before it."""
        verb = tokens[index]
        mentions = [token for token in tokens[:index] if token.kind in MENTIONS]
        if not mentions:
            unnamed = _UNNAMED.match(self._text[floor : verb.start])
            return unnamed[1].strip() if unnamed else ""
        nearest = len(mentions) - 1
        gap = self._gap(mentions[-1].end, verb.start)
        if "," in gap:
            chosen = self._over_commas(mentions, verb)
            return self._who(mentions, chosen, chosen)
        if gap in ("and", "but") and nearest:
            earlier = [i for i in range(index) if tokens[i].kind in VERBS]
            if earlier and (subject := self._before(tokens, earlier[-1], floor)):
                return subject
            return self._who(mentions, 0, 0)
        chosen = nearest
        while chosen and self._is_object(mentions[chosen]):
            if "," in self._gap(mentions[chosen - 1].end, mentions[chosen].start):
                break
            chosen -= 1
        return self._who(mentions, chosen, nearest)

    def _over_commas(self, mentions: list[Token], verb: Token) -> int:
        """The subject of a verb that a comma precedes: X, the director of Y, said."""
        fallback = -1
        for index in range(len(mentions) - 1, -1, -1):
            token = mentions[index]
            clause = self._text[max(0, token.start - 60) : token.start].rpartition(",")[2]
            if self._is_object(token) or re.search(r"\b(?:who|which|whose|where)\b", clause):
                continue
            followed = self._text[token.end : token.end + 2].lstrip(' "”)').startswith((",", "("))
            last = self._gap(token.end, verb.start).strip() == ","
            if token.kind == "person" and followed:
                return index
            if fallback < 0 and followed and not last:
                fallback = index
        return max(fallback, 0)

    def _is_object(self, token: Token) -> bool:
        """Whether a preposition stands before it, adjectives aside where it's no person."""
        before = self._text[max(0, token.start - 30) : token.start]
        pattern = _PLAIN_PREPOSITION if token.kind == "person" else _PREPOSITION
        return pattern.search(before) is not None

    def _after(self, tokens: list[Token], index: int) -> str:
        """The subject that follows a verb: said X; said the director of Y, X; according to X."""
        verb = tokens[index]
        mentions: list[Token] = []
        for token in tokens[index + 1 :]:
            if token.kind not in MENTIONS:
                break
            gap = self._gap(mentions[-1].end if mentions else verb.end, token.start)
            if not mentions and gap.count(" ") > 5:
                break
            mentions.append(token)
        if not mentions:
            return ""
        last = 0
        for at in range(1, len(mentions)):
            if mentions[last].kind == "person":
                break
            gap = self._gap(mentions[last].end, mentions[at].start)
            if gap == "," and mentions[at].kind != "person":
                break
            if gap.count(" ") > 3 or "," in gap[1:] or (gap[:1] == "," and gap != ","):
                break
            last = at
        if mentions[last].kind == "person" and not self._is_object(mentions[last]):
            return self._who(mentions, last, last)
        return self._who(mentions, 0, last)

    def _who(self, mentions: list[Token], chosen: int, last: int) -> str:
        """Call the chosen mention by its fullest name; `last` ends the words that belong to it."""
        token = mentions[chosen]
        if token.kind == "pronoun":
            return self._whom_pronoun_means(mentions, chosen)
        if token.kind in ("person", "name"):
            following = self._gap(token.end, token.end + 2)
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
                if word.lower() in _ADJECTIVES and count == keep:
                    keep = count + 1
            start -= sum(len(word) + 1 for word in words[len(words) - keep :])
        if article == "the" or (not article and first.text[:1].isupper()):
            known = ""
            if last.kind == "role":
                known = self._cast.by_role(last.head, first.start) if first == last else ""
            elif last.kind == "body" and first == last:
                known = self._cast.body(head or last.head, first.start)
            if known:
                return known
        return " ".join(self._text[start : last.end].split())

    def _whom_pronoun_means(self, mentions: list[Token], chosen: int) -> str:
        token = mentions[chosen]
        if token.head == "who":
            return self._who(mentions, chosen - 1, chosen - 1) if chosen else ""
        last = self._last.speaker
        if token.head in ("it", "they", "ils", "они"):
            return last
        name, at = self._cast.antecedent(token.head, token.start)
        if self._last_span and at < self._last_span.close and last and " " in last:
            if self._cast.fits(last, token.head):
                name = last
        if name:
            self._cast.learn_gender(name, token.head)
        return name

    def _label(self, span: Span) -> str:
        """The name that a paragraph of an interview begins with, before a colon."""
        start = self._text.rfind("\n", max(0, span.open - 2_000), span.open) + 1
        tokens = self._between(start, start + 60)
        if not tokens or tokens[0].kind not in MENTIONS or tokens[0].kind == "pronoun":
            return ""
        lead = self._text[start : tokens[0].start].strip()
        follows = re.match(r"\s*(?:\([^)\n]{0,60}\))?:", self._text[tokens[0].end : span.open])
        return self._who(tokens, 0, 0) if follows and not lead else ""

    def _around(self, span: Span, before: int, after: int) -> str:
        """Whoever speaks in the sentences before, else in those after."""
        floor = max(0, span.open - _AROUND)
        tokens = self._between(floor, span.open)
        near = self._last_span is not None and span.open - before < _AROUND
        for index in range(len(tokens) - 1, -1, -1):
            verb = tokens[index]
            if near and verb.start < self._end_of_sentence(before):
                return self._last.speaker
            if verb.kind in ("says", "frames") and verb.head not in saying.NOUN_TOO:
                start = self._boundaries[bisect_right(self._boundaries, verb.start) - 1]
                inside = [token for token in tokens if start <= token.start]
                at = inside.index(verb)
                if speaker := self._before(inside, at, start):
                    return speaker
        if near and self._last.speaker:
            return self._last.speaker
        if tokens and (speaker := self._subject_of_last_sentence(span)):
            return speaker
        following = self._between(span.close, min(span.close + _AROUND // 2, after))
        for index, verb in enumerate(following):
            if verb.kind == "says":
                return self._before(following, index, span.close)
        return ""

    def _end_of_sentence(self, at: int) -> int:
        index = bisect_right(self._boundaries, at)
        return self._boundaries[index] if index < len(self._boundaries) else len(self._text)

    def _subject_of_last_sentence(self, span: Span) -> str:
        index = bisect_left(self._boundaries, span.open) - 1
        start = self._boundaries[max(0, index - 1)]
        for token in self._between(max(start, span.open - _AROUND), span.open):
            if token.kind == "person" and not self._is_object(token):
                return self._cast.fullest(token.text, token.start)
        return ""

    def _cjk(self, pattern: re.Pattern[str], text: str) -> str:
        match = pattern.search(text) if text[:1] > "\u2e80" or text[-1:] > "\u2e80" else None
        return match[1] if match else ""


def _is_participle(verb: Token) -> bool:
    return verb.head.endswith("ing")


def _boundaries(text: str) -> list[int]:
    """Where sentences and paragraphs begin; full stops of abbreviations and initials are none."""
    found: list[int] = []
    for match in _BOUNDARY.finditer(text):
        start, end = match.span()
        if text[start] == "." and "\n" not in match[0]:
            if text[end : end + 1].islower():
                continue
            word = text[max(0, start - 12) : start].rpartition(" ")[2].lower()
            if word in saying.ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
                continue
        found.append(end)
    return found
