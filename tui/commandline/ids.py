"""Ids from arguments, and from standard input where an argument is `-`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import msgspec

from store.library import Library
from store.model import PressmarkError
from tui.commandline.run import Run


def articles(run: Run, library: Library, given: Sequence[str]) -> list[str]:
    """The full ids of the articles that are meant, once each; unknown ones are refused.

    A quote, as `quotes --json` prints it, stands for its article.
    """
    found = run.each(_ids(run, given, ("article", "id")), library.resolve)
    return list(dict.fromkeys(found))


def quotes(run: Run, library: Library, given: Sequence[str]) -> list[str]:
    """The ids of the own quotes that are meant, once each; unknown ones are refused."""
    found = run.each(_ids(run, given, ("id",)), lambda quote: library.quote(quote).id)
    return list(dict.fromkeys(found))


def _ids(run: Run, given: Sequence[str], fields: Sequence[str]) -> Iterator[str]:
    for word in given:
        if word != "-":
            yield word
            continue
        for number, line in enumerate(sys.stdin.buffer, 1):
            try:
                yield from _on_line(line.decode(errors="replace").strip(), fields)
            except PressmarkError as error:
                run.refuse(f"Line {number} of standard input: {error}")


def _on_line(line: str, fields: Sequence[str]) -> list[str]:
    """The id on a line: the first word, or a field of a JSON object; none on a blank line."""
    if not line.startswith("{"):
        return line.split()[:1]
    try:
        record = msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        raise PressmarkError(f"this is no JSON object: {error}.") from error
    found = next((record[field] for field in fields if field in record), None)
    if not isinstance(found, str):
        raise PressmarkError("this JSON object has no id.")
    return [found]
