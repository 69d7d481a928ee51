"""A file of claims: its rows are added together, and each that is wrong is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.claim.__main__ import main
from tests.claim.telling import ROW, candidates, contents, lines, options

if TYPE_CHECKING:
    from conftest import DataRoot


def test_a_file_of_candidates(data_root: DataRoot, capsys: pytest.CaptureFixture[str]) -> None:
    other = ROW.replace("zintan,gnu", "new: Tripoli 32.88,13.19,new: Government of National Unity")
    quoted = other.replace("new: Tripoli 32.88,13.19", '"new: Tripoli 32.88,13.19"')
    assert main(["--csv", candidates(data_root, ROW, quoted)]) == 0
    assert "written: 2 sources, 2 claims" in capsys.readouterr().out
    assert [line.split(",")[0] for line in lines(data_root, "claims")[1:]] == [
        "claim-tripoli-gnu-1", "claim-tripoli-gnu-2", "claim-zintan-gnu-1", "claim-zintan-zintan-mc-1",
    ]  # fmt: skip
    assert "un-undated,United Nations,(title not noted),,no date seen where it was read" in "\n".join(
        lines(data_root, "sources")
    )
    assert data_root.evidence().faults.empty


@pytest.mark.usefixtures("untouched")
def test_of_a_file_with_a_fault_nothing_is_written(
    data_root: DataRoot, capsys: pytest.CaptureFixture[str]
) -> None:
    path = candidates(
        data_root, ROW, ROW.replace("zintan", "zinten"), ROW.replace("2026-01-05", "2026-03-05")
    )
    before = contents(data_root)
    assert main(["--csv", path]) == 1
    told = capsys.readouterr().err
    assert "line 3: where: names unknown place 'zinten'" in told
    assert "nothing is written" in told
    assert contents(data_root) == before
    Path(path).unlink()


def test_the_right_rows_of_a_file_can_be_written_alone(
    data_root: DataRoot, capsys: pytest.CaptureFixture[str]
) -> None:
    lone = ROW.replace("UN,https://example.org/said", ",").replace("gnu,presence", "gnu,revenue")
    path = candidates(data_root, lone, ROW.replace("zintan", "zinten"), ROW, ROW)
    assert main(["--csv", path, "--partial"]) == 1
    told = capsys.readouterr()
    assert "line 2: credibility: claim-zintan-gnu-1: is 1, confirmed by others" in told.err
    assert "line 3: where: names unknown place 'zinten'" in told.err
    assert "line 5: sources: claim-zintan-gnu-3: says the same as 'claim-zintan-gnu-2'" in told.err
    assert told.out.endswith("written: 2 sources, 1 claim\n")
    assert [line.split(",")[0] for line in lines(data_root, "claims")[2:3]] == ["claim-zintan-gnu-1"]
    assert data_root.evidence().faults.empty


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"", "the file is empty"),
        (b"where,wehre\nzintan,x\n", "unknown column 'wehre'; did you mean 'where'?"),
        (b"where,actor\nzintan\n", "line 2 has 1 cells, the header has 2"),
        (b'where\n"zintan\n', "is not CSV"),
        (b"place,actor\nzintan,gnu\n", "unknown column 'place'; use 'where'"),
    ],
)
def test_a_file_that_cannot_be_read(
    tmp_path: Path, content: bytes, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "candidates.csv"
    path.write_bytes(content)
    assert main(["--csv", str(path)]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    "changes",
    [
        {"note": "a\x00b"},
        {"title": "half \ud800"},
        {"publisher": "../../evil", "new_publisher": "press", "reliability": "Z"},
        {"url": "javascript:alert(1)"},
        {"url": "https://[broken"},
        {"where": "x" * 100_000},
        {"where": "😀"},
        {"actor": "' OR 1=1 --"},
        {"stated_on": "٢٠٢٦"},
        {"valid_from": "0000"},
        {"sources": "un-2O20"},
        {"scope": "district"},
    ],
)
def test_hostile_candidates_are_told_and_change_nothing(
    changes: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(options(**changes)) in {1, 2}
    assert capsys.readouterr().err.strip()


def test_what_looks_like_a_formula_stays_text(data_root: DataRoot) -> None:
    assert main(options(note='=1+1, "quoted"', claimant="@somebody")) == 0
    assert lines(data_root, "claims")[2].endswith(',CLEAR,"=1+1, ""quoted"""')
    assert data_root.evidence().faults.empty


@pytest.mark.usefixtures("untouched")
def test_a_missing_file_is_told_only_names_that_are_close(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "claims.csv").touch()
    for asked, is_close in (("claim.csv", True), ("clock.csv", False)):
        assert main(["--csv", str(tmp_path / asked)]) == 2
        assert ("did you mean 'claims.csv'?" in capsys.readouterr().err) == is_close
