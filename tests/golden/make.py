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

from geo.evidence import load
from geo.scene import class_style, side_key
from geo.scene.dating import holding
from geo.settings import Settings
from geo.store import open_store
from geo.validity import with_days
from tests.golden import edges
from tests.golden.rules import RULES, filled

Case = tuple[str, dict[str, Any]]

HERE = Path(__file__).resolve().parent
DAYS = ("2012-06-01", "2019-06-01", "2020-10-23", "2025-06-30", "2026-11-25")
ZOOMS = (5, 6.5, 8, 10)
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
    shared = {layer: records(layer, FILTERED_COLUMNS) for layer in layers}
    cases = [
        (
            f"{layer}, filters {j + 1}",
            {"layer": layer, "at": DAYS[(i + j) % len(DAYS)], "filters": filters, "features": layer},
        )
        for i, layer in enumerate(layers)
        for j, filters in enumerate(FILTERS if len(shared[layer]) < MANY else FILTERS[::2])
    ]
    return shared, [*edges.FILTERING, *cases]


def spots(zoom: float, day: str) -> Iterator[dict[str, Any]]:
    """Yield the spots of all layers in pixels of the world at a zoom."""
    sides = dict(zip(evidence().tables["actors"]["id"], evidence().tables["actors"]["side"], strict=True))
    scale = 256 * 2**zoom
    for name, layer in evidence().catalog.items():
        looks: dict[Any, int] = {}
        for row in holding_on(name, day).itertuples():
            point = row.geometry
            if point is None or point.geom_type != "Point":
                continue
            style = class_style(layer, layer.classes[row[dated(name).columns.get_loc("class") + 1]])
            side = side_key(sides[row.actor]) if layer.colour_by == "actor" and row.actor in sides else ""
            look = looks.setdefault((style["symbol"], style["size"], style["colour"], side), len(looks))
            sine = sin(radians(point.y))
            yield {
                "layer": name,
                "look": look,
                "x": round(scale * (point.x / 360 + 0.5), 3),
                "y": round(scale * (0.5 - log((1 + sine) / (1 - sine)) / (4 * pi)), 3),
                "ids": [row.id],
            }


def crowding(i: int) -> tuple[dict[str, Any], list[Case]]:
    zoom, day = ZOOMS[i], DAYS[(i + 3) % len(DAYS)]
    everything = list(spots(zoom, day))
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


if __name__ == "__main__":
    main(sys.argv[1:])
