"""What an answer says of a layer that is never loaded whole: its rows in an area, or how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.evidence import Evidence
from geo.language import both
from geo.model import Layer
from geo.store import Wanted
from geo.store.large import to_degrees
from geo.words.dates import date_text
from geo.words.sentences import Sentence, title_of

LISTED: Final = 2000
"""Rows that are told one by one, as in a figure."""
_COUNTED: Final = 1_000_000
"""Rows round an area that are looked at to count those in it."""


def large_in(
    evidence: Evidence, layer: Layer, area: BaseGeometry, at: date, recorded: date | None
) -> tuple[gpd.GeoDataFrame, int, list[Sentence]]:
    """Return the rows of a large layer in an area on a day; where they are many, how many and a sentence."""
    large = evidence.large[layer.id]
    if area.is_empty:
        return large.nothing(), 0, []
    west, south, east, north = area.bounds
    wanted = Wanted((west, south, east, north), (at, at), recorded)
    if large.count(wanted) > _COUNTED:
        told = both("{layer}: more than {n} lie round it; ask for less.", layer=title_of(layer), n=_COUNTED)
        return large.nothing(), 0, [Sentence(*told, "derived")]
    points = large.points(wanted, _COUNTED)
    lon, lat = to_degrees(points["map_x"].to_numpy(), points["map_y"].to_numpy())
    shapely.prepare(area)
    rows = points["map_row"].to_numpy()[shapely.contains_xy(area, lon, lat)]
    if len(rows) > LISTED:
        told = both(
            "{layer}: {n} lie in it, too many to list; the map and its table have them.",
            layer=title_of(layer), n=len(rows),
        )  # fmt: skip
        return large.nothing(), len(rows), [Sentence(*told, "derived")]
    return large.frame(Wanted(rows=tuple(np.sort(rows).tolist()) or (-1,), retracted=True)), 0, []


def markings_of(evidence: Evidence, layers: Iterable[Layer]) -> Iterator[str]:
    """Yield the highest marking of each large layer among some: what is counted rests on all its rows."""
    yield from filter(None, (evidence.large[one.id].marking for one in layers if one.id in evidence.large))


Moment = tuple[date, date | None]
"""A day, and the day by which something was recorded; None = now."""


def large_on(evidence: Evidence, layer: Layer, moments: tuple[Moment, Moment]) -> Sentence:
    """Return how many rows of a large layer are true at each of two moments."""
    large = evidence.large[layer.id]
    first, last = (large.count(Wanted(days=(day, day), recorded=recorded)) for day, recorded in moments)
    since, until = (
        (date_text(day.isoformat(), "en"), date_text(day.isoformat(), "ar")) for day, _ in moments
    )
    told = both(
        "{layer}, counted and not listed: {first} on {since}, {last} on {until}.",
        layer=title_of(layer), first=first, since=since, last=last, until=until,
    )  # fmt: skip
    return Sentence(*told, "derived")
