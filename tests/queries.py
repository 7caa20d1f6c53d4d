"""Trees of queries of every kind, and what a person would type for them."""

from __future__ import annotations

from hypothesis import strategies as st

from store.query import And, Field, Node, Not, Or, Text

TOPICS = ["arms", "arms/drones", "old", "older", "dead", "Exports"]

text_nodes = st.builds(
    Text,
    st.sampled_from(["alpha", "alph", "BETA", "ete", "alpha beta", "été gamma", "nothing"]),
    st.booleans(),
)
VALUES = {
    "topic": [*TOPICS, "ARMS", "none"],
    "status": ["new", "done", "skipped"],
    "source": ["monde", "Le Monde", "post", "x"],
    "speaker": ["petrov", "ana", "Ivan Petrov", "x"],
    "by": ["anna", "bob", "nobody"],
    "from": ["2024", "2025-01", "2025-01-31", "2026"],
    "to": ["2024", "2025-01", "2025-01-31", "2026"],
    "is": ["starred"],
    "has": ["quote", "note", "topic"],
}
field_nodes = st.sampled_from(
    [Field(name, value) for name, values in VALUES.items() for value in values]
)
nodes: st.SearchStrategy[Node] = st.recursive(
    st.one_of(text_nodes, field_nodes),
    lambda parts: st.one_of(
        parts.map(Not),
        st.lists(parts, min_size=2, max_size=3).map(lambda chosen: And(tuple(chosen))),
        st.lists(parts, min_size=2, max_size=3).map(lambda chosen: Or(tuple(chosen))),
    ),
    max_leaves=6,
)


def written(node: Node) -> str:
    """The query that a person would type for a tree."""
    match node:
        case Text(text, prefix):
            return f'"{text}"' + "*" * prefix
        case Field(name, value):
            return f'{name}:"{value}"' if " " in value else f"{name}:{value}"
        case Not(part):
            return f"-{written(part)}"
        case And(parts):
            return f"({' '.join(map(written, parts))})"
        case Or(parts):
            return f"({' OR '.join(map(written, parts))})"
