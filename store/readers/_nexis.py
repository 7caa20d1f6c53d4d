"""Exports of Nexis (LexisNexis): many articles in one document, each with a header and a tail.

Two layouts are about. The older one, in plain text, begins each article with `3 of 12 DOCUMENTS`,
centres its source and date, and labels in capitals (`HEADLINE:`, `BODY:`, `LOAD-DATE:`). The newer
one, in word processors' formats, has a cover page with a list, then for each article its title,
source and date, labels (`Section:`, `Byline:`), `Body`, the text, `Load-Date:` and `End of
Document`. Labels come in the language of whoever exported it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from store.dates import iso_date
from store.drafts import Refusal
from store.model import Draft
from store.readers._languages import language_code
from store.readers._paragraphs import Paragraph
from store.readers._wrapping import unwrapped

_BEGIN = re.compile(
    r"\s*(?:Document|Dokument|Documento|Documento)?\s?\d{1,5} (?:of|von|de|di|van) \d{1,5}"
    r"(?: DOCUMENTS?| DOKUMENTEN?)?\s*",
    re.IGNORECASE,
)
_MARKED = re.compile(r"document|dokument", re.IGNORECASE)
_END = re.compile(r"\s*(?:End of Document|Ende des Dokuments|Fin du document|Fine del documento"
                  r"|Fin del documento)\s*", re.IGNORECASE)  # fmt: skip
_BODY = re.compile(r"\s*(?:BODY:|Body|TEXT:|Textkörper|Corps)\s*")
_COVER = re.compile(
    r"\s*(?:user name|date and time|job number|documents \(\d|client/matter|search (?:terms|type)"
    r"|narrowed by|content type|(?:download|time of) request|send to|terms|source|project id)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*([^\W\d_][\w/&. -]{2,30}?)[ \u00a0]?:(?!//)[ \u00a0]*(.*)")
_TAIL_LINE = re.compile(r"(?:Classification|Klassifizierung|Graphic|Grafik|Graphique|Notes)\s*")
_REQUEST = re.compile(r"(?:Download Request|Time Of Request|Date and Time|Job Number): ")
_RIGHTS = re.compile(
    r"copyright|©|all rights reserved|alle rechte vorbehalten|tous droits réservés", re.IGNORECASE
)
_EDITION = re.compile(
    r"(?:[\w-]+ ){0,3}edition(?: \d{1,3})?(?:\s?[;,–-]\s?[\w ]{1,30})?;?", re.IGNORECASE
)
_UNAVAILABLE = re.compile(r"there is an error in this document and it is not possible to display")
_DATED = re.compile(r"\W*(?:[^\W\d_]+\.?,?\s+)?(?:\d|[^\W\d_]{3,12}\.?\s+\d)")
_LONGEST_DATE = 80
_WIDTH = 80
"""Characters at which the older layout breaks lines."""


_HEADER = {
    "headline": "title headline titel titre titular überschrift titolo",
    "byline": "byline autor auteur author autore von",
    "section": "section rubrik rubrique sección sezione",
    "length": "length länge longueur longitud lunghezza",
    "dateline": "dateline ort",
    "highlight": "highlight abstract teaser",
    "series": "series serie",
    "type": "type",
}
_TAIL = {
    "language": "language sprache langue idioma lingua",
    "loaded": "load-date update date-chargement ladedatum fecha-carga",
    "url": "url",
    "other": "publication-type subject company organization organisation person geographic city"
    " state country industry graphic grafik journal-code correction"
    " correction-date document-type ticker classification distribution category pub-type"
    " zeitungs-code type-publication",
}


def _roles(names: dict[str, str]) -> dict[str, str]:
    return {name: role for role, each in names.items() for name in each.split()}


_ROLES = _roles(_HEADER) | _roles(_TAIL) | {"journal code": "other"}
_TAIL_ROLES = frozenset(_TAIL)
_FEWEST_LABELS = 2


class _Parts(NamedTuple):
    header: list[Paragraph]
    body: list[str]
    fields: dict[str, str]


def begins_like_export(lines: Sequence[Paragraph]) -> bool:
    """Whether the first lines of a text are of such an export: a mark and a label, or a cover."""
    marked = any(_is_begin(line.text) for line in lines)
    labelled = any(_label(line.text) for line in lines)
    covered = sum(_REQUEST.match(line.text) is not None for line in lines)
    return (marked and labelled) or covered > 1


def is_export(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether these paragraphs are of such an export: its marks, and labels beside them."""
    marked = False
    labels: set[str] = set()
    for paragraph in paragraphs:
        text = paragraph.text
        if len(text) > 200:
            continue
        if _END.fullmatch(text) or _is_begin(text):
            marked = True
        elif label := _label(text):
            labels.add(label[0])
        if marked and len(labels) >= _FEWEST_LABELS and labels & {"length", "loaded"}:
            return True
    return False


def drafts(paragraphs: Iterable[Paragraph], name: str) -> Iterator[Draft | Refusal]:
    """Each article of an export; a Refusal for one that the database could not give out."""
    number = 0
    for marked, lines in _documents(paragraphs):
        parts = _parts(lines)
        text = unwrapped(_unbroken(parts.body)).strip("\n")
        if not marked and not ({"length", "loaded", "body"} & parts.fields.keys()):
            continue  # the cover, or what stands below the last one
        number += 1
        where = f"{name}, document {number}"
        if _UNAVAILABLE.search(text) or _UNAVAILABLE.search(_joined(parts.header)):
            yield Refusal(where, "could not be given out by the database, which says so")
        elif not text.strip():
            yield Refusal(where, "has no text, perhaps only a picture")
        else:
            yield _draft(parts, text)


def _documents(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[bool, list[Paragraph]]]:
    """The paragraphs of each document, and whether a mark stands at its beginning."""
    lines: list[Paragraph] = []
    marked = False
    for paragraph in paragraphs:
        text = paragraph.text
        begins = _is_begin(text)
        if begins or _END.fullmatch(text):
            if lines:
                yield marked, lines
            lines, marked = [], begins
        elif lines or text.strip():
            lines.append(paragraph)
    if lines:
        yield marked, lines


def _unbroken(lines: Sequence[str]) -> str:
    """The lines as a text, of which those are joined that the older layout broke at its width."""
    joined: list[str] = []
    for line, below in pairwise([*lines, ""]):
        first = below.split(" ", 1)[0]
        is_broken = len(line) <= _WIDTH <= len(line) + 1 + len(first) and bool(first)
        joined.append(f"{line} " if is_broken else f"{line}\n")
    return "".join(joined)


def _is_begin(text: str) -> bool:
    return len(text) < 120 and bool(_MARKED.search(text) and _BEGIN.fullmatch(text))


def _parts(lines: Sequence[Paragraph]) -> _Parts:
    """Header, text and labelled fields of one document."""
    fields: dict[str, str] = {}
    above, begin = _body_begin(lines)
    if above < begin:
        fields["body"] = ""
    header: list[Paragraph] = []
    current = ""
    for paragraph in lines[:above]:
        label = _label(paragraph.text)
        if label:
            current = label[0]
            fields[current] = label[1]
        elif not paragraph.text.strip():
            current = ""
            header.append(paragraph)
        elif current:  # a field over several lines
            fields[current] += " " + paragraph.text.strip()
        elif not _COVER.match(paragraph.text) or paragraph.heading:
            header.append(paragraph)
    end = _body_end(lines, begin)
    for paragraph in lines[end:]:
        label = _label(paragraph.text)
        if label and label[0] in _TAIL_ROLES:
            fields.setdefault(*label)
    return _Parts(header, [each.text for each in lines[begin:end]], fields)


def _body_begin(lines: Sequence[Paragraph]) -> tuple[int, int]:
    """Where the header ends and the text begins.

    That is at `Body`, or else below the first labels that stand together.
    """
    labelled = within = False
    begin: int | None = None
    end = len(lines)
    for place, paragraph in enumerate(lines):
        text = paragraph.text
        label = _label(text)
        if _BODY.fullmatch(text):
            return place, place + 1
        if label and label[0] in _TAIL_ROLES and _is_tail(text):
            end = place
            break
        if not text.strip():
            within = False
        elif label:
            labelled = within = True
        elif labelled and not within and begin is None:
            begin = place
    if not labelled:
        return 0, 0
    return (end, end) if begin is None else (begin, begin)


def _body_end(lines: Sequence[Paragraph], begin: int) -> int:
    for place in range(begin, len(lines)):
        text = lines[place].text
        label = _label(text)
        if _TAIL_LINE.fullmatch(text) or (label and label[0] in _TAIL_ROLES and _is_tail(text)):
            return place
    return len(lines)


def _is_tail(text: str) -> bool:
    """Whether a label belongs to the database: prose may say `Company: …` as well."""
    name = text.split(":", 1)[0].strip()
    return name.isupper() or "-" in name


def _label(text: str) -> tuple[str, str] | None:
    """What a labelled line tells, if it is one of those that are known."""
    if ":" not in text[:40]:
        return None
    found = _LABEL.match(text)
    role = _ROLES.get(found[1].lower()) if found else None
    return (role, found[2].strip()) if found and role else None


def _draft(parts: _Parts, text: str) -> Draft:
    title, source, date = _masthead(parts.header)
    fields = parts.fields
    highlight = fields.get("highlight", "")
    return Draft(
        text=f"{highlight}\n\n{text}" if highlight else text,
        title=fields.get("headline") or title,
        source=source,
        byline=re.sub(r"\s*;\s*", ", ", fields.get("byline", "")),
        published=date or fields.get("loaded", ""),
        url=fields.get("url", "").split(" ")[0],
        language=language_code(fields.get("language", "")),
    )


def _masthead(header: Sequence[Paragraph]) -> tuple[str, str, str]:
    """Title, source and date from the lines that have no label.

    The source stands above the date. The title stands above both, or else below the date.
    """
    header = [each for each in header if not _EDITION.fullmatch(each.text.strip())]
    lines = [each for each in _without_rights(header) if each.text.strip()]
    texts = [each.text.strip() for each in lines]
    place = next((n for n in reversed(range(len(texts))) if _is_date(texts[n])), None)
    headings = [each.text.strip() for each in lines if each.heading]
    if place is None:
        above, below = texts[-2:], ""
        date = ""
    else:
        above, below = texts[:place][-2:], _below(header, texts[place])
        date = texts[place]
    source = above[-1] if above else ""
    if headings and headings[-1] != source:
        return headings[-1], source, date
    if below:
        return below, source, date
    return above[0] if len(above) > 1 else "", source, date


def _without_rights(header: Sequence[Paragraph]) -> list[Paragraph]:
    """The header without its blocks that are about rights."""
    kept: list[Paragraph] = []
    for block in _blocks(header):
        if not _RIGHTS.search(_joined(block)):
            kept += block
    return kept


def _below(header: Sequence[Paragraph], date: str) -> str:
    """The block of lines below that of the date, unless it is about rights; else empty."""
    dated = False
    for block in _blocks(header):
        if dated and not _RIGHTS.search(_joined(block)):
            return " ".join(each.text.strip() for each in block)
        dated = dated or date in (each.text.strip() for each in block)
    return ""


def _blocks(lines: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    block: list[Paragraph] = []
    for each in lines:
        if each.text.strip():
            block.append(each)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_date(text: str) -> bool:
    return len(text) <= _LONGEST_DATE and bool(_DATED.match(text)) and bool(iso_date(text))


def _joined(lines: Iterable[Paragraph]) -> str:
    return " ".join(each.text for each in lines)
