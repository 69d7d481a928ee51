"""The rows of a layer as they are sent: cut by days and extent, dated, each with what it looks like."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from geo.evidence import Evidence
from geo.scene import dressed
from geo.scene.look.looking import Dressed
from geo.validity import with_days, within
from geo.words.names import Names

Span = tuple[date, date]
"""A first and a last day, both included."""


def featured(
    evidence: Evidence,
    layer_id: str,
    span: Span | None,
    clocks: tuple[date | None, date | None],
    area: BaseGeometry | None,
) -> tuple[gpd.GeoDataFrame, Dressed]:
    """Return rows with their resolved days, and their looks; raises GeoError where they cannot be computed.

    Parameters
    ----------
    span : tuple of date or None
        True on some day of these; None = at any time.
    clocks : tuple of date or None
        Published by, in this data set by; None = as now.
    area : geometry or None
        What the rows touch; unplaced ones touch nothing. None = everything.
    """
    layer = evidence.catalog[layer_id]
    rows = evidence.layer(layer_id, *clocks)
    frame = with_days(rows, layer.review_after_days, layer.ageless)
    if span is not None:
        frame = frame[within(frame["from_day"], frame["to_day"], *span)]
    if area is not None:
        frame = frame[frame.geometry.intersects(area)]
    frame = frame.drop(columns="not_before", errors="ignore")  # `from_day` says it
    return frame, dressed(layer, frame, Names.of(evidence).side_of)
