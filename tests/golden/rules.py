"""The rules of `geo.scene` as functions of the values in a golden file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from geo.scene import sketching
from geo.scene.rules import (
    banding,
    bundling,
    counting,
    crowding,
    dating,
    drawing,
    filtering,
    labelling,
    legend,
    zooming,
)
from geo.store import large
from geo.view.compare import DAYS, Compared

_DAYS = ("id", "from_day", "to_day", "stale_day")
_FILTERED = ("id", "class", "actor", "reliability", "credibility", "reviewed_on", "stale_day")
_PER_WORLD_UNIT = 2**22
"""Steps of a place in a large layer to a unit of the world on screen."""
_SHARED = ("features", "spots", "labels", "layers")


def _dating(given: dict[str, Any]) -> Any:
    rows = pd.DataFrame(given["features"], columns=list(_DAYS))
    first = date.fromisoformat(given["first"]) if "first" in given else None
    states = dating.holding(rows, date.fromisoformat(given["at"]), first)
    return [{"id": rows["id"][i], "state": state} for i, state in states.items()]


def _filtering(given: dict[str, Any]) -> Any:
    names = dict.fromkeys(name for row in given["features"] for name in row) or _FILTERED
    rows = pd.DataFrame(given["features"], columns=list(names))
    at = date.fromisoformat(given["at"])
    return rows["id"][filtering.passing(given["layer"], at, given["filters"], rows)].tolist()


def _crowding(given: dict[str, Any]) -> Any:
    spots = [crowding.Spot(**{**spot, "ids": tuple(spot["ids"])}) for spot in given["spots"]]
    closed = [labelling.Box(**one) for one in given.get("closed", [])]
    found = crowding.spread(spots, tuple(given["room"]) if given["room"] else None, closed)
    return [_placed(symbol) for symbol in found]


def _placed(symbol: crowding.Symbol) -> dict[str, Any]:
    told = {**asdict(symbol), "ids": list(symbol.ids)}
    chips, block = told.pop("chips"), told.pop("block")
    if not block:
        return told
    own = [{"chip": chip, "looks": list(looks)} for chip, looks in chips]
    return {**told, "chips": own, "block": {**block, "chips": [list(one) for one in block["chips"]]}}


def _legend(given: dict[str, Any]) -> Any:
    layers = [
        legend.LegendLayer(
            one["id"],
            one["title"],
            tuple(legend.LegendClass(**declared) for declared in one["classes"]),
            tuple(
                legend.LegendItem(item["class"], item["look"], item["state"], tuple(item["sides"]))
                for item in one["items"]
            ),
            one["sides"],
        )
        for one in given["layers"]
    ]
    groups = [asdict(group) for group in legend.legend(layers, given["comma"])]
    return [{**group, "entries": list(group["entries"])} for group in groups]


def _drawing(given: dict[str, Any]) -> Any:
    layers = {
        one["id"]: [(feature["id"], feature["geometry"]) for feature in one["features"]]
        for one in given["layers"]
    }
    return [
        {"layer": layer, "id": name}
        for layer, features in layers.items()
        for name, _ in drawing.ordered(features, lambda one: drawing.kind_of(one[1]))
    ]


def _inside(boxes: list[dict[str, float]]) -> labelling.Within:
    """Return what tells which points lie in one of some boxes."""
    areas = [labelling.Box(**box) for box in boxes]

    def inside(x: float, y: float) -> bool:
        return any(one.x < x < one.x + one.width and one.y < y < one.y + one.height for one in areas)

    return np.vectorize(inside, otypes=[bool])


def _labelling(given: dict[str, Any]) -> Any:
    labels = [
        labelling.Label(**label | {"within": _inside(label["within"]) if "within" in label else None})
        for label in given["labels"]
    ]
    taken = [labelling.Box(**box) for box in given["taken"]]
    return [spot and list(spot) for spot in labelling.place(labels, taken, labelling.Box(**given["frame"]))]


def _naming(given: dict[str, Any]) -> Any:
    zoom, features = given["zoom"], given["features"]
    return [labelling.named(one["kind"], one["rank"], zoom, features) for one in given["labels"]]


def _zooming(given: dict[str, Any]) -> Any:
    least = zooming.least_drawn(given["importances"], given["zoom"], given["levels"])
    return [least, zooming.size_share(given["zoom"], **given["sizes"])]


def _grid(given: dict[str, Any]) -> Any:
    x, y = large.to_world(np.array([given["lon"]]), np.array([given["lat"]]))
    shift = large.cell_shift(given["zoom"])
    across, down, side = int(x[0]) >> shift, int(y[0]) >> shift, 2.0**shift / _PER_WORLD_UNIT
    return [across * side, down * side, (across + 1) * side, (down + 1) * side]


def _counting(given: dict[str, Any]) -> Any:
    columns = given["x"], given["y"], given["class"], given["count"]
    cells = counting.gathered(zip(*columns, strict=True))
    most = max(cell.count for cell in cells)
    return [
        [cell.x, cell.y, cell.class_, cell.count, counting.opacity_of(cell.count, most)] for cell in cells
    ]


def _comparing(given: dict[str, Any]) -> Any:
    view, compared = given["view"], Compared(**given["compared"])
    days = {name: date.fromisoformat(view[name]) if view[name] else None for name in DAYS}
    shown = {name: day.isoformat() if day else "" for name, day in compared.clocks(**days).items()}
    return {**shown, "names": compared.policy(view["names"]), "without": compared.without}


RULES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "banding": lambda given: [
        band and list(band)
        for band in banding.banded([(one["district"], one["look"]) for one in given["areas"]])
    ],
    "bundling": lambda given: bundling.bundled(**given),
    "comparing": _comparing,
    "counting": _counting,
    "crowding": _crowding,
    "dating": _dating,
    "drawing": _drawing,
    "filtering": _filtering,
    "grid": _grid,
    "labelling": _labelling,
    "legend": _legend,
    "measuring": lambda given: [one.measure.en for one in sketching.sketched(given["draw"])],
    "naming": _naming,
    "zooming": _zooming,
}


def filled(given: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """Return an input with the lists that it shares with other cases, which it holds by name."""
    return {
        name: shared[value] if name in _SHARED and isinstance(value, str) else value
        for name, value in given.items()
    }
