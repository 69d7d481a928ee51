"""A small large layer: events at random in and round Libya, the same every time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.store import write_large

LAYER = "incidents"
TOML = """
title = "Incidents"
title_ar = "حوادث"
group = "Settlement"
order = 80
visible = true
data = "incidents.parquet"
geometry = ["Point"]
review_after_days = 365
colour = "events"
[columns.actors]
title = "Actors"
kind = "actors"
[classes.fighting]
title = "Fighting"
title_ar = "قتال"
symbol = "event"
colour = "east"
[classes.politics]
title = "Politics"
title_ar = "سياسة"
symbol = "event"
ages = false
"""


def incidents(count: int, seed: int = 1, **columns: Any) -> gpd.GeoDataFrame:
    """Return so many events; what is given replaces a column."""
    random = np.random.default_rng(seed)

    def some(*values: str) -> Any:
        return np.array(values, dtype=object)[random.integers(0, len(values), count)]

    days = np.datetime64("2014-01-01") + random.integers(0, 4000, count)
    lon, lat = random.uniform(9.6, 24.9, count), random.uniform(20.1, 33.0, count)
    data: dict[str, Any] = {
        "id": [f"inc-{number}" for number in range(count)],
        "name_en": [f"Incident {number}" for number in range(count)],
        "name_ar": "حادث",
        "aliases": "",
        "class": some("fighting", "politics"),
        "actor": some("gnu", "zintan-mc", ""),
        "valid_from": np.datetime_as_string(days),
        "valid_to": np.where(random.random(count) < 0.5, np.datetime_as_string(days + 400), ""),
        "recorded_on": some("2026-06-01", "2026-09-01"),
        "retracted_on": some("", "", "", "2026-10-01"),
        "reviewed_on": np.where(random.random(count) < 0.1, "2020-05", np.datetime_as_string(days)),
        "sources": "un-2020",
        "reliability": some("A", "B", "C"),
        "credibility": pd.array(random.integers(1, 6, count), dtype="Int64"),
        "marking": "CLEAR",
        "precision_m": pd.array(np.full(count, 1000), dtype="Int64"),
        "summary": "For tests.",
        "actors": some("", "gnu|zintan-mc", "gnu"),
    }
    return gpd.GeoDataFrame(data | columns, geometry=shapely.points(lon, lat), crs="EPSG:4326")


def add_large(root: Path, frame: gpd.GeoDataFrame) -> None:
    """Declare the layer below a data root and write its data."""
    (root / "layers" / f"{LAYER}.toml").write_text(TOML, encoding="utf-8")
    write_large([frame], root / "data" / f"{LAYER}.parquet")
