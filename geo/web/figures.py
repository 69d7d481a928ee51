"""`/api/figure...`: the printed figure over HTTP, drawn one at a time beside all else that is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.formats.media import FORMATS as MEDIA
from geo.figure.frame import LIBYA, ground_extent
from geo.figure.presets import offered, preset, request_of
from geo.figure.reading import request_from
from geo.figure.request import LONGEST, MOST_CALLOUTS, FigureRequest, file_name, params_of
from geo.figure.sheet.sizes import DPIS, PREVIEW_DPI, SIZES
from geo.model import MARKINGS
from geo.settings import Settings
from geo.view.parts import plain_names
from geo.web.access import evidence_for, marked
from geo.web.answers import FRESH, is_held, problem
from geo.web.bodies import MEGABYTE, Bodies, Body

if TYPE_CHECKING:
    from geo.figure.compose import Composed

FORMATS: Mapping[str, str] = {"pdf": "PDF", "png": "PNG", "svg": "SVG", "pptx": "PowerPoint slide"}
"""What a menu calls each format, the usual one first."""
PREVIEWS, FILES = 16 * MEGABYTE, 64 * MEGABYTE
"""Bytes of previews and of finished figures kept: a large one takes some ten megabytes."""
MOST_WAITING = 8
"""Figures that may wait for their turn; whoever comes later is told to come again."""
GONE = 499
"""Status of an answer that nobody waits for any more; it is never sent."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked for, checked, with the evidence to make it from."""

    evidence: Evidence
    request: FigureRequest
    suffix: str
    preview: bool

    @property
    def look(self) -> tuple[object, ...]:
        """What tells one composition from another: all but resolution and format."""
        texts = {name: text for name, text in params_of(self.request).items() if name != "dpi"}
        return (self.evidence.version, *texts.items())

    @property
    def key(self) -> tuple[object, ...]:
        """What tells one answer from another."""
        return (*self.look, self.request.dpi, self.suffix, self.preview)


class Figures:
    """The handlers.

    They run in the event loop and wait there, so that figures in the queue take no thread away from others.
    Drawing goes to one thread at a time, because a large figure takes hundreds of megabytes.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._previews = Bodies(PREVIEWS)
        self._files = Bodies(FILES)
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._composed: tuple[tuple[object, ...], Composed] | None = None

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/api/figure", self.figure),
            Route("/api/figure/presets", self.presets),
            Route("/api/figure/choices", self.choices),
        ]

    async def figure(self, request: Request) -> Response:
        """`GET /api/figure?…&format=&preview=`: a figure to take away, or a coarse picture of it."""
        await request.body()  # there is none; only after it is a client that has gone noticed
        evidence = await run_in_threadpool(evidence_for, request, self._settings)
        try:
            wanted = await run_in_threadpool(_wanted, plain_names(request.query_params), evidence)
        except GeoError as error:
            return problem(400, str(error))
        bodies = self._previews if wanted.preview else self._files
        body = bodies.held(wanted.key)
        if body is None:
            if self._waiting >= MOST_WAITING:
                busy = problem(503, "many figures are being drawn; ask again in a few seconds")
                busy.headers["retry-after"] = "3"
                return busy
            self._waiting += 1
            try:
                async with self._turn:
                    drawn = await self._drawn(request, wanted, bodies)
            finally:
                self._waiting -= 1
            if isinstance(drawn, Response):
                return drawn
            body = drawn
        headers = marked({**body.headers, "etag": body.etag, "cache-control": FRESH}, body.marking or "")
        if is_held(request, body):
            return Response(status_code=304, headers=headers)
        return Response(body.plain, headers=headers, media_type=body.media_type)

    async def presets(self, request: Request) -> Response:
        """`GET /api/figure/presets`: the ready figures, each with the parameters that make it."""
        evidence = await run_in_threadpool(evidence_for, request, self._settings)
        return await run_in_threadpool(_as_json, lambda: _presets(evidence))

    async def choices(self, request: Request) -> Response:
        """`GET /api/figure/choices`: what each parameter may be, as a form needs it."""
        evidence = await run_in_threadpool(evidence_for, request, self._settings)
        return await run_in_threadpool(_as_json, lambda: _choices(evidence))

    async def _drawn(self, request: Request, wanted: _Wanted, bodies: Bodies) -> Body | Response:
        """Draw in our turn, unless somebody else just did, or whoever asked has gone meanwhile."""
        body = bodies.held(wanted.key)
        if body is not None:
            return body
        # A briefer who types asks for many previews and waits for the last one only.
        if await request.is_disconnected():
            return Response(status_code=GONE)
        try:
            composed = await run_in_threadpool(self._compose, wanted)
            if await request.is_disconnected():
                return Response(status_code=GONE)
            return await run_in_threadpool(bodies.get, wanted.key, lambda: _body(composed, wanted))
        except GeoError as error:
            return problem(409, str(error))

    def _compose(self, wanted: _Wanted) -> Composed:
        """Return the composition: the one of the last preview, where it is the same figure."""
        from geo.figure.compose import compose  # noqa: PLC0415 - matplotlib takes a second that few visits need

        held, self._composed = self._composed, None
        if held and held[0] == wanted.look:
            composed = replace(held[1], request=wanted.request)
        else:
            composed = compose(wanted.evidence, wanted.request)
        if wanted.preview:
            # Not after a full figure: its canvas would stay with it, and that may be 300 MB.
            self._composed = wanted.look, composed
        return composed


def _wanted(params: dict[str, str], evidence: Evidence) -> _Wanted:
    """Return what is asked for; raises GeoError with every fault on a line of its own."""
    faults = []
    suffix = params.get("format", "png").strip().lower()
    if suffix not in FORMATS:
        faults.append(f"format: '{suffix[:20]}' is not one; use one of: {', '.join(FORMATS)}")
    coarse = params.get("preview", "0")
    if coarse not in ("0", "1"):
        faults.append(f"preview: '{coarse[:20]}' is neither yes nor no; write 1 or 0")
    name = params.pop("preset", "")
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
        return _Wanted(evidence, replace(request, dpi=DPIS[0]), "png", preview=True)
    return _Wanted(evidence, request, suffix, preview=False)


def _body(composed: Composed, wanted: _Wanted) -> Body:
    """Return the bytes of a figure, with what the browser is told beside them."""
    from geo.figure.formats.writing import rendered  # noqa: PLC0415 - as in _compose

    content = rendered(composed, wanted.suffix, PREVIEW_DPI if wanted.preview else None)
    headers = {
        "x-figure-id": composed.id,
        "x-figure-marking": f"TLP:{composed.drawn.marking}",
        # The shape of the map on the page, which legend and texts decide.
        "x-figure-aspect": f"{composed.map.width / composed.map.height:.4f}",
    }
    name = file_name(wanted.request, composed.drawn.title, wanted.suffix, composed.drawn.marking)
    kind = "inline" if wanted.preview else "attachment"
    headers["content-disposition"] = f'{kind}; filename="{name}"'
    return Body.as_it_is(content, MEDIA[wanted.suffix], headers, composed.drawn.marking)


def _as_json(make: Callable[[], dict[str, Any]]) -> Response:
    try:
        return JSONResponse(make(), headers={"cache-control": FRESH})
    except GeoError as error:
        return problem(404, str(error))


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
        **_presets(evidence),
    }
