"""What is held otherwise, or is better or worse confirmed, in one picture than in another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from geo.analysis.asked.picture import PLACE, Difference, Held
from geo.analysis.changes import LAPSED
from geo.analysis.standing import NONE
from geo.language import both
from geo.model import Column
from geo.questions.asking import Cell, Sheet
from geo.questions.shared.ground import Ground, Row, resting, sources_of
from geo.words.dates import dated
from geo.words.first_line import Pair
from geo.words.holders import counted
from geo.words.roles import role_name
from geo.words.sentences import Sentence, resting_on

MOST_TOLD: Final = 12

COLUMNS: Final = (
    Column("id", "Id", "slug"),
    Column("scope", "Place or district", "word"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column(
        "change",
        "Change",
        "word",
        help="lapsed (nobody confirms it any longer), appears, ends, passes, turns, better confirmed "
        "or worse confirmed",
    ),
    Column("before", "Before"),
    Column("before_ar", "Before, in Arabic"),
    Column("after", "After"),
    Column("after_ar", "After, in Arabic"),
    Column("grade_before", "Grade before"),
    Column("grade_after", "Grade after"),
    Column("publishers_before", "Independent publishers before", "integer"),
    Column("publishers_after", "Independent publishers after", "integer"),
    Column("sources", "Sources", "sources"),
)


def holders_changed(
    first: Ground, then: Ground, inside: Collection[str] | None = None
) -> tuple[list[Sentence], Sheet]:
    """Return who holds what otherwise in the second, as sentences and as a table.

    What is held alike and rests on better or worse grades or on more or fewer publishers is in the table.

    Parameters
    ----------
    inside : collection of str, optional
        Only these places and districts.
    """
    before, after = (
        {name: one for name, one in ground.picture().items() if inside is None or name in inside}
        for ground in (first, then)
    )
    said, rows = [], []
    people, land = then.world.people, then.land
    found = sorted(
        (one for one in then.differences(first) if inside is None or one.about in inside),
        key=lambda one: (
            one.lapsed,
            -people.get(one.about, 0),
            -getattr(land.get(one.about), "area", 0.0),
            one.about,
        ),
    )
    for one in found:
        rows.append(_row(first, then, one.before, one.after, one.what))
        said.append(_told(first, then, one))
    if len(found) > 1:
        said.insert(0, _summed(found, people, said))
    rows += list(_confirmed(first, then, before.values(), after))
    return bounded(said), Sheet("holders", "Who holds what otherwise", COLUMNS, tuple(rows))


def turned(rows: Sequence[Row], layer: str, ground: Ground) -> list[Row]:
    """Return changes without those after which a place is held as before, and lapses called so.

    The map of control is cut anew whenever other claims count, also where they say the same.

    Parameters
    ----------
    rows : sequence of Row
        As `geo.analysis.changes.Dated.changed` returns them, with the layer of each.
    layer : str
        Id of the map of control.
    ground : Ground
        As of the second day.
    """
    lapses = ground.lapses

    def made() -> tuple[dict[str, tuple[str, str]], set[tuple[str, str]]]:
        cut = ground.evidence.layer(layer, ground.known, ground.recorded)
        ends = zip(cut["place"], cut["valid_to"], strict=True)
        return dict(zip(cut["id"], ends, strict=True)), set(zip(cut["place"], cut["valid_from"], strict=True))

    spans, begun = ground.evidence.remembered(("spans held", layer, ground.known, ground.recorded), made)
    told: list[Row] = []
    for row in rows:
        change, day = row["change"], row["day"]
        if row["layer"] != layer or change not in ("began", "ended", "passed"):
            told.append(row)
            continue
        place, end = spans[row["id"]]
        turn, last = lapses.on(place, day), lapses.on(place, end) if change == "passed" else None
        if turn:
            # What has no end but a lapse has not ended.
            kind = "began" if change == "passed" and last and last.lapsed else change
            told.append({**row, "change": LAPSED if turn.lapsed else kind})
        elif last and (place, end) not in begun:
            told.append({**row, "change": LAPSED if last.lapsed else "ended", "day": end, "date": end})
    return sorted(told, key=lambda row: (row["day"], row["id"]))


def bounded(said: Iterable[Sentence], most: int = MOST_TOLD) -> list[Sentence]:
    """Return at most some sentences, and how many more there are: the table has them all."""
    listed = list(said)
    more = len(listed) - most
    if more <= 0:
        return listed
    text = both("{more} more in the table.", more=f"{more:,}")
    rest = listed[most:]
    grades = (grade for one in rest for grade in one.grades)
    sources = (source for one in rest for source in one.sources)
    return [*listed[:most], resting_on(text, "derived", grades, sources)]


def _summed(found: Sequence[Difference], people: Mapping[str, int], said: Sequence[Sentence]) -> Sentence:
    """Return how many are held otherwise, before the sentence of each; what lapsed is not one of them."""
    lapsed = [one.about for one in found if one.lapsed]
    changed = [one for one in found if not one.lapsed]
    places = [one.about for one in changed if one.after.scope == PLACE]
    text = both(
        "Held otherwise: {places} ({people} known people) and {districts}; no longer confirmed: {lapsed}.",
        places=(counted(len(places), "place"), len(places)),
        districts=(counted(len(changed) - len(places), "district"), len(changed) - len(places)),
        people=sum(people.get(one, 0) for one in places),
        lapsed=len(lapsed),
    )
    grades = (grade for one in said for grade in one.grades)
    return resting_on(text, "derived", grades, (source for one in said for source in one.sources))


def _told(first: Ground, then: Ground, differing: Difference) -> Sentence:
    before, after = differing.before, differing.after
    name, one, other = then.name(after.about), first.names.state(before), then.names.state(after)
    days = _days(first, then)
    title = role_name(differing.what)
    why = both("{title}; ", title=(title.en.lower(), title.ar)) if differing.lapsed else ("", "")
    text = both(
        "{name}: {why}{before}{first}, {after}{then}.",
        name=name,
        why=why,
        before=one,
        first=days[0],
        after=other,
        then=days[1],
    )
    return resting(text, "derived", _rows(first, then, before, after))


def _days(first: Ground, then: Ground) -> tuple[Pair, Pair]:
    """Return when each was so: on which day, or as published by which."""
    if first.at != then.at:
        days = (ground.at.isoformat() for ground in (first, then))
        one, other = (both(" on {day}", day=dated(day)) for day in days)
        return one, other
    known = [(ground.known or ground.at).isoformat() for ground in (first, then)]
    one, other = (both(" as published by {day}", day=dated(day)) for day in known)
    return one, other


def _confirmed(
    first: Ground, then: Ground, before: Iterable[Held], after: dict[str, Held]
) -> Iterator[tuple[Cell, ...]]:
    """Yield what is held alike and is better or worse confirmed."""
    for one in before:
        other = after.get(one.about)
        if other is None or one.kind == NONE or one.state != other.state or one.claims == other.claims:
            continue
        # Credibility first: the letter is that of the publisher.
        ranks = [
            (ground.grade(held)[1:], ground.grade(held)[:1], -ground.independent(held))
            for ground, held in ((first, one), (then, other))
        ]
        if ranks[0] != ranks[1]:
            what = "better confirmed" if ranks[1] < ranks[0] else "worse confirmed"
            yield _row(first, then, one, other, what)


def _row(first: Ground, then: Ground, before: Held, after: Held, what: str) -> tuple[Cell, ...]:
    return (
        after.about, after.scope, *then.name(after.about), what, *first.names.state(before),
        *then.names.state(after), first.grade(before), then.grade(after), first.independent(before),
        then.independent(after), "|".join(sources_of(_rows(first, then, before, after))),
    )  # fmt: skip


def _rows(first: Ground, then: Ground, before: Held, after: Held) -> list[Row]:
    return [*first.claims(before.claims), *then.claims(after.claims)]
