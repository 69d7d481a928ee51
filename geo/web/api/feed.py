"""`/api/changes`: what changed lately as an Atom or JSON feed, filtered like the map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from shapely import box

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.questions.asking import question
from geo.questions.changes import Parameters, answer
from geo.scene.look.looking import sided
from geo.scene.rules.filtering import passing
from geo.validity import with_days
from geo.view import PARTS, Context, View, read
from geo.view.kinds import Choice
from geo.view.parts import PartFault, Refused, plain_names, refuse, strange_names
from geo.view.texts import Unusable, clean
from geo.web.bodies import Body
from geo.words.changes import span_title, told
from geo.words.names import Names

LATEST: Final = 30
"""Days that a feed tells of, where no first day is given."""

MOST: Final = 500
"""Entries of a feed, the newest first."""

FORMATS: Final = ("atom", "json")
OF_MAP: Final = tuple(part for part in PARTS if part.name in ("layers", "known", "recorded", "bbox", "f"))
_OWN: Final = ("since", "until", "format", "v")
_ATOM: Final = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a feed is asked for: two days, what of the map, and the format."""

    asked: Parameters
    view: View
    form: str

    @classmethod
    def read(cls, texts: Mapping[str, str], context: Context) -> Wanted:
        """Return what texts ask for; raises GeoError with a line for each fault."""
        given = {name: text.strip() for name, text in plain_names(texts).items()}
        view, faults = read({name: text for name, text in given.items() if name not in _OWN}, context, OF_MAP)
        problems: list[object] = list(faults)
        problems += strange_names(given, [*(part.name for part in OF_MAP), *_OWN])
        form = given.get("format") or "atom"
        try:
            Choice(FORMATS).read(form, context)
        except Unusable as error:
            problems += [PartFault("format", line) for line in error.lines if isinstance(line, str)]
        first = (context.today - timedelta(days=LATEST)).isoformat()
        days = {"since": given.get("since") or first, "until": given.get("until", "")}
        try:
            asked = question("changes").read(days, context)
        except GeoError as error:
            refuse([*(error.faults if isinstance(error, Refused) else [error.args[0]]), *problems])
        refuse(problems)
        asked = Parameters(
            since=asked.since, until=asked.until, known=view.known, recorded=view.recorded, layers=view.layers
        )
        return cls(asked, view, form)

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from any other."""
        return self.asked, self.view.bbox, tuple(sorted(self.view.filters.items())), self.form


def feed(evidence: Evidence, wanted: Wanted, home: str) -> Body:
    """Return the feed; `home` is the address of the page, which its links begin with."""
    entries = list(_entries(evidence, wanted, home))[:MOST]
    title = span_title(wanted.asked.since, wanted.asked.until, "en")
    newest = max((entry["day"] for entry in entries), default=wanted.asked.until.isoformat())
    if wanted.form == "json":
        return Body.of(_json(entries, title, home), "application/feed+json")
    return Body.of_bytes(_atom(entries, title, newest, home), "application/atom+xml")


def _entries(evidence: Evidence, wanted: Wanted, home: str) -> Iterator[dict[str, str]]:
    """Yield what changed and passes the filters, the newest first."""
    rows = answer(evidence, wanted.asked).records()
    passes = {layer: _passing(evidence, layer, wanted) for layer in {str(row["layer"]) for row in rows}}
    for row in sorted(rows, key=lambda row: (str(row["day"]), str(row["id"])), reverse=True):
        layer, one = str(row["layer"]), str(row["id"])
        if one not in passes[layer]:
            continue
        name = str(row["name_en"]), str(row["name_ar"])
        yield {
            "id": f"urn:libya-map:{layer}:{one}:{row['change']}:{row['day']}",
            "url": f"{home}?{urlencode({'layers': layer, 'sel': one})}",
            "title": told(name, str(row["change"]), str(row["date"]))[0],
            "text": f"{row['summary']} ({row['reliability']}{row['credibility']}; {row['sources']})",
            "day": str(row["day"]),
            "layer": layer,
        }


def _passing(evidence: Evidence, layer_id: str, wanted: Wanted) -> frozenset[str]:
    """Return the ids of a layer's rows that the filters and the extent of the map leave, whenever true."""
    layer, view = evidence.catalog[layer_id], wanted.view
    rows = (
        evidence.layer(layer_id, view.known, view.recorded)
        if layer.derive
        else evidence.rows(layer_id, view.known)
    )
    kept = rows
    if view.filters:
        dated = with_days(rows, layer.review_after_days, layer.ageless)
        dated = sided(layer, dated, Names.of(evidence).side_of, view.filters)
        kept = rows[passing(layer_id, wanted.asked.until, view.filters, dated)]
    if view.bbox is not None:
        kept = kept[kept.geometry.intersects(box(*view.bbox))]
    return frozenset(kept["id"].tolist())


def _json(entries: list[dict[str, str]], title: str, home: str) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": home,
        "items": [
            {
                "id": entry["id"],
                "url": entry["url"],
                "title": entry["title"],
                "content_text": entry["text"],
                "date_published": f"{entry['day']}T00:00:00Z",
                "tags": [entry["layer"]],
            }
            for entry in entries
        ],
    }


def _atom(entries: list[dict[str, str]], title: str, newest: str, home: str) -> bytes:
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed")

    def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
        element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
        if text:
            # XML has no place for control characters, in no spelling.
            element.text = clean(text)
        return element

    add(root, "id", "urn:libya-map:changes")
    add(root, "title", title)
    add(root, "updated", f"{newest}T00:00:00Z")
    add(add(root, "author"), "name", "libya-map")
    add(root, "link", href=home)
    for entry in entries:
        one = add(root, "entry")
        add(one, "id", entry["id"])
        add(one, "title", entry["title"])
        add(one, "updated", f"{entry['day']}T00:00:00Z")
        add(one, "link", href=entry["url"])
        add(one, "category", term=entry["layer"])
        add(one, "summary", entry["text"])
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text
