"""A large file on a cluster of processes, of which one is killed: the same layer as in this process."""

from __future__ import annotations

import csv
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from threading import Event, Thread

import geopandas as gpd
import numpy as np
import pytest
from geopandas.testing import assert_geodataframe_equal

from geo.ingest.large.blocks import blocks_of
from geo.ingest.large.cluster import cluster
from geo.ingest.large.making import Engine, Made, Say, made_large
from geo.ingest.large.pool import Pool
from geo.ingest.rows.roles import proposed
from geo.ingest.rows.settling import Wishes, World
from geo.schema.references import References
from geo.store import LargeLayer, Wanted
from geo.store.large import opened
from tests.dask_cluster import dask_cluster

ROWS, SIZE, PART = 1_600, 8_000, 400
WORLD = World(lambda text: None, lambda text: "", References(latest=date(2026, 6, 1)), date(2026, 6, 1))  # type: ignore[arg-type, return-value]
# dask-geopandas 0.5 resets an index in a way that pandas 4 will not have.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rows of which two have an id that is taken, one no day, and one no position."""
    random = np.random.default_rng(1)
    folder = tmp_path_factory.mktemp("events")
    for name, start in (("a.csv", 0), ("b.csv", ROWS // 2)):
        with (folder / name).open("w", newline="") as file:
            table = csv.writer(file)
            table.writerow(["id", "date", "lat", "lon", "type", "note"])
            for number in range(start, start + ROWS // 2):
                lat, lon = random.uniform(20.5, 32.0), random.uniform(10.0, 24.0)
                day = f"20{10 + number % 14}-0{1 + number % 9}-11"
                table.writerow([f"e{number}", day, f"{lat:.5f}", f"{lon:.5f}", "ab"[number % 2], 'said "\n"'])
            if start:
                table.writerow(["e7", "2020-01-01", "30", "15", "a", ""])
                table.writerow(["e8", "2020-01-01", "30", "15", "a", ""])
                table.writerow(["e-day", "soon", "30", "15", "a", ""])
                table.writerow(["e-nowhere", "2020-01-01", "", "", "a", ""])
    return folder


def told(made: Made) -> list[str]:
    return sorted(f"{one.feature}: {one.problem}" for one in made.report.faults)


def rows_of(made: Made) -> gpd.GeoDataFrame:
    return gpd.read_parquet(made.data).sort_values("map_row", ignore_index=True)


def layer_of(events: Path, engine: Engine, home: Path, stack: ExitStack, say: Say) -> Made:
    blocks = blocks_of(events, size=SIZE)
    assert len(blocks) > 10
    return stack.enter_context(
        made_large(
            blocks,
            roles=proposed(list(blocks[0].read().columns)),
            wishes=Wishes("mine"),
            world=WORLD,
            file="events",
            engine=engine,
            home=home,
            say=say,
        )
    )


def test_a_killed_worker_changes_nothing(events: Path, tmp_path: Path) -> None:
    home, left, over = tmp_path / "data", [], Event()

    def kill() -> None:
        while not over.is_set():
            if reports := list(home.glob(".large-*/*.report")):
                left.append(len(reports))
                workers[0].kill()
                return
            time.sleep(0.005)

    with ExitStack() as stack:
        address, workers = stack.enter_context(dask_cluster(tmp_path, 2))
        here = stack.enter_context(cluster("", PART))
        local = layer_of(events, here, tmp_path / "local", stack, lambda what: None)
        pool = Pool(stack.enter_context(ThreadPoolExecutor(1)))
        alone = layer_of(events, pool, tmp_path / "alone", stack, lambda what: None)
        killer = Thread(target=kill)
        killer.start()
        try:
            there = stack.enter_context(cluster(address, PART, workers=2))
            far = layer_of(events, there, home, stack, lambda what: None)
        finally:
            over.set()
            killer.join()
        assert left
        assert left[0] < len(blocks_of(events, size=SIZE)), "nothing was left to do when it was killed"
        assert workers[0].poll() is not None

        assert (
            told(far)
            == told(local)
            == told(alone)
            == [
                "row 1601: has the id of row 8",
                "row 1602: has the id of row 9",
                "row 1603: 'soon' is no day",
                "row 1604: has no position",
            ]
        )
        assert far.rows == local.rows == alone.rows == ROWS
        expected = rows_of(alone)
        assert len(list(far.data.glob("*.parquet"))) > 3
        for made in (local, far):
            assert_geodataframe_equal(rows_of(made)[expected.columns], expected, check_dtype=False)
        found, faults = opened(far.layer, far.data, "x")
        assert not faults
        assert isinstance(found, LargeLayer)
        assert found.count(Wanted()) == ROWS
