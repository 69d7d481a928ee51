"""Rows -> the text formats: GeoJSON for programs, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geo.export.columns import COORDINATES, layer_columns, plain_rows, position_columns, table_columns
from geo.export.gathering import Cut
from geo.model import Language
from geo.schema.characters import guarded
from geo.words.names import Name

DECIMALS = 7
"""Decimals of a degree in CSV: a centimetre."""


def geojson(cut: Cut, description: str, lang: Language = "en") -> bytes:
    """Return a layer as RFC 7946 GeoJSON, one feature a line, areas wound as the RFC wants them.

    Properties are those of `GET /api/layers/{id}.geojson`; a missing number is null, a missing text "", an
    unplaced feature has a null geometry.
    """
    rows = plain_rows(cut.frame, layer_columns(cut.layer))
    shapes = shapely.orient_polygons(cut.frame.geometry.to_numpy())
    features = [
        {"type": "Feature", "id": row["id"], "properties": row, "geometry": _geometry(shape)}
        for row, shape in zip(rows, shapes, strict=True)
    ]
    head = {
        "type": "FeatureCollection",
        "name": cut.layer.id,
        "title": Name(cut.layer.title, cut.layer.title_ar or cut.layer.title).text(lang),
        "description": description,
    }
    lines = ",\n".join(_json(feature) for feature in features)
    return f'{_json(head)[:-1]},"features":[\n{lines}\n]}}\n'.encode()


def layer_csv(cut: Cut) -> bytes:
    """Return a layer as CSV: its columns, then `lon` and `lat` for points, `geometry` as WKT for the rest."""
    columns = layer_columns(cut.layer)
    header = [column.name for column in (*columns, *position_columns(cut.layer, COORDINATES))]
    rows = plain_rows(cut.frame, columns)
    placed = zip(rows, positions(cut.frame), strict=True)
    return _csv(header, ([*row.values(), *at] for row, at in placed))


def table_csv(name: str, frame: pd.DataFrame) -> bytes:
    """Return the rows of a table as CSV."""
    columns = table_columns(name, frame)
    rows = plain_rows(frame, columns)
    return _csv([column.name for column in columns], (list(row.values()) for row in rows))


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a table as CSV with a byte-order mark, without which spreadsheets do not show Arabic."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    return "" if value is None else guarded(value) if isinstance(value, str) else value


def positions(frame: gpd.GeoDataFrame) -> Iterable[tuple[float | None, float | None, str]]:
    """Yield longitude and latitude of points, and WKT of all other shapes."""
    for shape in frame.geometry:
        if shape is None:
            yield None, None, ""
        elif shape.geom_type == "Point":
            yield round(shape.x, DECIMALS), round(shape.y, DECIMALS), ""
        else:
            yield None, None, shapely.to_wkt(shape, rounding_precision=DECIMALS)


def _geometry(shape: BaseGeometry | None) -> dict[str, Any] | None:
    return None if shape is None else mapping(shape)


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
