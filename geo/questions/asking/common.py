"""Parameters that many questions have: the days, the names of sides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from geo.language import mark
from geo.model import POLICIES
from geo.questions.asking.kinds import AREA, Option, Place, Publisher
from geo.questions.asking.parameters import Parameter
from geo.view.kinds import Day

AT: Final = Parameter(
    "On", Day(), "the day that it is asked for (default: today)", first=lambda context: context.today
)
KNOWN: Final = Parameter("Published by", Day(), "only what was published by this day (default: now)")
RECORDED: Final = Parameter("As recorded on", Day(), "as this data set was on this day (default: now)")
WHERE: Final = Parameter("Place, district or region", Place(), "by any of its names; or draw an area")
DRAWN: Final = Parameter("Area", AREA, "an outline drawn on the map; or name a place")
PUBLISHER: Final = Parameter("Publisher", Publisher(), "by any of its names")
_POLICIES: Final = {
    "": mark("As in the data"),
    "own": mark("What they call themselves"),
    "press": mark("What the press says"),
    "descriptive": mark("What they are"),
}
NAMES: Final = Parameter(
    "Names",
    Option(tuple((policy, _POLICIES[policy]) for policy in ("", *POLICIES))),
    "what the sides are called",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDay:
    """On which day it is asked, of what was known, what the sides are called; a form has these last."""

    at: Annotated[date, AT]
    known: Annotated[date | None, KNOWN] = None
    recorded: Annotated[date | None, RECORDED] = None
    names: Annotated[str, NAMES] = ""
