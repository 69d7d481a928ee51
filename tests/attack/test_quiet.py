"""No other host is asked at start, in use or under attack: seen by a resolver and a packet reader of ours."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from geo.settings import REPOSITORY
from tests.running import PATIENCE

APART = ("unshare", "--map-root-user", "--net", "--mount")


def _can_be_apart() -> bool:
    tools = all(shutil.which(tool) for tool in ("unshare", "ip", "mount"))
    return tools and subprocess.run([*APART, "true"], check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(
    not _can_be_apart(), reason="needs Linux with unshare and ip, and network namespaces allowed"
)
def test_no_other_host_is_asked() -> None:
    command = [*APART, sys.executable, "-m", "tests.attack.quiet"]
    done = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, timeout=5 * PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout.splitlines()[-1])
    nothing = {"names": [], "addresses": []}
    assert told.pop("by ourselves") == {"names": ["ourselves.example"], "addresses": ["198.51.100.7"]}
    assert told == {"at start": nothing, "in use": nothing, "under attack": nothing}
