"""Rows -> GeoParquet 1.0: a file for each layer, whatever its kinds of geometry."""

from __future__ import annotations

import io

import geopandas as gpd
import pandas as pd

from geo.export.arrow import CRS, arrow_table
from geo.export.columns import SHAPE, layer_columns, position_columns
from geo.export.gathering import Cut


def geoparquet(cut: Cut) -> bytes:
    """Return a layer as GeoParquet: geometry as WKB, unknown values null, the resolved days dates."""
    columns = layer_columns(cut.layer)
    (position,) = (column.name for column in position_columns(cut.layer, SHAPE))
    rows = arrow_table(cut.frame, columns).to_pandas(types_mapper=pd.ArrowDtype)
    rows[position] = gpd.GeoSeries(cut.frame.geometry.to_numpy(), crs=CRS)
    packed = io.BytesIO()
    gpd.GeoDataFrame(rows, geometry=position, crs=CRS).to_parquet(packed, index=False, compression="zstd")
    return packed.getvalue()
