"""Nearness beside a search of every pair, and beside distances that others published."""

from __future__ import annotations

from itertools import product

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.analysis.asked import nearness
from geo.analysis.asked.nearness import Index, around, pairs_within
from geo.errors import GeoError

EARTH = Geod(ellps="WGS84")


def frame(*shapes: shapely.Geometry | None) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"id": [str(number) for number in range(len(shapes))]}, geometry=list(shapes), crs=4326
    )


def test_every_pair_is_found_as_a_search_of_all_finds_it() -> None:
    made = np.random.default_rng(10)
    points = [shapely.Point(*one) for one in made.uniform((9, 20), (25, 33), (200, 2))]
    origins = points[:40]
    found = {
        (pair.origin, pair.row): pair.km for pair in pairs_within(origins, Index.of(frame(*points)), 150)
    }
    slow = {}
    for (one, first), (other, second) in product(enumerate(origins), enumerate(points)):
        km = EARTH.inv(first.x, first.y, second.x, second.y)[2] / 1000
        if km <= 150:
            slow[one, other] = km
    assert found.keys() == slow.keys()
    assert all(found[pair] == pytest.approx(km, abs=1e-6) for pair, km in slow.items())


@pytest.mark.parametrize(
    ("first", "second", "km"),
    [
        # One degree of latitude at 32 N and of longitude at 27 N on WGS84 (published tables).
        ((13, 31.5), (13, 32.5), 110.87),
        ((13, 27), (14, 27), 99.26),
        ((13.1913, 32.8872), (20.0680, 32.1167), 651.0),  # Tripoli - Benghazi
    ],
)
def test_distances_are_those_of_the_tables(
    first: tuple[float, float], second: tuple[float, float], km: float
) -> None:
    (pair,) = pairs_within([shapely.Point(first)], Index.of(frame(shapely.Point(second))), 700)
    assert pair.km == pytest.approx(km, rel=2e-3)


def test_a_line_and_an_area_are_measured_to_their_nearest_point() -> None:
    index = Index.of(frame(shapely.LineString([(10, 30), (20, 30)]), shapely.box(14, 28, 16, 30), None))
    pairs = {pair.row: pair for pair in pairs_within([shapely.Point(15, 31)], index, 200)}
    assert sorted(pairs) == [0, 1]
    for pair in pairs.values():
        assert pair.km == pytest.approx(110.86, rel=1e-3)
        assert pair.bearing == pytest.approx(180, abs=0.5)
    (inside,) = (pair for pair in pairs_within([shapely.Point(15, 29)], index, 1))
    assert (inside.row, inside.km) == (1, 0)


@pytest.mark.parametrize("at", [(9, 20), (15, 27), (25, 33)])
def test_every_edge_of_a_circle_is_as_far(at: tuple[float, float]) -> None:
    circle = around(shapely.Point(at), 50)
    for lon, lat in circle.exterior.coords:
        assert EARTH.inv(*at, lon, lat)[2] == pytest.approx(50_000, abs=0.01)
    square_metres = abs(EARTH.geometry_area_perimeter(circle)[0])
    assert square_metres == pytest.approx(np.pi * 50_000**2, rel=1e-3)
    wide = around(shapely.LineString([at, (at[0] + 1, at[1])]), 10)
    assert wide.is_valid


def test_too_many_pairs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearness, "MOST_PAIRS", 10)
    points = [shapely.Point(13, 27 + number / 1000) for number in range(10)]
    with pytest.raises(GeoError, match="more than 10 are so near; ask for a smaller distance"):
        pairs_within(points, Index.of(frame(*points)), 50)
