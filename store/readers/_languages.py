"""Names of languages, as press databases write them, and the codes for them."""

from __future__ import annotations

import re

_NAMES = {
    "en": "english englisch anglais inglés inglese inglês engels английский 英語 英文",
    "de": "german deutsch allemand alemán tedesco alemão duits немецкий ドイツ語 德文",
    "fr": "french französisch français francés francese francês frans французский",
    "es": "spanish spanisch espagnol español spagnolo espanhol spaans испанский",
    "it": "italian italienisch italien italiano italiaans итальянский",
    "pt": "portuguese portugiesisch portugais portugués portoghese português portugees",
    "nl": "dutch niederländisch néerlandais neerlandés olandese holandês nederlands",
    "ru": "russian russisch russe ruso russo russisch русский",
    "pl": "polish polnisch polonais polaco polacco pools polski",
    "tr": "turkish türkisch turc turco turks türkçe",
    "ar": "arabic arabisch arabe árabe arabo العربية",
    "zh": "chinese chinesisch chinois chino cinese chinês chinees 中文",
    "ja": "japanese japanisch japonais japonés giapponese japonês japans 日本語",
    "ko": "korean koreanisch coréen coreano koreaans 한국어",
    "sv": "swedish schwedisch suédois sueco svedese zweeds svenska",
    "da": "danish dänisch danois danés danese dinamarquês deens dansk",
    "no": "norwegian norwegisch norvégien noruego norvegese norueguês noors norsk",
    "fi": "finnish finnisch finnois finlandés finlandese finlandês fins suomi",
    "cs": "czech tschechisch tchèque checo ceco tcheco tsjechisch čeština",
    "hu": "hungarian ungarisch hongrois húngaro ungherese hongaars magyar",
    "el": "greek griechisch grec griego greco grego grieks ελληνικά",
    "uk": "ukrainian ukrainisch ukrainien ucraniano ucraino oekraïens українська",
    "he": "hebrew hebräisch hébreu hebreo ebraico hebraico hebreeuws עברית",
}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}
_WORD = re.compile(r"[^\W\d_]+")


def language_code(named: str) -> str:
    """The code for a language such as `English` or `Englisch; EN`; empty where it is not known."""
    word = _WORD.search(named)
    return _CODES.get(word[0].lower(), "") if word else ""
