"""The user's configuration: what may be set, and where it stands."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import msgspec
import platformdirs

from store.files import is_missing
from tui.clipboard import SETTINGS


def _about(description: str, example: object = None) -> msgspec.Meta:
    return msgspec.Meta(description=description, examples=[] if example is None else [example])


class Config(msgspec.Struct, frozen=True):
    """What the user may set; a new setting is one more field here, and stands in the example.

    A field is text, a number, a truth value, or a table of texts. `keymap` is by the id of a
    binding, `colours` by the name of a topic.
    """

    theme: Annotated[str, _about("Colours of the whole screen: the name of a theme.")] = "ansi-dark"
    citation: Annotated[
        str,
        _about(
            'How a quote is copied: "plain", "markdown" or a format of your own.',
            "{exact} ({speaker}, {source}, {date})",
        ),
    ] = "plain"
    clipboard: Annotated[str, _about(f"Where it is copied to: {', '.join(SETTINGS)}.")] = "auto"
    finish: Annotated[
        dict[str, str],
        _about("Keys that label with a topic, mark done and go on.", {"f5": "exports/contracts"}),
    ] = {}
    colours: Annotated[
        dict[str, str],
        _about("Colours of your own for topics, by name.", {"arms/drones": "#d08770"}),
    ] = {}
    keymap: Annotated[
        dict[str, str],
        _about(
            "Keys of your own, by the names that `pressmark config --keys` lists.",
            {"app.undo": "f8"},
        ),
    ] = {}


def default_path() -> Path:
    """Where the configuration stands: $PRESSMARK_CONFIG, else in the user's own folder for it."""
    chosen = os.environ.get("PRESSMARK_CONFIG")
    return Path(chosen) if chosen else platformdirs.user_config_path("pressmark") / "config.toml"


def load_config(path: Path | None = None) -> tuple[Config, list[str]]:
    """The configuration at `path` or at `default_path()`, and a line for each thing wrong with it.

    Never raises for what a file holds, nor for one that cannot be read. No file in the user's own
    folder is no problem; one that was asked for by name and is not there is.
    """
    place = path or default_path()
    asked_for = path is not None or bool(os.environ.get("PRESSMARK_CONFIG"))
    if not asked_for and is_missing(place):
        return Config(), []
    from tui.config_file import read_config  # most people have none

    return read_config(place)
