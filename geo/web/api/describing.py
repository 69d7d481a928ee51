"""`/api/openapi.json`: the routes as OpenAPI, made of their handlers' words and the parts that they read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from geo.evidence import Evidence
from geo.export import FORMATS as ARCHIVES
from geo.figure.formats.media import FORMATS as MEDIA
from geo.figure.formats.media import PACKED
from geo.figure.request import PARTS as OF_FIGURE
from geo.questions.asking import questions
from geo.questions.asking.parameters import parts_of_question
from geo.view import OF_DATA, PARTS, Context, View, read_rows, repeated
from geo.view.kinds import Choice, Kind, Switch
from geo.view.parts import Part, Parts, refuse
from geo.web.api.feed import FORMATS as FEEDS
from geo.web.api.feed import OF_MAP
from geo.web.api.figures import FORMATS as FIGURES
from geo.web.api.making import FORMATS as ANSWERS
from geo.web.api.searching import MOST_RESULTS
from geo.web.bodies import GEOJSON, JSON
from geo.web.openapi import document, operation, parameter, parameters, summary

TITLE: Final = "Libya map: the evidence over HTTP"
TOLD: Final = (
    "What the page itself asks for, and anybody may: layers, features, search, figures, exports, answers. "
    "A parameter that is empty is as good as one that is not there. docs/http.md says more."
)


def chosen(*names: str) -> Parts:
    """Return parts of a view by their names."""
    return tuple(part for part in PARTS if part.name in names)


LAYER: Final = chosen("at", "between", "known", "recorded", "bbox")
FEATURE: Final = chosen("at", "known", "recorded", "names", "c", "lang")
HEADLINE: Final = chosen("at", "known", "recorded", "names")
COUNTED: Final = chosen("at", "between", "known", "recorded", "f")
"""What of a view some routes read; the handlers use these too."""
BESIDE: Final = ("without", "q", "offset", "limit", "sort", "row")
"""What they read besides: a large layer answers at the address of a small one too."""


class _Free(Kind):
    """A text of which the beginning is looked at, whatever it is."""

    def schema(self) -> dict[str, Any]:
        """Return it as JSON Schema."""
        return {"type": "string"}


_LIMIT: Final = Part("limit", Choice(tuple(map(str, range(1, MOST_RESULTS + 1)))), help="Results at most")
_WITHOUT: Final = Part("without", _Free(), help="A publisher, or a side such as side.east, not believed")
_OF: Final[Mapping[str, Parts]] = {
    "/api/layers/{layer_id}.geojson": (*LAYER, _WITHOUT),
    "/api/features/{feature_id}": FEATURE,
    "/api/headline": HEADLINE,
    "/api/counts": COUNTED,
    "/api/search": (Part("q", _Free(), help="What is looked for"), _LIMIT),
    "/api/export": (*OF_DATA, Part("format", Choice(tuple(ARCHIVES)))),
    "/api/changes": (
        *OF_MAP,
        *(Part(name, Kind()) for name in ("since", "until")),
        Part("format", Choice(FEEDS)),
    ),
    "/api/figure": (*OF_FIGURE, Part("format", Choice(tuple(FIGURES))), Part("preview", Switch())),
}
_ANSWER: Final = (Part("format", Choice(ANSWERS)), Part("table", _Free()), Part("lang", Choice(("en", "ar"))))
_OBJECT: Final = {"type": "object"}
_BYTES: Final = {"type": "string", "format": "binary"}
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MEDIA: Final[Mapping[str, Mapping[str, Any]]] = {
    "/api/layers/{layer_id}.geojson": {GEOJSON: _OBJECT},
    "/api/ground.geojson": {GEOJSON: _OBJECT},
    "/api/ask": {JSON: {"type": "array"}},
    "/api/export": {"application/zip": _BYTES},
    "/api/changes": {"application/atom+xml": {"type": "string"}, "application/feed+json": _OBJECT},
    "/api/figure": {**{MEDIA[form]: _BYTES for form in FIGURES}, PACKED: _BYTES},
    "/api/ask/{question}": {
        JSON: _OBJECT,
        GEOJSON: _OBJECT,
        **dict.fromkeys((_SHEET, "application/pdf", "image/svg+xml", "image/png"), _BYTES),
        "text/csv": {"type": "string"},
        "text/plain": {"type": "string"},
    },
}


def asked_of(
    request: Request, evidence: Evidence, parts: Parts, beside: Collection[str] = ()
) -> tuple[View, date | None]:
    """Return what an address asks for by some parts of a view, and the day if it names one.

    Raises
    ------
    GeoError
        Naming each parameter that cannot be used.
    """
    context = Context.of(evidence.catalog, date.today())
    view, at, faults = read_rows(request.query_params, context, parts, beside)
    refuse([*repeated((name for name, _ in request.query_params.multi_items()), parts), *faults])
    return view, at


def openapi(routes: Iterable[BaseRoute], evidence: Evidence, home: str) -> dict[str, Any]:
    """Return the document; `home` is the address that paths begin with."""
    paths: dict[str, Any] = {}
    for route in routes:
        if isinstance(route, Route) and route.path.startswith("/api/") and "{path:" not in route.path:
            for path, way in _ways(route, evidence):
                method = "post" if "POST" in (route.methods or ()) else "get"
                paths.setdefault(path, {})[method] = {**way, "operationId": f"{method} {path}"}
    return document(TITLE, TOLD, home, paths)


def _ways(route: Route, evidence: Evidence) -> Iterable[tuple[str, Any]]:
    """Yield each address of a route with what is done there; one for each question."""
    path, told = route.path, summary(route.endpoint)
    media = _MEDIA.get(path, {JSON: _OBJECT})
    faults = (400, 404, 409, 413, 503)
    if path == "/api/ask/{question}":
        for name, one in questions().items():
            here = path.replace("{question}", name)
            asked = [
                parameter(part.name, part.kind, part.help, required=needed)
                for part, needed in parts_of_question(one.parameters)
            ]
            posted = "POST" in (route.methods or ())
            way = operation(
                name,
                f"{one.title}. {told}",
                [*([] if posted else asked), *parameters(_ANSWER)],
                media,
                faults,
            )
            yield (
                here,
                way | ({"requestBody": {"content": {JSON: {"schema": _body(asked)}}}} if posted else {}),
            )
        return
    inside = {
        "{layer_id}": parameter("layer_id", Choice(tuple(evidence.layers)), required=True, where="path"),
        "{feature_id}": parameter("feature_id", Kind(), required=True, where="path"),
        "{layer}": parameter("layer", Kind(), required=True, where="path"),
    }
    in_path = [described for name, described in inside.items() if name in path]
    yield path, operation("", told, [*in_path, *parameters(_OF.get(path, ()))], media, faults)


def _body(asked: Iterable[Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {one["name"]: {"description": one.get("description", "")} for one in asked},
    }
