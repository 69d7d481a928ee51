"""The built files of Streamlit's page and of the map's frame, from memory: a first view needs a hundred."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.typefaces import without_letters
from geo.web.answers import FOREVER, FRESH, sent
from geo.web.bodies import MEGABYTE, TIGHT, Bodies, Body

MOST = 32 * MEGABYTE
"""Bytes of files kept: all that a page asks for takes a few of them."""
_NAMED_BY_CONTENT = re.compile(r"\.[\w-]{8,}\.\w+$")
_ICONS = "MaterialSymbols"
"""Streamlit fetches its icons at start, 375 kB; our page shows none of them (`static/first.css`)."""
_PACKED_ALREADY = {".woff2", ".png", ".gif", ".jpg", ".webp"}


class Frontend:
    """ASGI middleware that answers for files that are built once and never change while the server runs.

    Streamlit opens each file for each reader and sends it as it is. Here it is read and compressed once.

    Parameters
    ----------
    app : ASGIApp
        What answers for everything else.
    folders : mapping of str to Path
        Folders by the address below which their files are.
    """

    def __init__(self, app: ASGIApp, folders: Mapping[str, Path]) -> None:
        self._app = app
        self._bodies = Bodies(MOST)
        self._files = {
            f"{address}/{path.relative_to(folder).as_posix()}": path
            for address, folder in folders.items()
            for path in folder.rglob("*")
            if path.is_file()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file that is known, and leave the rest to the wrapped app."""
        asked = scope["type"] == "http" and scope["method"] == "GET"
        path = self._files.get(scope["path"]) if asked else None
        if path is None:
            await self._app(scope, receive, send)
            return
        body = self._bodies.held((path,))
        if body is None:
            body = await run_in_threadpool(self._read, path)
        caching = FOREVER if _NAMED_BY_CONTENT.search(path.name) else FRESH
        await sent(Request(scope), body, caching)(scope, receive, send)

    def _read(self, path: Path) -> Body:
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if path.name.startswith(_ICONS):
            return self._bodies.get((path,), lambda: Body.as_it_is(without_letters(), media_type))
        if path.suffix in _PACKED_ALREADY:
            return self._bodies.get((path,), lambda: Body.as_it_is(path.read_bytes(), media_type))
        return self._bodies.get((path,), lambda: Body.of_bytes(path.read_bytes(), media_type, quality=TIGHT))
