"""Exports of press databases: each article becomes one, the first and the last included."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.drafts import finish
from store.model import Article, Draft
from store.readers import Refusal, read_path, reader_for
from store.readers._languages import language_code
from tests.packed_documents import docx, word_lines
from tests.places import SAMPLES

EXPORTS = {
    "nexis-export.TXT": [
        ("Varga works looks for 400 welders", "Karsk Herald", "Tomas Ledvik", "2025-03-04"),
        (
            "Kessaria reopens tender for patrol boats; Brannock bids again, at a lower price",
            "Meridian Wire",
            "Sabela Ruiz-Orme and Joan Threlby-Ames",
            "2025-03-06",
        ),
        ("A gun is not a policy", "The Tarvian Ledger", "", "2025-03-09"),
    ],
    "nexis-export.docx": [
        (
            "Sandralia to train Brodar crews at home",
            "The Tarvian Ledger",
            "Corin Vale",
            "2025-04-02",
        ),
        (
            "Minister: no more advance payments",
            "The Tarvian Ledger",
            "Corin Vale, Sabela Ruiz-Orme",
            "2025-04-16",
        ),
        ("Who insures a frigate?", "Halvorn Defence Weekly", "Edda Marsh", "2025-05-07"),
    ],
    "factiva-export.rtf": [
        (
            "Karsk smelter ships first barrel steel",
            "Arms Ledger",
            "Joan Threlby-Ames",
            "2025-03-03",
        ),
        ("Sorvane shows its jet drone to three buyers", "Meridian Wire", "", "2025-03-11"),
        (
            "Nordmark prüft Kauf von Flugabwehr aus Velmora",
            "Nordmärkische Rundschau",
            "Uwe Kranich",
            "2025-03-27",
        ),
    ],
    "factiva-export.html": [
        ("Velmora offers Kessaria boats on credit", "Meridian Wire", "Anouk Derrin", "2025-04-17"),
        ("The barrel makers’ revenge", "Arms Ledger", "JOAN THRELBY-AMES", "2025-04-22"),
        ("Sandralia’s radar waits for a mountain", "Halvorn Defence Weekly", "", "2025-04-30"),
    ],
}


def all_of(path: Path) -> list[Article | Refusal]:
    return [finish(each) if isinstance(each, Draft) else each for each in read_path(path)]


def articles(path: Path) -> list[Article]:
    found = all_of(path)
    assert [each for each in found if isinstance(each, Refusal)] == []
    return [each for each in found if isinstance(each, Article)]


def exported(folder: Path, text: str) -> list[Article | Refusal]:
    path = folder / "export.txt"
    path.write_text(text, encoding="utf-8")
    return all_of(path)


# The samples


@pytest.mark.parametrize("name", EXPORTS)
def test_each_article_of_an_export_has_its_own_fields(name: str) -> None:
    found = articles(SAMPLES / name)
    assert [(each.title, each.source, each.byline, each.published) for each in found] == (
        EXPORTS[name]
    )


@pytest.mark.parametrize(
    ("name", "begins", "ends"),
    [
        ("nexis-export.TXT", "The Varga works outside Karsk", "she has packed for neither."),
        ("nexis-export.docx", "Sandralia will train the crews", "it charges nothing."),
        ("factiva-export.rtf", "The Karsk smelter", "soll vor dem Sommer fallen."),
        ("factiva-export.html", "PORT KESSAR, April 17", "said. Talks go on."),
    ],
)
def test_the_texts_are_whole_and_nothing_of_the_database_is_in_them(
    name: str, begins: str, ends: str
) -> None:
    found = articles(SAMPLES / name)
    assert found[0].text.startswith(begins)
    assert found[-1].text.endswith(ends)
    words = "Copyright LOAD-DATE Load-Date Document DOCUMENTS Search factiva Photo Length: (91%)"
    for each in found:
        assert [word for word in words.split() if word in each.text] == []
        assert "\n" not in each.text.replace("\n\n", "")  # no line is broken in the middle


def test_a_word_that_looks_like_a_label_stays_in_the_text() -> None:
    found = articles(SAMPLES / "nexis-export.docx")[1]
    assert "only last year. Company: he would name it" in found.text
    assert found.text.startswith("Hadrick wants arms makers to deliver first\n\nTarvia will")


# Nexis


OLDER = """
                               1 of 3 DOCUMENTS


                               Volga Daily

                          July 4, 2010 Sunday 12:00 AM GMT

Orders up at the works

BYLINE: Anna Belova

SECTION: NEWS

LENGTH: 5 words

The works will deliver. Type: ferry.

LOAD-DATE: July 5, 2010

LANGUAGE: ENGLISH

                               2 of 3 DOCUMENTS

                               Volga Daily

                               Summer 2010

LENGTH: 2 words

HEADLINE: No day is told

BODY:


Not one.

Not two.

LOAD-DATE: August 1, 2010

                               3 of 3 DOCUMENTS

                               Volga Daily

                               July 6, 2010

HEADLINE: A picture

LENGTH: 0 words

GRAPHIC: A ferry

LOAD-DATE: July 6, 2010
"""


def test_the_older_layout_is_read_with_and_without_labels(tmp_path: Path) -> None:
    first, second, third = exported(tmp_path, OLDER)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.source, first.byline, first.published, first.text) == (
        "Orders up at the works",
        "Volga Daily",
        "Anna Belova",
        "2010-07-04",
        "The works will deliver. Type: ferry.",
    )
    assert first.language == "en"
    assert (second.title, second.published, second.text) == (
        "No day is told",
        "2010-08-01",
        "Not one.\n\nNot two.",
    )
    assert third == Refusal("export.txt, document 3", "has no text, perhaps only a picture")


@pytest.mark.parametrize(
    "edition", ["Final Edition", "Late Edition - Final", "Edition 2; National Edition", "EDITION"]
)
def test_the_edition_below_the_date_is_not_the_title_of_a_document_of_old(
    tmp_path: Path, edition: str
) -> None:
    lines = [
        "1 of 2 DOCUMENTS", "Karsk Herald", "March 3, 2011 Thursday", edition,
        "First edition of the tables sold", "LENGTH: 5 words", "It went for little.",
        "LOAD-DATE: March 4, 2011", "Copyright 2011 Karsk Herald", "2 of 2 DOCUMENTS",
        "Meridian Wire", "March 5, 2011 Saturday", "Ministers meet", "BYLINE: Edda Marsh",
        "LENGTH: 4 words", "They met on grain.", "LANGUAGE: ENGLISH",
    ]  # fmt: skip
    path = tmp_path / "old.docx"
    path.write_bytes(docx(word_lines(lines)))
    first, second = articles(path)
    assert (first.title, first.source, first.published, first.text) == (
        "First edition of the tables sold", "Karsk Herald", "2011-03-03", "It went for little."
    )  # fmt: skip
    assert (second.title, second.byline, second.text) == (
        "Ministers meet", "Edda Marsh", "They met on grain."
    )  # fmt: skip


def test_an_export_cut_off_gives_its_last_article_as_far_as_it_goes(tmp_path: Path) -> None:
    found = exported(tmp_path, OLDER[: OLDER.index("Not two.")])
    assert len(found) == 2
    assert isinstance(found[1], Article)
    assert found[1].text == "Not one."


def test_other_languages_of_the_database_are_read(tmp_path: Path) -> None:
    text = (
        "Dokument 1 von 2\n\nNordmärkische Rundschau\n\nDienstag 7. März 2023\n\nRUBRIK: Politik\n"
        "LÄNGE: 3 Wörter\nÜBERSCHRIFT: Werft voll\nAUTOR: Uwe Kranich\n\nBODY:\n\n"
        "Das ist alles.\n\nUPDATE: 8. März 2023\n\nSPRACHE: GERMAN; DEUTSCH\n\n"
        "Dokument 2 von 2\n\nCourrier\n\nmercredi 8 mars 2023\n\nRUBRIQUE: Monde\n"
        "LONGUEUR: 2 mots\nTITRE: Rien\nAUTEUR: Anouk Derrin\n\nBODY:\n\n"
        "Rien ne va.\n\nLANGUE: FRENCH\n"
    )
    found = [each for each in exported(tmp_path, text) if isinstance(each, Article)]
    assert [(a.title, a.source, a.byline, a.published, a.language) for a in found] == [
        ("Werft voll", "Nordmärkische Rundschau", "Uwe Kranich", "2023-03-07", "de"),
        ("Rien", "Courrier", "Anouk Derrin", "2023-03-08", "fr"),
    ]
    assert [each.text for each in found] == ["Das ist alles.", "Rien ne va."]


def test_the_newer_layout_is_read_without_styles_and_an_error_is_named(tmp_path: Path) -> None:
    lines = [
        *("User Name: A", "Date and Time: Monday, 12 May 2025", "Documents (3)", "1. One: a title"),
        *("One: a title", "Volga Daily", "March 1, 2025 Saturday", "Copyright 2025 Volga Daily"),
        *("Section: NEWS", "Length: 3 words", "Body", "First text.", "Load-Date: March 2, 2025"),
        "End of Document",
        *("Two", "Volga Daily", "March 3, 2025 Monday", "Length: 9 words", "Body"),
        "We are sorry but there is an error in this document and it is not possible to display it.",
        "End of Document",
        *("Three", "Volga Daily", "4 March 2025", "Copyright 2025 Volga Daily", "Length: 3 words"),
        *("Byline: Anna Belova", "Body", "Last text.", "Classification", "Language: ENGLISH"),
        *("Publication-Type: Newspaper", "Load-Date: March 5, 2025", "End of Document"),
    ]
    path = tmp_path / "a.docx"
    path.write_bytes(docx(word_lines(lines)))
    first, second, third = all_of(path)
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert (first.title, first.source, first.published, first.text) == (
        "One: a title",
        "Volga Daily",
        "2025-03-01",
        "First text.",
    )
    assert second == Refusal(
        "a.docx, document 2", "could not be given out by the database, which says so"
    )
    assert (third.title, third.byline, third.language, third.text) == (
        "Three",
        "Anna Belova",
        "en",
        "Last text.",
    )


# Factiva


PLAIN = """Dow Jones Factiva

Foreign Desk; 1
ORDERS UP AT THE WORKS IN TVER
By ANNA BELOVA
Special to the Daily
877 Wörter
9 Januar 1993
The Volga Daily
VOLDA
Late Edition - Final
1
Englisch
Copyright 1993 The Volga Daily. All Rights Reserved.

The first paragraph.

The second paragraph.

Dokument VOLDA00020050408dp1900j9s

Nothing new
12 Wörter
10 Januar 1993
The Volga Daily
VOLDA
Englisch
© 1993 The Volga Daily

The last text.

Dokument VOLDA00020050408dp1900j9m

Zusammenfassung der Suche
Text
orders
"""


def test_fields_one_below_the_other_are_told_from_their_order(tmp_path: Path) -> None:
    first, last = exported(tmp_path, PLAIN)
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert (first.title, first.byline, first.source, first.published, first.language) == (
        "ORDERS UP AT THE WORKS IN TVER",
        "ANNA BELOVA",
        "The Volga Daily",
        "1993-01-09",
        "en",
    )
    assert first.text == "The first paragraph.\n\nThe second paragraph."
    assert (last.title, last.byline, last.text) == ("Nothing new", "", "The last text.")


def test_fields_beside_their_codes_are_read_from_text_with_tabs(tmp_path: Path) -> None:
    text = "".join(
        f"HD\tTitle {n}\nBY\tAnna Belova\nWC\t9 mots\nPD\t29 décembre 2011\nSN\tCourrier\n"
        f"LA\tFrançais\nLP\nLead {n}.\nIN the works, all is well.\nTD\tRest {n}.\n"
        f"CO\tvarga : Varga Works\nAN\tDocument COURR0002011122{n}e7ct0001r\n\n"
        for n in range(1, 4)
    )
    found = [each for each in exported(tmp_path, text) if isinstance(each, Article)]
    assert [each.title for each in found] == ["Title 1", "Title 2", "Title 3"]
    assert found[0].text == "Lead 1.\n\nIN the works, all is well.\n\nRest 1."
    assert (found[2].source, found[2].published, found[2].language) == (
        "Courrier",
        "2011-12-29",
        "fr",
    )


def test_an_article_that_has_only_fields_is_named(tmp_path: Path) -> None:
    text = "HD\tTitle\nPD\t1 May 2025\nWC\t0 words\nAN\tDocument COURR00020250501e7ct0001r\n"
    assert exported(tmp_path, text) == [
        Refusal("export.txt, article 1", "has no text, only what is about it")
    ]


# What is no export


@pytest.mark.parametrize(
    "text",
    [
        "Document 1 of 12\n\nThis is a memo about documents.\n\nNothing else.",
        "Section: World\nTitle: Orders up\n\nLength: as long as it takes.\n\nEnd.",
        "HD\n\nhigh definition, and nothing else",
        "It had 877 words.\n\n9 January 1993 was a Saturday.",
    ],
)
def test_what_only_resembles_an_export_is_read_as_text(text: str) -> None:
    reader = reader_for(text.encode(), ".txt")
    assert reader is not None
    assert reader.NAME == "plain text"


@pytest.mark.parametrize(
    ("named", "code"),
    [("English", "en"), ("GERMAN; DEUTSCH", "de"), ("Français", "fr"), ("Klingon", ""), ("", "")],
)
def test_languages_are_known_by_their_names(named: str, code: str) -> None:
    assert language_code(named) == code
