"""Who asks, and what may be shown: the value that goes with every query for evidence."""

from __future__ import annotations

from dataclasses import dataclass

from geo.errors import UnknownId
from geo.faults import did_you_mean, one_of
from geo.model import MARKINGS
from geo.settings import Settings


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody who asks for evidence.

    Attributes
    ----------
    name : str
        Who it is; "" = nobody was asked for a name.
    clearance : str
        The highest of `MARKINGS` that may be shown.

    Raises
    ------
    UnknownId
        When `clearance` is no marking.
    """

    name: str
    clearance: str

    def __post_init__(self) -> None:
        """Refuse what is no marking: it would be open or closed by chance."""
        if self.clearance not in MARKINGS:
            remedy = did_you_mean(self.clearance, MARKINGS, one_of(MARKINGS))
            raise UnknownId(f"there is no marking '{self.clearance}'; {remedy}")


def everybody(settings: Settings) -> Principal:
    """Return whom this process answers as long as there are no accounts: everybody alike."""
    return Principal("", settings.clearance)
