"""The map of a day by what had been published by another, and how long it took to be known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Annotated, Any, Final

from geo.analysis.asked.lag import Lag, lags
from geo.analysis.asked.picture import Held
from geo.analysis.standing import NONE
from geo.evidence import Evidence
from geo.language import both, both_n
from geo.model import Column
from geo.questions.asking import Answer, Cell, Parameter, Question, Sheet, by_layer
from geo.questions.asking.common import AT, NAMES, RECORDED
from geo.questions.shared.changed import bounded
from geo.questions.shared.ground import Ground, marking_of, resting
from geo.view.kinds import Day
from geo.words.dates import dated
from geo.words.holders import counted
from geo.words.sentences import Sentence

COLUMNS: Final = (
    Column("id", "Id", "slug"),
    Column("scope", "Place or district", "word"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column("what", "Then", "word", help="as now, otherwise, not yet told, or no longer told"),
    Column("then", "As published by then"),
    Column("then_ar", "The same in Arabic"),
    Column("now", "As published by now"),
    Column("now_ar", "The same in Arabic"),
    Column("claims", "Claims, as published by now", "list"),
)
LAGS: Final = (
    Column("claim", "Claim", "slug"),
    Column("place", "Place", "place"),
    Column("name", "Place by name", "name"),
    Column("actor", "Actor", "actor"),
    Column("valid_from", "True from", "date"),
    Column("published", "First published", "date", help="day of the earliest dated source"),
    Column("days", "Days until it was published", "integer"),
    Column("sources", "Sources", "sources"),
)
_BY = Parameter("Published by", Day(), "what had been published by this day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """The day of the map, and the day by which it had been published."""

    known: Annotated[date, _BY]
    at: Annotated[date, AT]
    recorded: Annotated[date | None, RECORDED] = None
    names: Annotated[str, NAMES] = ""


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Return each dot and wash then and now, and how long the claims took to be published."""
    now = Ground(evidence, asked.at, None, asked.recorded, asked.names)
    then = Ground(evidence, asked.at, asked.known, asked.recorded, asked.names)
    rows = list(_rows(then, now))
    making = now.claims(claim for one in now.picture().values() for claim in one.claims)
    taken = lags(making, _dates(evidence))
    differing = [row for row in rows if row[0] != "as now"]
    return Answer(
        sentences=(
            _whole(now, rows, asked.known),
            *bounded(_told(then, now, *row[1:]) for row in differing),
            *_taken(now, taken),
        ),
        table_title=both("Then and now"),
        columns=COLUMNS,
        rows=tuple(_row(then, now, *row) for row in rows),
        features=by_layer(evidence, [before.about for _, before, _ in rows]),
        roles={before.about: what for what, before, _ in differing},
        sheets=(_lags(now, taken),),
        days={"at": asked.at.isoformat(), "known": asked.known.isoformat()}
        | ({"recorded": asked.recorded.isoformat()} if asked.recorded else {}),
        version=evidence.version,
        marking=marking_of(making),
    )


def _dates(evidence: Evidence) -> Mapping[str, str]:
    sources = evidence.tables["sources"]
    return dict(zip(sources["id"], sources["date"], strict=True))


def _rows(then: Ground, now: Ground) -> Iterator[tuple[str, Held, Held]]:
    """Yield what somebody holds then or now, and how the two agree."""
    before, after = then.picture(), now.picture()
    for name, held in after.items():
        earlier = before.get(name)
        first = earlier or Held(name, held.scope, NONE, (), (), (), "")
        if NONE == first.kind == held.kind:
            continue
        if first.state == held.state:
            what = "as now"
        elif first.kind == NONE:
            what = "not yet told"
        else:
            what = "no longer told" if held.kind == NONE else "otherwise"
        yield what, first, held


def _whole(now: Ground, rows: Sequence[tuple[str, Held, Held]], known: date) -> Sentence:
    counts = {what: sum(row[0] == what for row in rows) for what in ("as now", "otherwise", "not yet told")}
    gone = len(rows) - sum(counts.values())
    day, by = now.at.isoformat(), known.isoformat()
    drawn = counted(len(rows), "dot or wash", "dots and washes")
    text = both(
        "Of {drawn} of {day}, by what had been published on {by} {alike} were as they are told now, "
        "{otherwise} otherwise, {later} not yet told, {gone} told and are no longer.",
        drawn=(drawn, len(rows)),
        day=dated(day),
        by=dated(by),
        alike=counts["as now"],
        otherwise=counts["otherwise"],
        later=counts["not yet told"],
        gone=gone,
    )
    return Sentence(*text, "derived")


def _told(then: Ground, now: Ground, before: Held, after: Held) -> Sentence:
    name, first, last = now.name(after.about), then.names.state(before), now.names.state(after)
    text = both("{name}: {first} by what had been published; now {last}.", name=name, first=first, last=last)
    return resting(text, "derived", [*then.claims(before.claims), *now.claims(after.claims)])


def _taken(now: Ground, taken: Sequence[Lag]) -> Iterator[Sentence]:
    """Yield how long it took from the day on which something began until somebody published it."""
    if not taken:
        return
    days = [one.days for one in taken]
    middle, slowest = median(days), max(taken, key=lambda one: one.days)
    name = now.name(str(slowest.row["place"]))
    text = both(
        "Of {claims} behind this map that tell the day on which it began, half were published within "
        "{middle}; the slowest took {slowest} ({name}).",
        claims=(counted(len(taken), "claim"), len(taken)),
        middle=both_n("{n} day", "{n} days", round(middle), n=f"{middle:,.0f}"),
        slowest=both_n("{n} day", "{n} days", slowest.days, n=f"{slowest.days:,}"),
        name=name,
    )
    yield resting(text, "derived", [slowest.row])


def _lags(now: Ground, taken: Sequence[Lag]) -> Sheet:
    def row(one: Lag) -> tuple[Any, ...]:
        of = one.row
        return (
            of["id"], of["place"], now.name(str(of["place"]))[0], of["actor"], of["valid_from"],
            one.published, one.days, of["sources"],
        )  # fmt: skip

    return Sheet("lags", "How long it took", LAGS, tuple(map(row, taken)))


def _row(then: Ground, now: Ground, what: str, before: Held, after: Held) -> tuple[Cell, ...]:
    return (
        after.about, after.scope, *now.name(after.about), what, *then.names.state(before),
        *now.names.state(after), "|".join(after.claims),
    )  # fmt: skip


QUESTION = Question(
    "What did the world know then?",
    "The map of a day from what had been published by another, beside what is published now, and how long it "
    "took. What was known and not published is not here.",
    Parameters,
    answer,
    rank=6,
)
