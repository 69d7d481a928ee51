"""A drafted layer -> the files of a data root: declaration, features, and the source that they cite."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely

from geo.ingest.rows.drafting import Draft
from geo.ingest.rows.settling import SOURCE
from geo.model import Layer
from geo.store import Change, open_store

PUBLISHER: Final = {
    "id": "own-data", "name": "Own data", "name_ar": "بيانات خاصة", "kind": "dataset", "side": "none",
    "family": "own-data", "reliability": "F", "reason": "Added by a user of this map; nobody has judged it.",
}  # fmt: skip
"""Who publishes what users add."""


def features_text(features: gpd.GeoDataFrame) -> str:
    """Return features as GeoJSON, one a line, sorted by id."""
    names = [name for name in features.columns if name != features.geometry.name]
    columns = [features[name].tolist() for name in names]
    lines = []
    for shape, *values in zip(features.geometry, *columns, strict=True):
        told = {name: _plain(value) for name, value in zip(names, values, strict=True)}
        document = {
            "type": "Feature",
            "properties": told,
            "geometry": shape and shapely.geometry.mapping(shape),
        }
        lines.append((told["id"], json.dumps(document, ensure_ascii=False, allow_nan=False)))
    listed = ",\n".join(line for _, line in sorted(lines, key=lambda pair: str(pair[0])))
    return f'{{"type": "FeatureCollection", "features": [\n{listed}\n]}}\n'


def source_row(layer: str, title: str, day: date, file: str) -> dict[str, str]:
    """Return the source that the features of an own layer cite."""
    return {
        "id": f"{SOURCE}{layer.replace('_', '-')}",
        "publisher": PUBLISHER["name"], "title": f"{title} ({file})",
        "date": day.isoformat(), "kind": "dataset", "reliability": PUBLISHER["reliability"],
    }  # fmt: skip


def files_of(draft: Draft) -> dict[str, str]:
    """Return the files of a layer by their path below a data root."""
    return {
        f"data/{draft.layer.data}": features_text(draft.features),
        f"layers/{draft.layer.id}.toml": draft.toml,
    }


def write_layer(
    draft: Draft, root: Path, source: Mapping[str, str], beside: Mapping[str, Change] | None = None
) -> None:
    """Write a layer into a data root: data, declaration and what it cites, all of it or nothing.

    Parameters
    ----------
    beside : mapping of str to str, Path or None, optional
        What becomes of other files that belong to it, by their path below the root.

    Raises
    ------
    GeoError
        When a file cannot be written, or the tables of that root take no source.
    """
    _write(root, source, files_of(draft) | dict(beside or {}))


def write_large_layer(  # noqa: PLR0917 - as of `write_layer`
    made: Path,
    layer: Layer,
    toml: str,
    root: Path,
    source: Mapping[str, str],
    beside: Mapping[str, Change] | None = None,
) -> None:
    """Put the data of a large layer, a file or a folder of parts, and its declaration into a data root.

    Parameters and errors are as of `write_layer`.
    """
    smaller = f"data/{layer.id}.geojson"  # which it may replace
    files: dict[str, Change] = {
        f"data/{layer.data}": made,
        smaller: None,
        f"layers/{layer.id}.toml": toml,
    }
    _write(root, source, files | dict(beside or {}))


def _write(root: Path, source: Mapping[str, str], files: Mapping[str, Change]) -> None:
    store = open_store(root)
    cited: dict[str, list[Mapping[str, str]]] = {}
    if {"publishers", "sources"} <= set(store.tables()[0]):
        cited = {"publishers": [PUBLISHER], "sources": [source]}
    store.write_tables(
        cited, beside={os.path.relpath(name, "data"): change for name, change in files.items()}
    )


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; null for none."""
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - only NaN differs from itself
        return None
    return value.item() if hasattr(value, "item") else value
