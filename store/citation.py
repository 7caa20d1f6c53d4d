"""A quote as one piece of text with where it is from, for pasting into a report."""

from __future__ import annotations

from collections.abc import Callable
from string import Formatter
from unicodedata import category

from store import escape
from store.model import PressmarkError, QuoteRow
from store.text import clean_line

FIELDS: dict[str, Callable[[QuoteRow], str]] = {
    "exact": lambda row: row.exact,
    "speaker": lambda row: row.speaker,
    "title": lambda row: row.title,
    "source": lambda row: row.source,
    "date": lambda row: day(row.published),
    "url": lambda row: row.url,
    "topics": lambda row: ", ".join(row.topics),
    "note": lambda row: row.note,
    "analyst": lambda row: row.analyst,
}
"""What a user's own format may name in braces, and how it is taken from a quote."""


_CONTROL = ("Cc", "Cf", "Cs")


def cite(row: QuoteRow, style: str) -> str:
    """`row` in `style`: "plain", "markdown", or a format such as `{exact} ({source}, {date})`.

    Each field of a format stands on one line, and is empty where the quote has no such thing.
    No style lets a control character out, but for the line ends and tabs of the format itself.
    Raises PressmarkError for a style that is none of the three.
    """
    built_in = STYLES.get(style)
    return built_in(row) if built_in else _formatted(row, style)


def check_style(style: str) -> None:
    """Raise PressmarkError, naming what is allowed, where `cite` would refuse `style`."""
    if style not in STYLES:
        _parts(style)


def day(published: str) -> str:
    """The day of a published date that may carry a time."""
    return published.partition("T")[0]


def attribution(row: QuoteRow) -> str:
    """Speaker, title, source, date and link as one line of Markdown, without what is missing."""
    title = escape.markdown(row.title)
    plain = (escape.markdown(part) for part in (row.source, day(row.published)))
    parts = (escape.markdown(row.speaker), title and f"“{title}”", *plain)
    return ", ".join(filter(None, (*parts, escape.markdown_link(row.url))))


def _plain(row: QuoteRow) -> str:
    title = _one_line(row.title)
    parts = (row.speaker, title and f"“{title}”", row.source, day(row.published), row.url)
    origin = ", ".join(filter(None, map(_one_line, parts)))
    return " — ".join(filter(None, (f"“{_one_line(row.exact)}”", origin)))


def _markdown(row: QuoteRow) -> str:
    origin = attribution(row)
    quote = escape.markdown_quote(row.exact)
    return f"{quote}\n\n— {origin}" if origin else quote


STYLES: dict[str, Callable[[QuoteRow], str]] = {"plain": _plain, "markdown": _markdown}


def _formatted(row: QuoteRow, style: str) -> str:
    return "".join(
        literal + (_one_line(FIELDS[name](row)) if name else "") for literal, name in _parts(style)
    )


def _parts(style: str) -> list[tuple[str, str]]:
    """`style` as pairs of literal text and the field after it, "" where none follows.

    Not `str.format`: that reaches from a field into the program (`{exact.__class__}`).
    """
    try:
        parsed = list(Formatter().parse(style))
    except ValueError as error:
        raise PressmarkError(f"The citation format {_shown(style)} is wrong: {error}.") from error
    if all(name is None for _, name, _, _ in parsed):
        known = ", ".join(STYLES)
        raise PressmarkError(
            f"The citation {_shown(style)} is none of {known}, and no format: it names no field "
            f"such as {{exact}}."
        )
    for _, name, form, conversion in parsed:
        if name is not None and (name not in FIELDS or form or conversion):
            raise PressmarkError(
                f"The citation format {_shown(style)} names {{{_shown_field(name, form)}}}, "
                f"but only {', '.join(f'{{{field}}}' for field in FIELDS)} are fields."
            )
    return [(_harmless(literal), name or "") for literal, name, _, _ in parsed]


def _harmless(literal: str) -> str:
    """`literal` with its spaces, tabs and line ends, but nothing that a terminal would obey."""
    return "".join(char for char in literal if char in "\t\n" or category(char) not in _CONTROL)


def _one_line(text: str) -> str:
    return clean_line(text, len(text))


def _shown(style: str) -> str:
    return repr(clean_line(style, 80))


def _shown_field(name: str, form: str | None) -> str:
    return clean_line(f"{name}:{form}" if form else name, 40)
