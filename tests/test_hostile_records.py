"""Hostile input is normal input: memory stays within a bound, and each gets a clear answer.

Each case runs in a process of its own whose memory is limited; beyond that it would end with a
MemoryError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.bounded import MB, bounded
from tests.workbooks import archive, parts, sheet, workbook

REPEATED = 2 * MB


def written(path: Path, pieces: Iterator[bytes]) -> Path:
    with path.open("wb") as out:
        out.writelines(pieces)
    return path


def many(piece: bytes, size: int, before: bytes = b"", after: bytes = b"") -> Iterator[bytes]:
    """A beginning, one piece over and over until there is so much of it, and an end."""
    yield before
    block = piece * max(1, 100_000 // len(piece))
    for _ in range(size // len(block)):
        yield block
    yield after


# Large and good: memory does not grow with the file


MAIL = (
    b"From a@b Tue Mar 11 19:40:55 2025\nSubject: Orders\nFrom: V <a@b.example>\n\n"
    + b"We are ready, said Anna Belova of the yard in Tver.\n" * 40
    + b"\n"
)
RECORD = b'{"title": "Orders", "text": "' + b"We are ready. " * 150 + b'"}'
ENTRY = b"TY  - NEWS\nTI  - Orders\nAB  - " + b"We are ready. " * 150 + b"\nER  - \n"


@pytest.mark.parametrize(
    ("name", "record", "before", "after"),
    [
        ("a.jsonl", RECORD + b"\n", b"", b""),
        ("a.json", RECORD + b",", b"[", RECORD + b"]"),
        ("a.json", RECORD + b",", b'{"articles": [', RECORD + b"]}"),
        ("a.csv", b"Orders," + b"We are ready. " * 150 + b"\n", b"title,text\n", b""),
        ("a.mbox", MAIL, b"", b""),
        ("a.ris", ENTRY, b"", b""),
        ("a.csl", b'{"id": "1", "abstract": "A"},', b"[", b'{"abstract": "A"}]'),
    ],
)  # fmt: skip
def test_a_container_of_any_size_is_read_in_the_same_memory(
    tmp_path: Path, name: str, record: bytes, before: bytes, after: bytes
) -> None:
    size = 25 * MB if len(record) > 100 else 2 * MB
    path = written(tmp_path / name, many(record, size, before, after))
    found = bounded(path, 35 * MB)
    assert found.reasons == []
    assert found.articles > size // len(record) - 100


# Records that are too long, and what is never closed


@pytest.mark.parametrize(
    ("name", "before", "piece", "after"),
    [
        ("a.jsonl", b'{"text": "', b"long ", b'"}\n'),
        ("a.json", b'[{"text": "', b"long ", b'"},'),
        ("a.csv", b'title,text\nA,"', b"long ", b'"\n'),
        ("a.csv", b'title,text\nA,"', b"never closed\n", b"\n"),
        ("a.mbox", MAIL, b"long ", b"\n\n"),
        ("a.ris", b"TY  - NEWS\nAB  - ", b"long ", b"\nER  - \n"),
        ("a.ris", b"TY  - NEWS\nAB  - ", b"\n", b"\nER  - \n"),
    ],
)
def test_a_record_beyond_the_cap_is_passed_by_and_the_next_one_is_read(
    tmp_path: Path, name: str, before: bytes, piece: bytes, after: bytes
) -> None:
    good = {
        "a.jsonl": RECORD + b"\n", "a.json": RECORD + b"]", "a.csv": b"A,good\n", "a.mbox": MAIL,
        "a.ris": ENTRY,
    }[name]  # fmt: skip
    size = 2 * MB if piece == b"\n" else 17 * MB
    path = written(tmp_path / name, many(piece, size, before, after + good))
    found = bounded(path)
    assert found.articles == 1
    assert any(" MB" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.jsonl", b'{"text": "Said.", "rest": "', b'"}\n'),
        ("a.json", b'[{"text": "Said.", "rest": "', b'"}]'),
        ("a.csv", b'text,rest\nSaid.,"', b'"\n'),
        ("a.csv", b"text,rest\nSaid.,", b"\n"),
    ],
)
def test_a_line_of_10_mb_is_read(tmp_path: Path, name: str, before: bytes, after: bytes) -> None:
    found = bounded(written(tmp_path / name, many(b"long\\n ", 10 * MB, before, after)))
    assert (found.articles, found.reasons) == (1, [])


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.mbox", "a.ris", "a.csl"])
@pytest.mark.parametrize("piece", [b"\n", b'"', b"{", b"[{", b'{"a":', b"TY  - \n", b"From ", b","])
def test_one_thing_over_and_over_ends_in_a_refusal(tmp_path: Path, name: str, piece: bytes) -> None:
    size = 200_000 if piece in (b"\n", b"TY  - \n", b",") else REPEATED
    begin = b"text,b\n" if name == "a.csv" else b""
    found = bounded(written(tmp_path / name, many(piece, size, begin)))
    assert found.articles <= 1
    assert "out of memory" not in found.reasons


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_nesting_100_000_deep_is_refused_and_the_next_record_is_read(
    tmp_path: Path, name: str
) -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    objects = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    records = [b'{"text": ' + deep + b"}", objects, RECORD]
    whole = b"\n".join(records) if name == "a.jsonl" else b"[" + b",".join(records) + b"]"
    (tmp_path / name).write_bytes(whole)
    found = bounded(tmp_path / name)
    assert found.articles == 1
    assert all("nested too deeply" in reason for reason in found.reasons)
    assert len(found.reasons) == 2


# Mail


def test_parts_within_parts_10_000_deep_are_refused(tmp_path: Path) -> None:
    heads = "".join(
        f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"
        for depth in range(10_000)
    )
    (tmp_path / "a.mbox").write_bytes(
        MAIL.split(b"\n", 1)[0] + b"\nSubject: x\nFrom: y\n" + heads.encode() + b"\ntext\n\n" + MAIL
    )
    found = bounded(tmp_path / "a.mbox")
    assert found.articles == 1
    assert "a.mbox, message 1, line 1: has parts nested too deeply in parts" in found.reasons


def test_a_mail_with_10_000_parts_is_read_without_looking_at_all_of_them(tmp_path: Path) -> None:
    part = b"--b\nContent-Type: text/plain\n\nOne more part.\n"
    head = b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
    kind = b"Content-Type: multipart/mixed; boundary=b\n\n"
    (tmp_path / "a.eml").write_bytes(head + kind + part * 10_000 + b"--b--\n")
    assert bounded(tmp_path / "a.eml").articles == 1


def test_a_mail_with_attachments_of_any_size_is_read(tmp_path: Path) -> None:
    head = (
        b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n"
        b"Content-Transfer-Encoding: base64\n\n"
    )
    end = b"--b\nContent-Type: text/plain\n\nWe are ready.\n--b--\n"
    path = written(tmp_path / "a.eml", many(b"iVBORw0K" * 9 + b"\n", 80 * MB, head, end))
    found = bounded(path)
    assert (found.articles, found.reasons) == (1, [])


@pytest.mark.parametrize(
    "page",
    [b"<a ", b"<!--", b"<a b='", b"<p>", b"<p hidden>", b"<script>", b"<div><span>", b"<", b"&#x"],
)
def test_megabytes_of_tags_cost_no_more_than_their_length(tmp_path: Path, page: bytes) -> None:
    head = b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html\n\nSaid."
    found = bounded(written(tmp_path / "a.eml", many(page + b"\n", 2 * MB, head)))
    assert found.articles == 1


# Workbooks


def test_a_workbook_that_unpacks_beyond_measure_is_refused(tmp_path: Path) -> None:
    content = parts([["title", "text"], ["A", "B"]])
    names = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    rows = f'<row><c t="str"><v>{"0" * 100}</v></c></row>' * 300_000
    content["xl/worksheets/sheet1.xml"] = sheet(names + rows)
    (tmp_path / "a.xlsx").write_bytes(archive(content))
    assert any("packed over 200 times" in reason for reason in bounded(tmp_path / "a.xlsx").reasons)


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_no_part_of_a_workbook_can_be_a_bomb(tmp_path: Path, part: str) -> None:
    content = parts([["title", "text"], ["A", "B"]])
    content[part] = "<sst>" + " " * 100 * MB + "</sst>"
    (tmp_path / "a.xlsx").write_bytes(archive(content))
    del content
    (reason,) = bounded(tmp_path / "a.xlsx").reasons
    assert "packed over 200 times" in reason


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE x [<!ENTITY e0 "lol">{ENTITIES}]>',
        '<!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_entities_are_refused_before_they_are_looked_at(
    tmp_path: Path, declared: str, part: str
) -> None:
    content = parts([["title", "text"], ["A", "B"]])
    content[part] = sheet('<row><c t="str"><v>&e9;</v></c></row>', declared)
    (tmp_path / "a.xlsx").write_bytes(archive(content))
    found = bounded(tmp_path / "a.xlsx")
    assert found.articles == 0
    assert any("declares entities" in reason for reason in found.reasons)


def test_names_that_lead_out_of_the_archive_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(sheet('<row><c t="str"><v>text</v></c></row>'))
    content = parts([["title", "text"], ["A", "B"]])
    out = "/worksheets/../../../../../../../../.." + str(tmp_path / "secret.xml")
    relations = str(content["xl/_rels/workbook.xml.rels"])
    content["xl/_rels/workbook.xml.rels"] = relations.replace("worksheets/sheet1.xml", out)
    content["../../escaped.xml"] = "x"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xlsx").write_bytes(archive(content))
    found = bounded(tmp_path / "in" / "a.xlsx")
    assert found.articles == 0
    assert "lacks its part" in found.reasons[0]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.xlsx", "in", "secret.xml"]


def test_an_archive_that_lists_too_many_parts_is_refused(tmp_path: Path) -> None:
    content = parts([["title", "text"], ["A", "B"]])
    crowd = {f"xl/media/{number:060}.png": "" for number in range(20_000)}
    (tmp_path / "a.xlsx").write_bytes(archive({**content, **crowd}))
    (reason,) = bounded(tmp_path / "a.xlsx").reasons
    assert "more parts than an office document has" in reason


def test_a_cell_far_to_the_right_and_a_shared_text_in_every_cell_are_bounded(
    tmp_path: Path,
) -> None:
    long = "".join(Random(1).choices("abcdefgh", k=2 * MB))
    content = parts([["title", "text"], ["A", long]])
    cells = '<c t="s"><v>3</v></c>' * 2000
    rows = f'<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row r="2">{cells}</row>'
    far = '<row r="3"><c r="XFD3"><v>1</v></c><c r="ZZZ3"><v>1</v></c></row>'
    content["xl/worksheets/sheet1.xml"] = sheet(rows + far)
    (tmp_path / "a.xlsx").write_bytes(archive(content))
    found = bounded(tmp_path / "a.xlsx")
    assert found.articles == 0
    assert [reason.split(": ")[1].split(",")[0] for reason in found.reasons] == [
        "is over 16 MB", "has 16"
    ]  # fmt: skip


@pytest.mark.parametrize("make", [lambda: workbook([["title", "text"], ["A", "B"]])])
def test_a_locked_archive_is_refused(tmp_path: Path, make: Callable[[], bytes]) -> None:
    data = bytearray(make())
    for place in range(len(data) - 4):
        if data[place : place + 4] == b"PK\x01\x02":
            data[place + 8] |= 1  # says that it is encrypted
        if data[place : place + 4] == b"PK\x03\x04":
            data[place + 6] |= 1
    (tmp_path / "a.xlsx").write_bytes(data)
    assert "damaged or locked" in bounded(tmp_path / "a.xlsx").reasons[0]
