"""Data that live: what is in use while files change, are half-written, gone or swapped, and who waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from geo.access import everybody
from geo.evidence import Evidence, current, following
from geo.evidence.following import Following
from geo.settings import Settings
from tests.running import PATIENCE

if TYPE_CHECKING:
    from conftest import DataRoot


@pytest.fixture
def use(data_root: DataRoot) -> Callable[[], Evidence]:
    """Return what gives the evidence in use, from a process that has read good data before."""
    settings = Settings(root=data_root.path)
    assert current(settings, everybody(settings)).faults.empty
    return lambda: current(settings, everybody(settings))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("user@host.1:1")


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


FILES = (
    "data/groups.geojson", "data/claims.csv", "data/sources.csv", "data/tables.toml", "layers/groups.toml",
    "data/base/places.geojson", "data/base/coast.geojson",
)  # fmt: skip
SPOILT = [
    (file, spoil)
    for file in FILES
    for spoil in (cut, dangling, as_folder, Path.unlink)
    if (file, spoil) != (FILES[-1], Path.unlink)  # a root with a coast alone may do without
]


@pytest.mark.parametrize(("file", "spoil"), SPOILT, ids=lambda one: getattr(one, "__name__", one))
def test_a_file_at_fault_leaves_its_last_good_version_and_says_so(
    data_root: DataRoot, use: Callable[[], Evidence], file: str, spoil: Callable[[Path], None]
) -> None:
    before = use()
    path = data_root.path / file
    right = path.read_bytes()
    spoil(path)
    held = use()
    assert held.version == before.version
    assert list(held.layers) == list(before.layers)
    assert held.broken == held.broken_tables == {}
    assert all(len(frame) == len(before.tables[name]) for name, frame in held.tables.items())
    assert "coast" in held.ground
    assert set(held.held) == {file}
    assert not held.faults.empty
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    else:
        path.unlink(missing_ok=True)
    path.write_bytes(right)
    after = use()
    assert (after.version, after.held, len(after.faults)) == (before.version, {}, 0)


def test_what_is_right_is_taken_over_beside_what_is_at_fault(
    data_root: DataRoot, use: Callable[[], Evidence]
) -> None:
    use()
    cut(data_root.data / "groups.geojson")
    data_root.collection(
        "zones", [data_root.feature("zone-2", data_root.square(13, 30), **{"class": "zone"})]
    )
    evidence = use()
    assert evidence.layers["zones"]["id"].tolist() == ["zone-2"]
    assert len(evidence.layers["groups"]) == 2
    assert set(evidence.held) == {"data/groups.geojson"}


def test_files_that_do_not_go_together_change_nothing(
    data_root: DataRoot, use: Callable[[], Evidence]
) -> None:
    before = use()
    path = data_root.data / "sources.csv"  # cut between two rows: right by itself, and others cite the rest
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:2]), "utf-8")
    evidence = use()
    assert evidence.version == before.version
    assert evidence.held == {"data/sources.csv": "others do not go with it"}
    assert set(evidence.faults["file"]) > {"data/claims.csv", "data/groups.geojson"}


def test_what_is_taken_away_with_its_declaration_is_gone(
    data_root: DataRoot, use: Callable[[], Evidence]
) -> None:
    use()
    (data_root.layers / "zones.toml").unlink()
    assert "zones" in use().layers
    (data_root.data / "zones.geojson").unlink()
    evidence = use()
    assert "zones" not in evidence.layers
    assert (evidence.held, len(evidence.faults)) == ({}, 0)


def test_a_folder_that_is_swapped_is_missed_for_no_moment(
    data_root: DataRoot, use: Callable[[], Evidence], tmp_path: Path
) -> None:
    before = use()
    away = data_root.data.rename(tmp_path / "away")
    evidence = use()
    assert evidence.version == before.version
    assert evidence.faults["problem"].tolist() == ["the data root holds no folder data/"]
    assert list(evidence.held) == ["data/"]
    (away / "zones.geojson").write_text('{"type": "FeatureCollection", "features": []}', "utf-8")
    data_root.data.symlink_to(away)
    evidence = use()
    assert evidence.layers["zones"].empty
    assert (evidence.held, len(evidence.faults)) == ({}, 0)


def test_what_editors_leave_is_no_change(data_root: DataRoot, use: Callable[[], Evidence]) -> None:
    before = use()
    for name in (".groups.geojson.swp", "groups.geojson~", "~$sources.csv", "#east.toml#", "4913", "x.tmp"):
        (data_root.data / name).write_text("{", "utf-8")
    (data_root.layers / ".#groups.toml").symlink_to("user@host.1:1")
    assert use() is before


def test_nobody_waits_for_reading_in_a_process_that_watches(
    data_root: DataRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "EVERY", 0.02)
    begun, go = Event(), Event()
    read_again = following.read_again

    def slow(*given: object) -> object:
        begun.set()
        go.wait(PATIENCE)
        return read_again(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(following, "read_again", slow)
    settings = Settings(root=data_root.path)
    monkeypatch.setattr(following, "_following", {settings.root: Following(settings)})
    before = current(settings, everybody(settings))
    stop = following.watch(settings)
    data_root.collection("groups", [data_root.group("cs-new")])
    assert begun.wait(PATIENCE)
    assert current(settings, everybody(settings)) is before, "it is read and judged whole first"
    go.set()
    limit = time.monotonic() + PATIENCE
    while current(settings, everybody(settings)) is before and time.monotonic() < limit:
        time.sleep(0.01)
    assert current(settings, everybody(settings)).layers["groups"]["id"].tolist() == ["cs-new"]
    stop.set()
