"""Clean raw text at the door, once, so that everything behind the door can trust it.

A cleaned text is valid Unicode in NFC with `\\n` line ends. It holds no character that a terminal
would obey, that reorders what stands around it, or that nobody can see. All offsets anywhere in
Pressmark are code point offsets into a cleaned text, end-exclusive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

MAX_MARKS = 8
"""Combining marks kept on one base: more than any script needs, too few to climb over lines."""

# Sets of characters, written as the inside of a regular expression's class. A class that holds
# anything beyond U+FFFF is searched 20 times more slowly, so such sets come in two parts.
_ASTRAL = "\U00010000-\U0010ffff"
_BREAKS = "\r\v\f\x85\u2028\u2029"
_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f"
_NEVER = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"  # soft hyphen, grapheme joiner, fillers
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"  # zero widths, bidi, fillers
    "\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"  # noncharacters, interlinear annotation
)
_NEVER_ASTRAL = (
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # invisible controls
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags
    + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
)
_IN_PLACE = "\u180b-\u180f\u200c\u200d\ufe00-\ufe0f"
_IN_PLACE_ASTRAL = "\U000e0100-\U000e01ef"

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


def either(basic: str, astral: str) -> str:
    """A regular expression for one character of the class `basic` or of the class `astral`."""
    return f"(?:[{basic}]|(?=[{_ASTRAL}])[{astral}])"


# Neither odd, nor composed with what stands beside it, nor in need of a place: Latin and its marks.
_UNUSUAL = "[^\n -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030\u20ac]"

# Patterns as text: `re` compiles each when it is first used and remembers it. Compiling all of them
# takes 7 ms, and most sessions clean nothing.
_HAS_ASTRAL = f"[{_ASTRAL}]"
_ODD = f"[{_BREAKS}{_SPACES}{_NEVER}\ud800-\udfff]"
_ODD_ASTRAL = f"[{_NEVER_ASTRAL}]"
_SURROGATE = "[\ud800-\udfff]"
_BREAK = f"[{_BREAKS}]"
_SPACE = f"[{_SPACES}]"
_GONE = f"[{_NEVER}]+"
_PLACED = f"[{_IN_PLACE}]"
_OUT_OF_PLACE = (
    f"(?={either(_IN_PLACE, _IN_PLACE_ASTRAL)})(?!"
    f"(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}])"
    f"|(?<=[{_PICTURES}\ufe0f])\u200d(?=[{_PICTURES}])"
    f"|(?<=[{_PICTURES}])[\ufe0e\ufe0f]"
    "|(?<=[0-9#*])\ufe0f(?=\u20e3)"
    f"|(?<=[{_HAN}])[\ufe00-\ufe02{_IN_PLACE_ASTRAL}]"
    f"|(?<=[{_MONGOLIAN}])[\u180b-\u180f]"
    ")(?s:.)"
)
_MARK_BLOCKS = (
    (0x300, 0x3100),
    (0xA000, 0xAC00),
    (0xFB00, 0x10000),
    (0x10000, 0x12000),
    (0x16A00, 0x17000),
    (0x1BC00, 0x1BD00),
    (0x1CF00, 0x1D300),
    (0x1DA00, 0x1EA00),
    (0xE0100, 0xE01F0),
)
# Latin is no stack of marks, and what follows may be one. The first character stands apart, because
# the beginning of a pattern is searched for three times faster if it is not repeated.
_FOREIGN = f"[\u0300-\U0010ffff][\u0300-\U0010ffff]{{{MAX_MARKS}}}"
_EDGE = " \u3000"
_BLANK_LINES = "\n{4,}"
_INVISIBLE = f"[{_BREAKS}\n\t{_NEVER}{_NEVER_ASTRAL}{_IN_PLACE}{_IN_PLACE_ASTRAL}\ud800-\udfff]"


def clean(raw: str) -> str:
    """`raw` as the text that is stored, shown and counted in; cleaning it again changes nothing.

    Tabs and no-break spaces become spaces, a lone surrogate becomes U+FFFD, spaces at the end of
    a line go, and so do blank lines at both ends and those beyond two in a row.
    """
    text = raw
    if re.search(_UNUSUAL, text):  # one look instead of six, for most texts in the West
        if re.search(_ODD, text):
            text = _without_odd(text)
        if not text.isascii():
            text = _settled(text)
    return _tidy(text)


def clean_line(raw: str, cap: int = 10_000) -> str:
    """`raw` cleaned and put on one line of at most `cap` characters: a title, a source, a URL."""
    line = " ".join(clean(raw).split())
    # What stands before the cut may have needed what stood behind it.
    return line if len(line) <= cap else clean(line[:cap])


def article_id(text: str) -> str:
    """The first 16 hex digits of the SHA-256 of a cleaned text."""
    import hashlib  # loads OpenSSL, for which the first screen need not wait

    return hashlib.sha256(text.encode()).hexdigest()[:16]


def printable(text: str) -> str:
    """`text` on one line, what is invisible in it as `\\x1b`: for messages and file names."""
    return re.sub(_INVISIBLE, lambda found: ascii(found[0])[1:-1], text)


def encodable(text: str) -> str:
    """`text` as any encoding of Unicode can hold it: the name of a file need not be UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode()


@cache
def mark() -> str:
    """A regular expression for one combining mark, reckoned at the first text that needs it."""
    found = [
        chr(code)
        for first, end in _MARK_BLOCKS  # the only ones that hold any
        for code in range(first, end)
        if unicodedata.category(chr(code))[0] == "M"
    ]
    return either(
        _ranges(c for c in found if c <= "\uffff"), _ranges(c for c in found if c > "\uffff")
    )


def _ranges(characters: Iterable[str]) -> str:
    """Ascending characters as ranges: a short class is a fast class."""
    ranges: list[list[str]] = []
    for character in characters:
        if ranges and ord(ranges[-1][1]) == ord(character) - 1:
            ranges[-1][1] = character
        else:
            ranges.append([character, character])
    return "".join(f"{first}-{last}" for first, last in ranges)


@cache
def _stack() -> re.Pattern[str]:
    return re.compile(f"({mark()}{{{MAX_MARKS}}}){mark()}++")


def _without_odd(text: str) -> str:
    if re.search(_SURROGATE, text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = re.sub(_BREAK, "\n", text.replace("\r\n", "\n"))
    text = re.sub(_SPACE, " ", text.replace("\u00a0", " "))
    return re.sub(_GONE, "", text)


def _settled(text: str) -> str:
    """`text` in NFC, with nothing out of place and no stack of marks too high.

    Each of the three can upset another (a joiner goes, and its neighbours compose), so they are
    repeated until all hold.
    """
    astral = bool(re.search(_HAS_ASTRAL, text))
    if astral:
        text = re.sub(_ODD_ASTRAL, "", text)
    while True:
        before = text
        if re.search(_FOREIGN, text):  # first: NFC is quadratic in the height of a stack
            text = _stack().sub(r"\1", text)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        if astral or re.search(_PLACED, text):
            text = re.sub(_OUT_OF_PLACE, "", text)
        if text == before:
            return text


def _tidy(text: str) -> str:
    if " \n" in text or "\u3000\n" in text:
        text = "\n".join([line.rstrip(_EDGE) for line in text.split("\n")])
    if "\n\n\n\n" in text:
        text = re.sub(_BLANK_LINES, "\n\n\n", text)
    return text.strip("\n" + _EDGE)
