"""XML from strangers, piece by piece, without ever having a tree of it in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from store.drafts import Refused

_DEEPEST = 200


class Handler:
    """What is told of elements as they go by, by their names without the namespace."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def data(self, text: str) -> None:
        """A piece of text, which may be of any length."""

    def end(self, tag: str) -> None:
        """An element ends."""


def parse(chunks: Iterable[bytes], handler: Handler) -> None:
    """Tell `handler` all of a document. Raises Refused where it is no XML, or a trap."""
    for _ in parsing(chunks, handler):
        pass


def parsing(chunks: Iterable[bytes], handler: Handler) -> Iterator[None]:
    """As `parse`, with a pause after each piece to take away what the handler has found."""
    parser = DefusedXMLParser(target=_Target(handler), forbid_dtd=True)
    try:
        for chunk in chunks:
            parser.feed(chunk)
            yield
        parser.close()
    except DefusedXmlException as error:
        raise Refused("declares entities in its XML, as only a trap does") from error
    except ParseError as error:
        raise Refused(f"is damaged inside (XML: {error})") from error
    yield


class _Target:
    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._depth = 0
        self.data = handler.data

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Refused("is nested too deeply inside")
        self._handler.start(tag.rpartition("}")[2], attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._handler.end(tag.rpartition("}")[2])

    def close(self) -> None:
        """Nothing has been kept."""
