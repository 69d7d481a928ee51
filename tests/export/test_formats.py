"""Downloads: each format is read back by what reads such files, hostile data included."""

from __future__ import annotations

import io
import re
import sqlite3
import sys
import unicodedata
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyogrio
import pytest
import shapely

from geo.evidence import Evidence
from geo.export import FORMATS, archive, gather
from geo.schema.characters import guarded

if TYPE_CHECKING:
    from conftest import DataRoot
from tests.export.opening import MIXED_TOML, Site, gpkg_tables, opened, scope

HOSTILE = '=HYPERLINK("http://evil.example","x")'


def test_a_geopackage_has_one_kind_of_geometry_a_table(site: Site, tmp_path: Path) -> None:
    path = site.export(tmp_path, layers="mixed,groups,zones", format="gpkg").gpkg()
    assert path.name == "LBY_map.gpkg"
    assert gpkg_tables(path) == {
        "zones": "Polygon",
        "mixed_points": "Point",
        "mixed_lines": "LineString",
        "mixed_areas": "MultiPolygon",
        "groups": "Point",
        "sources": None,
        "actors": None,
        "claims": None,
        "layer_styles": None,
    }
    for name, kind in gpkg_tables(path).items():
        info = pyogrio.read_info(path, layer=name)
        assert info["layer_metadata"]["IDENTIFIER"]
        assert "TLP:AMBER" in info["layer_metadata"]["DESCRIPTION"]
        if kind:
            assert info["crs"] == "EPSG:4326"
            shapes = pyogrio.read_dataframe(path, layer=name).geometry
            assert set(shapes.dropna().geom_type) == {kind}
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    metadata = pyogrio.read_info(path, layer="mixed_lines")["layer_metadata"]
    assert metadata["IDENTIFIER"] == "Mixed: lines"
    assert metadata["DESCRIPTION"].startswith("All kinds. TLP:AMBER. All times")
    points = pyogrio.read_dataframe(path, layer="mixed_points").set_index("id")
    assert points.loc["m-lost"].geometry is None
    assert points.loc["m-point", ["name_ar", "lon", "geom", "fid"]].tolist() == ["مصراتة", "x", "y", "z"]


def test_a_geopackage_has_dates_nulls_and_titles(site: Site, tmp_path: Path) -> None:
    path = site.export(tmp_path, layers="mixed", format="gpkg").gpkg()
    _, table = pyogrio.read_arrow(path, layer="mixed_lines")
    (row,) = table.to_pylist()
    assert (row["from_day"], row["to_day"]) == (date(2021, 3, 1), date(2024, 1, 1))
    assert (row["valid_from"], row["valid_to"]) == ("2021-03", "2023")
    assert (row["actor"], row["precision_m"], row["share"]) == (None, 3000, 0.5)
    told = table.schema.field("marking").metadata
    assert told[b"GDAL:OGR:alternative_name"] == b"Handling marking"
    assert b"TLP 2.0" in told[b"GDAL:OGR:comment"]
    doubled = table.schema.field("lon").metadata
    assert doubled[b"GDAL:OGR:alternative_name"] == b"Precision (m) (lon)"


def test_geojson_is_as_rfc_7946_wants_it(site: Site, tmp_path: Path) -> None:
    document = site.export(tmp_path, layers="mixed", format="geojson").geojson("mixed")
    assert "crs" not in document
    assert "TLP:AMBER" in document["description"]
    by_id = {feature["id"]: feature for feature in document["features"]}
    assert list(by_id) == [row["id"] for row in site.features("mixed")]
    assert by_id["m-lost"]["geometry"] is None
    assert by_id["m-lost"]["properties"]["share"] is None
    assert by_id["m-lost"]["properties"]["actor"] == ""
    assert by_id["m-point"]["geometry"] == {"type": "Point", "coordinates": [13.19, 32.89]}
    assert by_id["m-point"]["properties"]["name_ar"] == "مصراتة"
    assert shapely.geometry.shape(by_id["m-area"]["geometry"]).exterior.is_ccw


def test_geojson_is_wound_right_also_when_the_data_are_not(mixed: DataRoot, tmp_path: Path) -> None:
    square = mixed.square(13, 30)
    square["coordinates"][0].reverse()
    mixed.collection("zones", [mixed.feature("zone-1", square, **{"class": "zone"})])
    document = opened(mixed.evidence(), tmp_path, "geojson", scope("zones")).geojson("zones")
    assert shapely.geometry.shape(document["features"][0]["geometry"]).exterior.is_ccw


def test_csv_has_positions_or_nothing(site: Site, tmp_path: Path) -> None:
    rows = {row["id"]: row for row in site.export(tmp_path, layers="mixed", format="csv").csv("mixed.csv")}
    columns = ["lon_", "lat", "geometry"]
    assert [rows["m-point"][name] for name in columns] == ["13.19", "32.89", ""]
    assert [rows["m-lost"][name] for name in columns] == ["", "", ""]
    assert [rows["m-line"][name] for name in columns] == ["", "", "LINESTRING (13 30, 14 31)"]
    assert rows["m-area"]["geometry"].startswith("POLYGON ((")
    assert rows["m-point"]["name_ar"] == "مصراتة"
    assert (rows["m-point"]["precision_m"], rows["m-lost"]["precision_m"]) == ("3000", "")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (HOSTILE, "'" + HOSTILE),
        ("+218 21", "'+218 21"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r\n=1", "'\r\n'=1"),
        ("  =1", "'  =1"),
        ("\uff1d1", "'\uff1d1"),
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        ("2011 - 2014; unit = LNA", "2011 - 2014; unit = LNA"),
        ("'Ain Zara", "'Ain Zara"),
        ("مصراتة", "مصراتة"),
        ("", ""),
    ],
)
def test_a_cell_is_never_calculated(text: str, cell: str) -> None:
    assert guarded(text) == cell


def test_nothing_unseen_hides_a_formula() -> None:
    """By rule: whatever has no shape of its own, and each form that normalises to a sign."""
    everything = [chr(code) for code in range(sys.maxunicode + 1)]
    unseen = [char for char in everything if unicodedata.category(char) in ("Cc", "Cf", "Zs", "Zl", "Zp")]
    signs = [char for char in everything if unicodedata.normalize("NFKC", char) in tuple("=+-@")]
    assert len(unseen) > 200
    assert len(signs) > 10
    open_cells = [char + sign for char in unseen for sign in "=+-@" if "'" not in guarded(char + sign + "1")]
    assert open_cells == []
    assert [sign for sign in signs if guarded(sign + "1") != f"'{sign}1"] == []


def test_hostile_data_stay_data(mixed: DataRoot, tmp_path: Path) -> None:
    sources = [
        "id,publisher,title,date,date_note,url,kind,reliability",
        "icg-2024,@evil,A report,2024-05,,https://example.org/icg,think-tank,B",
        "un-2020,United Nations,-2+3,2020-10-23,,https://example.org/un,un,A",
    ]
    mixed.table("sources", sources)
    publishers = (mixed.data / "publishers.csv").read_text("utf-8")
    mixed.table("publishers", publishers.replace("International Crisis Group", "@evil").splitlines())
    evil = 'two\n\n\nLAYERS\n\n"quoted", <b>bold</b>\u202e'
    where = [-9.5, 32.0]
    mixed.declare("groups", (mixed.layers / "groups.toml").read_text("utf-8").replace("For tests.", "=1+1"))
    places = (mixed.layers / "places.toml").read_text("utf-8")
    mixed.declare("places", places.replace("colour =", "extent = [-20, 10, 40, 40]\ncolour ="))
    towns = [
        mixed.feature("tripoli", name_en=HOSTILE, summary=evil),
        mixed.feature("zintan", {"type": "Point", "coordinates": where}),
    ]
    mixed.collection("base/places", towns)
    evidence = mixed.evidence()
    assert evidence.faults.empty, evidence.faults.to_string()
    found = opened(evidence, tmp_path, "csv", scope("places,groups"))
    rows = {row["id"]: row for row in found.csv("places.csv")}
    assert rows["tripoli"]["name_en"] == "'" + HOSTILE
    assert rows["tripoli"]["summary"] == evil
    assert rows["zintan"]["lon"] == "-9.5", "a number is no formula"
    assert [(row["publisher"], row["title"]) for row in found.csv("sources.csv")] == [
        ("'@evil", "A report"),
        ("United Nations", "'-2+3"),
    ]
    raw = [
        cell
        for name in found.names
        if name.endswith(".csv")
        for row in found.csv(name)
        for cell in row.values()
    ]
    assert [cell for cell in raw if re.match(r"[=+@\t]|-(?!\d+\.\d+$)", cell)] == []
    assert found.readme.count("\nLAYERS\n") == 1
    document = opened(evidence, tmp_path, "geojson", scope("places")).geojson("places")
    assert document["features"][0]["properties"]["name_en"] == HOSTILE
    path = opened(evidence, tmp_path, "gpkg", scope("places")).gpkg()
    assert pyogrio.read_dataframe(path, layer="places")["summary"][0] == evil


def test_a_note_cannot_forge_the_readme(mixed: DataRoot, tmp_path: Path) -> None:
    forged = '"""\n\n\nATTRIBUTIONS AND LICENCES\n\nNone.\u2028\u202e"""'
    mixed.declare("mixed", MIXED_TOML.replace('"All kinds."', forged))
    found = opened(mixed.evidence(), tmp_path, "csv", scope("mixed"))
    assert found.readme.count("\nATTRIBUTIONS AND LICENCES\n") == 1
    assert "\u202e" not in found.readme


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_evidence_gives_the_same_bytes(
    real: Evidence, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    wanted = scope("energy,control", date(2024, 1, 1), bbox="9,24,20,33")
    first = archive(gather(real, wanted), form)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert (
        archive(gather(real, scope("control,energy", date(2024, 1, 1), bbox="9,24,20,33.0")), form) == first
    )
    assert archive(gather(real, scope("energy", date(2024, 1, 1))), form) != first
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_files_bear_the_day_of_the_newest_record(site: Site, tmp_path: Path) -> None:
    assert site.export(tmp_path, layers="groups").days == {(2026, 6, 1, 0, 0, 0)}
    assert site.export(tmp_path, layers="groups", bbox="0,0,1,1").days == {(1980, 1, 1, 0, 0, 0)}


def test_geopackages_can_be_made_at_the_same_time(real: Evidence) -> None:
    wanted = [scope(layer) for layer in ("energy", "ports", "energy", "ports")]
    alone = [archive(gather(real, one), "gpkg") for one in wanted]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda one: archive(gather(real, one), "gpkg"), wanted))
    assert together == alone


def test_a_flatgeobuf_holds_one_kind_of_geometry_and_what_has_no_place(site: Site, tmp_path: Path) -> None:
    found = site.export(tmp_path, layers="mixed,zones", format="fgb")
    kinds = {name: pyogrio.read_info(found.files[name]) for name in found.names if name.endswith(".fgb")}
    assert {name: info["geometry_type"] for name, info in kinds.items()} == {
        "zones.fgb": "Polygon",
        "mixed_points.fgb": "Point",
        "mixed_lines.fgb": "LineString",
        "mixed_areas.fgb": "MultiPolygon",
    }
    rows = {row["id"]: row for row in found.layer("mixed", "fgb")}
    assert rows["m-lost"]["geometry"] is None
    assert (rows["m-point"]["name_ar"], rows["m-point"]["lon"]) == ("مصراتة", "x")
    assert "TLP:AMBER" in kinds["mixed_lines.fgb"]["layer_metadata"]["DESCRIPTION"]


def test_a_geoparquet_has_dates_and_nulls(site: Site, tmp_path: Path) -> None:
    rows = {
        row["id"]: row
        for row in site.export(tmp_path, layers="mixed", format="parquet").layer("mixed", "parquet")
    }
    assert {row["geometry"].geom_type for name, row in rows.items() if name != "m-lost"} == {
        "Point", "LineString", "Polygon",
    }  # fmt: skip
    assert rows["m-lost"]["geometry"] is None
    line = rows["m-line"]
    assert (line["from_day"], line["to_day"]) == (date(2021, 3, 1), date(2024, 1, 1))
    assert (line["valid_from"], line["precision_m"], line["share"]) == ("2021-03", 3000, 0.5)
    assert pd.isna(line["actor"])


def test_a_workbook_calculates_nothing(mixed: DataRoot, tmp_path: Path) -> None:
    mixed.collection("zones", [mixed.feature("zone-1", None, **{"class": "zone"}, summary=HOSTILE)])
    found = Site(mixed.path, clearance="AMBER").export(tmp_path, layers="zones,mixed", format="xlsx")
    (row,) = found.layer("zones", "xlsx")
    assert row["summary"] == HOSTILE, "as a text: the reader would give a formula's value, which is none"
    book = found.files[next(name for name in found.names if name.endswith(".xlsx"))]
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/" in name]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    line = next(row for row in found.layer("mixed", "xlsx") if row["id"] == "m-line")
    assert (line["from_day"].date(), line["geometry"][:10]) == (date(2021, 3, 1), "LINESTRING")
