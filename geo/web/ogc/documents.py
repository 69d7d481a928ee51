"""The documents of OGC API Features beside the features: landing page, conformance, collections, OpenAPI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from geo.evidence import Evidence
from geo.view.kinds import Kind
from geo.web.bodies import GEOJSON, JSON
from geo.web.ogc.asking import CODES, CRS84, FORMATS, OF_ITEM, OF_PAGE, PARTS
from geo.web.openapi import MEDIA, document, operation, parameter, parameters

HTML: Final = "text/html"
TITLE: Final = "Libya: control, resources, routes"
TOLD: Final = (
    "Evidence of who controls, wants and moves what in Libya: every layer of the map as a collection of OGC "
    "API Features. Every feature has a source, two dates and two grades. A feature is true from from_day up "
    "to but without to_day; datetime asks by that."
)
CONFORMANCE: Final = tuple(
    f"http://www.opengis.net/spec/{name}"
    for name in (
        "ogcapi-features-1/1.0/conf/core",
        "ogcapi-features-1/1.0/conf/oas30",
        "ogcapi-features-1/1.0/conf/html",
        "ogcapi-features-1/1.0/conf/geojson",
        "ogcapi-features-2/1.0/conf/crs",
    )
)


def link(href: str, rel: str, media_type: str, title: str) -> dict[str, str]:
    """Return a link."""
    return {"href": href, "rel": rel, "type": media_type, "title": title}


def landing(home: str) -> dict[str, Any]:
    """Return the landing page; `home` is the address of /ogc."""
    return {
        "title": TITLE,
        "description": TOLD,
        "links": [
            *both(home, "this page"),
            link(f"{home}/api?f=json", "service-desc", MEDIA, "How to ask, as OpenAPI"),
            link(f"{home}/api?f=html", "service-doc", HTML, "How to ask, to read"),
            link(f"{home}/conformance", "conformance", JSON, "What it conforms to"),
            link(f"{home}/collections", "data", JSON, "The layers"),
        ],
    }


def conformance(home: str) -> dict[str, Any]:
    """Return which parts of the standards hold."""
    return {
        "title": "Conformance",
        "conformsTo": list(CONFORMANCE),
        "links": both(f"{home}/conformance", "this page"),
    }


def collections(evidence: Evidence, home: str) -> dict[str, Any]:
    """Return all layers, in drawing order."""
    return {
        "title": "Layers",
        "links": both(f"{home}/collections", "this page"),
        "crs": list(CODES),
        "collections": [collection(evidence, layer_id, home) for layer_id in _shown(evidence)],
    }


def collection(evidence: Evidence, layer_id: str, home: str) -> dict[str, Any]:
    """Return one layer: what it is called, where and when its features are, and where to get them."""
    layer, here = evidence.catalog[layer_id], f"{home}/collections/{layer_id}"
    return {
        "id": layer_id,
        "title": layer.title,
        "description": layer.note or layer.title,
        "itemType": "feature",
        "extent": _extent(evidence, layer_id),
        "crs": list(CODES),
        "storageCrs": CRS84,
        "links": [
            *both(here, layer.title),
            link(f"{here}/items?f=json", "items", GEOJSON, f"Features of {layer.title}"),
            link(f"{here}/items?f=html", "items", HTML, f"Features of {layer.title}, to read"),
        ],
    }


def both(here: str, title: str, query: str = "", media_type: str = JSON, form: str = "json") -> list[Any]:
    """Return the links from an address to itself, in the form asked for and in the other one."""
    and_more = f"{query}&" if query else ""
    kinds = {"json": media_type, "html": HTML}
    names = {"json": "as JSON", "html": "to read"}
    return [
        link(
            f"{here}?{and_more}f={one}",
            "self" if one == form else "alternate",
            kinds[one],
            f"{title} {names[one]}",
        )
        for one in FORMATS
    ]


def openapi(evidence: Evidence, home: str, told: Mapping[str, str]) -> dict[str, Any]:
    """Return the OpenAPI document.

    Parameters
    ----------
    told : mapping of str to str
        What each address does.
    """
    page, item, items = (parameters(parts) for parts in (OF_PAGE, OF_ITEM, PARTS))
    feature = {"type": "object", "required": ["type", "geometry", "properties", "id"]}
    plain, listed = {"type": "object"}, {"type": "object", "required": ["type", "features"]}

    def of(key: str, name: str, asked: list[Any], answered: Mapping[str, Any]) -> Any:
        media = {**answered, HTML: {"type": "string"}}
        return {"get": operation(name, told[key], asked, media, (400, 404, 503))}

    paths = {
        "/": of("/", "landing", page, {JSON: plain}),
        "/conformance": of("/conformance", "conformance", page, {JSON: plain}),
        "/collections": of("/collections", "collections", page, {JSON: plain}),
        "/api": of("/api", "openapi", page, {MEDIA: plain}),
    }
    # One by one, because GDAL takes the largest page from the path of the collection itself.
    for layer_id in _shown(evidence):
        here = f"/collections/{layer_id}"
        one = f"{here}/items/{{featureId}}"
        wanted = [parameter("featureId", Kind(), required=True, where="path"), *item]
        ways: dict[str, tuple[str, str, list[Any], Mapping[str, Any]]] = {
            here: ("/collections/{id}", "collection", page, {JSON: plain}),
            f"{here}/items": ("/collections/{id}/items", "items", items, {GEOJSON: listed}),
            one: ("/collections/{id}/items/{featureId}", "item", wanted, {GEOJSON: feature}),
        }
        for path, (key, name, asked, answered) in ways.items():
            paths[path] = of(key, f"{name}.{layer_id}", asked, answered)
    return document(TITLE, TOLD, home, paths)


def _shown(evidence: Evidence) -> list[str]:
    return [layer_id for layer_id in evidence.catalog if is_there(evidence, layer_id)]


def is_there(evidence: Evidence, layer_id: str) -> bool:
    """Tell whether a layer is a collection."""
    return layer_id in evidence.layers or layer_id in evidence.large


def _extent(evidence: Evidence, layer_id: str) -> dict[str, Any]:
    """Return where and when the features of a layer are, as whoever asks may see it."""

    def compute() -> dict[str, Any]:
        if (large := evidence.large.get(layer_id)) is not None:
            box, first_day = large.extent() if large.total else (None, "")
            return _told([round(one, 6) for one in box] if box else None, first_day)
        frame = evidence.layer(layer_id)
        placed = frame.geometry.dropna()
        where = [round(float(one), 6) for one in placed.total_bounds] if len(placed) else None
        starts = [text for text in frame["valid_from"] if text] if "valid_from" in frame else []
        return _told(where, min(starts, default=""))

    found: dict[str, Any] = evidence.remembered(("ogc extent", layer_id), compute, of=layer_id)
    return found


def _told(where: list[float] | None, first_day: str) -> dict[str, Any]:
    first = f"{first_day[:4]}-01-01T00:00:00Z" if first_day else None
    space = {"spatial": {"bbox": [where], "crs": CRS84}} if where else {}
    return {**space, "temporal": {"interval": [[first, None]]}}
