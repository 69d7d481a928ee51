"""What a figure costs beside a bare GeoPandas plot of the same layers, and its memory at 600 dpi on A3."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import matplotlib.pyplot as plt

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.figure.compose import compose
from geo.figure.formats.writing import rendered
from geo.figure.frame import LIBYA
from geo.figure.request import FigureRequest
from geo.figure.series.presets import preset, request_of
from geo.figure.sheet.sizes import PREVIEW_DPI
from geo.settings import REPOSITORY, Settings

TURNS = 3
DPI = 300
DAY = date(2026, 11, 24)


_MEASURED = """
import os, subprocess, sys
made = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(made.pid, 0)
made.returncode = os.waitstatus_to_exitcode(status)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(made.returncode)
"""
"""A small process that starts another: what somebody large starts counts as large as that one was."""


def printing() -> dict[str, list[float]]:
    """Return milliseconds of processor, taken in turns, and the most megabytes of an A3 at 600 dpi."""
    evidence = current(Settings(), everybody(Settings()))
    request = request_of(preset("overview"), {"at": DAY.isoformat(), "made": DAY.isoformat()}, evidence, DAY)
    ways: dict[str, Callable[[], object]] = {
        "ours": lambda: rendered(compose(evidence, request), "png", DPI),
        "preview": lambda: rendered(compose(evidence, request), "png", PREVIEW_DPI),
        "plain": lambda: _plain(evidence, request),
    }
    samples: dict[str, list[float]] = {}
    for way in ways.values():
        way()  # the first pays for fonts and for PROJ's database
    for _ in range(TURNS):
        for name, way in ways.items():
            begun = time.process_time()
            way()
            samples.setdefault(f"figure, {name}", []).append(1000 * (time.process_time() - begun))
    samples["figure, command"] = [_command("a4-landscape", 300)[0] for _ in range(TURNS)]
    samples["figure, A3 at 600 dpi"] = [_command("a3-landscape", 600)[1]]
    return samples


def _plain(evidence: Evidence, request: FigureRequest) -> bytes:
    """Return a plot of the ground and of the layers as they come, in degrees, without legend or names."""
    figure, axes = plt.subplots(figsize=request.page.inches, dpi=DPI)
    for name in ("neighbours", "districts"):
        evidence.ground[name].plot(ax=axes, facecolor="none", edgecolor="grey", linewidth=0.5)
    for name in request.view.layers:
        rows = evidence.layer(name)
        rows[rows.geometry.notna()].plot(ax=axes, column="class")
    west, south, east, north = LIBYA
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    stream = io.BytesIO()
    figure.savefig(stream, format="png")
    plt.close(figure)
    return stream.getvalue()


def _command(size: str, dpi: int) -> tuple[float, float]:
    """Return milliseconds of processor and the most megabytes that the command line takes for a figure."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figure.png"
        words = ["--preset", "overview", "--size", size, "--dpi", str(dpi), "--at", DAY.isoformat(), "--out"]
        command = [sys.executable, "-m", "geo.figure", *words, str(out)]
        told = subprocess.run(
            [sys.executable, "-c", _MEASURED, *command],
            cwd=REPOSITORY, capture_output=True, text=True, check=True,
        ).stdout.split()  # fmt: skip
        return 1000 * float(told[0]), int(told[1]) / 1024


__all__ = ["printing"]
