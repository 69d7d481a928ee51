"""Files that would do harm are refused, each with what to do."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from geo.ingest.files.reading import read_file
from geo.ingest.files.unpacking import Refused
from geo.language import said

VRT = "<OGRVRTDataSource><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTDataSource>"
KML = '<?xml version="1.0"?>{}<kml><Document><Placemark><name>{}</name></Placemark></Document></kml>'


def refused(path: Path, problem: str) -> None:
    with pytest.raises(Refused, match=problem) as told:
        read_file(path)
    assert "; " in str(told.value), "what to do"
    assert "libya-map-" not in str(told.value), "the path of the copy"


@pytest.mark.parametrize("padding", [0, 1 << 20])
def test_xml_that_defines_anything(padding: int, tmp_path: Path) -> None:
    text = KML.format(f"<!--{' ' * padding}--><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", "&e;")
    (tmp_path / "x.kml").write_text(text)
    refused(tmp_path / "x.kml", "definitions")
    (tmp_path / "y.kml").write_text(text, encoding="utf-16")
    refused(tmp_path / "y.kml", "two bytes a letter")
    with zipfile.ZipFile(tmp_path / "x.kmz", "w") as archive:
        archive.writestr("doc.kml", text)
    refused(tmp_path / "x.kmz", "definitions")
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", text)
    refused(tmp_path / "x.xlsx", "definitions")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("../../out.shp", b"x", "leads out"),
        ("/etc/out.shp", b"x", "leads out"),
        ("C:\\out.shp", b"x", "leads out"),
        ("a/b/c/d/e/out.shp", b"x", "deeper than"),
        ("inner.zip", b"PK", "archive in an archive"),
        ("bomb.dbf", bytes(20_000_000), "grows more than"),
        ("run.vrt", b"<OGRVRTDataSource/>", "no part of a shapefile"),
        ("readme.txt", b"nothing", "holds no .shp"),
    ],
)
def test_archives(name: str, content: bytes, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    refused(path, problem)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["x.zip"]


def test_what_is_not_what_its_name_says(tmp_path: Path) -> None:
    for name in ("x.gpkg", "x.fgb", "x.zip", "x.parquet"):
        (tmp_path / name).write_text(VRT)
        refused(tmp_path / name, "is not ")
    refused(tmp_path / "x.vrt", "no format that is read")
    (tmp_path / "pipe.csv").symlink_to("/dev/zero")
    refused(tmp_path / "pipe.csv", "not a file")


def test_no_other_driver_is_there_and_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    """In the process that reads: a pipeline that GDAL would run is no GeoJSON to it."""
    path = tmp_path / "x.geojson"
    path.write_text(
        json.dumps({"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read /etc/passwd"})
    )
    refused(path, "is not GeoJSON, whatever its name says")
    broken = tmp_path / "x.kml"
    broken.write_text("<kml>&")
    refused(broken, "cannot be read, its reader says: ERROR parsing kml the file")
    with pytest.raises(Refused) as told:
        read_file(broken)
    assert said(told.value.faults[0], "ar").startswith("لا يمكن قراءته، ويقول قارئه: ERROR parsing kml")
