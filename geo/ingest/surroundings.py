"""The evidence, as far as an own layer may refer to it: places and actors by name, ids that are taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import shapely
from shapely.geometry.base import BaseGeometry

from geo.evidence import Evidence
from geo.evidence.resolving import Names
from geo.ingest.rows.placing import by_name
from geo.ingest.rows.settling import World
from geo.schema.references import References

_METRES_A_DEGREE = 111_320


def world_of(evidence: Evidence) -> World:
    """Return what an evidence knows, made once for it."""
    names = Names.known(evidence)
    places = evidence.remembered(("where things are",), lambda: _places(evidence))
    today = datetime.now(tz=UTC).date()

    def place(text: str) -> tuple[str, str]:
        meant = names.place(text)
        return (meant.found.id, "") if meant.found else ("", meant.advice(""))

    def actor(text: str) -> str:
        found = names.actor(text).found
        return found.id if found else ""

    owners = {one.id: one.layer for one in names.ids.values()}
    references = References(
        actors=evidence.tables["actors"]["id"].tolist() if "actors" in evidence.tables else None,
        latest=today + timedelta(days=1),
        owners=owners,
    )
    return World(by_name(places, place), actor, references, today)


def _places(evidence: Evidence) -> dict[str, tuple[BaseGeometry | None, int | None]]:
    """Return position and precision of every feature by id; an area is known to as much as it is wide."""
    found: dict[str, tuple[BaseGeometry | None, int | None]] = {}
    for frame in evidence.layers.values():
        for one, shape, precision in zip(frame["id"], frame.geometry, frame["precision_m"], strict=True):
            if shape is None or one in found:
                continue
            wide = (
                0.0
                if shape.geom_type == "Point"
                else shapely.minimum_bounding_radius(shape) * _METRES_A_DEGREE
            )
            told = 0 if precision != precision or precision is None else int(precision)  # noqa: PLR0124 - NaN
            found[one] = (shape, max(told, round(wide), 1))
    return found
