"""Headers on every response: the page may load from this server alone, and nobody may frame or sniff it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
TILE_HOST = "https://tile.openstreetmap.org"

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


class SecurityHeaders:
    """ASGI middleware that adds the headers; the page and the map's frame differ in what they must allow.

    Parameters
    ----------
    app : ASGIApp
        What answers.
    index : Path
        Streamlit's index.html: its inline scripts are allowed by their hashes, no other inline script runs.
    frame_script : callable
        Returns the inline script of the map's frame, when that is first asked for: allowed by its hash too.
    tiles : bool
        Whether the map's frame may fetch the opt-in background.
    base : str
        What stands before all addresses, such as "/libya".

    Notes
    -----
    What the libraries force: Streamlit loads components as `blob:` modules, compiles WebAssembly at start and
    writes style elements. In the map's frame nothing is evaluated and one inline script runs.
    """

    def __init__(
        self,
        app: ASGIApp,
        index: Path,
        frame_script: Callable[[], str] = str,
        *,
        tiles: bool = False,
        base: str = "",
    ) -> None:
        self._app = app
        self._frames = f"{base.rstrip('/')}/component/"
        hashes = " ".join(script_hashes(index.read_text(encoding="utf-8")))
        self._page = _raw(policy(f"'self' blob: 'wasm-unsafe-eval' {hashes}", ""))
        images = TILE_HOST if tiles else ""
        self._frame = cache(
            lambda: _raw(policy(f"'self' {_source(frame_script())}", images, worker="'none'"))
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the wrapped app does, with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        ours = self._frame() if scope["path"].startswith(self._frames) else self._page

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                others = [pair for pair in message["headers"] if pair[0].lower() not in ours]
                message["headers"] = [*others, *ours.items()]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _raw(content_policy: str) -> dict[bytes, bytes]:
    """Return all headers as ASGI sends them: encoded once, because a first view asks for a hundred files."""
    named = {"content-security-policy": content_policy, **HEADERS}
    return {name.encode("latin-1"): value.encode("latin-1") for name, value in named.items()}


def policy(scripts: str, images: str, worker: str = "'self' blob:") -> str:
    """Return a Content-Security-Policy that allows `scripts`, `worker`, and `images` beside our own."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: {images}".rstrip(),
            "font-src 'self' data:",
            "connect-src 'self'",
            "frame-src 'self'",
            f"worker-src {worker}",
            "manifest-src 'self'",
            "media-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


class _InlineScripts(HTMLParser):
    """Collects the text of script elements without a src."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.texts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and "src" not in dict(attrs):
            self._inside = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data


def script_hashes(html: str) -> list[str]:
    """Return the CSP source of each inline script of a page.

    Examples
    --------
    >>> script_hashes("<script src='x.js'></script><script>1</script>")
    ["'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"]
    """
    parser = _InlineScripts()
    parser.feed(html)
    return [_source(text) for text in parser.texts]


def _source(script: str) -> str:
    """Return what allows a script in a policy: its hash."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
