"""What answers call who holds something on a day: holders, states, spans and numbers in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from geo.analysis.asked.picture import Held
from geo.analysis.standing import NONE
from geo.language import both
from geo.words.first_line import Pair, holds
from geo.words.names import Names

GOVERNMENT: Final = "gnu"
"""The side, and the actor, of the recognised authority in Tripoli; the table has its name on each day."""

UNKNOWN: Final[Pair] = both("not known who holds it")
UNCLAIMED: Final[Pair] = both("no claim recorded")
DERIVED: Final[Pair] = both("derived from its towns")
CONTESTED: Final[Pair] = both("contested")


@dataclass(frozen=True, slots=True)
class Holders:
    """The names of actors and holders on an ISO day."""

    names: Names
    day: str
    _actors: dict[str, Pair] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Names that one answer asks for again and again."""

    def actor(self, actor: str) -> Pair:
        """Return the short name of an actor."""
        if actor not in self._actors:
            name = self.names.actors.short(actor, self.day)
            self._actors[actor] = name.en, name.ar or name.en
        return self._actors[actor]

    def holder(self, holder: str) -> Pair:
        """Return the name of a holder: of a side the one that it has on the day."""
        if holder == GOVERNMENT and GOVERNMENT in self.names.actors.rows:
            return self.actor(GOVERNMENT)
        if holder in ("gnu", "east"):
            side = self.names.side("tripoli" if holder == GOVERNMENT else holder, self.day)
            return f"the {side.en[:1].lower()}{side.en[1:]}", side.ar
        return self.actor(holder)

    def state(self, held: Held) -> Pair:
        """Return who holds it and in which way, in the words of the card, within a sentence."""
        if held.kind == NONE:
            return UNKNOWN
        told = holds(held.kind, [self.actor(actor) for actor in held.actors], _basis(held))
        return f"{told[0][:1].lower()}{told[0][1:]}", told[1]


def _basis(held: Held) -> list[Pair]:
    return [DERIVED] if held.basis == "towns" else []


def span(low: float, high: float, unit: Pair = ("", "")) -> Pair:
    """Return a number, or from which to which: "12", "12 to 30".

    Examples
    --------
    >>> span(0, 1234.4, (" km²", " كم²"))[0], span(5, 5)[0]
    ('0 to 1,234 km²', '5')
    """
    first, last = f"{low:,.0f}", f"{high:,.0f}"
    if first == last:
        return f"{first}{unit[0]}", f"{first}{unit[1]}"
    return both("{first} to {last}{unit}", first=first, last=last, unit=unit)


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its English noun.

    Examples
    --------
    >>> counted(1, "place"), counted(2, "place"), counted(2, "story", "stories")
    ('1 place', '2 places', '2 stories')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def capital(text: Pair) -> Pair:
    """Return a phrase as the beginning of a sentence."""
    return f"{text[0][:1].upper()}{text[0][1:]}", text[1]


def years(texts: Iterable[str]) -> str:
    """Return from which year to which some dates are: "2012", "2006 to 2021"; "" of none.

    Examples
    --------
    >>> years(["2012", "2006-07", ""])
    '2006 to 2012'
    """
    found: Sequence[str] = sorted({text[:4] for text in texts if text})
    return "" if not found else found[0] if len(found) == 1 else f"{found[0]} to {found[-1]}"
