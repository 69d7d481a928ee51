"""What the briefing book says of itself, in English and Arabic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from geo.model import Language

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "contents": ("Contents", "المحتويات"),
    "page": ("page {number}", "صفحة {number}"),
    "sources": ("Sources", "المصادر"),
    "sources_said": (
        "{count} sources that the figures draw on; in brackets the numbers of the figures",
        "{count} مصدراً تستند إليها الأشكال؛ بين قوسين أرقام الأشكال",
    ),
    "changes_said": (
        "As the evidence has it: a date may be a month or a year; what nobody reported is not here",
        "كما في الأدلة: قد يكون التاريخ شهراً أو سنة؛ وما لم يُبلّغ عنه ليس هنا",
    ),
    "more": ("and {count} more", "و{count} أخرى"),
    "continued": ("{text} (continued)", "{text} (تابع)"),
    "book": ("Book {id} · data {version}", "الكتاب {id} · البيانات {version}"),
}


def say(name: str, lang: Language, **values: object) -> str:
    """Return a phrase; in both languages together the book speaks English, as its figures do."""
    return _WORDS[name][lang == "ar"].format(**values)
