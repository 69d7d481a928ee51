"""Who holds a place, a district, a region or a drawn area, by whose word, for how long, how sure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from shapely.geometry.base import BaseGeometry

from geo.evidence import Evidence
from geo.questions.asking import Answer, Parameter, Question
from geo.questions.asking.common import DRAWN, WHERE, OnDay
from geo.questions.shared.area import area_answer
from geo.questions.shared.ground import Ground
from geo.questions.shared.place import place_answer
from geo.view.kinds import Day
from geo.view.texts import Unusable

_SINCE: Final = Parameter(
    "Since", "منذ", Day(), "tell the history from this day on (default: since the uprising began)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(OnDay):
    """What is asked about, and for which days."""

    place: Annotated[str, WHERE] = ""
    area: Annotated[BaseGeometry | None, DRAWN] = None
    since: Annotated[date | None, _SINCE] = None

    def __post_init__(self) -> None:
        """Refuse nothing to ask about, both at once, and days in the wrong order."""
        faults = list(self._faults())
        if faults:
            raise Unusable(*faults)

    def _faults(self) -> Iterator[str]:
        if not self.place and self.area is None:
            yield "place: is missing; name a place, a district or a region, or draw an area"
        if self.place and self.area is not None:
            yield "area: is there beside a place; keep one of them"
        if self.since and self.since >= self.at:
            yield f"since: {self.since} is not before {self.at}; give an earlier day"


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Return who holds it, as the card says it, and every claim about it side by side."""
    ground = Ground.of(evidence, asked)
    if asked.area is not None:
        return area_answer(ground, asked.area, asked.since)
    return place_answer(ground, asked.place, asked.since)


QUESTION = Question(
    "Who holds this?",
    "من يسيطر على هذا؟",
    "All that is claimed about a place, a district, a region or a drawn area, by whose word and how sure. "
    "Where nobody claims it, it is neither free nor held.",
    Parameters,
    answer,
    rank=1,
)
