"""Which outside powers are said to be in an area or at a place, each with what it has there, newest first."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any, Final

import pandas as pd
from shapely.geometry.base import BaseGeometry

from geo.evidence import Evidence
from geo.model import split
from geo.validity import valid_on
from geo.words.names import Names

LAYER = "foreign"
"""The layer of what outside powers have in Libya."""
_TOLD: Final = ("id", "name_en", "name_ar", "reviewed_on", "reliability")
_READ: Final = (*_TOLD, "credibility", "sources", "actor", "valid_from", "valid_to", "not_before")


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
    frame = evidence.layer(LAYER, *clocks)
    if shape is not None and shape.geom_type.endswith("Polygon"):
        inside = frame.geometry.notna() & frame.geometry.intersects(shape)
    elif "place" in frame:
        inside = frame["place"] == place
    else:
        return []
    there = valid_on(pd.DataFrame(frame.loc[inside, [one for one in _READ if one in frame]]), at)
    by_actor: dict[str, list[dict[Hashable, Any]]] = {}
    for row in sorted(there.to_dict("records"), key=lambda one: str(one["name_en"])):
        by_actor.setdefault(str(row["actor"]), []).append(row)
    found = []
    for actor, rows in sorted(by_actor.items()):
        name = names.actor(actor)
        rows.sort(key=lambda one: str(one["reviewed_on"]), reverse=True)
        presence = [
            {
                **{column: row[column] for column in _TOLD},
                "credibility": int(row["credibility"]),
                "sources": names.sources(split(row["sources"])),
            }
            for row in rows
        ]
        found.append({"id": actor, "name_en": name.en, "name_ar": name.ar, "presence": presence})
    return sorted(found, key=lambda one: -len(one["presence"]))
