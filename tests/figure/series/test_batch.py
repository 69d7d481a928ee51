"""A batch through the command line and the functions: real files, real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.formats.metadata import read_metadata
from geo.figure.series.batch import Batch, Job, Outcome, read_batch, run
from geo.settings import Settings

TODAY = date(2026, 11, 24)
ROOT = Path(__file__).resolve().parents[3]


def batch_of(text: str, where: Path, evidence: Evidence, **more) -> Batch:
    path = where / "batch.toml"
    path.write_text(text, "utf-8")
    return read_batch(path, evidence, TODAY, **more)


def test_figures_are_drawn_by_several_processes_and_one_failure_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "many.toml").write_text(
        """
        [defaults]
        at = 2026-11-24
        made-on = 2026-11-24
        dpi = 150
        size = "docx-half"
        [[figure]]
        layers = ["energy"]
        out = "energy.png"
        [[figure]]
        layers = ["enrgy"]
        out = "wrong.png"
        [[figure]]
        layers = ["fezzan_resources"]
        bbox = [23, 30, 24, 31]
        out = "empty.png"
        [[figure]]
        preset = "outside-presence"
        callouts = []
        out = "outside.svg"
        """,
        "utf-8",
    )
    ran = subprocess.run(
        [sys.executable, "-m", "geo.figure", "--batch", str(tmp_path / "many.toml")],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONHASHSEED": "1"},
    )  # fmt: skip
    assert ran.returncode == 1, ran.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["energy.png", "many.toml", "outside.svg"]
    assert "4 figures: 2 made, 2 failed" in ran.stdout
    assert sum(f"/4] figure {number}" in ran.stdout + ran.stderr for number in (1, 2, 3, 4)) == 4
    assert "did you mean 'energy'?" in ran.stderr
    assert "nothing is drawn" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert read_metadata(tmp_path / "energy.png").params["made"] == "2026-11-24"


def test_every_fault_of_a_figure_is_named_at_once(tmp_path: Path, evidence: Evidence) -> None:
    batch = batch_of(
        """
        [[figure]]
        titel = "x"
        layers = ["enrgy"]
        bbox = [25, 20, 9, 33]
        size = "a5"
        preset = "overveiw"
        out = "../up.png"
        [[figure]]
        layers = "energy"
        out = "fine.pdf"
        """,
        tmp_path,
        evidence,
    )
    assert [job.number for job in batch.jobs] == [2]
    (refused,) = batch.refused
    for part in ("titel", "enrgy", "inverted", "a5", "overveiw", "out:"):
        assert part in refused.error


@pytest.mark.parametrize(
    "out", ["/x.png", "../x.png", "a/../../x.png", "x.doc", "x", "nowhere/x.png", "", "x\0.png", "sub"]
)
def test_outputs_stay_below_the_folder(tmp_path: Path, evidence: Evidence, out: str) -> None:
    (tmp_path / "sub").mkdir()
    escaped = out.replace("\0", "\\u0000")
    batch = batch_of(f'[[figure]]\nlayers = ["energy"]\nout = "{escaped}"\n', tmp_path, evidence)
    if out:
        assert not batch.jobs
        assert "out: " in batch.refused[0].error or "format: " in batch.refused[0].error
    else:
        assert batch.jobs[0].path.name == "LBY_libya-energy-network_A4L_20261124.png"


def test_two_figures_never_share_a_file(tmp_path: Path, evidence: Evidence) -> None:
    batch = batch_of(
        """
        [[figure]]
        layers = ["energy"]
        out = "map.png"
        [[figure]]
        layers = ["ports"]
        out = "./MAP.png"
        [[figure]]
        layers = ["energy"]
        [[figure]]
        layers = ["energy"]
        lang = "ar"
        title = "Libya: Energy network"
        """,
        tmp_path,
        evidence,
    )
    assert [job.number for job in batch.jobs] == [1, 3]
    assert "that of figure 1" in batch.refused[0].error
    assert "that of figure 3" in batch.refused[1].error


def test_a_shared_file_is_told_with_the_other_faults_and_no_file_is_shared_in_vain(
    tmp_path, evidence
) -> None:
    batch = batch_of(
        """
        [[figure]]
        layers = ["energy"]
        out = "map.png"
        [[figure]]
        layers = ["energy"]
        lang = "fr"
        out = "map.png"
        [[figure]]
        layers = ["energy"]
        out = "../a.png"
        [[figure]]
        layers = ["energy"]
        out = "../b.png"
        """,
        tmp_path,
        evidence,
    )
    both, *outside = (one.error for one in batch.refused)
    assert "lang: 'fr'" in both
    assert "that of figure 1" in both
    assert len(outside) == 2
    assert all(error.startswith("out: is no path below") and "\n" not in error for error in outside)


def test_own_keys_come_before_those_of_a_preset_and_these_before_defaults(tmp_path, evidence) -> None:
    other = tmp_path / "other"
    other.mkdir()
    batch = batch_of(
        """
        [defaults]
        lang = "ar"
        size = "square"
        layers = ["ports"]
        title = "Default"
        [[figure]]
        preset = "fezzan-resources"
        size = "16x9"
        out = "a.png"
        [[figure]]
        out = "b.png"
        """,
        tmp_path,
        evidence,
        folder=other,
        over={"dpi": "150"},
    )
    first, second = batch.jobs
    assert first.params["layers"] == "energy,fezzan_resources"
    assert (first.params["size"], first.params["lang"], first.params["title"]) == ("16x9", "ar", "موارد فزان")
    assert (second.params["layers"], second.params["size"]) == ("ports", "square")
    assert (second.params["title"], second.params["dpi"]) == ("Default", "150")
    assert first.path == other / "a.png"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[figure]\n", "is no TOML"),
        ("", "there is no figure"),
        ("figure = 3\n", "there is no figure"),
        ("[figur]\n", "figur: is no part"),
        ("defaults = 1\n[[figure]]\n", "defaults: is not a table"),
        ("[defaults]\nlayres = 1\n[[figure]]\n", "did you mean 'layers'?"),
        (
            "[defaults]\nlayres = 1\n[[figure]]\n[[figure]]\nsize = 'a9'\nsiz = 'a4'\n",
            "layres.*figure 2: siz: is",
        ),
        ("[[figure]]\n" * 501, "split it"),
    ],
)
def test_a_file_that_is_no_batch_is_refused(tmp_path, evidence, text: str, told: str) -> None:
    with pytest.raises(GeoError, match="(?s)" + told.replace("?", "\\?")):
        batch_of(text, tmp_path, evidence)


def test_a_missing_file_or_folder_is_refused(tmp_path: Path, evidence: Evidence) -> None:
    with pytest.raises(GeoError, match="cannot be read"):
        read_batch(tmp_path / "none.toml", evidence, TODAY)
    with pytest.raises(GeoError, match="there is no folder"):
        batch_of("[[figure]]\n", tmp_path, evidence, folder=tmp_path / "none")


def test_what_stops_a_drawing_is_an_outcome_not_an_end(tmp_path: Path) -> None:
    jobs = (
        Job(1, "one", {"layers": "energy", "at": "2026-11-24", "dpi": "150"}, tmp_path / "no" / "a.png"),
        Job(2, "two", {"layers": "nothing"}, tmp_path / "b.png"),
    )
    told: list[Outcome] = []
    outcomes = run(Batch(jobs, (Outcome(3, "three", "refused"),)), Settings(), TODAY, told.append, workers=1)
    assert [outcome.number for outcome in outcomes] == [1, 2, 3]
    assert all(outcome.error for outcome in outcomes)
    assert told[0].number == 3
    assert not list(tmp_path.iterdir())
