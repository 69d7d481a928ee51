"""Control claims in time: which stand on a day, and what they say together about a place. No geometry.

The rules, in the order in which they are applied.

1.  *When a claim stands.* From `valid_from` until `valid_to`. Without a `valid_from` it stands from the day
    on which it was stated, because how long before that it was true is not known; when it had already ended
    by then, or nobody knows when it was stated, on its last day only. A claim with neither date cannot be
    placed in time: it is listed (basis `undated`) and decides nothing.
2.  *When it is stale.* Once more than `REVIEW_AFTER_DAYS` have passed since it was stated, on every day if it
    never was with a date.
3.  *When it lapses.* A stale claim no longer counts against an effective claim that began after its last
    word: whoever has since taken the place holds it, and the old claim, which nobody ended in writing, does
    not make the place contested for ever. A fresh claim never lapses, nor does one that is merely old.
4.  *What they say together* (`state_of`): contested when a contested claim stands, or effective claims of two
    or more actors stand; else effective, by the one actor whose effective claim stands; else nominal, by the
    actor of the nominal claim with the best grade, then the newest; else nothing about control: presence,
    revenue and undated claims are listed and no more. A contested claim names its challenger; those who hold
    the place effectively, or else by name, stand beside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import pandas as pd

from geo.analysis.frames import newest
from geo.model import CREDIBILITIES, RELIABILITIES
from geo.validity import ALWAYS, end_day, first_day, is_before, is_reversed, stale_on, valid_on, with_days

REVIEW_AFTER_DAYS: Final = 365
"""Days after which a claim that nobody repeated is stale; as `review_after_days` of the layer."""

CONTROL_KINDS: Final = ("effective", "contested", "nominal")
"""Kinds of claims that say something about control."""

BASES: Final = (*CONTROL_KINDS, "presence", "revenue", "undated")
"""What a state can rest on."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of claims.csv, as far as a state depends on it.

    Attributes
    ----------
    kind : str
        One of `BASES`; `undated` for a claim of any kind that has no date at all.
    start : str
        Full or partial date from which it stands; "" when undated.
    stated_on : str
        Full or partial date of the statement; "" = unknown.
    grade : tuple of str
        Credibility of the information, then reliability of the source; lower is better.
    """

    id: str
    actor: str
    kind: str
    start: str
    stated_on: str
    grade: tuple[str, str]

    @property
    def last_word(self) -> str:
        """The latest day for which the claim speaks: when it was stated, or began if that is later."""
        return newest([self.stated_on, self.start])


@dataclass(frozen=True, slots=True)
class State:
    """What the claims about one place (or cell) say together on a day.

    Attributes
    ----------
    basis : str
        One of `BASES`.
    actors : tuple of str
        Who holds it; holders and challengers when contested; who is there when the basis is presence. Sorted.
    claims : tuple of str
        Ids of the claims that make the state, sorted.
    beside : tuple of str
        Ids of the other claims that stand that day, sorted.
    stale : bool
        Whether every claim that makes the state is stale.
    """

    basis: str
    actors: tuple[str, ...]
    claims: tuple[str, ...]
    beside: tuple[str, ...]
    stale: bool

    @property
    def controls(self) -> bool:
        """Whether it says anything about control."""
        return self.basis in CONTROL_KINDS


def dated(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims with the days from which they stand and grow stale (rules 1 and 2), index = id.

    Parameters
    ----------
    claims : DataFrame
        Rows of claims.csv: texts, "" = unknown.

    Returns
    -------
    DataFrame
        The same rows; `valid_from` filled where it can be, `reviewed_on` = `stated_on`, plus `from_day`,
        `to_day` and `stale_day` of `geo.validity.with_days`.

    Examples
    --------
    >>> rows = pd.DataFrame({"id": ["a", "b", "c"], "valid_from": ["", "", ""],
    ...                      "valid_to": ["", "2025-05-12", ""], "stated_on": ["2024-08", "2025-05-14", ""]})
    >>> dated(rows)["valid_from"].tolist()
    ['2024-08', '2025-05-11', '']
    """
    given = zip(claims["valid_from"], claims["stated_on"], claims["valid_to"], strict=True)
    starts = [start or _start(stated, end) for start, stated, end in given]
    filled = claims.assign(
        valid_from=pd.Series(starts, index=claims.index, dtype="str"), reviewed_on=claims["stated_on"]
    )
    return with_days(filled, REVIEW_AFTER_DAYS).set_index("id", drop=False)


def states_on(claims: pd.DataFrame, groups: Mapping[str, str], day: date) -> dict[str, State]:
    """Return the state of each group of claims on a day; a group of which none stands is left out.

    Parameters
    ----------
    claims : DataFrame
        From `dated`.
    groups : mapping of str to str
        Claim id -> name of its group, the place or cell; claims that are not in it are left out.
    day : date
        True on.
    """
    standing = valid_on(claims, day)
    stale = set(standing.index[stale_on(standing, day, REVIEW_AFTER_DAYS)])
    members: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in _claims(standing):
        if claim.id in groups:
            members[groups[claim.id]].append(claim)
    return {group: state_of(found, stale) for group, found in members.items()}


def timelines(claims: pd.DataFrame, groups: Mapping[str, str]) -> dict[str, dict[str, State]]:
    """Return, for each day on which something changes, the state of each group from that day on.

    Parameters
    ----------
    claims, groups
        As for `states_on`.

    Returns
    -------
    dict of str to dict of str to State
        By full ISO day in order ("" = from ever), then by group; until the next day nothing changes.
    """
    changes = _changes(claims)
    members: defaultdict[str, set[Claim]] = defaultdict(set)
    stale: set[str] = set()
    now: dict[str, State] = {}
    found: dict[str, dict[str, State]] = {}
    for day in sorted(changes):
        touched = set()
        for change, claim in changes[day]:
            if (group := groups.get(claim.id)) is None:
                continue
            touched.add(group)
            if change == "from":
                members[group].add(claim)
            elif change == "to":
                members[group].discard(claim)
            else:
                stale.add(claim.id)
        now = {group: state for group, state in now.items() if group not in touched} | {
            group: state_of(members[group], stale) for group in touched if members[group]
        }
        found[day] = now
    return found


def state_of(standing: Iterable[Claim], stale: set[str]) -> State:
    """Return what the claims that stand on a day say together (rules 3 and 4).

    Parameters
    ----------
    standing : iterable of Claim
        At least one.
    stale : set of str
        Ids of those that are stale that day.

    Examples
    --------
    >>> town = [Claim("1", "lna", "effective", "2020", "2024-08", ("2", "B")),
    ...         Claim("2", "russia", "presence", "2024", "2024", ("3", "B"))]
    >>> state_of(town, set())
    State(basis='effective', actors=('lna',), claims=('1',), beside=('2',), stale=False)
    """
    claims = sorted(standing, key=lambda claim: claim.id)
    counted = [claim for claim in claims if not _lapsed(claim, claims, stale)]
    by_kind: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in counted:
        by_kind[claim.kind].append(claim)
    effective, contested = by_kind["effective"], by_kind["contested"]
    if contested or len({claim.actor for claim in effective}) > 1:
        basis, making = "contested", contested + (effective or _leading(by_kind["nominal"]))
    elif effective:
        basis, making = "effective", effective
    else:
        # Where every claim has lapsed the one that it lapsed to stands, so something is always counted.
        basis = next(kind for kind in BASES if by_kind[kind])
        making = _leading(by_kind[basis]) if basis == "nominal" else by_kind[basis]
    ids = {claim.id for claim in making}
    return State(
        basis=basis,
        actors=tuple(sorted({claim.actor for claim in making})),
        claims=tuple(sorted(ids)),
        beside=tuple(claim.id for claim in claims if claim.id not in ids),
        stale=ids <= stale,
    )


def _start(stated: str, end: str) -> str:
    """Return from when a claim without a start stands: rule 1."""
    if not end or (stated and not is_reversed(stated, end)):
        return stated
    return (end_day(end) - timedelta(days=1)).isoformat()


def _lapsed(claim: Claim, standing: Iterable[Claim], stale: set[str]) -> bool:
    """Tell whether somebody's effective claim began after the last word of a stale one: rule 3."""
    if claim.id not in stale or claim.kind not in ("effective", "contested"):
        return False
    return any(
        other.kind == "effective"
        and (other.actor != claim.actor or claim.kind == "contested")
        and is_before(claim.last_word, other.start)
        for other in standing
    )


def _leading(claims: list[Claim]) -> list[Claim]:
    """Return the claims of the actor who has the one with the best grade, of equal ones the newest."""
    if not claims:
        return []
    latest = sorted(claims, key=lambda claim: first_day(claim.last_word), reverse=True)
    leader = min(latest, key=lambda claim: claim.grade)
    return [claim for claim in claims if claim.actor == leader.actor]


def _claims(claims: pd.DataFrame) -> list[Claim]:
    """Return the rows as claims."""
    columns = ["id", "actor", "claim", "valid_from", "stated_on", "credibility", "reliability"]
    found = []
    for row in claims[columns].itertuples(index=False, name=None):
        name, actor, kind, start, stated_on, credibility, reliability = map(str, row)
        grade = (_grade(credibility, CREDIBILITIES), _grade(reliability, RELIABILITIES))
        found.append(Claim(name, actor, kind if start else "undated", start, stated_on, grade))
    return found


def _changes(claims: pd.DataFrame) -> dict[str, list[tuple[str, Claim]]]:
    """Return by day which claims begin ("from"), end ("to") and grow stale; "" holds what always was."""
    changes: defaultdict[str, list[tuple[str, Claim]]] = defaultdict(list)
    periods = zip(claims["valid_from"], claims["valid_to"], strict=True)
    rows = claims[pd.Series([not is_reversed(*period) for period in periods], index=claims.index, dtype=bool)]
    days = zip(rows["from_day"], rows["to_day"], rows["stale_day"], strict=True)
    for claim, (start, end, stale) in zip(_claims(rows), days, strict=True):
        changes[start].append(("from", claim))
        changes["" if stale == ALWAYS else stale].append(("stale", claim))
        if end:
            changes[end].append(("to", claim))
    return changes


def _grade(given: str, grades: tuple[str, ...]) -> str:
    """Return the grade given, or the last, cannot be judged, where none is."""
    return given if given in grades else grades[-1]
