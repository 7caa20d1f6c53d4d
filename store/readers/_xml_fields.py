"""What stands in small XML files about a document: one text an element."""

from __future__ import annotations

from store.readers._xml import Handler

_LONGEST = 1000


class Fields(Handler):
    """The text of each element by its name; that of the first where several have it."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._tag = ""

    def get(self, tag: str) -> str:
        """The text of the element; empty where there is none."""
        return self._found.get(tag, "").strip()

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - a handler's face
        self._tag = "" if tag in self._found else tag

    def data(self, text: str) -> None:
        if self._tag:
            self._found[self._tag] = (self._found.get(self._tag, "") + text)[:_LONGEST]

    def end(self, tag: str) -> None:  # noqa: ARG002 - a handler's face
        self._tag = ""


def attribute(attributes: dict[str, str], name: str) -> str:
    """An attribute by its name, whatever its namespace; empty where there is none."""
    return next((attributes[key] for key in attributes if key.rpartition("}")[2] == name), "")
