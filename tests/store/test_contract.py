"""What every store answers, whatever it keeps its rows in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geo.catalog import read_catalog
from geo.errors import UnknownId
from geo.model import MARKINGS
from geo.store import Days, Store
from tests.store.conftest import opened

if TYPE_CHECKING:
    from conftest import DataRoot

    from geo.model import Extent, Layer


@pytest.fixture
def layer(data_root: DataRoot) -> Layer:
    """Return the layer `groups`, with rows of different places, days and markings."""
    data_root.collection(
        "groups",
        [
            data_root.group("cs-a", (12.0, 31.0), valid_from="2020", valid_to="2021-03-05", marking="CLEAR"),
            data_root.group("cs-b", (13.0, 32.0), valid_from="2021-03-05", marking="GREEN"),
            data_root.group("cs-c", None, valid_to="2021-02", marking="AMBER"),
            data_root.group("cs-d", (14.0, 33.0), valid_from="soon", marking="RED"),
            data_root.group("cs-e", (14.5, 33.0), valid_from="2024", marking="CLAER"),
        ],
    )
    return read_catalog(data_root.layers)[0]["groups"]


@pytest.fixture
def store(kind: str, layer: Layer, data_root: DataRoot) -> Store:
    """Return each kind of store with these rows."""
    return opened(kind, data_root)


def ids(store: Store, layer: Layer, **conditions: object) -> list[str]:
    """Return the ends of the ids in an answer, whose rows must be counted from 0."""
    frame, faults = store.rows(layer, **conditions)  # type: ignore[arg-type]
    assert faults == []
    assert frame.index.tolist() == list(range(len(frame)))
    assert list(frame.columns) == [*(column.name for column in layer.all_columns), "geometry"]
    assert frame.crs == "EPSG:4326"
    return [name.removeprefix("cs-") for name in frame["id"]]


def test_nothing_asked_is_everything(store: Store, layer: Layer) -> None:
    assert ids(store, layer) == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize(
    ("extent", "found"),
    [
        ((12.0, 31.0, 13.0, 32.0), ["a", "b"]),
        ((12.1, 31.0, 13.0, 31.9), []),
        ((13.0, 32.0, 13.0, 32.0), ["b"]),
        ((-180.0, -90.0, 180.0, 90.0), ["a", "b", "d", "e"]),
    ],
)
def test_an_extent_holds_its_edges_and_nothing_unplaced(
    store: Store, layer: Layer, extent: Extent, found: list[str]
) -> None:
    assert ids(store, layer, extent=extent) == found


def test_an_area_is_in_every_extent_that_it_touches(kind: str, data_root: DataRoot) -> None:
    zones = read_catalog(data_root.layers)[0]["zones"]
    store = opened(kind, data_root)
    assert len(store.rows(zones, extent=(13.4, 30.4, 13.6, 30.6))[0]) == 1
    assert len(store.rows(zones, extent=(14.0, 31.0, 15.0, 32.0))[0]) == 1
    assert len(store.rows(zones, extent=(14.1, 31.1, 15.0, 32.0))[0]) == 0


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (date(2019, 12, 31), ["c", "d"]),
        (date(2021, 2, 28), ["a", "c", "d"]),
        (date(2021, 3, 4), ["a", "d"]),
        (date(2021, 3, 5), ["b", "d"]),
        ((date(2021, 2, 28), date(2021, 3, 5)), ["a", "b", "c", "d"]),
        ((date(2021, 3, 1), date(2024, 1, 1)), ["a", "b", "d", "e"]),
    ],
)
def test_days_are_those_on_which_a_row_is_true(
    store: Store, layer: Layer, days: Days, found: list[str]
) -> None:
    assert ids(store, layer, days=days) == found


CLEARED = dict(zip(MARKINGS, ["a", "ab", "abc", "abc", "abcde"], strict=True))


@pytest.mark.parametrize(("clearance", "found"), [*CLEARED.items()])
def test_clearance_leaves_out_what_is_marked_stricter_or_not_at_all(
    store: Store, layer: Layer, clearance: str, found: str
) -> None:
    assert ids(store, layer, clearance=clearance) == list(found)


def test_conditions_are_met_together(store: Store, layer: Layer) -> None:
    extent = (12.0, 31.0, 13.0, 32.0)
    assert ids(store, layer, extent=extent, days=date(2021, 3, 5), clearance="GREEN") == ["b"]
    assert ids(store, layer, extent=extent, days=date(2021, 3, 5), clearance="CLEAR") == []


def test_a_table_is_asked_the_same_way(kind: str, data_root: DataRoot) -> None:
    lines = (data_root.data / "claims.csv").read_text("utf-8").splitlines()
    data_root.table("claims", [*lines, lines[1].replace("-gnu-1", "-gnu-2").replace("CLEAR", "RED")])
    store = opened(kind, data_root)
    assert len(store.table("claims")[0]) == 3
    assert len(store.table("claims", clearance="AMBER")[0]) == 2
    assert store.table("claims", days=date(2015, 1, 1))[0]["place"].tolist() == ["zintan"]
    whole = store.table("sources")[0]
    assert store.table("sources", days=date(1999, 1, 1), clearance="CLEAR")[0].equals(whole), (
        "no such columns"
    )


def test_what_is_not_there_is_said(store: Store, layer: Layer) -> None:
    with pytest.raises(UnknownId, match="did you mean 'AMBER'"):
        store.rows(layer, clearance="AMBR")
    with pytest.raises(UnknownId, match="there is no table 'claim'"):
        store.table("claim")
    with pytest.raises(UnknownId, match="there is no ground 'coasts'"):
        store.ground("coasts")


def test_version_and_stamp_stay_while_nothing_changes(store: Store) -> None:
    assert store.version() == store.version()
    assert store.stamp() == store.stamp()


def test_the_faults_of_rows_that_are_left_out_are_left_out(data_root: DataRoot) -> None:
    secret = data_root.group("cs-secret", strength="many", marking="RED")
    data_root.collection("groups", [data_root.group("cs-open", strength="few"), secret], crs={"name": "x"})
    layer = read_catalog(data_root.layers)[0]["groups"]
    store = opened("files", data_root)
    assert {fault.feature for fault in store.rows(layer)[1]} == {"", "cs-open", "cs-secret"}
    assert {fault.feature for fault in store.rows(layer, clearance="CLEAR")[1]} == {"", "cs-open"}
