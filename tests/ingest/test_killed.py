"""Whoever is killed while a layer is written leaves all of it or nothing: data, declaration and source."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.catalog import read_catalog
from geo.check.checking import check
from geo.evidence.following import Following
from geo.ingest.writing import source_row, write_large_layer, write_layer
from geo.settings import Settings
from geo.store import made_beside, open_store, write_large
from tests.conftest import DataRoot
from tests.ingest.rows.test_drafting import WORLD, draft
from tests.large_world import LAYER, TOML, incidents

POINTS = {
    "name": ["One", "Two"],
    "lat": ["32", "31"],
    "lon": ["13", "14"],
    "date": ["2024-03-01", "2024-03-02"],
}
DRAFT = draft(POINTS)


def small(root: Path) -> None:
    """Write a layer of two rows."""
    write_layer(DRAFT, root, source_row("mine", "Mine", WORLD.today, "x.csv"), {"feeds/mine.csv": "id\n"})


def large(root: Path) -> None:
    """Write a large layer in the place of a small one."""
    with made_beside(root / "data") as folder:
        made = folder / f"{LAYER}.parquet"
        shutil.copy(root.with_name("made.parquet"), made)
        layer = read_catalog(root / "layers", declarations={f"{LAYER}.toml": TOML.encode()})[0][LAYER]
        source = source_row(LAYER, "Incidents", WORLD.today, "x.csv")
        write_large_layer(made, layer, TOML, root, source)


def killed(work: Callable[[Path], None], root: Path, moment: int) -> bool:
    """Do it in a process that is killed before it changes the n-th file, and tell whether it was."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    left = [moment]

    def counted(change: Callable[..., object]) -> Callable[..., object]:
        def changed(*given: object, **more: object) -> object:
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return change(*given, **more)

        return changed

    os.link, Path.replace, Path.unlink = counted(os.link), counted(Path.replace), counted(Path.unlink)  # type: ignore[assignment,method-assign]
    try:
        work(root)
    finally:
        os._exit(0)
    return False


@pytest.mark.parametrize(
    ("work", "files"),
    [
        (small, ("data/mine.geojson", "layers/mine.toml", "feeds/mine.csv")),
        (large, (f"data/{LAYER}.parquet", f"layers/{LAYER}.toml")),
    ],
)
def test_a_layer_is_there_whole_or_not_at_all(
    data_root: DataRoot, tmp_path: Path, work: Callable[[Path], None], files: tuple[str, ...]
) -> None:
    (data_root.path / "feeds").mkdir()
    write_large([incidents(50)], tmp_path / "made.parquet")
    found: list[bool] = []
    was_killed = True
    while was_killed and len(found) < 30:
        root = shutil.copytree(data_root.path, tmp_path / str(len(found)))
        was_killed = killed(work, root, len(found))
        rows = open_store(root).table("sources")[0]["id"].tolist()
        there = {(root / file).exists() for file in files} | {any(one.startswith("own-") for one in rows)}
        assert len(there) == 1, found
        if there.isdisjoint(found):
            assert check(root)[1].empty
        with made_beside(root / "data"):
            pass
        assert [path for path in root.rglob(".*") if path.name.startswith((".unfinished", ".large"))] == []
        found += there
    assert not was_killed
    assert found == sorted(found), "from one moment on it is there"
    assert found[0] is False
    assert len(found) > 5


def test_a_running_server_completes_what_was_begun(data_root: DataRoot) -> None:
    (data_root.path / "feeds").mkdir()
    running = Following(Settings(root=data_root.path))
    assert "mine" not in running.current().catalog
    moments = (moment for moment in range(9) if killed(small, data_root.path, moment))
    assert any((data_root.data / ".unfinished.json").exists() for _ in moments)
    assert not (data_root.layers / "mine.toml").exists()
    running.current()
    evidence = running.current()
    assert evidence.faults.empty
    assert len(evidence.layer("mine")) == 2
