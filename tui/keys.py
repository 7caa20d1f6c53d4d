"""The active bindings as people read them: one row an action, its keys joined.

Help, hint lines and the command palette all read the bindings through here, so that none of
them can show a key that does not work. Bindings without an id are those of Textual's own
widgets, and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode
from textual.screen import Screen

Display = Callable[[Binding], str]
"""How a key is written: `App.get_key_display`."""

Group = tuple[str, Sequence[tuple[str, str]]]
"""A heading, and under it (keys, what they do)."""

EVERYWHERE = "Everywhere"
SCREEN = "This screen"

_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")


def ours(active: Mapping[str, ActiveBinding]) -> list[ActiveBinding]:
    """The bindings that a user is told of: node by node, in the order that they are declared."""
    told = [
        each
        for each in active.values()
        if each.binding.id and each.binding.description and not each.binding.system
    ]
    nodes = list(dict.fromkeys(each.node for each in told))
    declared = {node: _declared(type(node)) for node in nodes}

    def place(each: ActiveBinding) -> tuple[int, int]:
        return nodes.index(each.node), declared[each.node].get(each.binding.id or "", 0)

    return sorted(told, key=place)


def _declared(kind: type[DOMNode]) -> dict[str, int]:
    """The ids of a class's bindings, numbered; those of the class come before its parents'."""
    every = (binding for each in kind.__mro__ for binding in each.__dict__.get("BINDINGS", ()))
    ids = dict.fromkeys(each.id for each in every if isinstance(each, Binding) and each.id)
    return {binding_id: number for number, binding_id in enumerate(ids)}


def keys_of(bindings: Iterable[Binding], display: Display) -> str:
    """The keys of bindings that belong together, letters first: `j ↓`, `1-9`.

    A digit is written as itself whatever its binding says, because runs are joined here, from
    the digits that are really bound.
    """
    plain = (b.with_key(b.key) if b.key.isdigit() else b for b in bindings)
    shown = dict.fromkeys(map(display, plain))
    return " ".join(_runs(sorted(shown, key=_kind_of_key)))


def _kind_of_key(shown: str) -> tuple[int, str]:
    """Digits in their order, then letters, then keys with names and signs."""
    if len(shown) == 1 and shown.isdigit():
        return 0, shown
    return (1, "") if len(shown) == 1 and shown.isalpha() else (2, "")


def help_groups(active: Mapping[str, ActiveBinding], display: Display) -> list[Group]:
    """Every key that does something now, under where it acts, the focused pane first.

    Keys that do the same there share a row. `active` is `Screen.active_bindings`.
    """
    places: dict[str, dict[str, list[Binding]]] = {}
    for each in ours(active):
        rows = places.setdefault(place_of(each), {})
        rows.setdefault(each.binding.description, []).append(each.binding)
    after_panes = {SCREEN: 1, EVERYWHERE: 2}
    return [
        (place, [(keys_of(found, display), what) for what, found in places[place].items()])
        for place in sorted(places, key=lambda place: after_panes.get(place, 0))
    ]


def hints(
    active: Mapping[str, ActiveBinding], display: Display, node: DOMNode | None = None
) -> list[tuple[str, str]]:
    """(keys, what they do) of the bindings that ask to be shown; of one node, when given.

    Of keys that do the same only the first is shown, but for digits.
    """
    rows: dict[str, list[Binding]] = {}
    for each in ours(active):
        if each.binding.show and each.enabled and node in (None, each.node):
            found = rows.setdefault(each.binding.description, [])
            if not found or each.binding.key.isdigit():
                found.append(each.binding)
    return [(keys_of(found, display), what) for what, found in rows.items()]


def place_of(each: ActiveBinding) -> str:
    """Where a binding acts: a pane by its name, the screen, or everywhere."""
    binding_id = each.binding.id or ""
    if isinstance(each.node, App) or binding_id.startswith("app."):
        return EVERYWHERE
    if isinstance(each.node, Screen):
        return SCREEN
    title = each.node.BINDING_GROUP_TITLE
    return title or _WORD_START.sub(" ", type(each.node).__name__).capitalize()


def _runs(keys: Iterable[str]) -> list[str]:
    """Keys with three or more digits in a row written as a range."""
    runs: list[list[str]] = []
    for key in keys:
        last = runs[-1][-1] if runs else ""
        if key.isdigit() and last.isdigit() and int(key) == int(last) + 1:
            runs[-1].append(key)
        else:
            runs.append([key])
    joined: list[str] = []
    for run in runs:
        joined += [f"{run[0]}-{run[-1]}"] if len(run) > 2 else run
    return joined
