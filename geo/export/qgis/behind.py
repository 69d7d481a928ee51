"""What stands round the layers of a project: the countries on the sea, and who holds what, in words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd
from shapely import Point

from geo.evidence import Evidence
from geo.export.qgis.looks import Styled
from geo.export.qgis.qml import Writing, name_in
from geo.language import both
from geo.model import Language
from geo.scene import Look, style
from geo.scene.holders import names_on_areas
from geo.words.names import Name, Names

_HOME, _COUNTRY = "country-ly", "#8A8373"


@dataclass(frozen=True, slots=True)
class Behind:
    """A table that is no layer of the map; `looks` None = its names alone are seen."""

    table: str
    title: str
    geometry: str
    frame: gpd.GeoDataFrame
    looks: tuple[Styled, ...] | None
    writing: Writing


def behind(
    evidence: Evidence,
    layers: Collection[str],
    day: date,
    clocks: tuple[date | None, date | None],
    lang: Language,
) -> tuple[Behind, ...]:
    """Return the ground, and the names of holders where a layer has them, as the map writes them on a day.

    Parameters
    ----------
    clocks : tuple of date or None
        Published by, recorded on.
    """
    found: list[Behind] = []
    countries = evidence.ground.get("neighbours")
    if countries is not None and not countries.empty:
        home = countries["id"] == _HOME
        ground = style().ground
        looks = (
            _plain(both("Neighbours"), lang, ground.neighbours, countries["id"][~home]),
            _plain(both("Libya"), lang, ground.land, countries["id"][home]),
        )
        field = f"CASE WHEN \"id\" <> '{_HOME}' THEN upper({name_in(lang)}) END"
        writing = Writing(over=True, colour=_COUNTRY, field=field)
        found.append(
            Behind("ground", Name(*both("Ground")).text(lang), "MultiPolygon", countries, looks, writing)
        )
    names = Names.of(evidence)
    written = [
        one
        for layer in layers
        for one in names_on_areas(evidence, evidence.catalog[layer], *clocks)
        if one.holds_on(day.isoformat())
    ]
    if written:
        texts = [one.text(names) for one in written]
        sides = [one.side(names) for one in written]
        frame = gpd.GeoDataFrame(
            {
                "name_en": [text.en for text in texts],
                "name_ar": [text.ar for text in texts],
                "colour": [style().palette[side].edge if side else style().ground.label for side in sides],
            },
            geometry=[Point(one.at) for one in written],
            crs="EPSG:4326",
        )
        writing = Writing(over=True, bold=True, field=name_in(lang))
        found.append(Behind("holders", Name(*both("Holders")).text(lang), "Point", frame, None, writing))
    return tuple(found)


def _plain(title: tuple[str, str], lang: Language, colour: str, ids: pd.Series) -> Styled:
    look = Look("area", "", 0.0, colour, style().ground.border, "", "", "solid", 0.8, arrow=False)
    return Styled(Name(*title).text(lang), look, "current", 0.0, tuple(ids))
