"""A file in pieces holds what it holds as a whole: rows stay whole, whatever stands in their cells."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.ingest.files.reading import read_file
from geo.ingest.files.unpacking import Refused
from geo.ingest.large.blocks import blocks_of, is_large


def rows_in_pieces(path: Path, size: int) -> list[tuple[str, ...]]:
    blocks = blocks_of(path, size=size)
    assert len(blocks) > 2
    return [row for block in blocks for row in zip(*block.read().columns.values(), strict=True)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256"])
@pytest.mark.parametrize("size", [60, 75, 111])
def test_cells_that_hold_line_ends_are_never_cut(tmp_path: Path, encoding: str, size: int) -> None:
    cells = ['"one\n""two""\nthree"', '"a, b"', "حادث", '""', "plain", '"\r\n"']
    lines = [f"{number},{cells[number % len(cells)]},end" for number in range(40)]
    path = tmp_path / "x.csv"
    path.write_bytes("\n".join(["id,text,last", *lines]).encode(encoding))
    whole = read_file(path)
    assert rows_in_pieces(path, size) == list(zip(*whole.columns.values(), strict=True))
    assert not whole.odd


def test_groups_of_geoparquet_are_pieces(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"n": range(30)}, geometry=shapely.points(range(30), 1.0), crs="EPSG:4326")
    path = tmp_path / "x.parquet"
    frame.to_parquet(path, row_group_size=8)
    assert [row[0] for row in rows_in_pieces(path, 1)] == [str(number) for number in range(30)]
    assert all(block.read().crs for block in blocks_of(path))
    assert not is_large(path)


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"a.csv": b'id,x\n1,"never closed\n' + b"2,y\n" * 30}, "a quote is opened and never closed"),
        ({"a.csv": b"id,x\n1,2\n", "b.csv": b"id,y\n1,2\n"}, "b.csv has other columns than a.csv"),
        ({"a.csv": "id,x\n1,2\n".encode("utf-16")}, "is not UTF-8"),
        ({"a.gpx": b"<gpx/>"}, "is GPX, which is not read in pieces"),
        ({"a.parquet": b"PAR1 and nothing"}, "is not GeoParquet"),
        ({}, "is a folder without a file that is read"),
    ],
)
def test_what_cannot_be_taken_apart_is_refused(tmp_path: Path, files: dict[str, bytes], problem: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused, match=problem):
        blocks_of(tmp_path, size=80)


def test_letters_of_another_encoding_are_told_by_their_byte(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"id,text\n" + b"1,plain\n" * 200_000 + "2,é\n".encode("cp1252"))
    assert is_large(path)
    with pytest.raises(Refused, match="byte 1600010 is not UTF-8; tell another --encoding"):
        blocks_of(path)[-1].read()
