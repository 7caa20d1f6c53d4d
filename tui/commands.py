"""The command palette: every key that does something where the palette was opened."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import Any, NamedTuple

from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.keys import keys_of, ours, place_of


class Offer(NamedTuple):
    """One action: what it does, its keys as shown, where it acts, and what runs it."""

    description: str
    keys: str
    place: str
    active: ActiveBinding

    def shown(self, description: Content) -> Content:
        return Content.assemble(description, "  ", (self.keys, "bold"), "  ", (self.place, "dim"))


class Commands(Provider):
    """Offers the active bindings, with their keys as they are mapped now.

    Keys of one action are one offer. It runs on the node that the binding belongs to, as the
    key would. A screen whose actions share a description tells them apart: its `told_apart` gives
    what stands behind it.
    """

    async def startup(self) -> None:
        self._offers = list(self._active())

    def _active(self) -> Iterator[Offer]:
        told_apart: Callable[[str], str] = getattr(self.screen, "told_apart", lambda _: "")
        actions: dict[tuple[int, str], list[ActiveBinding]] = {}
        for each in ours(self.screen.active_bindings):
            if each.enabled and each.binding.action != "command_palette":
                actions.setdefault((id(each.node), each.binding.action), []).append(each)
        for found in actions.values():
            keys = keys_of((each.binding for each in found), self.app.get_key_display)
            description = found[0].binding.description
            if more := told_apart(found[0].binding.action):
                description = f"{description}: {more}"
            yield Offer(description, keys, place_of(found[0]), found[0])

    async def discover(self) -> Hits:
        for offer in self._offers:
            yield DiscoveryHit(
                offer.shown(Content(offer.description)),
                self._run(offer),
                text=offer.description,
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for offer in self._offers:
            score = matcher.match(offer.description)
            if score > 0:
                yield Hit(
                    score,
                    offer.shown(matcher.highlight(offer.description)),
                    self._run(offer),
                    text=offer.description,
                )

    def _run(self, offer: Offer) -> Callable[[], Coroutine[Any, Any, bool]]:
        return partial(self.app.run_action, offer.active.binding.action, offer.active.node)
