"""Files are replaced whole: killed, refused or without room, the old one stays and nothing lies beside it."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo import replacing
from geo.errors import GeoError
from geo.replacing import write_all, write_whole
from geo.settings import REPOSITORY
from tests.running import as_somebody_else

OLD, NEW = b"old", b"n" * 3_000_000
WRITER = """
import sys
from pathlib import Path
from geo.replacing import write_whole
path = Path(sys.argv[1])
print("ready", flush=True)
for number in range(100_000):
    write_whole(path, bytes([number % 256]) * 3_000_000)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_new_or_takes_the_place_of_the_old_with_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    write_whole(path, OLD)
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask
    path.chmod(0o640)
    write_whole(path, NEW)
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    link = tmp_path / "link.zip"
    link.symlink_to(path)
    write_whole(link, OLD)
    assert link.is_symlink()
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["a.zip", "link.zip"]


@pytest.mark.parametrize("nameless", [True, False], ids=["nameless", "named"])
@pytest.mark.parametrize("moment", range(6))
def test_whoever_is_killed_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, moment: int, nameless: bool
) -> None:
    path = tmp_path / "export.zip"
    write_whole(path, OLD)
    without = "" if nameless else "import os\ndel os.O_TMPFILE\n"
    writer = subprocess.Popen(
        [sys.executable, "-c", without + WRITER, str(path)], stdout=subprocess.PIPE, cwd=REPOSITORY
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"ready\n"
    time.sleep(0.007 * moment)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    content = path.read_bytes()
    assert content == OLD or (len(content) == 3_000_000 and len(set(content)) == 1)
    assert len([name for name in names(tmp_path) if name != path.name]) <= 1
    write_whole(path, NEW)
    assert path.read_bytes() == NEW
    assert names(tmp_path) == [path.name], "the next that writes there removes what is left"


def test_what_another_still_writes_is_not_removed(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    write_whole(path, OLD)
    other = replacing._Staged(path, NEW)
    other._name(other._part)
    other._named = True
    write_whole(path, b"mine")
    other.take_place()
    other.forget()
    assert path.read_bytes() == NEW
    assert names(tmp_path) == [path.name]


@pytest.mark.parametrize("nameless", [True, False], ids=["nameless", "named"])
def test_a_full_disk_changes_no_file_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool
) -> None:
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE")
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    write_all({first: OLD, second: OLD})
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))
    try:
        with pytest.raises(GeoError, match=r"b\.csv' cannot be written: File too large; make room"):
            write_all({first: b"small", second: NEW})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (first.read_bytes(), second.read_bytes()) == (OLD, OLD)
    with pytest.raises(GeoError, match="cannot be written: No space left on device; make room"):
        write_whole(Path("/dev/full"), NEW)
    assert names(tmp_path) == ["a.csv", "b.csv"]


def test_where_nobody_may_write_it_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o555)

    def write() -> None:
        with pytest.raises(GeoError, match="cannot be written: Permission denied; check the folder"):
            write_whole(folder / "a.zip", NEW)

    as_somebody_else(folder, write)
    with pytest.raises(GeoError, match="cannot be written: No such file or directory"):
        write_whole(tmp_path / "nowhere" / "a.zip", NEW)
    assert names(tmp_path) == ["closed"]
