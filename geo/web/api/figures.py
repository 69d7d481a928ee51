"""`/api/figure...`: the printed figure over HTTP, drawn one at a time beside all else that is asked for.

Large ones have a lane and a helper of their own.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.behind import DATA, DRAWN, FIGURE, behind, document, unpacked
from geo.figure.formats.media import with_size
from geo.figure.formats.metadata import read_metadata
from geo.figure.frame import LIBYA, REACH, ground_extent
from geo.figure.reading import request_from
from geo.figure.request import LONGEST, PARTS
from geo.figure.series.presets import offered, preset, request_of
from geo.figure.sheet.house import house_of
from geo.figure.sheet.sizes import DPIS, SIZES
from geo.language import mark, worded
from geo.model import MARKINGS
from geo.settings import Settings
from geo.view import NAMES
from geo.view.parts import plain_names, strange_names
from geo.view.view import MOST_CALLOUTS
from geo.web.access import PRIVATE, marked
from geo.web.answers import FRESH, GONE, is_held, problem, sent
from geo.web.api.drawing import Order, draw
from geo.web.behind_page import behind_page
from geo.web.bodies import JSON, MEGABYTE, Bodies, Body, key_of
from geo.web.sent_file import put_down
from geo.web.work import Busy, Desk, Lane, Workshop, answering
from geo.web.work.workshop import FIGURES, LARGE, OWN

__all__ = ["GONE", "Figures"]

FORMATS: Mapping[str, str] = {
    "pdf": "PDF",
    "png": "PNG",
    "svg": "SVG",
    "pptx": mark("PowerPoint slide"),
    "docx": mark("Word page"),
}
"""What a menu calls each format, the usual one first."""
PREVIEWS, FILES = 16 * MEGABYTE, 32 * MEGABYTE
"""Bytes of previews and of finished figures kept: a large one takes some ten megabytes."""
MOST_WAITING, MOST_LARGE = 30, 10
"""Figures, and large ones, that may be drawn or wait for it; whoever comes later is told to come again."""
LARGEST_FIGURE = 64 * MEGABYTE
_BESIDE = ("format", "preview", "preset", DATA, DRAWN, FIGURE)
"""What the address of a figure may have beside its parts."""


class Figures:
    """The handlers: they wait in the event loop, so that figures in the queue take no thread from others.

    One is drawn at a time, and beside it one large one, which takes hundreds of megabytes. Previews come
    before files: somebody looks at the form meanwhile.
    """

    def __init__(
        self,
        evidence: Callable[[Request], Awaitable[Evidence]],
        desk: Desk,
        workshop: Workshop,
        settings: Settings,
    ) -> None:
        self._address = settings.address
        self._house = house_of(settings.style)
        self._evidence = evidence
        self._desk = desk
        self._workshop = workshop
        self._previews = Bodies(PREVIEWS)
        self._files = Bodies(FILES)
        # One at a time: the first of a kind finds out what is drawn, and the others take that over.
        self._reading = Lane(mark("orders of figures"), width=1, most=4 * MOST_WAITING, seconds=60)
        self._lane = Lane(mark("figures"), width=1, most=MOST_WAITING, seconds=300)
        self._large = Lane(mark("large figures"), width=1, most=MOST_LARGE, seconds=300)

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/api/figure", answering(self.figure)),
            Route("/api/figure/behind", answering(self.behind)),
            Route("/api/figure/behind", answering(self.dropped), methods=["POST"]),
            Route("/api/figure/presets", answering(self.presets)),
            Route("/api/figure/choices", answering(self.choices)),
        ]

    async def figure(self, request: Request) -> Response:
        """`GET /api/figure?…&format=&preview=`: a figure to take away, or a coarse picture of it."""
        await request.receive()  # there is no body; only after its end is a client that has gone noticed
        evidence = await self._evidence(request)
        try:
            order = await self._reading.run(lambda: self._order(plain_names(request.query_params), evidence))
        except Busy:
            raise
        except GeoError as error:
            return problem(400, error)
        kept = self._previews if order.preview else self._files
        kept.only(evidence.common.version)
        try:
            body = await self._desk.body(
                request,
                key_of(evidence, *order.key),
                kept,
                lane=self._large if order.large else self._lane,
                make=lambda: self._workshop.do(LARGE if order.large else FIGURES, draw, evidence, order),
                most=MOST_LARGE if order.large else MOST_WAITING,
                first=order.preview,
            )
        except Busy:
            raise
        except GeoError as error:
            return problem(409, error)
        headers = marked({**body.headers, "etag": body.etag, "cache-control": FRESH}, body.marking or "")
        if is_held(request, body):
            return Response(status_code=304, headers=headers)
        return Response(body.plain, headers=headers, media_type=body.media_type)

    def _order(self, params: dict[str, str], evidence: Evidence) -> Order:
        """Return what is asked for, with the address that its code leads to."""
        order = _ordered(params, evidence)
        request = order.request.of_house(self._house)
        return replace(order, request=replace(request, home=self._address))

    async def behind(self, request: Request) -> Response:
        """`GET /api/figure/behind?…&data=&drawn=`: what is behind a figure, and whether that still holds."""
        evidence = await self._evidence(request)
        params = plain_names(request.query_params)

        # Who scans the code of a figure has a browser.
        html = "text/html" in request.headers.get("accept", "")

        def answer() -> Body:
            found = behind(evidence, params, date.today())
            told = document(found, evidence)
            if html:
                page = behind_page(told, "ar" if found.request.view.lang == "ar" else "en", unpacked(params))
                return Body.of_bytes(page, "text/html; charset=utf-8", evidence.marking)
            return Body.of(told, marking=evidence.marking)

        try:
            body = await self._reading.run(answer)
        except Busy:
            raise
        except GeoError as error:
            return problem(400, error)
        return sent(request, body)

    async def dropped(self, request: Request) -> Response:
        """`POST /api/figure/behind`: what is behind the figure that is sent, in any of its formats."""
        evidence = await self._evidence(request)
        with tempfile.TemporaryDirectory(prefix="libya-map-") as folder:
            path = Path(folder) / "figure"
            if refused := await put_down(request, path, LARGEST_FIGURE, worded("send the figure alone")):
                return refused
            try:
                # Read by a process that may be given up: the file may be anybody's.
                told = await self._reading.run(
                    lambda: self._workshop.do(OWN, behind_file, evidence, path, date.today())
                )
            except Busy:
                raise
            except GeoError as error:
                return problem(400, str(error).replace(f"'{path}'", "this"))
        return Response(told, headers=marked({"cache-control": PRIVATE}, evidence.marking), media_type=JSON)

    async def presets(self, request: Request) -> Response:
        """`GET /api/figure/presets`: the ready figures, each with the parameters that make it."""
        evidence = await self._evidence(request)
        return await run_in_threadpool(_as_json, lambda: _presets(evidence))

    async def choices(self, request: Request) -> Response:
        """`GET /api/figure/choices`: what each parameter may be, as a form needs it."""
        evidence = await self._evidence(request)
        return await run_in_threadpool(_as_json, lambda: _choices(evidence))


def behind_file(evidence: Evidence, path: Path, today: date) -> bytes:
    """Return what is behind a written figure as JSON, and the query of its page; raises GeoError."""
    made = read_metadata(path)
    params = {**made.params, DATA: made.version, DRAWN: made.drawn, FIGURE: made.id}
    told = document(behind(evidence, params, today), evidence)
    return json.dumps({"id": made.id, "query": urlencode(params), **told}, ensure_ascii=False).encode()


def _ordered(params: dict[str, str], evidence: Evidence) -> Order:
    """Return what is asked for; raises GeoError with every fault on a line of its own."""
    names = [part.name for part in PARTS]
    faults = [str(fault) for fault in strange_names(params, names, (*NAMES, *_BESIDE))]
    suffix = params.get("format", "png").strip().lower()
    if suffix not in FORMATS:
        faults.append(f"format: '{suffix[:20]}' is not one; use one of: {', '.join(FORMATS)}")
    coarse = params.get("preview", "0")
    if coarse not in ("0", "1"):
        faults.append(f"preview: '{coarse[:20]}' is neither yes nor no; write 1 or 0")
    name = params.pop("preset", "")
    params = with_size(params, suffix)
    ready = None
    try:
        ready = preset(name) if name else None
    except GeoError as error:
        faults.append(str(error))
    try:
        today = date.today()
        request = (
            request_of(ready, params, evidence, today) if ready else request_from(params, evidence, today)
        )
    except GeoError as error:
        raise GeoError("\n".join([*faults, str(error)])) from error
    if faults:
        raise GeoError("\n".join(faults))
    if coarse == "1":
        # A preview is the same at any resolution.
        return Order(replace(request, dpi=DPIS[0]), "png", preview=True)
    return Order(request, suffix, preview=False)


def _as_json(make: Callable[[], dict[str, Any]]) -> Response:
    try:
        return JSONResponse(make(), headers={"cache-control": FRESH})
    except GeoError as error:
        return problem(404, error)


def _presets(evidence: Evidence) -> dict[str, Any]:
    return {
        "presets": [
            {
                "name": name,
                "title": one.title.en,
                "title_ar": one.title.ar,
                "subtitle": one.subtitle.en,
                "subtitle_ar": one.subtitle.ar,
                "params": dict(one.params),
            }
            for name, one in offered(evidence).items()
        ]
    }


def _choices(evidence: Evidence) -> dict[str, Any]:
    sizes = [
        {"name": size.key, "title": size.title, "width_mm": size.width, "height_mm": size.height}
        for size in SIZES.values()
    ]
    return {
        "formats": [{"name": name, "title": title} for name, title in FORMATS.items()],
        "sizes": sizes,
        "dpis": list(DPIS),
        "markings": list(MARKINGS),
        "longest": dict(LONGEST),
        "most_callouts": MOST_CALLOUTS,
        "libya": list(LIBYA),
        "ground": list(ground_extent(evidence)),
        "reach": list(REACH),
        **_presets(evidence),
    }
