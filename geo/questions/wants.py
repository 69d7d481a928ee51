"""Who wants what where: actors by regions by kinds of interest, and who meets whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import pandas as pd

from geo.analysis.asked.meeting import Meeting
from geo.analysis.interests import COUNTRY, TITLES
from geo.evidence import Evidence
from geo.language import both, mark
from geo.questions.asking import Answer, Parameter, Question
from geo.questions.asking.common import OnDay
from geo.questions.asking.kinds import Actor, Option
from geo.questions.dealings.interests import (
    FORMULA,
    STRENGTH,
    interest,
    meeting_sheet,
    meetings_of,
    stated,
    strengths,
)
from geo.questions.shared.changed import bounded
from geo.questions.shared.ground import Ground, Row, marking_of, resting
from geo.validity import valid_on
from geo.words.dates import dated
from geo.words.first_line import joined
from geo.words.holders import counted
from geo.words.sentences import Sentence

DIAGRAM: Final = "interests"
_REGIONS: Final = (("", mark("Every region")), *TITLES.items())
_NAMED: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(OnDay):
    """Whose interests, and where."""

    actor: Annotated[str, Parameter("Actor", Actor(), "by any of its names (default: all)")] = ""
    region: Annotated[str, Parameter("Region", Option(_REGIONS), "where it wants something")] = ""


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Return stated interests by actor and region with their strength, and who meets whom."""
    ground = Ground.of(evidence, asked)
    rows = stated(ground, asked.actor, asked.region)
    met = [
        one
        for one in meetings_of(ground)
        if (not asked.actor or asked.actor in (one.one, one.other)) and _lies_in(ground, one, asked.region)
    ]
    return Answer(
        sentences=(
            *_whole(ground, rows),
            *bounded(interest(ground, row) for row in rows),
            *_met(ground, met),
        ),
        table_title=both("Interests by actor and region"),
        columns=STRENGTH,
        rows=tuple(strengths(ground, rows)),
        features=_shown(ground, {(str(row["region"]), str(row["actor"])) for row in rows}),
        sheets=(meeting_sheet(ground, met),),
        days=ground.days(),
        version=evidence.version,
        marking=marking_of(rows),
    )


def _whole(ground: Ground, rows: Sequence[Row]) -> Iterator[Sentence]:
    day = ground.at.isoformat()
    actors = len({row["actor"] for row in rows})
    text = both(
        "By {day} {actors} had stated {interests}.",
        day=dated(day),
        actors=(counted(actors, "actor"), actors),
        interests=(counted(len(rows), "interest"), len(rows)),
    )
    yield resting(text, "derived", rows)
    if rows:
        yield resting(FORMULA, "derived", rows)


def _lies_in(ground: Ground, met: Meeting, region: str) -> bool:
    """Tell whether a meeting took place in a region; those of the whole country are everywhere."""
    if region in ("", COUNTRY):
        return True
    district = ground.world.district_of(met.place)
    return bool(district) and ground.world.districts[district]["region"] == region


def _met(ground: Ground, met: Sequence[Meeting]) -> Iterator[Sentence]:
    often = [one for one in met if one.events][:_NAMED]
    if not often:
        return
    parts = []
    for one in often:
        first, other, place = (
            ground.names.actor(one.one),
            ground.names.actor(one.other),
            ground.name(one.place),
        )
        where = both(" in {place}", place=place) if one.place else ("", "")
        number = len(one.events)
        parts.append(
            both(
                "{first} and {other}{where} ({number})", first=first, other=other, where=where, number=number
            )
        )
    listed = joined(parts)
    events = [row for one in often for row in one.events]
    text = both("Most often told of together in events: {listed}.", listed=listed)
    yield resting(text, "derived", events)


def _shown(ground: Ground, pairs: set[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the features of the diagram that stand for these regions and actors that day."""
    if DIAGRAM not in ground.evidence.layers:
        return {}
    frame = valid_on(pd.DataFrame(ground.evidence.layers[DIAGRAM].drop(columns="geometry")), ground.at)
    chosen = [pair in pairs for pair in zip(frame["region"], frame["actor"], strict=True)]
    ids = tuple(frame.loc[chosen, "id"])
    return {DIAGRAM: ids} if ids else {}


QUESTION = Question(
    "Who wants what?",
    "Stated interests by actor, region and kind with their sources, and who meets whom where. What nobody "
    "stated is not here.",
    Parameters,
    answer,
    rank=9,
)
