"""Pressmark, which tells of every screen that it shows, and only a signal ends it; for tests."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from textual import events
from textual.screen import Screen

from tui.app import Pressmark
from tui.cli import main

SHOWN = Path(os.environ["SHOWN_SCREENS"])


def tell_of_screens() -> None:
    plain = Screen._on_screen_resume

    def resumed(screen: Screen[Any], event: events.ScreenResume) -> None:
        with SHOWN.open("a") as out:
            out.write(f"{type(screen).__name__}\n")
        plain(screen, event)

    Screen._on_screen_resume = resumed  # type: ignore[method-assign]


def stay() -> None:
    """Have a key too many not end the program."""
    plain = Pressmark.exit

    def leave(app: Pressmark, *args: Any, return_code: int = 0, **options: Any) -> None:
        if return_code:
            plain(app, *args, return_code=return_code, **options)

    Pressmark.exit = leave  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    tell_of_screens()
    stay()
    main(sys.argv[1:])
