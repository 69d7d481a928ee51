"""A toy country with known answers: a box of land, towns in it, one offshore, one without a position."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.analysis.frames import derived
from geo.analysis.inputs import Inputs

LAND = shapely.box(10, 22, 24, 32)

PLACES: dict[str, tuple[float, float] | None] = {
    "alpha": (13.0, 27.0),
    "beta": (13.6, 27.0),  # 59.6 km east of alpha: their reaches meet
    "gamma": (20.0, 25.0),  # far from everything
    "gate": (20.001, 25.0),  # 101 m from gamma: shares its cell
    "edge": (24.01, 30.0),  # 1 km beyond the eastern edge: counts as ashore
    "platform": (15.0, 33.5),  # offshore
    "lost": None,
}
FIELDS: dict[str, tuple[float, float]] = {
    "field": (17.0, 29.0),
    "well": (20.2, 25.0),
}  # well: 20 km from gamma

DISTRICTS: dict[str, dict[str, Any]] = {
    "d-west": {"region": "fezzan", "geometry": shapely.box(10, 22, 14, 28), "precision_m": 9}, "d-mid":
    {"region": "fezzan", "geometry": shapely.box(14, 22, 18, 28), "precision_m": 50, "credibility": 4,
              "sources": "s2"},
    "d-east": {"region": "cyrenaica", "geometry": shapely.box(18, 22, 24, 32), "precision_m": 9},
}  # fmt: skip

CLAIM_COLUMNS = (
    "id", "scope", "place", "actor", "claim", "valid_from", "valid_to", "stated_on", "recorded_on",
    "retracted_on", "sources", "reliability", "credibility", "marking", "note",
)  # fmt: skip

Claimed = Callable[..., dict[str, Any]]
World = Callable[..., Inputs]


def feature(name: str, at: tuple[float, float] | None, **more: Any) -> dict[str, Any]:
    row = {
        "id": name, "name_en": name.title(), "name_ar": f"ar-{name}", "class": "town",
        "recorded_on": "2026-11-23",
        "sources": "s1", "reliability": "B", "credibility": 2, "marking": "CLEAR", "summary": "Toy.",
        "precision_m": 1000 if at else None, "geometry": shapely.Point(at) if at else None,
    }  # fmt: skip
    return row | more


def text_frame(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as the store reads a table: texts as str, credibility as Int64."""
    frame = pd.DataFrame(
        [{name: row.get(name, "") for name in columns} for row in rows], columns=list(columns)
    )
    texts = [name for name in columns if name != "credibility"]
    return frame.astype(dict.fromkeys(texts, "str") | {"credibility": "Int64"})


@pytest.fixture
def claim() -> Claimed:
    """Return a maker of rows of claims.csv, numbered in the order in which they are made."""
    made: list[str] = []

    def make(place: str, actor: str, kind: str = "effective", **more: Any) -> dict[str, Any]:
        name = f"claim-{place}-{actor}-{len(made) + 1}"
        made.append(name)
        return {
            "id": name, "place": place, "actor": actor, "claim": kind, "recorded_on": "2026-11-23",
            "sources": "s1", "reliability": "B", "credibility": 2, "marking": "CLEAR",
        } | more  # fmt: skip

    return make


@pytest.fixture
def world() -> World:
    """Return a maker of inputs from claims (and other tables, as rows)."""

    def make(
        claims: Sequence[dict[str, Any]] = (), land: shapely.Geometry = LAND, **tables: pd.DataFrame
    ) -> Inputs:
        layers = {
            "places": derived([feature(name, at) for name, at in PLACES.items()]),
            "energy": derived([feature(name, at, **{"class": "field"}) for name, at in FIELDS.items()]),
            "districts": derived(
                [feature(name, None, **more) for name, more in DISTRICTS.items()], ["region"]
            ),
        }
        actors = pd.DataFrame(
            {"id": ["lna", "gnu"], "name_en": ["Army", "Government"], "name_ar": ["الجيش", "الحكومة"]},
            dtype="str",
        )
        outline = gpd.GeoDataFrame({"id": ["country-ly"]}, geometry=[land], crs="EPSG:4326")
        tables = {"claims": text_frame(claims, CLAIM_COLUMNS), "actors": actors} | tables
        return Inputs(layers, tables, {"neighbours": outline})

    return make
