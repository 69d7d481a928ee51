"""Requests as no library would send them: byte by byte over a socket."""

from __future__ import annotations

import json
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.running import PATIENCE

WAITS = float(PATIENCE)
"""Seconds for an answer."""
UPGRADE = (
    "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
)  # fmt: skip
"""The headers that ask for a WebSocket."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, headers by lower-case name, and after how many seconds."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float = 0

    @property
    def detail(self) -> str:
        """The text of a refusal."""
        document: dict[str, Any] = json.loads(self.body)
        return str(document["detail"])


@dataclass(frozen=True, slots=True)
class Target:
    """A server that is attacked."""

    base: str
    log: Path = field(default=Path("/dev/null"))
    tls: ssl.SSLContext | None = None

    @property
    def port(self) -> int:
        """Where it listens on this machine."""
        return int(self.base.rpartition(":")[2])

    @property
    def host(self) -> str:
        """What a browser would send as Host."""
        return f"127.0.0.1:{self.port}"

    @contextmanager
    def line(self) -> Iterator[socket.socket]:
        """Hold a connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=WAITS) as one:
            if self.tls is None:
                yield one
                return
            with self.tls.wrap_socket(one, server_hostname="127.0.0.1") as secret:
                yield secret

    def send(self, *lines: str, body: bytes = b"", wait: float = WAITS) -> Reply:
        """Send lines as the head of a request, then a body, and read one answer; that to HEAD has no body."""
        with self.line() as one:
            one.settimeout(wait)
            began = time.monotonic()
            one.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
            return read(one, began, has_body=not lines[0].startswith("HEAD "))

    def get(self, path: str, *headers: str, method: str = "GET", host: str | None = None) -> Reply:
        """Ask for a path under a name."""
        return self.send(f"{method} {path} HTTP/1.1", f"Host: {host or self.host}", *headers)

    def knock(self, *headers: str, host: str | None = None, path: str = "/_stcore/stream") -> Reply:
        """Ask for a WebSocket: 101 when it is opened."""
        return self.get(path, *UPGRADE, *headers, host=host)


def read(line: socket.socket, began: float | None = None, *, has_body: bool = True) -> Reply:
    """Read one answer: its head, and as much of a body as it tells."""
    began = time.monotonic() if began is None else began
    got = b""
    while b"\r\n\r\n" not in got:
        more = line.recv(65536)
        if not more:
            break
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    if not head:
        return Reply(0, {}, b"", time.monotonic() - began)
    first, *others = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): text.strip() for name, _, text in (one.partition(":") for one in others)}
    told = int(headers.get("content-length", 0)) if has_body else 0
    with suppress(TimeoutError):
        while len(body) < told and (more := line.recv(65536)):
            body += more
    return Reply(int(first.split()[1]), headers, body, time.monotonic() - began)
