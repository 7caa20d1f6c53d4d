"""The topics as a tree: each row behind what it stands below, each branch the sum of its own."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import Topic
from tui.topic_nodes import above, nodes_of, sums, unfolded

PATHS = st.lists(st.sampled_from("aAbBé"), min_size=1, max_size=4).map("/".join)


@settings(deadline=None)
@given(st.sets(PATHS, max_size=12), st.sets(PATHS, max_size=3))
def test_each_row_stands_behind_what_it_is_below_and_folding_hides_only_what_is_below(
    there: set[str], folded: set[str]
) -> None:
    nodes = nodes_of(map(Topic, there))
    order = [node.path for node in nodes]
    assert len(order) == len(set(order))
    assert {node.path for node in nodes if node.topic} == there
    assert set(order) == there.union(*map(above, there))
    for place, path in enumerate(order):
        parent = path.rpartition("/")[0]
        if parent:
            between = order[order.index(parent) + 1 : place]
            assert all(each.startswith(parent + "/") for each in between)
    seen = {node.path for node in unfolded(nodes, folded)}
    assert seen == {path for path in order if not folded & set(above(path))}


@given(st.dictionaries(PATHS, st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_a_branch_comes_to_the_sum_of_what_is_in_it(
    counts: dict[str, tuple[int, int]],
) -> None:
    for path, total in sums(counts).items():
        inside = [c for name, c in counts.items() if name == path or name.startswith(path + "/")]
        assert total == (sum(a for a, _ in inside), sum(b for _, b in inside))
