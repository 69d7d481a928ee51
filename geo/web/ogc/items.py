"""The features of a collection: a page of them, or one, in the reference system that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

import geopandas as gpd
import shapely

from geo.errors import GeoError, UnknownId
from geo.evidence import Evidence
from geo.model import Layer, highest_marking
from geo.scene import dressed
from geo.scene.look.looking import Dressed
from geo.store import LargeLayer, Wanted
from geo.validity import with_days
from geo.web.bodies import GEOJSON, JSON, feature_collection
from geo.web.features import featured
from geo.web.ogc.asking import CODES, CRS84, MERCATOR, PARTS, Asked
from geo.web.ogc.documents import both, link
from geo.words.names import Names

_CENTIMETRES: Final = 2
_LOOK: Final = ("kind", "symbol", "fill", "edge", "hatch", "line", "width", "size")
"""What of a look a program can paint by; each is a property called `look_…`."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: a page of a layer or one feature, where it is told from, and in which form."""

    layer_id: str
    asked: Asked
    home: str
    form: str
    feature_id: str = ""

    @property
    def here(self) -> str:
        """Address of the collection."""
        return f"{self.home}/collections/{self.layer_id}"


@dataclass(frozen=True, slots=True)
class Made:
    """A document of features, and the highest marking behind it; None = that of all evidence."""

    document: dict[str, Any]
    marking: str | None


def made(evidence: Evidence, order: Order) -> Made:
    """Return what is asked for; raises GeoError where it cannot be computed or is not there."""
    return _item(evidence, order) if order.feature_id else _page(evidence, order)


def _page(evidence: Evidence, order: Order) -> Made:
    asked, layer = order.asked, evidence.catalog[order.layer_id]
    total, on_page, marking = _rows(evidence, layer, asked)
    steps = {
        "next": asked.offset + asked.limit if asked.offset + asked.limit < total else None,
        "prev": max(asked.offset - asked.limit, 0) if asked.offset else None,
    }
    query, items = texts_of(asked), f"{order.here}/items"
    page = {**query, "offset": str(asked.offset)} if asked.offset else query
    links = both(items, layer.title, urlencode(page), GEOJSON, order.form)
    kind = next(one["type"] for one in links if one["rel"] == "self")
    for rel, start in steps.items():
        if start is not None:
            texts = {**query, "offset": start, "f": order.form}
            links.append(link(f"{items}?{urlencode(texts)}", rel, kind, f"{layer.title}: {rel} page"))
    links.append(link(order.here, "collection", JSON, layer.title))
    counts = {"numberMatched": total, "numberReturned": len(on_page)}
    document = _sent(on_page, layer.id, asked.crs) | {"title": layer.title, "links": links} | counts
    return Made(document, marking)


def _rows(evidence: Evidence, layer: Layer, asked: Asked) -> tuple[int, gpd.GeoDataFrame, str | None]:
    """Return how many features are asked for, those of the page, and the highest marking behind them."""
    large = evidence.large.get(layer.id)
    if large is None:
        clocks = asked.known, asked.recorded
        frame = _with_looks(*featured(evidence, layer.id, asked.within, clocks, asked.area()))
        on_page = frame.iloc[asked.offset : asked.offset + asked.limit]
        return len(frame), on_page, _marking(layer, frame)
    area = asked.area()
    if area is not None and area.geom_type != "Polygon":
        raise GeoError(f"layer '{layer.id}' is large: ask each side of the 180th meridian by itself")
    wanted = Wanted(area.bounds if area else None, asked.within, asked.recorded)
    found = large.frame(wanted, asked.limit, offset=asked.offset)
    return large.count(wanted), _of_large(evidence, large, found), large.marking


def _of_large(evidence: Evidence, large: LargeLayer, rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    layer = large.layer
    dated = with_days(rows, layer.review_after_days, layer.ageless)
    return _with_looks(dated, dressed(layer, dated, Names.of(evidence).side_of))


def _item(evidence: Evidence, order: Order) -> Made:
    asked, layer = order.asked, evidence.catalog[order.layer_id]
    large = evidence.large.get(layer.id)
    if large is None:
        frame = _with_looks(*featured(evidence, layer.id, None, (None, None), None))
        marking = _marking(layer, frame)
        frame = frame[frame["id"] == order.feature_id]
    else:
        frame = _of_large(evidence, large, large.frame(Wanted(ids=(order.feature_id,)), 1))
        marking = large.marking
    if frame.empty:
        shown = order.feature_id[:80]
        raise UnknownId(f"layer '{layer.id}' has no feature '{shown}'; its items list what there is")
    (feature,) = _sent(frame, layer.id, asked.crs)["features"]
    here = f"{order.here}/items/{quote(order.feature_id)}"
    links = both(here, order.feature_id, urlencode(texts_of(asked)), GEOJSON, order.form)
    links.append(link(order.here, "collection", JSON, layer.title))
    title = str(feature["properties"]["name_en"])
    return Made({**feature, "title": title, "links": links}, marking)


def texts_of(asked: Asked) -> Mapping[str, str]:
    """Return what is asked for as an address has it, without the page and the format, short."""
    usual = Asked()
    texts = {
        part.name: _written(part.name, getattr(asked, part.field), part.kind)
        for part in PARTS
        if part.name not in ("offset", "f") and getattr(asked, part.field) != getattr(usual, part.field)
    }
    # `known` alone would be read as what is recorded, as in old links.
    return {**texts, "recorded": asked.known.isoformat()} if asked.known and not asked.recorded else texts


def _written(name: str, value: Any, kind: Any) -> str:
    if name == "bbox":
        return ",".join(f"{number:.12g}" for number in value)
    if name == "datetime":
        first, last = value
        ends = [day.isoformat() if day not in (day.min, day.max) else ".." for day in (first, last)]
        return ends[0] if first == last else "/".join(ends)
    return str(kind.write(value))


def _with_looks(frame: gpd.GeoDataFrame, looks: Dressed) -> gpd.GeoDataFrame:
    columns = {f"look_{name}": [getattr(looks.looks[place], name) for place in looks.index] for name in _LOOK}
    return frame.assign(**{name: values for name, values in columns.items() if name not in frame})


def _sent(frame: gpd.GeoDataFrame, layer_id: str, crs: str) -> dict[str, Any]:
    """Return rows as GeoJSON in a reference system: metres to the centimetre."""
    if crs != CRS84:
        frame = frame.to_crs(CODES[crs])
    if crs == MERCATOR:
        geometry = shapely.transform(frame.geometry.to_numpy(), lambda xy: xy.round(_CENTIMETRES))
        frame = frame.set_geometry(gpd.GeoSeries(geometry, index=frame.index, crs=frame.crs))
    return feature_collection(frame, layer_id)


def _marking(layer: Layer, frame: gpd.GeoDataFrame) -> str | None:
    # What is derived may rest on more than its features say.
    return None if layer.derive else highest_marking(frame["marking"])
