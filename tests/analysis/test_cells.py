"""Ground shared out between points."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.analysis.cells import cells, dissolved, shared_places
from geo.analysis.projection import METRIC_CRS

LAND = shapely.box(10, 22, 24, 32)


def scattered(count: int, seed: int) -> gpd.GeoSeries:
    draw = np.random.default_rng(seed)
    names = [f"p{number:02}" for number in range(count)]
    return gpd.GeoSeries.from_xy(
        draw.uniform(12, 15, count), draw.uniform(26, 29, count), index=names, crs="EPSG:4326"
    )


@pytest.mark.parametrize("seed", range(5))
def test_every_point_of_a_cell_is_reached_and_not_nearer_to_another_that_reaches_it(seed):
    points = scattered(25, seed)
    reach = pd.Series(np.where(np.arange(25) % 3, 60_000, 25_000), index=points.index)
    found = cells(points, reach, LAND)
    assert found.index.tolist() == points.index.tolist()
    draw = np.random.default_rng(seed)
    probes = gpd.GeoSeries.from_xy(
        draw.uniform(11.5, 15.5, 2000), draw.uniform(25.5, 29.5, 2000), crs="EPSG:4326"
    )
    metric, centres = probes.to_crs(METRIC_CRS), points.to_crs(METRIC_CRS)
    distance = np.array([metric.distance(centre) for centre in centres])
    unreached = 1e9
    within = np.where(distance <= reach.to_numpy()[:, None], distance, unreached)
    owner = np.where(within.min(axis=0) < unreached, within.argmin(axis=0), -1)
    drawn = np.full(len(probes), -1)
    cell, probe = probes.sindex.query(found, predicate="contains")
    drawn[probe] = cell
    # A disc is drawn with 32 corners, so right at its rim it may fall short by half a percent.
    assert (drawn == owner).mean() > 0.99
    rim = np.abs(distance - reach.to_numpy()[:, None]).min(axis=0) < 400
    best, second = np.sort(within, axis=0)[:2]
    tied = second - best < 50
    assert (drawn == owner)[~rim & ~tied].all()


@pytest.mark.parametrize("seed", range(5))
def test_cells_share_their_vertices_and_nothing_else(seed):
    points = scattered(40, seed)
    found = cells(points, pd.Series(60_000, index=points.index), LAND)
    assert shapely.coverage_is_valid(found.to_numpy())
    assert found.is_valid.all()
    assert dissolved(found).equals(found.union_all())
    assert dissolved(found).area == pytest.approx(shapely.area(found.to_numpy()).sum())


def test_a_border_along_a_meridian_stays_on_it():
    points = gpd.GeoSeries([shapely.Point(23.9, 27.0)], index=["a"], crs="EPSG:4326")
    (shape,) = cells(points, pd.Series([60_000], index=["a"]), LAND)
    assert shape.bounds[2] == 24.0
    east = [y for x, y in shape.exterior.coords if x == 24.0]
    assert max(east) - min(east) > 1.0


def test_points_across_the_border_get_no_cell():
    points = gpd.GeoSeries(
        [shapely.Point(25, 27), shapely.Point(23, 27)], index=["out", "in"], crs="EPSG:4326"
    )
    assert cells(points, pd.Series(60_000, index=points.index), LAND).index.tolist() == ["in"]
    assert cells(points.loc[["out"]], pd.Series(60_000, index=["out"]), LAND).empty


def test_places_within_steps_of_each_other_are_one_also_along_a_chain():
    east = [0.0, 200.0, 400.0, 800.0]
    points = gpd.GeoSeries.from_xy(east, [0.0] * 4, index=list("dcba"), crs=METRIC_CRS)
    assert shared_places(points).to_dict() == {"d": "b", "c": "b", "b": "b", "a": "a"}
