"""Run a query over articles or quotes: from its tree to SQL, from SQL to an array of numbers.

Each term becomes a set that is computed once. One of them drives: its members are walked and
looked for in the others. Left to itself, SQLite would rather ask the full-text index again for
every annotation, which takes seconds.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable
from typing import Any, TypeAlias, cast

from store.folding import fold
from store.index import Index
from store.model import STATUSES, PressmarkError, Status
from store.query import And, Field, Node, Not, Or, QueryError, Text, mentions, parse
from store.versions import SUPERSEDED

__all__ = [
    "ARTICLE_ORDERS",
    "QUOTE_ORDERS",
    "QueryError",
    "find_articles",
    "find_quotes",
    "parse",
]

ARTICLE_ORDERS = {
    "published": "article.published",
    "title": "article.title_fold",
    "source": "article.source_fold",
    "status": "coalesce((SELECT status FROM temp.review"
    " WHERE review.analyst = :me AND review.seq = article.seq), 0)",
    "quotes": "(SELECT count(*) FROM temp.quote WHERE quote.seq = article.seq)"
    " + (SELECT count(*) FROM version AS this CROSS JOIN version AS old ON old.line = this.line"
    " AND old.superseded = 1 CROSS JOIN temp.quote ON quote.seq = old.seq"
    " WHERE this.seq = article.seq AND this.superseded = 0)",
}
"""What articles can be sorted by; `-` before a name turns the order round. Equal ones stand in
the order that they came in; articles without a date are the oldest."""

QUOTE_ORDERS = {
    "published": "coalesce(article.published, '')",
    "title": "nullif(article.title_fold, '')",
    "source": "nullif(article.source_fold, '')",
    "speaker": "nullif(quote.speaker, '')",
    "topic": "(SELECT min(rank) FROM temp.mark CROSS JOIN temp.topic USING (topic)"
    " WHERE mark.seq = quote.seq AND mark.quote = quote.quote)",
    "analyst": "(SELECT name FROM temp.analyst WHERE analyst.analyst = quote.analyst)",
    "at": "quote.at",
}
"""What quotes can be sorted by; `topic` is the first of a quote's topics by name. Equal ones
stand in the order of their articles and places; those that have no such thing come last."""


def find_articles(
    index: Index,
    query: str,
    order: str = "-published",
    me: str = "",
    limit: int | None = None,
    *,
    all_versions: bool = False,
) -> array[int]:
    """The keys of the articles that a query selects, in order; at most `limit` of them.

    Articles that have a newer version are left out, unless `all_versions` or `is:superseded` asks
    for them. `me` is the analyst whose verdicts `status:` and `is:starred` mean. Raises QueryError.
    """
    index.settle()
    terms = _ArticleTerms(index, me)
    by, direction = _order(order, ARTICLE_ORDERS)
    wanted = parse(query)
    if not all_versions and not mentions(wanted, OLD) and index.has_versions():
        wanted = And((*wanted.parts, NOT_OLD) if isinstance(wanted, And) else (wanted, NOT_OLD))
    sql = f"{terms.selected(wanted)} ORDER BY {by} {direction}, article.seq {direction}"
    return index.database.integers(sql + terms.limited(limit), terms.values)


def find_quotes(index: Index, query: str, order: str = "-published", me: str = "") -> array[int]:
    """The numbers of the quotes that a query selects, for `Index.quote_refs`, in order.

    Words are those of the quote, its note and its speaker; `topic:`, `by:` and `has:` ask about
    the quote, the other fields about its article. A number stays a quote's own while it exists.
    """
    index.settle()
    terms = _QuoteTerms(index, me)
    by, direction = _order(order, QUOTE_ORDERS)
    sql = (
        "SELECT quote.quote FROM temp.quote LEFT JOIN article USING (seq)"
        f" WHERE {terms.condition(parse(query))}"
        f" ORDER BY {by} {direction} NULLS LAST, quote.seq {direction}, start, stop, quote.quote"
    )
    return index.database.integers(sql, terms.values)


def _order(order: str, orders: dict[str, str]) -> tuple[str, str]:
    by = orders.get(order.removeprefix("-"))
    if by is None:
        raise PressmarkError(
            f"There is no order {order.removeprefix('-')}; the orders are {', '.join(orders)}."
        )
    return by, "DESC" if order.startswith("-") else "ASC"


class _Terms:
    """What both targets share: values are bound by name, and trees become conditions.

    A user's text never becomes part of the SQL, nor of the full-text syntax.
    """

    def __init__(self, index: Index, me: str) -> None:
        self.index = index
        self._me = me
        self.values: dict[str, Any] = {"me": index.analyst_number(me)}

    def bind(self, value: str | int) -> str:
        """The name, for SQL, of a value."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def limited(self, limit: int | None) -> str:
        return "" if limit is None else f" LIMIT {self.bind(limit)}"

    def condition(self, node: Node) -> str:
        """An SQL expression that is 1 or 0 for each row, and never NULL."""
        match node:
            case Text():
                return self.text(_match(node))
            case Field():
                return self.field(node)
            case Not():
                return f"NOT {self.condition(node.part)}"
            case And():
                return self._joined(" AND ", node.parts)
            case Or():
                return self._joined(" OR ", node.parts)

    def text(self, match: str) -> str:
        """The condition that a row has words."""
        raise NotImplementedError

    def field(self, field: Field) -> str:
        """The condition that a field asks for."""
        raise NotImplementedError

    def topics(self, value: str) -> str:
        return f"topic IN {self._listed(self.index.names.under(value))}"

    def analysts(self, value: str) -> str:
        return f"analyst IN {self._listed(self.index.analysts_called(self.named(value)))}"

    def named(self, value: str) -> str:
        """The analyst that a name means: `me` is whoever asks."""
        return self._me if value == "me" else value

    def speakers(self, value: str) -> str:
        return f"speaker IN {self._listed(self.index.speakers_with(value))}"

    def _listed(self, values: list[int] | list[str]) -> str:
        return f"(SELECT value FROM json_each({self.bind(json.dumps(values))}))"

    def _joined(self, operator: str, parts: tuple[Node, ...]) -> str:
        return f"({operator.join(self.condition(part) for part in parts)})" if parts else "1"


Build: TypeAlias = Callable[[_Terms, str], str]

COLUMNS: dict[str, Build] = {
    "from": lambda terms, value: f"coalesce(article.published, '') >= {terms.bind(value)}",
    # `~` comes after every sign of a date: what begins with the value is not beyond it.
    "to": lambda terms, value: (
        f"coalesce(article.published, '') BETWEEN '0' AND {terms.bind(value + '~')}"
    ),
}
"""Fields that a look at the article's own row answers."""

MY_VERDICTS = "SELECT seq FROM temp.review WHERE analyst = :me AND"
LIVE_TOPIC = "topic IN (SELECT topic FROM temp.topic WHERE canonical IS NOT NULL)"

ARTICLE_IS = {
    "starred": f"{MY_VERDICTS} star",
    "superseded": SUPERSEDED,
    "orphaned": "SELECT seq FROM temp.orphan",
}

ARTICLE_ONLY: dict[str, Build] = {
    "source": lambda terms, value: (
        f"SELECT seq FROM article WHERE instr(source_fold, {terms.bind(fold(value))})"
    ),
    "status": lambda _, value: f"{MY_VERDICTS} status = {STATUSES.index(cast(Status, value))}",
    "is": lambda _, value: ARTICLE_IS[value],
    "assigned": lambda terms, value: (
        f"SELECT seq FROM assignment WHERE assignment.analyst = {terms.bind(terms.named(value))}"
    ),
}
"""Sets of articles, by number, that mean the same when quotes are searched."""

OLD = Field("is", "superseded")
NOT_OLD = Not(OLD)
ORPHANED = Field("is", "orphaned")

NEW = Field("status", "new")
NOT_NEW = f"{MY_VERDICTS} status > 0"
"""`status:new` is what is not in this set, as a rule most articles."""


def _newest(articles: str) -> str:
    """The newest versions of a set of articles on which quotes stand, to which those belong."""
    return f"SELECT newest FROM succession WHERE succession.seq IN ({articles})"


def _with_newest(articles: str) -> str:
    return f"{articles} UNION ALL {_newest(articles)}"


ARTICLE_HAS = {
    "quote": _with_newest("SELECT seq FROM temp.quote"),
    "note": "SELECT seq FROM temp.review WHERE noted UNION ALL "
    + _with_newest("SELECT seq FROM temp.quote WHERE noted"),
    "topic": f"SELECT seq FROM temp.mark WHERE {LIVE_TOPIC} UNION ALL "
    + _newest(f"SELECT seq FROM temp.mark WHERE quote > 0 AND {LIVE_TOPIC}"),
}

ARTICLE_SETS: dict[str, Build] = ARTICLE_ONLY | {
    "topic": lambda terms, value: (
        f"SELECT seq FROM temp.mark WHERE {terms.topics(value)} UNION ALL "
        + _newest(f"SELECT seq FROM temp.mark WHERE quote > 0 AND {terms.topics(value)}")
    ),
    "speaker": lambda terms, value: _with_newest(
        f"SELECT seq FROM temp.quote WHERE {terms.speakers(value)}"
    ),
    "by": lambda terms, value: (
        f"SELECT seq FROM temp.review WHERE {terms.analysts(value)} UNION ALL "
        + _with_newest(f"SELECT seq FROM temp.quote WHERE {terms.analysts(value)}")
    ),
    "has": lambda _, value: ARTICLE_HAS[value],
}
"""Fields that select the articles, by number, on which somebody's annotations stand."""


class _ArticleTerms(_Terms):
    _seq = "article.seq"

    def selected(self, node: Node) -> str:
        """SELECT the keys, up to the order."""
        parts = node.parts if isinstance(node, And) else (node,)
        driver, rest = self._driver(parts)
        if driver is None:
            return f"SELECT article.key FROM article WHERE {self.condition(And(rest))}"
        # CROSS JOIN keeps the order of the loops; `+` keeps the full-text index from being
        # asked once more for each member of another set.
        self._seq = "+hits.seq"
        return (
            f"WITH hits(seq) AS {driver} SELECT article.key FROM hits"
            f" CROSS JOIN article ON article.seq = hits.seq WHERE {self.condition(And(rest))}"
        )

    def text(self, match: str) -> str:
        return f"{self._seq} IN ({self._words(match)})"

    def field(self, field: Field) -> str:
        if field == NEW:
            return f"{self._seq} NOT IN ({NOT_NEW})"
        if column := COLUMNS.get(field.name):
            return column(self, field.value)
        return f"{self._seq} IN ({ARTICLE_SETS[field.name](self, field.value)})"

    def _driver(self, parts: tuple[Node, ...]) -> tuple[str | None, tuple[Node, ...]]:
        """The set to walk, if there is one, and what is left to look up for its members.

        Words come first: together they are one question to the full-text index, which answers
        in the order of the articles and without duplicates.
        """
        texts = [part for part in parts if isinstance(part, Text)]
        if texts:
            rest = tuple(part for part in parts if not isinstance(part, Text))
            match = " AND ".join(map(_match, texts))
            return f"NOT MATERIALIZED ({self._words(match)})", rest
        for at, part in enumerate(parts):
            if isinstance(part, Field) and part != NEW and part.name in ARTICLE_SETS:
                members = ARTICLE_SETS[part.name](self, part.value)
                driver = f"MATERIALIZED (SELECT DISTINCT seq FROM ({members}))"
                return driver, parts[:at] + parts[at + 1 :]
        return None, parts

    def _words(self, match: str) -> str:
        return f"SELECT rowid AS seq FROM words WHERE words MATCH {self.bind(match)}"


QUOTE_HAS = {
    "quote": "1",
    "note": "quote.noted",
    "topic": f"quote.quote IN (SELECT quote FROM temp.mark WHERE {LIVE_TOPIC})",
}

QUOTE_FIELDS: dict[str, Build] = COLUMNS | {
    "topic": lambda terms, value: (
        f"quote.quote IN (SELECT quote FROM temp.mark WHERE {terms.topics(value)})"
    ),
    "speaker": lambda terms, value: f"quote.{terms.speakers(value)}",
    "by": lambda terms, value: f"quote.{terms.analysts(value)}",
    "has": lambda _, value: QUOTE_HAS[value],
}


class _QuoteTerms(_Terms):
    def text(self, match: str) -> str:
        self.index.fill_words()
        found = f"SELECT rowid FROM temp.quote_words WHERE quote_words MATCH {self.bind(match)}"
        return f"quote.words IN ({found})"

    def field(self, field: Field) -> str:
        if field == NEW:
            return f"quote.seq NOT IN ({NOT_NEW})"
        if field == ORPHANED:
            return "quote.quote IN (SELECT quote FROM temp.orphan)"
        if articles := ARTICLE_ONLY.get(field.name):
            return f"quote.seq IN ({articles(self, field.value)})"
        return QUOTE_FIELDS[field.name](self, field.value)


def _match(text: Text) -> str:
    """A word or phrase in the syntax of FTS5, where only `"` means anything inside quotes."""
    quoted = text.text.replace('"', '""')
    return f'"{quoted}"*' if text.prefix else f'"{quoted}"'
