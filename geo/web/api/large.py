"""Large layers over HTTP: what a part of the map shows, rows page by page, a file of all that is wanted."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import numpy as np
from starlette.requests import Request

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.export import csv_pieces, geojson_pieces
from geo.scene import Look, look_of
from geo.store import LargeLayer, Wanted
from geo.store.large import cell_shift
from geo.store.large.layer import MOST_POINTS
from geo.validity import with_days
from geo.view import View
from geo.web.bodies import GEOJSON, Body, feature_collection

MOST_ROWS: Final = 5_000
"""Of one answer."""
USUAL_ROWS: Final = 200
_OF_A_DAY: Final = ("age", "stale")
"""Filters that ask how old something is on the day shown."""
_FINER: Final = 6
"""Bits by which a point is finer than a cell: a quarter of a pixel."""
PARTS: Final = ("at", "between", "recorded", "bbox", "f", "z")


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows of an answer, and in which order."""

    offset: int = 0
    limit: int = USUAL_ROWS
    sort: str = ""
    down: bool = False
    row: int | None = None

    @classmethod
    def of(cls, request: Request, usual: int = USUAL_ROWS) -> Page:
        """Return what an address asks for; raises GeoError where a number is none."""
        given = request.query_params
        numbers = {}
        for name, most in (("offset", 2**31 - 1), ("limit", MOST_ROWS), ("row", 2**31 - 1)):
            text = given.get(name, "")
            if not text:
                continue
            if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most):
                raise GeoError(f"{name}: give a whole number from 0 to {most}, or leave it out")
            numbers[name] = int(text)
        sort = given.get("sort", "")
        return cls(
            numbers.get("offset", 0),
            numbers.get("limit", usual),
            sort.removeprefix("-")[:60],
            sort.startswith("-"),
            numbers.get("row"),
        )


def wanted_of(view: View, at: date | None, text: str = "") -> Wanted:
    """Return the rows of a view."""
    return Wanted(
        extent=view.bbox,
        days=None if at is None else (view.first, at),
        recorded=view.recorded,
        filters=view.filters,
        text=text,
    )


def view_body(large: LargeLayer, wanted: Wanted, zoom: float, at: date) -> Body:
    """Return what a part of the map shows: its points, or how many there are in each cell.

    Everything is in columns, which are short and quick to read. `shift` is by how many bits positions are
    shortened, `origin` what they are counted from, `classes` what the numbers in `class` mean.
    """
    classes = list(large.layer.classes)
    number = {name: place for place, name in enumerate(classes)}
    cells = large.cells(wanted, zoom)
    counts = dict.fromkeys(classes, 0)
    for _, _, name, count in cells:
        counts[name] += count
    document: dict[str, Any] = {
        "classes": classes,
        "counts": counts,
        "marking": large.marking,
        "looks": [look.document() for look in looks_of(large)],
    }
    if sum(counts.values()) <= MOST_POINTS:
        document |= _points(large, wanted, zoom, at, number)
    else:
        document |= {
            "kind": "cells",
            "shift": cell_shift(zoom),
            **_placed([x for x, *_ in cells], [y for _, y, *_ in cells]),
            "class": [number[name] for _, _, name, _ in cells],
            "count": [count for *_, count in cells],
        }
    return Body.of(document, marking=large.marking)


def looks_of(large: LargeLayer) -> list[Look]:
    """Return what each class looks like, in their order."""
    return [look_of(large.layer, declared) for declared in large.layer.classes.values()]


def _points(
    large: LargeLayer, wanted: Wanted, zoom: float, at: date, number: dict[str, int]
) -> dict[str, Any]:
    found = large.points(wanted)
    column = {name: found.column(name).to_numpy() for name in ("map_row", "map_x", "map_y", "map_seen")}
    names = found.column("class").to_pylist()
    shift = max(cell_shift(zoom) - _FINER, 0)
    day = at.toordinal() - date(1970, 1, 1).toordinal()
    stale = column["map_seen"].astype(np.int64) + large.layer.review_after_days + 1 <= day
    ageless = {number[name] for name in large.layer.ageless}
    kinds = [number[name] for name in names]
    return {
        "kind": "points",
        "shift": shift,
        **_placed((column["map_x"] >> shift).tolist(), (column["map_y"] >> shift).tolist()),
        "class": kinds,
        "row": column["map_row"].tolist(),
        "stale": [int(old and kind not in ageless) for old, kind in zip(stale, kinds, strict=True)],
    }


def _placed(xs: list[int], ys: list[int]) -> dict[str, Any]:
    west, north = min(xs, default=0), min(ys, default=0)
    return {"origin": [west, north], "x": [x - west for x in xs], "y": [y - north for y in ys]}


def rows_body(large: LargeLayer, wanted: Wanted, page: Page) -> Body:
    """Return a page of rows as the table shows them, and how many there are in all."""
    if page.row is not None:
        wanted = Wanted(rows=(page.row,), recorded=wanted.recorded)
    rows = _dressed(
        large, large.frame(wanted, page.limit, offset=page.offset, sort=page.sort, down=page.down)
    )
    features = feature_collection(rows, large.layer.id)["features"]
    total = len(features) if page.row is not None else large.count(wanted)
    return Body.of({"total": total, "offset": page.offset, "features": features}, marking=large.marking)


def features_body(large: LargeLayer, wanted: Wanted, page: Page) -> Body:
    """Return the first rows as GeoJSON with their looks; headers say how many there are in all."""
    frame = _dressed(large, large.frame(wanted, page.limit, offset=page.offset))
    total = large.count(wanted)
    document = feature_collection(frame, large.layer.id)
    document["looks"] = [look.document() for look in looks_of(large)]
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    headers = {"x-total-count": str(total), "x-returned-count": str(len(frame))}
    return Body.of_bytes(text.encode(), GEOJSON, large.marking).with_headers(headers)


def _dressed(large: LargeLayer, frame: Any) -> Any:
    number = {name: place for place, name in enumerate(large.layer.classes)}
    dated = with_days(frame, large.layer.review_after_days, large.layer.ageless)
    return dated.assign(look=[number[name] for name in dated["class"]])


def month_body(large: LargeLayer, wanted: Wanted) -> Body:
    """Return how many rows begin in each month, whatever day is shown."""
    lasting = {name: values for name, values in wanted.filters.items() if name not in _OF_A_DAY}
    of_all = replace(wanted, days=None, filters=lasting)
    return Body.of({"months": large.days(of_all)}, marking=large.marking)


ANSWERS: Final = ("view", "rows", "months", "all.geojson", "all.csv")
"""What is answered beside the layer's own address, by the last part of its own."""
FILES: Final = {"all.geojson": (geojson_pieces, GEOJSON), "all.csv": (csv_pieces, "text/csv; charset=utf-8")}
"""What is sent as it is read, by the last part of its address."""
SHORTEST: Final = 3
"""Letters from which on names of large layers are searched: each search reads all of them."""


def found_in(evidence: Evidence, text: str, most: int) -> list[dict[str, Any]]:
    """Return a group for each large layer in whose names a text stands, as `groups_of` has them."""
    groups = []
    for layer_id, large in evidence.large.items():
        rows = large.named(text, most)
        results = [
            {
                "id": row.id,
                "kind": "feature",
                "layer": layer_id,
                "layer_title": large.layer.title,
                "name_en": row.name_en,
                "name_ar": row.name_ar,
                "matched": row.name_en,
                "reason": "",
                "position": [round(row.geometry.y, 5), round(row.geometry.x, 5)],
            }
            for row in rows.itertuples()
        ]
        if results:
            groups.append({"kind": "feature", "title": large.layer.title, "results": results})
    return groups
