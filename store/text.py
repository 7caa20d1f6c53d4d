"""Clean raw text at the door, once, so that everything behind the door can trust it.

A cleaned text is valid Unicode in NFC with `\\n` line ends. It holds no character that a terminal
would obey, that reorders what stands around it, or that nobody can see. All offsets anywhere in
Pressmark are code point offsets into a cleaned text, end-exclusive.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache

MAX_MARKS = 8
"""Combining marks kept on one base: more than any script needs, too few to climb over lines."""

# Sets of characters, written as the inside of a regular expression's class.
_BREAKS = "\r\v\f\x85\u2028\u2029"
_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f"
_NEVER = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"  # soft hyphen, joiner, Arabic mark, fillers
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"  # zero widths, bidi, fillers
    "\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"  # noncharacters, interlinear annotation
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
)
_IN_PLACE = "\u180b-\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"

# What a character of _IN_PLACE may stand between.
_MONGOLIAN = "\u1820-\u18aa"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_JOINING = (  # from Arabic to Sinhala, then Tibetan to Mongolian and their extensions
    "\u0620-\u08ff\u0900-\u0dff\u0f40-\u0fbc\u1000-\u109f\u1780-\u17d3\u1820-\u18aa\ua840-\ua873"
    "\ua8e0-\ua8ff\ufb50-\ufdcf\ufe70-\ufefc\U00010a00-\U00010aff\U00011000-\U00011fff"
    "\U0001e900-\U0001e943"
)
_PICTURES = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)

_ODD = re.compile(f"[{_BREAKS}{_SPACES}{_NEVER}{_IN_PLACE}\ud800-\udfff]")
_BREAK = re.compile(f"\r\n|[{_BREAKS}]")
_SPACE = re.compile(f"[{_SPACES}]")
_GONE = re.compile(f"[{_NEVER}]+")
_PLACED = re.compile(f"[{_IN_PLACE}]")
_OUT_OF_PLACE = re.compile(
    "(?!"
    f"(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}])"
    f"|(?<=[{_PICTURES}\ufe0f])\u200d(?=[{_PICTURES}])"
    f"|(?<=[{_PICTURES}])[\ufe0e\ufe0f]"
    "|(?<=[0-9#*])\ufe0f(?=\u20e3)"
    f"|(?<=[{_HAN}])[\ufe00-\ufe02\U000e0100-\U000e01ef]"
    f"|(?<=[{_MONGOLIAN}])[\u180b-\u180f]"
    f")[{_IN_PLACE}]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK_LINES = re.compile("\n{4,}")
_MARK_BLOCKS = (
    (0x300, 0x3100),
    (0xA000, 0xAC00),
    (0xFB00, 0x12000),
    (0x16A00, 0x17000),
    (0x1BC00, 0x1BD00),
    (0x1CF00, 0x1D300),
    (0x1DA00, 0x1EA00),
    (0xE0100, 0xE01F0),
)
_EDGE = " \u3000"
_VISIBLE_CONTROL = re.compile(f"[{_BREAKS}\n\t{_NEVER}\u200c\u200d\ud800-\udfff]")


def clean(raw: str) -> str:
    """`raw` as the text that is stored, shown and counted in; cleaning it again changes nothing.

    Tabs and no-break spaces become spaces, a lone surrogate becomes U+FFFD, spaces at the end of
    a line go, and so do blank lines at both ends and those beyond two in a row.
    """
    text = raw
    if _ODD.search(text):
        text = _without_odd(text)
    if not text.isascii():
        text = _settled(text)
    return _tidy(text)


def clean_line(raw: str, cap: int = 10_000) -> str:
    """`raw` cleaned and put on one line of at most `cap` characters: a title, a source, a URL."""
    return " ".join(clean(raw).split())[:cap].rstrip()


def article_id(text: str) -> str:
    """The first 16 hex digits of the SHA-256 of a cleaned text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def printable(text: str) -> str:
    """`text` on one line with its control characters as `\\x1b`: for messages and file names."""
    return _VISIBLE_CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


@cache
def marks() -> str:
    """All combining marks, as the inside of a regular expression's class.

    Reckoned at the first text that needs it; the blocks left out hold no marks.
    """
    return "".join(
        chr(code)
        for first, end in _MARK_BLOCKS
        for code in range(first, end)
        if unicodedata.category(chr(code))[0] == "M"
    )


@cache
def _stack() -> re.Pattern[str]:
    mark = f"[{marks()}]"
    return re.compile(f"({mark}{{{MAX_MARKS}}}){mark}+")


def _without_odd(text: str) -> str:
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _BREAK.sub("\n", text)
    text = _SPACE.sub(" ", text)
    return _GONE.sub("", text)


def _settled(text: str) -> str:
    """`text` in NFC, with nothing out of place and no stack of marks too high.

    Each of the three can upset another (a joiner goes, and its neighbours compose), so they are
    repeated until all hold; each repetition that changes anything makes the text shorter.
    """
    while True:
        before = text
        text = _stack().sub(r"\1", text)  # first: putting a long stack in order takes for ever
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        if _PLACED.search(text):
            text = _OUT_OF_PLACE.sub("", text)
        if text == before:
            return text


def _tidy(text: str) -> str:
    text = "\n".join([line.rstrip(_EDGE) for line in text.split("\n")])
    return _BLANK_LINES.sub("\n\n\n", text).strip("\n" + _EDGE)
