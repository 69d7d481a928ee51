"""Until when claims count, and to whom a handover passes them (rule 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from geo.analysis.standing.claims import Claim, Handover

LAPSES_AFTER_DAYS: Final[Mapping[str, int]] = {
    "effective": 1826,
    "nominal": 1826,
    "contested": 365,
    "presence": 1826,
    "revenue": 1826,
}
"""Days after its last word on which an open claim lapses: five years, a contest after one."""

NEVER: Final = date.max.isoformat()
"""The end of what is never closed."""

PASSED_ON: Final = frozenset({"effective", "nominal"})
"""Kinds of claims that pass to a successor; what is passed on is held in name."""


def in_time(
    claims: Sequence[Claim], handovers: Mapping[str, Handover], *, lapsing: bool = True
) -> list[Claim]:
    """Return all claims about one place with their open ends closed, and what handovers make of them.

    A claim whose actor handed over is there twice: until then, and from then on for the successor.

    Parameters
    ----------
    handovers : mapping of str to Handover
        By the actor that handed over.
    lapsing : bool
        Whether rule 2b closes them; without it one that nobody contradicts stays open until `NEVER`.
    """
    return list(_passed_on(closed(claims, lapsing=lapsing), claims, handovers, lapsing))


def closed(claims: Sequence[Claim], *, lapsing: bool = True) -> list[Claim]:
    """Return claims about one place with their open ends closed where rule 2 closes them, in their order.

    Examples
    --------
    >>> misrata = Claim("1", "misrata", "misrata", "effective", "2014-08-23", "", "2014-08-23", ("1", "A"))
    >>> lna = Claim("2", "lna", "east", "effective", "2019-04-06", "2020-06-03", "2019-04-06", ("2", "B"))
    >>> [claim.end for claim in closed([misrata, lna])]
    ['2019-04-06', '2020-06-03']
    """
    return [claim if claim.end else claim.until(_end(claim, claims, lapsing)) for claim in claims]


def _passed_on(
    claims: Iterable[Claim], others: Sequence[Claim], handovers: Mapping[str, Handover], lapsing: bool
) -> Iterator[Claim]:
    """Yield closed claims, cut where their actor handed over, and what its successor then has in name."""
    for claim in claims:
        handover = handovers.get(claim.actor)
        if not handover or not claim.counts(handover.start) or claim.start >= handover.start:
            yield claim
            continue
        yield claim.until(handover.start)
        if claim.kind in PASSED_ON:
            passed = replace(
                claim,
                actor=handover.successor,
                kind="nominal",
                start=handover.start,
                before=claim.before or claim.actor,
            )
            ends = [claim.end, handover.end, _end(passed, others, lapsing)]
            end = min(end for end in ends if end)
            if end > handover.start:
                yield from _passed_on([passed.until(end)], others, handovers, lapsing)


def _end(claim: Claim, others: Iterable[Claim], lapsing: bool) -> str:
    """Return on which ISO day rule 2 closes a claim."""
    after = days_later(claim.said, 1)
    ends = [days_later(claim.said, LAPSES_AFTER_DAYS[claim.kind]) if lapsing else NEVER]
    for other in others:
        if other.holder == claim.holder and claim.kind != "contested":
            continue
        speaks = other.said > claim.said and (not other.end or other.end > after)
        if claim.kind == "contested":
            speaks = speaks and other.kind == "effective" and other.start > claim.said
        elif claim.kind == "nominal":
            speaks = speaks and other.kind == "nominal"
        else:
            speaks = speaks and other.kind == "effective"
        if speaks:
            ends.append(max(other.start, after))
    return min(ends)


@lru_cache(maxsize=16_384)
def days_later(day: str, days: int) -> str:
    """Return the ISO day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
