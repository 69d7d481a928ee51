"""The tables of an answer's document as they are read: which columns, and what a cell says in a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from geo.language import t
from geo.model import Language, split
from geo.questions.asking.called import CODED, class_key
from geo.words.names import Name

Described = Mapping[str, Any]
"""A column as the document describes it."""

_ARABIC: Final = "_ar"
_LIST: Final = "list"


def columns_read(columns: Sequence[Described], lang: Language) -> list[Described]:
    """Return the columns for a reader: of two languages that of the view, and no ids.

    Examples
    --------
    >>> usual = {"title": "", "title_ar": "", "kind": "text"}
    >>> columns = [{"name": name} | usual for name in ("name_en", "name_ar", "km")]
    >>> [[one["name"] for one in columns_read(columns, lang)] for lang in ("en", "ar")]
    [['name_en', 'km'], ['name_ar', 'km']]
    """
    known = {one["name"]: one for one in columns}
    arabic = [name for name in known if known.get(_english(name, known)) not in (None, known[name])]
    left = {_english(name, known) if lang == "ar" else name for name in arabic}
    read = [
        {**one, "title": one["title_ar"] or known.get(_english(one["name"], known), one)["title"]}
        if lang == "ar"
        else one
        for one in columns
        if one["kind"] != "name" and (lang == "en+ar" or one["name"] not in left)
    ]
    return [one for one in read if one["kind"] != "slug" and one["name"] != "id"] or read


def cell_text(row: Mapping[str, Any], column: Described, names: Mapping[str, Any], lang: Language) -> str:
    """Return what a cell says: ids and codes by their names, a missing Arabic text in English."""
    name, kind = column["name"], column["kind"]
    value = row[name] or row.get(_english(name, row))
    if value is None or value == "":
        return ""
    if kind == "flag":
        return t("yes", lang) if value else ""
    if isinstance(value, (int, float)):
        return f"{value:,.10g}"
    comma = t(", ", lang)
    if kind == "class":
        return _called(names.get(kind, {}).get(class_key(row.get("layer", ""), value)), value, lang)
    if kind in CODED and name != "id":
        known = names.get(CODED[kind], {})
        return comma.join(_called(known.get(part), part, lang) for part in split(str(value)))
    return str(value).replace("|", comma) if kind == _LIST else str(value)


def _called(name: Sequence[str] | None, otherwise: str, lang: Language) -> str:
    return Name(*name).text(lang) if name else otherwise


def _english(name: str, known: Mapping[str, Any]) -> str:
    """Return the column that has in English what an Arabic one has; the column itself of any other."""
    if not name.endswith(_ARABIC):
        return name
    stem = name.removesuffix(_ARABIC)
    return stem if stem in known else f"{stem}_en"
