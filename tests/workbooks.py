"""Small workbooks, made part by part as a spreadsheet program would, or as it never would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

Cell = str | float | None


def workbook(*sheets: Sequence[Sequence[Cell]], inline: bool = False) -> bytes:
    """A workbook of these rows; numbers are dated."""
    return archive(parts(*sheets, inline=inline))


def archive(content: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in content.items():
            packed.writestr(name, data)
    return out.getvalue()


def parts(*sheets: Sequence[Sequence[Cell]], inline: bool = False) -> dict[str, str | bytes]:
    """The parts of a workbook by their names in its archive."""
    shared: dict[str, int] = {}
    numbers = range(1, len(sheets) + 1)
    names = ["News", *(f"News {number}" for number in numbers[1:])]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
        for name, number in zip(names, numbers, strict=True)
    )
    targets = "".join(
        f'<Relationship Id="r{number}" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{targets}'
        "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts><numFmt numFmtId="170"'
        ' formatCode="yyyy\\-mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/>'
        "</cellXfs></styleSheet>",
    }
    for number, rows in zip(numbers, sheets, strict=True):
        body = "".join(_row(place, row, shared, inline) for place, row in enumerate(rows, 1))
        found[f"xl/worksheets/sheet{number}.xml"] = sheet(body)
    texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    found["xl/sharedStrings.xml"] = f'{_HEAD}<sst xmlns="{_MAIN}">{texts}</sst>'
    return found


def sheet(rows: str, before: str = "") -> str:
    """The XML of a sheet with these rows; `before` stands above its root."""
    return f'{_HEAD}{before}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _row(place: int, cells: Sequence[Cell], shared: dict[str, int], inline: bool) -> str:
    written = "".join(
        _cell(f"{chr(65 + column)}{place}", cell, shared, inline)
        for column, cell in enumerate(cells)
        if cell is not None
    )
    return f'<row r="{place}">{written}</row>'


def _cell(place: str, cell: str | float, shared: dict[str, int], inline: bool) -> str:
    if not isinstance(cell, str):
        return f'<c r="{place}" s="1"><v>{cell}</v></c>'
    if inline:
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f'<c r="{place}" t="s"><v>{shared.setdefault(cell, len(shared))}</v></c>'
