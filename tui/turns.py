"""Keys that are typed ahead take turns: each is given to what the one before it has opened."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress

from textual.app import App, ScreenStackError
from textual.events import Key, Paste
from textual.message_pump import MessagePump
from textual.screen import Screen

ROUNDS = 3
"""Journeys through all queues that what a key does may take: the key to the app and its binding,
a message of the pane's to its screen, and the focus that this asks for."""

PAUSE = 0.025
"""Seconds that what a key does has for itself; it is asked after when the next key comes."""

LONGEST = 2.0
"""Seconds after which the next key is passed on whatever happens."""


class Turns:
    """Passes keys on to an app, one at a time.

    Textual gives all keys that have come to what has the focus at that moment; a note typed right
    behind the key that opens its dialog would be taken for commands to the list.
    """

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._arrived = asyncio.Event()

    async def take(self, event: Key | Paste) -> None:
        """Pass `event` on when all before it is done; who asks first comes first."""
        self._waiting += 1
        self._arrived.set()
        async with self._turn:
            self._waiting -= 1
            before = self._screen()
            await self._app._post_message(event)
            if not self._waiting:
                await self._pause()
            try:
                async with asyncio.timeout(LONGEST):
                    await self._settle(before)
            except TimeoutError:
                return  # it does something long; the program still listens

    async def _pause(self) -> None:
        """Wait for the next key, but not long."""
        self._arrived.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(PAUSE):
                await self._arrived.wait()

    async def _settle(self, before: Screen[object] | None) -> None:
        """Wait until what a key does is done; `before` is the screen that it was pressed on."""
        await self._pass(self._app)
        await self._go_round()
        opened = self._screen()
        if opened is not None and opened is not before:  # it fetches what it shows once it stands
            painted = asyncio.Event()
            if opened.call_after_refresh(painted.set):
                await painted.wait()
                await self._go_round()

    async def _go_round(self) -> None:
        for _ in range(ROUNDS):
            for node in list(self._route()):
                await self._pass(node)

    def _screen(self) -> Screen[object] | None:
        try:
            return self._app.screen
        except ScreenStackError:  # the app is ending
            return None

    def _route(self) -> Iterator[MessagePump]:
        """What a key goes through, from the focus up to the app."""
        if screen := self._screen():
            yield from (screen.focused or screen).ancestors_with_self

    async def _pass(self, node: MessagePump) -> None:
        """Wait until `node` has gone through what is in its queue now."""
        passed = asyncio.Event()
        if node.call_later(passed.set):
            await passed.wait()
