"""The user's own keys: checked against the bindings that there are, before they take effect."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import NamedTuple

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character
from textual.screen import Screen

from store.codebook import topic_name
from store.model import PressmarkError
from store.text import clean_line

_NAMED = {key.value for key in Keys} | set(KEY_NAME_REPLACEMENTS.values())


class Bound(NamedTuple):
    """A key of a binding, as it is before the user's own keys."""

    id: str
    key: str
    action: str
    description: str


Scope = tuple[Bound, ...]
"""What can be pressed at one time: keys of a pane or dialog, of its screen, and everywhere."""


def usable(keymap: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The entries that can take effect, and by its name a sentence for each of the others.

    Keys are left out that belong to no binding, that no keyboard has, or that would take the
    place of another binding's: which of two is meant, only the user knows.
    """
    scopes = list(_scopes())
    known = {bound.id for scope in scopes for bound in scope}
    good: dict[str, str] = {}
    problems: dict[str, str] = {}
    for name, keys in keymap.items():
        if name not in known:
            problems[name] = _unknown(name, known)
        elif wrong := [key for key in _split(keys) if not _exists(key)]:
            told = _NO_KEY.format(clean_line(wrong[0], 20))
            problems[name] = f"keymap {name}: {told}; its default is used"
        else:
            good[name] = keys
    while clash := next(_clashes(good, scopes), None):
        name, key, other = clash
        problems[name] = f"keymap {name}: {_taken(key, other)}; its default is used"
        del good[name]
    return good, problems


def bindings() -> dict[str, tuple[str, str]]:
    """The keys of each binding that can have others, and what it does, by its name.

    Where a screen has more keys for it, those that it has everywhere.
    """
    found: dict[str, dict[str, str]] = {}
    for scope in _scopes():
        here: dict[str, dict[str, str]] = {}
        for bound in scope:
            here.setdefault(bound.id, {}).setdefault(bound.key, bound.description)
        for name, keys in here.items():
            before = found.get(name, keys)
            found[name] = {key: before[key] for key in before if key in keys}
    return {name: (",".join(keys), next(iter(keys.values()))) for name, keys in found.items()}


def usable_finish(
    finish: Mapping[str, str], keymap: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Of the keys that label and go on: those that can, and a sentence for each of the others.

    They act in every pane of the main screen, beside the keys that are there with `keymap`.
    """
    scope = [bound for found in (_panes(), *_above()) for bound in found]
    taken = {key: each for each in scope for key in _split(keymap.get(each.id, each.key))}
    problems: dict[str, str] = {}
    for keys, topic in finish.items():
        each = _split(keys)
        if wrong := [key for key in each if not _exists(key)]:
            problems[keys] = f"finish {_NO_KEY.format(clean_line(wrong[0], 20))}; it is left out"
        elif clash := [key for key in each if key in taken]:
            problems[keys] = f"finish {_taken(clash[0], taken[clash[0]])}; it is left out"
        else:
            try:
                topic_name(topic)
            except PressmarkError as error:
                problems[keys] = f"finish {clean_line(keys, 20)}: {str(error).rstrip('.')}"
    return {keys: topic for keys, topic in finish.items() if keys not in problems}, problems


def _taken(key: str, other: Bound) -> str:
    return f"{key} is “{other.description}” ({other.id}) already"


def _unknown(name: str, known: set[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f" (did you mean {near[0]}?)" if near else ""
    return f"keymap: there is no binding {clean_line(name, 40)}{hint}; it is ignored"


_NO_KEY = "there is no key “{}”"


def _split(keys: str) -> list[str]:
    """Keys by the names that Textual has for them: `question_mark` for `?`."""
    named = [key.strip() for key in keys.split(",")]
    if not all(named):
        return [""]
    return [each.key for each in Binding.make_bindings([Binding(",".join(named), "", "")])]


def _exists(key: str) -> bool:
    name = key.rpartition("+")[2]
    return len(name) == 1 or name in _NAMED or key_to_character(name) is not None


def _clashes(keymap: dict[str, str], scopes: list[Scope]) -> Iterator[tuple[str, str, Bound]]:
    """(binding, key, whose key it is already), the last entries first."""
    for name in reversed(keymap):
        for scope in scopes:
            own = [bound for bound in scope if bound.id == name]
            actions = {bound.action for bound in own}
            before = {bound.key for bound in own}
            for other in scope if own else ():
                taken = _split(keymap[other.id]) if other.id in keymap else [other.key]
                for key in _split(keymap[name]):
                    if key in taken and key not in before and other.action not in actions:
                        yield name, key, other


def _panes() -> Scope:
    """Keys of the panes of the main screen."""
    from tui.widgets.article_list import ArticleList
    from tui.widgets.reader import Reader
    from tui.widgets.topic_pane import TopicPane

    return tuple(bound for pane in (ArticleList, Reader, TopicPane) for bound in _bound(pane))


def _above() -> tuple[Scope, Scope]:
    """Keys of the main screen, and keys everywhere."""
    from tui.app import Pressmark
    from tui.screens.triage import Triage

    return _bound(Triage), _bound(Pressmark)


def _scopes() -> Iterator[Scope]:
    from tui import screens

    for module in pkgutil.iter_modules(screens.__path__):
        import_module(f"{screens.__name__}.{module.name}")
    main, everywhere = _above()
    for kind in _subclasses(DOMNode):
        if not issubclass(kind, App) and kind.__module__.startswith("tui."):
            above = () if issubclass(kind, Screen) else main
            yield (*_bound(kind), *above, *everywhere)


def _subclasses(kind: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for each in kind.__subclasses__():
        yield each
        yield from _subclasses(each)


def _bound(kind: type[DOMNode]) -> Scope:
    own = (base.__dict__.get("BINDINGS", ()) for base in kind.__mro__)
    return tuple(
        Bound(each.id, each.key, each.action, each.description)
        for bindings in own
        for each in Binding.make_bindings(bindings)
        if each.id
    )
