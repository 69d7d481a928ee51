"""The ASGI layer in front of everything: refuses at once, hands on what is left, answers in one manner."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.web.answers import GONE, takes
from geo.web.front.addresses import FILES, STREAM, Addresses
from geo.web.front.names import Names
from geo.web.front.refusing import Book, answer, answer_socket, as_json, as_page

LONGEST_TARGET: Final = 32_000
"""Bytes of an address with its query: a view with everything in it takes two thousand."""
LARGEST_HEADERS: Final = 32_000
"""Bytes of all headers, cookies of other programs on this machine among them."""
MOST_SOCKETS: Final = 200
"""Open pages: each has a session of Streamlit, which is some megabytes."""
SEND_SECONDS: Final = 60
"""How long somebody may take who reads nothing of what is sent."""

_METHODS: Final = ("GET", "HEAD")
_ALLOW: Final = "GET, HEAD, OPTIONS"
_ALLOW_TAKING: Final = "GET, HEAD, OPTIONS, POST"
_KNOWN: Final = frozenset(
    {*_METHODS, "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "QUERY"}
)
_SHARED: Final = (["api"], ["ogc"])
"""First parts of the addresses that pages of other origins may ask, where a setting names these."""
_BARE: Final = frozenset({b"", b"text/plain"})
"""Kinds of faults that are not ours."""
_NOT_HANDED_ON: Final = frozenset({b"origin", b"x-forwarded-host", b"forwarded"})
"""Judged here. Streamlit asks the internet for its own address where it does not know an Origin."""


class Front:
    """ASGI middleware; nothing behind it sees a foreign Host or Origin, unknown addresses, unasked bodies.

    Parameters
    ----------
    app : ASGIApp
        What answers.
    names : Names
        Under which names, and whom.
    routes : iterable of BaseRoute
        Our own, beside Streamlit's.
    base : str
        Streamlit's server.baseUrlPath.
    """

    def __init__(self, app: ASGIApp, names: Names, routes: Iterable[BaseRoute], base: str = "") -> None:
        self._app = app
        self._names = names
        self._addresses = Addresses.of(routes, base)
        self._book = Book()
        self._sockets = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or have it answered."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _named(scope)
        inside = self._addresses.inside(scope["path"])
        takes = self._addresses.takes(inside)
        allow = _ALLOW_TAKING if takes else _ALLOW
        guest = ""
        if self._names.origins and inside.split("/")[1:2] in _SHARED:
            guest = self._names.guest(headers)
            send = _shared(send, guest, allow)
        refused = self._names.refuse(headers, _reached(scope), guest=bool(guest))
        if refused:
            self._note(403, scope, refused)
            wants_page = "text/html" in "".join(headers.get("accept", []))
            await answer(send, 403, (as_page if wants_page else as_json)(refused))
        elif len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_TARGET:
            await answer(send, 414, as_json(f"the address is too long; {LONGEST_TARGET} bytes at most"))
        elif sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEADERS:
            await answer(send, 431, as_json(f"the headers are too long; {LARGEST_HEADERS} bytes at most"))
        elif "transfer-encoding" in headers and "content-length" in headers:
            await answer(send, 400, as_json("a request has one length; send Content-Length or chunks"))
        elif not self._addresses.is_open(inside):
            await answer(send, 404, as_json("no such address; GET /api/layers lists what there is"))
        elif scope["method"] == "OPTIONS":
            await answer(send, 204, (b"", "text/plain"), allow=allow)
        elif scope["method"] not in _METHODS and not (takes and scope["method"] == "POST"):
            status = 405 if scope["method"] in _KNOWN else 501
            await answer(send, status, as_json(f"not for this address; use one of: {allow}"), allow=allow)
        elif self._addresses.base and scope["path"] == self._addresses.base:
            # Streamlit redirects to an absolute address, whose scheme it cannot know behind a proxy.
            query = scope["query_string"].decode("latin-1")
            location = f"{self._addresses.base}/{'?' * bool(query)}{query}"
            await answer(send, 308, (b"", "text/plain"), location=location)
        else:
            asked = self._handed_on(scope, inside, "".join(headers.get("accept-encoding", [])))
            answering = _Answering(send, fallback=inside.startswith(FILES))
            body = receive if scope["method"] == "POST" else _without_body(receive)
            await self._app(asked, body, answering)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused, status = self._names.refuse(_named(scope), _reached(scope)), 403
        if not refused and self._addresses.inside(scope["path"]) != STREAM:
            refused, status = "no such address for a WebSocket", 404
        if not refused and self._sockets >= MOST_SOCKETS:
            refused, status = "too many pages are open; close some and load this one again", 503
        if refused:
            self._note(status, scope, refused)
            await answer_socket(scope, send, status, refused)
            return
        self._sockets += 1
        try:
            await self._app(self._handed_on(scope, "", ""), receive, send)
        finally:
            self._sockets -= 1

    def _handed_on(self, scope: Scope, inside: str, accepted: str) -> Scope:
        """Return the request as those behind see it: judged headers gone, our own addresses without base."""
        dropped = _NOT_HANDED_ON if takes("gzip", accepted) else _NOT_HANDED_ON | {b"accept-encoding"}
        headers = [pair for pair in scope["headers"] if pair[0] not in dropped]
        asked = {**scope, "headers": headers}
        if self._addresses.base and self._addresses.is_ours(inside):
            cut = len(self._addresses.base) if scope["path"] != inside else 0
            # Where addresses begin that are told to others; routes are found without it.
            base = {"app_root_path": self._addresses.base}
            asked |= {"path": inside, "raw_path": scope["raw_path"][cut:], **base}
        return asked

    def _note(self, status: int, scope: Scope, detail: str) -> None:
        self._book.note(status, (scope.get("client") or ("somebody",))[0], scope["path"], detail)


class _Answering:
    """Sends what those behind answer: faults as JSON, and not for ever to somebody who reads nothing.

    Parameters
    ----------
    fallback : bool
        Whether a page stands for a file that is not there.
    """

    def __init__(self, send: Send, *, fallback: bool) -> None:
        self._send = send
        self._fallback = fallback
        self._replaced = False
        self._gone = False

    async def __call__(self, message: Message) -> None:
        if self._replaced or self._gone:
            return
        if message["type"] == "http.response.start":
            headers = {name.lower(): value for name, value in message["headers"]}
            # Streamlit's compression adds its word also where we have said it.
            varies = [value for name, value in message["headers"] if name.lower() == b"vary"]
            if said := dict.fromkeys(part.strip() for value in varies for part in value.split(b",")):
                rest = [pair for pair in message["headers"] if pair[0].lower() != b"vary"]
                message = {**message, "headers": [*rest, (b"vary", b", ".join(said))]}
            kind = headers.get(b"content-type", b"")
            status = message["status"]
            if self._fallback and kind.startswith(b"text/html"):
                status = 404
            bare = HTTPStatus.BAD_REQUEST <= status != GONE and kind.partition(b";")[0] in _BARE
            if bare or status != message["status"]:
                self._replaced = True
                kept = {
                    name: headers[name.encode()].decode("latin-1")
                    for name in ("allow", "retry-after")
                    if name.encode() in headers
                }
                told = f"{HTTPStatus(status).phrase.lower()}; GET /api/layers lists what there is"
                await answer(self._send, status, as_json(told), **kept)
                return
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._send(message)
        except TimeoutError:
            self._gone = True  # the connection's watch closes it


def _shared(send: Send, guest: str, allow: str) -> Send:
    """Return a `send` that tells a browser which page of another origin may read the answer; "" = none."""
    told = {"vary": "Origin"}
    if guest:
        told |= {
            "access-control-allow-origin": guest,
            "access-control-allow-methods": allow,
            "access-control-allow-headers": "Accept, Content-Type, If-None-Match",
            "access-control-expose-headers": "Content-Crs, Content-Disposition, ETag, X-Handling-Marking",
            "access-control-max-age": "600",
        }
    raw = [(name.encode(), text.encode("latin-1")) for name, text in told.items()]

    async def send_shared(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *raw]}
        await send(message)

    return send_shared


def _without_body(receive: Receive) -> Receive:
    """Return a `receive` of a request that has no body, whatever is sent: nothing is waited for or kept."""
    begun = False

    async def receive_none() -> Message:
        nonlocal begun
        if not begun:
            begun = True
            return {"type": "http.request", "body": b"", "more_body": False}
        while (message := await receive())["type"] == "http.request":
            if not message.get("more_body"):
                continue
        return message

    return receive_none


def _named(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _reached(scope: Scope) -> str:
    return str((scope.get("server") or ("",))[0])
