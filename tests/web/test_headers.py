"""What every answer carries: how long it is kept, how it is packed, what a page may do with it."""

from __future__ import annotations

import gzip
import hashlib
import re
from base64 import b64encode

import brotli
import pytest

from geo.evidence import Evidence
from geo.settings import REPOSITORY, Settings
from geo.web.security import HEADERS, TILE_HOST, script_hashes
from tests.web.client import INDEX, Client


@pytest.mark.parametrize(
    "path", ["/api/layers", "/api/look", "/api/ground.geojson", "/api/layers/east.geojson"]
)
def test_what_the_browser_holds_is_not_sent_again(client: Client, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{20}"', tag)
    for held in (tag, f"W/{tag}", f'"other", {tag}'):
        again = client.get(path, if_none_match=held)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == tag
    assert client.get(path, if_none_match='"other"').status == 200


@pytest.mark.parametrize("path", ["/api/layers", "/api/layers/places.geojson", "/assets/map.js"])
def test_compressed_only_for_whom_it_suits(client: Client, path: str) -> None:
    plain = client.get(path)
    assert "content-encoding" not in plain.headers
    sizes = [len(plain.body) / 2]
    for accepted, coding, unpack in (
        ("gzip, deflate", "gzip", gzip.decompress),
        ("gzip, br", "br", brotli.decompress),
    ):
        packed = client.get(path, accept_encoding=accepted)
        assert packed.headers["content-encoding"] == coding
        assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
        assert unpack(packed.body) == plain.body
        assert len(packed.body) < sizes[-1]
        sizes.append(len(packed.body))


def test_only_the_current_version_is_kept_for_ever(client: Client, evidence: Evidence) -> None:
    path = "/api/layers/east.geojson"
    assert "immutable" in client.get(f"{path}?v={evidence.version}").headers["cache-control"]
    for other in ("", "?v=", "?v=0123456789abcdef"):
        assert client.get(path + other).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/health", 200),
        ("/api/layers/east.geojson", 200),
        ("/api/layers/east.geojson?at=x", 400),
        ("/api/nothing", 404),
        ("/assets/own/map.css", 200),
        ("/assets/map.js", 200),
        ("/assets/fonts/latin.woff2", 200),
        ("/assets/fonts/other.ttf", 404),
        ("/", 404),
        ("/component/streamlit_folium.st_folium/index.html", 404),
    ],
)
def test_every_answer_carries_the_security_headers(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status == status
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy


def test_not_modified_carries_them_too(client: Client) -> None:
    tag = client.get("/api/look").headers["etag"]
    assert client.get("/api/look", if_none_match=tag).headers["x-content-type-options"] == "nosniff"


def _directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in policy.split(";"))}


def test_page_runs_only_the_inline_scripts_of_streamlit(client: Client) -> None:
    html = INDEX.read_text(encoding="utf-8")
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", html, re.DOTALL)
    assert inline, "Streamlit's page has inline scripts; without them this test says nothing"
    hashes = [f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline]
    assert script_hashes(html) == hashes
    scripts = _directives(client.get("/").headers["content-security-policy"])["script-src"]
    assert [source for source in scripts if source.startswith("'sha256-")] == hashes
    assert not {"'unsafe-inline'", "'unsafe-eval'", "'strict-dynamic'", "data:"} & set(scripts)


def test_page_may_load_from_here_alone(client: Client) -> None:
    for name, sources in _directives(client.get("/").headers["content-security-policy"]).items():
        assert not any("//" in source or source in ("*", "https:") for source in sources), name


def test_frame_of_the_map_runs_one_inline_script_and_evaluates_nothing(client: Client) -> None:
    frame = _directives(client.get("/component/x/index.html").headers["content-security-policy"])
    assert frame["script-src"] == [
        "'self'",
        f"'sha256-{b64encode(hashlib.sha256(b'one()').digest()).decode()}'",
    ]
    assert frame["worker-src"] == ["'none'"]


@pytest.mark.parametrize("tiles", [True, False])
def test_frame_may_fetch_the_background_only_where_it_is_offered(tiles: bool) -> None:
    client = Client(Settings(root=REPOSITORY, tiles=tiles))
    frame = _directives(client.get("/component/x/index.html").headers["content-security-policy"])
    assert (TILE_HOST in frame["img-src"]) == tiles
    assert frame["connect-src"] == ["'self'"]
    assert bool(client.get("/api/layers").json["tiles"]) == tiles
