"""Characters for a terminal whose encoding lacks them: what looks alike, in as many cells."""

from __future__ import annotations

import codecs

from tui.wrap import cells_of

NAME = "legible"
"""What the error handler is called where an encoding is chosen."""

_ALIKE = {
    **dict.fromkeys("─━‐‑‒–—―", "-"),
    **dict.fromkeys("│┃▏▎▍▌▐█", "|"),
    **dict.fromkeys("┌┐└┘╭╮╰╯├┤┬┴┼", "+"),
    **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("▁▂▃▄▅▆▇", "_"),
    **dict.fromkeys("•·★●○◆", "*"),
    **dict.fromkeys("…․", "."),
    "›": ">",
    "‹": "<",
    "↓": "v",
    "↑": "^",
    "→": ">",
    "←": "<",
    "⌕": "/",
}


def legible(error: UnicodeError) -> tuple[str, int]:
    """Stand in for what cannot be encoded, and keep the columns; a codec's error handler."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    width = cells_of(missing)
    shown = "".join(_ALIKE.get(char, "?" * cells_of(char)) for char in missing)
    return shown[:width].ljust(width, "?"), error.end


codecs.register_error(NAME, legible)
