"""Which column of a table, or key of a record, is which field of an article.

Guessed from the names, in several languages, unless somebody says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html import unescape

import msgspec

from store.drafts import Refused
from store.model import Draft
from store.readers._html import html_text, looks_like_html

Meaning = Mapping[str, str]
"""For each field that has one, the name of its column."""

FIELDS = Draft.__struct_fields__

_NAMES = {
    "text": "text fulltext body bodytext articlebody articletext content contents maintext article"
    " story storytext message plaintext texte contenu corps texto cuerpo contenido conteudo testo"
    " contenuto inhalt volltext artikeltext artikel beitrag tekst tresc trescartykulu inhoud"
    " metin icerik текст содержание статья contenthtml bodyhtml html 正文 内容 本文 النص"
    " summary abstract description excerpt snippet lead zusammenfassung resume resumen аннотация",
    "title": "title headline titletext heading articletitle name subject hed titre titulo titular"
    " webtitle titolo titel uberschrift schlagzeile tytul baslik kop заголовок название 标题 見出し"
    " タイトル العنوان",
    "source": "source sourcename outlet publication publisher newspaper journal sitename site"
    " medium media mediaoutlet provider feed channel containertitle fuente medio fonte testata"
    " quelle zeitung bron zrodlo kaynak источник издание 来源 媒体 المصدر domain sourcedomain"
    " medianame publicationtitle publicationname pubtitle",
    "byline": "byline author authors authorname writer journalist reporter creator by auteur"
    " auteurs autor autores autore autori verfasser autorin yazar автор авторы 作者 الكاتب",
    "published": "published publishedat publisheddate publicationdate datepublished pubdate"
    " publishdate publishedon publishedtime datepublish date datetime day issued created createdat"
    " timestamp webpublicationdate time fecha fechapublicacion data datapublicacao dataora datum"
    " veroffentlicht erschienen datapublikacji tarih дата опубликовано 日期"
    " 发布日期 日付 التاريخ year",
    "url": "url link articleurl weburl sourceurl href permalink canonicalurl uri adresse lien"
    " documenturl mainentityofpage enlace direccion indirizzo webadresse adres ссылка адрес 链接"
    " 网址 الرابط",
    "language": "language lang languagecode locale langue idioma lingua sprache jezyk dil taal"
    " inlanguage язык 语言 اللغة",
}
_WRAPPERS = ("_source", "source", "article", "document", "doc", "data", "fields", "attributes")
"""Keys under which a search engine or an interface hands out the record itself."""

_INSIDE = (
    "rendered", "main", "original", "name", "literal", "title", "text", "value", "#text",
    "content", "href", "@id",
)  # fmt: skip
"""Keys under which an object that stands for a text has it."""

_DEEPEST = 4
_PLANS = 64
"""Different sets of names whose meaning is remembered."""

_ESCAPED = re.compile(
    r"&(?:amp|quot|apos|nbsp|[lr][sd]quo|[nm]dash|hellip|#\d{2,6}|#x[\da-f]{2,5});"
)
"""Signs as they are written in HTML: what is cut out of a page often keeps them."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS = re.compile(r"-?(\d{9,10})(\d{3})?(\.\d*)?")


class Columns:
    """The meaning of the columns of one file: what was asked for, and for the rest a guess.

    `chosen` names the column for a field. `told` hears the meaning of the names that are met
    first, before their record is read.
    """

    def __init__(
        self, chosen: Meaning | None = None, told: Callable[[Meaning], None] | None = None
    ) -> None:
        self._chosen = dict(chosen or {})
        self._told = told
        self._plans: dict[tuple[str, ...], dict[str, str]] = {}

    @property
    def number_of_text(self) -> int:
        """The number of the column that was chosen for the text; 0 where none was by number."""
        chosen = self._chosen.get("text", "")
        return int(chosen) if chosen.isdecimal() and len(chosen) < 6 else 0

    def meaning(self, names: Sequence[str]) -> Meaning:
        """For each field, its name among these."""
        plan = self._plan(tuple(names))
        if self._told and "text" in plan:
            self._told(plan)
            self._told = None
        return plan

    def names_text(self, names: Sequence[str], least: int) -> bool:
        """Whether there is a text among these names, and `least` fields in all."""
        plan = _guess(tuple(names), self._chosen)
        return "text" in plan and len(plan) >= least

    def _plan(self, key: tuple[str, ...]) -> Meaning:
        plan = self._plans.get(key)
        if plan is None:
            plan = _guess(key, self._chosen)
            if len(self._plans) < _PLANS:
                self._plans[key] = plan
        return plan

    def draft(self, record: Mapping[str, object]) -> Draft:
        """The draft that a record makes. Raises Refused where it has nothing for the text."""
        plan = self.meaning(tuple(record))
        if "text" not in plan:
            return self._wrapped(record, plan)
        found = {field: _field(field, _at(record, name)) for field, name in plan.items()}
        if not found["text"].strip() and "text" not in self._chosen:
            found["text"] = next(filter(str.strip, _other_texts(record)), "")
        if not found["text"].strip():
            raise Refused(f"has no text in {plan['text']}")
        return msgspec.structs.replace(Draft(found.pop("text")), **found)

    def _wrapped(self, record: Mapping[str, object], plan: Meaning) -> Draft:
        """The draft of the record inside a record; what only the outer one tells is taken too."""
        key = next((key for key in _WRAPPERS if _is_record(record.get(key))), None)
        inner = record[key] if key else None
        if not isinstance(inner, dict):
            raise Refused(no_text(list(record)))
        draft = self.draft(inner)
        outer = {
            field: _field(field, _at(record, name))
            for field, name in plan.items()
            if name != key and not getattr(draft, field)
        }
        return msgspec.structs.replace(draft, **outer)


def no_text(names: Sequence[str]) -> str:
    """Why columns or keys of these names make no article, and what to do."""
    listed = ", ".join(name[:40] for name in names[:12]) + (", …" if len(names) > 12 else "")
    return f"has nothing that is named like a text: say --map text=NAME, with one of {listed}"


def telling(names: Sequence[str]) -> int:
    """How many fields these names tell of, with a text among them; 0 without."""
    plan = _guess(tuple(names), {})
    return len(plan) if "text" in plan else 0


def cell_text(value: object, joint: str = ", ", depth: int = 0) -> str:
    """What a value of a record says, be it a text, a number, a list, or an object with a name."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool) or depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        parts = (cell_text(item, joint, depth + 1) for item in value)
        return joint.join(part for part in parts if part)
    if isinstance(value, dict):
        family = " ".join(cell_text(value.get(key)) for key in ("given", "family")).strip()
        inside = (cell_text(value.get(key), joint, depth + 1) for key in _INSIDE)
        return family or next((text for text in inside if text), "")
    return str(value)


def _guess(names: tuple[str, ...], chosen: Meaning) -> dict[str, str]:
    plan: dict[str, str] = {}
    for field, wanted in chosen.items():
        name = _named(names, wanted)
        if name is not None:
            plan[field] = name
    taken = set(plan.values())
    best: dict[str, tuple[int, int, str]] = {}
    for place, name in enumerate(names):
        if name in taken:
            continue
        field, rank = _RANKS.get(_letters(name)) or _RANKS.get(_last_part(name)) or ("", 0)
        if field and field not in chosen:
            best[field] = min(best.get(field, (rank, place, name)), (rank, place, name))
    plan |= {field: name for field, (_, _, name) in best.items()}
    return {field: plan[field] for field in FIELDS if field in plan}


def _other_texts(record: Mapping[str, object]) -> list[str]:
    """What stands in all that is named like a text, the best name first."""
    ranks = ((_RANKS.get(_letters(name), ("", 0)), name) for name in record)
    names = sorted((rank, name) for (field, rank), name in ranks if field == "text")
    return [_field("text", record[name]) for _, name in names]


def _named(names: tuple[str, ...], wanted: str) -> str | None:
    """The name that was meant, or whose number was.

    A path such as `meta.outlet` counts where its first part does.
    """
    if wanted in names:
        return wanted
    folded = {_letters(name): name for name in reversed(names)}
    if name := folded.get(_letters(wanted)):
        return name
    if wanted.isdecimal() and 0 < int(wanted[:6]) <= len(names):
        return names[int(wanted[:6]) - 1]
    return wanted if wanted.split(".", 1)[0] in names else None


def _letters(name: str) -> str:
    """A name without case, accents, spaces and punctuation: `Pub_Date` is `pubdate`."""
    apart = unicodedata.normalize("NFKD", name[:100]).casefold()
    return "".join(letter for letter in apart if letter.isalnum())


_RANKS = {
    _letters(name): (field, rank)
    for field, names in _NAMES.items()
    for rank, name in enumerate(names.split())
}


def _last_part(name: str) -> str:
    """`title` of `dc:title` and `article.title`."""
    return _letters(re.split(r"[.:/]", name[:100])[-1])


def _is_record(value: object) -> bool:
    return isinstance(value, dict) and "text" in _guess(tuple(value), {})


def _at(record: Mapping[str, object], name: str) -> object:
    """The value of a name, or of a path of names; None where there is none."""
    if name in record:
        return record[name]
    value: object = record
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _field(field: str, value: object) -> str:
    if field == "text":
        text = cell_text(value, "\n\n")
        return html_text(text) if looks_like_html(text) else _unescaped(text)
    text = cell_text(value)
    if field in ("title", "source", "byline"):
        text = _unescaped(text)
    if field == "byline" and text.isdigit():  # the number of somebody in a database
        return ""
    return _moment(text) if field == "published" else text


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def _moment(text: str) -> str:
    """A date as it is, unless it counts the seconds, or thousandths of them, since 1970."""
    found = _SECONDS.fullmatch(text.strip())
    if not found:
        return text
    seconds = int(found[1]) * (-1 if text.strip().startswith("-") else 1)
    return (_EPOCH + timedelta(seconds=seconds)).isoformat()
