"""Rows -> a GeoPackage: a table for each layer and kind of geometry, and the cited tables without geometry.

QGIS wants one kind of geometry a table, so a layer that declares several kinds becomes several tables. GDAL
writes the file, through Arrow, which also carries what each column is called and means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
import pyogrio
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

from geo.errors import InvalidLayer, Unavailable
from geo.export.arrow import CRS, arrow_table, with_shapes
from geo.export.columns import GEOMETRY, free, layer_columns, position_columns, table_columns
from geo.export.gathering import CITED, Cut, Extract
from geo.export.qgis import Behind, Picture, Styled, Writing, name_in, picture, qml
from geo.language import both, declared, mark, t
from geo.model import Language, Layer
from geo.scene.rules.drawing import KINDS, Kind
from geo.words.names import Name

VERSION = "1.2"
"""Of the GeoPackage standard: old enough for the GDAL of every QGIS 3."""

STYLES = "layer_styles"
"""The table in which QGIS looks for how the others are drawn."""
TITLES = {"sources": mark("Sources cited"), "actors": mark("Actors cited"), "claims": mark("Claims cited")}

_KINDS = {"Point": "points", "LineString": "lines", "Polygon": "areas"}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a layer.

    Attributes
    ----------
    name : str
        The table's name.
    title : Name
        What QGIS calls it.
    geometry : str
        The one geometry type of its features.
    rows : array of bool
        Which rows of the cut stand in it; unplaced ones stand, without geometry, in the layer's first table.
    """

    name: str
    title: Name
    geometry: str
    rows: NDArray[np.bool_]


def parts(cut: Cut) -> list[Part]:
    """Return the tables of a layer: by what it declares, so that they are there whatever the day and extent.

    Raises
    ------
    InvalidLayer
        When a feature has a geometry that is neither point, line nor area.
    """
    types = [None if shape is None else str(shape.geom_type) for shape in cut.frame.geometry]
    declared = dict.fromkeys((*cut.layer.geometry, *(found for found in types if found)))
    if strange := sorted({found for found in declared if found.removeprefix("Multi") not in _KINDS}):
        raise InvalidLayer(f"layer '{cut.layer.id}' has the geometry {strange[0]}, which no GIS table takes")
    kinds = [kind for kind in _KINDS if any(found.removeprefix("Multi") == kind for found in declared)]
    stem = free(cut.layer.id, CITED)
    found_kinds = np.array([kinds[0] if found is None else found.removeprefix("Multi") for found in types])
    return [
        Part(
            name=f"{stem}_{_KINDS[kind]}" if len(kinds) > 1 else stem,
            title=_title(cut.layer, _KINDS[kind] if len(kinds) > 1 else ""),
            geometry=f"Multi{kind}" if f"Multi{kind}" in declared else kind,
            rows=found_kinds == kind,
        )
        for kind in kinds
    ]


def _title(layer: Layer, kind: str) -> Name:
    titles = layer.title, layer.title_ar or layer.title
    told = {
        "": titles,
        "points": both("{layer}: points", layer=titles),
        "lines": both("{layer}: lines", layer=titles),
        "areas": both("{layer}: areas", layer=titles),
    }
    return Name(*told[kind])


def geopackage(extract: Extract, seen: Picture, description: str) -> bytes:
    """Return all layers and tables as one GeoPackage, EPSG:4326.

    An unknown text or number is NULL; partial dates stay texts, the resolved days are dates. The file notes
    the day of its newest record in place of the time at which it was made.

    Parameters
    ----------
    seen : Picture
        How it looks (`picture_of`).
    description : str
        Put after each layer's own note into the table's description.

    Raises
    ------
    InvalidLayer
        As `parts`.
    Unavailable
        When there is no room to make it in.
    """
    # GDAL's options are those of the whole process, so only one file is written at a time.
    with _lock, scratch() as folder, _options(extract.stamp):
        file = _File(Path(folder) / "export.gpkg")
        lang = extract.scope.lang
        for cut in extract.cuts:
            told = f"{declared(cut.layer.note, lang)} {description}".strip()
            for part in parts(cut):
                file.add_layer(part, cut, told, lang)
        for name, frame in extract.tables.items():
            table = arrow_table(frame, table_columns(name, frame), lang)
            file.add(name, declared(TITLES[name], lang), description, table)
        file.add(STYLES, t("Styles for QGIS", lang), description, _styles(extract, seen), {"FID": "id"})
        return file.path.read_bytes()


def picture_of(extract: Extract) -> Picture:
    """Return how an extract looks in QGIS."""
    tables = {(cut.layer.id, KINDS[part.geometry]): part.name for cut in extract.cuts for part in parts(cut)}
    ids = {cut.layer.id: frozenset(cut.frame["id"]) for cut in extract.cuts}

    def table(layer: str, kind: Kind) -> str:
        return tables[layer, kind]

    return picture(extract.evidence, extract.view, ids, table)


def looks_in(seen: Picture, cut: Cut, part: Part) -> tuple[Styled, ...]:
    """Return the looks of one table of a layer."""
    kind = KINDS[part.geometry]
    return tuple(one for one in seen.looks[cut.layer.id] if one.look.kind == kind)


def writing_in(cut: Cut, part: Part, lang: Language) -> Writing | None:
    """Return how the rows of one table of a layer are named; areas on which holders are written are not."""
    areas = KINDS[part.geometry] == "area"
    if areas and cut.layer.areas_named:
        return None
    return Writing(over=areas, field=name_in(lang))


def ground(around: Iterable[Behind], day: date) -> bytes:
    """Return what stands round the layers as a GeoPackage of its own: these hold evidence alone."""
    with _lock, scratch() as folder, _options(day):
        path = Path(folder) / "ground.gpkg"
        for one in around:
            pyogrio.write_dataframe(
                one.frame, path, layer=one.table, driver="GPKG", geometry_type=one.geometry,
                promote_to_multi=one.geometry.startswith("Multi"),
                dataset_options={} if path.exists() else {"VERSION": VERSION},
            )  # fmt: skip
        return path.read_bytes()


def _styles(extract: Extract, seen: Picture) -> Any:
    """Return the default style of every table of a layer."""
    rows = [(cut, part) for cut in extract.cuts for part in parts(cut)]
    lang = extract.scope.lang
    texts = {
        "f_table_catalog": [""] * len(rows),
        "f_table_schema": [""] * len(rows),
        "f_table_name": [part.name for _, part in rows],
        "f_geometry_column": [position_columns(cut.layer, GEOMETRY)[1].name for cut, _ in rows],
        "styleName": [part.name for _, part in rows],
        "styleQML": [qml(looks_in(seen, cut, part), writing_in(cut, part, lang)) for cut, part in rows],
        "styleSLD": [""] * len(rows),
        "useAsDefault": [True] * len(rows),
        "description": [t("As the map draws it on the day of the export", lang)] * len(rows),
        "owner": [""] * len(rows),
        "update_time": [datetime.combine(extract.stamp, time())] * len(rows),
    }
    return pa.table(texts)


class _File:
    """A GeoPackage that is being written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._titles: set[str] = set()

    def add_layer(self, part: Part, cut: Cut, description: str, lang: Language) -> None:
        """Add one table of a layer, the geometry as its last column."""
        frame = cut.frame[part.rows]
        row, position = (column.name for column in position_columns(cut.layer, GEOMETRY))
        table = with_shapes(frame, layer_columns(cut.layer), position, part.geometry, lang)
        self.add(
            part.name,
            part.title.text(lang),
            description,
            table,
            {"FID": row, "GEOMETRY_NAME": position},
            geometry_name=position,
            geometry_type=part.geometry,
            crs=CRS,
        )

    def add(
        self,
        name: str,
        title: str,
        description: str,
        table: Any,
        options: Mapping[str, str] | None = None,
        **spatial: str,
    ) -> None:
        """Add an Arrow table; a title that another one has is made its own, as the standard wants."""
        title = title if title not in self._titles else f"{title} ({name})"
        self._titles.add(title)
        pyogrio.write_arrow(
            table,
            self.path,
            layer=name,
            driver="GPKG",
            dataset_options={} if self.path.exists() else {"VERSION": VERSION},
            layer_options={"IDENTIFIER": title, "DESCRIPTION": description, **(options or {})},
            **spatial,
        )


@contextmanager
def scratch() -> Iterator[str]:
    """Give a folder for a file that GDAL makes; say so where there is no room for it."""
    try:
        with TemporaryDirectory(prefix="libya-map-") as folder:
            yield folder
    except (DataSourceError, DataLayerError, FeatureError, OSError) as error:
        raise Unavailable(
            f"the file cannot be made in the folder for temporary files: {error}; make room there, or "
            "set TMPDIR"
        ) from error


@contextmanager
def _options(day: date) -> Iterator[None]:
    """Let GDAL take `day` for the time of writing, and not wait for the disk: the file is scratch."""
    wanted = {"OGR_CURRENT_DATE": f"{day.isoformat()}T00:00:00.000Z", "OGR_SQLITE_SYNCHRONOUS": "OFF"}
    before = {name: pyogrio.get_gdal_config_option(name) for name in wanted}
    pyogrio.set_gdal_config_options(wanted)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)
