"""The log serves an operator and holds nothing of what analysts look for."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener
from urllib.request import Request as Asked

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from geo.web.journal import OneLine, Slow
from tests.browser.serving import copy_root, serving
from tests.running import run

SECRETS = (
    "Zliten-secret",
    "مصراتة",
    "13.1913",
    "32.8872",
    "1999-09-09",
    "a-secret-feature",
    "a-secret-title",
)
"""What analysts look for: a search, an extent, a day, a feature, the title of a figure."""
_direct = build_opener(ProxyHandler({}))


def test_log_of_a_server_names_what_is_out_and_nobody_s_work(tmp_path: Path) -> None:
    root = copy_root(tmp_path / "root")
    cut = root / "data" / "energy.geojson"
    cut.write_bytes(cut.read_bytes()[:3000])
    log = tmp_path / "log.txt"
    word, arabic, lon, lat, day, feature, title = map(quote, SECRETS)
    asked = (
        f"/api/search?q={word}", f"/api/search?q={arabic}", f"/api/search?q={lat},{lon}",
        f"/api/layers/east.geojson?bbox={lon},{lat},14,33&at={day}", f"/api/features/{feature}?at={day}",
        f"/api/figure?layers=east&title={title}&bbox={lon},{lat},14,33&preview=1&f=age:999999",
        f"/api/export?layers=east&bbox={lon},{lat},14,33&format={word}", f"/api/ask/{word}?at={day}",
        f"/api/layers/{word}.geojson", f"/?layers=east&q={word}&c={lat},{lon}&sel={feature}",
    )  # fmt: skip
    with serving(root, log) as server:
        for path in asked:
            _fetch(server.base + path)
        _fetch(f"{server.base}/api/features/{feature}?at={day}", host="evil.example")
        for what in ("look", "add"):
            _fetch(f"{server.base}/api/own/{what}?name={word}.kml&title={title}", f"<kml>&{word}".encode())
        _fetch(f"{server.base}/api/ask/holds", json.dumps({"area": f"{lon},{lat},14,33"}).encode())
    said = log.read_text(encoding="utf-8")
    assert "energy is out: " in said, said
    assert "cut short" in said, said
    assert "asked '/api/features'" in said, said
    for secret in SECRETS:
        assert secret not in said, said
        assert quote(secret) not in said, said


def _fetch(url: str, body: bytes | None = None, **headers: str) -> None:
    """Ask as a browser does; refusals are answers too."""
    _direct.addheaders = [("accept", "*/*")]
    asked = Asked(url, body, {"content-type": "application/json", **headers})
    try:
        with _direct.open(asked, timeout=120) as answer:
            answer.read()
    except HTTPError as refused:
        if refused.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise


def test_what_was_slow_is_told_without_what_was_asked(caplog: pytest.LogCaptureFixture) -> None:
    def answer(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("late", status_code=203)

    app = Starlette(routes=[Route("/api/features/{id}", answer)], middleware=[Middleware(Slow, seconds=0.0)])
    scope = {"type": "http", "method": "GET", "path": "/api/features/secret", "query_string": b"q=secret",
             "headers": [], "http_version": "1.1", "root_path": ""}  # fmt: skip

    async def ask() -> None:
        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(_message: object) -> None:
            return None

        await app(scope, receive, send)

    with caplog.at_level(logging.INFO, logger="geo"):
        run(ask())
    assert [record.getMessage() for record in caplog.records if record.name == "geo.slow"] == [
        "slow: 0.0 s for GET /api/features (203)"
    ]


def test_nothing_in_a_record_passes_for_another_line() -> None:
    record = logging.LogRecord("geo", logging.INFO, "", 0, "%s", ("a\n2026 INFO forged\x1b[2J\u2028",), None)
    assert "\n" not in OneLine("%(message)s").format(record)
    assert "\x1b" not in OneLine("%(message)s").format(record)
