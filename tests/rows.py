"""A quote as a row with every field filled, and one with as few as there can be, for tests."""

from __future__ import annotations

from store.model import QuoteRow

ROW = QuoteRow(
    id="0123456789ab",
    analyst="anna",
    article="0123456789abcdef",
    title="Drone deal",
    source="The Harbour Post",
    byline="P. Quill",
    published="2026-03-01T09:30:00Z",
    url="https://harbour.example/drone_deal",
    start=10,
    end=22,
    exact="We shall sell",
    topics=("arms/drones", "exports"),
    speaker="V. Orlov",
    note="check",
    at="2026-03-02T10:00:00Z",
)
BARE = QuoteRow("1", "", "2", "", "", "", "", "", 0, 5, "Words")
