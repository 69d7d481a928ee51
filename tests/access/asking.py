"""A data root, what serves it, and whatever of it might tell of a planted row."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from urllib.parse import quote, urlencode

from geo.access import everybody
from geo.catalog import read_catalog
from geo.evidence import Evidence, current
from geo.screen import assets
from geo.settings import REPOSITORY, Settings
from geo.web.api.large import ANSWERS as LARGE_ANSWERS
from tests.access.planting import (
    ACTOR,
    DISTRICT,
    HELD,
    PLACE,
    SEATLESS,
    SOURCE,
    TELLTALE_AR,
)
from tests.asgi import Answer
from tests.web.client import Client

LAYERS = tuple(read_catalog(REPOSITORY / "layers")[0])
DAY = "2026-11-26"
ABOVE = ("AMBER", "RED", "", "Amber ", "SECRET")
"""Markings above CLEAR, and what is none and so counts as the highest."""
KNOWN = ("AMBER", "RED")
FIGURE = {
    "layers": "control,east,interests,trafficking_hubs,events",
    "at": DAY,
    "made": DAY,
    "size": "a4-landscape",
    "dpi": "150",
}


class Root:
    """A data root and what serves it."""

    def __init__(self, path: Path, clearance: str = "CLEAR") -> None:
        self.path = path
        self.settings = Settings(root=path, clearance=clearance)
        self.client = Client(self.settings)

    @cached_property
    def evidence(self) -> Evidence:
        return current(self.settings, everybody(self.settings))

    def get(self, path: str, **query: str) -> Answer:
        # The last one asked for is kept alone, so all of one root is asked for before another.
        return self.client.get(f"{path}?{urlencode(query)}" if query else path)


def addresses() -> dict[str, list[tuple[str, dict[str, str]]]]:
    """Return by route what is asked of it: whatever might tell."""
    ids = (
        PLACE,
        ACTOR,
        SOURCE,
        "zqxv-east-red",
        "zqxv-events-red",
        "zqxv-claims-red",
        SEATLESS,
        HELD,
        DISTRICT,
    )
    ids += (
        f"control-in-{DISTRICT}-2026-11-20",
        f"control-at-{HELD}-2026-11-20",
        "region-fezzan",
        "abu-salim-force",
    )
    texts = (
        "zqxv",
        "zqxv east red",
        "Zqxv places name_en",
        TELLTALE_AR,
        SOURCE,
        "Zqxv Publisher",
        "without a seat",
    )
    every = ",".join(LAYERS)
    days: list[dict[str, str]] = [
        {},
        {"at": DAY},
        {"at": DAY, "recorded": DAY},
        {"known": DAY, "recorded": DAY},
    ]
    return {
        "/api/health": [("/api/health", {})],
        "/api/layers": [("/api/layers", {})],
        "/api/view": [("/api/view", {})],
        "/api/layers/{layer_id}.geojson": [
            (f"/api/layers/{layer}.geojson", query)
            for layer in (*LAYERS, "wells")
            for query in (days if layer in {"control", "events", "interests"} else days[1:2])
        ],
        **{
            f"/api/layers/{{layer_id}}/{what}": [
                (f"/api/layers/{layer}/{what}", {}) for layer in ("east", "wells")
            ]
            for what in LARGE_ANSWERS
        },
        "/api/features/{feature_id}": [(f"/api/features/{quote(one)}", {"at": DAY}) for one in ids],
        "/api/export": [
            ("/api/export", {"layers": every, "format": form, "at": DAY})
            for form in ("gpkg", "geojson", "csv")
        ],
        "/api/search": [("/api/search", {"q": text, "limit": "50"}) for text in texts],
        "/api/figure": [
            ("/api/figure", {**FIGURE, "format": form}) for form in ("pdf", "svg", "pptx", "docx", "png")
        ]
        + [("/api/figure", {**FIGURE, "callouts": "zqxv-east-red"})],
        "/api/figure/presets": [("/api/figure/presets", {})],
        "/api/figure/choices": [("/api/figure/choices", {})],
        "/api/figure/behind": [("/api/figure/behind", {**FIGURE, "data": "0"})],
        "/api/ask": [("/api/ask", {})],
        "/api/ask/{question}": [
            ("/api/ask/changes", {"since": "2010-01-01", "until": DAY}),
            ("/api/ask/nothing", {}),
            *(("/api/ask/holds", {"place": place, "at": DAY}) for place in (HELD, DISTRICT, PLACE)),
            ("/api/ask/holds", {"area": "14,26,16,28", "at": DAY}),
            ("/api/ask/without", {"side": "east", "at": DAY}),
            ("/api/ask/word", {"at": DAY}),
            ("/api/ask/known", {"known": DAY}),
            ("/api/ask/near", {"place": HELD, "km": "200", "at": DAY}),
            ("/api/ask/exposed", {"node": "of-sharara", "at": DAY}),
            ("/api/ask/wants", {"at": DAY}),
            ("/api/ask/actor", {"actor": "lna", "at": DAY}),
            ("/api/ask/actor", {"actor": ACTOR, "at": DAY}),
            ("/api/ask/district", {"place": DISTRICT, "at": DAY}),
            ("/api/ask/unknown", {"at": DAY}),
        ],
        "/api/own": [("/api/own", {})],
        "/api/own/{layer}.zip": [(f"/api/own/{layer}.zip", {}) for layer in ("east", "wells")],
        # These take files; a helper is given the cleared evidence, whose names are all that a file is told.
        "/api/own/look": [("/api/own/look", {})],
        "/api/own/progress": [("/api/own/progress", {})],
        "/api/own/add": [("/api/own/add", {})],
        "/api/own/delete": [("/api/own/delete", {"layer": "east"})],
        "/api/changes": [
            ("/api/changes", {"since": "2026-01-01", "format": form}) for form in ("atom", "json")
        ],
        "/api/sources": [("/api/sources", {})],
        "/api/look": [("/api/look", {})],
        "/api/ground.geojson": [("/api/ground.geojson", {})],
        "/api": [("/api", {})],
        "/api/{path:path}": [("/api/nothing", {})],
        "/assets": [("/assets", {})],
        "/assets/{path:path}": [("/assets/nothing", {})],
        "/assets/fonts/{name}": [("/assets/fonts/nothing", {})],
        "/assets/words/{lang}.json": [("/assets/words/ar.json", {})],
        "/api/headline": [("/api/headline", {}), ("/api/headline", {"at": DAY, "known": DAY})],
        "/api/counts": [("/api/counts", {}), ("/api/counts", {"at": DAY, "known": DAY})],
        "/api/openapi.json": [("/api/openapi.json", {})],
        "/ogc": [("/ogc", {})],
        "/ogc/": [("/ogc/", {})],
        "/ogc/conformance": [("/ogc/conformance", {})],
        "/ogc/api": [("/ogc/api", {})],
        "/ogc/collections": [("/ogc/collections", {})],
        "/ogc/collections/{id}": [(f"/ogc/collections/{layer}", {}) for layer in (*LAYERS, "wells")],
        "/ogc/collections/{id}/items": [
            *((f"/ogc/collections/{layer}/items", {"datetime": DAY}) for layer in LAYERS),
            ("/ogc/collections/east/items", {"f": "html"}),
        ],
        "/ogc/collections/{id}/items/{feature_id}": [
            (f"/ogc/collections/{layer}/items/{one}", {})
            for layer, one in (("east", "zqxv-east-red"), ("places", PLACE))
        ],
        "/ogc/{path:path}": [("/ogc/nothing", {})],
        **{path: [(path, {})] for path in assets.SCRIPTS},
    }
