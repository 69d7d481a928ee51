"""Claims in time: from and until when each counts, and what those that count say together. No geometry.

`docs/control.md` tells the same rules with worked examples, which are tests.

1.  *From when a claim counts.* From `valid_from`. Without one, from the day on which it was stated, because
    nobody said how long it had been true; when it had ended by then, on its last day only. A start known only
    as a month or year in which its actor began counts from when the actor did. A claim with no date at all is
    listed and decides nothing.
2.  *Until when.* Until `valid_to`. An open end is not a promise. It is closed
    a.  when it is contradicted: on the first day after its last word for which an effective claim of another
        side about the same place speaks (a nominal claim: a nominal claim of another side; a contest: an
        effective claim that began after it);
    b.  when it lapses: nobody has repeated it for `LAPSES_AFTER_DAYS`.
    What follows a closed claim is a gap until somebody claims something.
    When its actor hands over to a successor (handovers.csv), it counts from that day on for the successor, in
    name only, until it ends or the handover is over. Presence, revenue and contests are not handed over.
3.  *When it is stale.* Once more than `REVIEW_AFTER_DAYS` have passed since it was stated.
4.  *What claims say together* (`state_of`). Actors of one recognised side count as one holder.
    *contested*: a contest counts, or effective claims of two holders do; else *effective*: one holder;
    else *nominal*: the holder with the newest nominal claim; else *none*:
    presence and revenue stand beside. The newest word names the actor who stands for the holder.
5.  *Against whom* (`state_on`). Where claims name one side of a contest only, the other is who effectively
    held it when the contest began, if that lasts a year at most; else who effectively holds what it lies in,
    by claims about that; else it is not said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, TypeVar

import pandas as pd

from geo.model import CREDIBILITIES, RELIABILITIES
from geo.validity import end_day, first_day, is_reversed, with_days

REVIEW_AFTER_DAYS: Final = 365
"""Days after which a claim that nobody repeated is stale; as `review_after_days` of the layer."""

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

CONTROL_KINDS: Final = ("effective", "contested", "nominal")
"""Kinds of claims that say something about control."""

NONE: Final = "none"
"""The kind of a state in which nobody claims to hold anything."""

JOINT_SIDES: Final = frozenset({"gnu", "east"})
"""Sides whose actors count as one holder; of any other side each actor holds for itself."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim with its days resolved.

    Attributes
    ----------
    holder : str
        The side, where its actors count as one holder, else the actor.
    start, end : str
        Full ISO days: it counts from `start` until the day before `end`; "" = open.
    said : str
        Its last word: the first day of the date on which it was stated, or `start` where that is later.
    grade : tuple of str
        Credibility of the information, then reliability of the source; lower is better.
    before : str
        Of what a handover passed to `actor`: the actor whom the claim names.
    """

    id: str
    actor: str
    holder: str
    kind: str
    start: str
    end: str
    said: str
    grade: tuple[str, str]
    before: str = ""

    def counts(self, day: str) -> bool:
        """Tell whether it counts on an ISO day."""
        return self.start <= day and (not self.end or day < self.end)


@dataclass(frozen=True, slots=True)
class Handover:
    """One authority in place of another: what was claimed for the first counts for `successor` then.

    Attributes
    ----------
    start, end : str
        Full ISO days: from the handover until the day before `end`; "" = open.
    """

    successor: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class State:
    """What the claims about one place or district say together on a day.

    Attributes
    ----------
    kind : str
        One of `CONTROL_KINDS`, or `NONE`.
    actors : tuple of str
        Who holds or contests it, one actor for each holder, the one with the newest word first.
    claims : tuple of str
        Ids of the claims that make the state, sorted.
    beside : tuple of str
        Ids of the other claims that count that day, sorted.
    against : tuple of str
        Of a contest, ids of those of `claims` that name its other side, the last actor, alone (rule 5).
    """

    kind: str
    actors: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


UNCLAIMED: Final = State(NONE)

Item = TypeVar("Item")


def stated_claims(
    rows: pd.DataFrame, sides: Mapping[str, str], began: Mapping[str, str] | None = None
) -> dict[str, list[Claim]]:
    """Return the claims about each place, district or region (column `place`) as stated, open ends open.

    Parameters
    ----------
    rows : DataFrame
        Rows of claims.csv: texts, "" = unknown.
    sides : mapping of str to str
        Side of each actor.
    began : mapping of str to str, optional
        Full or partial date on which an actor began, "" = not known.

    Returns
    -------
    dict of str to list of Claim
        By the id of what they are about; undated claims are left out.
    """
    began = began or {}
    starts = [
        _not_before(began.get(actor, ""), start) if start else _start(stated, end)
        for actor, start, stated, end in zip(
            rows["actor"], rows["valid_from"], rows["stated_on"], rows["valid_to"], strict=True
        )
    ]
    days = with_days(rows.assign(valid_from=pd.Series(starts, index=rows.index, dtype="str")), 0)
    found: dict[str, list[Claim]] = {}
    for row in days.to_dict("records"):
        reversed_ = row["valid_to"] and is_reversed(row["valid_from"], row["valid_to"])
        if not row["from_day"] or reversed_:
            continue
        actor, side = str(row["actor"]), sides.get(str(row["actor"]), "")
        stated = first_day(row["stated_on"]).isoformat() if row["stated_on"] else ""
        claim = Claim(
            id=str(row["id"]),
            actor=actor,
            holder=side if side in JOINT_SIDES else actor,
            kind=str(row["claim"]),
            start=str(row["from_day"]),
            end=str(row["to_day"]),
            said=max(stated, str(row["from_day"])),
            grade=(_grade(row["credibility"], CREDIBILITIES), _grade(row["reliability"], RELIABILITIES)),
        )
        found.setdefault(str(row["place"]), []).append(claim)
    return found


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


def handovers_of(rows: pd.DataFrame) -> dict[str, Handover]:
    """Return the handovers of handovers.csv by the actor that handed over."""
    columns = (rows[name].tolist() for name in ("actor", "successor", "valid_from", "valid_to"))
    return {
        str(actor): Handover(
            str(successor),
            first_day(start).isoformat() if start else "",
            end_day(end).isoformat() if end else "",
        )
        for actor, successor, start, end in zip(*columns, strict=True)
    }


def closed(claims: Sequence[Claim], *, lapsing: bool = True) -> list[Claim]:
    """Return claims about one place with their open ends closed where rule 2 closes them, in their order.

    Examples
    --------
    >>> misrata = Claim("1", "misrata", "misrata", "effective", "2014-08-23", "", "2014-08-23", ("1", "A"))
    >>> lna = Claim("2", "lna", "east", "effective", "2019-04-06", "2020-06-03", "2019-04-06", ("2", "B"))
    >>> [claim.end for claim in closed([misrata, lna])]
    ['2019-04-06', '2020-06-03']
    """
    return [claim if claim.end else _closed(claim, claims, lapsing) for claim in claims]


def _passed_on(
    claims: Iterable[Claim], others: Sequence[Claim], handovers: Mapping[str, Handover], lapsing: bool
) -> Iterator[Claim]:
    """Yield closed claims, cut where their actor handed over, and what its successor then has in name."""
    for claim in claims:
        handover = handovers.get(claim.actor)
        if not handover or not claim.counts(handover.start) or claim.start >= handover.start:
            yield claim
            continue
        yield replace(claim, end=handover.start)
        if claim.kind in PASSED_ON:
            passed = replace(
                claim,
                actor=handover.successor,
                kind="nominal",
                start=handover.start,
                before=claim.before or claim.actor,
            )
            ends = [claim.end, handover.end, _closed(passed, others, lapsing).end]
            end = min(end for end in ends if end)
            if end > handover.start:
                yield from _passed_on([replace(passed, end=end)], others, handovers, lapsing)


def _closed(claim: Claim, others: Iterable[Claim], lapsing: bool) -> Claim:
    after = _days_later(claim.said, 1)
    ends = [_days_later(claim.said, LAPSES_AFTER_DAYS[claim.kind]) if lapsing else NEVER]
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
    return replace(claim, end=min(ends))


def state_of(claims: Iterable[Claim], *, newer_nominal: bool = False) -> State:
    """Return what the claims that count on a day say together (rule 4).

    Parameters
    ----------
    claims : iterable of Claim
        Those that count.
    newer_nominal : bool
        Whether a nominal claim with a newer word than every effective one wins, as for districts and regions.

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
    if newer_nominal and nominal and not contested:
        last = max((claim.said for claim in effective), default="")
        if max(claim.said for claim in nominal) > last:
            effective = []
    if contested or len({claim.holder for claim in effective}) > 1:
        kind, making = "contested", contested + (effective or _leading(nominal))
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
    newer_nominal: bool = False,
    above: Iterable[Sequence[Claim]] = (),
) -> State:
    """Return what claims about one place say together on an ISO day, and against whom (rules 4 and 5).

    Parameters
    ----------
    claims : sequence of Claim
        All of them, their open ends closed.
    newer_nominal : bool
        As of `state_of`.
    above : iterable of sequence of Claim
        The claims about what it lies in, the nearest first: its district, its region.
    """
    counted = [claim for claim in claims if claim.counts(day)]
    state = state_of(counted, newer_nominal=newer_nominal)
    if state.kind != "contested" or len(state.actors) > 1:
        return state
    making = [claim for claim in counted if claim.id in state.claims]
    return _against(state, _held_before(making, claims)) or next(
        (faced for wide in above if (faced := _against(state, _held_above(making, wide, day)))), state
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
    if _days_later(began, LAPSES_AFTER_DAYS["contested"]) < ends:
        return []
    (own,) = {claim.holder for claim in making}
    held = [
        claim
        for claim in claims
        if claim.kind == "effective" and claim.holder != own and claim.start < began <= claim.end
    ]
    last = max(held, key=lambda claim: (claim.end, claim.said, claim.id), default=None)
    return [claim for claim in held if last and claim.holder == last.holder]


def _held_above(making: Sequence[Claim], wide: Sequence[Claim], day: str) -> list[Claim]:
    """Return the claims of who alone effectively holds what it lies in, unless that is who contests it."""
    state = state_on(wide, day, newer_nominal=True)
    found = [claim for claim in wide if claim.id in state.claims and claim.counts(day)]
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


def _start(stated: str, end: str) -> str:
    """Return from when a claim without a start counts: rule 1."""
    if not end or (stated and not is_reversed(stated, end)):
        return stated
    return (end_day(end) - timedelta(days=1)).isoformat()


def _not_before(began: str, start: str) -> str:
    """Return a start, or when the actor began where that lies in the month or year that the start names.

    Examples
    --------
    >>> _not_before("2014-05", "2014"), _not_before("2014-05", "2013"), _not_before("2014", "2014-02-01")
    ('2014-05', '2013', '2014-02-01')
    """
    return began if len(began) > len(start) and began.startswith(start) else start


def _days_later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _grade(given: object, grades: tuple[str, ...]) -> str:
    """Return the grade given, or the last, cannot be judged, where none is."""
    return str(given) if str(given) in grades else grades[-1]
