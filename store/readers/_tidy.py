"""The text of a web page without what belongs to the page and not to the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_LONGEST = 200
"""Characters that a line about the page has at most: a paragraph that begins so has more."""

_DOUBLE = 40
"""Characters from which on a line that stands there twice is no answer such as “No, never.”."""

_FURNITURE = re.compile(
    r"follow (?:this )?topics?\s*(?::|$)"
    r"|sign up (?:now|here|today|for (?:our|the)|to (?:our|get|receive))\b"
    r"|subscribe (?:now|here|today|to (?:our|the)\b.*(?:newsletter|channel|podcast|bulletin))"
    r"|(?:subscribe|register|sign in|log in) to (?:continue|keep|read)\b"
    r"|already (?:a subscriber|a member|registered|have an account)\b|get unlimited access\b"
    r"|this (?:article|story|content) is (?:only |reserved )?for (?:our )?subscribers\b"
    r"|(?:follow|join|like|find) us on\b"
    r"|(?:read|see) (?:also|more|next)\s*(?::|$)|more on this(?: story)?\s*(?::|$)|most read\b"
    r"|related (?:articles?|stories|topics?|content|news)\s*(?::|$)|(?:tags?|topics?)\s*:"
    r"|recommended (?:for you|stories|articles)\s*$"
    r"|share (?:this|on|via)\b(?! (?:day|year|week|month))|click here to\b"
    r"|the post\b.{0,160}appeared first on\b"
    r"|advertisement$|story continues below|skip (?:to|past) (?:the )?(?:content|newsletter|ad)"
    r"|(?:©|copyright\b|\(c\)).*\d{4}|all rights reserved"
    r"|(?:this (?:web)?site|we)(?: and our \S+ partners)? uses? cookies|accept (?:all )?cookies"
    r"|lesen sie auch\b|mehr zum thema\b|newsletter abonnieren|anzeige$|lire aussi\b"
    r"|abonnez-vous\b|s’abonner\b|lea también\b|leggi anche\b|читайте также\b|подписывайтесь на\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:follow (?:this )?|related )?(?:topics?|tags?)", re.IGNORECASE)
_LISTED = " "
"""Stands for a label once the line that it announces is past: only a list may still follow."""

_SHORT = 60
"""Characters that the name of a topic has at most."""

_COMMENTS = re.compile(
    r"(?:\d+ )?comments?(?: \(?\d+\)?)?|(?:leave|post|add) (?:a|your) (?:comment|reply)"
    r"|join the (?:conversation|discussion)|what do you think\??|(?:\d+ )?kommentare?"
    r"|kommentar (?:schreiben|verfassen)|(?:\d+ )?commentaires?|laisser un commentaire"
    r"|(?:\d+ )?comentarios?|комментарии(?: \(?\d+\)?)?|оставить комментарий",
    re.IGNORECASE,
)
_RULE = re.compile(r"[|\s:-]+")
_CAPTION = re.compile(
    r"\(?(?:file )?(?:photo|picture|image|illustration|foto|bild|фото)\s*(?::|by\b|©|/)"
    r"|©\s*\w",
    re.IGNORECASE,
)


def tidied(text: str, title: str = "") -> str:
    """`text`, a line of which is a paragraph, with a blank line between its paragraphs.

    The title on top, captions and paragraphs that come again, calls to sign up, to follow and to
    read on, and all from the readers' comments on are left out.
    """
    lines = (_cells(line.strip()) for line in text.split("\n"))
    kept = list(_once(_article(filter(None, lines), len(text))))
    below_title = len(kept) > 1 and _key(kept[0]) == _key(title)
    return "\n\n".join(kept[1:] if below_title else kept)


def _cells(line: str) -> str:
    """A row of a table without its frame; nothing, for the line under its head."""
    if not line.startswith("|"):
        return line
    return "" if _RULE.fullmatch(line) else line.strip("| ")


def _article(lines: Iterable[str], length: int) -> Iterator[str]:
    """The lines that are not about the page, up to the comments."""
    passed = 0
    label = ""
    for line in lines:
        passed += len(line)
        bare = line.strip(" -–—|•:»›…")
        if 2 * passed > length and _COMMENTS.fullmatch(bare):
            return
        if label and _is_topic(line, label):
            label = label if line.startswith("- ") else _LISTED
            continue
        label = line if _LABEL.fullmatch(bare) else ""
        if len(line) > _LONGEST or not (_FURNITURE.match(bare) or _COMMENTS.fullmatch(bare)):
            yield line


def _is_topic(line: str, label: str) -> bool:
    """Whether a line below such a label is what it announces: a list, or one short line."""
    if line.startswith("- "):
        return len(line) <= _SHORT
    return label.endswith(":") and len(line) <= _SHORT and line[-1] not in '.?!”"»'


def _once(lines: Iterable[str]) -> Iterator[str]:
    """The lines without captions and paragraphs that have been there before."""
    seen: set[str] = set()
    before = ""
    for line in lines:
        key = _key(line)
        again = key in seen and (len(key) >= _DOUBLE or _CAPTION.search(line) is not None)
        if not again and not (key == before and _CAPTION.search(line)):
            yield line
        seen.add(key)
        before = key


def _key(line: str) -> str:
    return " ".join(line.casefold().split())
