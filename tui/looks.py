"""What the screen makes of records: letters and colours of topics, marks and pages of articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from store.codebook import Codebook
from store.model import Article, Quote, Review, Topic
from tui.marks import Mark
from tui.paint_row import Look, Looks
from tui.palette import is_colour
from tui.widgets.page_view import Page


def looks_of(topics: Iterable[Topic], own: Mapping[str, str]) -> dict[str, Look]:
    """How each topic is drawn; `own` are the user's colours, by name of topic."""
    return {
        topic.name: Look(topic.glyph or "?", _colour(own.get(topic.name, ""), topic.colour))
        for topic in topics
    }


def _colour(*wanted: str) -> str:
    return next((colour for colour in wanted if is_colour(colour)), "yellow")


def marks_of(
    quotes: Iterable[tuple[str, Quote]], book: Codebook, looks: Looks, me: str
) -> list[Mark]:
    """Everybody's quotes on one article, as the reader draws them."""
    marks = []
    for analyst, quote in quotes:
        shown = [looks[name] for name in book.resolve(quote.topics) if name in looks]
        key = quote.id if analyst == me else f"{analyst}/{quote.id}"
        glyphs = "".join(look.glyph for look in shown)
        colour = shown[0].colour if shown else ""
        marks.append(Mark(quote.start, quote.end, key, glyphs, colour, analyst == me))
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
