"""`/api/...` and `/assets/...`: the evidence over HTTP, for the map in the browser and for anybody else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache, partial
from importlib.metadata import version
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

import geo
from geo.errors import GeoError, UnknownId
from geo.evidence import Evidence
from geo.export import rows_of
from geo.gazetteer import LONGEST_QUERY, clean, why_none
from geo.language import mark, spoken
from geo.model import MARKINGS
from geo.scene import counted, headline, look_document
from geo.scene.lettering.ground import with_labels
from geo.screen.catalogue import catalogue
from geo.settings import Settings
from geo.view import NAMES, Context, View, grammar
from geo.view.parts import Parts, Refused, plain_names, strange_names
from geo.web.access import evidence_for, marked, principal_of
from geo.web.answers import FOREVER, FRESH, no_layer, problem, sent
from geo.web.api.asking import Questions
from geo.web.api.describing import BESIDE, COUNTED, FEATURE, HEADLINE, LAYER, asked_of, chosen, openapi
from geo.web.api.downloads import Downloads
from geo.web.api.figures import Figures
from geo.web.api.large import ANSWERS as LARGE_ANSWERS
from geo.web.api.large import (
    FILES,
    MOST_ROWS,
    SHORTEST,
    USUAL_ROWS,
    Page,
    features_body,
    found_in,
    month_body,
    rows_body,
    view_body,
    wanted_of,
)
from geo.web.api.large import PARTS as LARGE_PARTS
from geo.web.api.making import layer_body
from geo.web.api.own import OwnData
from geo.web.api.searching import MOST_RESULTS, groups_of, limit_of
from geo.web.api.static import Static
from geo.web.bodies import GEOJSON, Bodies, Body, feature_collection, key_of
from geo.web.ogc import Ogc
from geo.web.openapi import MEDIA
from geo.web.security import TILES
from geo.web.work import Desk, Lane, Threads, Workshop, answering
from geo.web.work.workshop import REST
from geo.words.card import card
from geo.words.holding import Standing
from geo.words.names import source_list

LONGEST_ID = 200
"""Characters of an id that are looked at: no id is as long, and an answer need not repeat more."""
_CATALOGUE = ("layers",)
_AS_NOW = (None, None, None)
"""The days of a layer over all times, as it is known now."""
LIBRARIES = ("streamlit", "streamlit-folium", "folium", "geopandas", "shapely")


def routes(settings: Settings, workshop: Workshop | None = None) -> list[BaseRoute]:
    """Return the routes that stand beside Streamlit's own.

    Parameters
    ----------
    workshop : Workshop, optional
        Where expensive answers are made; default: in threads of this process.
    """
    return Api(settings, workshop or Threads()).routes()


class Api:
    """The handlers: they run in the event loop and wait there; what takes time is made in a lane."""

    def __init__(self, settings: Settings, workshop: Workshop) -> None:
        self._settings = settings
        self._workshop = workshop
        self._bodies = Bodies()
        self._desk = Desk()
        self._quick = Lane(mark("answers"), width=8, most=400, seconds=30)
        self._days = Lane(mark("layers of other days"), width=1, most=100, seconds=90)
        # Apart, and one at a time: many other days of a card hold up neither search nor the cards of now.
        self._cards = Lane(mark("answers"), width=1, most=100, seconds=60)

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/api/health", answering(self.health)),
            Route("/api/layers", answering(self.layers)),
            Route("/api/view", answering(self.view)),
            Route("/api/layers/{layer_id}.geojson", answering(self.layer)),
            *(Route(f"/api/layers/{{layer_id}}/{what}", answering(self.large)) for what in LARGE_ANSWERS),
            Route("/api/features/{feature_id}", answering(self.feature)),
            *Downloads(self._evidence, self._desk, self._workshop).routes(),
            Route("/api/search", answering(self.search)),
            *Figures(self._evidence, self._desk, self._workshop, self._settings).routes(),
            *Questions(self._evidence, self._bodies, self._desk, self._workshop).routes(),
            *Ogc(self._evidence, self._bodies, self._desk, self._workshop).routes(),
            *OwnData(self._settings, self._workshop).routes(),
            Route("/api/headline", answering(self.headline)),
            Route("/api/counts", answering(self.counts)),
            Route("/api/openapi.json", answering(self.openapi)),
            Route("/api/sources", answering(self.sources)),
            Route("/api/look", answering(self.look)),
            Route("/api/ground.geojson", answering(self.ground)),
            *Static(self._bodies).routes(),
        ]

    def prepare(self, evidence: Evidence) -> None:
        """Make what a first view and the usual clicks ask for, so that nobody waits for it."""
        evidence.gazetteer()
        Standing.known(evidence)
        self._made(evidence, _CATALOGUE, lambda: self._catalogue(evidence))
        for layer_id in evidence.layers:
            asked = (layer_id, _AS_NOW, None)
            with suppress(GeoError):  # whoever asks for that layer is told
                self._made(evidence, ("layer", *asked), partial(layer_body, evidence, *asked))

    async def health(self, request: Request) -> Response:
        """`GET /api/health`: that it runs, on which data and libraries, and how many faults it knows of.

        `data` is another one as soon as other data are in use; `held` are files at fault, of which the last
        good version is; `not_shown` is how many rows are marked above the clearance. Every open page asks
        this every few seconds: "not modified" costs nothing.
        """
        evidence = await self._evidence(request)
        document = {
            "status": "ok",
            "version": geo.__version__,
            "data": evidence.version,
            "layers": len(evidence.layers),
            "faults": len(evidence.faults),
            "held": dict(evidence.held),
            "clearance": principal_of(request, self._settings).clearance,
            "not_shown": evidence.left_out,
            "libraries": _libraries(),
        }
        return sent(request, Body.of(document, marking=MARKINGS[0]))

    async def layers(self, request: Request) -> Response:
        """`GET /api/layers`: the catalogue."""
        evidence = await self._evidence(request)
        return await self._answer(request, evidence, _CATALOGUE, lambda: self._catalogue(evidence))

    async def view(self, request: Request) -> Response:
        """`GET /api/view`: how a view is written in an address and in the panel, part by part."""
        today = date.today()
        evidence = await self._evidence(request)
        return await self._answer(
            request,
            evidence,
            ("view", today),
            lambda: Body.of(grammar(Context.of(evidence.catalog, today)), marking=MARKINGS[0]),
        )

    async def sources(self, request: Request) -> Response:
        """`GET /api/sources`: publisher, title and date of every source by its id."""
        evidence = await self._evidence(request)
        return await self._answer(request, evidence, ("sources",), lambda: Body.of(source_list(evidence)))

    async def headline(self, request: Request) -> Response:
        """`GET /api/headline?at=&known=&recorded=&names=`: title of the map of a day, and its three lines."""
        return await self._told(
            request,
            HEADLINE,
            lambda of, view: headline(of, view.at, view.known, view.recorded, view.names).document(),
        )

    async def counts(self, request: Request) -> Response:
        """`GET /api/counts?at=&between=&known=&recorded=&f=`: how many features a map has of each layer."""
        return await self._told(request, COUNTED, lambda of, view: {"shown": counted(of, view)})

    async def _told(
        self, request: Request, parts: Parts, tell: Callable[[Evidence, View], dict[str, Any]]
    ) -> Response:
        """Return what is told of the view that some parts ask for."""
        evidence = await self._evidence(request)
        try:
            view, _ = asked_of(request, evidence, parts)
        except GeoError as error:
            return problem(400, error)
        asked = (request.url.path, *(str(getattr(view, part.field)) for part in parts))
        return await self._answer(
            request, evidence, asked, lambda: Body.of(tell(evidence, view)), self._cards
        )

    async def openapi(self, request: Request) -> Response:
        """`GET /api/openapi.json`: these routes and their parameters, as OpenAPI."""
        evidence, home = await self._evidence(request), str(request.base_url).rstrip("/")
        return await self._answer(
            request,
            evidence,
            ("openapi", home),
            lambda: Body.of(openapi(self.routes(), evidence, home), MEDIA, marking=MARKINGS[0]),
        )

    async def look(self, request: Request) -> Response:
        """`GET /api/look`: colours and symbols."""
        evidence = await self._evidence(request)
        return await self._answer(
            request, evidence, ("look",), lambda: Body.of(look_document(), marking=MARKINGS[0])
        )

    async def layer(self, request: Request) -> Response:
        """`GET /api/layers/{id}.geojson?at=&between=&known=&recorded=&bbox=&without=`: what holds there.

        `without` is a publisher, or a side such as "side.east", that is not believed.
        `looks` holds what they look like, each look once; a feature's `look` is its place in there, and its
        `sides` are the palette keys that pick its colour, where the layer is coloured by actor.
        """
        layer_id = request.path_params["layer_id"]
        evidence = await self._evidence(request)
        try:
            view, at = asked_of(request, evidence, LAYER, BESIDE)
        except GeoError as error:
            return problem(400, error)
        if layer_id in evidence.large:
            return await self.large(request)
        if layer_id not in evidence.layers:
            return no_layer(evidence, layer_id)
        if layer_id in evidence.common.layers:
            evidence = evidence.common  # the same for everybody, and made once

        without = request.query_params.get("without", "")[:LONGEST_ID]
        span = None if at is None else (view.first, at)
        asked = (layer_id, (span, view.known, view.recorded), view.bbox, without)
        # What is derived from all evidence of another day is computed beside; the day as it is is at hand.
        elsewhere = bool(without or (evidence.catalog[layer_id].derive and (view.known or view.recorded)))
        try:
            return await self._answer(
                request,
                evidence,
                ("layer", *asked),
                (lambda: self._workshop.do(REST, layer_body, evidence, *asked))
                if elsewhere
                else (lambda: layer_body(evidence, *asked)),
                self._days if elsewhere else self._quick,
            )
        except UnknownId as error:
            return problem(404, error)

    async def large(self, request: Request) -> Response:
        """`GET /api/layers/{id}/view?bbox=&z=&at=&recorded=&f=`: points of a large layer, or counts in cells.

        `rows` (`&offset=&limit=&sort=`, a leading - turns it; `&row=`) are its rows page by page, `months`
        how many begin when, `all.geojson` and `all.csv` all that is wanted, sent as it is read. Its own
        address, `.geojson`, gives the first rows; `x-total-count` says how many there are.
        """
        layer_id = request.path_params["layer_id"]
        evidence = await self._evidence(request)
        large = evidence.large.get(layer_id)
        if large is None:
            if layer_id in evidence.layers:
                return problem(404, f"'{layer_id}' is not large; ask /api/layers/{layer_id}.geojson")
            return no_layer(evidence, layer_id)
        *_, folder, what = request.url.path.split("/")
        try:
            view, at = asked_of(request, evidence, chosen(*LARGE_PARTS), BESIDE)
            page = Page.of(request, MOST_ROWS if what.endswith(".geojson") else USUAL_ROWS)
        except GeoError as error:
            return problem(400, error)
        wanted = wanted_of(view, at, clean(request.query_params.get("q", ""), LONGEST_QUERY))
        if what in FILES and folder == layer_id:
            made, media_type = FILES[what]
            name = f"{layer_id}.{what.partition('.')[2]}"
            headers = marked({"cache-control": FRESH}, large.marking)
            headers["content-disposition"] = f'attachment; filename="{name}"'
            pieces = made(large, rows_of(large, wanted))
            return StreamingResponse(pieces, media_type=media_type, headers=headers)
        zoom = view.zoom or 0
        makers: dict[str, Callable[[], Body]] = {
            "view": lambda: view_body(large, wanted, zoom, view.at),
            "rows": lambda: rows_body(large, wanted, page),
            "months": lambda: month_body(large, wanted),
        }
        make = makers.get(what, lambda: features_body(large, wanted, page))
        asked = ("large", layer_id, what, *wanted.key, zoom, view.at, page)
        return await self._answer(request, evidence, asked, make)

    async def feature(self, request: Request) -> Response:
        """`GET /api/features/{id}?at=&known=&recorded=&names=&c=&lang=`: a feature as a card and its claims.

        `c` is where the nearest claimed places are measured from, which on open ground is not its own point.
        """
        feature_id = request.path_params["feature_id"][:LONGEST_ID]
        evidence = await self._evidence(request)
        try:
            view, _ = asked_of(request, evidence, FEATURE)
        except GeoError as error:
            return problem(400, error)
        days, names, near, lang = (view.at, view.known), view.names, view.centre, spoken(view.lang)
        try:
            return await self._answer(
                request,
                evidence,
                ("feature", feature_id, *days, view.recorded, names, near, lang),
                lambda: Body.of(
                    card(
                        evidence, feature_id, *days, names, recorded=view.recorded, near=near, lang=view.lang
                    )
                ),
                self._cards if view.known or view.recorded else self._quick,
            )
        except UnknownId as error:
            return problem(404, error)

    async def search(self, request: Request) -> Response:
        """`GET /api/search?q=&limit=`: what a text names, in any spelling, or the position that it is.

        Groups stand in the order of their best result, mere suggestions (`near: true`) last. A `notice` says
        why what is written as a position is none. The first call makes the index, also one without `q`.
        """
        limit = limit_of(request.query_params.get("limit", ""))
        if limit is None:
            return problem(400, f"limit: give a whole number from 1 to {MOST_RESULTS}, or leave it out")
        if strange := strange_names(plain_names(request.query_params), ("q", "limit"), NAMES):
            return problem(400, Refused(strange))
        query = clean(request.query_params.get("q", ""), LONGEST_QUERY)
        evidence = await self._evidence(request)
        matches = await self._quick.run(lambda: evidence.gazetteer().search(query, limit))
        groups = groups_of(evidence, matches)
        if len(query) >= SHORTEST and evidence.large:
            groups += await self._quick.run(lambda: found_in(evidence, query, limit))
        document: dict[str, Any] = {"query": query, "groups": groups}
        if (why := why_none(query)) and all("near" in group for group in groups):
            document["notice"] = why.document
        # Not kept anywhere: what somebody looks for is nobody else's business.
        headers = marked({"cache-control": "no-store"}, evidence.marking)
        return JSONResponse(document, headers=headers)

    async def ground(self, request: Request) -> Response:
        """`GET /api/ground.geojson`: the countries below the evidence, each with a position for its name."""
        evidence = await self._evidence(request)
        if "neighbours" not in evidence.ground:
            return problem(404, "the ground could not be read; run python -m geo.check for the reason")
        return await self._answer(request, evidence, ("ground",), lambda: _ground(evidence))

    def _catalogue(self, evidence: Evidence) -> Body:
        return Body.of(catalogue(evidence, TILES if self._settings.tiles else ""))

    def _made(self, evidence: Evidence, asked: tuple[object, ...], make: Callable[[], Body]) -> Body:
        """Return what is kept, or make it; whoever wants what another thread is making waits for that."""
        return self._bodies.get(key_of(evidence, *asked), make)

    async def _evidence(self, request: Request) -> Evidence:
        """Return the evidence as it stands now, as far as whoever asks may see it."""
        evidence = await self._quick.run(lambda: evidence_for(request, self._settings))
        request.state.own = evidence.graded is not None
        return evidence

    async def _answer(
        self,
        request: Request,
        evidence: Evidence,
        asked: tuple[object, ...],
        make: Callable[[], Body],
        lane: Lane | None = None,
    ) -> Response:
        """Return the body of what was asked: whole, compressed, or "not modified"."""
        self._bodies.only(evidence.common.version)
        key = key_of(evidence, *asked)
        body = await self._desk.body(
            request,
            key,
            self._bodies,
            lane=lane or self._quick,
            make=lambda: self._made(evidence, asked, make),
        )
        pinned = request.query_params.get("v") == evidence.version
        return sent(request, body, FOREVER if pinned else FRESH, evidence.marking)


@cache
def _libraries() -> dict[str, str]:
    return {name: version(name) for name in LIBRARIES}


def _ground(evidence: Evidence) -> Body:
    frame = with_labels(evidence.ground["neighbours"])
    return Body.of(feature_collection(frame, "ground"), GEOJSON, marking=MARKINGS[0])
