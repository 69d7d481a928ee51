"""What each column of an exported file means: the declared ones, and those that the export adds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from geo.language import declared, mark, t
from geo.model import COMMON_COLUMNS, Column, Layer

DAYS: tuple[Column, ...] = (
    Column("from_day", "True from, full day", "date", help="valid_from as the first day of its period"),
    Column("to_day", "True until, full day", "date", help="First day on which it is no longer true"),
    Column("stale_day", "Stale from", "date",
           help="First day on which its last confirmation is older than the layer's review period; "
           "0001-01-01 = nothing dates it, so always stale; 9999-12-31, empty in sheets = never"),
)  # fmt: skip
"""The resolved days that every exported layer carries after its own columns."""

COORDINATES: tuple[Column, ...] = (
    Column("lon", "Longitude", "number", help="Points only: degrees east, WGS 84, to 7 decimals"),
    Column("lat", "Latitude", "number", help="Points only: degrees north, WGS 84, to 7 decimals"),
    Column("geometry", "Geometry", "text", help="Lines and areas only: WKT, degrees as in lon and lat"),
)  # fmt: skip
"""The position in CSV; all three are empty where it is not known."""

IN_SHEETS: tuple[Column, ...] = (
    *COORDINATES,
    Column("actors_in_words", "Actors in words", help="Name of each actor"),
    Column("sources_in_words", "Sources in words", help="Publisher, title, date and address of each source"),
)
"""What a workbook adds to each layer."""

GEOMETRY: tuple[Column, ...] = (
    Column("fid", "Row", "integer", help="Number of the row in its table, for programs; means nothing else"),
    Column("geom", "Geometry", "point, line or area", help="NULL where the position is not known"),
)
"""What a GeoPackage adds to each table of features."""

SHAPE: tuple[Column, ...] = (
    Column("geometry", "Geometry", "points, lines or areas", help="Empty where the position is not known"),
)
"""What GeoParquet and FlatGeobuf add to each layer."""

_TABLE_COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "sources": (
        Column("id", "Id", "slug"),
        Column("publisher", "Publisher", help="Who published it; a mirror or excerpt is named as such"),
        Column("title", "Title"),
        Column("date", "Date", "date", help="As precise as the source gives it; empty = undated"),
        Column("date_note", "Note on the date", help="Why it is undated or inferred"),
        Column("url", "Address", "url"),
        Column(
            "kind", "Kind", help="un, official, think-tank, news, trade-press, research, dataset and others"
        ),
    ),
    "actors": (
        Column("id", "Id", "slug"),
        Column("kind", "Kind", help="government, command, armed group, state, company and others"),
        Column("side", "Side", help="Picks the colour on the map; says nothing of friend or foe"),
        Column("base_place", "Base", "place"),
    ),
    "claims": (
        Column("id", "Id", "slug"),
        Column("scope", "Scope", help="What the claim is about: place, district or region"),
        Column("place", "Place, district or region", "place"),
        Column("actor", "Actor", "actor", help="Who is said to hold it"),
        Column("claim", "Claim", help="nominal, effective, contested, presence or revenue"),
        Column("claimant", "By whose word", help="An actor's id, publisher, or somebody in words"),
        Column("stated_on", "Stated on", "date", help="Day of the newest statement; empty = undated"),
        Column("note", "Note"),
    ),
}

_KINDS: Mapping[str, str] = {
    "text": mark("text"),
    "integer": mark("whole number"),
    "number": mark("number"),
    "date": mark("date"),
    "list": mark('list, "|" between its parts'),
    "actor": mark("id in actors"),
    "actors": mark('ids in actors, "|" between them'),
    "place": mark("id of a feature of any layer"),
    "places": mark('ids of features of any layer, "|" between them'),
    "slug": mark("id"),
    "class": mark("class of the layer"),
    "sources": mark('ids in sources, "|" between them'),
    "url": mark("web address"),
    "point, line or area": mark("point, line or area"),
    "points, lines or areas": mark("points, lines or areas"),
}


def layer_columns(layer: Layer) -> tuple[Column, ...]:
    """Return the columns of a layer's rows in the order of the file, without its position."""
    return layer.all_columns + DAYS


def table_columns(table: str, frame: pd.DataFrame) -> tuple[Column, ...]:
    """Return the columns of a table's rows; one that nothing explains has its name as title."""
    own = {column.name: column for column in (*COMMON_COLUMNS, *_TABLE_COLUMNS.get(table, ()))}
    return tuple(own.get(name, Column(name, name)) for name in frame.columns)


def meaning(column: Column, lang: str = "en") -> str:
    """Return what a column holds, in one line.

    Examples
    --------
    >>> meaning(Column("marking", "Handling marking", values=("CLEAR", "RED"), help="TLP 2.0"))
    'Handling marking (text). TLP 2.0. One of: CLEAR, RED'
    """
    kind = _KINDS.get(column.kind, column.kind)
    parts = [f"{declared(column.title, lang)} ({declared(kind, lang)})"]
    parts.append(declared(column.help, lang).rstrip("."))
    parts.append(t("One of: {values}", lang, values=", ".join(column.values)) if column.values else "")
    return ". ".join(part for part in parts if part)


def free(name: str, taken: Collection[str]) -> str:
    """Return a name that nothing else has, with as many "_" after it as that takes.

    Examples
    --------
    >>> free("lon", ["lat", "lon"])
    'lon_'
    """
    while name in taken:
        name += "_"
    return name


def position_columns(layer: Layer, wanted: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns that a format adds to a layer, renamed where the layer has some called so itself."""
    taken = [column.name for column in layer_columns(layer)]
    return tuple(replace(column, name=free(column.name, taken)) for column in wanted)


def plain_rows(frame: pd.DataFrame, columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Return rows of plain texts and numbers, None where a number is missing, in the order of `columns`."""
    data = {column.name: _plain(frame[column.name]) for column in columns}
    return [dict(zip(data, row, strict=True)) for row in zip(*data.values(), strict=True)]


def _plain(values: pd.Series[Any]) -> list[Any]:
    listed: list[Any] = values.astype(object).where(values.notna(), None).tolist()
    return listed
