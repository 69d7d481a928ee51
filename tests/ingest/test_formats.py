"""Each format is read whole: rows, letters and shapes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import xlsxwriter
from shapely import LineString, Point

from geo.ingest.files import child
from geo.ingest.files.formats import Format
from geo.ingest.files.reading import Raw, in_rows, read_file
from geo.ingest.files.unpacking import Refused
from geo.ingest.large.blocks import blocks_of

NAMES = ["طرابلس", "Sabha"]
POINTS = [Point(13.19, 32.89), Point(14.43, 27.03)]
FRAME = gpd.GeoDataFrame({"Name": NAMES, "n": [1, 2]}, geometry=POINTS, crs="EPSG:4326")


def here(asked: Mapping[str, str], _kind: Format) -> dict[str, Any]:
    """The reader in this process, which has started already."""
    return child.read(asked)


def zipped(folder: Path, **kept: Any) -> Path:
    FRAME.to_file(folder / "towns.shp", **kept)
    archive = folder / "towns.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for part in folder.glob("towns.*"):
            if part != archive:
                file.write(part, f"towns/{part.name}")
    return archive


def make(folder: Path, suffix: str) -> Path:
    path = folder / f"towns{suffix}"
    if suffix == ".zip":
        return zipped(folder, encoding="utf-8")
    if suffix == ".parquet":
        FRAME.to_parquet(path)
    elif suffix == ".kmz":
        FRAME.to_file(folder / "doc.kml", driver="KML")
        with zipfile.ZipFile(path, "w") as file:
            file.write(folder / "doc.kml", "doc.kml")
    else:
        frame = FRAME.rename(columns={"Name": "name"})[["name", "geometry"]] if suffix == ".gpx" else FRAME
        kept = {".gpx": {"layer": "waypoints"}, ".kml": {"driver": "KML"}}.get(suffix, {})
        frame.to_file(path, **kept)
    return path


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".zip", ".kml", ".kmz", ".gpx", ".fgb", ".parquet"])
def test_a_format_comes_in_whole(suffix: str, tmp_path: Path) -> None:
    raw = read_file(make(tmp_path, suffix), reader=here)
    header = next(one for one in raw.columns if one.lower() == "name")
    names = raw.columns[header]
    assert sorted(names) == sorted(NAMES)
    assert raw.shapes is not None
    assert [(round(one.x, 2), round(one.y, 2)) for one in raw.shapes] == [
        (round(POINTS[NAMES.index(name)].x, 2), round(POINTS[NAMES.index(name)].y, 2)) for name in names
    ]
    assert raw.crs in ("EPSG:4326", "OGC:CRS84") or '"code": 4326' in raw.crs


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".zip", ".kml", ".gpx", ".fgb"])
def test_a_format_of_many_rows_is_read_in_pieces_alike(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = make(tmp_path, suffix), tmp_path / "rows.parquet"
    whole = read_file(path, reader=here)
    few = in_rows(path, out, reader=here)
    assert few is not None, "two are not many"
    assert few.columns == whole.columns
    monkeypatch.setattr(child, "MOST_ROWS", 1)
    monkeypatch.setattr(child, "GROUP", 1)
    assert in_rows(path, out, reader=here) is None
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith(".large")) == []
    pieces = [block.read() for block in blocks_of(out)]
    assert [len(one) for one in pieces] == [1, 1]
    assert pieces[0].columns == {name: texts[:1] for name, texts in whole.columns.items()}
    assert whole.shapes is not None
    assert [one.shapes for one in pieces] == [[whole.shapes[0]], [whole.shapes[1]]]
    assert pieces[0].crs.startswith("{")


def test_many_lines_are_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lines.fgb"
    line = LineString(POINTS)
    gpd.GeoDataFrame({"n": [1, 2]}, geometry=[line, line], crs="EPSG:4326").to_file(path)
    monkeypatch.setattr(child, "MOST_ROWS", 1)
    with pytest.raises(Refused, match="more than 1 shapes of the kind LineString"):
        in_rows(path, tmp_path / "rows.parquet", reader=here)


def test_a_crs_that_geoparquet_does_not_know_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "towns.parquet"
    FRAME.set_crs(None, allow_override=True).to_parquet(path)
    assert not read_file(path, reader=here).crs


def test_a_shapefile_in_arabic_windows_letters(tmp_path: Path) -> None:
    path = zipped(tmp_path, encoding="CP1256")
    without = tmp_path / "plain.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(without, "w") as new:
        for name in old.namelist():
            if not name.endswith((".cpg", ".prj")):
                new.writestr(name, old.read(name))
    raw = read_file(without, reader=here)
    assert raw.columns["Name"] == NAMES
    assert raw.encoding == "CP1256"
    assert not raw.crs, "nobody tells it"


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "towns.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("بلدات")
        for number, row in enumerate(
            (["الاسم", "lat", "lon"], [NAMES[0], 32.89, 13.19], [NAMES[1], 27.03, 14.43])
        ):
            sheet.write_row(number, 0, row)
    raw = read_file(path, reader=here)
    assert raw.columns == {"الاسم": NAMES, "lat": ["32.89", "27.03"], "lon": ["13.19", "14.43"]}


def test_a_workbook_of_texts_alone_has_its_headers(tmp_path: Path) -> None:
    path = tmp_path / "towns.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((["الاسم", "الموقع"], [NAMES[0], "33S 330812 3640232"])):
            sheet.write_row(number, 0, row)
    assert read_file(path, reader=here).columns == {"الاسم": NAMES[:1], "الموقع": ["33S 330812 3640232"]}


def test_one_of_several_layers_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "two.gpkg"
    for name in ("towns", "wells"):
        FRAME.to_file(path, layer=name)
    with pytest.raises(Refused, match=r"holds the layers towns \(2\), wells \(2\); tell --sheet"):
        read_file(path, reader=here)
    assert len(read_file(path, sheet="wells", reader=here)) == 2


def csv(folder: Path, text: str, encoding: str = "utf-8") -> Raw:
    path = folder / "given.csv"
    path.write_bytes(text.encode(encoding))
    return read_file(path)


def test_a_table_with_semicolons_in_arabic_windows_letters(tmp_path: Path) -> None:
    raw = csv(tmp_path, f"الاسم;lat\n{NAMES[0]};32.89\n\n", "cp1256")
    assert raw.columns == {"الاسم": NAMES[:1], "lat": ["32.89"]}
    assert raw.encoding == "CP1256"


TITLED = [["Report of team 7", "", ""], ["", "", ""], ["Site", "Lat", "Lon"], ["Brega", "30.4", "19.6"]]


def test_a_header_below_a_title_is_the_header(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(TITLED):
            sheet.write_row(number, 0, [cell or None for cell in row])
    wanted = {"Site": ["Brega"], "Lat": ["30.4"], "Lon": ["19.6"]}
    assert read_file(path, reader=here).columns == wanted
    raw = csv(tmp_path, "".join(f"{';'.join(row)}\n" for row in TITLED))
    assert (raw.columns, raw.odd) == (wanted, ())


def test_rows_of_another_length_are_told_and_all_faults_of_a_header_at_once(tmp_path: Path) -> None:
    raw = csv(tmp_path, "name,lat\na,1\nb,1,2\n")
    assert raw.odd == ((2, "has 3 cells, and the header 2", "put cells that hold a comma in quotes"),)
    with pytest.raises(Refused) as told:
        csv(tmp_path, "name,,name\na,b,c\n")
    assert str(told.value).splitlines() == [
        "column 2 has no header; name it",
        "has the column 'name' twice; name them apart",
    ]
    with pytest.raises(Refused, match="tell --encoding"):
        csv(tmp_path, "name\ncafé\n", "latin-1")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xef\xbb\xbfna\0me,lat\nA,1\n", "is no text"),
        ("طرابلس\0\1\2".encode("cp1256"), "is no text"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match=told):
        read_file(path)
