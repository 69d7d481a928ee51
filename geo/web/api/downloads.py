"""`/api/export`: layers to take away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.errors import GeoError, Unavailable
from geo.evidence import Evidence
from geo.export import archive_name, refuse_large, require_format, scope_of
from geo.language import mark
from geo.view import Context
from geo.view.parts import Refused
from geo.web.access import marked
from geo.web.answers import FRESH, is_held, no_layer, problem
from geo.web.api.making import archive_body
from geo.web.bodies import MEGABYTE, Bodies, key_of
from geo.web.work import Busy, Desk, Lane, Workshop, answering
from geo.web.work.workshop import REST

ARCHIVES = 32 * MEGABYTE
"""Bytes of downloads kept: any of them may hold all layers, and extents are as many as people."""


class Downloads:
    """The handler: an archive is made in a process beside, in a lane of its own."""

    def __init__(
        self, evidence: Callable[[Request], Awaitable[Evidence]], desk: Desk, workshop: Workshop
    ) -> None:
        self._evidence = evidence
        self._desk = desk
        self._workshop = workshop
        self._kept = Bodies(ARCHIVES)
        self._lane = Lane(mark("downloads"), width=1, most=30, seconds=180)

    def routes(self) -> list[BaseRoute]:
        """Return the route."""
        return [Route("/api/export", answering(self.export))]

    async def export(self, request: Request) -> Response:
        """`GET /api/export?layers=&format=&at=&known=&recorded=&bbox=&f=`: layers to take away, zipped."""
        evidence = await self._evidence(request)
        try:
            wanted = scope_of(
                request.query_params, Context.of(evidence.catalog, date.today(), evidence.broken)
            )
            form = require_format(request.query_params.get("format", "gpkg"))
            refuse_large(evidence, wanted.layers)
        except GeoError as error:
            return problem(404 if isinstance(error, Refused) and error.missing else 400, error)
        for layer_id in wanted.layers:
            if layer_id not in evidence.layers:
                return no_layer(evidence, layer_id)
        self._kept.only(evidence.base or evidence.version)
        try:
            body = await self._desk.body(
                request,
                key_of(evidence, wanted, form),
                self._kept,
                lane=self._lane,
                make=lambda: self._workshop.do(REST, archive_body, evidence, wanted, form),
            )
        except Busy:
            raise
        except Unavailable as error:
            return problem(503, error)
        except GeoError as error:
            return problem(404, error)  # a derived layer that cannot be computed for that day
        marking = body.marking or ""
        headers = marked({"etag": body.etag, "cache-control": FRESH}, marking)
        if is_held(request, body):
            return Response(status_code=304, headers=headers)
        name = archive_name(wanted, date.today(), marking)
        headers["content-disposition"] = f'attachment; filename="{name}"'
        return Response(body.plain, headers=headers, media_type=body.media_type)
