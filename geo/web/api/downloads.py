"""`/api/export`: layers to take away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from geo.errors import GeoError, Unavailable
from geo.evidence import Evidence
from geo.export import Scope, archive_name, large_archive, large_extract, require_format, scope_of
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
        """`GET /api/export?layers=&format=&at=&known=&recorded=&bbox=&f=&lang=`: layers to take away."""
        evidence = await self._evidence(request)
        try:
            wanted = scope_of(
                request.query_params, Context.of(evidence.catalog, date.today(), evidence.broken)
            )
            form = require_format(request.query_params.get("format", "gpkg"))
        except GeoError as error:
            return problem(404 if isinstance(error, Refused) and error.missing else 400, error)
        for layer_id in wanted.layers:
            if layer_id not in evidence.layers:
                return no_layer(evidence, layer_id)
        if any(layer_id in evidence.large for layer_id in wanted.layers):
            return await self._streamed(evidence, wanted, form)
        self._kept.only(evidence.common.version)
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
        except GeoError as error:
            # Beside what is not there now: a derived layer that cannot be computed for that day.
            return problem(503 if isinstance(error, Unavailable) else 404, error)
        marking = body.marking or ""
        headers = marked({"etag": body.etag, "cache-control": FRESH}, marking)
        if is_held(request, body):
            return Response(status_code=304, headers=headers)
        name = archive_name(wanted, date.today(), marking)
        headers["content-disposition"] = f'attachment; filename="{name}"'
        return Response(body.plain, headers=headers, media_type=body.media_type)

    async def _streamed(self, evidence: Evidence, wanted: Scope, form: str) -> Response:
        """Return one large layer, sent as it is written: nothing of it is kept."""
        try:
            extract = await self._lane.run(lambda: large_extract(evidence, wanted, form))
        except Busy:
            raise
        except GeoError as error:
            return problem(400, error)
        headers = marked({"cache-control": FRESH}, extract.marking)
        name = archive_name(wanted, date.today(), extract.marking)
        headers["content-disposition"] = f'attachment; filename="{name}"'
        pieces = large_archive(evidence, extract, form)
        return StreamingResponse(pieces, media_type="application/zip", headers=headers)
