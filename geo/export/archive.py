"""An extract -> one zip archive: its files, README.txt and sources.csv, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from geo.errors import GeoError
from geo.export.columns import free
from geo.export.gathering import CITED, Extract, Scope
from geo.export.geopackage import geopackage, parts
from geo.export.readme import describe, readme
from geo.export.texts import geojson, layer_csv, table_csv
from geo.faults import did_you_mean, one_of

Files = tuple[dict[str, bytes], dict[str, list[str]]]
"""Contents by file name; and where each layer and table stands, in words, by its id or name."""

_UNIX, _READABLE = 3, 0o100644 << 16
_LEVEL = 6


def archive(extract: Extract, form: str) -> bytes:
    """Return the archive of an extract.

    It holds README.txt, the layers, and the tables that they cite: in `gpkg` inside the GeoPackage and
    sources beside it too, otherwise as CSV. Its files bear the day of the newest record, not that of the making.

    Raises
    ------
    GeoError
        When `form` is not one of `FORMATS`, or a layer does not fit into it.
    """
    files, where = FORMATS[require_format(form)](extract)
    everything = {"README.txt": readme(extract, form, where).encode(), **files}
    packed = io.BytesIO()
    with ZipFile(packed, "w") as zipped:
        for name, content in everything.items():
            entry = ZipInfo(name, (extract.stamp.year, extract.stamp.month, extract.stamp.day, 0, 0, 0))
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            zipped.writestr(entry, content, ZIP_DEFLATED, _LEVEL)
    return packed.getvalue()


def archive_name(wanted: Scope, today: date) -> str:
    """Return what an archive is called: LBY, the layer or "map", and the day that it is about.

    Examples
    --------
    >>> archive_name(Scope(("ports",), at=date(2025, 6, 30)), date(2026, 11, 23))
    'LBY_ports_20250630.zip'
    >>> archive_name(Scope(("energy", "ports")), date(2026, 11, 23))
    'LBY_map_20261123.zip'
    """
    day = wanted.at or wanted.known or today
    return f"LBY_{wanted.layers[0] if len(wanted.layers) == 1 else 'map'}_{day:%Y%m%d}.zip"


def require_format(form: str) -> str:
    """Return the name of a format as it is; raises GeoError when there is none called so."""
    if form not in FORMATS:
        otherwise = one_of(list(FORMATS))
        raise GeoError(f"format: '{form[:40]}' is none; {did_you_mean(form[:40], FORMATS, otherwise)}")
    return form


def _geopackage(extract: Extract) -> Files:
    name = f"LBY_{extract.name}.gpkg"
    where = {
        cut.layer.id: [
            f"{name}, table {part.name} ({int(part.rows.sum())}, {part.geometry})" for part in parts(cut)
        ]
        for cut in extract.cuts
    }
    where |= {table: [f"{name}, table {table}"] for table in CITED}
    where["sources"].append("sources.csv")
    files = {name: geopackage(extract, describe(extract)), **_tables(extract, ["sources"])}
    return files, where


def _geojson(extract: Extract) -> Files:
    description = describe(extract)
    files = {f"{cut.layer.id}.geojson": geojson(cut, description) for cut in extract.cuts}
    where = {cut.layer.id: [f"{cut.layer.id}.geojson"] for cut in extract.cuts}
    return {**files, **_tables(extract, CITED)}, where | _named()


def _csv(extract: Extract) -> Files:
    where = {cut.layer.id: [f"{free(cut.layer.id, CITED)}.csv"] for cut in extract.cuts}
    files = {where[cut.layer.id][0]: layer_csv(cut) for cut in extract.cuts}
    return {**files, **_tables(extract, CITED)}, where | _named()


def _tables(extract: Extract, names: tuple[str, ...] | list[str]) -> dict[str, bytes]:
    return {f"{name}.csv": table_csv(name, extract.tables[name]) for name in names}


def _named() -> dict[str, list[str]]:
    return {name: [f"{name}.csv"] for name in CITED}


FORMATS: Mapping[str, Callable[[Extract], Files]] = {"gpkg": _geopackage, "geojson": _geojson, "csv": _csv}
"""What a layer can be had as, and what makes it."""
