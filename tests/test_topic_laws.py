"""What always holds of topics, whatever is done to them and in whatever order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from store import Library, open_library
from store.model import Draft, PressmarkError
from tests.shelf import shelve
from tests.topic_texts import TEXTS, ids, names

NAMES = st.sampled_from(["a", "b", "a/b", "b/a", "a/b/a", "c", "b/a/b"])
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "digit": st.none() | st.integers(1, 3),
        "description": st.sampled_from(["", "x"]),
        "colour": st.sampled_from(["red", "blue"]),
    },
)
ACTS = st.one_of(
    st.tuples(st.just("add"), NAMES, FIELDS),
    st.tuples(st.just("define"), NAMES, FIELDS),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("merge"), NAMES, NAMES),
    st.tuples(st.just("move"), NAMES, st.just("") | NAMES),
    st.tuples(st.just("delete"), NAMES, st.booleans()),
    st.tuples(st.just("highlight"), st.integers(0, 2), st.lists(NAMES, max_size=2, unique=True)),
    st.tuples(st.just("label"), st.integers(0, 2), NAMES),
)


def act(library: Library, what: str, first: object, second: object) -> None:
    """Do one of ACTS; what is refused changes nothing."""
    topics = library.topics
    article = ids(library)[first] if isinstance(first, int) else ""
    try:
        if what in ("add", "define"):
            getattr(topics, what)(first, **second)
        elif what == "delete":
            topics.delete(first, below=second)
        elif what == "highlight":
            library.highlight(article, 0, 5, second)
        elif what == "label":
            library.label([article], second)
        else:
            getattr(topics, what)(first, second)
    except PressmarkError:
        pass


def state(library: Library) -> object:
    """All that is known of topics and marks, but for the times at which it was written."""
    topics = [(t.name, t.colour, t.glyph, t.description, t.digit) for t in library.topics]
    quotes = sorted((row.id, row.topics) for row in library.quotes())
    labels = [library.topics.book.resolve(library.review(each).topics) for each in ids(library)]
    return topics, quotes, labels, dict(library.topics.counts())


@contextmanager
def shelved() -> Iterator[Library]:
    """A library of its own for each example."""
    with TemporaryDirectory() as folder, closing(open_library(folder)) as library:
        shelve(library, [Draft(text) for text in TEXTS])
        yield library


@settings(deadline=None, max_examples=60)
@given(st.lists(ACTS, max_size=5), st.lists(ACTS, max_size=8))
def test_undoing_every_edit_is_as_if_none_had_been_made(
    before: list[tuple[str, object, object]], then: list[tuple[str, object, object]]
) -> None:
    with shelved() as library:
        for each in before:
            act(library, *each)
        start, states = state(library), [state(library)]
        library.subscribe(lambda _: states.append(state(library)))
        for each in then:
            act(library, *each)
        edits = len(states) - 1
        done = state(library)
        for _ in range(edits):
            assert library.undo() is not None
        assert state(library) == start
        for _ in range(edits):
            assert library.redo() is not None
        assert state(library) == done


@settings(deadline=None, max_examples=60)
@given(st.lists(ACTS, max_size=12))
def test_what_is_counted_is_what_is_there_and_digits_are_unique(
    acts: list[tuple[str, object, object]],
) -> None:
    with shelved() as library:
        for each in acts:
            act(library, *each)
            library.topics.counts()
        kept = dict(library.topics.counts())
        again = open_library(library.path)
        assert kept == dict(again.topics.counts())
        assert state(again) == state(library)
        again.close()
        digits = [topic.digit for topic in library.topics if topic.digit]
        assert len(digits) == len(set(digits))
        assert set(kept) <= set(names(library))


@settings(deadline=None, max_examples=60)
@given(st.lists(ACTS, max_size=6), NAMES, NAMES, st.sampled_from(["rename", "merge", "move"]))
def test_moving_topics_loses_no_mark_and_gains_none(
    acts: list[tuple[str, object, object]], old: str, new: str, how: str
) -> None:
    with shelved() as library:
        for each in acts:
            act(library, *each)
        quotes = {row.id: row.topics for row in library.quotes()}
        before = dict(library.topics.counts())
        there = {topic.name for topic in library.topics}
        act(library, how, old, new)
        book = library.topics.book
        for row in library.quotes():
            assert row.topics == book.resolve(quotes[row.id])
            assert len(row.topics) >= min(1, len(quotes[row.id]))
        assert all(book.get(name) for name in there)
        untouched = {name for name in there if name in book.topics} & set(before)
        if how != "merge":
            after = library.topics.counts()
            assert all(after[name] == before[name] for name in untouched)
