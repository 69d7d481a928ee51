"""The same documents for people: plain pages without scripts, made of the JSON that programs get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Final
from urllib.parse import quote

_STYLE: Final = (
    "body{font:1rem/1.5 'Noto Sans',sans-serif;color:#3A3A36;background:#FFFDF9;margin:2rem;max-width:80rem}"
    "table{border-collapse:collapse;font-size:.85rem}td,th{border:1px solid #D5CEC0;padding:.2rem .5rem;"
    "text-align:start;vertical-align:top}th{background:#F6F2EA;position:sticky;top:0}a{color:#0072B2}"
)
_SHOWN: Final = ("id", "name_en", "name_ar", "class", "actor", "from_day", "to_day", "reliability",
                 "credibility", "sources", "summary")  # fmt: skip
"""Columns of a table of features; one feature shows all that it has."""


def as_page(document: Mapping[str, Any], home: str) -> bytes:
    """Return a document as a page; everything in it is only text."""
    title = str(document.get("title") or document.get("info", {}).get("title", ""))
    told = document.get("description") or document.get("info", {}).get("description", "")
    parts = [
        '<!doctype html><html lang="en"><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f"<p>{_link(home, 'OGC API')} / {_link(f'{home}/collections', 'Layers')}</p>",
        f"<h1>{escape(title)}</h1><p>{escape(str(told))}</p>",
        *_body(document),
    ]
    return "\n".join(parts).encode()


def _body(document: Mapping[str, Any]) -> Iterable[str]:
    if "features" in document:
        count = f"{document['numberReturned']} of {document['numberMatched']} features"
        rows = [feature["properties"] for feature in document["features"]]
        hrefs = [_self(document, str(row["id"])) for row in rows]
        yield f"<p>{count}</p>{_table(_SHOWN, rows, hrefs)}"
    elif "properties" in document:
        yield _pairs(document["properties"])
    elif "collections" in document:
        yield "<ul>"
        for one in document["collections"]:
            yield f"<li>{_link(_to_read(one), one['title'])}: {escape(one['description'])}"
        yield "</ul>"
    elif "paths" in document:
        yield from _operations(document["paths"])
    yield from (f"<p>{escape(one)}</p>" for one in document.get("conformsTo", ()))
    yield "<ul>"
    for link in document.get("links", ()):
        yield f"<li>{_link(link['href'], link['title'])} ({escape(link['rel'])})"
    yield "</ul>"


def _operations(paths: Mapping[str, Any]) -> Iterable[str]:
    for path, ways in paths.items():
        for method, operation in ways.items():
            yield f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
            yield f"<p>{escape(operation['summary'])}</p>"
            yield _pairs({one["name"]: one.get("description", "") for one in operation["parameters"]})


def _pairs(values: Mapping[str, Any]) -> str:
    rows = "".join(f"<tr><th>{escape(str(name))}<td>{_cell(value)}" for name, value in values.items())
    return f"<table>{rows}</table>"


def _table(names: Iterable[str], rows: list[Mapping[str, Any]], hrefs: list[str]) -> str:
    columns = [name for name in names if any(name in row for row in rows)]
    head = "".join(f"<th>{escape(name)}" for name in columns)
    body = "".join(
        f"<tr><td>{_link(href, str(row['id']))}" + "".join(f"<td>{_cell(row[name])}" for name in columns[1:])
        for row, href in zip(rows, hrefs, strict=True)
    )
    return f"<table><tr>{head}{body}</table>"


def _self(document: Mapping[str, Any], feature_id: str) -> str:
    collection = next(link["href"] for link in document["links"] if link["rel"] == "collection")
    return f"{collection}/items/{quote(feature_id)}?f=html"


def _to_read(collection: Mapping[str, Any]) -> str:
    found = (one for one in collection["links"] if (one["rel"], one["type"]) == ("items", "text/html"))
    return str(next(found)["href"])


def _cell(value: Any) -> str:
    return "" if value is None else f'<bdi dir="auto">{escape(str(value))}</bdi>'


def _link(href: str, text: str) -> str:
    return f'<a href="{escape(href)}">{escape(text)}</a>'
