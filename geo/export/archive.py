"""An extract -> one zip archive: its files, README.txt and sources.csv, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from geo.errors import GeoError
from geo.export.columns import free
from geo.export.flatgeobuf import flatgeobufs
from geo.export.gathering import CITED, Extract, Scope
from geo.export.geopackage import geopackage, ground, looks_in, parts, picture_of, writing_in
from geo.export.geoparquet import geoparquet
from geo.export.qgis import Shown, project
from geo.export.readme import describe, readme
from geo.export.texts import geojson, layer_csv, table_csv
from geo.export.workbook import sheet_of, workbook
from geo.faults import did_you_mean, one_of
from geo.language import both, declared, t
from geo.model import in_file_name
from geo.words.names import Name
from geo.words.sentences import GROUND


@dataclass(frozen=True, slots=True)
class Files:
    """What an archive holds beside its README.

    Attributes
    ----------
    contents : mapping of str to bytes
        By file name, in order.
    layers, tables : mapping of str to sequence of str
        Where each layer and each cited table stands, in words.
    """

    contents: Mapping[str, bytes]
    layers: Mapping[str, Sequence[str]]
    tables: Mapping[str, Sequence[str]]


_UNIX, _READABLE = 3, 0o100644 << 16
_LEVEL = 6


def archive(extract: Extract, form: str) -> bytes:
    """Return the archive of an extract.

    It holds README.txt, the layers, and the tables that they cite: in `gpkg` inside the GeoPackage and
    sources beside it too, otherwise as CSV. Its files bear the day of the newest record, not of the making.

    Raises
    ------
    GeoError
        When `form` is not one of `FORMATS`, or a layer does not fit into it.
    """
    files = FORMATS[require_format(form)](extract)
    text = readme(extract, form, files.layers, files.tables)
    packed = io.BytesIO()
    with ZipFile(packed, "w") as zipped:
        for name, content in {"README.txt": text.encode(), **files.contents}.items():
            zipped.writestr(entry(extract, name), content, ZIP_DEFLATED, _LEVEL)
    return packed.getvalue()


def entry(extract: Extract, name: str) -> ZipInfo:
    """Return what an archive says of a file in it: the day of the newest record, and who may read it."""
    made = ZipInfo(name, (extract.stamp.year, extract.stamp.month, extract.stamp.day, 0, 0, 0))
    made.create_system, made.external_attr, made.compress_type = _UNIX, _READABLE, ZIP_DEFLATED
    return made


def archive_name(wanted: Scope, today: date, marking: str = "") -> str:
    """Return what an archive is called: LBY, the layer or "map", its day, and a marking above CLEAR.

    Examples
    --------
    >>> archive_name(Scope(("ports",), at=date(2025, 6, 30)), date(2026, 11, 23))
    'LBY_ports_20250630.zip'
    >>> archive_name(Scope(("energy", "ports")), date(2026, 11, 23))
    'LBY_map_20261123.zip'
    >>> archive_name(Scope(("energy", "ports")), date(2026, 11, 23), "AMBER")
    'LBY_map_20261123_TLP-AMBER.zip'
    """
    day = wanted.at or wanted.known or wanted.recorded or today
    what = wanted.layers[0] if len(wanted.layers) == 1 else "map"
    return f"LBY_{what}_{day:%Y%m%d}{in_file_name(marking)}.zip"


def require_format(form: str) -> str:
    """Return the name of a format as it is; raises GeoError when there is none called so."""
    if form not in FORMATS:
        otherwise = one_of(list(FORMATS))
        raise GeoError(f"format: '{form[:40]}' is none; {did_you_mean(form[:40], FORMATS, otherwise)}")
    return form


def _geopackage(extract: Extract) -> Files:
    name, lang = f"LBY_{extract.name}.gpkg", extract.scope.lang
    layers = {
        cut.layer.id: [
            t(
                "{file}, table {table} ({n}, {kind})",
                lang,
                file=name,
                table=part.name,
                n=int(part.rows.sum()),
                kind=part.geometry,
            )
            for part in parts(cut)
        ]
        for cut in extract.cuts
    }
    tables = {table: [t("{file}, table {table}", lang, file=name, table=table)] for table in CITED}
    tables["sources"].append("sources.csv")
    sources = {"sources.csv": table_csv("sources", extract.tables["sources"])}
    seen = picture_of(extract)
    # Areas lie below lines, lines below points, as on the map.
    shown = [
        Shown(
            name,
            part.name,
            part.title.text(lang),
            part.geometry,
            Name(cut.layer.group, declared(cut.layer.group, "ar")).text(lang),
            looks_in(seen, cut, part),
            writing_in(cut, part, lang),
        )
        for cut in extract.cuts
        for part in reversed(parts(cut))
    ]
    beside, group = f"LBY_{extract.name}_ground.gpkg", Name(*both("Ground")).text(lang)
    below = [Shown(beside, one.table, one.title, one.geometry, group, one.looks) for one in seen.behind]
    names = seen.names
    above = Shown(beside, names.table, names.title, names.geometry, "", names.looks, names.writing)
    credit = f"{describe(extract)}\n{Name(*GROUND).text(lang)}"
    opened = project(f"Libya, {extract.name}", [*below, *shown, above], credit, extract.scope.bbox)
    contents = {
        name: geopackage(extract, seen, describe(extract)),
        f"LBY_{extract.name}.qgs": opened,
        beside: ground([*seen.behind, seen.names], extract.stamp),
    }
    return Files({**contents, **sources}, layers, tables)


def _flatgeobuf(extract: Extract) -> Files:
    files = {cut.layer.id: flatgeobufs(cut, describe(extract), extract.scope.lang) for cut in extract.cuts}
    contents = {name: content for made in files.values() for name, content in made.items()}
    return _with_tables(extract, {layer: list(made) for layer, made in files.items()}, contents)


def _geoparquet(extract: Extract) -> Files:
    names = {cut.layer.id: f"{cut.layer.id}.parquet" for cut in extract.cuts}
    return _texts(extract, names, {names[cut.layer.id]: geoparquet(cut) for cut in extract.cuts})


def _workbook(extract: Extract) -> Files:
    name, lang = f"LBY_{extract.name}.xlsx", extract.scope.lang

    def sheet(called: str) -> list[str]:
        return [t("{file}, sheet {sheet}", lang, file=name, sheet=called)]

    layers = {cut.layer.id: sheet(sheet_of(cut)) for cut in extract.cuts}
    tables = {table: sheet(table) for table in CITED}
    tables["sources"].append("sources.csv")
    sources = {"sources.csv": table_csv("sources", extract.tables["sources"])}
    return Files({name: workbook(extract), **sources}, layers, tables)


def _geojson(extract: Extract) -> Files:
    description = describe(extract)
    names = {cut.layer.id: f"{cut.layer.id}.geojson" for cut in extract.cuts}
    return _texts(
        extract,
        names,
        {names[cut.layer.id]: geojson(cut, description, extract.scope.lang) for cut in extract.cuts},
    )


def _csv(extract: Extract) -> Files:
    names = {cut.layer.id: f"{free(cut.layer.id, CITED)}.csv" for cut in extract.cuts}
    return _texts(extract, names, {names[cut.layer.id]: layer_csv(cut) for cut in extract.cuts})


def _texts(extract: Extract, names: Mapping[str, str], layers: Mapping[str, bytes]) -> Files:
    """Return a file for each layer and each table that they cite."""
    return _with_tables(extract, {layer: [name] for layer, name in names.items()}, layers)


def _with_tables(extract: Extract, names: Mapping[str, Sequence[str]], layers: Mapping[str, bytes]) -> Files:
    tables = {f"{name}.csv": table_csv(name, extract.tables[name]) for name in CITED}
    return Files({**layers, **tables}, names, {name: [f"{name}.csv"] for name in CITED})


FORMATS: Mapping[str, Callable[[Extract], Files]] = {
    "gpkg": _geopackage,
    "geojson": _geojson,
    "csv": _csv,
    "xlsx": _workbook,
    "parquet": _geoparquet,
    "fgb": _flatgeobuf,
}
"""What a layer can be had as, and what makes it."""
