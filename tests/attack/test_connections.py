"""Connections that are held open: by half a head, by a body, by reading nothing, by being many."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack, suppress

import pytest

from geo.web.front import connections
from geo.web.front.front import MOST_SOCKETS
from tests.attack.raw import UPGRADE, WAITS, Target, read

SOON = connections.EVERY_SECONDS * 2 + 3
"""Seconds more than promised after which something must have happened."""
LATE = SOON + 20
"""The same on a machine that others use too."""


def test_a_head_that_does_not_end_is_hung_up_on(target: Target) -> None:
    sent = (b"", b"GET /api/health HTTP/1.1\r\nHost: 127")
    began = time.monotonic()
    with ExitStack() as held:  # both at once: it is waiting that takes the time
        lines = [held.enter_context(target.line()) for _ in sent]
        for line, start in zip(lines, sent, strict=True):
            line.sendall(start)
        for line, start in zip(lines, sent, strict=True):
            reply = read(line)
            assert line.recv(1) == b"", start
            assert reply.status == 408, start
            assert reply.detail, start
    assert time.monotonic() - began < connections.HEAD_SECONDS + LATE


@pytest.mark.long
def test_a_head_sent_letter_by_letter_has_no_more_time(target: Target) -> None:
    with target.line() as line:
        began = time.monotonic()
        line.sendall(b"GET /api/health HTTP/1.1\r\n")
        line.settimeout(0.5)
        while time.monotonic() - began < connections.HEAD_SECONDS + LATE:
            try:
                line.sendall(b"X")
                if not line.recv(1000):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
    assert time.monotonic() - began < connections.HEAD_SECONDS + LATE


@pytest.mark.long
def test_a_second_head_on_a_kept_connection_has_no_more_time(target: Target) -> None:
    with target.line() as line:
        line.sendall(f"GET /api/health HTTP/1.1\r\nHost: {target.host}\r\n\r\n".encode())
        assert read(line).status == 200
        line.sendall(b"GET /api/he")
        began = time.monotonic()
        assert read(line).status in {0, 408}
    assert time.monotonic() - began < connections.HEAD_SECONDS + LATE


@pytest.mark.long
def test_a_body_sent_letter_by_letter_is_hung_up_on(target: Target) -> None:
    with target.line() as line:
        head = f"GET /api/figure?format=zzz HTTP/1.1\r\nHost: {target.host}\r\nContent-Length: 99999\r\n\r\n"
        line.sendall(head.encode())
        began = time.monotonic()
        assert read(line).status == 400
        with suppress(BrokenPipeError, ConnectionResetError):
            while time.monotonic() - began < connections.BODY_SECONDS + LATE:
                line.sendall(b"x")
                time.sleep(0.5)
    assert time.monotonic() - began < connections.BODY_SECONDS + LATE


@pytest.mark.long
def test_a_file_may_come_over_a_slow_line(target: Target) -> None:
    file = b"name,lat,lon\n" + b"One,32,13\n" * 100
    head = "POST /api/own/look?name=a.csv HTTP/1.1"
    with target.line() as line:
        line.sendall(f"{head}\r\nHost: {target.host}\r\nContent-Length: {len(file)}\r\n\r\n".encode())
        began, sent = time.monotonic(), 0
        while time.monotonic() - began < connections.BODY_SECONDS + SOON:
            line.sendall(file[sent : sent + 1])
            sent += 1
            time.sleep(0.5)
        line.sendall(file[sent:])
        line.settimeout(WAITS)
        assert read(line).status == 200


@pytest.mark.long
def test_who_reads_nothing_is_hung_up_on(target: Target) -> None:
    path, times = "/api/layers/control.geojson", 5
    whole = len(target.get(path).body)
    with target.line() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: {target.host}\r\n\r\n".encode() * times)
        time.sleep(connections.STALLED_SECONDS + SOON * 2)
        got = 0
        with suppress(ConnectionResetError):
            while more := line.recv(65536):
                got += len(more)
    assert got < whole * times, "all of it was kept for somebody who read nothing"


@pytest.mark.long
def test_many_idle_connections_are_turned_away(target: Target) -> None:
    with ExitStack() as held:
        lines = [held.enter_context(target.line()) for _ in range(connections.MOST + 50)]
        assert read(lines[-1]).status == 503
    time.sleep(connections.EVERY_SECONDS * 2)
    assert target.get("/api/health").status == 200


@pytest.mark.long
def test_pages_are_bounded(target: Target) -> None:
    with ExitStack() as held:
        statuses = []
        for _ in range(MOST_SOCKETS + 20):
            line = held.enter_context(target.line())
            head = ("GET /_stcore/stream HTTP/1.1", f"Host: {target.host}", *UPGRADE, "", "")
            line.sendall("\r\n".join(head).encode())
            statuses.append(read(line).status)
        assert statuses.count(101) <= MOST_SOCKETS
        assert 503 in statuses
        assert target.get("/api/health").status == 200
