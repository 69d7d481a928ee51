"""A large layer answers as the same rows in memory would, whatever is asked; its file is plain GeoParquet."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.catalog import read_catalog
from geo.errors import GeoError
from geo.model import Layer
from geo.scene.rules.filtering import passing
from geo.store import LargeLayer, Wanted, open_store, write_large
from geo.store.large import cell_shift, to_world
from geo.validity import recorded_now, recorded_on, valid_on, with_days
from tests.large_world import LAYER, TOML, add_large, incidents

if TYPE_CHECKING:
    from conftest import DataRoot

GOLDEN = Path(__file__).parents[1] / "golden" / "grid.json"
COUNT = 3000
FILTERS: tuple[dict[str, list[str]], ...] = (
    {},
    {"hide": [f"{LAYER}.politics"]},
    {"actor": ["gnu"], "rel": ["B"]},
    {"cred": ["2"], "age": ["900"]},
    {"stale": ["1"]},
    {"rows": ["reviewed_on>2012", "valid_from<2030-06", "class~i"]},
    {"rows": ["any~Incident 1", "any~s gnu"]},
    {"rows": ["any~1", "any~b2", "actor=gnu", f"layer={LAYER}", "precision_m<100000"]},
)


@pytest.fixture(scope="module")
def frame() -> gpd.GeoDataFrame:
    return incidents(COUNT)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, frame: gpd.GeoDataFrame) -> LargeLayer:
    root = tmp_path_factory.mktemp("large")
    (root / "layers").mkdir()
    (root / "data").mkdir()
    add_large(root, frame)
    return opened_at(root)


def opened_at(root: Path) -> LargeLayer:
    found, faults = open_store(root).large(declared(root))
    assert faults == []
    assert found is not None
    return found


def declared(root: Path) -> Layer:
    return read_catalog(root / "layers")[0][LAYER]


def in_memory(frame: gpd.GeoDataFrame, wanted: Wanted, layer: Layer) -> pd.DataFrame:
    """Return wanted rows by the rules that small layers are cut with."""
    rows = recorded_on(frame, wanted.recorded) if wanted.recorded else recorded_now(frame)
    assert wanted.days is not None
    at = wanted.days[0]
    rows = valid_on(rows, at)
    rows = rows[passing(LAYER, at, wanted.filters, with_days(rows, layer.review_after_days, layer.ageless))]
    if wanted.extent is not None:
        rows = rows[rows.geometry.intersects(shapely.box(*wanted.extent))]
    return pd.DataFrame(rows)


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("recorded", [None, date(2026, 9, 15)])
def test_rows_are_those_that_the_rules_of_small_layers_leave(
    large: LargeLayer, frame: gpd.GeoDataFrame, filters: dict[str, list[str]], recorded: date | None
) -> None:
    for extent, at in (((12.0, 25.0, 20.0, 31.0), date(2019, 6, 1)), (None, date(2024, 12, 31))):
        wanted = Wanted(extent, (at, at), recorded, filters)
        expected = in_memory(frame, wanted, large.layer)
        assert len(expected) > 0
        found = large.frame(wanted)
        assert set(found["id"]) == set(expected["id"])
        assert large.count(wanted) == len(expected)
        assert large.counts(wanted) == dict(Counter(expected["class"]))
        assert large.points(wanted).num_rows == len(expected)


@pytest.mark.parametrize("zoom", [3, 6.5, 9])
def test_cells_count_every_row_once_where_it_is(
    large: LargeLayer, frame: gpd.GeoDataFrame, zoom: float
) -> None:
    rows = recorded_now(frame)
    xs, ys = to_world(rows.geometry.x.to_numpy(), rows.geometry.y.to_numpy())
    shift = cell_shift(zoom)
    expected = Counter(zip((xs >> shift).tolist(), (ys >> shift).tolist(), rows["class"], strict=True))
    assert {(x, y, name): count for x, y, name, count in large.cells(Wanted(), zoom)} == dict(expected)


def test_a_row_comes_back_as_it_was_written(large: LargeLayer, frame: gpd.GeoDataFrame) -> None:
    row = recorded_now(frame).iloc[[7]].reset_index(drop=True)
    found = large.frame(Wanted(ids=(row["id"][0],)))
    columns = list(large.columns)
    assert found["summary_short"].tolist() == [""]
    assert found[columns].to_dict("records") == row[columns].to_dict("records")
    assert found.geometry.to_wkb().tolist() == row.geometry.to_wkb().tolist()


def test_the_file_is_geoparquet_and_near_rows_stand_together(large: LargeLayer) -> None:
    read = gpd.read_parquet(large.path)
    assert read.crs == "OGC:CRS84"
    assert len(read) == COUNT
    assert read["map_row"].tolist() == list(range(COUNT))
    steps = np.hypot(np.diff(read["map_x"]), np.diff(read["map_y"]))
    shuffled = read.sample(frac=1, random_state=1)
    assert steps.mean() * 5 < np.hypot(np.diff(shuffled["map_x"]), np.diff(shuffled["map_y"])).mean()


def test_pages_follow_each_other(large: LargeLayer) -> None:
    pages = [large.frame(Wanted(), 100, offset=start, sort="name_en", down=True) for start in (0, 100)]
    names = pd.concat(pages)["name_en"].tolist()
    assert names == sorted(names, reverse=True)
    assert len(set(names)) == 200
    together = pd.concat(large.frames(Wanted(), 700))
    assert len(together) == large.total == large.count(Wanted())
    assert sum(count for _, count in large.days(Wanted())) == large.total


def test_marked_rows_and_those_of_unseen_actors_are_not_there(data_root: DataRoot) -> None:
    add_large(data_root.path, incidents(60, marking=["CLEAR", "AMBER", "RED"] * 20))
    evidence = data_root.evidence()
    assert evidence.marking == "RED"
    shown = evidence.cleared("AMBER").large[LAYER]
    assert set(shown.frame(Wanted())["marking"]) == {"CLEAR", "AMBER"}
    assert shown.total == shown.count(Wanted()) < evidence.large[LAYER].total
    assert shown.marking == "AMBER"
    unseen = shown.cleared("RED", frozenset({"gnu"})).frame(Wanted())
    assert "gnu" not in set(unseen["actor"])


@pytest.mark.parametrize(
    ("columns", "column", "problem"),
    [
        ({"class": "riot"}, "class", "unknown class 'riot'"),
        ({"marking": "SECRET"}, "marking", "unknown marking 'SECRET'"),
        ({"id": ""}, "id", "5 rows have no id"),
        ({"credibility": "much"}, "credibility", "is of the type varchar, not integer"),
    ],
)
def test_a_file_that_does_not_fit_takes_out_its_layer_alone(
    data_root: DataRoot, columns: dict[str, Any], column: str, problem: str
) -> None:
    add_large(data_root.path, incidents(5, **columns))
    fault = data_root.fault(layer=LAYER)
    assert (fault["column"], fault["problem"]) == (column, problem)
    evidence = data_root.evidence()
    assert LAYER in evidence.broken
    assert "groups" in evidence.layers


def test_what_is_no_geoparquet_of_ours_is_told(data_root: DataRoot) -> None:
    data_root.declare(LAYER, TOML)
    assert data_root.fault(layer=LAYER)["problem"] == "the file is missing"
    (data_root.data / f"{LAYER}.parquet").write_text("no parquet")
    assert data_root.fault(layer=LAYER)["problem"].startswith("is no GeoParquet that can be read")
    incidents(5).to_parquet(data_root.data / f"{LAYER}.parquet")
    problems = set(data_root.evidence().faults["problem"])
    assert "no row has the column 'map_x'" in problems


def test_rows_without_a_point_are_refused(tmp_path: Path) -> None:
    frame = incidents(3)
    frame.loc[1, "geometry"] = None
    with pytest.raises(GeoError, match="row 2 has no point"):
        write_large([frame], tmp_path / "x.parquet")
    with pytest.raises(GeoError, match="no row to write"):
        write_large([], tmp_path / "x.parquet")
    assert list(tmp_path.iterdir()) == []


def test_cells_are_those_of_the_golden_cases() -> None:
    for case in (one["input"] for one in json.loads(GOLDEN.read_text())["cases"]):
        x, y = to_world(np.array([case["lon"]]), np.array([case["lat"]]))
        shift = cell_shift(case["zoom"])
        assert [shift, int(x[0]) >> shift, int(y[0]) >> shift] == [case["shift"], *case["cell"]]
