"""What an analysis is given: frames by name, cut by both clocks; nothing opens a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd


@dataclass(frozen=True, slots=True)
class Inputs:
    """The evidence as published by one day and recorded on another, for the functions that derive layers.

    Attributes
    ----------
    layers : mapping of str to GeoDataFrame
        Healthy layers by id, EPSG:4326, already cut by `known` and `recorded`. Iterating walks the layers
        that come from files; a derived layer is computed when asked for by name.
    tables : mapping of str to DataFrame
        CSV tables by name, cut the same way. Asking for a table that has faults raises, which takes the
        asking layer out and names the table as the reason.
    ground : mapping of str to GeoDataFrame
        What the map stands on (coast, borders), EPSG:4326, without dates.
    known : date or None
        Nothing published later is in the frames. None = whenever it was published.
    recorded : date or None
        Nothing recorded later is in the frames. None = everything not yet retracted.
    """

    layers: Mapping[str, gpd.GeoDataFrame]
    tables: Mapping[str, pd.DataFrame]
    ground: Mapping[str, gpd.GeoDataFrame]
    known: date | None = None
    recorded: date | None = None
