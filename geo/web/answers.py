"""What answers of all routes share: problems as JSON, how long to keep, and "not modified"."""

from __future__ import annotations

import logging
import re

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.faults import did_you_mean
from geo.language import worded
from geo.view.parts import worded_faults
from geo.web.access import marked
from geo.web.bodies import Body

FOREVER = "public, max-age=31536000, immutable"
FRESH = "no-cache"
IN_ANY_LANGUAGE = "application/problem+json"
"""Media type (RFC 9457) of an error with `faults`: part, key of the catalogue and values of each."""
GONE = 499
"""Status of an answer that nobody waits for any more; it is never sent."""
_LOG = logging.getLogger(__name__)
_PATH = re.compile(r"'(?:/|[A-Za-z]:\\)[^']*'")
_ZERO = re.compile(r"q\s*=\s*0(\.0*)?")


class _Problem(JSONResponse):
    """An error as JSON; whoever accepts `IN_ANY_LANGUAGE` is also told what makes it in any language."""

    def __init__(self, status: int, error: GeoError) -> None:
        self._error = error
        super().__init__({"detail": str(error)}, status, {"cache-control": "no-store", "vary": "Accept"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if IN_ANY_LANGUAGE in Headers(scope=scope).get("accept", ""):
            self.body = self.render({"detail": str(self._error), "faults": worded_faults(self._error)})
            self.headers["content-type"] = IN_ANY_LANGUAGE
            self.headers["content-length"] = str(len(self.body))
        await super().__call__(scope, receive, send)


def problem(status: int, told: str | GeoError) -> JSONResponse:
    """Return an error as JSON whose `detail` says what to do."""
    return _Problem(status, GeoError(told) if isinstance(told, str) else told)


def no_layer(evidence: Evidence, layer_id: str) -> JSONResponse:
    """Return the 404 of a layer that does not exist, or that is out for its faults."""
    shown = layer_id[:80]
    if layer_id in evidence.broken:
        return problem(404, worded("layer '{id}' is out: {why}", id=shown, why=evidence.broken[layer_id]))
    hint = did_you_mean(shown, evidence.layers, worded("GET /api/layers lists them"))
    return problem(404, worded("no layer '{id}'; {hint}", id=shown, hint=hint))


def unavailable(_request: Request, error: Exception) -> Response:
    """Answer 503 where there are no data, such as a folder that is gone; the log says where."""
    _LOG.error("nothing to answer from: %s", error)
    return problem(503, without_paths(str(error)))


def broken(_request: Request, _error: Exception) -> Response:
    """Answer 500 where something of ours broke; the server logs what."""
    return problem(500, worded("something broke here; its log says what, the question can be asked again"))


def is_held(request: Request, body: Body) -> bool:
    """Tell whether the asker has this very body already; `*` stands for any."""
    tags = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    return bool(tags & {body.etag, "*"})


def without_paths(text: str) -> str:
    """Return a fault without the server's own paths, which are nobody's business outside.

    Examples
    --------
    >>> without_paths("'/srv/libya' holds no folder data/")
    'the data root holds no folder data/'
    """
    return _PATH.sub("the data root", text)


def takes(coding: str, accepted: str) -> bool:
    """Tell whether an Accept-Encoding lets us answer with a coding, "gzip" or "br".

    Examples
    --------
    >>> [takes("gzip", one) for one in ("br, gzip", "gzip;q=0, *", "*;q=0.5", "")]
    [True, False, True, False]
    """
    weights: dict[str, bool] = {}
    for offer in accepted.lower().split(","):
        name, _, parameter = offer.partition(";")
        weights[name.strip()] = _ZERO.fullmatch(parameter.strip()) is None
    return weights.get(coding, weights.get(f"x-{coding}", weights.get("*", False)))


def packed(body: Body, accepted: str) -> tuple[bytes, str]:
    """Return the smallest form of a body that an Accept-Encoding lets us send, and its coding, "" = plain."""
    if body.brotli and takes("br", accepted):
        return body.brotli, "br"
    if body.brotli and takes("gzip", accepted):
        return body.gzip(), "gzip"
    return body.plain, ""


def sent(request: Request, body: Body, caching: str = FRESH, within: str = "") -> Response:
    """Return a body whole, compressed, or "not modified".

    Parameters
    ----------
    caching : str
        How long it may be kept by whoever asks; nothing is that is marked above CLEAR.
    within : str
        The highest marking of all that it may be made of: its own one where it does not say that itself.
    """
    vary = ", ".join(filter(None, (body.headers.get("vary"), "Accept-Encoding")))
    headers = {**body.headers, "etag": body.etag, "cache-control": caching, "vary": vary}
    headers = marked(headers, within if body.marking is None else body.marking)
    if is_held(request, body):
        return Response(status_code=304, headers=headers)
    content, coding = packed(body, request.headers.get("accept-encoding", ""))
    headers |= {"content-encoding": coding} if coding else {}
    return Response(content, headers=headers, media_type=body.media_type)
