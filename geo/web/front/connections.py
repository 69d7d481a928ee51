"""Time-outs of connections, where only the HTTP server under the app can see them.

uvicorn waits for ever for the end of headers, for a body that nobody reads, and for somebody who does not
take what is sent. It has no setting for that, and Streamlit, which starts it, lets nobody name another
protocol; so what uvicorn makes of a connection is noted down when it is made, and looked through once a
second.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from weakref import WeakKeyDictionary

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from geo.web.front.refusing import as_json

HEAD_SECONDS: Final = 10
"""From the first byte, or from connecting, to the end of the headers."""
BODY_SECONDS: Final = 20
"""For a body that nobody reads: of a request that is answered already, or takes none."""
SENT_SECONDS: Final = 300
"""For one that is read, such as a file of own data over a slow line."""
STALLED_SECONDS: Final = 30
"""Without taking anything of what is sent."""
MOST: Final = 800
"""Connections at a time, below the usual limit of files of a process."""
EVERY_SECONDS: Final = 1.0


@dataclass(slots=True)
class _Seen:
    """What a connection was last seen at, and since when."""

    doing: str
    since: float


class Watch:
    """The connections of this process, and how long each has been at what it is at."""

    def __init__(self) -> None:
        self._seen: WeakKeyDictionary[H11Protocol, _Seen] = WeakKeyDictionary()

    def note(self, connection: H11Protocol) -> None:
        """Begin to watch a connection, or turn it away where there are too many."""
        if len(connection.connections) > MOST:
            _refuse(connection, 503, "too many connections; come again in a few seconds")
            return
        self._seen[connection] = _Seen("head", time.monotonic())

    def look(self, now: float) -> None:
        """Close what has taken too long."""
        for connection, seen in list(self._seen.items()):
            if connection.transport.is_closing() and not connection.transport.get_write_buffer_size():
                del self._seen[connection]
                continue
            doing, longest = _doing(connection)
            if doing != seen.doing:
                self._seen[connection] = _Seen(doing, now)
            elif longest and now - seen.since > longest:
                del self._seen[connection]
                _end(connection, doing)

    async def keep_looking(self) -> None:
        """Look once a second, for ever."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            self.look(time.monotonic())


def _doing(connection: H11Protocol) -> tuple[str, float]:
    """Return what a connection is at, and for how many seconds it may be; 0 = uvicorn sees to it."""
    unsent = connection.transport.get_write_buffer_size()
    if unsent:
        return f"sending {unsent}", STALLED_SECONDS
    states = connection.conn.states
    if states[h11.CLIENT] is h11.SEND_BODY:
        cycle = connection.cycle
        is_read = cycle is not None and not cycle.response_complete and cycle.scope["method"] == "POST"
        return ("sent", SENT_SECONDS) if is_read else ("body", BODY_SECONDS)
    half_sent = bool(connection.conn.trailing_data[0])
    if states[h11.CLIENT] is h11.IDLE and (connection.cycle is None or half_sent):
        return "head", HEAD_SECONDS
    return "", 0


def _end(connection: H11Protocol, doing: str) -> None:
    if doing == "head" and connection.conn.our_state is h11.IDLE:
        _refuse(connection, 408, "the headers did not come in time")
    else:
        connection.transport.abort()


def _refuse(connection: H11Protocol, status: int, detail: str) -> None:
    """Answer what is no request yet, and hang up."""
    content, media_type = as_json(detail)
    headers = [("content-type", media_type), ("content-length", str(len(content))), ("connection", "close")]
    try:
        for event in (
            h11.Response(status_code=status, headers=headers, reason=HTTPStatus(status).phrase),
            h11.Data(content),
            h11.EndOfMessage(),
        ):
            connection.transport.write(connection.conn.send(event) or b"")
    except h11.LocalProtocolError:
        connection.transport.abort()  # it has got too far to be answered
    else:
        connection.transport.close()


_watch = Watch()


def _noting(made: Any) -> Any:
    def connection_made(self: H11Protocol, transport: asyncio.Transport) -> None:
        made(self, transport)
        _watch.note(self)

    return connection_made


def _malformed(self: H11Protocol, _message: str) -> None:
    """Answer what is no HTTP, in the manner of all other answers."""
    error = sys.exc_info()[1]
    status = error.error_status_hint if isinstance(error, h11.RemoteProtocolError) else 400
    told = "the headers are too long" if status == 431 else "this is not HTTP as we speak it"  # noqa: PLR2004
    _refuse(self, status, told)


def _install() -> None:
    # Classes of uvicorn are changed, because nobody can hand it others: see above.
    if getattr(H11Protocol, "watched_by_us", False):
        return
    changed: dict[str, Any] = {
        "connection_made": _noting(H11Protocol.connection_made),
        "send_400_response": _malformed,
        "watched_by_us": True,
    }
    for name, value in changed.items():
        setattr(H11Protocol, name, value)


@contextlib.asynccontextmanager
async def watch_connections(_app: object) -> AsyncIterator[None]:
    """Watch the connections of the process as long as the app runs: its lifespan."""
    _install()
    watching = asyncio.create_task(_watch.keep_looking())
    try:
        yield
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching
