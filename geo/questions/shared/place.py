"""The answer about one place, district or region: claims side by side, the history, how long each held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

from geo.analysis.asked.shares import shares
from geo.analysis.control import FIRST_DAY
from geo.analysis.standing import NONE
from geo.language import both
from geo.model import Column
from geo.questions.asking import Answer, Sheet, by_layer
from geo.questions.shared.area import share_sheet
from geo.questions.shared.changed import bounded
from geo.questions.shared.ground import Ground, marking_of, resting
from geo.validity import first_day
from geo.words.claims import Telling
from geo.words.dates import dated
from geo.words.first_line import Pair, holds
from geo.words.holders import DERIVED, UNCLAIMED, capital
from geo.words.holding import Period
from geo.words.names import Names
from geo.words.reported import reported
from geo.words.sentences import Sentence

_MOST: Final = 4
"""Sentences of how long, and of how often; the strip and the table have all."""
CLAIMS: Final = (
    Column("id", "Claim", "slug"),
    Column("place", "Place, district or region"),
    Column("place_ar", "Its Arabic name"),
    Column("actor", "Actor", "actor"),
    Column("actor_name", "Actor by name", "name"),
    Column("claim", "Claim", "word", help="effective, nominal, contested, presence or revenue"),
    Column("claimant", "By whose word"),
    Column("claimant_ar", "The same in Arabic"),
    Column("valid_from", "True from", "date"),
    Column("valid_to", "True until", "date"),
    Column("stated_on", "Stated on", "date"),
    Column("counts", "Counts that day", "flag", help="1 = counts on the day asked for"),
    Column("makes", "Makes the state", "flag", help="1 = the state of that day rests on it"),
    Column("reliability", "Reliability of the source"),
    Column("credibility", "Credibility of the information", "integer"),
    Column("publishers", "Publishers", "list"),
    Column("sources", "Sources", "sources"),
    Column("note", "Note"),
)
HISTORY: Final = (
    Column("from", "From", "date"),
    Column("to", "Until", "date", help="the day on which it is no longer so; empty = open"),
    Column("kind", "State", "word", help="effective, nominal, contested or none"),
    Column("actors", "Holders", "actors"),
    Column("names", "Holders by name", "name"),
    Column("derived", "Derived from towns", "flag"),
    Column("days", "Days", "integer", help="within the days asked for"),
    Column("claims", "Claims", "list"),
)


def place_answer(ground: Ground, about: str, since: date | None) -> Answer:
    """Return who holds a place, a district or a region: first line, claims, history."""
    standing, at = ground.standing, ground.at
    telling = Telling(standing, Names.of(ground.evidence, ground.policy), at)
    held = standing.on(about, at)
    documents = [telling.claim(one, held) for one in held.claims]
    periods = list(_within(held.history, since or date.fromisoformat(FIRST_DAY), at))
    sheets = [_history(ground, periods)]
    district = ground.world.districts.get(about)
    if district and district["geometry"] is not None:
        found = shares(ground.world, ground.picture(), district["geometry"], ground.land)
        sheets.append(share_sheet(found, ground.names))
    return Answer(
        sentences=(
            resting(telling.line(held), "derived", ground.claims(held.making)),
            *(reported(one, _actor(ground, one)) for one in documents if one["counts"]),
            *bounded(_lasted(ground, periods), _MOST),
            *bounded(_handovers(ground, [period for period, _ in periods]), _MOST),
        ),
        table_title=both("Claims side by side"),
        columns=CLAIMS,
        rows=tuple(_row(one) for one in documents),
        features=by_layer(ground.evidence, [about, *(part.place for part in held.parts)]),
        roles={about: "asked"},
        sheets=tuple(sheets),
        days=ground.days(since=since),
        version=ground.evidence.version,
        marking=marking_of(ground.claims(held.claims)),
        history=tuple({**telling.period(period), "days": days} for period, days in periods),
    )


def _actor(ground: Ground, claim: Mapping[str, Any]) -> Pair:
    """Return the actor of a claim by the name of its time."""
    start = str(claim["valid_from"] or claim["stated_on"])
    names = ground.names_on(first_day(start).isoformat()) if start else ground.names
    return names.actor(claim["actor"]["id"])


def _row(claim: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        claim["id"], claim["place"], claim["place_ar"], claim["actor"]["id"], claim["actor"]["name_en"],
        claim["claim"], claim["claimant"], claim["claimant_ar"], claim["valid_from"], claim["valid_to"],
        claim["stated_on"],
        int(claim["counts"]), int(claim["makes"]), claim["reliability"], claim["credibility"],
        "|".join(claim["publishers"]), "|".join(one["id"] for one in claim["sources"]), claim["note"],
    )  # fmt: skip


def _within(history: Sequence[Period], first: date, last: date) -> Iterator[tuple[Period, int]]:
    """Yield the periods that lie in some days, both counted, with their days in them."""
    for period in history:
        start = max(date.fromisoformat(period.start), first)
        end = min(
            date.fromisoformat(period.end) if period.end else date.max, date.fromordinal(last.toordinal() + 1)
        )
        if start < end:
            yield period, (end - start).days


def told_end(period: Period, day: str) -> str:
    """Return the end of a time as it is told; "" where it lies ahead: then a word only ceases to count."""
    return period.end_text if period.end and period.end <= day else ""


def _history(ground: Ground, periods: Sequence[tuple[Period, int]]) -> Sheet:
    rows = tuple(
        (
            period.start_text, told_end(period, ground.at.isoformat()), period.kind, "|".join(period.actors),
            ", ".join(ground.names_on(period.start).actor(one)[0] for one in period.actors),
            int(period.derived), length, "|".join(period.claims(ground.at.isoformat())),
        )
        for period, length in periods
    )  # fmt: skip
    return Sheet("history", "History", HISTORY, rows)


def _lasted(ground: Ground, periods: Sequence[tuple[Period, int]]) -> Iterator[Sentence]:
    """Yield how many of the days each state lasted in all, the longest first."""
    total = sum(length for _, length in periods)
    lasted: dict[tuple[str, tuple[str, ...]], list[tuple[Period, int]]] = {}
    for period, length in periods:
        lasted.setdefault((period.kind, period.actors), []).append((period, length))
    at = ground.at.isoformat()
    for times in sorted(lasted.values(), key=lambda times: -sum(length for _, length in times)):
        state, days = _state(ground, times[-1][0]), sum(length for _, length in times)
        text = both(
            "{state}: {days} of {total} days up to {day}.",
            state=state,
            days=f"{days:,}",
            total=f"{total:,}",
            day=dated(at),
        )
        yield resting(text, "derived", ground.claims(claim for one, _ in times for claim in one.claims(at)))


def _handovers(ground: Ground, periods: Sequence[Period]) -> Iterator[Sentence]:
    """Yield each time at which other holders followed without a gap, the last first."""
    for before, after in reversed(list(pairwise(periods))):
        if NONE in (before.kind, after.kind) or set(before.actors) == set(after.actors):
            continue
        first, then, day = _state(ground, before), _state(ground, after), after.start_text
        text = both(
            "Changed hands, {day}: {first}, then {then}.",
            day=dated(day),
            first=(_lower(first[0]), first[1]),
            then=(_lower(then[0]), then[1]),
        )
        yield resting(text, "derived", ground.claims([*before.ending, *after.starting]))


def _state(ground: Ground, period: Period) -> Pair:
    if period.kind == NONE:
        return capital(UNCLAIMED)
    names = ground.names_on(period.start)
    basis = [DERIVED] if period.derived else []
    return holds(period.kind, [names.actor(one) for one in period.actors], basis)


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
