"""How a request is turned away: JSON for programs, a page for people, a line for the operator."""

from __future__ import annotations

import json
import logging
import time
from html import escape
from http import HTTPStatus

from starlette.types import Scope, Send

from geo.web.journal import what_of

_LOG = logging.getLogger("geo.front")
_QUIET_SECONDS = 60
_IN_WORDS = "websocket.http.response"
"""The extension of ASGI, and the kind of its messages."""
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Not answered</title>
<style>body {{ font: 1rem/1.5 sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; }}</style>
<h1>Not answered</h1><p>{detail}</p><p>docs/security.md says more about it.</p></html>
"""


def as_json(detail: str) -> tuple[bytes, str]:
    """Return the body of a refusal for a program, and its media type."""
    return json.dumps({"detail": detail}, ensure_ascii=False).encode(), "application/json"


def as_page(detail: str) -> tuple[bytes, str]:
    """Return the body of a refusal for a person, and its media type."""
    return _PAGE.format(detail=escape(detail)).encode(), "text/html; charset=utf-8"


async def answer(
    send: Send, status: int, body: tuple[bytes, str], kind: str = "http.response", **headers: str
) -> None:
    """Send a short answer whole; `_` stands for `-` in the names of headers."""
    content, media_type = body
    named = {"cache-control": "no-store"}
    if status != HTTPStatus.NO_CONTENT:
        named |= {"content-type": media_type, "content-length": str(len(content))}
    named |= {name.replace("_", "-"): text for name, text in headers.items()}
    raw = [(name.encode(), text.encode("latin-1")) for name, text in named.items()]
    await send({"type": f"{kind}.start", "status": status, "headers": raw})
    await send({"type": f"{kind}.body", "body": content})


async def answer_socket(scope: Scope, send: Send, status: int, detail: str) -> None:
    """Refuse a WebSocket, in words where the server can send some; else it says HTTP 403 and no more."""
    if _IN_WORDS in (scope.get("extensions") or {}):
        await answer(send, status, as_json(detail), kind=_IN_WORDS)
    else:
        await send({"type": "websocket.close", "code": 1008})


class Book:
    """Notes for the operator who was turned away and why; a flood of one kind costs a line a minute."""

    def __init__(self) -> None:
        self._last: dict[int, float] = {}
        self._more: dict[int, int] = {}

    def note(self, status: int, client: str, path: str, detail: str) -> None:
        """Write down a refusal; of the address only what was asked for, not about what."""
        now = time.monotonic()
        if now - self._last.get(status, -_QUIET_SECONDS) < _QUIET_SECONDS:
            self._more[status] = self._more.get(status, 0) + 1
            return
        self._last[status] = now
        more = f" ({self._more.pop(status)} more like it before)" if status in self._more else ""
        what = what_of(path)[:80]
        _LOG.warning("refused %s: %s asked %r: %s%s", status, client, what, _plain(detail)[:200], more)


def _plain(text: str) -> str:
    """Return text that cannot pass for another line of the log."""
    return "".join(char if char.isprintable() else "?" for char in text)
