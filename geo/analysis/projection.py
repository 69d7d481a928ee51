"""The one metric coordinate system: everything measured, buffered or divided up is measured in it."""

from __future__ import annotations

from typing import Final

from pyproj import CRS
from pyproj.crs import ProjectedCRS
from pyproj.crs.coordinate_operation import LambertAzimuthalEqualAreaConversion

MAP_CRS: Final = "EPSG:4326"
"""What every layer is stored and handed over in: longitude, latitude in degrees; never measured in."""

METRIC_CRS: Final[CRS] = ProjectedCRS(
    LambertAzimuthalEqualAreaConversion(latitude_natural_origin=27, longitude_natural_origin=17),
    # Under this name a GIS shows it: no authority has a number for it.
    name="WGS 84 / Libya Lambert azimuthal equal-area (27 N 17 E)",
    geodetic_crs=MAP_CRS,
)
"""Lambert azimuthal equal-area, centred on Libya (27 N, 17 E), metres.

Equal-area, because the derived layers share out land and compare areas. Azimuthal about the country's middle,
because Libya is about as wide as it is high: no point of it is further than about 1,125 km from the centre,
and there a length is at most 0.4 % too long across and too short outwards (scale factor sqrt(2 / (1 + cos c))
and its inverse, c the angle from the centre; Snyder, Map Projections: A Working Manual, USGS Professional
Paper 1395, 1987, p. 182-190). UTM zone 33 would be 1.3 % wrong in length and 2.7 % in area in the far
south-east, web Mercator 6-20 % in length.
"""

DECIMALS: Final = 4
"""Decimal places of a degree that a derived outline is rounded to: about 11 m, far below any precision."""
