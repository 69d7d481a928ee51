"""Rows of a layer made into features with their looks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.model import IMPORTANCE, Layer, split
from geo.scene.layers import Feature
from geo.scene.look.looking import dressed, sizes_of
from geo.words.names import Name, Names


def features_of(layer: Layer, rows: gpd.GeoDataFrame, states: pd.Series[str], names: Names) -> list[Feature]:
    """Return the features of rows that are drawn, with their looks."""
    looks = dressed(layer, rows, names.side_of)
    columns = [
        "id",
        "name_en",
        "name_ar",
        "class",
        "marking",
        "sources",
        "reliability",
        "credibility",
        "summary",
        "summary_short",
        "summary_short_ar",
        "reviewed_on",
        *(["summary_ar"] if "summary_ar" in rows else []),
    ]
    texts = rows[columns].fillna("").astype(str)
    precision = pd.to_numeric(rows["precision_m"]).fillna(0).astype(float)
    ranks, importance = (_whole(rows, name) for name in ("rank", IMPORTANCE))
    return [
        Feature(
            id=row["id"],
            name=Name(row["name_en"], row["name_ar"]),
            class_=row["class"],
            shape=None if shape is None or shape.is_empty else shape,
            look=looks.looks[look],
            state=state,
            sides=sides,
            marking=row["marking"],
            sources=split(row["sources"]),
            reliability=row["reliability"],
            credibility=row["credibility"],
            precision=metres,
            summary=row["summary"],
            rank=rank,
            size=looks.looks[look].size if size is None else size,
            importance=weight,
            district=district,
            summary_ar=row.get("summary_ar", ""),
            short=Name(row["summary_short"], row["summary_short_ar"]),
            confirmed=row["reviewed_on"],
        )
        for row, shape, look, sides, state, metres, rank, weight, size, district in _together(
            texts.to_dict("records"),
            rows.geometry,
            looks.index,
            looks.sides,
            states,
            precision,
            ranks,
            importance,
            sizes_of(layer, rows),
            _held(rows) if layer.areas_named else [""] * len(rows),
        )
    ]


def _held(rows: gpd.GeoDataFrame) -> list[str]:
    """Return the place, else the district, that each row is about."""
    places, districts = (rows[name].fillna("") for name in ("place", "district"))
    return [str(held) for held in places.where(places.ne(""), districts)]


def _whole(rows: gpd.GeoDataFrame, name: str) -> list[int]:
    """Return a column of whole numbers, 0 where there is none."""
    if name not in rows:
        return [0] * len(rows)
    return [int(value) for value in pd.to_numeric(rows[name]).fillna(0)]


def _together(*columns: Iterable[Any]) -> Iterable[tuple[Any, ...]]:
    return zip(*columns, strict=True)
