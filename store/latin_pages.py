"""Which code page a text in Latin letters is in, where nobody says: told by its language.

All bytes make letters in all of these pages, and most texts are in Windows-1252. So another page
must be spoken for twice: by hardly any letter that its language does not have, which in the wrong
page nearly every word has; and by words that are among the most common of that language.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

CENTRAL = ("cp1250", "iso8859_2")
TURKISH = ("cp1254",)

OWN = 0.97
"""The part of all letters beyond ASCII that are those of the language; the rest is in names."""

COMMON = 0.02
"""The part of all words with such letters that are among its most common ones, at the least."""

_FEWEST = 2
"""Common words at least; different ones, as a text can be about a foreign one."""

_MARKS = "‚„“”‘’‹›«»–—…•·€§°©®™\xa0\xad"
_WORD = re.compile(r"[^\W\d_]+")


class _Language(NamedTuple):
    """A language that Windows-1252 cannot be read for: in which pages it is, and what tells it.

    Of the words, none is one of another language whose texts are in Windows-1252.
    """

    pages: tuple[str, ...]
    letters: frozenset[str]
    words: frozenset[str]


def _language(pages: tuple[str, ...], letters: str, words: str) -> _Language:
    return _Language(pages, frozenset(letters), frozenset(words.split()))


_LANGUAGES = (
    _language(  # Polish
        CENTRAL,
        "ąćęłńóśźż",
        "się że są także również który która które którego której których którzy już być był była"
        " było były został została zostały będzie będą może można między więc też jeśli żeby każdy"
        " według około część później dzień tysięcy złotych należy państwo powiedział dodał",
    ),
    _language(  # Czech
        CENTRAL,
        "áčďéěíňóřšťúůýž",
        "že při již když který která které kteří také až před není však další první než třeba mají"
        " může být mít jež řekl protože více ještě příliš svůj své těchto téměř několik proč nás"
        " především případě těch dnů",
    ),
    _language(  # Slovak
        CENTRAL,
        "áäčďéíĺľňóôŕšťúýž",
        "že ktorý ktorá ktoré ktorí ktorých už čo keď tiež však podľa môže môžu ešte až nič veľmi"
        " než počas byť sú či dňa príliš ďalší ďalšie niekoľko všetko všetky keďže možné nás",
    ),
    _language(  # Hungarian
        CENTRAL,
        "áéíóöőúüű",
        "és már még után között több első közölt közölte így új két három négy később ő őket azért"
        " ezért években köztük során előtt úgy múlt jövő című óta időn erről millió nélkül számára"
        " végül míg ország kormány közül továbbá lehetőség részt illetően körül",
    ),
    _language(  # Romanian, which is written with cedillas in these pages
        CENTRAL,
        "âăîşţ",
        "şi în că să după până între către dacă fără decât însă două această într când cât aşa îl"
        " îi îşi mulţi ţară ţării faţă",
    ),
    _language(  # Croatian, Bosnian, and Serbian in Latin letters
        CENTRAL,
        "čćđšž",
        "će što više još već može također takođe između među međutim kaže češće neće želi ništa"
        " nešto čak način bivši žene šest reći riječ riječi početka ističe znači",
    ),
    _language(  # Slovene
        CENTRAL,
        "čšž",
        "še že več če čeprav kaže pač čas časa največ začel češ težko šele čez način človek število"
        " različnih možno možnost območju družbe običajno večina šest člen",
    ),
    _language(  # Turkish
        TURKISH,
        "çğıöşüâîûi\u0307",
        "için çok olduğu olduğunu olmadığı söyledi ayrıca göre arasında tarafından yıl yılında önce"
        " büyük küçük açıkladı karşı değil şey şu içinde üzerinde aynı bazı kadın türk ülke ülkenin"
        " dışında çünkü sayısı hakkında başka bütün şekilde",
    ),
)  # fmt: skip


def latin_page(data: bytes) -> str:
    """The code page that the language of `data` needs; empty where Windows-1252 will do."""
    western = data.decode("cp1252", "replace")
    for pages in (CENTRAL, TURKISH):
        for page in pages:
            text = data.decode(page, "replace")
            if text != western and _is_in_one(text.lower(), pages):
                return page
    return ""


def _is_in_one(text: str, pages: tuple[str, ...]) -> bool:
    """Whether a text in small letters is in one of the languages that need these pages."""
    letters = {
        letter: count
        for letter, count in Counter(text).items()
        if letter > "\x7f" and letter not in _MARKS
    }
    words: Counter[str] | None = None
    for language in _LANGUAGES:
        own = sum(count for letter, count in letters.items() if letter in language.letters)
        if language.pages != pages or own < OWN * sum(letters.values()):
            continue
        words = words or Counter(word for word in _WORD.findall(text) if not word.isascii())
        common = [words[word] for word in language.words if word in words]
        if len(common) >= _FEWEST and sum(common) >= COMMON * words.total():
            return True
    return False
