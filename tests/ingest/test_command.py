"""`python -m geo.ingest`: from a file to a layer that the check passes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo.check.checking import check
from geo.ingest.__main__ import main
from geo.store import Wanted
from tests.conftest import DataRoot

CSV = """name,date,lat,lon,place
One,2024-03-01,32.5,13.2,
Two,2024-03-02,,,Zintan
Three,soon,32.5,13.2,
Four,,,,Nowhere
"""


def test_end_to_end(data_root: DataRoot, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "events.csv"
    path.write_text(CSV)
    call = [str(path), "--layer", "my_events", "--title", "My events", f"--into={data_root.path}"]
    assert main([*call, "--dry-run"]) == 1
    assert not (data_root.layers / "my_events.toml").exists()
    assert main(call) == 1, "one row is set aside"
    told = capsys.readouterr()
    assert "events.csv: row 3: date: 'soon' is no day; write it as 2024-03-14" in told.err
    assert "my-events-4: nothing is called 'Nowhere'" in told.out
    evidence, faults = check(data_root.path)
    assert faults.empty, faults.to_string()
    frame = evidence.layer("my_events")
    assert frame["name_en"].tolist() == ["One", "Two", "Four"]
    assert frame.geometry.notna().tolist() == [True, True, False]
    assert evidence.source("own-my-events").title == "My events (events.csv)"
    assert main(call) == 2, "it is there already"
    assert main([*call, "--replace"]) == 1


def test_shapes_of_a_file_with_its_own_reader(data_root: DataRoot, tmp_path: Path) -> None:
    path = tmp_path / "line.geojson"
    shape = {"type": "LineString", "coordinates": [[13, 32], [14, 31]]}
    feature = {"type": "Feature", "properties": {"name": "Track", "km": 3.5}, "geometry": shape}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert main(["--layer", "track", str(path), f"--into={data_root.path}"]) == 0
    evidence, faults = check(data_root.path)
    assert faults.empty, faults.to_string()
    assert evidence.layer("track")["km"].tolist() == [3.5]


def test_all_that_is_wrong_with_a_call_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a.csv", "--layer", "No!", "--precision", "far", "--days", "ymd", "--column", "day"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 4


# dask-geopandas 0.5 resets an index in a way that pandas 4 will not have.
@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")
def test_a_folder_becomes_a_large_layer_in_parts(
    data_root: DataRoot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "feed"
    folder.mkdir()
    for number in (1, 2):
        rows = [f"{number}{n},2024-03-0{number},32.5,13.{n:02},Event {n},fire" for n in range(50)]
        (folder / f"{number}.csv").write_text("\n".join(["id,date,lat,lon,name,type", *rows, "x,soon,1,2,,"]))
    call = [str(folder), "--layer", "fires", f"--into={data_root.path}"]
    assert main(call) == 1
    told = capsys.readouterr()
    assert "taken: 100 of 102 rows" in told.out
    assert "feed: row 51: date: 'soon' is no day; write it as 2024-03-14" in told.err
    assert main(call) == 2, "it is there already"
    assert main([*call, "--replace"]) == 1
    evidence, faults = check(data_root.path)
    assert faults.empty, faults.to_string()
    large = evidence.large["fires"]
    assert large.count(Wanted(text="event 7")) == 2
    assert large.days(Wanted()) == [("2024-03", 100)]
    assert [one.name for one in data_root.data.iterdir() if one.name.startswith(".large")] == []
