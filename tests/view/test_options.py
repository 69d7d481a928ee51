"""Command lines: what is wrong is told at once, all of it, before anything is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from geo.figure.__main__ import main
from geo.settings import REPOSITORY

UNSEEN = """
import sys
from geo.figure.__main__ import main
code = main(sys.argv[1:])
heavy = {"matplotlib", "geopandas", "shapely", "pyproj", "geo.evidence", "geo.store"} & set(sys.modules)
assert not heavy, heavy
sys.exit(code)
"""


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(arguments) == 2
    seen = capsys.readouterr()
    assert seen.out == ""
    return seen.err.splitlines()


def test_wrong_options_are_told_together_and_nothing_is_loaded() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", UNSEEN, "--size", "zzz", "--dpi", "1", "--nope", "--title", "--f", "age:x"],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 2, ran.stderr
    lines = ran.stderr.splitlines()
    assert [line.partition(":")[0].partition(";")[0] for line in lines] == [
        "title", "there is no option '--nope'", "f", "size", "dpi",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (("--siz", "zzz", "--s", "x"), ["'--s' is short for several options: --size", "size: 'zzz' is"]),
        (("--presets=4", "stray"), ["--presets takes no value", "'stray' belongs to no option"]),
        (("--nope=5", "--sizes", "a"), ["there is no option '--nope'", "did you mean '--size'?"]),
        (
            ("--preset", "overveiw", "--batch", "x.toml"),
            ["batch: not together with --preset", "did you mean 'overview'?", "batch: 'x.toml' cannot"],
        ),
        (("--from", "nothing.png", "--lang", "fr"), ["'nothing.png' cannot be read", "lang: 'fr'"]),
        (("--since", "soon", "--callouts"), ["callouts: --callouts needs a value", "since: 'soon' is not"]),
        (("--out", "x.doc", "--at", "2025"), ["format: 'doc' is not one", "at: '2025' is not a full date"]),
        (("--book", "x.doc", "--since", "soon", "--dpi", "9"), ["book: '.doc'", "since: 'soon'", "dpi: '9'"]),
    ],
)  # fmt: skip
def test_each_fault_has_its_line(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], lines: list[str]
) -> None:
    seen = told(capsys, *arguments)
    assert len(seen) == len(lines), seen
    for line, part in zip(seen, lines, strict=True):
        assert part in line


def test_a_value_may_begin_with_a_minus(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = told(capsys, "--bbox", "-5,20,-6,33", "--title", "- a", "--notes", "-5")
    assert line.startswith("bbox: '-5,20,-6,33' is no extent, it is inverted")


def test_features_are_looked_up_after_loading(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = told(
        capsys, "--callouts", "nobody-here", "--bbox", "60,20,70,30", "--out", str(tmp_path / "a.png")
    )
    assert [line.partition(":")[0] for line in lines] == ["bbox", "callouts"]
