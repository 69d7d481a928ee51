"""`/api/layers` and the features of a layer, on the shipped evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from geo.evidence import Evidence
from geo.scene import look_of, style
from geo.scene.rules.drawing import kind_of
from geo.validity import valid_on
from tests.web.client import LAYERS, Client

MOMENTS = ("2011-02-17", "2019-06-01", "2020-10-23", "2025-05-13", "2026-11-23")


def test_catalogue_holds_every_declared_layer(client: Client, evidence: Evidence) -> None:
    document = client.get("/api/layers").json
    assert sorted(layer["id"] for layer in document["layers"]) == LAYERS
    assert document["version"] == evidence.version
    for layer in document["layers"]:
        assert layer["group"] in document["groups"]
        assert layer["title"]
        assert layer["fault"] == ""
        assert list(layer["classes"]) == list(evidence.catalog[layer["id"]].classes)
        assert layer["total"] == len(client.get(layer["data"]).json["features"])
        assert 0 <= layer["unplaced"] < layer["total"]
    named = set(evidence.tables["actors"]["id"])
    assert set(document["actors"]) == named


@pytest.mark.parametrize("layer_id", LAYERS)
def test_layer_is_geojson_of_rfc_7946(client: Client, evidence: Evidence, layer_id: str) -> None:
    answer = client.get(f"/api/layers/{layer_id}.geojson")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/geo+json"
    document = answer.json
    assert document["type"] == "FeatureCollection"
    assert "crs" not in document
    features = document["features"]
    assert features
    for feature in features:
        assert feature["type"] == "Feature"
        assert feature["id"] == feature["properties"]["id"]
        assert "geometry" in feature
        properties = feature["properties"]
        wanted = {column.name for column in evidence.catalog[layer_id].all_columns}
        assert wanted <= properties.keys()
        assert properties["class"] in evidence.catalog[layer_id].classes
        if feature["geometry"]:
            assert feature["geometry"]["type"] in evidence.catalog[layer_id].geometry
            _assert_positions(feature["geometry"])
    ids = [feature["id"] for feature in features]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("layer_id", LAYERS)
def test_features_carry_what_they_look_like(client: Client, evidence: Evidence, layer_id: str) -> None:
    document = client.get(f"/api/layers/{layer_id}.geojson").json
    looks, layer = document["looks"], evidence.catalog[layer_id]
    assert len({json.dumps(look) for look in looks}) == len(looks), "each once"
    assert {feature["properties"]["look"] for feature in document["features"]} == set(range(len(looks)))
    palette = style().palette
    for feature in document["features"]:
        properties = feature["properties"]
        look = looks[properties["look"]]
        kind = kind_of(feature["geometry"]["type"] if feature["geometry"] else None)
        declared, faint = (
            layer.classes[properties["class"]],
            bool(layer.faint_by and properties[layer.faint_by]),
        )
        own = look_of(layer, declared, kind=kind if declared.symbol else None, faint=faint).document()
        if not layer.colour_by:
            assert "sides" not in properties
            assert look == own
            continue
        sides = properties["sides"].split("|") if properties["sides"] else []
        if look.get("letters"):
            chip = style().country.get(sides[0])
            assert look["fill"] == look["edge"] == (chip.colour if chip else palette[sides[0]].written)
            assert [face["symbol"] for face in map(document["faces"].__getitem__, look["faces"])] == [
                "chip",
                declared.symbol,
            ]
        elif not sides:
            assert look == own
        elif own["hatch"].startswith("lines"):
            assert look["hatch"].split()[2] == palette[sides[0]].colour
        elif own["hatch"]:
            assert look["hatch"].split()[1:] == [palette[side].colour for side in sides] + ["#FFFFFF"] * (
                len(sides) == 1
            )
        else:
            assert look["fill"] == ("" if own["fill"] == "" else palette[sides[0]].colour)
            plain = own["kind"] == "point" and declared.symbol in style().symbol.plain
            assert look["edge"] == (palette[sides[0]].colour if plain else palette[sides[0]].edge)


def _assert_positions(geometry: dict[str, Any]) -> None:
    """Longitude and latitude in degrees, closed rings, the outer one counter-clockwise (RFC 7946, 3.1.6)."""
    for longitude, latitude in _positions(geometry["coordinates"]):
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
    polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    for rings in polygons.get(geometry["type"], []):
        for number, ring in enumerate(rings):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert (_doubled_area(ring) > 0) == (number == 0)


def _positions(coordinates: Any) -> Iterator[list[float]]:
    if isinstance(coordinates[0], int | float):
        yield coordinates
        return
    for part in coordinates:
        yield from _positions(part)


def _doubled_area(ring: list[list[float]]) -> float:
    return sum(
        (one[0] - ring[0][0]) * (two[1] - ring[0][1]) - (two[0] - ring[0][0]) * (one[1] - ring[0][1])
        for one, two in pairwise(ring)
    )


@pytest.mark.parametrize("layer_id", LAYERS)
def test_the_day_filters_as_the_time_rule_does(client: Client, evidence: Evidence, layer_id: str) -> None:
    for day in MOMENTS:
        for recorded in (None, date(2026, 11, 23), date(2026, 11, 22), date(2099, 1, 1)):
            asked = f"?at={day}" + (f"&recorded={recorded}" if recorded else "")
            features = client.get(f"/api/layers/{layer_id}.geojson{asked}").json["features"]
            expected = valid_on(evidence.layer(layer_id, recorded=recorded), date.fromisoformat(day))
            assert [feature["id"] for feature in features] == expected["id"].tolist()


def test_what_was_not_recorded_yet_is_not_there(client: Client) -> None:
    for layer_id in LAYERS:
        assert client.get(f"/api/layers/{layer_id}.geojson?recorded=2001-01-01").json["features"] == []


def test_an_address_with_known_alone_is_an_older_one_and_means_recorded(client: Client) -> None:
    for layer_id in LAYERS:
        path = f"/api/layers/{layer_id}.geojson"
        older, day = (
            client.get(f"{path}?known=2026-11-23").json,
            client.get(f"{path}?recorded=2026-11-23").json,
        )
        assert older == day
        assert client.get(f"{path}?known=2001-01-01").json["features"] == []


def test_what_was_not_published_yet_is_not_known(client: Client, evidence: Evidence) -> None:
    """Seen from outside: each feature of a layer from a file cites something published by the day."""
    dates = evidence.tables["sources"].set_index("id")["date"]
    for layer_id in LAYERS:
        layer = evidence.catalog[layer_id]
        path = f"/api/layers/{layer_id}.geojson?known=2019-04-04&recorded=2099-01-01"
        features = client.get(path).json["features"]
        ids = [feature["id"] for feature in features]
        assert ids == evidence.layer(layer_id, date(2019, 4, 4), date(2099, 1, 1))["id"].tolist()
        if layer.is_ground:
            assert len(ids) == len(
                client.get(f"/api/layers/{layer_id}.geojson?recorded=2099-01-01").json["features"]
            )
        elif layer.data:
            cited = [dates[feature["properties"]["sources"].split("|")] for feature in features]
            assert all((one[one != ""] <= "2019-04-04").any() for one in cited), layer_id
    claims = evidence.table("claims", date(2019, 4, 4))
    assert 0 < len(claims) < len(evidence.table("claims"))
    shown = client.get("/api/layers/control.geojson?known=2019-04-04&recorded=2099-01-01").json["features"]
    named = {one for feature in shown for one in feature["properties"]["claims"].split("|") if one}
    assert len(named) > 0
    assert named <= set(claims["id"]), "control is computed from claims published by then alone"


@pytest.mark.parametrize("layer_id", LAYERS)
def test_days_for_the_browser_agree_with_the_time_rule(
    client: Client, evidence: Evidence, layer_id: str
) -> None:
    """The map filters by comparing from_day and to_day as texts; that must give what `at` gives."""
    everything = client.get(f"/api/layers/{layer_id}.geojson").json["features"]
    for day in MOMENTS:
        shown = [
            feature["id"]
            for feature in everything
            if feature["properties"]["from_day"] <= day
            and (not feature["properties"]["to_day"] or day < feature["properties"]["to_day"])
        ]
        assert shown == valid_on(evidence.layer(layer_id), date.fromisoformat(day))["id"].tolist()


def test_a_span_that_begins_after_its_day_is_refused(client: Client) -> None:
    path = "/api/layers/east.geojson?at=2020-01-01&between="
    assert client.get(f"{path}2020-01-01").status == 200
    for other in (
        path,
        path.replace("layers/east.geojson?", "export?layers=east&"),
        "/api/figure?" + path.partition("?")[2],
    ):
        answer = client.get(f"{other}2021-01-01&beetween=x&tab=inspect")
        assert answer.status == 400
        assert answer.detail.splitlines() == [
            "'beetween' is no parameter; did you mean 'between'?",
            "between: 2021-01-01 is not before 2020-01-01; give an earlier day",
        ], "and the tab, of the address of a page, may be given"
