"""A profile of a district or region: who holds it, its towns, what lies in it, events, interests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Final

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.analysis.asked.shares import shares
from geo.analysis.frames import records
from geo.evidence import Evidence
from geo.language import both
from geo.model import Column, highest_marking
from geo.questions.asking import Answer, Parameter, Question, Sheet, by_layer
from geo.questions.asking.common import OnDay
from geo.questions.asking.kinds import Place
from geo.questions.dealings.interests import STRENGTH, events_by, interest, stated, strengths
from geo.questions.shared.area import PLACES, Told
from geo.questions.shared.changed import bounded
from geo.questions.shared.events import EVENTS, event_row, event_told
from geo.questions.shared.ground import Ground, Row, marking_of, resting
from geo.questions.shared.large import large_in, markings_of
from geo.questions.shared.place import place_answer
from geo.view.kinds import Day
from geo.words.dates import dated
from geo.words.first_line import joined
from geo.words.sentences import Sentence

FEATURES: Final = (
    Column("layer", "Layer", "layer"),
    Column("id", "Id", "slug"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column("class", "Class", "class"),
    Column("actor", "Actor", "actor"),
    Column("reviewed_on", "Last confirmed", "date"),
    Column("grade", "Grade"),
    Column("sources", "Sources", "sources"),
)
_READ: Final = (
    "id", "name_en", "name_ar", "class", "actor", "reviewed_on", "reliability", "credibility", "sources",
    "marking",
)  # fmt: skip
"""What is told of a feature."""
_PLACE: Final = Parameter("District or region", Place(("district", "region")), "by any of its names")
_SINCE: Final = Parameter("Since", Day(), "history and events from this day on (default: all)")
_MOST: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(OnDay):
    """Whose profile, and on which day."""

    place: Annotated[str, _PLACE]
    since: Annotated[date | None, _SINCE] = None


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Return what `holds` says of it, and then its towns, features, events and interests."""
    ground = Ground.of(evidence, asked)
    first = place_answer(ground, asked.place, asked.since)
    outline, region = _ground_of(ground, asked.place)
    features = list(_features(ground, outline))
    large: dict[str, list[Row]] = {}
    counted: list[Sentence] = []
    for layer_id in evidence.large:
        frame, _, said = large_in(evidence, evidence.catalog[layer_id], outline, ground.at, ground.recorded)
        large[layer_id] = [row | {"layer": layer_id} for row in records(pd.DataFrame(frame[[*_READ]]))]
        counted += said
    every = [*features, *(row for rows in large.values() for row in rows)]
    inside = dict.fromkeys(str(row["id"]) for row in features)
    events = [
        row
        for row in events_by(ground)
        if str(row["place"]) in inside and (not asked.since or str(row["date"]) >= asked.since.isoformat())
    ]
    wanted = [*stated(ground, region=region), *stated(ground, region="libya")] if region else []
    told = Told(ground, shares(ground.world, ground.picture(), outline, ground.land))
    sheets = (
        *first.sheets,
        Sheet("places", "Places and districts", PLACES, tuple(told.places(ground.picture()))),
        Sheet("features", "Features in it", FEATURES, tuple(map(_feature_row, every))),
        Sheet("events", "Events", EVENTS, tuple(map(event_row, events))),
        Sheet(
            "interests",
            "Interests in its region",
            STRENGTH,
            tuple(strengths(ground, wanted)),
        ),
    )
    return replace(
        first,
        sentences=(
            *first.sentences,
            *told.sentences(),
            *_counted(ground, every),
            *counted,
            *bounded((event_told(row) for row in events), _MOST),
            *bounded((interest(ground, row) for row in wanted), _MOST),
        ),
        features=by_layer(evidence, (asked.place, *inside))
        | {name: tuple(str(row["id"]) for row in rows) for name, rows in large.items() if rows},
        sheets=sheets,
        marking=highest_marking(
            [
                marking_of(
                    [*ground.claims(ground.standing.on(asked.place, asked.at).claims), *features, *events]
                ),
                *markings_of(evidence, evidence.catalog.values()),
            ]
        ),
    )


def _ground_of(ground: Ground, about: str) -> tuple[BaseGeometry, str]:
    """Return the outline of a district or region, and the name of its region."""
    districts = ground.world.districts
    if about in districts:
        shape = districts[about]["geometry"]
        return shape if shape is not None else shapely.Polygon(), str(districts[about]["region"])
    parts = [
        row["geometry"]
        for name, row in districts.items()
        if ground.world.region_of(name) == about and row["geometry"] is not None
    ]
    return shapely.union_all(parts), about.removeprefix("region-")


def _features(ground: Ground, outline: BaseGeometry) -> Iterator[Row]:
    """Yield the features of layers from files that lie in an outline and are true that day."""
    evidence = ground.evidence
    shapely.prepare(outline)
    for layer_id, layer in evidence.catalog.items():
        if layer_id not in evidence.layers or layer.derive or layer_id in ("districts", "regions"):
            continue
        frame = ground.true(layer_id)
        shapes = frame.geometry.to_numpy()
        placed = ~shapely.is_missing(shapes)
        lies = np.zeros(len(frame), dtype=bool)
        lies[placed] = shapely.intersects(outline, shapes[placed])
        for row in records(pd.DataFrame({name: frame[name] for name in _READ})[lies]):
            yield row | {"layer": layer_id}


def _counted(ground: Ground, features: Sequence[Row]) -> Iterator[Sentence]:
    """Yield how many features of each layer lie in it."""
    groups: dict[str, list[Row]] = {}
    for row in features:
        groups.setdefault(str(row["layer"]), []).append(row)
    day = ground.at.isoformat()
    if groups:
        titles = [(ground.evidence.catalog[name], len(rows)) for name, rows in groups.items()]
        listed = joined(
            (f"{layer.title} ({number})", f"{layer.title_ar or layer.title} ({number})")
            for layer, number in titles
        )
        text = both("In it on {day}: {listed}.", day=dated(day), listed=listed)
        yield resting(text, "derived", features)


def _feature_row(row: Row) -> tuple[Any, ...]:
    return (
        row["layer"], row["id"], row["name_en"], row["name_ar"], row["class"], row["actor"],
        row["reviewed_on"], f"{row['reliability']}{row['credibility']}", row["sources"],
    )  # fmt: skip


QUESTION = Question(
    "What is in this district?",
    "A district or region on a day: who holds it and what it rests on, its towns, features, events, and what "
    "is wanted there.",
    Parameters,
    answer,
    rank=11,
)
