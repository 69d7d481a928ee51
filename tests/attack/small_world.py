"""A data root cut down from the shipped one: every layer and table, few rows, and all that these cite."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from shapely import simplify
from shapely.geometry import mapping, shape

from geo.catalog import read_catalog, read_tables
from geo.model import Column, split
from geo.settings import REPOSITORY

_ROWS = 3
_CITING = {"sources": "sources", "actor": "actors", "actors": "actors", "place": "places", "places": "places"}
_COARSE = 0.3
"""Degrees that the ground may be off: it is there to be read, not to be looked at."""

Rows = dict[str, list[dict[str, Any]]]


def columns_of(root: Path) -> dict[str, tuple[Column, ...]]:
    """Return the declared columns of the files of a root, by their path below data/."""
    catalog, _ = read_catalog(root / "layers")
    declared, _ = read_tables(root / "data" / "tables.toml")
    columns = {layer.data: layer.all_columns for layer in catalog.values() if layer.data}
    return columns | {f"{name}.csv": table.columns for name, table in declared.items()}


def small_world(root: Path) -> Path:
    """Make the root and return it."""
    shutil.copytree(REPOSITORY / "layers", root / "layers")
    (root / "data" / "base").mkdir(parents=True)
    shutil.copy(REPOSITORY / "data" / "tables.toml", root / "data")
    columns = columns_of(root)
    rows = {name: read_rows(REPOSITORY / "data" / name) for name in columns}
    kept = _kept(rows, columns)
    for name, all_rows in rows.items():
        left = [row for row in all_rows if row["id"] in kept[name]]
        write_rows(root / "data" / name, left)
    for name in ("borders", "coast", "land", "neighbours"):
        _simplify(REPOSITORY / "data" / "base" / f"{name}.geojson", root / "data" / "base")
    return root


def _kept(rows: Rows, columns: Mapping[str, tuple[Column, ...]]) -> dict[str, set[str]]:
    """Return the ids of the rows that stay, by file: the first few, and what they cite."""
    home = {row["id"]: name for name, found in rows.items() if name.endswith("json") for row in found}
    sources = {row["id"]: row for row in rows["sources.csv"]}
    publishers = {
        name.casefold(): row["id"]
        for row in rows["publishers.csv"]
        for name in (row["name"], *split(row["aliases"]))
    }
    kept: dict[str, set[str]] = {name: set() for name in rows}
    first = ("sources.csv", "publishers.csv", "actors.csv")
    left = [
        (name, row)
        for name, found in rows.items()
        if name not in first
        for row in found[:: max(len(found) // _ROWS, 1)]
    ]
    while left:
        name, row = left.pop()
        if row["id"] in kept[name]:
            continue
        kept[name].add(row["id"])
        for cited, kind in _cited(row, columns[name]):
            file = home.get(cited, "") if kind == "places" else f"{kind}.csv"
            found = next((one for one in rows.get(file, ()) if one["id"] == cited), None)
            if found is not None:
                left.append((file, found))
        if name == "sources.csv":
            publisher = publishers[sources[row["id"]]["publisher"].casefold()]
            kept["publishers.csv"].add(publisher)
    return kept


def _cited(row: Mapping[str, Any], columns: tuple[Column, ...]) -> Iterator[tuple[str, str]]:
    for column in columns:
        text = str(row.get(column.name) or "")
        if column.kind in _CITING:
            yield from ((one, _CITING[column.kind]) for one in split(text))
        if column.kind == "subject" and text.startswith("actor:"):
            yield text.removeprefix("actor:"), "actors"
        if column.name in ("claimant", "owner", "country"):
            yield text, "actors"


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return rows; those of features keep the feature whole under a key of its own."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    features = json.loads(path.read_text("utf-8"))["features"]
    return [{**feature["properties"], "": feature} for feature in features]


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write rows as `read_rows` returns them: of features what is in the feature itself."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return
    features = [row[""] for row in rows]
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), "utf-8"
    )


def _simplify(path: Path, folder: Path) -> None:
    content = json.loads(path.read_text("utf-8"))
    for feature in content["features"]:
        coarse = simplify(shape(feature["geometry"]), _COARSE)
        feature["geometry"] = mapping(coarse)
    (folder / path.name).write_text(json.dumps(content, ensure_ascii=False), "utf-8")
