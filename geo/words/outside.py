"""Which outside powers are said to be in an area, each with what it has there, newest first."""

from __future__ import annotations

from datetime import date
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.evidence import Evidence
from geo.model import split
from geo.validity import valid_on
from geo.words.names import Names

LAYER = "foreign"
"""The layer of what outside powers have in Libya."""


def powers_in(
    evidence: Evidence,
    area: BaseGeometry | None,
    names: Names,
    at: date,
    clocks: tuple[date | None, date | None],
) -> list[dict[str, Any]]:
    """Return the powers with a presence in an area on a day, those with most first; [] for what is no area.

    Parameters
    ----------
    clocks : tuple of date or None
        Published by, recorded on.
    """
    if area is None or not area.geom_type.endswith("Polygon") or LAYER not in evidence.layers:
        return []
    frame = valid_on(evidence.layer(LAYER, *clocks), at)
    inside = frame[frame.geometry.notna() & frame.geometry.intersects(area)]
    found = []
    for actor, rows in inside.groupby("actor", sort=True):
        name = names.actor(str(actor))
        ordered = rows.sort_values("name_en").sort_values("reviewed_on", ascending=False, kind="stable")
        told = ordered[["id", "name_en", "name_ar", "reviewed_on", "reliability", "credibility"]]
        presence = [
            {**row, "credibility": int(row["credibility"]), "sources": names.sources(split(cited))}
            for row, cited in zip(told.to_dict("records"), ordered["sources"], strict=True)
        ]
        found.append({"id": actor, "name_en": name.en, "name_ar": name.ar, "presence": presence})
    return sorted(found, key=lambda one: -len(one["presence"]))
