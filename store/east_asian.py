"""Who said it, in Chinese and Japanese: no blanks, no capitals, so by particles and verbs."""

from __future__ import annotations

import re

_VERBS = (
    "表示",
    "指出",
    "强调",
    "強調",
    "认为",
    "認為",
    "透露",
    "坦言",
    "写道",
    "说",
    "說",
    "称",
    "稱",
)
_CLAUSE_END = re.compile(r"[、，,。；;：:」』”\s]")
_CIRCUMSTANCE = re.compile(r"(?<=..)[对對在就向于於日昨今]")
_AFTER = re.compile(
    r"と([^、，。\s]{2,20}?)(?:は|が)|[，,]?([^、，。\sと]{2,20}?)(?:说|說|表示|指出|强调|強調|称|稱)"
)
_HONORIFICS = ("氏", "さん")
_REACH = 60


def before(text: str) -> str:
    """The subject of the words that lead in to a quotation: 王毅表示：, 山田大臣は."""
    clause = text[-_REACH:].rstrip("：:，,、 ")
    if clause.endswith(("は", "が")):
        return _name(_CLAUSE_END.split(clause[:-1])[-1])
    for verb in _VERBS:
        if clause.endswith(verb):
            subject = _CLAUSE_END.split(clause[: -len(verb)])[-1]
            return _name(_CIRCUMSTANCE.split(subject)[0])
    return ""


def after(text: str) -> str:
    """The subject of the words that follow a quotation: と山田氏は述べた, 王毅说."""
    match = _AFTER.match(text[:_REACH])
    return _name(match[1] or match[2]) if match else ""


def _name(subject: str) -> str:
    for honorific in _HONORIFICS:
        subject = subject.removesuffix(honorific)
    return subject if subject[:1] > "\u2e80" else ""
