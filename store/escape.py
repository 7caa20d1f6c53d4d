"""Text made harmless for where it goes: Markdown and spreadsheets read plain words as commands."""

from __future__ import annotations

import re

from store.text import clean, clean_line

# `@` and the two below are no markup of CommonMark: GitHub makes links of addresses in plain text.
_INLINE = re.compile(r"[\\`*_{}\[\]<>&|~$^#@]|(?<=www)\.|:(?=//)", re.IGNORECASE)
_LINE_START = re.compile(r"\A(?:([-+=:])|(\d+)([.)])(?=\s|\Z))", re.ASCII)
_LINK = re.compile(r"https?://[^\s<>\\]+", re.IGNORECASE)

# What a spreadsheet takes for the start of a formula, with the full-width forms that some
# versions take too, and whatever they skip before it.
_FORMULA = re.compile(r"[\t\r]|[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")


def markdown(text: str) -> str:
    """`text` on one line, so that Markdown shows it as it stands: no markup, no link, no HTML."""
    return _inline(clean_line(text, len(text)))


def markdown_lines(text: str) -> list[str]:
    """The lines of `text`, escaped like `markdown`; an empty line parts two paragraphs."""
    return [_line(line.strip()) for line in clean(text).split("\n")]


def markdown_quote(text: str) -> str:
    """`text` as a Markdown block quote of as many paragraphs as it has."""
    return "\n".join(f"> {line}".rstrip() for line in markdown_lines(text))


def markdown_link(url: str) -> str:
    """`url` as a link where it is a web address, and as plain text where it is anything else."""
    address = clean_line(url)
    return f"<{address}>" if _LINK.fullmatch(address) else _inline(address)


def cell(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _inline(line: str) -> str:
    return _INLINE.sub(r"\\\g<0>", line)


def _line(line: str) -> str:
    return _LINE_START.sub(r"\2\\\1\3", _inline(line))
