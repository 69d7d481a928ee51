"""Health, and requests that are wrong: each is told as JSON, with the remedy."""

from __future__ import annotations

from importlib.metadata import version
from urllib.parse import quote

import pytest

import geo
from geo.evidence import Evidence
from tests.web.client import Client

BAD_DAYS = (
    "yesterday", "2020", "2020-10", "2020-13-01", "2020-02-30", "2020-1-1", "20201023", "0000-00-00",
    "9999-99-99", "2020-10-23T00:00", "2020-10-23 ", "'; DROP TABLE", "<script>", "-1", "NaN", "9" * 10_000,
    "\N{ARABIC-INDIC DIGIT TWO}020-10-23", "\N{FULLWIDTH DIGIT TWO}020-10-23",
)  # fmt: skip

HOSTILE_IDS = (
    "..", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "<script>alert(1)</script>", "{{7*7}}", "%s%n",
    "' OR '1'='1", "a" * 10_000, "\N{SNOWMAN}", "طرابلس", "\ud7ff\u202e", "CON", "null", "0",
    "tripoli\r\nx-evil: 1",
)  # fmt: skip


def test_health_names_data_and_libraries(client: Client, evidence: Evidence) -> None:
    answer = client.get("/api/health")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-cache"
    again = client.get("/api/health", if_none_match=answer.headers["etag"])
    assert again.status == 304, "open pages ask this all day"
    document = answer.json
    assert document["status"] == "ok"
    assert document["version"] == geo.__version__
    assert document["data"] == evidence.version
    assert document["layers"] == len(evidence.layers)
    assert document["faults"] == len(evidence.faults)
    for library, told in document["libraries"].items():
        assert told == version(library)


def test_unknown_layer_says_what_was_meant(client: Client) -> None:
    answer = client.get("/api/layers/traficking_hubs.geojson")
    assert answer.status == 404
    assert "did you mean 'trafficking_hubs'?" in answer.detail


@pytest.mark.parametrize("name", ["at", "known", "recorded"])
@pytest.mark.parametrize("path", ["/api/layers/east.geojson", "/api/features/tripoli"])
@pytest.mark.parametrize("day", BAD_DAYS, ids=lambda day: ascii(day[:20]))
def test_bad_day_is_told_with_the_remedy(client: Client, path: str, name: str, day: str) -> None:
    answer = client.get(f"{path}?{name}={quote(day)}")
    assert answer.status == 400
    assert answer.detail.startswith(f"{name}: ")
    assert len(answer.detail) < 400


@pytest.mark.parametrize(
    "path", ["/api/", "/api/nothing", "/api/layers/", "/api/layers/east", "/api/layers/a/b.geojson"]
)
def test_unknown_address_is_told_as_json(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 404
    assert answer.detail


@pytest.mark.parametrize("hostile", HOSTILE_IDS, ids=lambda text: ascii(text[:20]))
@pytest.mark.parametrize("form", ["/api/features/{}", "/api/layers/{}.geojson"])
def test_hostile_id_finds_nothing(client: Client, form: str, hostile: str) -> None:
    answer = client.get(form.format(quote(hostile, safe="%")))
    assert answer.status == 404
    assert len(answer.detail) < 600
    assert not any(name.startswith("x-evil") for name in answer.headers)


def test_nothing_can_be_written(client: Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.get("/api/layers", method=method).status == 405


def test_a_part_that_is_there_twice_is_refused(client: Client) -> None:
    answer = client.get("/api/layers/control.geojson?at=2020-01-01&at=2019-01-01")
    assert answer.status == 400
    assert "at: is there more than once" in answer.detail
