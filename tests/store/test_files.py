"""Reading files: every way a file can be broken is told with its place; what can be read keeps its types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import geo.files
from geo.catalog import read_catalog
from geo.errors import GeoError, InvalidLayer, UnknownId
from geo.evidence import load
from geo.faults import Fault
from geo.store import open_store

if TYPE_CHECKING:
    from conftest import DataRoot

FILE = "data/groups.geojson"


def read(data_root: DataRoot, layer_id: str = "groups") -> tuple[Any, list[Fault]]:
    layer = read_catalog(data_root.layers)[0][layer_id]
    return open_store(data_root.path).rows(layer)


def only(faults: list[Fault]) -> tuple[str, str, str, str, str]:
    assert len(faults) == 1, "\n".join(map(str, faults))
    fault = faults[0]
    return fault.file, fault.feature, fault.column, fault.problem, fault.remedy


def test_a_right_layer_has_its_columns_types_and_crs(data_root: DataRoot) -> None:
    frame, faults = read(data_root)
    assert faults == []
    assert frame.crs == "EPSG:4326"
    assert list(frame.columns)[:3] == ["id", "name_en", "name_ar"]
    assert list(frame.columns)[-4:] == ["base", "strength", "roles", "geometry"]
    assert {name: str(frame[name].dtype) for name in ("id", "precision_m", "credibility", "strength")} == {
        "id": "str",
        "precision_m": "Int64",
        "credibility": "Int64",
        "strength": "Int64",
    }
    assert frame["strength"].tolist()[0] == 500
    assert frame["strength"].isna().tolist() == [False, True]
    assert frame["valid_to"].tolist() == ["", ""]


def test_unplaced_stays_without_a_position(data_root: DataRoot) -> None:
    frame, faults = read(data_root, "places")
    assert faults == []
    assert frame.geometry.isna().tolist() == [False, False, True]


def test_absent_optional_columns_and_nulls_are_none(data_root: DataRoot) -> None:
    lean = data_root.group("cs-a", name_ar=None)
    for name in ("aliases", "strength", "valid_to"):
        del lean["properties"][name]
    data_root.collection("groups", [lean])
    frame, faults = read(data_root)
    assert faults == []
    assert frame.loc[0, ["name_ar", "aliases", "valid_to"]].tolist() == ["", "", ""]


def test_a_missing_file(data_root: DataRoot) -> None:
    (data_root.data / "groups.geojson").rename(data_root.data / "group.geojson")
    frame, faults = read(data_root)
    assert frame.empty
    assert frame.crs == "EPSG:4326"
    assert only(faults) == (FILE, "", "", "the file is missing", "did you mean 'group.geojson'?")


def test_a_truncated_file(data_root: DataRoot) -> None:
    text = (data_root.data / "groups.geojson").read_text("utf-8")
    for length in (len(text) // 2, len(text) - 2):
        data_root.write("groups", text[:length])
        file, feature, column, problem, remedy = only(read(data_root)[1])
        assert (file, feature, column, remedy) == (FILE, "", "", "restore the whole file")
        assert problem.startswith("is cut short at line 1, column ")


def test_an_empty_file(data_root: DataRoot) -> None:
    data_root.write("groups", "")
    assert only(read(data_root)[1]) == (FILE, "", "", "the file is empty", "restore the file")


def test_not_json(data_root: DataRoot) -> None:
    data_root.write("groups", '{"type": "FeatureCollection",\n "features": [,]}')
    assert only(read(data_root)[1])[3:] == (
        "is not JSON at line 2, column 15: Expecting value",
        "correct it there",
    )


@pytest.mark.parametrize(
    "text",
    ["[]", "3", '{"type": "Topology"}', '{"a": 1}', '{"type": "FeatureCollection"}', '{"type": "Feature"}'],
)
def test_not_a_feature_collection(data_root: DataRoot, text: str) -> None:
    data_root.write("groups", text)
    file, feature, column, problem, remedy = only(read(data_root)[1])
    assert (file, feature, column) == (FILE, "", "")
    assert problem.startswith("is not a GeoJSON FeatureCollection")
    assert remedy == 'export it as GeoJSON, "type": "FeatureCollection"'


def test_another_crs(data_root: DataRoot) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32633"}}
    data_root.collection("groups", [data_root.group("cs-a")], crs=crs)
    assert only(read(data_root)[1]) == (
        FILE,
        "",
        "crs",
        "its coordinates are in 'urn:ogc:def:crs:EPSG::32633', not in EPSG:4326",
        "reproject to EPSG:4326 and remove the member crs",
    )


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"])
def test_the_same_crs_by_name_is_right(data_root: DataRoot, name: str) -> None:
    crs = {"type": "name", "properties": {"name": name}}
    data_root.collection("groups", [data_root.group("cs-a")], crs=crs)
    assert read(data_root)[1] == []


def test_latin_1(data_root: DataRoot) -> None:
    content = {"type": "FeatureCollection", "features": [data_root.group("cs-a", name_en="Bordj Séoud")]}
    data_root.write("groups", "\n" + json.dumps(content, ensure_ascii=False), encoding="latin-1")
    file, feature, column, problem, remedy = only(read(data_root)[1])
    assert (file, feature, column, remedy) == (FILE, "", "", "save as UTF-8")
    raw = (data_root.data / "groups.geojson").read_bytes()
    assert f"byte {raw.index(0xE9)} on line 2 (0xe9) is not UTF-8" in problem


def test_arabic_of_windows(data_root: DataRoot) -> None:
    content = {"type": "FeatureCollection", "features": [data_root.group("cs-a", name_ar="طرابلس")]}
    data_root.write("groups", json.dumps(content, ensure_ascii=False), encoding="cp1256")
    *_, problem, remedy = only(read(data_root)[1])
    assert problem.endswith("is not UTF-8, perhaps Windows-1256")
    assert remedy == "open it as Windows-1256 (CP1256) and save as UTF-8"


def test_numbers_and_characters_that_nothing_can_hold(data_root: DataRoot) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": [data_root.group("cs-a", name_en="@")]})
    data_root.write("groups", text.replace("@", "\\ud800"))
    assert only(read(data_root)[1])[3:] == ("holds half a character, \\ud800", "write the character itself")
    data_root.write("groups", text.replace("@", "\\ud83d\\ude00"))
    assert read(data_root)[1] == []
    data_root.write("groups", text.replace("3000", "9" * 400))
    assert only(read(data_root)[1])[1:3] == ("cs-a", "precision_m")
    data_root.write("groups", text.replace("12.25", "9" * 400))
    assert only(read(data_root)[1])[1:3] == ("cs-a", "geometry")
    data_root.write("groups", "[" * 100_000)
    assert only(read(data_root)[1])[3] == "is nested too deeply"


def test_a_byte_order_mark_is_no_fault(data_root: DataRoot) -> None:
    text = (data_root.data / "groups.geojson").read_text("utf-8")
    data_root.write("groups", "\ufeff" + text)
    assert read(data_root)[1] == []


@pytest.mark.parametrize(
    ("geometry", "problem", "remedy"),
    [
        ({"type": "Point", "coordinates": []}, "has no coordinates", "null geometry"),
        ({"type": "Point"}, "has no coordinates", "null geometry"),
        ({"type": "Point", "coordinates": [12.2]}, "[12.2] is not a position", "[lon, lat]"),
        ({"type": "Point", "coordinates": [float("nan"), 31.9]}, "a coordinate is nan", "null geometry"),
        ({"type": "Point", "coordinates": [None, 31.9]}, "a coordinate is null", "null geometry"),
        (
            {"type": "Point", "coordinates": ["12.2", 31.9]},
            "the coordinate '12.2' is a text",
            "without quotes",
        ),
        ({"type": "Point", "coordinates": "12,31"}, "'12,31' is not a position", "[lon, lat]"),
        ({"type": "Pont", "coordinates": [12.2, 31.9]}, "unknown geometry type 'Pont'", "'Point'"),
        ({"type": "Polygon", "coordinates": [[[1, 2], [3, 4]]]}, "is not a Polygon", "nest the coordinates"),
        ({"type": "LineString", "coordinates": [12, 31]}, "is not a LineString", "nest the coordinates"),
        ([], "unknown geometry type None", "use one of"),
        (
            {"type": "Point", "coordinates": [[20, 32]]},
            "is not a Point: its positions stand in too many lists",
            "nest",
        ),
        (
            {"type": "Polygon", "coordinates": [[1, 2], [3, 4]]},
            "is not a Polygon: its positions stand in too few",
            "nest",
        ),
    ],
    ids=str,
)
def test_absent_or_broken_coordinates(data_root: DataRoot, geometry: Any, problem: str, remedy: str) -> None:
    data_root.collection("groups", [data_root.group("cs-good"), data_root.group("cs-bad", geometry)])
    frame, faults = read(data_root)
    file, feature, column, told, advice = only(faults)
    assert (file, feature, column) == (FILE, "cs-bad", "geometry")
    assert problem in told
    assert remedy in advice
    assert frame["id"].tolist() == ["cs-good", "cs-bad"], "others may refer to it"
    assert frame.geometry.isna().tolist() == [False, True]


def test_features_without_what_makes_one(data_root: DataRoot) -> None:
    anonymous = data_root.group("cs-a")
    del anonymous["properties"]["id"]
    no_shape = data_root.group("cs-b")
    del no_shape["geometry"]
    data_root.collection("groups", [anonymous, {"type": "Feature", "geometry": None}, 3, no_shape])
    _, faults = read(data_root)
    assert [(fault.feature, fault.column, fault.remedy) for fault in faults] == [
        ("no. 1", "id", "add the property id"),
        ("no. 2", "", "add its columns as properties"),
        ("no. 3", "", 'write "type": "Feature"'),
        ("cs-b", "geometry", "add one; null when the position is not known"),
    ]


def test_values_of_the_wrong_type(data_root: DataRoot) -> None:
    wrong = data_root.group("cs-a", name_en=5, credibility="high", strength=2.5, aliases=["a"])
    data_root.collection("groups", [wrong])
    frame, faults = read(data_root)
    assert {(fault.feature, fault.column, fault.problem, fault.remedy) for fault in faults} == {
        ("cs-a", "name_en", "5 is not a text in quotes", "write a text in quotes"),
        ("cs-a", "credibility", "'high' is not a whole number", "write a whole number"),
        ("cs-a", "strength", "2.5 is not a whole number", "write a whole number"),
        ("cs-a", "aliases", "['a'] is not a text in quotes", "write a text in quotes"),
    }
    assert frame["credibility"].isna().all()


def test_unknown_and_missing_properties(data_root: DataRoot) -> None:
    wrong = data_root.group("cs-a", sumary="x", colour="red")
    del wrong["properties"]["summary"]
    data_root.collection("groups", [wrong])
    assert {(f.column, f.problem, f.remedy) for f in read(data_root)[1]} == {
        ("sumary", "unknown column 'sumary'", "did you mean 'summary'?"),
        ("colour", "unknown column 'colour'", "remove it, or declare it in layers/groups.toml"),
        ("summary", "no feature has the column 'summary'", "add the property 'summary'"),
    }


def test_heights_are_dropped(data_root: DataRoot) -> None:
    shape = {"type": "Point", "coordinates": [12.2, 31.9, 600.0]}
    data_root.collection("groups", [data_root.group("cs-a", shape)])
    frame, faults = read(data_root)
    assert faults == []
    assert not frame.geometry.iloc[0].has_z


def test_a_right_table_is_text_and_whole_numbers(data_root: DataRoot) -> None:
    frame, faults = open_store(data_root.path).table("claims")
    assert faults == []
    assert frame["credibility"].tolist() == [1, 2]
    assert str(frame["credibility"].dtype) == "Int64"
    assert frame["valid_to"].tolist() == ["", ""]


def test_a_table_with_wrong_columns(data_root: DataRoot) -> None:
    data_root.table(
        "flows", ["id,from,to_id,commodity,capacity,stated,recorded_on,retracted_on,sources,colour"]
    )
    _, faults = open_store(data_root.path).table("flows")
    told = {(fault.file, fault.column): fault.remedy for fault in faults}
    assert told["data/flows.csv", "stated_on"] == "rename 'stated' to 'stated_on'"
    assert told["data/flows.csv", "marking"] == "add the column 'marking' to the header"
    assert told["data/flows.csv", "colour"] == "remove it, or declare it in data/tables.toml"
    assert told["data/flows.csv", "stated"] == "did you mean 'stated_on'?"


def test_ragged_rows_tell_their_line(data_root: DataRoot) -> None:
    lines = (data_root.data / "sources.csv").read_text("utf-8").splitlines()
    data_root.table("sources", [*lines, "short,One", "long,Some, where,a,b,c,d,e,f", ""])
    frame, faults = open_store(data_root.path).table("sources")
    assert frame["id"].tolist() == ["icg-2024", "un-2020"]
    assert [(fault.feature, fault.problem) for fault in faults] == [
        ("short", "line 4 has 2 cells, the header has 8"),
        ("long", "line 5 has 9 cells, the header has 8"),
    ]
    assert "double quotes" in faults[0].remedy


def test_other_broken_tables(data_root: DataRoot) -> None:
    store = open_store(data_root.path)
    (data_root.data / "actors.csv").unlink()
    assert store.table("actors")[1][0].problem == "the file is missing"
    (data_root.data / "actors.csv").write_bytes("id,name_en\nx,Sécurité\n".encode("latin-1"))
    assert store.table("actors")[1][0].remedy == "save as UTF-8"
    data_root.table("actors", ['id,"name_en', "x,y"])
    assert "is not CSV at line" in store.table("actors")[1][0].problem
    data_root.table("actors", ["id,id,name_en"])
    assert "two columns are called 'id'" in {fault.problem for fault in store.table("actors")[1]}
    (data_root.data / "actors.csv").write_bytes(b"id,name_en\nx,Somebody whose na")
    assert "the last line does not end" in store.table("actors")[1][0].problem
    with pytest.raises(UnknownId, match="did you mean 'actors'"):
        store.table("actor")


def test_ground_needs_no_properties(data_root: DataRoot) -> None:
    store = open_store(data_root.path)
    assert store.ground_names() == ("coast", "places")
    assert store.ground("coast").crs == "EPSG:4326"
    with pytest.raises(UnknownId, match="did you mean 'coast'"):
        store.ground("coasts")
    data_root.write("base/coast", "{")
    with pytest.raises(InvalidLayer, match=r"data/base/coast\.geojson: is cut short"):
        store.ground("coast")
    bow = {"type": "Polygon", "coordinates": [[[10, 30], [12, 32], [12, 30], [10, 32], [10, 30]]]}
    crossed = {"type": "Feature", "properties": {"id": "tie"}, "geometry": bow}
    data_root.write("base/coast", json.dumps({"type": "FeatureCollection", "features": [crossed]}))
    with pytest.raises(
        InvalidLayer, match=r"tie.*geometry: crosses itself near lon 11\.00000, lat 31\.00000"
    ):
        store.ground("coast")


def test_the_version_follows_the_content(data_root: DataRoot) -> None:
    before = open_store(data_root.path).version()
    assert open_store(data_root.path).version() == before
    data_root.collection("groups", [])
    assert open_store(data_root.path).version() != before


def test_only_what_changed_is_read_again(data_root: DataRoot, monkeypatch: pytest.MonkeyPatch) -> None:
    content_of, files = geo.files.content_of, []
    monkeypatch.setattr(
        "geo.store.files.content_of",
        lambda path, homes: files.append(path.name) or content_of(path, homes),
    )
    store = open_store(data_root.path)
    first = load(store, data_root.layers, {})
    assert len(files) == len(set(files)), "places are a layer and ground, and read once"
    files.clear()
    assert load(store, data_root.layers, {}).version == first.version
    assert files == []
    data_root.collection("groups", [data_root.group("cs-new")])
    second = load(store, data_root.layers, {})
    assert files == ["groups.geojson"]
    assert second.version != first.version
    assert second.layers["groups"]["id"].tolist() == ["cs-new"]
    data_root.declare(
        "groups", (data_root.layers / "groups.toml").read_text("utf-8").replace("roles", "tasks")
    )
    assert "roles" in load(store, data_root.layers, {}).broken["groups"], "the declaration counts too"


def test_a_file_that_nothing_declares_is_told(data_root: DataRoot) -> None:
    data_root.collection("camps", [])
    known = frozenset({"groups.geojson", "zones.geojson", "base/coast.geojson"})
    faults = open_store(data_root.path).undeclared(known)
    assert [(fault.file, fault.remedy) for fault in faults] == [
        ("data/camps.geojson", "add layers/camps.toml"),
        ("data/base/places.geojson", "add layers/places.toml"),
    ]


def test_open_store_takes_a_folder_and_says_what_else_it_takes(data_root: DataRoot) -> None:
    assert open_store(data_root.path).version() == open_store(f"file://{data_root.path}").version()
    with pytest.raises(GeoError, match="give a folder that holds data/"):
        open_store("postgresql://server/libya")
    with pytest.raises(GeoError, match="holds no folder data/"):
        open_store(data_root.layers)
