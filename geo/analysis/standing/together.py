"""What the claims that count on a day say together, and against whom (rules 4 and 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from geo.analysis.standing.claims import CONTROL_KINDS, NONE, UNCLAIMED, Claim, State
from geo.analysis.standing.ending import LAPSES_AFTER_DAYS, days_later

Item = TypeVar("Item")


def state_of(claims: Iterable[Claim], *, wide: bool = False) -> State:
    """Return what the claims that count on a day say together (rule 4).

    Parameters
    ----------
    claims : iterable of Claim
        Those that count.
    wide : bool
        Whether they are about a district or region: who by a newer word has it in name only no longer
        effectively holds it.

    Examples
    --------
    >>> lna = Claim("1", "lna", "east", "effective", "2020-01-01", "", "2024-08-01", ("2", "B"))
    >>> gns = Claim("2", "gns", "east", "effective", "2022-03-01", "", "2022-03-01", ("2", "B"))
    >>> russia = Claim("3", "russia", "russia", "presence", "2024-01-01", "", "2024-01-01", ("3", "B"))
    >>> state_of([lna, gns, russia])
    State(kind='effective', actors=('lna',), claims=('1', '2'), beside=('3',), against=())
    """
    counted = sorted(claims, key=lambda claim: claim.id)
    if not counted:
        return UNCLAIMED
    by_kind = {kind: [claim for claim in counted if claim.kind == kind] for kind in CONTROL_KINDS}
    effective, contested, nominal = (by_kind[kind] for kind in CONTROL_KINDS)
    if wide:
        last = {claim.actor: claim.said for claim in sorted(nominal, key=lambda claim: claim.said)}
        effective = [claim for claim in effective if claim.said >= last.get(claim.actor, "")]
    if contested or len({claim.holder for claim in effective}) > 1:
        # Who has it in name only is a side of no contest that names others.
        sides = {claim.holder for claim in contested}
        beyond = effective or [one for one in _leading(nominal) if one.holder in sides]
        kind, making = "contested", contested + beyond
    elif effective:
        kind, making = "effective", effective
    elif nominal:
        kind, making = "nominal", _leading(nominal)
    else:
        kind, making = NONE, []
    ids = {claim.id for claim in making}
    return State(
        kind,
        _speakers(making),
        tuple(sorted(ids)),
        tuple(claim.id for claim in counted if claim.id not in ids),
    )


def state_on(
    claims: Sequence[Claim],
    day: str,
    *,
    wide: bool = False,
    above: Iterable[Sequence[Claim]] = (),
) -> State:
    """Return what claims about one place say together on an ISO day, and against whom (rules 4 and 5).

    Parameters
    ----------
    claims : sequence of Claim
        All of them, their open ends closed.
    wide : bool
        As of `state_of`.
    above : iterable of sequence of Claim
        The claims about what it lies in, the nearest first: its district, its region.
    """
    counted = [claim for claim in claims if claim.counts(day)]
    state = state_of(counted, wide=wide)
    if state.kind != "contested" or len(state.actors) > 1:
        return state
    making = [claim for claim in counted if claim.id in state.claims]
    return _against(state, _held_before(making, claims)) or next(
        (faced for other in above if (faced := _against(state, _held_above(making, other, day)))), state
    )


def _against(state: State, others: Sequence[Claim]) -> State | None:
    """Return a contest with its other side; None where no claim names one."""
    if not others:
        return None
    ids = tuple(sorted(claim.id for claim in others))
    return replace(
        state,
        actors=(*state.actors, *_speakers(others)),
        claims=tuple(sorted({*state.claims, *ids})),
        against=ids,
    )


def _held_before(making: Sequence[Claim], claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims of who effectively held it when a contest began that lasts a year at most."""
    contests = [claim for claim in making if claim.kind == "contested"]
    began, ends = min(claim.start for claim in contests), max(claim.end for claim in contests)
    if days_later(began, LAPSES_AFTER_DAYS["contested"]) < ends:
        return []
    (own,) = {claim.holder for claim in making}
    held = [
        claim
        for claim in claims
        if claim.kind == "effective" and claim.holder != own and claim.start < began <= claim.end
    ]
    last = max(held, key=lambda claim: (claim.end, claim.said, claim.id), default=None)
    return [claim for claim in held if last and claim.holder == last.holder]


def _held_above(making: Sequence[Claim], others: Sequence[Claim], day: str) -> list[Claim]:
    """Return the claims of who alone effectively holds what it lies in, unless who contests it holds it."""
    if any(claim.kind == "effective" for claim in making):
        return []  # Who holds the place and fights in it may fight its own: nobody told against whom.
    state = state_on(others, day, wide=True)
    found = [claim for claim in others if claim.id in state.claims and claim.counts(day)]
    own = {claim.holder for claim in making}
    return found if state.kind == "effective" and not own & {claim.holder for claim in found} else []


def change_days(claims: Iterable[Claim], first: str) -> list[str]:
    """Return the ISO days from `first` on from which other claims count, in order; `first` is one of them."""
    days = {day for claim in claims for day in (claim.start, claim.end) if day > first}
    return [first, *sorted(days)]


def periods(states: Iterable[tuple[str, Item]]) -> Iterator[tuple[Item, str, str]]:
    """Yield each state with the day from which and until which it holds, given what holds from each day on.

    Examples
    --------
    >>> held = State("effective", ("lna",), ("1",))
    >>> list(periods([("2011-02-15", UNCLAIMED), ("2014-05-16", held), ("2015-01-01", held)]))[1][1:]
    ('2014-05-16', '')
    """
    before: tuple[Item, str] | None = None
    for day, state in states:
        if before and before[0] == state:
            continue
        if before:
            yield (*before, day)
        before = state, day
    if before:
        yield (*before, "")


def _leading(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims of the holder with the newest word, of equal ones that with the better grade."""
    if not claims:
        return []
    last = max(claim.said for claim in claims)
    leader = min((claim for claim in claims if claim.said == last), key=lambda claim: claim.grade)
    return [claim for claim in claims if claim.holder == leader.holder]


def _speakers(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return one actor for each holder, the one with the newest word first."""
    ordered = sorted(claims, key=lambda claim: claim.grade)
    speakers: dict[str, str] = {}
    for claim in sorted(ordered, key=lambda claim: claim.said, reverse=True):
        speakers.setdefault(claim.holder, claim.actor)
    return tuple(speakers.values())
