"""Stated interests of a day: rows, strength by actor and region, sentences; who meets whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from geo.analysis.asked.meeting import Meeting, meetings
from geo.analysis.frames import newest
from geo.analysis.interests import strength_class
from geo.language import both
from geo.model import Column
from geo.questions.asking import Cell, Sheet
from geo.questions.shared.ground import Ground, Row, resting, sources_of
from geo.validity import first_day
from geo.words.dates import dated
from geo.words.first_line import Pair
from geo.words.holders import capital
from geo.words.sentences import Sentence
from geo.words.values import value_name

STRENGTH: Final = (
    Column("actor", "Actor", "actor"),
    Column("name", "Actor by name", "name"),
    Column("region", "Region", "word"),
    Column("strength", "Strength", "integer", help="how many interests it has stated by then"),
    Column("class", "Class", "word", help="few 1, some 2 or 3, many 4 and more"),
    Column("kinds", "Kinds", "words"),
    Column("stated_on", "Last stated", "date"),
    Column("seeks", "What it seeks"),
    Column("grades", "Grades", "list"),
    Column("sources", "Sources", "sources"),
)
MEETINGS: Final = (
    Column("actor", "Actor", "actor"),
    Column("name", "Actor by name", "name"),
    Column("other", "Other actor", "actor"),
    Column("other_name", "Other actor by name", "name"),
    Column("place", "Place", "place"),
    Column("place_name", "Place by name", "name"),
    Column("events", "Events with both", "integer"),
    Column("last", "Last such event", "date"),
    Column("claims", "Claims that put both there that day", "list"),
    Column("sources", "Sources", "sources"),
)
FORMULA: Final[Pair] = both(
    "Strength is the number of interests that an actor has stated about a region by that day, dated or not: "
    "1 few, 2 or 3 some, 4 and more many; it says nothing of how likely anything is."
)


def stated(ground: Ground, actor: str = "", region: str = "") -> list[Row]:
    """Return the interests stated by the day, the newest first."""
    table = ground.evidence.table("interests", ground.known, ground.recorded)
    day = ground.at.isoformat()
    rows = [
        {str(key): value for key, value in row.items()}
        for row in table.to_dict("records")
        if (not actor or row["actor"] == actor)
        and (not region or row["region"] == region)
        and (not row["stated_on"] or first_day(str(row["stated_on"])).isoformat() <= day)
    ]
    return sorted(rows, key=lambda row: (str(row["stated_on"]), str(row["id"])), reverse=True)


def strengths(ground: Ground, rows: Sequence[Row]) -> list[tuple[Cell, ...]]:
    """Return a row for each actor and region, the strongest first."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((str(row["actor"]), str(row["region"])), []).append(row)
    found: list[tuple[Any, ...]] = [
        (
            actor, ground.names.actor(actor)[0], region, len(listed), strength_class(len(listed)),
            "|".join(sorted({str(row["interest"]) for row in listed})),
            newest(str(row["stated_on"]) for row in listed), "; ".join(str(row["seeks"]) for row in listed),
            "|".join(sorted({f"{row['reliability']}{row['credibility']}" for row in listed})),
            "|".join(sources_of(listed)),
        )
        for (actor, region), listed in groups.items()
    ]  # fmt: skip
    return sorted(found, key=lambda row: (-row[3], row[0], row[2]))


def interest(ground: Ground, row: Row) -> Sentence:
    """Return a stated interest as a reported sentence."""
    name, region = ground.names.actor(str(row["actor"])), value_name(str(row["region"]))
    said = str(row["stated_on"])
    when = both("stated {day}", day=dated(said)) if said else both("undated")
    kind = value_name(str(row["interest"]))
    text = both(
        "{name}, {region} ({kind}, {when}): {seeks}.",
        name=capital(name),
        region=(region.en, region.ar),
        kind=(kind.en, kind.ar),
        when=when,
        seeks=row["seeks"],
    )
    return resting((text[0].replace("..", "."), text[1].replace("..", ".")), "reported", [row])


def meeting_sheet(ground: Ground, found: Iterable[Meeting]) -> Sheet:
    """Return who meets whom where."""
    rows = tuple(
        (
            one.one, ground.names.actor(one.one)[0], one.other, ground.names.actor(one.other)[0], one.place,
            ground.name(one.place)[0] if one.place else "", len(one.events),
            newest(str(row["date"]) for row in one.events), "|".join(dict.fromkeys(one.claims)),
            "|".join(sources_of([*one.events, *ground.claims(one.claims)])),
        )
        for one in found
    )  # fmt: skip
    return Sheet("meetings", "Who meets whom where", MEETINGS, rows)


def events_by(ground: Ground) -> list[Row]:
    """Return the events up to the day, the newest first."""

    def made() -> list[tuple[str, Row]]:
        table = ground.evidence.table("events", ground.known, ground.recorded)
        rows = ({str(key): value for key, value in row.items()} for row in table.to_dict("records"))
        dated = ((first_day(str(row["date"])).isoformat(), row) for row in rows if row["date"])
        return sorted(dated, key=lambda one: (str(one[1]["date"]), str(one[1]["id"])), reverse=True)

    found: list[tuple[str, Row]] = ground.evidence.remembered(("events", ground.known, ground.recorded), made)
    day = ground.at.isoformat()
    return [row for start, row in found if start <= day]


def meetings_of(ground: Ground) -> list[Meeting]:
    """Return who meets whom where by the day, made once for it."""
    made: list[Meeting] = ground.evidence.remembered(
        ("meetings", ground.known, ground.recorded, ground.at),
        lambda: meetings(ground.world, events_by(ground), ground.at.isoformat()),
    )
    return made
