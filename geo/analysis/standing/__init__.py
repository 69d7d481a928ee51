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

from geo.analysis.standing.claims import (
    CONTROL_KINDS,
    JOINT_SIDES,
    NONE,
    REVIEW_AFTER_DAYS,
    UNCLAIMED,
    Claim,
    Handover,
    State,
    handovers_of,
    stated_claims,
)
from geo.analysis.standing.ending import LAPSES_AFTER_DAYS, NEVER, in_time
from geo.analysis.standing.together import change_days, periods, state_of, state_on

__all__ = [
    "CONTROL_KINDS",
    "JOINT_SIDES",
    "LAPSES_AFTER_DAYS",
    "NEVER",
    "NONE",
    "REVIEW_AFTER_DAYS",
    "UNCLAIMED",
    "Claim",
    "Handover",
    "State",
    "change_days",
    "handovers_of",
    "in_time",
    "periods",
    "state_of",
    "state_on",
    "stated_claims",
]
