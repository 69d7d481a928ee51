"""A file that is sent to us, put down piece by piece: never held in memory, never larger than is said."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from geo.language import worded
from geo.web.answers import problem


async def put_down(request: Request, path: Path, most: int, remedy: str) -> Response | None:
    """Write what is sent into a file; return why it is refused, None where it is there.

    Parameters
    ----------
    most : int
        Bytes that it may have.
    remedy : str
        What to do about one that is larger.
    """
    size = 0
    try:
        with path.open("wb") as file:
            async for piece in request.stream():
                size += len(piece)
                if size > most:
                    return problem(
                        413, worded("larger than {n} MB; {remedy}", n=most // 1_000_000, remedy=remedy)
                    )
                file.write(piece)
    except ClientDisconnect:
        return problem(400, worded("the request broke off; send it again"))
    return None
