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
_SPOKE = re.compile(
    r"[と、]*(?:述べ|語っ|話し|強調し|説明し|反論し|答え|訴え|主張し|指摘し|明かし|言っ)"
)
_TOPIC = re.compile(r"([^、，。：「」\s]{2,30}?)(?:は|が)")
_OFFICE = (
    "(?:防衛相|外相|首相|大臣|長官|局長|社長|会長|議員|大統領|報道官|部長|課長|次官|総裁|教授|知事|市長"
    "|司令官|幕僚長|委員長|部长|主席|总理|发言人|局长|氏|さん)"
)
_HOLDER = re.compile(rf"([一-龯々]{{2,5}})({_OFFICE})")
_ENDS_WITH_OFFICE = re.compile(rf"(.*?)({_OFFICE})")
_NOT_NAMES = "同両前元現各新"
_REACH = 60
_MOST = 40


class Speakers:
    """The speakers in `text`, by the fullest name that it gives."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._holders: dict[str, str] = {}
        self._names: list[str] = []
        for match in _HOLDER.finditer(text):
            name, office = match.groups()
            if name[0] not in _NOT_NAMES and not _ENDS_WITH_OFFICE.fullmatch(name):
                self._holders.setdefault(office, name)
                if name not in self._names and len(self._names) < _MOST:
                    self._names.append(name)

    def before(self, start: int, end: int) -> str:
        """The subject of the words that lead in to a quotation: 王毅表示：, 山田大臣は."""
        clause = self._text[max(start, end - _REACH) : end].rstrip("：:，,、 ")
        if clause.endswith(("は", "が")):
            return self._called(_CLAUSE_END.split(clause[:-1])[-1])
        for verb in _VERBS:
            if clause.endswith(verb):
                subject = _CLAUSE_END.split(clause[: -len(verb)])[-1]
                return self._called(_CIRCUMSTANCE.split(subject)[0])
        return ""

    def after(self, start: int, end: int) -> str:
        """The subject of the words that follow a quotation: と山田氏は述べた, 王毅说."""
        match = _AFTER.match(self._text[start : min(end, start + _REACH)])
        return self._called(match[1] or match[2]) if match else ""

    def topic(self, start: int, end: int, close: int) -> str:
        """Whom the sentences from `start` to `end` are about, if 語った follows at `close`."""
        if not _SPOKE.match(self._text, close):
            return ""
        topics = list(_TOPIC.finditer(self._text, start, end))
        return self._called(topics[0][1]) if topics else ""

    def _called(self, subject: str) -> str:
        """The fullest name of 氷室局長, of 局長, or of 防衛装備調達局の氷室真琴局長."""
        subject = subject.rpartition("の")[2]
        if subject[:1] <= "\u2e80":
            return ""
        office = _ENDS_WITH_OFFICE.fullmatch(subject)
        if office is None:
            return self._fullest(subject)
        name, title = office.groups()
        return self._fullest(name) if name else self._holders.get(title, subject)

    def _fullest(self, name: str) -> str:
        same = [each for each in self._names if each.startswith(name)]
        return max([name, *same], key=len)
