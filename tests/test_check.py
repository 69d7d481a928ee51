"""The command line that judges the data."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from geo.check.__main__ import main
from geo.check.reporting import BEGIN, END, pasted
from geo.errors import GeoError
from tests.bench.roots import write_root

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import DataRoot


def test_right_data_give_one_line_and_0(data_root: DataRoot, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(data_root.path)]) == 0
    assert capsys.readouterr().out == "No faults: 3 layers with 6 features, 11 tables with 11 rows\n"


def test_it_loads_no_library_that_right_data_do_not_need() -> None:
    """That is what its processor goes into (`python -m tests.bench.checking`)."""
    spared = {
        "babel.messages",
        "duckdb",
        "geo.analysis.coverage",
        "geo.gazetteer",
        "pyarrow.parquet",
        "rapidfuzz",
    }
    text = "import sys, geo.check.__main__; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", text], check=True, capture_output=True, text=True).stdout
    assert not spared & set(told.split())


def test_every_fault_is_printed_with_its_remedy_and_1(
    data_root: DataRoot, capsys: pytest.CaptureFixture[str]
) -> None:
    data_root.collection("groups", [data_root.group("cs-a", actor="zintan-cm", sources="icg-2O24")])
    data_root.table("flows", ["id"])
    assert main([str(data_root.path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("data/groups.geojson")
    assert lines[at + 1].split() == ["layer", "feature", "column", "problem", "remedy"]
    assert lines[at + 2].split(maxsplit=3) == [
        "groups",
        "cs-a",
        "actor",
        "names unknown actor 'zintan-cm'  did you mean 'zintan-mc'?",
    ]
    assert "did you mean 'icg-2024'?" in lines[at + 3]
    assert "data/flows.csv" in lines
    assert lines[-1] == "13 faults in 2 files"


def test_one_file_of_a_root_is_judged_alone(data_root: DataRoot, capsys: pytest.CaptureFixture[str]) -> None:
    data_root.collection("groups", [data_root.group("cs-a", actor="x")])
    assert main([str(data_root.data / "groups.geojson")]) == 1
    assert main([str(data_root.data / "zones.geojson")]) == 0
    assert main([str(data_root.data / "base")]) == 0
    assert main([str(data_root.data)]) == 1
    assert main([str(data_root.layers / "groups.toml")]) == 0
    assert "cs-a" in capsys.readouterr().out


def test_a_file_outside_is_judged_as_if_it_stood_inside(
    data_root: DataRoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIBYA_ROOT", str(data_root.path))
    outside = tmp_path / "inbox" / "groups.geojson"
    outside.parent.mkdir()
    shutil.copy(data_root.data / "groups.geojson", outside)
    assert main([str(outside)]) == 0
    outside.write_text("{", "utf-8")
    assert main([str(outside)]) == 1
    assert "is cut short" in capsys.readouterr().out
    outside.rename(outside.with_name("strange.geojson"))
    assert main([str(outside.with_name("strange.geojson"))]) == 2


def test_what_is_not_there_gives_2_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nothing")]) == 2
    assert "does not exist" in capsys.readouterr().err


def test_a_bad_day_gives_2(data_root: DataRoot, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(data_root.path), "--report", "--at", "2026"]) == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_faults_as_json(data_root: DataRoot, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(data_root.path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    data_root.collection("groups", [data_root.group("cs-a", actor="x")])
    assert main([str(data_root.path), "--json"]) == 1
    (fault,) = json.loads(capsys.readouterr().out)
    assert fault["feature"] == "cs-a"
    assert fault["remedy"] == "add it to data/actors.csv"


def test_the_report_counts_what_the_data_cover(
    data_root: DataRoot, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(data_root.path), "--report", "--at", "2024-08-20"]
    assert main(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "as of 2024-08-20" in lines[0]
    header = lines[2].split()
    groups = dict(zip(header, next(line for line in lines if "groups" in line).split(), strict=True))
    assert (groups["features"], groups["placed"], groups["unplaced"]) == ("2", "2", "0")
    assert (groups["A"], groups["2"], groups["days"], groups["stale"]) == ("2", "2", "111", "100%")
    places = dict(zip(header, next(line for line in lines if "places" in line).split(), strict=True))
    assert (places["unplaced"], places["stale"]) == ("1", "0%")
    assert "Unplaced: 1" in lines
    assert lines[-1].split() == ["places", "lost", "Lost"]


def test_the_report_as_json(data_root: DataRoot, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(data_root.path), "--report", "--json", "--at", "2024-08-20"]) == 0
    rows = {row["layer"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["places"]["unplaced"] == 1
    assert rows["groups"]["stale"] == 1.0


def test_tables_go_between_the_marks_of_a_document(tmp_path: Path) -> None:
    document = tmp_path / "data.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")
    for _ in range(2):
        pasted("new", document)
        assert document.read_text("utf-8") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    document.write_text("no marks", "utf-8")
    with pytest.raises(GeoError, match="has no place for it"):
        pasted("new", document)


def test_without_control_there_are_no_tables_of_it(
    data_root: DataRoot, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(data_root.path), "--control"]) == 2
    assert "control" in capsys.readouterr().err


def test_what_the_bench_measures_has_no_faults(tmp_path: Path) -> None:
    """A made-up layer that is refused would be waited for in vain."""
    write_root(tmp_path, 16)
    assert main([str(tmp_path)]) == 0
