"""The colours of topics: one table for true colour, 256 colours, 16 colours and none."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from rich.color import Color
from rich.console import Console
from rich.style import Style

PALETTE: dict[str, tuple[str, int]] = {
    "red": ("#e88388", 1),
    "green": ("#a8cc8c", 2),
    "yellow": ("#e6d074", 3),
    "blue": ("#71bef2", 4),
    "magenta": ("#d290e4", 5),
    "cyan": ("#66c2cd", 6),
    "orange": ("#e8a15c", 11),
    "pink": ("#f0a8c8", 13),
    "teal": ("#5fc9a7", 14),
    "violet": ("#a9a1f5", 12),
}
"""Name of a colour, as written in a codebook: its RGB, and its number on 16-colour terminals."""

GREY = ("#9a9a9a", 7)


class Depth(Enum):
    """How many colours the terminal shows."""

    NONE = 0
    FEW = 16
    MANY = 256


def depth_of(console: Console) -> Depth:
    """What this terminal shows, `NO_COLOR` respected."""
    if console.no_color or console.color_system is None:
        return Depth.NONE
    return Depth.FEW if console.color_system in ("standard", "windows") else Depth.MANY


def is_colour(name: str) -> bool:
    """Whether a codebook may name this colour: one of the palette, or `#rrggbb`."""
    return name in PALETTE or (
        len(name) == 7 and name[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in name[1:])
    )


@lru_cache(maxsize=512)
def terminal_colour(name: str, depth: Depth) -> Color:
    """The colour to draw; a name that is no colour is drawn grey, as quotes without a topic are."""
    if name not in PALETTE and is_colour(name):
        return Color.parse(name)
    rgb, number = PALETTE.get(name, GREY)
    return Color.from_ansi(number) if depth is Depth.FEW else Color.parse(rgb)


@lru_cache(maxsize=512)
def ink(name: str, depth: Depth) -> Style:
    """Letters in the colour of a topic."""
    return Style(bold=True, color=None if depth is Depth.NONE else terminal_colour(name, depth))


@lru_cache(maxsize=512)
def marker(name: str, depth: Depth) -> Style:
    """Text under a highlighter of a topic's colour; reversed where there are no colours."""
    if depth is Depth.NONE:
        return Style(reverse=True)
    black = Color.from_ansi(0) if depth is Depth.FEW else Color.parse("#101010")
    return Style(color=black, bgcolor=terminal_colour(name, depth))
