"""What stands round the layers of a project: countries and districts below them, the names on top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import geopandas as gpd

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.export.qgis.looks import Styled
from geo.export.qgis.qml import Writing
from geo.language import both
from geo.model import Language
from geo.scene import Look, style
from geo.scene.lettering.ground import HOME_COUNTRY
from geo.view import View
from geo.words.names import Name, Names

_DISTRICTS = "districts"


@dataclass(frozen=True, slots=True)
class Behind:
    """A table that is no layer of the map; `looks` is a text where it has names alone."""

    table: str
    title: str
    geometry: str
    frame: gpd.GeoDataFrame
    looks: tuple[Styled, ...] | str
    writing: Writing | None = None


def behind(evidence: Evidence, view: View) -> Iterator[Behind]:
    """Yield the ground of a view, the lowest first."""
    ground, screen, lang = style().ground, style().screen, view.lang
    countries = evidence.ground.get("neighbours")
    if countries is not None and not countries.empty:
        home = countries["id"] == HOME_COUNTRY
        looks = (
            _area(both("Neighbours"), lang, ground.neighbours, screen.border_width, countries["id"][~home]),
            _area(both("Libya"), lang, ground.land, screen.home_width, countries["id"][home]),
        )
        yield Behind("ground", Name(*both("Ground")).text(lang), "MultiPolygon", countries, looks)
    try:
        rows = evidence.layer(_DISTRICTS, view.known, view.recorded)
    except GeoError:
        return  # it is out, as the catalogue and the map say; the map has no such lines then, too
    rows = rows.loc[~rows.geometry.isna(), ["id", "name_en", "name_ar", "geometry"]]
    if not rows.empty:
        title = Names.of(evidence).layer(evidence.catalog[_DISTRICTS])
        lines = Look(
            "area", "", 0.0, "", ground.district, "", "", "solid", screen.district_width, arrow=False
        )
        look = Styled(title.text(lang), lines, "current", 0.0, tuple(rows["id"]))
        yield Behind("ground_districts", title.text(lang), "MultiPolygon", rows, (look,))


def _area(title: tuple[str, str], lang: Language, colour: str, width: float, ids: Iterable[str]) -> Styled:
    look = Look("area", "", 0.0, colour, style().ground.border, "", "", "solid", width, arrow=False)
    return Styled(Name(*title).text(lang), look, "current", 0.0, tuple(ids))
