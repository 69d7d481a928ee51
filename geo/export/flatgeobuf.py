"""Rows -> FlatGeobuf: a file for each layer and kind of geometry, as that format wants it."""

from __future__ import annotations

from pathlib import Path

import pyogrio

from geo.export.arrow import CRS, with_shapes
from geo.export.columns import SHAPE, layer_columns, position_columns
from geo.export.gathering import Cut
from geo.export.geopackage import parts, scratch
from geo.language import declared
from geo.model import Language


def flatgeobufs(cut: Cut, description: str, lang: Language) -> dict[str, bytes]:
    """Return the files of a layer by name, EPSG:4326; unplaced features stand in the first, without geometry.

    A file in which some are unplaced has no spatial index, because that takes none without a place.
    """
    (position,) = (column.name for column in position_columns(cut.layer, SHAPE))
    files = {}
    with scratch() as folder:
        for part in parts(cut):
            frame = cut.frame[part.rows]
            path = Path(folder) / f"{part.name}.fgb"
            pyogrio.write_arrow(
                with_shapes(frame, layer_columns(cut.layer), position, part.geometry, lang),
                path,
                driver="FlatGeobuf",
                layer=part.name,
                layer_options={
                    "SPATIAL_INDEX": "NO" if frame.geometry.isna().any() or frame.empty else "YES",
                    "TITLE": part.title.text(lang),
                    "DESCRIPTION": f"{declared(cut.layer.note, lang)} {description}".strip(),
                },
                geometry_name=position,
                geometry_type=part.geometry,
                crs=CRS,
            )
            files[path.name] = path.read_bytes()
    return files
