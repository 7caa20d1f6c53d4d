"""The colours of topics: one table for true colour, 256 colours, 16 colours and none."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from rich.color import Color, ColorSystem
from rich.console import Console
from rich.style import Style

from tui.named_terminal import colours_of

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
BLACK, WHITE = 0, 15
DARK = frozenset({0, 1, 4, 5, 8})
"""Of 16 colours, those on which black letters are hard to read."""


class Depth(Enum):
    """How many colours the terminal shows."""

    NONE = 0
    FEW = 16
    MANY = 256


def depth_of(console: Console, term: str = "", *, no_colour: bool = False) -> Depth:
    """What this terminal shows; `term` is its name, `no_colour` what the user wants.

    Textual hides NO_COLOR from the console, and the console takes terminals that are older than
    colours for ones with sixteen.
    """
    if no_colour or console.no_color or console.color_system is None:
        return Depth.NONE
    if console.color_system not in ("standard", "windows"):
        return Depth.MANY
    return Depth.NONE if colours_of(term) == 0 else Depth.FEW


def is_colour(name: str) -> bool:
    """Whether a codebook may name this colour: one of the palette, or `#rrggbb`."""
    return name in PALETTE or (
        len(name) == 7 and name[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in name[1:])
    )


@lru_cache(maxsize=512)
def terminal_colour(name: str, depth: Depth) -> Color:
    """The colour to draw; a name that is no colour is drawn grey, as quotes without a topic are."""
    own = name not in PALETTE and is_colour(name)
    rgb, number = (name, None) if own else PALETTE.get(name, GREY)
    if depth is not Depth.FEW:
        return Color.parse(rgb)
    if number is None:
        return Color.parse(rgb).downgrade(ColorSystem.STANDARD)
    return Color.from_ansi(number)


@lru_cache(maxsize=512)
def ink(name: str, depth: Depth) -> Style:
    """Letters in the colour of a topic."""
    return Style(bold=True, color=None if depth is Depth.NONE else terminal_colour(name, depth))


@lru_cache(maxsize=512)
def marker(name: str, depth: Depth) -> Style:
    """Text under a highlighter of a topic's colour; reversed where there are no colours."""
    if depth is Depth.NONE:
        return Style(reverse=True)
    paper = terminal_colour(name, depth)
    if depth is Depth.FEW:
        letters = Color.from_ansi(WHITE if paper.number in DARK else BLACK)
    else:
        letters = Color.parse("#101010")
    return Style(color=letters, bgcolor=paper)
