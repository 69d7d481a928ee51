"""Evidence -> entries of the gazetteer: what has a name, under which kind, and where to look for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.evidence.cutting import LOOKUPS
from geo.evidence.holding import Evidence
from geo.gazetteer import Entry, Gazetteer
from geo.model import Layer, split

RESTATED = frozenset({"control", "interests"})
"""Analyses whose features carry the names of places and actors, which are found under those themselves."""

GROUND = "Base"
"""The group of layers whose features are places: what the rest stands on."""

OUTSIDE = "foreign"
"""The side of actors that are not in one place."""

AREA, SITE, FEATURE, DERIVED, SOURCE = 4, 5, 6, 7, 8
"""Ranks of what declares none: a district after the town of its name, before its port."""

_READ = ("id", "name_en", "name_ar", "aliases", "rank", "geometry")


def gazetteer_of(evidence: Evidence) -> Gazetteer:
    """Return all names of an evidence; of one with somebody's own layers only these are gone through."""
    tables = {name: evidence.table(name) for name in LOOKUPS if name in evidence.tables}
    layers = [
        (evidence.catalog[layer_id], evidence.layer(layer_id))
        for layer_id in evidence.layers
        if not evidence.is_common(layer_id)
    ]
    if evidence.graded:
        more = evidence.own_rows("sources", tables["sources"]) if "sources" in tables else None
        return evidence.graded.gazetteer().with_more(entries(layers, None, more))
    return Gazetteer(entries(layers, tables.get("actors"), tables.get("sources")))


def entries(
    layers: Sequence[tuple[Layer, gpd.GeoDataFrame]],
    actors: pd.DataFrame | None,
    sources: pd.DataFrame | None,
) -> list[Entry]:
    """Return an entry for each feature, actor and source.

    Parameters
    ----------
    layers : sequence of (Layer, GeoDataFrame)
        Healthy layers, EPSG:4326, in drawing order. A column `rank` is taken as the rank of places.
    actors, sources : DataFrame or None
        Their tables; None where there is none.
    """
    found: list[Entry] = []
    for layer, frame in layers:
        if layer.derive not in RESTATED:
            found.extend(_features(layer, frame))
    positions = {entry.id: entry.position for entry in reversed(found)}
    found.extend(_actors(actors, positions) if actors is not None else ())
    found.extend(_sources(sources) if sources is not None else ())
    return found


def _features(layer: Layer, frame: gpd.GeoDataFrame) -> Iterator[Entry]:
    codes = [column.name for column in layer.columns if column.searched and column.name in frame]
    for row in frame[[*(name for name in _READ if name in frame), *codes]].to_dict("records"):
        yield Entry(
            kind="place" if layer.group == GROUND else "feature",
            id=row["id"],
            layer=layer.id,
            name_en=row["name_en"],
            name_ar=row["name_ar"],
            names=(*split(row["aliases"]), *(row[code] for code in codes if row[code])),
            position=_position(row["geometry"]),
            rank=_rank(layer, row),
        )


def _rank(layer: Layer, row: dict[str, Any]) -> int:
    rank = row.get("rank")
    if rank is not None and not pd.isna(rank):
        return int(rank)
    if layer.group != GROUND:
        return DERIVED if layer.derive else FEATURE
    point = row["geometry"] is not None and row["geometry"].geom_type == "Point"
    return SITE if point else AREA


def _position(geometry: Any) -> tuple[float, float] | None:
    """Return latitude and longitude of a point, or of a point on a line or inside an area."""
    if geometry is None or geometry.is_empty:
        return None
    point = geometry if geometry.geom_type == "Point" else geometry.representative_point()
    return round(point.y, 6), round(point.x, 6)


def _actors(table: pd.DataFrame, positions: dict[str, tuple[float, float] | None]) -> Iterable[Entry]:
    for row in table.to_dict("records"):
        yield Entry(
            kind="actor",
            id=row["id"],
            layer="",
            name_en=row["name_en"],
            name_ar=row["name_ar"],
            names=split(row["aliases"]),
            position=None if row["side"] == OUTSIDE else positions.get(row["base_place"]),
            rank=FEATURE,
        )


UNTITLED = "(title not noted)"
"""Title of a source whose address was read and whose title was not written down."""


def _sources(table: pd.DataFrame) -> Iterable[Entry]:
    for row in table.to_dict("records"):
        title = row["publisher"] if row["title"] == UNTITLED else row["title"]
        yield Entry("source", row["id"], "", title, names=(row["publisher"],), rank=SOURCE)
