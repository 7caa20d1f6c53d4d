"""What stands above the text of an article: front matter, header lines, a title."""

from __future__ import annotations

import re

import msgspec

from store.dates import iso_date
from store.model import Draft

_FIELDS = {
    "title": "title",
    "headline": "title",
    "source": "source",
    "outlet": "source",
    "publication": "source",
    "publisher": "source",
    "byline": "byline",
    "author": "byline",
    "authors": "byline",
    "date": "published",
    "published": "published",
    "pubdate": "published",
    "url": "url",
    "link": "url",
    "language": "language",
    "lang": "language",
}
_HEAD = 16_384
"""Characters in which all of a header must stand."""

_LONGEST_TITLE = 200
_LINES_BELOW = 6
"""Lines below a title, such as the source and the date, by which the text has begun."""

_BREAK = re.compile("\r\n?|[\x85\u2028\u2029]")
_HAS_BREAK = re.compile("[\r\x85\u2028\u2029]")
"""The same in a form that is searched for twice as fast."""

_PAIR = re.compile(r"([A-Za-z][A-Za-z _-]{0,30}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_LONGEST_DATELINE = 80
_BY = re.compile(r"(?:by|von|par)[ \t]+((?=[^\W\d_]).{2,})", re.IGNORECASE)
_DATED = re.compile(r"[ \t]*[,;|·•–—][ \t]*(?=[^,;|·•–—]*\d)")
"""Where a name ends and a date on the same line begins."""

_CLOSERS = "\"'”’»“)]"


def split_header(raw: str) -> Draft:
    """The draft that `raw` makes: the fields named above its text, and the text below them.

    Above the text may stand front matter between two lines of `---`, or plain `Title: …` lines.
    """
    text = _BREAK.sub("\n", raw) if _HAS_BREAK.search(raw) else raw
    text = text.lstrip("\ufeff \t\n\x00")
    lines = text[:_HEAD].split("\n")
    if len(text) > _HEAD:
        lines.pop()  # cut in the middle
    fields, used = _front_matter(lines) if _is_rule(lines) else _header_lines(lines)
    if not fields:
        return Draft(text)
    body = text[sum(len(line) + 1 for line in lines[:used]) :].lstrip("\n")
    return msgspec.structs.replace(Draft(body), **fields)


def take_title(draft: Draft) -> Draft:
    """`draft` with its first line as the title, where it has none and that line looks like one.

    The line leaves the text, unless nothing else stands there. So it does where it repeats a
    title from the header.
    """
    first, _, rest = draft.text.lstrip("\n").partition("\n")
    first = first.strip()
    if not first or not rest.strip():
        return draft
    repeated = first.split() == draft.title.split()
    if not repeated and (draft.title or not _looks_like_title(first, rest)):
        return draft
    return msgspec.structs.replace(draft, title=draft.title or first, text=rest.lstrip("\n"))


def note_dateline(draft: Draft) -> Draft:
    """`draft` with a date and a byline from short lines above its text, where it has none.

    Those lines may say more than that (`The Volga Daily, 1 March 2026`), so they stay in the text.
    """
    published, byline = draft.published, draft.byline
    for line in draft.text[:_HEAD].split("\n", _LINES_BELOW)[:_LINES_BELOW]:
        line = line.strip()
        if len(line) > _LONGEST_DATELINE or line.endswith("."):
            break
        published = published or iso_date(line)
        by = _BY.fullmatch(line)
        byline = byline or (_DATED.split(by[1], maxsplit=1)[0] if by else "")
    return msgspec.structs.replace(draft, published=published, byline=byline)


def _looks_like_title(line: str, rest: str) -> bool:
    if len(line) > _LONGEST_TITLE or not any(character.isalnum() for character in line):
        return False
    if line.rstrip(_CLOSERS).endswith((".", ",", ";", ":")):
        return False
    below = rest[:_HEAD].split("\n", _LINES_BELOW)[:_LINES_BELOW]
    return not below[0].strip() or any(len(other) > len(line) for other in below)


def _is_rule(lines: list[str]) -> bool:
    return bool(lines) and lines[0].rstrip() == "---"


def _front_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    """The fields between two rules, and the number of lines that they take; none without both."""
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return _fields(lines[1:number]), number + 1
    return {}, 0


def _header_lines(lines: list[str]) -> tuple[dict[str, str], int]:
    """The fields in the lines at the top, and the number of lines that they take.

    Where all lines down to the first blank one are of that form, one that is not known (such as
    `Section: World`) is part of the header; else the header ends before it.
    """
    block = next((n for n, line in enumerate(lines) if not line.strip()), len(lines))
    known = next((n for n, line in enumerate(lines[:block]) if not _is_known(line)), block)
    if known and all(_PAIR.fullmatch(line) for line in lines[known:block]):
        known = block
    return _fields(lines[:known]), known


def _is_known(line: str) -> bool:
    found = _PAIR.fullmatch(line.rstrip())
    return bool(found) and found[1].lower() in _FIELDS if found else False


def _fields(lines: list[str]) -> dict[str, str]:
    """The known fields in `lines`; the first of a name counts, and a list is put on one line."""
    values: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        item = _ITEM.fullmatch(line)
        pair = _PAIR.fullmatch(line.rstrip())
        if item:
            current.append(_unquoted(item[1]))
        elif pair:
            name = _FIELDS.get(pair[1].lower())
            current = [_unquoted(pair[2])] if pair[2] else []
            if name:
                current = values.setdefault(name, current)
    return {name: ", ".join(parts) for name, parts in values.items() if parts}


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(part.strip(" \"'") for part in value[1:-1].split(","))
    return value
