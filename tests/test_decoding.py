"""Texts in the code pages of other scripts, which nothing in the file names."""

from __future__ import annotations

from io import BytesIO

import pytest

from store.decoding import code_page, decode
from store.model import Draft
from store.readers import read_stream

SENTENCES = {
    "cp1251": "Совет сообщил во вторник, что причал закроют. «Выбора не было», — сказала она.",
    "koi8_r": "Совет сообщил во вторник, что причал закроют. Выбора не было, сказала она.",
    "cp866": "Совет сообщил во вторник, что причал закроют. Выбора не было, сказала она.",
    "cp1253": "Το συμβούλιο ανακοίνωσε την Τρίτη ότι η προβλήτα θα κλείσει.",
    "cp1255": "המועצה הודיעה ביום שלישי כי הרציף ייסגר",
    "cp1256": "أعلن المجلس يوم الثلاثاء أن الرصيف سيغلق",
    "cp874": "สภาประกาศเมื่อวันอังคารว่าท่าเรือจะปิด",
    "gb18030": "委员会周二宣布，码头将于下月关闭。“我们别无选择，”港务局长说。",
    "big5": "委員會週二宣布，碼頭將於下月關閉。",
    "cp932": "評議会は火曜日、埠頭を閉鎖すると発表した。",
    "euc_jp": "評議会は火曜日、埠頭を閉鎖すると発表した。",
    "cp949": "부두가 폐쇄되었다고 위원회가 화요일 발표했다.",
}

WESTERN = [
    "Der Rat sagte: „Wir hatten keine Wahl“, so Änne Groß – für 5 €.",
    "« Où ça ? », dit-elle… à l’été naïf. ÉTÉ",
    "Six boats, “at last”, for £6 — “sold”.",
]


@pytest.mark.parametrize("page", SENTENCES)
def test_the_code_page_of_another_script_is_told_from_the_letters(page: str) -> None:
    assert decode(SENTENCES[page].encode(page)) == SENTENCES[page]


@pytest.mark.parametrize("text", WESTERN)
def test_accents_and_marks_among_ascii_stay_western(text: str) -> None:
    assert code_page(text.encode("cp1252")) == "cp1252"
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("page", ["cp1251", "gb18030", "cp932"])
def test_a_table_is_in_one_code_page_down_to_its_shortest_line(page: str) -> None:
    text = SENTENCES[page]
    table = f'title,text\n{text[:3]},"{text}"\n{text[:2]},{text[3:5]}\n'.encode(page)
    (first, second) = read_stream(BytesIO(table), "a.csv")
    assert first == Draft(text, title=text[:3])
    assert second == Draft(text[3:5], title=text[:2])


@pytest.mark.parametrize("said", ["", "utf-8", "iso-8859-1"])
def test_a_page_that_says_nothing_or_the_wrong_thing_is_read(said: str) -> None:
    body = "".join(f"<p>{n}. {SENTENCES['cp1251']}</p>" for n in range(4))
    head = f'<meta charset="{said}">' if said else ""
    page = f"<html><head>{head}<title>T</title></head><body><article>{body}</article></body></html>"
    (draft,) = read_stream(BytesIO(page.encode("cp1251")), "a.html")
    assert isinstance(draft, Draft) and "0. " + SENTENCES["cp1251"] in draft.text


def test_a_page_that_names_an_old_standard_is_in_its_superset() -> None:
    body = "".join(f"<p>{n}、镕基喆{SENTENCES['gb18030']}</p>" for n in range(4))
    page = f'<html><meta charset="gb2312"><body><article>{body}</article></body></html>'
    (draft,) = read_stream(BytesIO(page.encode("gb18030")), "a.html")
    assert isinstance(draft, Draft) and "0、镕基喆" in draft.text
