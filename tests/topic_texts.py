"""Texts to put topics on, for tests."""

from __future__ import annotations

from store import Library

TEXTS = ("The yard delivers the first frigate in May.", "Drones are late.", "Banks stop payments.")


def ids(library: Library) -> list[str]:
    return [library.articles(order="published").id_at(place) for place in range(len(TEXTS))]


def names(library: Library) -> list[str]:
    return [topic.name for topic in library.topics]
