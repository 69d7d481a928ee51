"""Regions dissolved from toy districts."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from geo.analysis.regions import regions
from geo.model import COMMON_COLUMNS


def test_regions_are_the_districts_that_name_them(world):
    frame = regions(world())
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == "EPSG:4326"
    assert list(frame.columns) == [*[column.name for column in COMMON_COLUMNS], "districts", "geometry"]
    assert frame["id"].tolist() == ["region-cyrenaica", "region-fezzan"]
    fezzan = frame.iloc[1]
    assert fezzan["districts"] == "d-mid|d-west"
    assert fezzan["geometry"].equals(shapely.box(10, 22, 18, 28))
    assert (fezzan["sources"], fezzan["credibility"], fezzan["precision_m"]) == ("s1|s2", 4, 50)
    assert fezzan["class"] == "region"
    assert "approximate" in fezzan["summary"]
    assert not frame.geometry.iloc[0].intersection(frame.geometry.iloc[1]).area


def test_borders_a_hair_apart_leave_no_gap(world):
    inputs = world()
    districts = inputs.layers["districts"]
    districts.loc[districts["id"] == "d-mid", "geometry"] = shapely.box(14.00001, 22, 18, 28)
    fezzan = regions(inputs).geometry.iloc[1]
    assert isinstance(fezzan, shapely.Polygon)
    assert fezzan.area == pytest.approx(48)
