"""A codebook as a file to keep and hand on: TOML, one `[[topic]]` a topic."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any

import msgspec

from store.model import PressmarkError
from store.text import printable

NAME = "codebook.toml"
"""A file of this name in a folder that is imported is taken for its codebook."""

LARGEST = 5_000_000


class Entry(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One topic as it stands in the file."""

    name: str
    glyph: str = ""
    colour: str = ""
    description: str = ""
    digit: Annotated[int, msgspec.Meta(ge=1, le=9)] | None = None
    words: tuple[str, ...] = ()

    def fields(self) -> dict[str, Any]:
        """What the file says of the topic beside its name."""
        return {k: v for k, v in msgspec.structs.asdict(self).items() if k != "name" and v}


class _File(msgspec.Struct, forbid_unknown_fields=True):
    topic: list[Entry] = []


def read_codebook(path: Path) -> list[Entry]:
    """The topics in a file; PressmarkError says what is wrong with it, and where."""
    shown = printable(str(path))
    try:
        if path.stat().st_size > LARGEST:
            raise PressmarkError(f"{shown} is larger than any codebook; choose another file.")
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File).topic
    except OSError as error:
        raise PressmarkError(f"{shown} cannot be read ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:
        raise PressmarkError(f"{shown} is no codebook: {printable(str(error))}.") from error
