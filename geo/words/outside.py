"""Which outside powers are said to be in an area or at a place, each with what it has there, newest first."""

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
    about: tuple[str, BaseGeometry | None],
    names: Names,
    at: date,
    clocks: tuple[date | None, date | None],
) -> list[dict[str, Any]]:
    """Return the powers with a presence in an area or at a place on a day, those with most first.

    Parameters
    ----------
    about : tuple of str and geometry or None
        Id and shape: in an area is what lies in it, at a place what names it.
    clocks : tuple of date or None
        Published by, recorded on.
    """
    if LAYER not in evidence.layers:
        return []
    place, shape = about
    frame = valid_on(evidence.layer(LAYER, *clocks), at)
    if shape is not None and shape.geom_type.endswith("Polygon"):
        inside = frame[frame.geometry.notna() & frame.geometry.intersects(shape)]
    elif "place" in frame:
        inside = frame[frame["place"] == place]
    else:
        return []
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
