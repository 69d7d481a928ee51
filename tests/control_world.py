"""A small country with known answers for who holds what: some towns, an air base, two districts of Fezzan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import shapely

from geo.analysis.frames import derived
from geo.analysis.inputs import Inputs
from tests.analysis.conftest import feature, text_frame

CLAIM_COLUMNS: Final = (
    "id", "scope", "place", "actor", "claim", "claimant", "valid_from", "valid_to", "stated_on",
    "recorded_on", "retracted_on", "sources", "reliability", "credibility", "marking", "note",
)  # fmt: skip
HANDOVER_COLUMNS: Final = ("id", "actor", "successor", "valid_from", "valid_to")

BOXES: Final = {"d-west": shapely.box(13, 26, 15, 28), "d-east": shapely.box(15, 28, 17, 30)}

Towns = Mapping[str, tuple[float, float, int | None]]
"""Longitude, latitude and people; towns without people lie in d-east."""


def scope_of(about: str) -> str:
    """Return what kind of ground an id names."""
    return "district" if about.startswith("d-") else "region" if about.startswith("region-") else "place"


def control_world(
    claims: Sequence[dict[str, Any]],
    towns: Towns,
    actors: pd.DataFrame,
    handovers: Sequence[dict[str, Any]] = (),
    **tables: pd.DataFrame,
) -> Inputs:
    """Return what an analysis is given in this country."""
    places = [
        feature(name, (x, y), country="LY", district="d-west" if people else "d-east")
        for name, (x, y, people) in towns.items()
    ]
    districts = [
        feature(name, None, region="fezzan", geometry=shape, precision_m=9) for name, shape in BOXES.items()
    ]
    layers = {
        "places": derived(places, ["country", "district"]),
        "airfields": derived([feature("base", (14.0, 27.5), **{"class": "base"})]),
        "districts": derived(districts, ["region"]),
    }
    figures = [
        {"scope": "place", "place": name, "people": people, "year": "2021", "credibility": 3}
        for name, (_, _, people) in towns.items()
        if people
    ]
    usual = {
        "claims": text_frame(claims, CLAIM_COLUMNS),
        "actors": actors,
        "population": pd.DataFrame(figures),
        "handovers": pd.DataFrame(list(handovers), columns=list(HANDOVER_COLUMNS), dtype="str").fillna(""),
    }
    return Inputs(layers, usual | tables, {})
