"""Who holds a place, a district, a region or a drawn area, by whose word, for how long, how sure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from shapely.geometry.base import BaseGeometry

from geo.evidence import Evidence
from geo.language import worded
from geo.questions.asking import Answer, Parameter, Question, beside, check
from geo.questions.asking.common import DRAWN, WHERE, OnDay
from geo.questions.shared.area import area_answer
from geo.questions.shared.ground import Ground
from geo.questions.shared.place import place_answer
from geo.view.kinds import Day
from geo.view.parts import PartFault, not_before

_SINCE: Final = Parameter(
    "Since", Day(), "tell the history from this day on (default: since the uprising began)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(OnDay):
    """What is asked about, and for which days."""

    place: Annotated[str, WHERE] = ""
    area: Annotated[BaseGeometry | None, DRAWN] = None
    since: Annotated[date | None, _SINCE] = None

    def __post_init__(self) -> None:
        """Refuse nothing to ask about, both at once, and days in the wrong order."""
        faults = []
        if not self.place and self.area is None:
            told = worded("is missing; name a place, a district or a region, or draw an area")
            faults.append(PartFault("place", told))
        check([*faults, *beside(self, ("place", "area")), *not_before("since", self.since, self.at)])


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Return who holds it, as the card says it, and every claim about it side by side."""
    ground = Ground.of(evidence, asked)
    if asked.area is not None:
        return area_answer(ground, asked.area, asked.since)
    return place_answer(ground, asked.place, asked.since)


QUESTION = Question(
    "Who holds this?",
    "All that is claimed about a place, a district, a region or a drawn area, by whose word and how sure. "
    "Where nobody claims it, it is neither free nor held.",
    Parameters,
    answer,
    rank=1,
)
