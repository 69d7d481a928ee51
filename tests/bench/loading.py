"""What loading and judging the evidence costs the processor beside merely reading the same files."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd

from geo.evidence import load
from geo.store import open_store
from tests.bench.roots import LAYERS

TURNS = 3


def loading(root: Path) -> dict[str, list[float]]:
    """Return milliseconds of processor, taken in turns, for `geo.evidence.load` and for plain geopandas."""
    ways: dict[str, Callable[[], object]] = {
        "ours": lambda: load(open_store(root), root / "layers"),
        "plain": lambda: [gpd.read_file(root / "data" / f"{layer}.geojson") for layer in LAYERS],
    }
    for way in ways.values():
        way()  # the first pays for imports and for PROJ's database
    samples: dict[str, list[float]] = {}
    for _ in range(TURNS):
        for name, way in ways.items():
            begun = time.process_time()
            way()
            samples.setdefault(f"loading, {name}", []).append(1000 * (time.process_time() - begun))
    return samples
