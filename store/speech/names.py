"""Who and what an article names: people, bodies, roles and pronouns, and the verbs of saying.

`read` turns a text into tokens in one pass; whom they mean is found in `cast.py`.
"""

from __future__ import annotations

import re

from store.speech.capitals import Capitals
from store.speech.inversion import inverted
from store.speech.lexicon import lexicon
from store.speech.listed import Listed
from store.speech.tokens import VERBS, Token
from store.speech.tongue import Tongue

_UPPER = "".join(re.escape(chr(c)) for c in range(0x20, 0x530) if chr(c).isupper())
_PREFIX = r"(?:(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]n|[Aa]r|[Ee]d)-|d['’])"
_WORD = rf"{_PREFIX}?[{_UPPER}](?:\w|-(?=\w)|['’](?!s\b)(?=\w))*"
_INITIALS = rf"(?:[{_UPPER}]\.-?[  ]?){{0,3}}[{_UPPER}]\."
_SHORT = (
    r"(?:Lt|Gen|Col|Maj|Capt|Adm|Sgt|Brig|Cmdr|Cdr|Cpl|Lieut|Det|Insp|Supt|Dr|Mrs?|Ms|Mme|Prof|Sen"
    r"|Rep|Gov|Rev|Fr|Amb|Pres|Cllr|St|Corp|Inc)\."
)
_PART = rf"(?:{_SHORT}(?:-{_SHORT})?|{_INITIALS}|{_WORD})"
_PARTICLE = (
    r"(?:(?:von|van|zu|vom|zum)(?:[  ](?:der|den|de|dem|het|und[  ]zu))?|de|del|della|la|le|du|da"
    r"|dos|das|di|bin|ibn|ben|bint|al|el|ter|ten)"
)
_LEADING = r"(?:(?:von|van|bin)[  ](?:de[rnm]?[  ])?|de[  ]la[  ])?"
_AND = r"(?:[  ]&[  ])"
_NICKNAME = r"(?:[\"“‘«][\w-]{1,20}(?:[  ][\w-]{1,20})?[\"”’»][  ])?"
_SCAN = re.compile(
    rf"(?P<name>(?<!\w){_LEADING}{_PART}"
    rf"(?:(?:{_AND}|[  ]{_NICKNAME}(?:{_PARTICLE}[  ]){{0,2}}){_PART}){{0,7}})"
    r"|d[’']après|[^\W\d_]+(?:-[^\W\d_]+)*"
)


def read(text: str, tongue: Tongue = "en") -> list[Token]:
    """All mentions and verbs of saying in `text`, by position."""
    words = lexicon(tongue)
    listed = Listed(text, words.kinds)
    capitals = Capitals(text, tongue, words, listed)
    kinds = words.kinds
    unlisted = frozenset(inverted(text, tongue))
    for match in _SCAN.finditer(text):
        word = match[0]
        if match.lastgroup:
            capitals.add(match.start(), word)
        elif match.start() in unlisted and kinds.get(word) not in VERBS:
            listed.add_unlisted(match.start(), word)
        elif word in kinds and not _is_no_verb(text, match.start()):
            listed.add(match.start(), word, kinds[word])
        elif tongue in ("ru", "uk") and kinds.get(word[:-1]) == "role" and word[-1] in "ауяю":
            listed.add_declined(match.start(), word)
        elif "-" in word:
            listed.add_inverted(match.start(), word)
    return listed.tokens


def _is_no_verb(text: str, start: int) -> bool:
    """Whether a verb's form here is part of “call sign” or “member states”."""
    return text.startswith("call sign", start) or text.startswith("member states", start - 7)
