"""Mail as it is sent: charsets that are wrong, parts in parts, newsletters, whole mailboxes."""

from __future__ import annotations

import io

import pytest

from store.drafts import finish
from store.model import Draft
from store.readers import Refusal, Refused, read_path, read_stream, reader_for
from tests.places import SAMPLES

HEAD = (
    "From: Volga Daily <desk@volga.example>\nSubject: Orders\nDate: Tue, 11 Mar 2025 10:00 +0100\n"
)
SAID = "“We are ready,” said Anna Belova."


def read(mail: str | bytes, name: str = "x") -> list[Draft | Refusal]:
    data = mail if isinstance(mail, bytes) else mail.encode()
    return list(read_stream(io.BytesIO(data), name))


def one(mail: str | bytes) -> Draft:
    (draft,) = read(mail, "a.eml")
    assert isinstance(draft, Draft)
    return draft


def parts(*contents: str, kind: str = "mixed") -> str:
    body = "".join(f"--b\n{content}\n" for content in contents)
    return f'{HEAD}Content-Type: multipart/{kind}; boundary="b"\n\n{body}--b--\n'


def test_the_sample_newsletter_is_read_as_its_reader_would_see_it() -> None:
    path = SAMPLES / "newsletter.eml"
    chosen = reader_for(path.read_bytes()[:4096], ".txt")
    assert chosen is not None and chosen.NAME == "mail"
    (draft,) = read_path(path)
    assert isinstance(draft, Draft)
    found = finish(draft)
    assert found.title == "The Ledger, no. 112: “Everything is a prototype”"
    assert found.source == "Arms Ledger – the weekly"
    assert found.published == "2025-03-28T06:00:12Z"
    assert found.url == "https://armsledger.example/112"
    assert found.text.startswith("Everything is a prototype\n\nGood morning.")
    assert found.text.endswith("Joan Threlby-Ames\n\nYou are receiving") is False
    assert "“A series is a prototype that somebody paid for,”" in found.text
    assert not any(word in found.text for word in ("Unsubscribe", "browser", "What the yards"))


def test_the_sample_mailbox_is_read_mail_by_mail() -> None:
    path = SAMPLES / "inbox.mbox"
    chosen = reader_for(path.read_bytes()[:4096], "")
    assert chosen is not None and chosen.NAME == "mailbox (mbox)"
    found = [finish(draft) for draft in read_path(path) if isinstance(draft, Draft)]
    assert [each.title for each in found] == [
        "Statement on the third frigate", "Transcript – inquiry, day two", "Daily digest"
    ]  # fmt: skip
    assert "for Sundralia goes on as agreed." in found[0].text
    assert "\nFrom April, the yard" in found[0].text
    assert "“I did not say that it could not fall." in found[1].text and "Ogg" not in found[1].text


# Charsets


@pytest.mark.parametrize(
    ("said", "real"),
    [
        ("utf-8", "utf-8"),
        ("us-ascii", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("utf-8", "cp1252"),
        ("no-such-thing", "cp1252"),
        ("\x00\x1b", "utf-8"),
        ("punycode", "utf-8"),
        ("utf-16", "utf-16"),
        ("hex", "utf-8"),
    ],
)
def test_a_text_is_read_although_its_charset_is_wrong(said: str, real: str) -> None:
    head = f"{HEAD}Content-Type: text/plain; charset={said}\n\n"
    assert one(head.encode() + SAID.encode(real)).text.strip() == SAID


@pytest.mark.parametrize("charset", ["iso-2022-jp", "koi8-r", "gb18030"])
def test_a_charset_that_is_right_is_believed(charset: str) -> None:
    text = {"iso-2022-jp": "準備はできている", "koi8-r": "Мы готовы", "gb18030": "我们准备好了"}[
        charset
    ]
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\n\n"
    assert one(head.encode() + text.encode(charset)).text == text


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (b"=?utf-8?B?T3JkZXJzIOKAkyB1cA==?=", "Orders – up"),
        (b"=?iso-8859-1?Q?Caf=E9?= and\r\n =?iso-8859-1?Q?_L=F6we?=", "Café and Löwe"),
        (b"=?utf-8?Q?half_of_a_=E2?= rest", "half of a "),
        (b"=?no-such?Q?a=E9?= b", "aé b"),
        (b"=?utf-8?B?%%%?= b", "b"),
        ("Café raw".encode(), "Café raw"),
        ("Café raw".encode("cp1252"), "Café raw"),
        (b"\x1b[31mred", "[31mred"),
    ],
)
def test_headers_are_decoded_as_far_as_they_can_be(raw: bytes, title: str) -> None:
    mail = b"From: a@b.example\r\nDate: x\r\nSubject: " + raw + b"\r\n\r\n" + SAID.encode()
    assert title in finish(one(mail)).title


# Parts


def test_a_forwarded_mail_is_an_article_of_its_own() -> None:
    inner = "Content-Type: message/rfc822\n\nFrom: Anna <a@post.example>\nSubject: Inner\n\nNEWS"
    with_note, bare = parts(f"Content-Type: text/plain\n\n{SAID}", inner), parts(inner)
    assert [(d.title, d.text) for d in read(with_note, "a.eml") if isinstance(d, Draft)][1:] == [
        ("Inner", "NEWS")
    ]
    assert (one(bare).text, one(bare).source) == ("NEWS", "Anna")


def test_attachments_are_left_out() -> None:
    mail = parts(
        f"Content-Type: text/plain\n\n{SAID}",
        "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nATTACHED",
        "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=",
    )
    assert one(mail).text == SAID


def test_html_is_taken_where_the_plain_text_is_only_a_courtesy() -> None:
    page = "Content-Type: text/html\n\n<p>" + "“We are ready.” " * 9 + "<p>Two"
    short = one(parts("Content-Type: text/plain\n\nUse another program.", page, kind="alternative"))
    assert short.text.endswith("\n\nTwo")
    whole = one(parts("Content-Type: text/plain\n\n" + "Plain. " * 40, page, kind="alternative"))
    assert whole.text.startswith("Plain.")


def test_flowed_lines_are_joined_and_wrapped_ones_too() -> None:
    flowed = f"{HEAD}Content-Type: text/plain; format=flowed\n\nOne \ntwo.\n\n>From\n-- \nAnna"
    assert one(flowed).text == "One two.\n\n>From\n-- \nAnna"


def test_a_mail_with_nothing_but_attachments_is_refused() -> None:
    with pytest.raises(Refused, match="no text, only attachments"):
        read(parts("Content-Type: image/png\n\nx"), "a.eml")


# Mailboxes


def mailbox(*bodies: str) -> str:
    return "\n".join(f"From a@b Tue Mar 11 19:40:55 2025\n{HEAD}\n{body}\n" for body in bodies)


def test_one_bad_mail_is_named_and_the_rest_is_read() -> None:
    found = read(mailbox("One.", "  ", "From a friend.\n\n>From b\n>>From c\n\nFrom x to y"))
    assert [item.text for item in found if isinstance(item, Draft)] == [
        "One.", "From a friend.\n\nFrom b\n>From c\n\nFrom x to y"
    ]  # fmt: skip
    assert [item for item in found if isinstance(item, Refusal)] == [
        Refusal("x, message 2, line 8", "has no text")
    ]


def test_a_file_without_mails_is_refused() -> None:
    with pytest.raises(Refused, match="holds no mail"):
        read("Words", "a.mbox")


def test_a_page_that_a_browser_saved_is_no_mail() -> None:
    page = b"From: <Saved by a browser>\nSnapshot-Content-Location: x\nSubject: y\nDate: z\n\n"
    chosen = reader_for(page, ".mhtml")
    assert chosen is None or chosen.NAME != "mail"
