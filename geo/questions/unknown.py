"""What is not known: silence apart from calm, old and lone claims, what has no position, what to find out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

import geopandas as gpd
import pandas as pd
import shapely

from geo.analysis.asked.silence import DOUBT, LONE, STALE, Wanted, Word, collection, words, year_before
from geo.analysis.standing import NONE
from geo.evidence import Evidence
from geo.language import both
from geo.model import Column
from geo.questions.asking import Answer, Cell, Parameter, Question, Sheet, by_layer
from geo.questions.asking.common import OnDay
from geo.questions.asking.kinds import Place
from geo.questions.shared.ground import Ground, marking_of, resting
from geo.questions.shared.resting import dependence_of
from geo.validity import age_in_days
from geo.words.dates import dated
from geo.words.first_line import Pair, joined
from geo.words.holders import counted
from geo.words.sentences import Sentence, title_of

KINDS: Final[Mapping[str, Pair]] = {
    "silent": both("said to be held and not repeated for a year (silent)"),
    "calm": both("repeated within a year and held alike (calm)"),
    "moving": both("repeated within a year and changed"),
    "ended": both("told of, and it no longer counts"),
    "never": both("never told of"),
}
COLUMNS: Final = (
    Column("rank", "Rank", "integer"),
    Column("id", "Id", "slug"),
    Column("scope", "Place or district", "word"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column("word", "Word", "word", help="silent, calm, moving, ended or never"),
    Column("held", "Held"),
    Column("held_ar", "The same in Arabic"),
    Column("last", "Last word", "date"),
    Column("days", "Days since", "integer"),
    Column("publishers", "Independent publishers", "integer"),
    Column("grade", "Grade"),
    Column("doubt", "Doubt", "number", help="a weight for ranking from 0 to 1, no likelihood"),
    Column("people", "Known people", "integer"),
    Column("districts", "Districts that hang on it", "list"),
    Column("score", "Score", "number", help="doubt times people, of the place and of what hangs on it"),
)
OLDEST: Final = (
    Column("claim", "Claim", "slug"),
    Column("place", "Place", "place"),
    Column("name", "Place by name", "name"),
    Column("said", "Last word", "date"),
    Column("days", "Days since", "integer"),
    Column("rests", "Dots and washes that would be held otherwise without it", "integer"),
    Column("publishers", "Independent publishers", "integer"),
    Column("sources", "Sources", "sources"),
)
SUBJECTS: Final = (
    Column("layer", "Layer", "layer"),
    Column("title", "Layer by name", "name"),
    Column("district", "District"),
    Column("district_ar", "Its Arabic name"),
    Column("features", "Features", "integer"),
    Column("newest", "Newest confirmation", "date"),
    Column("days", "Days since", "integer"),
)
UNPLACED: Final = (
    Column("layer", "Layer", "layer"),
    Column("id", "Id", "slug"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column("sources", "Sources", "sources"),
)
_MOST: Final = 10
_WHERE: Final = Parameter(
    "In", Place(("district", "region")), "only in this district or region (default: everywhere)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(OnDay):
    """On which day, and where."""

    place: Annotated[str, _WHERE] = ""


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Return the collection list, the oldest claims on which most rests, subjects, and what is unplaced."""
    ground = Ground.of(evidence, asked)
    chosen = [one for one in _list(ground) if _lies_in(ground, one.word.held.about, asked.place)]
    oldest = _oldest(ground, [one.word for one in chosen])
    unplaced = list(_unplaced(ground))
    claims = ground.claims(claim for one in chosen for claim in one.word.held.claims)
    return Answer(
        sentences=(
            *_words(ground, [one.word for one in chosen]),
            _lone(ground, [one.word for one in chosen]),
            *_old(ground, oldest),
            *_find_out(ground, chosen),
            *_without_position(ground, unplaced),
        ),
        table_title=both("What to find out, first things first"),
        columns=COLUMNS,
        rows=tuple(_row(ground, number, one) for number, one in enumerate(chosen, 1)),
        features=by_layer(evidence, [one.word.held.about for one in chosen]),
        roles={one.word.held.about: one.word.kind for one in chosen},
        sheets=(
            Sheet("oldest", "Oldest words on which most rests", OLDEST, tuple(oldest)),
            Sheet(
                "subjects",
                "Newest word by subject",
                SUBJECTS,
                tuple(_subjects(ground)),
            ),
            Sheet("unplaced", "Without a position", UNPLACED, tuple(unplaced)),
        ),
        days=ground.days(),
        version=evidence.version,
        marking=marking_of(claims),
    )


def _list(ground: Ground) -> Sequence[Wanted]:
    """Return what to find out, made once for a day."""

    def made() -> Sequence[Wanted]:
        now, before = ground.picture(), ground.picture(year_before(ground.at))
        said = words(ground.world, now, before, ground.at.isoformat())
        return collection(dependence_of(ground), said)

    found: Sequence[Wanted] = ground.evidence.remembered(
        ("collection", ground.known, ground.recorded, ground.at), made
    )
    return found


def _lies_in(ground: Ground, about: str, place: str) -> bool:
    if not place:
        return True
    district = about if about in ground.world.districts else ground.world.district_of(about)
    return bool(district) and place in (district, ground.world.region_of(district))


def _words(ground: Ground, said: Sequence[Word]) -> Iterator[Sentence]:
    """Yield how many places and districts are silent, calm, moving, ended or never told of."""
    day = ground.at.isoformat()
    for scope, nouns in (("place", both("Places")), ("district", both("Districts"))):
        listed = [one for one in said if one.held.scope == scope]
        counts = Counter(one.kind for one in listed)
        told = joined(
            (f"{counts[kind]} {title[0]}", f"{title[1]} {counts[kind]}")
            for kind, title in KINDS.items()
            if counts[kind]
        )
        text = both(
            "{nouns} on {day}: {told}.",
            nouns=nouns,
            day=dated(day),
            told=told if told[0] else both("none"),
        )
        yield resting(text, "derived", ground.claims(claim for one in listed for claim in one.held.claims))


def _lone(ground: Ground, said: Sequence[Word]) -> Sentence:
    held = [one.held for one in said if one.held.kind != NONE]
    lone = [one for one in held if ground.independent(one) == 1]
    drawn = counted(len(held), "dot or wash", "dots and washes")
    text = both(
        "{lone} of {drawn} rest on one independent publisher.", lone=len(lone), drawn=(drawn, len(held))
    )
    return resting(text, "derived", ground.claims(claim for one in lone for claim in one.claims))


def _oldest(ground: Ground, said: Sequence[Word]) -> list[tuple[Any, ...]]:
    """Return the claims without which something would be held otherwise, the oldest words first."""
    rests_on, world = dependence_of(ground), ground.world
    stated = {claim.id: claim for claims in world.stated.values() for claim in claims}
    rows = []
    for claim in dict.fromkeys(claim for one in said for claim in one.held.claims):
        flips = rests_on.flips(frozenset({claim}))
        if flips and claim in stated:
            row, last = world.rows[claim], stated[claim].said
            days = (ground.at - date.fromisoformat(last)).days
            rows.append(
                (claim, row["place"], ground.name(str(row["place"]))[0], last, days, len(flips),
                 len(rests_on.families[claim]), row["sources"])
            )  # fmt: skip
    return sorted(rows, key=lambda row: (row[3], -row[5], row[0]))


def _old(ground: Ground, oldest: Sequence[tuple[Any, ...]]) -> Iterator[Sentence]:
    first = oldest[:_MOST]
    if first:
        names = [ground.name(str(row[1])) for row in first]
        listed = joined(
            both("{name} ({day}, {row})", name=name, day=dated(row[3]), row=row[5])
            for name, row in zip(names, first, strict=True)
        )
        text = both(
            "Oldest words on which something rests: {listed}; the day, and how many dots and washes.",
            listed=listed,
        )
        yield resting(text, "derived", ground.claims(str(row[0]) for row in first))


def _find_out(ground: Ground, chosen: Sequence[Wanted]) -> Iterator[Sentence]:
    """Yield what to find out first, and how that is ranked."""
    first = [one for one in chosen if one.score][:_MOST]
    if not first:
        return
    listed = joined(ground.name_apart(one.word.held.about) for one in first)
    figures = [
        ground.world.figures[one.word.held.about]
        for one in first
        if one.word.held.about in ground.world.figures
    ]
    text = both("Find out first: {listed}.", listed=listed)
    claims = ground.claims(claim for one in first for claim in one.word.held.claims)
    yield resting(text, "derived", [*claims, *figures])
    yield Sentence(
        *both(
            "Ranked by doubt times known people, of the place and of the districts that hang on it; doubt is "
            "{none} where nobody is said to hold it, {contested} contested, {nominal} in name, {stale} "
            "effective and silent or derived, {lone} by one publisher, else {effective}. It is a weight, no "
            "likelihood.",
            **{kind: f"{weight:g}" for kind, weight in DOUBT.items()},
            stale=f"{STALE:g}",
            lone=f"{LONE:g}",
        ),
        "derived",
    )


def _unplaced(ground: Ground) -> Iterator[tuple[Any, ...]]:
    for layer_id in ground.evidence.layers:
        if ground.evidence.catalog[layer_id].derive:
            continue
        frame = ground.true(layer_id)
        lost = frame.geometry.isna()
        if lost.any():
            columns = (frame.loc[lost, name] for name in ("id", "name_en", "name_ar", "sources"))
            yield from ((layer_id, *row) for row in zip(*columns, strict=True))


def _without_position(ground: Ground, unplaced: Sequence[tuple[Any, ...]]) -> Iterator[Sentence]:
    if unplaced:
        counts = Counter(str(row[0]) for row in unplaced)
        titles = [(title_of(ground.evidence.catalog[layer]), number) for layer, number in counts.items()]
        listed = joined((f"{title[0]} {number}", f"{title[1]} {number}") for title, number in titles)
        yield Sentence(
            *both(
                "Without a position: {count} ({listed}).",
                count=(counted(len(unplaced), "feature"), len(unplaced)),
                listed=listed,
            ),
            "derived",
        )


def _subjects(ground: Ground) -> Iterator[tuple[Any, ...]]:
    """Yield how long ago anybody confirmed anything of a layer in each district, the longest first."""
    evidence, rows = ground.evidence, []
    for layer_id, layer in evidence.catalog.items():
        if layer_id not in evidence.layers or layer.derive or layer.is_ground:
            continue
        frame = ground.true(layer_id)
        columns = (
            _districts(ground, layer_id, frame["id"]),
            frame["reviewed_on"],
            age_in_days(frame, ground.at),
        )
        groups: dict[str, list[tuple[float, str]]] = {}
        for district, day, age in zip(*columns, strict=True):
            if district:
                groups.setdefault(district, []).append((float("inf") if pd.isna(age) else age, str(day)))
        for district, found in groups.items():
            newest, day = min(found)
            known = int(newest) if newest < float("inf") else None
            rows.append((layer_id, title_of(layer)[0], *ground.name(district), len(found), day, known))
    yield from sorted(rows, key=lambda row: (row[6] is not None, -(row[6] or 0), row[0], row[2]))


def _districts(ground: Ground, layer_id: str, ids: Iterable[str]) -> list[str]:
    """Return the district in which a point of each feature lies; "" where it lies in none or has no position.

    That is the same on every day, so the version of the data keeps it.
    """

    def made() -> dict[str, str]:
        frame = ground.evidence.layer(layer_id, ground.known, ground.recorded)
        return dict(zip(frame["id"], _lying_in(ground, frame), strict=True))

    key = "districts of", layer_id, ground.known, ground.recorded
    known: dict[str, str] = ground.evidence.remembered(key, made)
    return [known[one] for one in ids]


def _lying_in(ground: Ground, frame: gpd.GeoDataFrame) -> list[str]:
    outlines = {name: row["geometry"] for name, row in ground.world.districts.items() if row["geometry"]}
    names, found = list(outlines), [""] * len(frame)
    tree = shapely.STRtree(list(outlines.values()))
    points = frame.geometry.representative_point().to_numpy()
    for place, district in zip(*tree.query(points, predicate="intersects"), strict=True):
        found[place] = found[place] or names[district]
    return found


def _row(ground: Ground, number: int, one: Wanted) -> tuple[Cell, ...]:
    word = one.word
    return (
        number, word.held.about, word.held.scope, *ground.name(word.held.about), word.kind,
        *ground.names.state(word.held), word.last, word.days, ground.independent(word.held),
        ground.grade(word.held), one.doubt, one.people, "|".join(one.districts), round(one.score, 1),
    )  # fmt: skip


QUESTION = Question(
    "What do we not know?",
    "Where nobody has said anything lately, apart from where it is calm; the oldest words on which most "
    "rests; what rests on one publisher; what has no position; and what to find out first.",
    Parameters,
    answer,
    rank=12,
)
