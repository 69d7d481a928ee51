"""What the map says of its picture, in `Libya.drawn()` and `Libya.legend()`; a feature of many points."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.map_page import Map
from tests.browser.serving import Server

DAY = "2020-10-23"
LAYERS = ("control", "tripoli", "east", "trafficking_routes", "foreign")
LOOK = ("fill", "edge", "hatch", "symbol")
KINDS = {"Polygon": 0, "MultiPolygon": 0, "LineString": 1, "MultiLineString": 1, "Point": 2, "MultiPoint": 2}
SPREAD = "benghazi-port"
PLACES = ((20.05, 32.11), (13.2, 32.9), (24.0, 22.0))
"""Longitude and latitude in degrees of the points of `SPREAD`; nothing else is near the last one."""

# Where on the page, in CSS pixels of the map, a position lies, and how opaque the layer is painted there.
AT = """([layer, lat, lon]) => {
  const { map } = Libya.current;
  const canvas = document.querySelector(`canvas[data-layer=${layer}]`);
  const { x, y } = map.latLngToLayerPoint([lat, lon]).subtract(Libya.current.layers.get(layer)._bounds.min);
  const ratio = devicePixelRatio;
  const [, , , alpha] = canvas.getContext("2d").getImageData(x * ratio, y * ratio, 1, 1).data;
  return { ...map.latLngToContainerPoint([lat, lon]), alpha };
}"""
HIT = """([lat, lon]) => {
  const { map } = Libya.current;
  return Libya.current.picking.hitsAt(map.latLngToLayerPoint([lat, lon])).map(({ id }) => id);
}"""


def drawn(view: Map) -> list[dict[str, Any]]:
    """Return what the map says it has drawn."""
    return list(view.evaluate("() => Libya.drawn()"))


def expected(server: Server, layer_id: str) -> list[dict[str, Any]]:
    """Return id, state and look of the placed features of a layer on `DAY`, in the order of drawing."""
    collection = server.json(f"/api/layers/{layer_id}.geojson?at={DAY}")
    placed = [one for one in collection["features"] if one["geometry"]]
    placed.sort(key=lambda one: KINDS[one["geometry"]["type"]])
    return [
        {
            "layer": layer_id,
            "id": one["id"],
            "state": "stale" if one["properties"]["stale_day"] <= DAY else "current",
            **{name: collection["looks"][one["properties"]["look"]][name] for name in LOOK},
        }
        for one in placed
    ]


@pytest.mark.parametrize("place", ["c=27,17&z=6", "c=32.9,13.2&z=11"])
def test_all_that_holds_is_drawn_once_in_order_whatever_is_in_view(
    view: Map, server: Server, place: str
) -> None:
    view.go(f"layers={','.join(LAYERS)}&at={DAY}&o=east:0.4&{place}")
    order = sorted(LAYERS, key={one["id"]: one["order"] for one in server.json("/api/layers")["layers"]}.get)
    found = drawn(view)
    assert [{name: one[name] for name in one if name != "opacity"} for one in found] == [
        one for layer in order for one in expected(server, layer)
    ]
    assert {one["layer"]: one["opacity"] for one in found} == {**dict.fromkeys(LAYERS, 1), "east": 0.4}


def test_every_look_that_is_drawn_has_one_entry_in_the_legend(view: Map) -> None:
    view.go(f"layers={','.join(LAYERS)}&at={DAY}&c=32.9,13.2&z=11")
    entries = [(one["layer"], *(one[name] for name in LOOK)) for one in view.evaluate("() => Libya.legend()")]
    assert {(one["layer"], *(one[name] for name in LOOK)) for one in drawn(view)} == set(entries)
    with view.change():
        view.panel.locator('input[data-layer="foreign"]').uncheck()
    assert "foreign" not in {one["layer"] for one in view.evaluate("() => Libya.legend()")}


def test_the_evidence_has_its_colours_in_the_dark_too(
    view: Map, page_on: Callable[..., Map], server: Server
) -> None:
    address = f"layers={','.join(LAYERS)}&at={DAY}"
    view.go(address)
    dark = page_on(server, color_scheme="dark")
    dark.open(address)
    assert drawn(dark) == drawn(view)


@pytest.fixture(scope="module")
def of_points(copied_root: Path, serve: Callable[..., Server]) -> Server:
    """Return the app on data in which one port is a feature of several points."""
    path = copied_root / "data" / "base" / "ports.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    feature = next(one for one in collection["features"] if one["properties"]["id"] == SPREAD)
    feature["geometry"] = {"type": "MultiPoint", "coordinates": [list(place) for place in PLACES]}
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    layer = copied_root / "layers" / "ports.toml"
    text = layer.read_text(encoding="utf-8")
    layer.write_text(
        text.replace('geometry = ["Point"]', 'geometry = ["Point", "MultiPoint"]'), encoding="utf-8"
    )
    return serve(copied_root)


def test_a_feature_of_many_points_is_painted_and_hit_at_each_of_them(
    page_on: Callable[..., Map], of_points: Server
) -> None:
    view = page_on(of_points)
    view.go("layers=ports&c=27,18&z=6&at=2026-01-01")
    assert [one["id"] for one in drawn(view)].count(SPREAD) == 1
    for lon, lat in PLACES:
        assert SPREAD in view.evaluate(HIT, [lat, lon]), (lon, lat)
    lon, lat = PLACES[-1]
    spot = view.evaluate(AT, ["ports", lat, lon])
    assert spot["alpha"] == 255
    box = view.box()
    view.page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])
    assert view.card(SPREAD).is_visible()
