"""Which ground a claim about a place is drawn on: cells round points, shared out without gaps or overlaps.

Areas in metres are measured in `METRIC_CRS`; what comes out is EPSG:4326 on a grid of `DECIMALS` decimals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.analysis.projection import DECIMALS, MAP_CRS, METRIC_CRS

SAME_PLACE_M: Final = 300
"""Points closer to each other than this, in metres, stand for the same ground and share a cell."""

ASHORE_M: Final = 3_000
"""A point this near the outline, in metres, counts as inside: ports stand on quays and border posts on the
line, and the outline (1:10 million) is no better than that. What is further out is offshore or abroad."""

_QUADRANT_SEGMENTS: Final = 8
_BORDER_STEP_DEGREES: Final = 0.1


def shared_places(points: gpd.GeoSeries) -> pd.Series[str]:
    """Return for each point the name of the place that it shares, the first id of its group.

    Two points belong together when they are closer than `SAME_PLACE_M`, or a chain of such pairs links them.

    Parameters
    ----------
    points : GeoSeries
        Points in `METRIC_CRS`, indexed by id.

    Returns
    -------
    Series of str
        On the index of `points`.
    """
    ids = [str(name) for name in points.index]
    names = dict(zip(ids, ids, strict=True))
    left, right = points.sindex.query(points.geometry, predicate="dwithin", distance=SAME_PLACE_M)
    for one, other in sorted(zip(left.tolist(), right.tolist(), strict=True)):
        old, new = sorted((names[ids[one]], names[ids[other]]), reverse=True)
        names = {name: new if group == old else group for name, group in names.items()}
    return pd.Series(names, index=points.index, dtype="str")


def cells(points: gpd.GeoSeries, reach_m: pd.Series[int], outline: BaseGeometry) -> gpd.GeoSeries:
    """Return the ground of each point: what it reaches, and no other point that reaches it is nearer to.

    With one reach for all this is the Voronoi cell (Okabe et al., Spatial Tessellations, 2nd ed., Wiley,
    2000) cut to a disc; with several, a point of short reach takes from its neighbour only what it reaches
    itself, not everything behind it. All boundaries are then noded together on one grid, so that neighbours
    share their vertices and nothing overlaps, not even by rounding.

    Parameters
    ----------
    points : GeoSeries
        Different points in EPSG:4326, indexed by id.
    reach_m : Series of int
        Radius of the disc in metres, on the same index.
    outline : Polygon or MultiPolygon
        In EPSG:4326. Points further than `ASHORE_M` from it get no cell.

    Returns
    -------
    GeoSeries
        Polygons and MultiPolygons, EPSG:4326, rounded to `DECIMALS`; on the index of those points that have a
        cell, in its order.
    """
    # A border along a meridian has a vertex every few hundred kilometres and bends when it is projected.
    fine = gpd.GeoSeries([outline], crs=MAP_CRS).segmentize(_BORDER_STEP_DEGREES)
    land = fine.to_crs(METRIC_CRS).iloc[0]
    metric = points.to_crs(METRIC_CRS)
    inside = metric[metric.dwithin(land, ASHORE_M)]
    if inside.empty:
        return gpd.GeoSeries(index=inside.index, crs=MAP_CRS)
    reached = reach_m.loc[inside.index].to_numpy()
    discs = inside.buffer(reached, quad_segs=_QUADRANT_SEGMENTS)
    lost = _lost(inside, discs, float(reached.max()))
    ground = discs.difference(gpd.GeoSeries(lost, index=inside.index, crs=METRIC_CRS)).intersection(land)
    # Where a cell only touches the outline the intersection holds stray lines: a zero buffer drops them.
    ground = ground.buffer(0)
    return _on_grid(ground[~ground.is_empty].to_crs(MAP_CRS))


def dissolved(parts: Iterable[BaseGeometry]) -> BaseGeometry:
    """Return cells of one `cells` result as one area, in their own CRS, without the edges between them."""
    return shapely.orient_polygons(shapely.normalize(shapely.coverage_union_all(list(parts))))


def _lost(points: gpd.GeoSeries, discs: gpd.GeoSeries, longest_m: float) -> list[BaseGeometry]:
    """Return what others take from each disc: of every other the side that is nearer to its own centre."""
    centres = shapely.get_coordinates(points.to_numpy())
    shapes = discs.to_numpy()
    met = defaultdict(list)
    for one, other in zip(*discs.sindex.query(shapes, predicate="intersects").tolist(), strict=True):
        if one != other:
            met[one].append(other)
    lost = []
    for one in range(len(shapes)):
        sides = [_nearer(centres[other], centres[one], 3 * longest_m) for other in met[one]]
        taken = shapely.intersection(shapes[met[one]], np.array(sides, dtype=object))
        lost.append(shapely.union_all(taken))
    return lost


def _nearer(one: NDArray[np.float64], other: NDArray[np.float64], size_m: float) -> shapely.Polygon:
    """Return the square, `size_m` to each side of the middle, of what is nearer to `one` than to `other`."""
    towards = (one - other) / np.hypot(*(one - other)) * size_m
    along = np.array([-towards[1], towards[0]])
    middle = (one + other) / 2
    near = [middle - along, middle + along]
    return shapely.Polygon([*near, near[1] + towards, near[0] + towards])


def _on_grid(ground: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return polygons that touch, in degrees, with all vertices on one grid and shared by neighbours."""
    edges = shapely.union_all(ground.boundary.to_numpy(), grid_size=10.0**-DECIMALS)
    faces = shapely.get_parts(shapely.polygonize([edges]))
    # A face has an owner when its inside lies in a cell; the gaps between cells have none.
    inner = gpd.GeoSeries(shapely.point_on_surface(faces), crs=ground.crs)
    face, cell = ground.sindex.query(inner, predicate="within")
    first = np.unique(face, return_index=True)[1]
    faces, owners = faces[face[first]], cell[first]
    areas = [shapely.union_all(faces[owners == number]) for number in range(len(ground))]
    rounded = shapely.transform(np.array(areas, dtype=object), lambda xy: np.round(xy, DECIMALS))
    found = gpd.GeoSeries(rounded, index=ground.index, crs=ground.crs)
    return found[~found.is_empty]
