"""`python -m geo.export` without room: the old archive stays, and what to do is said."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from geo.settings import REPOSITORY


@pytest.mark.parametrize("form", ["gpkg", "csv"])
def test_without_room_the_old_archive_stays(tmp_path: Path, form: str) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(b"old")
    told = subprocess.run(
        [sys.executable, "-m", "geo.export", "--layers", "places,east", "--format", form, "--out", str(path)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
        check=False,
    )
    assert told.returncode == 2
    assert "make room" in told.stderr
    assert "Traceback" not in told.stderr
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["export.zip"]
