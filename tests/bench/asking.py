"""What questions cost: server time on the shipped data, and how it grows up to 100,000 features.

Each question is asked for several days, so that nothing but what a version of the data keeps is remembered.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.evidence import Evidence, load
from geo.evidence.remembering import Memo, room_for
from geo.evidence.resolving import Names
from geo.questions.asking import question
from geo.scene.asked import asked
from geo.store import open_store
from geo.view import Context
from tests.bench.roots import REPOSITORY

TODAY: Final = date(2026, 11, 24)
TURNS: Final = 7
SIZES: Final = (10_000, 100_000)

ASKED: Final[Mapping[str, tuple[Mapping[str, str], ...]]] = {
    "holds": (
        {"place": "sirte"}, {"place": "ly-sb"}, {"place": "region-fezzan"}, {"area": "12,30,16,33"},
    ),
    "changes": (
        {"since": "2025-11-24"}, {"since": "2025-05-12"}, {"since": "2025-05-12", "clock": "published"},
    ),
    "without": ({"publisher": "reuters"}, {"side": "east"}),
    "word": ({},),
    "known": ({"known": "2020-01-10"},),
    "near": ({"place": "sabha"}, {"of": "trafficking_hubs", "layers": "energy"}),
    "exposed": ({"node": "pl-shar-zaw"},),
    "wants": ({},),
    "actor": ({"actor": "lna"},),
    "district": ({"place": "ly-sb"},),
    "unknown": ({},),
    "compare": ({"other": "at=2019-04-01", "layers": "control"},),
}  # fmt: skip
"""Parameters of each question, without the day."""

GROWING: Final[Mapping[str, Mapping[str, str]]] = {
    "holds": {"area": "12,24,20,31"},
    "without": {"publisher": "reuters"},
    "word": {},
    "near": {"place": "sabha", "km": "20"},
    "changes": {"since": "2025-11-24", "layers": "places"},
}


def asking() -> dict[str, list[float]]:
    """Return milliseconds of each question on the shipped data, and of some on many features."""
    evidence = load(open_store(REPOSITORY), REPOSITORY / "layers")
    samples: dict[str, list[float]] = {}
    for name, ways in ASKED.items():
        for texts in ways:
            _ask(evidence, name, texts, TODAY)  # what a version of the data keeps is made once
            for turn in range(TURNS):
                day = TODAY - timedelta(days=11 * (turn + 1))
                samples.setdefault(f"ask {name}", []).append(_ask(evidence, name, texts, day))
    for size in SIZES:
        large = _many(evidence, size)
        for name, texts in GROWING.items():
            _ask(large, name, texts, TODAY)
            for turn in range(3):
                taken = _ask(large, name, texts, TODAY - timedelta(days=turn + 1))
                samples.setdefault(f"ask {name}, {size:,} features", []).append(taken)
    return samples


def allowed_growth() -> float:
    """Return how many times longer the larger size may take: n log n, and a tenth for noise."""
    small, large = SIZES
    return 1.1 * large * math.log(large) / (small * math.log(small))


def _ask(evidence: Evidence, name: str, texts: Mapping[str, str], day: date) -> float:
    """Return the milliseconds of processor from texts to the document of the answer."""
    context = Context.of(evidence.catalog, day, names=lambda: Names.known(evidence))
    begun = time.process_time()
    asked(name, question(name).read(texts, context), evidence)
    return 1000 * (time.process_time() - begun)


def _many(evidence: Evidence, size: int) -> Evidence:
    """Return the evidence with that many made-up towns, each with a claim."""
    made = np.random.default_rng(10)
    towns = evidence.layers["places"]
    like = towns[towns["class"] == "town"].iloc[[0] * size].reset_index(drop=True)
    ids = [f"bench-{number}" for number in range(size)]
    points = gpd.points_from_xy(made.uniform(10, 24, size), made.uniform(21, 32, size))
    places = like.assign(id=ids, name_en=ids, district="").set_geometry(gpd.GeoSeries(points, crs=4326))
    claims = evidence.tables["claims"]
    rows = claims.iloc[made.integers(0, len(claims), size)].reset_index(drop=True)
    told = rows.assign(id=[f"claim-{one}" for one in ids], place=ids, scope="place").astype(
        claims.dtypes.to_dict()
    )
    layers = {**evidence.layers, "places": gpd.GeoDataFrame(pd.concat([towns, places], ignore_index=True))}
    tables = {**evidence.tables, "claims": pd.concat([claims, told], ignore_index=True)}
    memo = Memo(room_for([*layers.values(), *tables.values()]))
    return replace(evidence, layers=layers, tables=tables, version=f"bench-{size}", _memo=memo)


def each(samples: Mapping[str, Any], middle: Callable[[Any], float]) -> Iterator[tuple[str, float]]:
    """Yield each question that grows, and how many times longer the larger size takes."""
    small, large = SIZES
    for name in GROWING:
        few, many = (samples[f"ask {name}, {size:,} features"] for size in (small, large))
        yield name, middle(many) / middle(few)
