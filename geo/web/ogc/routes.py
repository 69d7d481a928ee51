"""The handlers of `/ogc`: OGC API Features over the same evidence, days and clearance as `/api`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.faults import did_you_mean
from geo.language import mark, worded
from geo.model import MARKINGS
from geo.view import Context
from geo.view.parts import Parts
from geo.web.answers import problem, sent
from geo.web.bodies import GEOJSON, JSON, Bodies, Body, key_of
from geo.web.ogc import documents
from geo.web.ogc.asking import OF_ITEM, OF_PAGE, PARTS, Asked, read
from geo.web.ogc.items import Made, Order, made
from geo.web.ogc.reading import as_page
from geo.web.openapi import MEDIA, summary
from geo.web.work import Busy, Desk, Lane, Workshop, answering
from geo.web.work.workshop import REST

_LONGEST_ID: Final = 200
_READERS: Final = ("text/html", "application/xhtml+xml")


class Ogc:
    """The handlers: small things are made at once, pages of features in a lane of their own."""

    def __init__(
        self,
        evidence: Callable[[Request], Awaitable[Evidence]],
        bodies: Bodies,
        desk: Desk,
        workshop: Workshop,
    ) -> None:
        self._evidence = evidence
        self._bodies = bodies
        self._desk = desk
        self._workshop = workshop
        self._lane = Lane(mark("pages of features"), width=2, most=100, seconds=60)

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        handlers = {
            "/ogc": self.landing,
            "/ogc/": self.landing,
            "/ogc/conformance": self.conformance,
            "/ogc/api": self.openapi,
            "/ogc/collections": self.collections,
            "/ogc/collections/{id}": self.collection,
            "/ogc/collections/{id}/items": self.items,
            "/ogc/collections/{id}/items/{feature_id}": self.item,
            # Without this Streamlit would answer with the page.
            "/ogc/{path:path}": self.nothing,
        }
        return [Route(path, answering(handler)) for path, handler in handlers.items()]

    async def landing(self, request: Request) -> Response:
        """`GET /ogc`: the landing page, with links to everything."""
        return await self._told(request, lambda _, home: documents.landing(home))

    async def conformance(self, request: Request) -> Response:
        """`GET /ogc/conformance`: which parts of the standards hold."""
        return await self._told(request, lambda _, home: documents.conformance(home))

    async def collections(self, request: Request) -> Response:
        """`GET /ogc/collections`: every layer as a collection."""
        return await self._told(request, documents.collections, marking=None)

    async def collection(self, request: Request) -> Response:
        """`GET /ogc/collections/{id}`: one layer, its extent and where its features are."""
        layer_id = request.path_params["id"]
        return await self._told(
            request,
            lambda evidence, home: documents.collection(evidence, layer_id, home),
            layer_id,
            marking=None,
        )

    async def openapi(self, request: Request) -> Response:
        """`GET /ogc/api`: how to ask, as OpenAPI."""
        told = {
            "/": self.landing, "/conformance": self.conformance, "/collections": self.collections,
            "/api": self.openapi, "/collections/{id}": self.collection,
            "/collections/{id}/items": self.items, "/collections/{id}/items/{featureId}": self.item,
        }  # fmt: skip
        words = {path: summary(handler) for path, handler in told.items()}
        return await self._told(
            request, lambda evidence, home: documents.openapi(evidence, home, words), media_type=MEDIA
        )

    async def items(self, request: Request) -> Response:
        """`GET /ogc/collections/{id}/items`: a page of features, with links to the next one.

        `bbox`, `bbox-crs`, `crs`, `datetime`, `known`, `recorded`, `limit`, `offset`, `f`.
        """
        return await self._features(request, PARTS)

    async def item(self, request: Request) -> Response:
        """`GET /ogc/collections/{id}/items/{feature_id}?crs=&f=`: one feature."""
        return await self._features(request, OF_ITEM, request.path_params["feature_id"][:_LONGEST_ID])

    async def nothing(self, _request: Request) -> Response:
        """Any other address below /ogc."""
        return problem(404, worded("no such address; GET /ogc links to what there is"))

    async def _features(self, request: Request, parts: Parts, feature_id: str = "") -> Response:
        evidence, layer_id = await self._evidence(request), request.path_params["id"]
        if not documents.is_there(evidence, layer_id):
            return _no_collection(evidence, layer_id)
        try:
            asked = _asked(request, evidence, parts)
        except GeoError as error:
            return problem(400, error)
        order = Order(layer_id, asked, _home(request), _form(request, asked), feature_id)
        # What is derived from all evidence of another day is computed beside, as for /api.
        beside = evidence.catalog[layer_id].derive and (asked.known or asked.recorded)
        self._bodies.only(evidence.version)
        try:
            body = await self._desk.body(
                request,
                key_of(evidence, order),
                self._bodies,
                lane=self._lane,
                make=(lambda: self._workshop.do(REST, features_body, evidence, order))
                if beside
                else (lambda: features_body(evidence, order)),
            )
        except Busy:
            raise
        except GeoError as error:
            return problem(404, error)
        return sent(request, body, within=evidence.marking)

    async def _told(
        self,
        request: Request,
        make: Callable[[Evidence, str], dict[str, Any]],
        layer_id: str = "",
        *,
        media_type: str = JSON,
        marking: str | None = MARKINGS[0],
    ) -> Response:
        evidence = await self._evidence(request)
        if layer_id and not documents.is_there(evidence, layer_id):
            return _no_collection(evidence, layer_id)
        try:
            asked = _asked(request, evidence, OF_PAGE)
        except GeoError as error:
            return problem(400, error)
        form, home = _form(request, asked), _home(request)
        body = await self._lane.run(
            lambda: _body(Made(make(evidence, home), marking), form, home, media_type)
        )
        return sent(request, body, within=evidence.marking)


def features_body(evidence: Evidence, order: Order) -> Body:
    """Return features as they are sent; raises GeoError where they cannot be computed."""
    found = made(evidence, order)
    body = _body(found, order.form, order.home, GEOJSON)
    return body.with_headers({**body.headers, "content-crs": f"<{order.asked.crs}>"})


def _asked(request: Request, evidence: Evidence, parts: Parts) -> Asked:
    return read(request.query_params, Context.of(evidence.catalog, date.today()), parts)


def _body(found: Made, form: str, home: str, media_type: str) -> Body:
    if form == "html":
        page = as_page(found.document, home)
        body = Body.of_bytes(page, "text/html; charset=utf-8", found.marking)
    else:
        body = Body.of(found.document, media_type, found.marking)
    return body.with_headers({"vary": "Accept"})


def _form(request: Request, asked: Asked) -> str:
    """Return the format: the one asked for, else a page where Accept names pages before JSON."""
    if asked.form:
        return asked.form
    for offer in request.headers.get("accept", "").lower().split(","):
        name = offer.partition(";")[0].strip()
        if name in _READERS:
            return "html"
        if "json" in name:
            break
    return "json"


def _home(request: Request) -> str:
    """Return the address of /ogc as whoever asks knows it, also below a path and behind a proxy."""
    return f"{str(request.base_url).rstrip('/')}/ogc"


def _no_collection(evidence: Evidence, layer_id: str) -> Response:
    hint = did_you_mean(layer_id[:80], evidence.layers, worded("GET /ogc/collections lists them"))
    return problem(404, worded("no collection '{id}'; {hint}", id=layer_id[:80], hint=hint))
