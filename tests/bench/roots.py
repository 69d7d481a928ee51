"""Made-up data roots for the bench: eight point layers over Libya, the same features on every machine."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]
LAYERS = tuple(f"bench_{number}" for number in range(1, 9))
BASE = ("districts", "places")
"""The layers that the ground and its names are drawn from; they are there, and off."""

_SYMBOLS = (("square", "flag"), ("hexagon", "field"), ("terminal", "drop"), ("atom", "pick"))
_COLOURS = ("tripoli", "east", "city_states", "resources", "trafficking", "foreign", "settlement", "events")
_SEED = 20201023

_DECLARATION = """
title = "Bench {number}"
group = "Powers"
order = {order}
visible = true
data = "{name}.geojson"
geometry = ["Point"]
colour = "{colour}"
[classes.a]
title = "Class A"
symbol = "{symbols[0]}"
[classes.b]
title = "Class B"
symbol = "{symbols[1]}"
"""


def write_root(root: Path, total: int) -> None:
    """Write a data root of eight visible layers with `total` points together; most tables are empty."""
    (root / "layers").mkdir(parents=True)
    shutil.copytree(REPOSITORY / "data" / "base", root / "data" / "base")
    for layer in BASE:
        shutil.copy(REPOSITORY / "layers" / f"{layer}.toml", root / "layers")
    for path in (REPOSITORY / "layers").glob("*.toml"):
        if path.stem not in BASE:  # the check refuses data that no layer of the root declares
            (root / "data" / "base" / f"{path.stem}.geojson").unlink(missing_ok=True)
    shutil.copy(REPOSITORY / "data" / "tables.toml", root / "data")
    for table in REPOSITORY.glob("data/*.csv"):
        _copy_table(table, root / "data" / table.name)
    random = np.random.default_rng(_SEED)
    for number, layer in enumerate(LAYERS, start=1):
        count = total // len(LAYERS) + (number <= total % len(LAYERS))
        declaration = _DECLARATION.format(
            number=number,
            name=layer,
            order=50 + number,
            colour=_COLOURS[number - 1],
            symbols=_SYMBOLS[number % len(_SYMBOLS)],
        )
        (root / "layers" / f"{layer}.toml").write_text(declaration, encoding="utf-8")
        features = [_feature(layer, index, random) for index in range(count)]
        lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
        text = f'{{"type":"FeatureCollection","name":"{layer}","features":[\n{lines}\n]}}\n'
        (root / "data" / f"{layer}.geojson").write_text(text, encoding="utf-8")


def count_of(root: Path, layer: str) -> int:
    """Return how many features a layer of the root holds."""
    return len(json.loads((root / "data" / f"{layer}.geojson").read_text(encoding="utf-8"))["features"])


def _copy_table(table: Path, target: Path) -> None:
    """Copy sources and actors, whose names everything cites; of the other tables only the head."""
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
        columns = list(rows[0])
    if table.stem not in {"sources", "actors"}:
        rows = []
    for row in rows:
        if "base_place" in row:
            row["base_place"] = ""  # it may lie in a layer that the bench leaves out
    with target.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _feature(layer: str, index: int, random: np.random.Generator) -> dict[str, Any]:
    name = f"{layer.replace('_', '-')}-{index}"
    position = [round(float(random.uniform(9.6, 24.8)), 5), round(float(random.uniform(21.0, 32.5)), 5)]
    return {
        "type": "Feature",
        "properties": {
            "id": name,
            "name_en": f"Site {index} of {layer}",
            "name_ar": f"موقع {index}",
            "aliases": "",
            "class": "a" if random.random() < 0.5 else "b",
            "actor": "",
            "valid_from": str(2012 + index % 14),
            "valid_to": "",
            "recorded_on": "2026-06-01",
            "retracted_on": "",
            "reviewed_on": "2026-05-01",
            "sources": "mn01",
            "reliability": "B",
            "credibility": 2,
            "marking": "CLEAR",
            "precision_m": 500,
            "summary": f"A made-up site, number {index}, in two sentences. It stands for one of ours.",
        },
        "geometry": {"type": "Point", "coordinates": position},
    }
