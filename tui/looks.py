"""What the screen makes of records: letters and colours of topics, marks and pages of articles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, TypeAlias, get_args

from store.codebook import Codebook
from store.folding import fold
from store.model import Article, Quote, Review, Topic
from tui.marks import Mark, mark_key
from tui.page import Page
from tui.paint_row import Look, Looks
from tui.palette import is_colour

Others: TypeAlias = Literal["shown", "counted", "hidden"]
OTHERS: tuple[Others, ...] = get_args(Others)
"""How the highlights of others can be drawn: as such, as a number beside the text, or not."""

Quotes: TypeAlias = Sequence[tuple[str, Quote]]
"""(analyst, quote) of each."""


def looks_of(topics: Iterable[Topic], own: Mapping[str, str]) -> dict[str, Look]:
    """How each topic is drawn; `own` are the user's colours, by name of topic."""
    return {
        topic.name: Look(topic.glyph or "?", _colour(own.get(topic.name, ""), topic.colour))
        for topic in topics
    }


def _colour(*wanted: str) -> str:
    return next((colour for colour in wanted if is_colour(colour)), "yellow")


def wanted(quotes: Quotes, me: str, analysts: Collection[str]) -> Quotes:
    """The own quotes, and those of some analysts, given as `fold` has them; none: of all."""
    if not analysts:
        return quotes
    return [(who, quote) for who, quote in quotes if who == me or fold(who) in analysts]


def divided(quotes: Quotes, me: str, others: Others) -> tuple[Quotes, list[int]]:
    """The quotes that are drawn, and where those begin that are only counted."""
    if others == "shown":
        return quotes, []
    own = [(who, quote) for who, quote in quotes if who == me]
    rest = [quote.start for who, quote in quotes if who != me]
    return own, rest if others == "counted" else []


def marks_of(
    quotes: Iterable[tuple[str, Quote]], book: Codebook, looks: Looks, me: str
) -> list[Mark]:
    """Everybody's quotes on one article, as the reader draws them."""
    marks = []
    for analyst, quote in quotes:
        topics, mine = book.resolve(quote.topics), analyst == me
        shown = [looks[name] for name in topics if name in looks]
        key = mark_key(analyst, quote.id, me)
        glyphs = "".join(look.glyph for look in shown)
        colour = shown[0].colour if shown else ""
        facts = ("" if mine else analyst, ", ".join(topics) or "no topic", quote.speaker)
        about = " · ".join(filter(None, facts))
        marks.append(Mark(quote.start, quote.end, key, glyphs, colour, mine, analyst, about))
    return marks


def page_of(
    article: Article,
    review: Review,
    book: Codebook,
    looks: Looks,
    suggested: Sequence[str] = (),
    copies: str = "",
) -> Page:
    """What the reader shows above and of an article's text.

    `suggested` are names of topics, `copies` a line about articles that are nearly the same.
    """
    facts = [" · ".join(filter(None, (article.source, article.byline, article.published[:10])))]
    facts += [article.url, f"Note: {review.note}" if review.note else ""]
    facts += [copies, f"Suggested, + takes them: {', '.join(suggested)}" if suggested else ""]
    labels = tuple((*looks[name], name) for name in book.resolve(review.topics) if name in looks)
    return Page(
        article.id,
        article.title or "(no title)",
        article.text,
        tuple(filter(None, facts)),
        article.language,
        labels,
    )
