"""Methods, addresses, headers and bodies that no browser of ours sends: answered as HTTP says, in JSON."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.web.front import connections
from tests.attack.raw import UPGRADE, Target, read
from tests.browser.serving import copy_root

CLOSED = (
    "/robots.txt", "/collections", "/.env", "/api", "/api/nothing", "/api/layers/", "/nothing/at/all",
    "/index.html", "/_stcore/metrics", "/_stcore/upload_file/a/b", "/_stcore/script-health-check",
    "/_stcore/agent/mcp", "/_stcore/agent/openapi.json", "/auth/login", "/oauth2callback", "/app/static/x",
    "/static/nothing.js", "/component/nothing/x", "/media/nothing", "/assets", "/assets/own/nothing.css",
    "/assets/nothing", "//evil.example/", "/static/../../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd",
    "/_stcore/stream",
)  # fmt: skip
SMALL = "/api/figure?format=zzz"


@pytest.mark.parametrize("path", CLOSED)
def test_what_is_not_there_is_said_in_json(target: Target, path: str) -> None:
    reply = target.get(path, "Accept: */*")
    assert reply.status in {400, 404}
    assert reply.headers["content-type"] == "application/json"
    assert reply.detail


@pytest.mark.parametrize(
    "path", ["/api/layers", "/api/figure/presets", "/", "/assets/map.js", "/_stcore/health"]
)
def test_other_methods_are_told_what_is_allowed(target: Target, path: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE"):
        reply = target.get(path, "Content-Length: 0", method=method)
        assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS"), method
        assert reply.detail
    assert target.get(path, method="BREW").status == 501
    options = target.get(path, method="OPTIONS")
    assert (options.status, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    assert "access-control-allow-origin" not in options.headers
    head = target.get(path, method="HEAD")
    assert (head.status, head.body) == (200, b"")


def test_encodings_and_tags_are_negotiated(target: Target) -> None:
    packings = (("gzip", "gzip"), ("gzip;q=0", None), ("br, *;q=0.1", "br"), ("*", "br"), ("identity", None))
    for accepted, packing in packings:
        reply = target.get("/api/layers", f"Accept-Encoding: {accepted}")
        assert reply.headers.get("content-encoding") == packing, accepted
    tag = reply.headers["etag"]
    for held in ("*", tag, f'"other" , W/{tag}'):
        assert target.get("/api/layers", f"If-None-Match: {held}").status == 304
    assert target.get("/api/layers", 'If-None-Match: "other"').status == 200
    assert target.get("/api/layers/nothing.geojson", "If-None-Match: *").status == 404


def test_a_body_that_never_comes_holds_nobody_up(target: Target) -> None:
    reply = target.get(SMALL, "Content-Length: 5")
    assert reply.status == 400
    assert reply.seconds < connections.BODY_SECONDS


def test_a_large_body_of_a_get_is_not_kept(target: Target) -> None:
    sent = b"x" * 1_000_000
    with target.line() as line:
        head = f"GET {SMALL} HTTP/1.1\r\nHost: {target.host}\r\nContent-Length: {len(sent) * 50}\r\n\r\n"
        line.sendall(head.encode())
        for _ in range(50):
            line.sendall(sent)
        assert read(line).status == 400


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (("GET /api/health HTTP/1.1", "X: " + "a" * 40_000), 431),
        (("GET /api/health HTTP/1.1", *(f"X-{number}: {number}" for number in range(9000))), 431),
        (("GET /api/health?q=" + "a" * 33_000 + " HTTP/1.1",), 414),
        (("\x16\x03\x01\x02\x00\x01",), 400),
        (("GET /api/health HTTP/1.1", "Transfer-Encoding: chunked", "Content-Length: 5"), 400),
        (("GET /api/health HTTP/1.1", "Host: 127.0.0.1"), 400),
    ],
)
def test_heads_have_bounds(target: Target, lines: tuple[str, ...], status: int) -> None:
    first, *others = lines
    reply = target.send(first, f"Host: {target.host}", *others)
    assert reply.status in {status, 400}
    assert reply.detail


def test_disconnects_leave_no_traceback(start: Callable[..., Target]) -> None:
    target = start()
    asked = (
        SMALL,
        "/api/layers/control.geojson",
        "/api/export?layers=ports",
        "/api/search?q=sirte",
        "/",
        "/assets/map.js",
    )
    for path in asked:
        for headers in ("", "Content-Length: 9\r\n"):
            with target.line() as line:
                line.sendall(f"GET {path} HTTP/1.1\r\nHost: {target.host}\r\n{headers}\r\n".encode())
        with target.line() as line:
            line.sendall(f"GET {path} HTTP/1.1\r\nHo".encode())
    with target.line() as line:
        line.sendall("\r\n".join(("GET /_stcore/stream HTTP/1.1", "Host: localhost", *UPGRADE)).encode())
    assert target.knock().status == 101
    assert target.get("/api/health").status == 200
    assert "Traceback" not in target.log.read_text(encoding="utf-8")


def test_without_data_no_path_is_told(start: Callable[..., Target], tmp_path: Path) -> None:
    root = copy_root(tmp_path / "root")
    target = start(root)
    shutil.move(root / "data", root / "elsewhere")
    time.sleep(2)  # until it is noticed; what was read before stays in use
    for path in ("/api/layers", "/api/health", "/api/layers/east.geojson", "/api/export?layers=east", "/"):
        reply = target.get(path)
        assert reply.status in {200, 503}
        assert str(root).encode() not in reply.body


def test_a_filter_out_of_range_is_the_askers_fault(target: Target) -> None:
    reply = target.get("/api/figure?layers=east&at=2026-06-30&preview=1&f=age:999999")
    assert reply.status == 400
    assert "365" in reply.detail
