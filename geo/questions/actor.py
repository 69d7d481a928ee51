"""A profile of an actor: names, alignment over time, places, claims, interests, events, links to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from geo.analysis.asked.meeting import Meeting
from geo.analysis.standing import NONE
from geo.evidence import Evidence
from geo.language import both
from geo.model import Column, split
from geo.questions.asking import Answer, Parameter, Question, Sheet, by_layer
from geo.questions.asking.common import OnDay
from geo.questions.asking.kinds import Actor
from geo.questions.dealings.alignments import (
    alignment_sheets,
    alignment_strip,
    alignments_by,
    alignments_told,
    own_name,
)
from geo.questions.dealings.interests import (
    STRENGTH,
    events_by,
    interest,
    meeting_sheet,
    meetings_of,
    stated,
    strengths,
)
from geo.questions.dealings.meeting_diagram import meeting_diagram
from geo.questions.shared.changed import bounded
from geo.questions.shared.events import EVENTS, event_row, event_told
from geo.questions.shared.ground import Ground, Row, marking_of, resting
from geo.questions.shared.place import told_end
from geo.words.claims import CLAIMS
from geo.words.dates import dated
from geo.words.first_line import SEMICOLON, Pair, joined
from geo.words.holders import GOVERNMENT, capital
from geo.words.names import AUTHORITY, SIDES, naming
from geo.words.sentences import Sentence
from geo.words.values import value_name

COLUMNS: Final = (
    Column("id", "Place or district", "place"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column("from", "From", "date"),
    Column("to", "Until", "date", help="empty = open"),
    Column("kind", "State", "word", help="effective, nominal or contested"),
    Column("actors", "All holders", "actors"),
    Column("now", "On the day", "flag", help="1 = so on the day asked for"),
    Column("claims", "Claims", "list"),
)
_CLAIMS: Final = (
    Column("id", "Claim", "slug"),
    Column("place", "Place", "place"),
    Column("name", "Place by name", "name"),
    Column("claim", "Claim", "word"),
    Column("claimant", "By whose word", "claimant"),
    Column("valid_from", "True from", "date"),
    Column("valid_to", "True until", "date"),
    Column("stated_on", "Stated on", "date"),
    Column("grade", "Grade"),
    Column("sources", "Sources", "sources"),
)
_NAMES: Final = (
    Column("policy", "Policy", "word"), Column("name_en", "Name"), Column("name_ar", "Arabic name"),
)  # fmt: skip
_MOST: Final = 10
_PLACES: Final = 20
"""Places that one sentence names; the table has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(OnDay):
    """Whose profile, and on which day."""

    actor: Annotated[str, Parameter("Actor", Actor(), "by any of its names")]


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Return the profile as tables and sentences."""
    ground = Ground.of(evidence, asked)
    actor = asked.actor
    row = ground.names.names.actors.rows[actor]
    periods = list(_periods(ground, actor))
    claims = sorted(
        (one for one in ground.world.rows.values() if one["actor"] == actor),
        key=lambda one: (str(one["stated_on"]), str(one["id"])),
        reverse=True,
    )
    wanted = stated(ground, actor)
    events = [one for one in events_by(ground) if actor in split(str(one["actors"]))]
    met = [one for one in meetings_of(ground) if actor in (one.one, one.other)]
    aligned = alignments_by(ground, actor)
    features = _features(ground, actor)
    held = [str(one[0]) for one in periods if one[7]]
    return Answer(
        sentences=(
            _who(ground, row),
            *alignments_told(ground, actor, aligned),
            *_holds(ground, periods),
            *_said(claims),
            *bounded((interest(ground, one) for one in wanted), _MOST),
            *_together(ground, actor, met),
            *bounded((event_told(one) for one in events), _MOST),
        ),
        table_title=both("What it holds or contests, and when"),
        columns=COLUMNS,
        rows=tuple(periods),
        features=_merged(by_layer(evidence, held), features),
        roles=dict.fromkeys(held, "holds"),
        sheets=(
            Sheet("names", "Names", _NAMES, tuple(_called(evidence, row))),
            *alignment_sheets(ground, actor),
            Sheet("claims", "Claims", _CLAIMS, tuple(_claim(ground, one) for one in claims)),
            Sheet("interests", "Interests", STRENGTH, tuple(strengths(ground, wanted))),
            Sheet("events", "Events", EVENTS, tuple(map(event_row, events))),
            meeting_sheet(ground, met),
        ),
        days=ground.days(),
        version=evidence.version,
        marking=marking_of([row, *aligned, *claims, *wanted, *events]),
        diagram=meeting_diagram(ground, actor, met),
        history=alignment_strip(ground, aligned),
        history_of="sided",
    )


def _merged(one: dict[str, tuple[str, ...]], other: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {
        layer: tuple(dict.fromkeys((*one.get(layer, ()), *other.get(layer, ()))))
        for layer in {**one, **other}
    }


def _periods(ground: Ground, actor: str) -> Iterator[tuple[Any, ...]]:
    """Yield when it held or contested what, the last first, of places and districts with a claim of its."""
    world, day = ground.world, ground.at.isoformat()
    about = {name for name, claims in world.claims.items() if any(claim.actor == actor for claim in claims)}
    districts = {ground.world.district_of(name) for name in about} - {""}
    found: list[tuple[Any, ...]] = []
    for name in sorted({*about, *districts}):
        for one in ground.standing.history(name):
            if one.kind != NONE and actor in one.actors and one.start <= day:
                now = not one.end or day < one.end
                found.append(
                    (name, *ground.name(name), one.start_text, told_end(one, day), one.kind,
                     "|".join(one.actors), int(now), "|".join(one.claims(day)))
                )  # fmt: skip
    yield from sorted(found, key=lambda row: (row[7], row[3], row[0]), reverse=True)


def _who(ground: Ground, row: Row) -> Sentence:
    kind, side = (
        value_name(str(row["kind"])),
        SIDES[AUTHORITY if row["side"] == GOVERNMENT else str(row["side"])],
    )
    base = ground.name(str(row["base_place"])) if row["base_place"] else None
    parts = [
        (kind.en, kind.ar),
        both("side: {side}", side=(side.en, side.ar)),
        *([both("base {place}", place=base)] if base else []),
        *(both("since {start}", start=dated(str(row["valid_from"]))) for _ in row["valid_from"][:1]),
        *(both("until {end}", end=dated(str(row["valid_to"]))) for _ in row["valid_to"][:1]),
    ]
    text = both(
        "{name}: {parts}. {summary}.",
        name=capital(own_name(ground, str(row["id"]))),
        parts=joined(parts, SEMICOLON),
        summary=str(row["summary"]).rstrip("."),
    )
    return resting(text, "reported", [row])


def _holds(ground: Ground, periods: Sequence[tuple[Any, ...]]) -> Iterator[Sentence]:
    """Yield what it holds or contests on the day."""
    day = ground.at.isoformat()
    for kind, words in (
        ("effective", both("Effectively held")),
        ("nominal", both("Held in name")),
        ("contested", both("Contested")),
    ):
        listed = [one for one in periods if one[7] and one[5] == kind]
        if listed:
            names = joined((_place(ground, one) for one in listed), most=_PLACES)
            text = both(
                "{words} on {day}: {names}.",
                words=words,
                day=dated(day),
                names=names,
            )
            claims = (claim for one in listed for claim in split(str(one[8])))
            yield resting(text, "derived", ground.claims(claims))
    if not any(one[7] for one in periods):
        yield Sentence(
            *both("Not known to hold anything on {day}.", day=dated(day)),
            "derived",
        )


def _place(ground: Ground, period: tuple[Any, ...]) -> Pair:
    """Return the name of a place, told apart from the district that is called the same."""
    district = period[0] in ground.world.districts
    return (
        both("{name} district", name=(str(period[1]), str(period[2])))
        if district
        else (str(period[1]), str(period[2]))
    )


def _said(claims: Sequence[Row]) -> Iterator[Sentence]:
    if claims:
        counts = Counter(str(one["claim"]) for one in claims)
        listed = joined(
            (f"{kind} {number}", f"{CLAIMS.get(kind, (kind, kind))[1]} {number}")
            for kind, number in counts.most_common()
        )
        text = both("Claims about it: {listed}.", listed=listed)
        yield resting(text, "derived", claims)


def _together(ground: Ground, actor: str, met: Sequence[Meeting]) -> Iterator[Sentence]:
    # By name: a government goes under the one of the day, also where an event names the one before it.
    counts: Counter[Pair] = Counter()
    events = []
    for one in met:
        counts[ground.names.actor(one.other if one.one == actor else one.one)] += len(one.events)
        events += one.events
    often = [(name, number) for name, number in counts.most_common(_MOST) if number]
    if often:
        listed = joined((f"{name[0]} ({number})", f"{name[1]} ({number})") for name, number in often)
        text = both("In events together with: {listed}.", listed=listed)
        yield resting(text, "derived", events)


def _called(evidence: Evidence, row: Row) -> Iterator[tuple[Any, ...]]:
    yield "", row["name_en"], row["name_ar"]
    for alias in split(str(row["aliases"])):
        yield "also", alias, ""
    for policy, subjects in naming(evidence).items():
        if f"actor:{row['id']}" in subjects:
            yield policy, *subjects[f"actor:{row['id']}"]


def _claim(ground: Ground, row: Row) -> tuple[Any, ...]:
    return (
        row["id"], row["place"], ground.name(str(row["place"]))[0], row["claim"], row["claimant"],
        row["valid_from"], row["valid_to"], row["stated_on"], f"{row['reliability']}{row['credibility']}",
        row["sources"],
    )  # fmt: skip


def _features(ground: Ground, actor: str) -> dict[str, tuple[str, ...]]:
    """Return the features of layers from files that name it and are true that day."""
    found = {}
    evidence = ground.evidence
    for layer_id, layer in evidence.catalog.items():
        if layer_id in evidence.layers and not layer.derive:
            frame = ground.true(layer_id)
            ids = frame.loc[frame["actor"] == actor, "id"]
            if len(ids):
                found[layer_id] = tuple(ids)
    return found


QUESTION = Question(
    "Who is this actor?",
    "Names, with whom it stood and when, what it is said to hold or contest, interests, events, and whom it "
    "meets.",
    Parameters,
    answer,
    rank=10,
)
