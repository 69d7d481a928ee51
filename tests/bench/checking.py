"""`python -m tests.bench.checking STATE`: what judging and loading data cost, beside an earlier state.

Each side judges the same made-up features (`tests.bench.roots`) in its own layout, in turns. What counts is
the processor of the whole process, with all libraries that it loads.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from geo.settings import REPOSITORY
from tests.proof.sides import worktree

BEFORE_SCENE = "fd593d6"
"""The state before the redesign."""
_WRITE = "import sys, pathlib; from tests.bench.roots import write_root; write_root(pathlib.Path({!r}), {})"
_LOAD = """
import pathlib, time
from geo import store
from geo.evidence import load
root = pathlib.Path({!r})
began = time.process_time()
load((store.open_store if hasattr(store, "open_store") else store.FileStore)(root), root / "layers")
print(time.process_time() - began)
"""
"""The oldest state has no `open_store` yet."""


def main() -> None:
    """Print the medians of both sides in seconds of processor, and the ratio."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.checking", description=__doc__)
    parser.add_argument(
        "state", nargs="?", default=BEFORE_SCENE, help="a tag or a commit (default: %(default)s)"
    )
    parser.add_argument("--features", type=int, default=1000, help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=7, help="default: %(default)s")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, worktree(given.state, Path(folder, "earlier")) as earlier:
        sides = {
            given.state: (earlier, Path(folder, "old")),
            "working tree": (REPOSITORY, Path(folder, "new")),
        }
        for checkout, root in sides.values():
            _run(checkout, "-c", _WRITE.format(str(root), given.features))
            _run(checkout, "-m", "geo.check", str(root))  # what is compiled is kept where Python may
        spent: dict[tuple[str, str], list[float]] = {}
        for _ in range(given.rounds):
            for side, (checkout, root) in sides.items():
                before = _processor()
                _run(checkout, "-m", "geo.check", str(root))
                spent.setdefault(("check", side), []).append(_processor() - before)
                loaded = float(_run(checkout, "-c", _LOAD.format(str(root))))
                spent.setdefault(("load", side), []).append(loaded)
    for what in ("check", "load"):
        old, new = (median(spent[what, side]) for side in sides)
        print(f"{what}: {given.state} {old:.3f} s, working tree {new:.3f} s, ratio {new / old:.2f}")


def _run(checkout: Path, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, *arguments], cwd=checkout, check=True, capture_output=True, text=True
    ).stdout


def _processor() -> float:
    """Return the seconds of processor of all processes that have ended here."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    main()
