"""Answers leave at once: Nagle's algorithm is off for the sockets that this process listens on."""

from __future__ import annotations

import gc
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp


@asynccontextmanager
async def promptly(_app: ASGIApp) -> AsyncIterator[None]:
    """Set TCP_NODELAY on every listening socket while the app runs; accepted connections inherit it.

    Notes
    -----
    Streamlit 1.67 binds its socket without naming the protocol, and asyncio then leaves the option off. An
    answer is written as head and body: with Nagle's algorithm the body waits until the other side has
    confirmed the head, which it puts off for 40 ms on a connection that is kept open.
    """
    for found in gc.get_objects():
        if isinstance(found, socket.socket) and _listens(found):
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    yield


def _listens(found: socket.socket) -> bool:
    if found.fileno() < 0 or found.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    return bool(found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
