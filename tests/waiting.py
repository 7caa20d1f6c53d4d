"""Waiting for what a thread or a timer brings about on a screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait until this holds; it takes as long as it takes, and fails only when it never comes."""
    for _ in range(1000):
        if holds():
            return
        await pilot.pause()
        await asyncio.sleep(0.02)
    raise AssertionError("it never came")
