"""How much stands behind terminals, by who claims them: as it is told, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from geo.analysis.asked.capacity import rates, spread
from geo.analysis.standing import CONTROL_KINDS
from geo.language import both
from geo.questions.shared.ground import Ground, Row, resting
from geo.words.dates import dated
from geo.words.first_line import Pair, called, joined, listed
from geo.words.holders import span, years
from geo.words.sentences import Sentence

OIL: Final = "crude oil"
_TERMINAL: Final = "terminal"
_THOUSAND: Final = 1000
_MILLION: Final = 1_000_000
_NAMED: Final = 12


def terminals_of(features: Mapping[str, Row]) -> list[Row]:
    """Return the terminals among some features, by id."""
    return [row for _, row in sorted(features.items()) if row.get("class") == _TERMINAL]


def along(ground: Ground, terminals: Sequence[Row]) -> Iterator[Sentence]:
    """Yield how much the terminals of some flows can load, by who claims them."""
    for holders, rows, low, high, when in _by_claimants(ground, terminals):
        yield _derived(
            both(
                "{rate} can be loaded at terminals that {who} ({named}; {when}).",
                rate=span(low / _THOUSAND, high / _THOUSAND, both(" thousand b/d")),
                who=_held_by(ground, holders),
                named=_names(rows),
                when=when,
            ),
            ground,
            rows,
        )


def in_the_country(ground: Ground, terminals: Sequence[Row]) -> Iterator[Sentence]:
    """Yield the same of every terminal in the country, after what is told of each."""
    told = [row for row in terminals if row.get("capacity")]
    if not told:
        return
    each = [both("{name}: {capacity}", name=called(row), capacity=str(row["capacity"])) for row in told]
    yield resting(
        both("Told of terminals in the whole country: {each}.", each=joined(each, comma=(" | ", " | "))),
        "reported",
        told,
    )
    day = ground.at.isoformat()
    for holders, rows, low, high, when in _by_claimants(ground, told):
        yield _derived(
            both(
                "Whole country, claims as of {day}: {rate} stand behind terminals {who} ({named}; {when}).",
                day=dated(day),
                rate=_millions(low, high),
                who=_claimed_by(ground, holders),
                named=_names(rows),
                when=when,
            ),
            ground,
            rows,
        )


def _by_claimants(
    ground: Ground, terminals: Sequence[Row]
) -> Iterator[tuple[tuple[str, ...], list[Row], float, float, Pair]]:
    """Yield holders, their terminals, the least and most barrels a day, and the years of the figures."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in terminals:
        groups.setdefault(_claimants(ground, str(row["id"])), []).append(row)
    # The most terminals first; what nobody is known to claim comes last.
    for holders, rows in sorted(groups.items(), key=lambda one: (not one[0], -len(one[1]), one[0])):
        found = [told for row in rows if (told := rates(str(row.get("capacity") or "")))]
        if found:
            low, high = (sum(spread(told)[end] for told in found) for end in (0, 1))
            when = years(one.year for told in found for one in told)
            told_of = both("figures of {when}", when=when) if when else both("undated figures")
            yield holders, rows, low, high, told_of


def _claimants(ground: Ground, about: str) -> tuple[str, ...]:
    """Return whoever is claimed to hold, contest or nominally have it that day."""
    day = ground.at.isoformat()
    counting = (one for one in ground.world.claims.get(about, ()) if one.counts(day))
    return tuple(sorted({one.holder for one in counting if one.kind in CONTROL_KINDS}))


def _held_by(ground: Ground, holders: tuple[str, ...]) -> Pair:
    if len(holders) == 1:
        return both("are said to be held by {holder} alone", holder=ground.names.holder(holders[0]))
    if holders:
        return both("are said to be held by several")
    return both("nobody is known to hold")


def _claimed_by(ground: Ground, holders: tuple[str, ...]) -> Pair:
    names = [ground.names.holder(one) for one in holders]
    if len(names) == 1:
        return both("that are claimed by {holder} alone", holder=names[0])
    if names:
        return both("that are claimed by {holders}", holders=listed(names))
    return both("that nobody is known to claim")


def _millions(low: float, high: float) -> Pair:
    """Return barrels a day as the doubt of such figures allows."""
    first, last = f"{low / _MILLION:.1f}", f"{high / _MILLION:.1f}"
    if first == last:
        return both("about {number} mb/d", number=first)
    return both("{low} to {high} mb/d", low=first, high=last)


def _derived(text: Pair, ground: Ground, rows: Sequence[Row]) -> Sentence:
    day = ground.at.isoformat()
    claims = [
        one.id
        for row in rows
        for one in ground.world.claims.get(str(row["id"]), ())
        if one.counts(day) and one.kind in CONTROL_KINDS
    ]
    return resting(text, "derived", [*rows, *ground.claims(claims)])


def _names(rows: Sequence[Row]) -> Pair:
    return joined((called(row) for row in rows), most=_NAMED)
