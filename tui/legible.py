"""Characters for a terminal whose encoding lacks them: what looks alike, in as many cells.

Only what is drawn is changed; texts, and what is copied or exported, stay as they are.
"""

from __future__ import annotations

import codecs
import unicodedata
from functools import lru_cache

from rich.cells import split_graphemes

NAME = "legible"
"""What the error handler is called where an encoding is chosen."""

_SIGNS = {
    **dict.fromkeys("─╌┄┈‐‑‒–—―−▔▀", "-"),
    **dict.fromkeys("━═", "="),
    **dict.fromkeys("│┃║╎┆┊▏▎▍▌▋▊▉▐▕", "|"),
    **dict.fromkeys("┌┐└┘╭╮╰╯├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬", "+"),
    **dict.fromkeys("▁▂▃▄▅▆▇", "_"),
    **dict.fromkeys("█▓▒░■", "#"),
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("«‹←◀◂", "<"),
    **dict.fromkeys("»›→▶▸⏎", ">"),
    **dict.fromkeys("•●○◆◇", "o"),
    **dict.fromkeys("↓▼▾", "v"),
    **dict.fromkeys("↑▲▴", "^"),
    **dict.fromkeys("·․…", "."),
    "★": "*",
    "✓": "+",
    "✗": "x",
    "×": "x",
    "⌕": "/",
    "⁄": "/",
    "\xa0": " ",
    "\xad": "-",
}
_LATIN = str.maketrans("ßæÆœŒøØłŁđĐðÐþÞıħĦŧŦŋŊ¿¡°€£§©®", "saAoOoOlLdDdDtTihHtTnN?!oELScr")
_CYRILLIC = str.maketrans(
    "абвгдежзийклмнопрстуфхцчшщъыьэюяєіґјљњћђџѕ",
    "abvgdezziiklmnoprstufhccss\"y'euaeigjlncdzd",
)
_GREEK = str.maketrans("αβγδεζηθικλμνξοπρσςτυφχψω", "abgdezhtiklmnxoprsstyfcpo")
_LOWER = {**_CYRILLIC, **_GREEK}


def legible(error: UnicodeError) -> tuple[str, int]:
    """Stand in for what cannot be encoded, and keep the columns; a codec's error handler."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    clusters = split_graphemes(missing)[0]
    return "".join(_stand_in(missing[start], cells) for start, _, cells in clusters), error.end


@lru_cache(maxsize=4096)
def _stand_in(char: str, cells: int) -> str:
    """What looks or sounds like `char` in exactly that many cells; `?` where nothing does."""
    plain = _SIGNS.get(char) or _letters(char)
    return plain.ljust(cells) if plain.isascii() and 0 < len(plain) <= cells else "?" * cells


def _letters(char: str) -> str:
    """Without accents, in Latin letters where it has a sound of its own there."""
    parts = unicodedata.normalize("NFKD", char)
    bare = "".join(part for part in parts if not unicodedata.combining(part)).translate(_LATIN)
    lower = bare.lower().translate(_LOWER)
    return lower if bare.islower() else lower.upper()


codecs.register_error(NAME, legible)
