"""`/api/...` and `/assets/...`: the evidence over HTTP, for the map in the browser and for anybody else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from importlib.metadata import version
from typing import Any

from shapely import box
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

import geo
from geo.errors import GeoError, Unavailable, UnknownId
from geo.evidence import Evidence
from geo.export import Extract, archive, archive_name, gather, require_format, scope_of
from geo.faults import did_you_mean
from geo.gazetteer import KINDS, LONGEST_QUERY, Match, clean
from geo.model import MARKINGS, highest_marking
from geo.scene import dressed, look_document, name_documents, names_on_areas, sizes_of
from geo.screen import assets
from geo.screen.catalogue import catalogue
from geo.settings import Settings
from geo.validity import valid_on, with_days
from geo.view import PARTS, Context, View, grammar, read
from geo.view.parts import Refused, plain_names, refuse
from geo.web.access import evidence_for, marked, principal_of
from geo.web.answers import FOREVER, FRESH, is_held, problem, sent
from geo.web.asking import Questions
from geo.web.bodies import GEOJSON, MEGABYTE, Bodies, Body, feature_collection
from geo.web.figures import Figures
from geo.web.security import TILES
from geo.words.card import card
from geo.words.names import Names, source_list

AROUND = box(6, 17.5, 28.5, 36)
"""Longitude and latitude in degrees: what the first view shows around Libya."""
ARCHIVES = 64 * MEGABYTE
"""Bytes of downloads kept: any of them may hold all layers, and extents are as many as people."""
LONGEST_ID = 200
"""Characters of an id that are looked at: no id is as long, and an answer need not repeat more."""
MOST_RESULTS = 50
USUAL_RESULTS = 8
LIBRARIES = ("streamlit", "streamlit-folium", "folium", "geopandas", "shapely")


def routes(settings: Settings) -> list[BaseRoute]:
    """Return the routes that stand beside Streamlit's own."""
    api = Api(settings)
    return [
        Route("/api/health", api.health),
        Route("/api/layers", api.layers),
        Route("/api/view", api.view),
        Route("/api/layers/{layer_id}.geojson", api.layer),
        Route("/api/features/{feature_id}", api.feature),
        Route("/api/export", api.export),
        Route("/api/search", api.search),
        *Figures(settings).routes(),
        *api.questions(),
        Route("/api/sources", api.sources),
        Route("/api/look", api.look),
        Route("/api/ground.geojson", api.ground),
        Route("/api/{path:path}", api.nothing),
        Route("/assets/fonts/{name}", api.font),
        *(Route(path, api.script) for path in assets.SCRIPTS),
        *(Mount(f"/assets/{name}", StaticFiles(directory=folder)) for name, folder in assets.FOLDERS.items()),
    ]


class Api:
    """The handlers; each reads the evidence as it stands now, so edited data show without a restart."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._bodies = Bodies()
        self._archives = Bodies(ARCHIVES)

    def questions(self) -> list[BaseRoute]:
        """Return the routes of the questions, whose answers are kept with all others."""
        return Questions(self._settings, self._bodies).routes()

    def health(self, request: Request) -> Response:
        """`GET /api/health`: that it runs, on which data and libraries, and how many faults it knows of.

        `data` is another one as soon as other data are in use; `held` are files at fault, of which the last
        good version is; `not_shown` is how many rows are marked above the clearance.
        """
        evidence = evidence_for(request, self._settings)
        return JSONResponse(
            {
                "status": "ok",
                "version": geo.__version__,
                "data": evidence.version,
                "layers": len(evidence.layers),
                "faults": len(evidence.faults),
                "held": dict(evidence.held),
                "clearance": principal_of(request, self._settings).clearance,
                "not_shown": evidence.left_out,
                "libraries": {name: version(name) for name in LIBRARIES},
            },
            headers={"cache-control": "no-store"},
        )

    def layers(self, request: Request) -> Response:
        """`GET /api/layers`: the catalogue."""
        tiles = TILES if self._settings.tiles else ""
        return self._answer(request, ("layers",), lambda evidence: Body.of(catalogue(evidence, tiles)))

    def view(self, request: Request) -> Response:
        """`GET /api/view`: how a view is written in an address and in the panel, part by part."""
        today = date.today()
        return self._answer(
            request,
            ("view", today),
            lambda evidence: Body.of(grammar(Context.of(evidence.catalog, today)), marking=MARKINGS[0]),
        )

    def sources(self, request: Request) -> Response:
        """`GET /api/sources`: publisher, title and date of every source by its id."""
        return self._answer(request, ("sources",), lambda evidence: Body.of(source_list(evidence)))

    def look(self, request: Request) -> Response:
        """`GET /api/look`: colours and symbols."""
        return self._answer(request, ("look",), lambda _: Body.of(look_document(), marking=MARKINGS[0]))

    def layer(self, request: Request) -> Response:
        """`GET /api/layers/{id}.geojson?at=&known=&recorded=&bbox=`: the features that hold and lie there.

        `looks` holds what they look like, each look once; a feature's `look` is its place in there, and its
        `sides` are the palette keys that pick its colour, where the layer is coloured by actor.
        """
        layer_id = request.path_params["layer_id"]
        evidence = evidence_for(request, self._settings)
        try:
            view, at = _asked(request, evidence, "at", "known", "recorded", "bbox")
        except GeoError as error:
            return problem(400, str(error))
        if layer_id not in evidence.layers:
            return _no_layer(evidence, layer_id)

        def make(evidence: Evidence) -> Body:
            layer = evidence.catalog[layer_id]
            rows = evidence.layer(layer_id, view.known, view.recorded)
            frame = with_days(rows, layer.review_after_days, layer.ageless)
            frame = frame if at is None else valid_on(frame, at)
            if view.bbox is not None:
                frame = frame[frame.geometry.intersects(box(*view.bbox))]
            frame = frame.drop(columns="not_before", errors="ignore")  # `from_day` says it
            looks = dressed(layer, frame, Names(evidence).side_of)
            frame = frame.assign(look=looks.index)
            if layer.size_by:
                frame = frame.assign(px=sizes_of(layer, frame))
            if layer.colour_by:
                frame = frame.assign(sides=["|".join(sides) for sides in looks.sides])
            document = feature_collection(frame, layer_id)
            names = name_documents(evidence, names_on_areas(evidence, layer, view.known, view.recorded))
            more = {"looks": [look.document() for look in looks.looks], **({"names": names} if names else {})}
            # What is derived may rest on more than its features say.
            marking = None if layer.derive else highest_marking(frame["marking"])
            return Body.of({**document, **more}, GEOJSON, marking)

        return self._answer(request, ("layer", layer_id, at, view.known, view.recorded, view.bbox), make)

    def feature(self, request: Request) -> Response:
        """`GET /api/features/{id}?at=&known=&recorded=&names=&c=`: a feature as a card, with its claims.

        `c` is where the nearest claimed places are measured from, which on open ground is not its own point.
        """
        feature_id = request.path_params["feature_id"][:LONGEST_ID]
        try:
            evidence = evidence_for(request, self._settings)
            view, _ = _asked(request, evidence, "at", "known", "recorded", "names", "c")
        except GeoError as error:
            return problem(400, str(error))
        try:
            return self._answer(
                request,
                ("feature", feature_id, view.at, view.known, view.recorded, view.names, view.centre),
                lambda evidence: Body.of(
                    card(
                        evidence,
                        feature_id,
                        view.at,
                        view.known,
                        view.names,
                        recorded=view.recorded,
                        near=view.centre,
                    )
                ),
            )
        except UnknownId as error:
            return problem(404, str(error))

    def export(self, request: Request) -> Response:
        """`GET /api/export?layers=&format=&at=&known=&recorded=&bbox=&f=`: layers to take away, zipped."""
        evidence = evidence_for(request, self._settings)
        try:
            wanted = scope_of(
                request.query_params, Context.of(evidence.catalog, date.today(), evidence.broken)
            )
            form = require_format(request.query_params.get("format", "gpkg"))
        except GeoError as error:
            return problem(404 if isinstance(error, Refused) and error.missing else 400, str(error))
        for layer_id in wanted.layers:
            if layer_id not in evidence.layers:
                return _no_layer(evidence, layer_id)
        try:
            body = self._archives.get(
                (evidence.version, wanted, form),
                lambda: _archive(gather(evidence, wanted), form),
            )
        except Unavailable as error:
            return problem(503, str(error))
        except GeoError as error:
            return problem(404, str(error))  # a derived layer that cannot be computed for that day
        marking = body.marking or ""
        headers = marked({"etag": body.etag, "cache-control": FRESH}, marking)
        if is_held(request, body):
            return Response(status_code=304, headers=headers)
        name = archive_name(wanted, date.today(), marking)
        headers["content-disposition"] = f'attachment; filename="{name}"'
        return Response(body.plain, headers=headers, media_type=body.media_type)

    def search(self, request: Request) -> Response:
        """`GET /api/search?q=&limit=`: what a text names, in any spelling, or the position that it is.

        Groups stand in the order of their best result, mere suggestions (`near: true`) last. The first call
        makes the index, also one without `q`.
        """
        limit = _limit(request.query_params.get("limit", ""))
        if limit is None:
            return problem(400, f"limit: give a whole number from 1 to {MOST_RESULTS}, or leave it out")
        query = clean(request.query_params.get("q", ""), LONGEST_QUERY)
        evidence = evidence_for(request, self._settings)
        document = {"query": query, "groups": _groups(evidence, evidence.gazetteer().search(query, limit))}
        # Not kept anywhere: what somebody looks for is nobody else's business.
        headers = marked({"cache-control": "no-store"}, evidence.marking)
        return JSONResponse(document, headers=headers)

    def ground(self, request: Request) -> Response:
        """`GET /api/ground.geojson`: the countries below the evidence, each with a position for its name."""

        def make(evidence: Evidence) -> Body:
            frame = evidence.ground["neighbours"].copy()
            # A country's name stands where the country is near Libya, not in its middle.
            near = frame.geometry.intersection(AROUND)
            points = near.where(~near.is_empty, frame.geometry).representative_point()
            frame["label"] = [[round(point.x, 3), round(point.y, 3)] for point in points]
            return Body.of(feature_collection(frame, "ground"), GEOJSON, marking=MARKINGS[0])

        if "neighbours" not in evidence_for(request, self._settings).ground:
            return problem(404, "the ground could not be read; run python -m geo.check for the reason")
        return self._answer(request, ("ground",), make)

    def script(self, request: Request) -> Response:
        """`GET /assets/map.js`, `/assets/panel.js`: modules as one text, made again when one has changed."""
        path = request.url.path
        body = self._bodies.get(
            (path, assets.scripts_changed()),
            lambda: Body.of_bytes(assets.SCRIPTS[path]().encode(), "text/javascript"),
        )
        return sent(request, body, FRESH)

    def font(self, request: Request) -> Response:
        """`GET /assets/fonts/{name}`: the two pinned fonts, packed once, and no other file."""
        name = request.path_params["name"]
        if name not in assets.FONTS:
            return problem(404, f"no such font; there are {', '.join(assets.FONTS)}")
        body = self._bodies.get(
            ("font", name), lambda: Body.of_bytes(assets.FONTS[name].read_bytes(), "font/ttf")
        )
        return sent(request, body, FOREVER)

    def nothing(self, _request: Request) -> Response:
        """Any other address below /api."""
        return problem(404, "no such address; GET /api/layers lists what there is")

    def _answer(
        self, request: Request, key: tuple[object, ...], make: Callable[[Evidence], Body]
    ) -> Response:
        """Return the body under `key` for the data as they are: whole, compressed, or "not modified"."""
        evidence = evidence_for(request, self._settings)
        body = self._bodies.get((evidence.version, *key), lambda: make(evidence))
        pinned = request.query_params.get("v") == evidence.version
        return sent(request, body, FOREVER if pinned else FRESH, evidence.marking)


def unavailable(_request: Request, error: Exception) -> Response:
    """Answer 503 where there are no data to answer from, such as a folder that is gone."""
    return problem(503, str(error))


def _asked(request: Request, evidence: Evidence, *names: str) -> tuple[View, date | None]:
    """Return what an address asks for by some parts of a view, and the day if it names one.

    Raises
    ------
    GeoError
        Naming each parameter that cannot be used.
    """
    given = plain_names(request.query_params)
    parts = tuple(part for part in PARTS if part.name in names)
    view, faults = read(given, Context.of(evidence.catalog, date.today()), parts)
    refuse(faults)
    return view, view.at if given.get("at") else None


def _limit(text: str) -> int | None:
    """Return the number of results asked for; None when the text is none from 1 to `MOST_RESULTS`."""
    if not text:
        return USUAL_RESULTS
    short = len(text) <= len(str(MOST_RESULTS)) and text.isascii() and text.isdigit()
    return int(text) if short and 1 <= int(text) <= MOST_RESULTS else None


def _groups(evidence: Evidence, matches: Iterable[Match]) -> list[dict[str, Any]]:
    """Return matches by kind, in the order of each kind's best one, what is only near after all others."""
    groups: dict[tuple[str, bool], dict[str, Any]] = {}
    for match in sorted(matches, key=lambda match: match.near):
        entry, title = match.entry, KINDS[match.entry.kind]
        near = {"title": f"{title} with a near name", "near": True} if match.near else {}
        group = groups.setdefault(
            (entry.kind, match.near), {"kind": entry.kind, "title": title, "results": [], **near}
        )
        group["results"].append(
            {
                "id": entry.id,
                "kind": entry.kind,
                "layer": entry.layer,
                "layer_title": evidence.catalog[entry.layer].title if entry.layer else "",
                "name_en": entry.name_en,
                "name_ar": entry.name_ar,
                "matched": match.matched_name,
                "reason": match.reason,
                "position": entry.position,
            }
        )
    return list(groups.values())


def _archive(extract: Extract, form: str) -> Body:
    return Body.as_it_is(archive(extract, form), "application/zip", marking=extract.marking)


def _no_layer(evidence: Evidence, layer_id: str) -> JSONResponse:
    """Return the 404 of a layer that does not exist, or that is out for its faults."""
    shown = layer_id[:80]
    if layer_id in evidence.broken:
        return problem(404, f"layer '{shown}' is out: {evidence.broken[layer_id]}")
    hint = did_you_mean(shown, evidence.layers, "GET /api/layers lists them")
    return problem(404, f"no layer '{shown}'; {hint}")
