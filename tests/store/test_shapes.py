"""Shapes made together are those made one by one."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry import mapping, shape

from geo.model import GEOMETRY_TYPES
from geo.store.shapes import read_shapes

SQUARE = "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 1))"
TEXTS = {
    "Point": ["POINT (1 2)", "POINT (3.5 4)"],
    "MultiPoint": ["MULTIPOINT (1 2, 3 4)", "MULTIPOINT (5 6)"],
    "LineString": ["LINESTRING (1 2, 3 4)", "LINESTRING (0 0, 1 1, 2 0)"],
    "MultiLineString": ["MULTILINESTRING ((1 2, 3 4), (5 6, 7 8, 9 9))", "MULTILINESTRING ((0 0, 1 1))"],
    "Polygon": [SQUARE, "POLYGON ((0 0, 1 0, 0 1, 0 0))"],
    "MultiPolygon": [
        "MULTIPOLYGON (((0 0, 1 0, 0 1, 0 0)), ((5 5, 6 5, 5 6, 5 5)))",
        "MULTIPOLYGON (((0 0, 1 0, 0 1, 0 0)))",
    ],
}


def parsed(text: str) -> Any:
    return json.loads(json.dumps(mapping(shapely.from_wkt(text))))


@pytest.mark.parametrize("kind", GEOMETRY_TYPES)
def test_all_of_a_type_at_once(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.store.shapes._shape", lambda _: pytest.fail("looked at one by one"))
    geometries = [parsed(text) for text in TEXTS[kind]]
    found, wrong = read_shapes([*geometries, None, *geometries])
    assert wrong == {}
    assert found[2] is None
    for made, geometry in zip(found[[0, 1, 3, 4]], geometries * 2, strict=True):
        assert shapely.to_wkb(made) == shapely.to_wkb(shape(geometry))


def test_a_wrong_one_spoils_no_other_and_heights_are_dropped() -> None:
    every = [parsed(text) for texts in TEXTS.values() for text in texts]
    wrong: list[Any] = [{"type": kind, "coordinates": [["x", 2]]} for kind in GEOMETRY_TYPES]
    high = {"type": "Point", "coordinates": [1, 2, 600]}
    found, told = read_shapes([*every, *wrong, high])
    assert sorted(told) == list(range(len(every), len(every) + len(wrong)))
    assert [shapely.to_wkb(made) for made in found[: len(every)]] == [
        shapely.to_wkb(shape(one)) for one in every
    ]
    assert shapely.is_geometry(found).sum() == len(every) + 1
    assert not shapely.has_z(found).any()
    assert read_shapes([]) == (pytest.approx(np.empty(0)), {})
