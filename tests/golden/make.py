"""Writes the golden cases anew: `python -m tests.golden.make [RULE ...]`.

Inputs come from the shipped data and from edge cases that were worked out by hand; both are frozen in the
files, the tests never read the data. Outputs come from the Python rules. Run it only to change a rule or to
add cases, and explain each changed output in the commit.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from math import log, pi, radians, sin
from pathlib import Path
from typing import Any

import geopandas as gpd
from shapely import Point

from geo.evidence import load
from geo.scene import dressed, sizes_of, style
from geo.scene.rules.dating import holding
from geo.settings import Settings
from geo.store import open_store
from geo.validity import with_days
from geo.words.names import Names
from tests.golden import edges
from tests.golden.edges.case import Case
from tests.golden.rules import RULES, filled

HERE = Path(__file__).resolve().parent
DAYS = ("2012-06-01", "2019-06-01", "2020-10-23", "2025-06-30", "2026-11-25")
ZOOMS = (5, 6.5, 8, 10)
DRAWN = ("energy", "foreign", "east", "tripoli")
"""The layers whose symbols names keep clear of."""
MANY = 60
"""A layer with more features has fewer cases, so that no file grows large."""
FILTERS: tuple[dict[str, list[str]], ...] = (
    {"hide": ["energy.oil_field", "control.place", "places.village", "east.seat"]},
    {"actor": ["lna", "gnu", "russia", "turkiye"]},
    {"com": ["people", "gold"], "rel": ["B"]},
    {"rel": ["C"], "cred": ["2"], "age": ["400"]},
    {"stale": ["1"], "cred": ["3"]},
)
FILTERED_COLUMNS = (
    "id", "class", "actor", "actors", "commodities", "reliability", "credibility", "reviewed_on", "stale_day",
)  # fmt: skip


@cache
def evidence() -> Any:
    settings = Settings()
    return load(open_store(settings.root), settings.layers_dir)


@cache
def dated(layer: str) -> gpd.GeoDataFrame:
    """Return a layer with its resolved days."""
    return with_days(evidence().layer(layer), evidence().catalog[layer].review_after_days)


def records(layer: str, columns: Iterable[str]) -> list[dict[str, Any]]:
    rows = dated(layer)
    found = rows[[name for name in columns if name in rows]]
    return json.loads(found.to_json(orient="records"))


def holding_on(layer: str, day: str) -> gpd.GeoDataFrame:
    rows = dated(layer)
    return rows.loc[holding(rows, date.fromisoformat(day)).index]


def main(names: list[str]) -> None:
    """Write the files of the rules named, or all."""
    files = {
        "dating": ("Which features hold on a day, and which of them are stale.", dating()),
        "filtering": ("Which features the filters let through.", filtering()),
        "crowding": ("Symbols side by side: edge cases.", crowding_edges()),
        **{
            f"crowding-zoom-{zoom:g}": (
                f"Symbols side by side: all layers at zoom {zoom:g}, in pixels of the world there.",
                crowding(i),
            )
            for i, zoom in enumerate(ZOOMS)
        },
        "banding": ("Bands of those that hold an area one after another.", ({}, list(edges.BANDING))),
        "bundling": ("Lines that run side by side.", ({}, list(edges.BUNDLING))),
        "drawing": ("The order of drawing.", drawing()),
        "labelling": ("Where names stand.", labelling()),
        "legend": ("The legend of what is drawn.", legend()),
        "zooming": ("Which features are drawn at a zoom.", ({}, list(edges.ZOOMING))),
        "comparing": ("What another picture has otherwise.", ({}, list(edges.COMPARING))),
        "measuring": ("What is drawn by hand measures.", ({}, list(edges.MEASURING))),
        "naming": ("Which names may stand at a zoom.", ({}, list(edges.NAMING))),
    }
    for name, (about, (shared, cases)) in files.items():
        rule = name.partition("-")[0]
        if names and rule not in names:
            continue
        answered = [(case, given, RULES[rule](filled(given, shared))) for case, given in cases]
        write(HERE / f"{name}.json", about, shared, answered)


def write(path: Path, about: str, shared: dict[str, Any], cases: Iterable[tuple[str, Any, Any]]) -> None:
    """Write a golden file, one case or shared list a line, so that a changed case is a changed line."""

    def text(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

    lines = [text({"name": name, "input": given, "output": output}) for name, given, output in cases]
    frozen = ",\n".join(f"{text(name)}:{text(value)}" for name, value in shared.items())
    path.write_text(
        f'{{"about":{text(about)},\n"shared":{{{frozen}}},\n"cases":[\n' + ",\n".join(lines) + "\n]}\n",
        encoding="utf-8",
    )


def dating() -> tuple[dict[str, Any], list[Case]]:
    layers = list(evidence().catalog)
    shared = {layer: records(layer, ("id", "from_day", "to_day", "stale_day")) for layer in layers}
    cases = [
        (f"{layer} on {DAYS[(i + j) % len(DAYS)]}", {"features": layer, "at": DAYS[(i + j) % len(DAYS)]})
        for i, layer in enumerate(layers)
        for j in range(len(DAYS) if len(shared[layer]) < MANY else 2)
    ]
    return shared, [*edges.DATING, *cases]


def filtering() -> tuple[dict[str, Any], list[Case]]:
    layers = list(evidence().catalog)
    shared = {layer: records(layer, FILTERED_COLUMNS) for layer in layers} | {"saying": edges.SAYING}
    cases = [
        (
            f"{layer}, filters {j + 1}",
            {"layer": layer, "at": DAYS[(i + j) % len(DAYS)], "filters": filters, "features": layer},
        )
        for i, layer in enumerate(layers)
        for j, filters in enumerate(FILTERS if len(shared[layer]) < MANY else FILTERS[::2])
    ]
    return shared, [*edges.FILTERING, *cases]


def pixels(longitude: float, latitude: float, zoom: float) -> tuple[float, float]:
    """Return a position in pixels of the world at a zoom."""
    scale, sine = 256 * 2**zoom, sin(radians(latitude))
    y = 0.5 - log((1 + sine) / (1 - sine)) / (4 * pi)
    return round(scale * (longitude / 360 + 0.5), 3), round(scale * y, 3)


def looks(layer_id: str, day: str) -> Iterator[tuple[dict[str, Any], Any, int, list[str]]]:
    """Yield row, shape, number of the look and sides of each feature that holds."""
    actors = evidence().tables["actors"]
    rows = holding_on(layer_id, day)
    worn = dressed(evidence().catalog[layer_id], rows, dict(zip(actors["id"], actors["side"], strict=True)))
    for row, shape, number, sides in zip(
        rows.to_dict("records"), rows.geometry, worn.index, worn.sides, strict=True
    ):
        yield row, shape, number, list(sides)


def spots(zoom: float, day: str) -> Iterator[dict[str, Any]]:
    """Yield the spots of all layers in pixels of the world at a zoom."""
    for name, layer in evidence().catalog.items():
        rows = holding_on(name, day)
        sizes = dict(zip(rows["id"], sizes_of(layer, rows), strict=True))
        for row, shape, drawn, _ in looks(name, day):
            if shape is not None and shape.geom_type == "Point":
                x, y = pixels(shape.x, shape.y, zoom)
                size = sizes[row["id"]] or layer.classes[row["class"]].size
                fixed = {"fixed": True} if layer.size_by or layer.is_ground else {}
                yield {"layer": name, "look": drawn, "x": x, "y": y, "ids": [row["id"]], "size": size} | fixed


def crowding(i: int) -> tuple[dict[str, Any], list[Case]]:
    zoom, day = ZOOMS[i], DAYS[(i + 3) % len(DAYS)]
    everything = list(spots(zoom, day))[::2]
    left, top = (min(spot[axis] for spot in everything) for axis in ("x", "y"))
    here = [
        {**spot, "x": round(spot["x"] - left, 3), "y": round(spot["y"] - top, 3)} for spot in everything[::2]
    ]
    wide, high = (max(spot[axis] for spot in here) for axis in ("x", "y"))
    return {"all": everything, "every second": here}, [
        (f"all layers on {day}", {"spots": "all", "room": None}),
        (f"every second spot on {day}, in a room", {"spots": "every second", "room": [wide, high]}),
    ]


def crowding_edges() -> tuple[dict[str, Any], list[Case]]:
    return {}, list(edges.CROWDING)


def drawing() -> tuple[dict[str, Any], list[Case]]:
    cases = []
    for day in DAYS[::2]:
        layers = [
            {
                "id": name,
                "features": [
                    {"id": row["id"], "geometry": None if shape is None else shape.geom_type}
                    for row, shape, _, _ in looks(name, day)
                ],
            }
            for name in evidence().catalog
        ]
        cases.append((f"all layers on {day}", {"layers": layers}))
    return {}, [*edges.DRAWING, *cases]


def legend() -> tuple[dict[str, Any], list[Case]]:
    titles = {key: Names(evidence()).side(key, DAYS[-1]).text("en") for key in style().palette}
    cases = []
    for day in DAYS:
        layers = []
        for name, layer in reversed(evidence().catalog.items()):
            states = holding(dated(name), date.fromisoformat(day))
            items = [
                {"class": row["class"], "look": drawn, "state": state, "sides": worn}
                for (row, shape, drawn, worn), state in zip(looks(name, day), states, strict=True)
                if shape is not None
            ]
            classes = [{"name": one.name, "title": one.title} for one in layer.classes.values()]
            sided = titles if layer.colour_by else {}
            layers.append(
                {
                    "id": name,
                    "title": layer.title,
                    "classes": classes,
                    "sides": sided,
                    "items": items[:: len(items) // 40 + 1],
                }
            )
        cases.append((f"all layers on {day}", {"layers": layers, "comma": ", "}))
    return {}, [*edges.LEGEND, *cases]


def labels(zoom: float, day: str) -> list[dict[str, Any]]:
    """Return the names of places, the sea, neighbours and features in their order of importance."""
    places = dated("places").sort_values(["rank", "population", "id"], ascending=[True, False, True])
    named = [
        ("place", int(row["rank"]), row["name_en"], shape)
        for row, shape in zip(places.to_dict("records"), places.geometry, strict=True)
        if shape is not None
    ]
    features = [
        ("feature", 6, row["name_en"], shape)
        for name, layer in evidence().catalog.items()
        if layer.group != "Base"
        for row, shape, _, _ in looks(name, day)
        if shape is not None and shape.geom_type == "Point"
    ]
    grounds = [
        ("sea", 0, "Mediterranean Sea", Point(18, 34.2)),
        *(("country", 0, name, Point(*at)) for name, at in (("Egypt", (28, 26)), ("Chad", (18, 18)))),
        *(("country", 0, name, Point(*at)) for name, at in (("Niger", (11, 18)), ("Algeria", (6, 28)))),
    ]
    found = []
    for kind, rank, text, shape in [named[0], *grounds, *named[1:], *features]:
        x, y = pixels(shape.x, shape.y, zoom)
        wide, high = (13, 18) if kind in {"sea", "country"} else (9, 19) if rank <= 1 else (6, 15)
        found.append(
            {"x": x, "y": y, "width": len(text) * wide + 4, "height": high, "kind": kind, "rank": rank}
            | ({"text": text} if kind in {"place", "feature"} else {})
        )
    return found


def labelling() -> tuple[dict[str, Any], list[Case]]:
    shared, cases = {}, []
    for i, zoom in enumerate(ZOOMS):
        day = DAYS[(i + 1) % len(DAYS)]
        x, y = pixels(*((17, 27), (17, 27), (13, 32.2), (13.2, 32.8))[i], zoom)
        frame = {"x": round(x - 640, 3), "y": round(y - 400, 3), "width": 1280, "height": 800}
        near = [one for one in labels(zoom, day) if abs(one["x"] - x) < 700 and abs(one["y"] - y) < 450]
        may = [one for one in near if RULES["naming"]({"labels": [one], "zoom": zoom, "features": 999})[0]]
        shared[f"zoom {zoom:g}"] = may
        boxes = [
            {
                "x": round(one["x"] + one["dx"] - 10, 3),
                "y": round(one["y"] + one["dy"] - 10, 3),
                "width": 20,
                "height": 20,
            }
            for one in RULES["crowding"](
                {"spots": [s for s in spots(zoom, day) if s["layer"] in DRAWN], "room": None}
            )
            if abs(one["x"] - x) < 650 and abs(one["y"] - y) < 410
        ]
        legend_box = {"x": frame["x"] + 10, "y": frame["y"] + 300, "width": 230, "height": 420}
        for name, taken in (("", []), (", clear of symbols and legend", [*boxes, legend_box])):
            cases.append(
                (f"zoom {zoom:g}{name}", {"labels": f"zoom {zoom:g}", "taken": taken, "frame": frame})
            )
    return shared, [*edges.LABELLING, *cases]


if __name__ == "__main__":
    main(sys.argv[1:])
