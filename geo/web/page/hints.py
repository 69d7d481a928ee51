"""What the page and the map's frame will need, said with them: nothing waits for a script to find it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.evidence import Evidence, read_last
from geo.language import SOURCE, spoken
from geo.screen import assets
from geo.settings import Settings
from geo.view import Context, read

ELEMENTS = ("Html", "ComponentInstance", "BidiComponent", "purify.es")
"""What our page is made of, as Streamlit names the modules; it asks for each when it first turns up."""
GROUND = ("districts", "places")
"""Layers that the map takes its ground and its names from, whether they are on or not."""
_IMPORT = re.compile(r"""(?:from|import)\s*["']\./([^"']+\.js)["']""")
_MODULE = re.compile(r"static/js/([^\"]+\.js)")


class Hints:
    """ASGI middleware that adds `Link` headers to the page and to the frame of the map.

    Without them a first view is a chain: each script asks for the next when it runs. What the page uses
    itself is preloaded; what only the frame uses is prefetched, to be in the browser's cache by then.

    Parameters
    ----------
    app : ASGIApp
        What answers.
    settings : Settings
        Where the evidence is, which says what the map will ask for.
    index : Path
        Streamlit's index.html.
    base : str
        What stands before all addresses, such as "/libya".
    """

    def __init__(self, app: ASGIApp, settings: Settings, index: Path, base: str = "") -> None:
        self._app = app
        self._base = base
        self._settings = settings
        own = (
            *(f"</static/js/{name}>; rel=modulepreload; crossorigin" for name in modules_of(index, ELEMENTS)),
            f"<{assets.PANEL_SCRIPT}>; rel=modulepreload",
            f"<{assets.PANEL_STYLE}>; rel=preload; as=style",
        )
        of_frame = (assets.MAP_SCRIPT, *assets.MAP_STYLES, assets.FRAME_SCRIPT)
        self._page = (*own, *map(_prefetched, of_frame))
        styles = (f"<{address}>; rel=preload; as=style" for address in assets.MAP_STYLES)
        self._frame = (f"<{assets.MAP_SCRIPT}>; rel=preload; as=script", *styles)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the wrapped app does, with the hints added."""
        links = self._links(scope) if scope["type"] == "http" and scope["method"] == "GET" else ()
        if not links:
            await self._app(scope, receive, send)
            return
        based = (link.replace("</", f"<{self._base}/", 1) for link in links)
        header = (b"link", ", ".join(based).encode("ascii"))

        async def send_with_links(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], header]
            await send(message)

        await self._app(scope, receive, send_with_links)

    def _links(self, scope: Scope) -> tuple[str, ...]:
        if scope["path"] == f"{self._base}{assets.FRAME_PAGE}":
            return self._frame
        if scope["path"] != f"{self._base}/":
            return ()
        # As it was read last: the page does not wait for the data.
        evidence = read_last(self._settings)
        data = data_links(evidence, scope["query_string"].decode("latin-1")) if evidence else ()
        return (*self._page, *data)


def data_links(evidence: Evidence, query: str) -> Iterator[str]:
    """Yield links to what the map of an address asks of `/api`, spelled as `js/shared/catalogue.js` does."""
    view, _ = read(dict(parse_qsl(query, keep_blank_values=True)), Context.of(evidence.catalog, date.today()))
    clocks = {"known": view.known, "recorded": view.recorded}
    days = {name: day.isoformat() for name, day in clocks.items() if day}
    on = [layer for layer in view.layers if layer in evidence.layers]

    def layer_address(layer: str) -> str:
        return f"/api/layers/{quote(layer)}.geojson?{urlencode({'v': evidence.version, **days})}"

    words = () if spoken(view.lang) == SOURCE else (f"/assets/words/{spoken(view.lang)}.json",)
    for address in (*words, "/api/layers", "/api/look", *map(layer_address, on)):
        yield f"<{address}>; rel=preload; as=fetch; crossorigin; fetchpriority=low"
    yield _prefetched(f"/api/ground.geojson?v={evidence.version}")
    for layer in GROUND:
        if layer in evidence.layers and layer not in on:
            yield _prefetched(layer_address(layer))


def modules_of(index: Path, elements: Iterable[str]) -> list[str]:
    """Return the modules of some elements and all that these import, but for what `index` names itself."""
    folder = index.parent / "static" / "js"
    named = set(_MODULE.findall(index.read_text(encoding="utf-8")))
    found: dict[str, None] = {}
    waiting = [path.name for element in elements for path in folder.glob(f"{element}.*.js")]
    while waiting:
        name = waiting.pop()
        if name not in named and name not in found:
            found[name] = None
            waiting += _IMPORT.findall((folder / name).read_text(encoding="utf-8"))
    return list(found)


def _prefetched(address: str) -> str:
    return f"<{address}>; rel=prefetch"
