"""Pages of other origins: closed to all but those that a setting names, and these ask /api and /ogc alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo.errors import InvalidSettings
from geo.settings import Settings
from geo.web.api.routes import routes
from geo.web.front import Front, Names
from tests.asgi import AppClient

if TYPE_CHECKING:
    from conftest import DataRoot

GUEST = {"origin": "https://gis.example.org", "sec_fetch_site": "cross-site", "sec_fetch_mode": "cors"}
HOST = {"host": "127.0.0.1:8501"}


def served(root: DataRoot, *origins: str) -> AppClient:
    settings = Settings(root=root.path, origins=origins)
    ours = routes(settings)
    front = Middleware(Front, names=Names.of(settings), routes=ours)
    return AppClient(Starlette(routes=ours, middleware=[front]))


def test_a_named_origin_may_read_and_is_told_so(data_root: DataRoot) -> None:
    client = served(data_root, "https://gis.example.org")
    for path in ("/api/layers", "/ogc/collections/places/items"):
        answer = client.get(path, **HOST, **GUEST)
        assert answer.status == 200
        assert answer.headers["access-control-allow-origin"] == "https://gis.example.org"
        assert "access-control-allow-credentials" not in answer.headers
        asked = client.get(path, "OPTIONS", **HOST, **GUEST, access_control_request_method="GET")
        assert (asked.status, asked.headers["access-control-allow-methods"]) == (204, "GET, HEAD, OPTIONS")
    plain = client.get("/api/layers", **HOST)
    assert "access-control-allow-origin" not in plain.headers
    other = client.get("/api/layers", **HOST, **(GUEST | {"origin": "https://other.example"}))
    assert other.status == 403
    assert all("Origin" in told.headers["vary"] for told in (plain, other)), "as a cache must know"
    assert client.get("/assets/map.js", **HOST, **GUEST).status == 403, "the page's own files stay closed"
    assert client.get("/api/layers", host="evil.example", origin=GUEST["origin"]).status == 403


def test_by_default_no_other_origin_may(data_root: DataRoot) -> None:
    answer = served(data_root).get("/api/layers", **HOST, **GUEST)
    assert answer.status == 403
    assert "access-control-allow-origin" not in answer.headers


def test_what_an_answer_varies_by_is_named_once(data_root: DataRoot) -> None:
    ours = routes(settings := Settings(root=data_root.path))
    front = Middleware(Front, names=Names.of(settings), routes=ours)
    # As Streamlit compresses, behind whom we stand: it says so of what is compressed already too.
    client = AppClient(Starlette(routes=ours, middleware=[front, Middleware(GZipMiddleware)]))
    assert client.get("/api/layers", **HOST).headers["vary"] == "Accept-Encoding"
    assert client.get("/ogc", **HOST).headers["vary"] == "Accept, Accept-Encoding"


def test_what_is_said_in_two_lines_is_all_kept() -> None:
    async def told(_: Request) -> Response:
        answer = Response("{}", media_type="application/json", headers={"vary": "Origin"})
        answer.headers.append("vary", "Accept-Encoding")
        return answer

    ours = [Route("/api/layers", told)]
    front = Middleware(Front, names=Names.of(Settings()), routes=ours)
    client = AppClient(Starlette(routes=ours, middleware=[front]))
    assert client.get("/api/layers", **HOST).headers["vary"] == "Origin, Accept-Encoding"


def test_what_is_no_origin_is_told() -> None:
    assert Settings.from_env({"LIBYA_ORIGINS": "https://a.example, http://b.example:8080"}).origins == (
        "https://a.example",
        "http://b.example:8080",
    )
    with pytest.raises(InvalidSettings, match=r"LIBYA_ORIGINS: 'gis\.example\.org' is no origin"):
        Settings.from_env({"LIBYA_ORIGINS": "gis.example.org,*"})
