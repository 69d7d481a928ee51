"""What answers of all routes share: problems as JSON, how long to keep, and "not modified"."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from geo.web.access import marked
from geo.web.bodies import Body

FOREVER = "public, max-age=31536000, immutable"
FRESH = "no-cache"


def problem(status: int, detail: str) -> JSONResponse:
    """Return an error as JSON whose `detail` says what to do."""
    return JSONResponse({"detail": detail}, status_code=status, headers={"cache-control": "no-store"})


def is_held(request: Request, body: Body) -> bool:
    """Tell whether the asker has this very body already."""
    known_tags = request.headers.get("if-none-match", "")
    return body.etag in known_tags.replace("W/", "").split(", ")


def sent(request: Request, body: Body, caching: str = FRESH, within: str = "") -> Response:
    """Return a body whole, compressed, or "not modified".

    Parameters
    ----------
    caching : str
        How long it may be kept by whoever asks; nothing is that is marked above CLEAR.
    within : str
        The highest marking of all that it may be made of: its own one where it does not say that itself.
    """
    headers = {"etag": body.etag, "cache-control": caching, "vary": "Accept-Encoding"}
    headers = marked(headers, within if body.marking is None else body.marking)
    if is_held(request, body):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            body.packed, headers={**headers, "content-encoding": "gzip"}, media_type=body.media_type
        )
    return Response(body.plain, headers=headers, media_type=body.media_type)
