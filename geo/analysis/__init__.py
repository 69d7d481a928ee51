"""Pure analyses: frames in, frames out. No I/O, no caching, no web, no screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import geopandas as gpd

from geo.analysis.control import control
from geo.analysis.events import events
from geo.analysis.inputs import Inputs
from geo.analysis.interests import interests
from geo.analysis.regions import regions

DERIVE: Final[Mapping[str, Callable[[Inputs], gpd.GeoDataFrame]]] = {
    "control": control,
    "events": events,
    "interests": interests,
    "regions": regions,
}
"""How a layer is computed, by the name that its declaration gives in `derive`."""

__all__ = ["DERIVE", "Inputs"]
