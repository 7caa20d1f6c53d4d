"""Screens whose layout depends on the width of the terminal."""

from __future__ import annotations

from typing import TypeVar

from textual.screen import Screen

Outcome = TypeVar("Outcome")
"""What a screen is dismissed with."""


class Fitted(Screen[Outcome]):
    """A screen that is laid out by its HORIZONTAL_BREAKPOINTS the first time too.

    Textual looks at them when it has laid out a screen, and would lay it out and paint it once
    for no width at all, which is seen as a jump, and takes a tenth of the start.
    """

    def on_compose(self) -> None:
        width = self.app.size.width
        classes = [name for least, name in self.HORIZONTAL_BREAKPOINTS or () if least <= width]
        if classes:
            self.add_class(classes[-1])
