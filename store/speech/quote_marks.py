"""Quotation marks: which ones belong together, and which are apostrophes or inches.

Marks are paired paragraph by paragraph with one small stack, in one pass, so the time is linear
whatever the text. Only outer pairs are kept. A quotation that its paragraph leaves open goes on
where the next paragraph repeats the mark, or where a closing mark without a partner follows
within a bounded distance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

DOUBLE = '"“”„‟〝〞〟«»‹›「」『』｢｣'
SINGLE = "'‘’‚‛"
ALL_MARKS = frozenset(DOUBLE + SINGLE + "＂`")

_TOKEN = re.compile(r"``|''|‘‘|’’|[\"＂“”„‟〝〞〟«»‹›「」『』｢｣‘‚‛]|(?<!\w)['’]|['’](?!\w)|\n+")
_SAME_AS = {"``": '"', "''": '"', "‘‘": "“", "’’": "”", "＂": '"', "‛": "‘"}
_CLOSERS = {
    '"': '"',
    "“": "”“",
    "”": "”",
    "„": "“”‟",
    "‟": "”",
    "〝": "〞〟",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "｢": "｣",
    "‘": "’'",
    "‚": "‘’'",
    "'": "'’",
    "’": "’",
}
_LOOSE = {'"': "”“", "“": '"', "„": '"'}
"""Closing marks taken for want of the right one: hurried typing mixes straight and curly."""

_ONLY_OPEN = frozenset("„‟〝「『｢‚")
_ONLY_CLOSE = frozenset("〞〟」』｣")
_ELISIONS = re.compile(
    r"(?:\d\d?0?0?s|n|em|til|till|tis|twas|cause|cos|bout|round|neath)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\d\d(?!\w)")
_BEFORE_YEAR = re.compile(
    r"\b(?:in|since|of|from|to|by|until|before|after|the|class|late|early|summer|winter|spring"
    r"|autumn|january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\s$",
    re.IGNORECASE,
)
_AFTER_OPEN_NEVER = frozenset(",;:!?)]}%")
_CJK = 0x2E80

MAX_LENGTH = 12_000
"""Characters of the longest quotation; a longer pair is two marks that lost their partners."""
_DEPTH = 16
_WAIT_PARAGRAPHS = 4
_WAIT_LENGTH = 3_000
_UNCLOSED_LENGTH = 2_000


class Span(NamedTuple):
    """A quotation: `open` and `close` bound it with its marks, `start` and `end` without.

    `closed` is False where the closing mark is missing and the paragraph's end stands for it.
    """

    open: int
    start: int
    end: int
    close: int
    closed: bool = True


class _Mark(NamedTuple):
    start: int
    end: int
    char: str
    opens: bool
    closes: bool

    @property
    def double(self) -> bool:
        return self.char in DOUBLE


class _Pair(NamedTuple):
    opener: _Mark
    closer: _Mark


class _Paragraph(NamedTuple):
    start: int
    end: int
    pairs: list[_Pair]
    unclosed: _Mark | None
    """The mark that opens a quotation which this paragraph doesn't close."""
    orphan: _Mark | None
    """A closing double mark without a partner, before any pair of double marks."""
    lead: _Mark | None
    """The mark that the paragraph begins with."""


def spans(text: str) -> list[Span]:
    """The outer quotations of `text`, disjoint and by position; blank ones are left out."""
    found = _Assembly(text)
    for paragraph in _paragraphs(text):
        found.add(paragraph)
    return found.finish()


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    marks: list[_Mark] = []
    start = 0
    for match in _TOKEN.finditer(text):
        if match[0][0] == "\n":
            yield _pair_up(text, start, match.start(), marks)
            marks, start = [], match.end()
        else:
            mark = _mark(text, match.start(), match.end(), _SAME_AS.get(match[0], match[0]))
            if mark.opens or mark.closes:
                marks.append(mark)
    yield _pair_up(text, start, len(text), marks)


def _mark(text: str, start: int, end: int, char: str) -> _Mark:
    """What this mark can be, judging by its neighbours; marks next to it are looked through."""
    left, right = start - 1, end
    while left >= 0 and start - left <= 3 and text[left] in ALL_MARKS:
        left -= 1
    while right < len(text) and right - end < 3 and text[right] in ALL_MARKS:
        right += 1
    before = text[left] if left >= 0 else "\n"
    after = text[right] if right < len(text) else "\n"
    opens, closes = _by_context(before, after, text[right : right + 2])
    if char in _ONLY_OPEN:
        opens, closes = True, False
    elif char in _ONLY_CLOSE:
        opens, closes = False, True
    elif char == "“":
        opens, closes = opens or not closes, closes
    elif char == "”":
        opens, closes = opens and not closes, closes or not opens
    elif char in "«»‹›":
        opens, closes = char in "«‹" or before.isspace() or before in "([", True
    elif char in SINGLE:
        opens = opens and not after.isspace() and not _elides(text, start, end, char)
        closes = closes and not after.isalnum()
    return _Mark(start, end, char, opens, closes)


def _elides(text: str, start: int, end: int, char: str) -> bool:
    """Whether the mark stands for what is left out: the ’80s, in ’98, ’cause."""
    if _ELISIONS.match(text, end):
        return True
    year = char in "'’" and _YEAR.match(text, end)
    return bool(year and _BEFORE_YEAR.search(text, max(0, start - 12), start))


def _by_context(before: str, after: str, ahead: str) -> tuple[bool, bool]:
    """Whether a mark between these two characters can open, and whether it can close."""
    if ord(before) >= _CJK or ord(after) >= _CJK:
        return True, not before.isspace()
    opens = (
        not after.isspace()
        and after not in _AFTER_OPEN_NEVER
        and (after != "." or ahead == ".." or ahead[1:].isdigit())
        and not before.isalnum()
    )
    closes = not before.isspace() and before not in "([{/:"
    if after.isalnum() and before in "—–-=":
        closes = False
    if before.isalnum() and after.isalnum():
        opens = closes = True
    return opens, closes


def _pair_up(text: str, start: int, end: int, marks: list[_Mark]) -> _Paragraph:
    """Pair the marks of one paragraph; what a pair encloses is dropped as nested."""
    stack: list[_Mark] = []
    pairs: list[_Pair] = []
    orphan: _Mark | None = None
    for index, mark in enumerate(marks):
        at = _partner(stack, mark) if mark.closes else -1
        if at >= 0 and not _only_looks_closing(text, marks, index):
            opener = stack[at]
            del stack[at:]
            if mark.start - opener.end > MAX_LENGTH:
                continue
            while pairs and pairs[-1].opener.start > opener.start:
                pairs.pop()
            pairs.append(_Pair(opener, mark))
        elif at < 0 and mark.opens:
            stack.append(mark)
            if len(stack) > _DEPTH:
                del stack[0]
        elif at < 0 and orphan is None and mark.double and not _after_digit(text, mark):
            orphan = None if any(pair.opener.double for pair in pairs) else mark
    lead_at = start + len(text[start:end]) - len(text[start:end].lstrip())
    lead = marks[0] if marks and marks[0].start == lead_at and marks[0].opens else None
    return _Paragraph(start, end, pairs, _left_open(stack, pairs, lead), orphan, lead)


def _partner(stack: list[_Mark], mark: _Mark) -> int:
    """Where in the stack the opener for this closing mark is; -1 where there is none."""
    for table in (_CLOSERS, _LOOSE):
        if table is _LOOSE and mark.opens:
            break
        for at in range(len(stack) - 1, -1, -1):
            if mark.char in table.get(stack[at].char, ""):
                if mark.char == stack[at].char == "“" and mark.opens:
                    continue
                return at
            if stack[at].double and not mark.double:
                break  # a single mark never closes over an open double one: it's an apostrophe
    return -1


def _after_digit(text: str, mark: _Mark) -> bool:
    return mark.char in '"”' and mark.start > 0 and text[mark.start - 1].isdigit()


def _only_looks_closing(text: str, marks: list[_Mark], index: int) -> bool:
    """True for 12" and the firms' where the true closing mark is still to come."""
    mark = marks[index]
    if mark.double:
        if not _after_digit(text, mark):
            return False
    elif not (text[mark.start - 1] in "sSzx" and text[mark.end : mark.end + 2].strip().islower()):
        return False
    for at in range(index + 1, len(marks)):
        later = marks[at]
        if later.double == mark.double:
            return later.closes and not later.opens and not _after_digit(text, later)
    return False


def _left_open(stack: list[_Mark], pairs: list[_Pair], lead: _Mark | None) -> _Mark | None:
    for mark in stack:
        if not mark.double and mark is not lead and mark.char != "‘":
            continue  # an apostrophe rather
        followed = pairs and pairs[-1].opener.start > mark.start and pairs[-1].opener.double
        if not followed or mark is lead:
            return mark
    return None


class _Assembly:
    """Puts the paragraphs' quotations together, and those that run over several."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: list[Span] = []
        self._pending: _Mark | None = None
        self._sure_to = 0
        self._repeated = False
        self._waited = 0
        self._held: list[_Pair] = []

    def add(self, paragraph: _Paragraph) -> None:
        pairs = paragraph.pairs
        if self._pending is not None:
            if not self._text[paragraph.start : paragraph.end].strip():
                return
            closer = self._closing(paragraph)
            if closer is not None:
                self._close(closer)
                pairs = [pair for pair in pairs if pair.opener.start > closer.start]
            elif self._goes_on(paragraph):
                return
            else:
                self._give_up()
        if paragraph.unclosed is None:
            self._keep(pairs)
            return
        self._keep([pair for pair in pairs if pair.opener.start < paragraph.unclosed.start])
        self._pending, self._sure_to = paragraph.unclosed, paragraph.end
        self._repeated, self._waited = False, 0
        self._held = [pair for pair in pairs if pair.opener.start > paragraph.unclosed.start]

    def finish(self) -> list[Span]:
        if self._pending is not None:
            self._give_up()
        return self._spans

    def _closing(self, paragraph: _Paragraph) -> _Mark | None:
        """The mark in this paragraph that closes the pending quotation."""
        assert self._pending is not None
        if paragraph.lead is not None and paragraph.lead.char == self._pending.char:
            first = paragraph.pairs[0] if paragraph.pairs else None
            return first.closer if first and first.opener == paragraph.lead else None
        orphan = paragraph.orphan
        if orphan is None or orphan.start - self._pending.end > self._limit():
            return None
        if orphan.char in _CLOSERS[self._pending.char] + _LOOSE.get(self._pending.char, ""):
            return orphan
        return None

    def _goes_on(self, paragraph: _Paragraph) -> bool:
        """Whether the pending quotation may go on through the whole of this paragraph."""
        assert self._pending is not None
        lead = paragraph.lead
        if lead is not None and lead is paragraph.unclosed and lead.char == self._pending.char:
            self._sure_to, self._repeated, self._waited = paragraph.end, True, 0
            self._held.clear()
            return True
        self._waited += 1
        if (
            paragraph.unclosed is not None
            or not self._pending.double
            or any(pair.opener.double for pair in paragraph.pairs)
            or self._waited > _WAIT_PARAGRAPHS
            or paragraph.end - self._pending.end > self._limit()
        ):
            return False
        self._held += paragraph.pairs
        return True

    def _limit(self) -> int:
        return MAX_LENGTH if self._repeated else _WAIT_LENGTH

    def _close(self, closer: _Mark) -> None:
        assert self._pending is not None
        if closer.start - self._pending.end <= MAX_LENGTH:
            self._append(self._pending, closer.start, closer.end, closed=True)
        self._pending = None

    def _give_up(self) -> None:
        """No closing mark came: take what is surely speech up to its paragraph's end."""
        assert self._pending is not None
        opener, self._pending = self._pending, None
        kept_to = opener.start  # what the opener might have enclosed stands, unless it did
        if self._convincing(opener):
            self._append(opener, self._sure_to, self._sure_to, closed=False)
            kept_to = self._sure_to
        self._keep([pair for pair in self._held if pair.opener.start >= kept_to])

    def _convincing(self, opener: _Mark) -> bool:
        if self._repeated:
            return self._sure_to - opener.end <= MAX_LENGTH
        if any(pair.opener.double for pair in self._held):
            return False
        if not opener.double or self._sure_to - opener.end > _UNCLOSED_LENGTH:
            return False
        said = self._text[opener.end : self._sure_to].strip()
        before = self._text[max(0, opener.start - 80) : opener.start].rstrip(" ")
        begins = not before or before[-1] in "\n:,.!?…"
        return begins and said.count(" ") >= 3 and said[:1].isupper() and said[-1] in ".!?…,"

    def _keep(self, pairs: list[_Pair]) -> None:
        for opener, closer in pairs:
            self._append(opener, closer.start, closer.end, closed=True)

    def _append(self, opener: _Mark, end: int, close: int, *, closed: bool) -> None:
        start = opener.end
        while True:
            while start < end and self._text[start].isspace():
                start += 1
            while end > start and self._text[end - 1].isspace():
                end -= 1
            if not (end - start > 1 and self._text[start] in ALL_MARKS):
                break
            if self._text[start] != opener.char or self._text[end - 1] not in _CLOSERS[opener.char]:
                break
            start, end = start + 1, end - 1  # a mark typed twice
        if start < end:
            self._spans.append(Span(opener.start, start, end, close, closed))
