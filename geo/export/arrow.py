"""Rows -> Arrow tables, which GDAL and GeoParquet take: typed columns with their titles and meanings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import shapely
from shapely import MultiLineString, MultiPoint, MultiPolygon
from shapely.geometry.base import BaseGeometry

from geo.export.columns import DAYS, meaning
from geo.language import declared
from geo.model import Column

CRS = "EPSG:4326"

_MULTI: dict[str, Any] = {"Point": MultiPoint, "LineString": MultiLineString, "Polygon": MultiPolygon}
_DAY_NAMES = frozenset(column.name for column in DAYS)


def with_shapes(
    frame: Any, columns: Sequence[Column], position: str, kind: str = "", lang: str = "en"
) -> Any:
    """Return rows as an Arrow table with their geometry as its last column, called `position`.

    Parameters
    ----------
    kind : str
        The one type of geometry; "" = each as it is.
    lang : str
        Of the titles and meanings.
    """
    field = pa.field(position, pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb"})
    shapes = pa.array(_shapes(frame.geometry, kind), type=pa.binary())
    return arrow_table(frame, columns, lang).append_column(field, shapes)


def arrow_table(frame: pd.DataFrame, columns: Sequence[Column], lang: str = "en") -> Any:
    """Return rows as an Arrow table whose fields carry the titles and meanings of the columns."""
    fields, arrays, titles = [], [], set[str]()
    for column in columns:
        title = declared(column.title, lang)
        title = title if title not in titles else f"{title} ({column.name})"
        titles.add(title)
        told = {"GDAL:OGR:alternative_name": title, "GDAL:OGR:comment": meaning(column, lang)}
        kind = _type(column.name, frame[column.name].dtype)
        fields.append(pa.field(column.name, kind, metadata=told))
        arrays.append(pa.array([_value(value, column.name) for value in frame[column.name]], type=kind))
    return pa.table(arrays, schema=pa.schema(fields))


def _type(name: str, dtype: Any) -> Any:
    if name in _DAY_NAMES:
        return pa.date32()
    if pd.api.types.is_integer_dtype(dtype):
        return pa.int64()
    return pa.float64() if pd.api.types.is_float_dtype(dtype) else pa.string()


def _value(value: Any, name: str) -> Any:
    if pd.isna(value) or value == "":
        return None
    return date.fromisoformat(value) if name in _DAY_NAMES else value


def _shapes(geometry: Any, kind: str) -> list[bytes | None]:
    """Return geometries as WKB, single ones as multiple where the table is of multiple ones."""

    def fitted(shape: BaseGeometry) -> BaseGeometry:
        multi = kind.startswith("Multi") and not shape.geom_type.startswith("Multi")
        return _MULTI[shape.geom_type]([shape]) if multi else shape

    return [None if shape is None else shapely.to_wkb(fitted(shape)) for shape in geometry]
