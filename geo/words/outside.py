"""Which outside powers are said to be in an area or at a place, each with what it has there, newest first."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from typing import Any

import pandas as pd
from shapely.geometry.base import BaseGeometry

from geo.evidence import Evidence
from geo.model import split
from geo.validity import valid_on
from geo.words.names import Names

LAYER = "foreign"
"""The layer of what outside powers have in Libya."""
_DAYS = ("valid_from", "valid_to", "not_before")
_TOLD = ("id", "name_en", "name_ar", "reviewed_on", "reliability", "credibility")


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
    known, recorded = clocks
    # What had been published is told of the rows here alone: a day that is new would cut the whole layer.
    layer = evidence.catalog[LAYER]
    later = known if known and not (layer.derive or layer.is_ground) else None
    frame = evidence.layer(LAYER, None if later else known, recorded)
    if shape is not None and shape.geom_type.endswith("Polygon"):
        here = frame.geometry.intersects(shape).to_numpy()
    elif "place" in frame:
        here = frame["place"].to_numpy() == place
    else:
        return []
    needed = [name for name in (*_TOLD, "actor", "sources", *_DAYS) if name in frame]
    rows = valid_on(pd.DataFrame({name: frame[name].array[here] for name in needed}), at).to_dict("records")
    if later:
        published, day = evidence.features_published(), later.isoformat()
        rows = [row for row in rows if published[row["id"]] <= day]
    rows.sort(key=itemgetter("name_en"))
    presence: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=itemgetter("reviewed_on"), reverse=True):
        told = {name: row[name] for name in _TOLD} | {"credibility": int(row["credibility"])}
        told["sources"] = names.sources(split(row["sources"]))
        presence.setdefault(str(row["actor"]), []).append(told)
    found = [
        {"id": actor, "name_en": name.en, "name_ar": name.ar, "presence": presence[actor]}
        for actor in sorted(presence)
        for name in [names.actor(actor)]
    ]
    return sorted(found, key=lambda one: -len(one["presence"]))
