"""Whoever is killed, meets another writer or has no room leaves the data whole."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from geo.claim.__main__ import main
from geo.evidence.following import Following
from geo.settings import REPOSITORY, Settings
from tests.claim.telling import lines, options

if TYPE_CHECKING:
    from conftest import DataRoot


KILLED = """
import os, signal, sys, pathlib
from geo.claim.__main__ import main
from geo.evidence.following import Following
moment, link, unlink, replace = sys.argv.pop(1), os.link, pathlib.Path.unlink, pathlib.Path.replace
def kill(when):
    if when == moment:
        os.kill(os.getpid(), signal.SIGKILL)
def replaced(path, target):
    if target.parent.name == "data":
        kill(f"before {target.name}")
    return replace(path, target)
def linked(file, path, **more):
    if pathlib.Path(path).parent.name == "data":
        kill(f"before {pathlib.Path(path).name}")
    return link(file, path, **more)
def unlinked(path, **more):
    kill(f"before {path.name} goes")
    return unlink(path, **more)
os.link, pathlib.Path.replace, pathlib.Path.unlink = linked, replaced, unlinked
sys.exit(main(sys.argv[1:]))
"""


MOMENTS = (
    "before .unfinished.json", "before sources.csv", "before claims.csv", "before .unfinished.json goes",
)  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_who_is_killed_between_two_files_leaves_what_the_next_completes(
    data_root: DataRoot, moment: str
) -> None:
    settings = Settings(root=data_root.path)
    running = Following(settings)
    before = running.current()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, moment, *options()], cwd=REPOSITORY, check=False,
        capture_output=True, env=os.environ | {"LIBYA_ROOT": str(data_root.path)},
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    seen = running.current()  # what a server shows that runs all the time, whoever may write there
    new = int(moment != MOMENTS[0])
    assert (seen.faults.empty, seen.held, seen.version != before.version) == (True, {}, bool(new))
    for table in ("sources", "claims"):
        assert len(seen.tables[table]) == len(before.tables[table]) + new
    after = data_root.evidence()
    assert (after.faults.empty, after.version) == (True, seen.version)
    assert sum(line.startswith("icg-2026-01") for line in lines(data_root, "sources")) == new
    assert sum("icg-2026-01" in line for line in lines(data_root, "claims")) == new
    assert [path.name for path in data_root.data.glob(".unfinished*")] == []
    assert main(options(title="Another visit", url="https://example.org/2", stated_on="2026-01-06")) == 0
    assert data_root.evidence().faults.empty


def test_what_was_begun_is_not_written_over_what_somebody_changed_since(data_root: DataRoot) -> None:
    table = data_root.data / "sources.csv"
    plan = {
        "sources.csv": {"old": hashlib.sha256(table.read_bytes()).hexdigest(), "new": "id\nnew\n"},
        "claims.csv": {"old": "another", "new": "id\nnew\n"},
    }
    (data_root.data / ".unfinished.json").write_text(json.dumps(plan), "utf-8")
    before = lines(data_root, "sources"), lines(data_root, "claims")
    assert data_root.evidence().faults.empty
    assert (lines(data_root, "sources"), lines(data_root, "claims")) == before
    assert [path.name for path in data_root.data.glob(".unfinished*")] == []


def test_what_another_wrote_meanwhile_is_not_lost(
    data_root: DataRoot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    original = lines(data_root, "claims")

    def meanwhile(*_: object) -> None:
        data_root.table(
            "claims", [*original, original[2].replace("mc-1", "mc-2").replace("2011", "2012-01-01")]
        )

    monkeypatch.setattr("geo.claim.__main__._show", meanwhile)
    assert main(options()) == 2
    assert "the data have changed since they were read" in capsys.readouterr().err
    assert len(lines(data_root, "claims")) == len(original) + 1
    assert lines(data_root, "sources")[2].startswith("un-2020")


@pytest.mark.usefixtures("untouched")
def test_a_full_disk_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("geo.store.writing.os.fsync", full)
    assert main(options()) == 2
    assert "No space left on device" in capsys.readouterr().err
