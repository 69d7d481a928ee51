"""A line between a browser and its server that can be cut: nothing comes through, and nobody is told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from select import select
from threading import Event, Thread

_PIECE = 65_536
_GLANCE = 0.1
"""Seconds from one look at whether the line is cut to the next."""


class Line:
    """Hands on what comes to `base`, to a port of this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open, self._over = Event(), Event()
        self._open.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_GLANCE)
        self.base = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        Thread(target=self._accept, daemon=True).start()

    @contextmanager
    def cut(self) -> Iterator[None]:
        """Let nothing through; afterwards connections of before are dead, as after minutes of silence."""
        self._open.clear()
        try:
            yield
        finally:
            self._open.set()

    def close(self) -> None:
        """End all connections."""
        self._over.set()
        self._listener.close()

    def _accept(self) -> None:
        while not self._over.is_set():
            with suppress(OSError):
                Thread(target=self._serve, args=(self._listener.accept()[0],), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with near:
            if not self._open.is_set():
                self._open.wait()
                return
            with suppress(OSError), socket.create_connection(("127.0.0.1", self._port)) as far:
                back = Thread(target=self._pump, args=(far, near), daemon=True)
                back.start()
                self._pump(near, far)
                back.join()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        """Hand on until one side ends, or the line has been cut: then both end once it is whole."""
        # Two threads use each socket, so neither may set how long it waits: the other's reading would fail.
        with suppress(OSError):
            while not self._over.is_set():
                piece = source.recv(_PIECE) if select([source], [], [], _GLANCE)[0] else None
                if not self._open.is_set():
                    self._open.wait()
                    break
                if piece == b"":
                    break
                if piece:
                    sink.sendall(piece)
        for one in (source, sink):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
