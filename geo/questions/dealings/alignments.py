"""With whom an actor stood and since when, as sources tell it: rows, sentences, a strip of the times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from geo.language import both, mark
from geo.model import Column
from geo.questions.asking import Cell, Sheet
from geo.questions.shared.ground import Ground, Row, resting
from geo.validity import end_day, first_day
from geo.words.dates import dated
from geo.words.first_line import Pair, joined
from geo.words.holders import capital
from geo.words.sentences import Sentence

COLUMNS: Final = (
    Column("id", "Id", "slug"),
    Column("with", "Actor", "actor"),
    Column("form", "Form", "word", help="part of its forces, ally, or backer from outside"),
    Column("from", "From", "date", help="empty = since when is not told"),
    Column("to", "Until", "date", help="empty = no end is told"),
    Column("stated_on", "Last told", "date"),
    Column("now", "On the day", "flag", help="1 = so on the day asked for"),
    Column("grade", "Grade"),
    Column("note", "Note"),
    Column("sources", "Sources", "sources"),
)
FORMS: Final[Mapping[str, str]] = {
    "part": mark("{name}: part of {other}, {times}."),
    "ally": mark("{name}: on the side of {other}, {times}."),
    "backer": mark("{name}: backer of {other}, {times}."),
}
_WITH: Final = 12
"""Followers that one sentence names."""


def alignments_by(ground: Ground, actor: str, column: str = "actor") -> list[Row]:
    """Return what is told by the day of an actor, or with column "sided_with" of those with it, in time."""
    evidence = ground.evidence
    if "alignments" not in evidence.tables:
        return []
    table = evidence.table("alignments", ground.known, ground.recorded)
    rows = [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
    day = ground.at.isoformat()
    return sorted(
        (row for row in rows if row[column] == actor and start_of(row) <= day),
        key=lambda row: (start_of(row), str(row["id"])),
    )


def start_of(row: Row) -> str:
    """Return the ISO day from which it counts: where none is told, that of the statement; "" = undated."""
    start = str(row["valid_from"] or row["stated_on"])
    return first_day(start).isoformat() if start else ""


def end_of(ground: Ground, row: Row) -> str:
    """Return the ISO day on which it is no longer so; "" = no end is told. It ends with either of the two."""
    actors = ground.names.names.actors.rows
    ends = [str(row["valid_to"]), *(str(actors[row[one]]["valid_to"]) for one in ("actor", "sided_with"))]
    return min((end_day(end).isoformat() for end in ends if end), default="")


def counts(ground: Ground, row: Row) -> bool:
    """Tell whether it is so on the day: begun, and no end of it told."""
    return not (end := end_of(ground, row)) or ground.at.isoformat() < end


def alignment_sheets(ground: Ground, actor: str) -> tuple[Sheet, Sheet]:
    """Return with whom an actor stood, and who stood with it."""
    sheets = []
    for name, column, title in (
        ("alignments", "sided_with", mark("With whom it stood")),
        ("followers", "actor", mark("Who stood with it")),
    ):
        rows = alignments_by(ground, actor, "actor" if column == "sided_with" else "sided_with")[::-1]
        sheets.append(Sheet(name, title, COLUMNS, tuple(_cells(ground, row, column) for row in rows)))
    return sheets[0], sheets[1]


def _cells(ground: Ground, row: Row, column: str) -> tuple[Cell, ...]:
    return (
        row["id"], row[column], row["form"], row["valid_from"], row["valid_to"], row["stated_on"],
        int(counts(ground, row)), f"{row['reliability']}{row['credibility']}", row["note"], row["sources"],
    )  # fmt: skip


def alignments_told(ground: Ground, actor: str, rows: Sequence[Row]) -> Iterator[Sentence]:
    """Yield with whom it is told to have stood, in time, and who is told to stand with it on the day."""
    for row in rows:
        names = ground.names_on(start_of(row) or ground.at.isoformat())
        text = both(
            FORMS[str(row["form"])],
            name=capital(own_name(ground, actor)),
            other=names.actor(str(row["sided_with"])),
            times=_times(row),
        )
        yield resting(text, "reported", [row])
    day = ground.at.isoformat()
    behind = [row for row in alignments_by(ground, actor, "sided_with") if counts(ground, row)]
    if behind:
        behind.sort(key=lambda row: str(row["stated_on"]), reverse=True)
        named = [_with_year(ground, row) for row in behind]
        text = both(
            "Part of it, on its side or backing it, with no end told by {day}, and when last told: {names}.",
            day=dated(day),
            names=joined(named, most=_WITH),
        )
        yield resting(text, "reported", behind)
    if not rows and not behind:
        text = both("With whom it stood is not recorded up to {day}.", day=dated(day))
        yield Sentence(*text, "derived")


def alignment_strip(ground: Ground, rows: Sequence[Row]) -> tuple[Mapping[str, Any], ...]:
    """Return the times for a strip, each on a lane of its own where they overlap; undated ones are left out.

    Where no end is told it goes to the last day on which it was told, and no further.
    """
    lanes: list[str] = []
    placed: list[tuple[int, dict[str, Any]]] = []
    for row in rows:
        start, end = start_of(row), end_of(ground, row) if row["valid_to"] else _last_told(row)
        if not start:
            continue
        lane = next((i for i, busy in enumerate(lanes) if busy <= start), len(lanes))
        # What ends in the month in which the next begins makes way for it.
        ended = first_day(str(row["valid_to"])).isoformat() if row["valid_to"] else end
        lanes[lane : lane + 1] = [max(ended, start)]
        actor = str(row["sided_with"])
        period = {
            "from": start, "to": end or start, "from_text": row["valid_from"] or row["stated_on"],
            "to_text": row["valid_to"] or row["stated_on"], "kind": row["form"], "derived": False,
            "actors": [_named(ground, actor, start)],
        }  # fmt: skip
        placed.append((lane, period))
    return tuple({**period, "lane": lane, "lanes": len(lanes)} for lane, period in placed)


def own_name(ground: Ground, actor: str) -> Pair:
    """Return the short name of an actor itself: a government is not called as its successor is."""
    name = ground.names.names.actors.short(actor)
    return name.en, name.ar or name.en


def _with_year(ground: Ground, row: Row) -> Pair:
    name, year = ground.names.actor(str(row["actor"])), str(row["stated_on"])[:4]
    return (f"{name[0]} ({year})", f"{name[1]} ({year})") if year else name


def _last_told(row: Row) -> str:
    return end_day(str(row["stated_on"])).isoformat() if row["stated_on"] else ""


def _named(ground: Ground, actor: str, day: str) -> dict[str, str]:
    actors = ground.names.names.actors
    full, short = actors.name(actor, day), actors.label(actor, day)
    return {
        "id": actor, "name_en": full.en, "name_ar": full.ar or full.en,
        "short_en": short.en, "short_ar": short.ar or short.en,
    }  # fmt: skip


def _times(row: Row) -> Pair:
    """Return since when, until when, or when it was last told."""
    start, end, told = (str(row[name]) for name in ("valid_from", "valid_to", "stated_on"))
    if start and end:
        return both("from {start} until {end}", start=dated(start), end=dated(end))
    if end:
        return both("until {end}", end=dated(end))
    if start and told:
        return both("since {start}, last told {told}", start=dated(start), told=dated(told))
    if start:
        return both("since {start}", start=dated(start))
    return both("told {told}", told=dated(told)) if told else both("by an undated source")
