"""What is behind a figure as a plain page, for whoever scans the code on it: no script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from urllib.parse import urlencode

from geo.figure.behind import FIGURE
from geo.language import declared, mark, t
from geo.model import Language
from geo.words.dates import date_text

_OTHER: Final[Mapping[str, str]] = {"en": "In English", "ar": "بالعربية"}
_GRADES: Final = mark(
    "The letter says how reliable the sources are, from A to F (cannot be judged); "
    "the number how sure it is, from 1 (confirmed by others) to 6 (cannot be judged)."
)


_STYLE = (
    "body{font:1rem/1.5 sans-serif;margin:1rem;color:#1a1a1a;background:#fff}"
    "main{max-width:46rem;margin:auto}h1{line-height:1.2}a{color:#00518a}li{overflow-wrap:anywhere}"
)
_ID = re.compile("LBY-[0-9A-F]{4}-[0-9A-F]{4}")


def behind_page(told: dict[str, Any], lang: Language, params: Mapping[str, str]) -> bytes:
    """Return the page.

    Parameters
    ----------
    told : dict
        What `geo.figure.behind.document` returns.
    params : mapping of str to str
        Those of its address, for the same page in the other language.
    """
    printed = _ID.fullmatch(params.get(FIGURE, ""))
    other: Language = "en" if lang == "ar" else "ar"
    turned = escape(urlencode({**params, "lang": other}, safe=",:"))
    dates = [
        t("Figure {id}", lang, id=printed[0]) if printed else "",
        t("As of {day}", lang, day=date_text(told["at"], lang)),
        t("made on {day}", lang, day=date_text(told["made"], lang)),
    ]
    what = t("What a printed map of Libya rests on, and whether the data still say so.", lang)
    parts = [
        f'<p><a href="?{turned}" lang="{other}">{_OTHER[other]}</a></p>',
        f"<h1>{escape(told['said'][lang])}</h1>",
        f"<p>{escape(' · '.join(filter(None, dates)))}<br>{escape(what)}</p>",
        f'<p><a href="{escape(told["map"])}">{escape(t("Open the live map of it", lang))}</a></p>',
        *(f"<p>{escape(declared(reason, lang))}</p>" for reason in told["reasons"]),
        *_by_layer(t("What changed", lang), told, told["changes"], lang, _changed),
        *_by_layer(t("What is shown", lang), told, told["features"], lang, _graded),
        f"<p>{escape(t(_GRADES, lang))}</p>",
        _listed(t("Claims", lang), [one["said"].get(lang, one["id"]) for one in told["claims"]]),
        _sources(t("Sources", lang), told["sources"]),
    ]
    way = "rtl" if lang == "ar" else "ltr"
    title = escape(told["said"][lang])
    return (
        f'<!DOCTYPE html><html lang="{lang}" dir="{way}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style>'
        f"</head><body><main>{''.join(parts)}</main></body></html>"
    ).encode()


def _by_layer(
    heading: str,
    told: dict[str, Any],
    rows: list[dict[str, Any]],
    lang: Language,
    say: Callable[[dict[str, Any], Language], str],
) -> Iterator[str]:
    """Yield rows below the name of their layer."""
    if rows:
        yield f"<h2>{escape(heading)}</h2>"
    for layer, grouped in groupby(rows, key=itemgetter("layer")):
        named = told["layers"].get(layer, {})
        title = named.get(lang) or named.get("en") or layer
        lines = [
            f"{(lang == 'ar' and one['name_ar']) or one['name_en']}: {say(one, lang)}" for one in grouped
        ]
        yield _listed(title, lines, "h3")


def _changed(one: dict[str, Any], lang: Language) -> str:
    return t(", ", lang).join(declared(what, lang) for what in one["what"])


def _graded(one: dict[str, Any], lang: Language) -> str:
    """Return who holds a place or district, with the grade of that; of anything else its grade."""
    return one["held"][lang == "ar"] if one["held"] else f"{one['reliability']}{one['credibility']}"


def _listed(heading: str, lines: list[str], level: str = "h2") -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<{level}>{escape(heading)}</{level}><ul>{items}</ul>"


def _sources(heading: str, sources: list[dict[str, Any]]) -> str:
    lines = []
    for one in sources:
        text = escape(", ".join(filter(None, (one["publisher"], one["title"], one["date"]))))
        web = one["url"].startswith(("https://", "http://"))
        lines.append(f'<a href="{escape(one["url"])}" rel="noreferrer">{text}</a>' if web else text)
    return f"<h2>{escape(heading)}</h2><ol>{''.join(f'<li>{line}</li>' for line in lines)}</ol>"
