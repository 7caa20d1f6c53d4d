"""A fault of the program itself: saved for whoever mends it, told in one sentence."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import datetime

from platformdirs import user_state_path

from store.files import atomic_write
from store.model import PressmarkError
from store.text import printable


def report(error: BaseException) -> str:
    """Save where the fault happened in a private file; the sentence that says so.

    Texts in it are made harmless: whoever reads the file does so in a terminal.
    """
    lines = [
        line
        for part in traceback.format_exception(error)
        for line in map(printable, part.rstrip("\n").split("\n"))
    ]
    system = f"Python {platform.python_version()} on {sys.platform}"
    whole = "\n".join([system, *lines, ""])
    place = user_state_path("pressmark") / f"fault-{datetime.now():%Y%m%d-%H%M%S}.txt"
    told = (
        "Pressmark ended because of a fault of its own; all that it called saved is safe, and what "
        "stood in an open dialog is offered there again."
    )
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with atomic_write(place, permissions=0o600, follow=False) as out:
            out.write(whole)
    except (OSError, PressmarkError) as failure:
        return f"{told} The report could not be saved ({failure}), so here it is:\n{whole}"
    return f"{told} What went wrong is in {place}."
