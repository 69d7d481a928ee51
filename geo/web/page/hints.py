"""What the page and the map's frame will need, said with them: nothing waits for a script to find it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.evidence import Evidence
from geo.language import SOURCE, spoken
from geo.screen import assets
from geo.view import View

ELEMENTS = ("Html", "ComponentInstance", "BidiComponent", "purify.es")
"""What our page is made of, as Streamlit names the modules; it asks for each when it first turns up."""
GROUND = ("districts", "places")
"""Layers that the map takes its ground and its names from, whether they are on or not."""
_IMPORT = re.compile(r"""(?:from|import)\s*["']\./([^"']+\.js)["']""")
_MODULE = re.compile(r"static/js/([^\"]+\.js)")


class Hints:
    """ASGI middleware that adds `Link` headers to the page and to the frame of the map.

    Without them it would be a chain: each script asks for the next when it runs, and the page's own script
    would be asked for behind the picture.

    Parameters
    ----------
    app : ASGIApp
        What answers.
    base : str
        What stands before all addresses, such as "/libya".
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        styles = (f"<{address}>; rel=preload; as=style" for address in assets.MAP_STYLES)
        links = {
            "/": (_script(assets.FIRST_SCRIPT),),
            assets.FRAME_PAGE: (_script(assets.MAP_SCRIPT), *styles),
        }
        self._headers = {
            f"{base}{path}": (b"link", ", ".join(_based(link, base) for link in those).encode("ascii"))
            for path, those in links.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the wrapped app does, with the hints added."""
        asked = scope["type"] == "http" and scope["method"] == "GET"
        header = self._headers.get(scope["path"]) if asked else None
        if header is None:
            await self._app(scope, receive, send)
            return

        async def send_with_links(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], header]
            await send(message)

        await self._app(scope, receive, send_with_links)


def page_links(index: Path) -> Iterator[str]:
    """Yield links to what Streamlit and the panel need, whatever the address of the page is.

    Parameters
    ----------
    index : Path
        Streamlit's index.html.
    """
    for name in modules_of(index, ELEMENTS):
        yield f"</static/js/{name}>; rel=modulepreload; crossorigin"
    yield f"<{assets.PANEL_SCRIPT}>; rel=modulepreload"
    yield f"<{assets.PANEL_STYLE}>; rel=preload; as=style"


def frame_links() -> Iterator[str]:
    """Yield links to what the map's frame needs, to be in the browser's cache when it asks."""
    yield from map(_prefetched, (assets.MAP_SCRIPT, *assets.MAP_STYLES, assets.FRAME_SCRIPT))


def tag(link: str, base: str) -> str:
    """Return a link as the page has it.

    Examples
    --------
    >>> tag("</a.js>; rel=modulepreload; crossorigin", "/libya")
    '<link href="/libya/a.js" rel="modulepreload" crossorigin="">'
    """
    address, *told = link.split("; ")
    named = [one.partition("=") for one in told]
    attributes = "".join(f' {name}="{value}"' for name, _, value in named)
    return f'<link href="{escape(base + address.strip("<>"))}"{attributes}>'


def data_addresses(evidence: Evidence, view: View) -> tuple[list[str], list[str]]:
    """Return what the map of a view asks of `/api`, spelled as it does (a browser test compares).

    First what it waits for, then what it does without at first.
    """
    clocks = {"known": view.known, "recorded": view.recorded}
    days = {name: day.isoformat() for name, day in clocks.items() if day}
    # A large layer is asked by what is in view, which the window decides.
    on = [layer for layer in view.layers if layer in evidence.layers and layer not in evidence.large]

    def layer_address(layer: str) -> str:
        return f"/api/layers/{quote(layer)}.geojson?{urlencode({'v': evidence.version, **days})}"

    words = () if spoken(view.lang) == SOURCE else (f"/assets/words/{spoken(view.lang)}.json",)
    ground = (layer_address(layer) for layer in GROUND if layer in evidence.layers and layer not in on)
    return (
        [*words, "/api/layers", "/api/look", *map(layer_address, on)],
        [f"/api/ground.geojson?v={evidence.version}", *ground],
    )


def data_links(evidence: Evidence, view: View) -> Iterator[str]:
    """Yield links to what the map of a view asks of `/api`."""
    first, then = data_addresses(evidence, view)
    for address in first:
        yield f"<{address}>; rel=preload; as=fetch; crossorigin; fetchpriority=low"
    yield from map(_prefetched, then)


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


def _script(address: str) -> str:
    return f"<{address}>; rel=preload; as=script"


def _based(link: str, base: str) -> str:
    return link.replace("</", f"<{base}/", 1)


def _prefetched(address: str) -> str:
    return f"<{address}>; rel=prefetch"
