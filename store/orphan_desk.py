"""What becomes of quotes whose words are not in the newest version of their article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from store.changes import change, short, trimmed
from store.model import Edit, PressmarkError, Quote
from store.one_edit import one_edit
from store.quotes import Quotes

if TYPE_CHECKING:
    from store.passage import Found


class Orphans(Quotes):
    """Decides on own quotes, one at a time; each decision is one edit. Removing one is another."""

    def proposal(self, quote: Quote, article_id: str) -> Found | None:
        """Where a quote may have stood in another version, to be looked at before it is moved."""
        from store.placing import Placer

        return Placer(self.article(article_id).text).propose(quote)

    @one_edit
    def move_quote(self, quote_id: str, article_id: str, start: int, end: int) -> Edit | None:
        """Put a quote on text[start:end] of another version of its article.

        Raises PressmarkError where that is no version of it, or the stretch is empty.
        """
        from store.placing import moved

        before = self.quote(quote_id)
        article = self.article(article_id)
        if before.article not in self.versions(article.id):
            raise PressmarkError(
                f"Quote {quote_id} is of article {before.article}, of which {article.id} is no"
                " version."
            )
        after = moved(before, article.id, article.text, *trimmed(article.text, start, end))
        label = f"move {short(before.exact)} to the new version"
        return self._session.commit(label, change("quotes", quote_id, before, after))

    @one_edit
    def keep_quote(self, quote_id: str) -> Edit | None:
        """Let a quote stand as it is, on its earlier version, until there is a still newer one."""
        before = self.quote(quote_id)
        after = msgspec.structs.replace(before, kept_for=self.newest(before.article))
        label = f"keep {short(before.exact)} on the earlier version"
        return self._session.commit(label, change("quotes", quote_id, before, after))
