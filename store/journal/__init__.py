"""What one analyst writes, kept so that nothing is lost: see `store.journal.journal`."""

from store.journal.journal import Journal, NotSaved
from store.journal.line import Entry
from store.journal.replay import Problem

__all__ = ["Entry", "Journal", "NotSaved", "Problem"]
