"""OGC API Features over a small data root: what the standard says of pages, extents, days and systems."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from geo.settings import Settings
from geo.web.api.routes import routes
from geo.web.front import Front, Names
from geo.web.ogc.asking import CRS84, MERCATOR, MOST
from tests.asgi import AppClient
from tests.web.client import Client

if TYPE_CHECKING:
    from conftest import DataRoot

HERE = {"host": "127.0.0.1"}


@pytest.fixture
def small(data_root: DataRoot) -> Client:
    """Return the routes over places in Tripoli, Zintan and nowhere, a zone and two groups."""
    return Client(Settings(root=data_root.path))


def items(client: AppClient, layer: str = "places", **query: str) -> dict[str, Any]:
    texts = {name.replace("_", "-"): text for name, text in query.items()}
    answer = client.get(f"/ogc/collections/{layer}/items?{urlencode(texts)}", **HERE)
    assert answer.status == 200, answer.body
    document: dict[str, Any] = answer.json
    assert document["numberReturned"] == len(document["features"])
    return document


def ids(document: dict[str, Any]) -> list[str]:
    return [feature["id"] for feature in document["features"]]


def test_everything_is_found_from_the_landing_page(small: Client) -> None:
    """Every link is followed, in both forms; each answers with the type that was said."""
    todo, seen = (
        ["http://127.0.0.1/ogc?f=json", "http://127.0.0.1/ogc/collections/places/items/zintan"],
        set(),
    )
    kinds = set()
    while todo:
        href = todo.pop()
        if href in seen:
            continue
        seen.add(href)
        answer = small.get(href.removeprefix("http://127.0.0.1"), **HERE)
        assert answer.status == 200, href
        kinds.add(answer.headers["content-type"].partition(";")[0])
        if "json" not in answer.headers["content-type"]:
            continue
        document = answer.json
        parts = [document, *document.get("collections", ())]
        links = [link for part in parts for link in part.get("links", ())]
        assert all(link["href"].startswith("http://127.0.0.1/ogc") for link in links)
        todo += [link["href"] for link in links]
    assert kinds == {
        "application/json",
        "application/geo+json",
        "text/html",
        "application/vnd.oai.openapi+json",
    }
    assert len(seen) > 20


def test_pages_are_joined_by_links(small: Client) -> None:
    found, href, pages = [], "/ogc/collections/places/items?limit=1", 0
    while href:
        document = small.get(href, **HERE).json
        found += ids(document)
        pages += 1
        assert document["numberMatched"] == 3
        onward = [link["href"] for link in document["links"] if link["rel"] == "next"]
        href = onward[0].removeprefix("http://127.0.0.1") if onward else ""
    assert (pages, found) == (3, ids(items(small)))
    assert ids(items(small, limit="1", offset="9")) == []
    assert items(small, limit=str(MOST * 10))["numberReturned"] == 3


def test_an_extent_is_in_the_system_that_is_named(small: Client) -> None:
    assert ids(items(small, bbox="13,32.5,13.5,33")) == ["tripoli"]
    assert ids(items(small, bbox="13,32.5,-100,13.5,33,100")) == ["tripoli"], "with heights"
    assert ids(items(small, bbox="13.19,32.89,13.19,32.89")) == ["tripoli"], "its edges belong to it"
    assert ids(items(small, bbox="13,32,-170,33")) == ["tripoli"], "past the 180th meridian"
    metres = "1447000,3830000,1503000,3900000"
    assert ids(items(small, bbox=metres, bbox_crs=MERCATOR)) == ["tripoli"]


def test_an_answer_is_in_the_system_that_is_asked_for(small: Client) -> None:
    usual = small.get("/ogc/collections/places/items?limit=1", **HERE)
    assert usual.headers["content-crs"] == f"<{CRS84}>"
    answer = small.get(f"/ogc/collections/places/items/tripoli?crs={quote(MERCATOR)}", **HERE)
    assert answer.headers["content-crs"] == f"<{MERCATOR}>"
    radius, longitude, latitude = 6_378_137, math.radians(13.19), math.radians(32.89)
    metres = [radius * longitude, radius * math.asinh(math.tan(latitude))]
    assert answer.json["geometry"]["coordinates"] == pytest.approx(metres, abs=0.01)
    lost = small.get(f"/ogc/collections/places/items/lost?crs={quote(MERCATOR)}", **HERE).json
    assert lost["geometry"] is None


def test_days_are_those_on_which_it_is_true(small: Client) -> None:
    for asked, found in [
        ("", ["cs-zintan", "cs-other"]),
        ("2020-01-01", ["cs-zintan"]),
        ("2021-03-01T12:00:00Z", ["cs-zintan", "cs-other"]),
        ("../2021-02-28", ["cs-zintan"]),
        ("/2021-02-28", ["cs-zintan"]),
        ("2021-02-28/..", ["cs-zintan", "cs-other"]),
        ("2019-01-01/2021-03-01", ["cs-zintan", "cs-other"]),
    ]:
        assert ids(items(small, "groups", datetime=asked)) == found, asked


def test_features_are_those_of_the_api_and_look_like_them(small: Client) -> None:
    ours = small.get("/api/layers/groups.geojson?at=2026-01-01", **HERE).json
    theirs = items(small, "groups", datetime="2026-01-01")["features"]
    assert [feature["geometry"] for feature in theirs] == [one["geometry"] for one in ours["features"]]
    for one, other in zip(ours["features"], theirs, strict=True):
        look = ours["looks"][one["properties"].pop("look")]
        one["properties"].pop("sides")
        assert other["properties"].items() >= one["properties"].items()
        assert other["properties"]["look_fill"] == look["fill"]


def test_what_cannot_be_used_is_told(small: Client) -> None:
    for query, told in [
        ("bbox=1,2,3", "four numbers"),
        ("bbox=1,40,3,30", "upside down"),
        ("bbox=1,2,3,400", "outside the world"),
        ("bbox=nan,2,3,4", "four numbers"),
        ("bbox-crs=EPSG:4326", "not one of"),
        ("crs=nothing", "not one of"),
        ("datetime=yesterday", "no day"),
        ("datetime=2021-02-30", "no day"),
        ("datetime=2021-01-02/2021-01-01", "ends before it begins"),
        ("datetime=../..", "open on both sides"),
        ("limit=0", "limit: must be at least 1"),
        ("offset=-1", "no whole number"),
        ("f=xml", "not one of"),
        ("limits=3", "did you mean 'limit'"),
    ]:
        answer = small.get(f"/ogc/collections/places/items?{query}", **HERE)
        assert answer.status == 400, query
        assert told in answer.detail


def test_what_is_not_there_is_told(small: Client) -> None:
    for path in ("collections/nothing", "collections/nothing/items", "collections/places/items/nothing", "x"):
        answer = small.get(f"/ogc/{path}", **HERE)
        assert answer.status == 404
        assert answer.detail


def test_who_reads_gets_a_page_and_nothing_in_it_runs(data_root: DataRoot) -> None:
    hostile = data_root.feature("mal", name_en='<script>alert("1")</script>', summary="<img src=x onerror=y>")
    data_root.collection("base/places", [hostile, data_root.feature("tripoli"), data_root.feature("zintan")])
    client = Client(Settings(root=data_root.path))
    browser = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9", **HERE}
    for path in ("/items", "/items/mal"):
        answer = client.get(f"/ogc/collections/places{path}", **browser)
        assert answer.headers["content-type"].startswith("text/html"), answer.body
        assert "accept" in answer.headers["vary"].lower().split(", ")
        assert b"<script" not in answer.body
        assert b"<img" not in answer.body
        assert b"&lt;script&gt;" in answer.body
    as_json = client.get("/ogc/collections/places/items?f=json", **browser)
    assert as_json.headers["content-type"] == "application/geo+json"
    gis = client.get("/ogc/collections/places/items", accept="application/geo+json, text/html;q=0.5", **HERE)
    assert gis.headers["content-type"] == "application/geo+json"


def test_links_begin_with_the_path_and_the_name_by_which_it_is_asked(data_root: DataRoot) -> None:
    ours = routes(Settings(root=data_root.path))
    names = Names.of(Settings(root=Path(), hosts=("map.example.org",)))
    front = Middleware(Front, names=names, routes=ours, base="/libya")
    client = AppClient(Starlette(routes=ours, middleware=[front]))
    document = client.get("/libya/ogc/collections/places/items?limit=1", host="map.example.org").json
    begins = "http://map.example.org/libya/ogc/collections/places"
    assert [link["href"] for link in document["links"] if not link["href"].startswith(begins)] == []


def test_what_is_marked_above_the_clearance_is_in_no_page(data_root: DataRoot) -> None:
    red = data_root.feature("red", marking="RED")
    data_root.collection("base/places", [red, data_root.feature("tripoli"), data_root.feature("zintan")])
    everybody = Client(Settings(root=data_root.path))
    assert ids(items(everybody)) == ["tripoli", "zintan"]
    assert everybody.get("/ogc/collections/places/items/red", **HERE).status == 404
    cleared = Client(Settings(root=data_root.path, clearance="RED"))
    answer = cleared.get("/ogc/collections/places/items", **HERE)
    assert answer.headers["x-handling-marking"] == "TLP:RED"
    assert answer.headers["cache-control"] == "private, no-store"
