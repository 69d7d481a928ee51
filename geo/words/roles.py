"""What features are in an answer, as a legend says it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from geo.language import both
from geo.words.names import Name

ROLES: Final[Mapping[str, Name]] = MappingProxyType(
    {
        "": Name(*both("In the answer")),
        "asked": Name(*both("Asked about")),
        "area": Name(*both("Area drawn")),
        "buffer": Name(*both("Within the distance")),
        "holds": Name(*both("Held or contested")),
        "differs": Name(*both("Told otherwise")),
        "near": Name(*both("Near it")),
        "up": Name(*both("Flows to it")),
        "down": Name(*both("Flows from it")),
        "flips": Name(*both("Would be held otherwise")),
        "loses its grade": Name(*both("Would lose its grade")),
        "weakens": Name(*both("Would rest on fewer publishers")),
        "as now": Name(*both("As now")),
        "otherwise": Name(*both("Otherwise than now")),
        "not yet told": Name(*both("Not yet told")),
        "no longer told": Name(*both("No longer told")),
        "happened": Name(*both("Happened")),
        "began": Name(*both("Began")),
        "ended": Name(*both("Ended")),
        "passed": Name(*both("Began and ended")),
        "lapsed": Name(*both("No longer confirmed")),
        "recorded": Name(*both("Newly recorded")),
        "corrected": Name(*both("Corrected")),
        "withdrawn": Name(*both("Withdrawn")),
        "published": Name(*both("Published")),
        "silent": Name(*both("Not repeated for a year")),
        "calm": Name(*both("Repeated and held alike")),
        "moving": Name(*both("Repeated and changed")),
        "never": Name(*both("Never told of")),
        "gained": Name(*both("Gained")),
        "lost": Name(*both("Lost")),
        "contested": Name(*both("Contested")),
        "new": Name(*both("New")),
        "moved": Name(*both("Moved")),
        "better confirmed": Name(*both("Better confirmed")),
        "worse confirmed": Name(*both("Worse confirmed")),
    }
)


def role_name(role: str) -> Name:
    """Return what a role is called.

    Examples
    --------
    >>> role_name("new one")
    Name(en='New one', ar='')
    """
    return ROLES.get(role) or Name(role[:1].upper() + role[1:])
