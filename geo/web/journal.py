"""What the log tells an operator: who was refused what, what was slow, which data are out.

It holds nothing of what analysts look for: no queries of addresses, no ids, no names. Streamlit starts its
server without a log of requests, and nobody here turns that on.
"""

from __future__ import annotations

import logging
import time
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SLOW_SECONDS: Final = 5.0
"""A figure takes some of them; what takes longer, an operator wants to know."""
_PARTS: Final = 2
"""Parts of an address that say what was asked, and not about what: `/api/features`, `/api/figure`."""
_log = logging.getLogger("geo.slow")


def what_of(path: str) -> str:
    """Return what of an address the log may hold.

    Examples
    --------
    >>> what_of("/api/features/a-place"), what_of("/robots.txt")
    ('/api/features', '/robots.txt')
    """
    return "/".join(path.split("/")[: _PARTS + 1])


class OneLine(logging.Formatter):
    """Formats a record so that nothing in it can pass for another one, or for a command of a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record; only a traceback, which is ours, takes more than one line."""
        said, _, trace = super().format(record).partition("\nTraceback")
        line = "".join(char if char.isprintable() else "?" for char in said)
        return f"{line}\nTraceback{trace}" if trace else line


def keep_journal() -> None:
    """Have what our rooms say written to the standard error, with the time."""
    logger = logging.getLogger("geo")
    if logger.handlers:  # the app is made anew where Streamlit reads it twice
        return
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


class Slow:
    """ASGI middleware that notes which answers took long.

    Parameters
    ----------
    app : ASGIApp
        What answers.
    seconds : float
        From which an answer is slow.
    """

    def __init__(self, app: ASGIApp, seconds: float = SLOW_SECONDS) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the wrapped app does, and look at the clock."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.monotonic(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        await self._app(scope, receive, noted)
        took = time.monotonic() - began
        if took >= self._seconds:
            what = what_of(scope["path"])
            _log.warning("slow: %.1f s for %s %s (%s)", took, scope["method"], what, status)
