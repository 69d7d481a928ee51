"""What is behind a figure as a plain page, for whoever scans the code on it: no script, no style."""

from __future__ import annotations

from html import escape
from typing import Any

from geo.language import declared, t
from geo.model import Language


def behind_page(told: dict[str, Any], lang: Language) -> bytes:
    """Return the page; `told` is what `geo.figure.behind.document` returns."""
    name = "name_ar" if lang == "ar" else "name_en"
    features = {(one["layer"], one["id"]): one for one in told["features"]}
    parts = [
        f"<h1>{escape(told['said'][lang])}</h1>",
        f'<p><a href="{escape(told["map"])}">{escape(t("Open the live map of it", lang))}</a></p>',
        *(f"<p>{escape(reason)}</p>" for reason in told["reasons"]),
        _listed(
            t("What changed", lang),
            [
                f"{one[name] or one['name_en']} ({one['layer']}): "
                + ", ".join(declared(what, lang) for what in one["what"])
                for one in told["changes"]
            ],
        ),
        _listed(
            t("What is shown", lang),
            [
                f"{one[name] or one['name_en']}, {one['reliability']}{one['credibility']}"
                for one in features.values()
            ],
        ),
        _listed(
            t("Claims", lang),
            [
                " · ".join(
                    filter(
                        None, (one["place"], one["actor"], one["claim"], one["claimant"], one["stated_on"])
                    )
                )
                for one in told["claims"]
            ],
        ),
        _sources(t("Sources", lang), told["sources"]),
    ]
    way = "rtl" if lang == "ar" else "ltr"
    title = escape(told["said"][lang])
    return (
        f'<!DOCTYPE html><html lang="{lang}" dir="{way}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title></head>'
        f"<body><main>{''.join(parts)}</main></body></html>"
    ).encode()


def _listed(heading: str, lines: list[str]) -> str:
    if not lines:
        return ""
    return f"<h2>{escape(heading)}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _sources(heading: str, sources: list[dict[str, Any]]) -> str:
    lines = []
    for one in sources:
        text = escape(", ".join(filter(None, (one["publisher"], one["title"], one["date"]))))
        web = one["url"].startswith(("https://", "http://"))
        lines.append(f'<a href="{escape(one["url"])}" rel="noreferrer">{text}</a>' if web else text)
    return f"<h2>{escape(heading)}</h2><ol>{''.join(f'<li>{line}</li>' for line in lines)}</ol>"
