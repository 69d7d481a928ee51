"""What other pages in the same browser may try: names that are not ours, and origins that are not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from geo.settings import REPOSITORY
from tests.attack.raw import UPGRADE, WAITS, Target

ROUTE_TABLE = """
import json
from starlette.routing import WebSocketRoute
from app import app

def methods(one):
    return ["WebSocket"] if isinstance(one, WebSocketRoute) else list(getattr(one, "methods", ["GET"]))

routes = app._build_starlette_app().routes
print(json.dumps([(method, one.path) for one in routes for method in methods(one)]))
"""
"""Tells every route of the app, Streamlit's too, as the server has them."""
BESIDE = ("/favicon.png", "/nothing", "/api/nothing", "/ogc/nothing", "/static/nothing.js")
"""What no route names."""
FOREIGN = (
    "evil.example", "evil.example:8501", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.2",
    "user@127.0.0.1", "127.0.0.1:99999", "2130706433", "[::2]", "", "*", "localhost/x",
)  # fmt: skip


def test_a_foreign_name_or_page_is_refused_on_every_route(target: Target) -> None:
    """A new route is tried because it is there: nobody has to think of it."""
    told = subprocess.run(
        [sys.executable, "-c", ROUTE_TABLE], cwd=REPOSITORY, stdout=subprocess.PIPE, check=True, timeout=60
    )
    table = {(method, path) for method, path in json.loads(told.stdout)}
    assert {("POST", "/api/figure/behind"), ("GET", "/ogc"), ("WebSocket", "/_stcore/stream")} < table
    for method, form in sorted(table | {("GET", path) for path in BESIDE}):
        path = re.sub(r"\{[^}]*\}", "x", form) or "/"
        verb, more = ("GET", UPGRADE) if method == "WebSocket" else (method, ("Content-Length: 0",))
        for name, foreign in (("Host", "evil.example"), ("Origin", "https://evil.example")):
            head = [f"{key}: {text}" for key, text in {"Host": target.host, name: foreign}.items()]
            reply = target.send(f"{verb} {path} HTTP/1.1", *head, *more)
            assert reply.status == 403, f"{method} {path}: {name}"
            assert method == "WebSocket" or reply.headers["x-content-type-options"] == "nosniff"
            if method != "HEAD":
                assert "LIBYA_HOSTS" in reply.detail
                assert "evil.example" in reply.detail


@pytest.mark.parametrize("host", FOREIGN)
def test_no_spelling_of_a_foreign_name_is_taken_for_ours(target: Target, host: str) -> None:
    reply = target.send("GET /api/layers HTTP/1.1", f"Host: {host}")
    assert reply.status in {400, 403}
    assert b"layers" not in reply.body
    assert target.knock(host=host or " ").status in {400, 403}


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "localhost.", "127.0.0.1", "[::1]"])
def test_our_own_names_are_answered(target: Target, name: str) -> None:
    host = f"{name}:{target.port}"
    assert target.get("/api/health", host=host).status == 200
    assert target.knock(f"Origin: http://{host}", host=host).status == 101


def test_a_browser_is_told_so_on_a_page(target: Target) -> None:
    reply = target.get("/?layers=east", "Accept: text/html,*/*", host="<b>map</b>.example")
    assert reply.status == 403
    assert b"<b>map" not in reply.body
    reply = target.get("/?layers=east", "Accept: text/html,*/*", host="map.example")
    assert reply.headers["content-type"].startswith("text/html")
    assert b"LIBYA_HOSTS" in reply.body


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example", "https://evil.example:8501", "null", "http://localhost:1", "file://",
        "http://127.0.0.1", "http://127.0.0.1:{port}.evil.example", "http://evil.example#127.0.0.1:{port}",
        "ftp://127.0.0.1:{port}", "x" * 5000,
    ],
)  # fmt: skip
def test_a_foreign_origin_is_refused_at_once(target: Target, origin: str) -> None:
    told = origin.format(port=target.port)
    for reply in (target.knock(f"Origin: {told}"), target.get("/api/layers", f"Origin: {told}")):
        assert reply.status == 403
        assert "LIBYA_HOSTS" in reply.detail
        assert reply.seconds < WAITS / 4


def test_a_socket_is_refused_in_words(target: Target) -> None:
    reply = target.knock(path="/nothing")
    assert reply.status == 404
    assert reply.detail == "no such address for a WebSocket"
    assert reply.headers["content-type"] == "application/json"


def test_our_own_page_is_answered(target: Target) -> None:
    origin = f"Origin: http://{target.host}"
    assert target.knock(origin).status == 101
    assert target.get("/api/layers", origin, "Sec-Fetch-Site: same-origin").status == 200
    assert target.get("/_stcore/host-config", origin).status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_may_link_but_not_load(target: Target, site: str) -> None:
    fetched = f"Sec-Fetch-Site: {site}"
    link = target.get("/", fetched, "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
    assert link.status == 200
    for dest, mode in (
        ("image", "no-cors"),
        ("script", "no-cors"),
        ("empty", "cors"),
        ("iframe", "navigate"),
    ):
        reply = target.get("/api/layers", fetched, f"Sec-Fetch-Mode: {mode}", f"Sec-Fetch-Dest: {dest}")
        assert reply.status == 403, (dest, mode)


def test_names_of_a_proxy_are_taken_from_the_setting(start: Callable[..., Target]) -> None:
    target = start(LIBYA_HOSTS="map.example.org, other.example:8443,[2001:db8::1]")
    for host in ("map.example.org", "map.example.org:444", "other.example:8443", "[2001:db8::1]:8501"):
        assert target.get("/api/health", host=host).status == 200, host
    for host in ("other.example", "x.map.example.org", "evil.example"):
        assert target.get("/api/health", host=host).status == 403, host
    # A proxy with TLS that keeps Host, and one that does not.
    assert target.knock("Origin: https://map.example.org", host="map.example.org").status == 101
    assert target.knock("Origin: https://map.example.org").status == 101
    assert target.knock("Origin: https://other.example:8443").status == 101
    assert target.knock("Origin: https://map.example.org:9").status == 403
    assert target.knock("Origin: https://evil.example", host="map.example.org").status == 403


def test_any_name_will_do_where_the_setting_says_so(start: Callable[..., Target]) -> None:
    target = start(LIBYA_HOSTS="*")
    assert target.get("/api/health", host="any.example").status == 200
    assert target.knock("Origin: http://any.example", host="any.example").status == 101
    assert target.knock("Origin: http://evil.example", host="any.example").status == 403
