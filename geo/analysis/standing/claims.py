"""Claims as stated: who, what, from when (rule 1), and how good the word is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import pandas as pd

from geo.model import CREDIBILITIES, RELIABILITIES
from geo.validity import end_day, first_day, is_reversed, with_days

REVIEW_AFTER_DAYS: Final = 365
"""Days after which a claim that nobody repeated is stale; as `review_after_days` of the layer."""

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

    def until(self, end: str) -> Claim:
        """Return the same with another end."""
        return Claim(
            self.id, self.actor, self.holder, self.kind, self.start, end, self.said, self.grade, self.before
        )  # faster than `replace`, and every new day asks this of every claim


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


def _grade(given: object, grades: tuple[str, ...]) -> str:
    """Return the grade given, or the last, cannot be judged, where none is."""
    return str(given) if str(given) in grades else grades[-1]
