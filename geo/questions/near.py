"""What lies within a distance of a place, a point, a line or an area, or of every feature of a layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.analysis.asked.nearness import Index, Pair, around, pairs_within
from geo.errors import GeoError
from geo.evidence import Evidence
from geo.language import both, mark, worded
from geo.model import Column, Layer, highest_marking, split
from geo.questions.asking import Answer, Cell, Parameter, Question, Shape, Sheet, beside, check
from geo.questions.asking.common import AT, KNOWN, RECORDED
from geo.questions.asking.kinds import Drawing, Place
from geo.questions.shared.ground import marking_of, resting, true_on
from geo.questions.shared.large import large_in, markings_of
from geo.validity import stale_on
from geo.view.kinds import Choice, Layers, Number
from geo.view.parts import PartFault
from geo.words.dates import dated
from geo.words.first_line import called, joined
from geo.words.holders import counted
from geo.words.sentences import Sentence, left_out, title_of

_NAMED: Final = 8
_KM: Final = 1000
COMMODITIES: Final = ("people", "drugs", "fuel", "weapons", "cigarettes", "gold")
"""What hubs and routes deal with."""
NO_SITES: Final = frozenset({"interests", "control", "districts", "regions"})
"""Layers that are no sites of their own: not searched unless they are asked for."""

_ACROSS: Final = 30
"""Columns of the matrix; the table has every pair."""
_BUFFERS: Final = 200
"""Origins up to which the areas looked at are drawn."""

COLUMNS: Final = (
    Column("from_id", "From", "slug", help="empty = what was drawn"),
    Column("from_name", "From by name"),
    Column("from_name_ar", "From by Arabic name"),
    Column("layer", "Layer", "layer"),
    Column("id", "Id", "slug"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column("class", "Class", "class"),
    Column("actor", "Actor", "actor"),
    Column("km", "Distance (km)", "number", help="along the ground, to the nearest point of it"),
    Column("doubt_km", "Doubt (km)", "number", help="how well both positions are known; empty = not known"),
    Column("bearing", "Bearing", "integer", help="degrees from north"),
    Column("confirmed", "Last confirmed", "date"),
    Column("reliability", "Reliability of the source"),
    Column("credibility", "Credibility of the information", "integer"),
    Column("sources", "Sources", "sources"),
)


_OF: Final = mark("Near each of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Near what, how near, and which layers."""

    place: Annotated[
        str, Parameter("Near", Place(), "a place or any feature; or draw something, or name a layer")
    ] = ""
    drawn: Annotated[
        BaseGeometry | None,
        Parameter("Drawn", Drawing(), "a point, a line or an outline; a position such as 32.9, 13.2"),
    ] = None
    of: Annotated[tuple[str, ...], Parameter(_OF, Layers(), "every feature of these layers")] = ()
    km: Annotated[float, Parameter("Within (km)", Number(0.1, 1000), "how far")] = 50.0
    layers: Annotated[
        tuple[str, ...], Parameter("Layers", Layers(), "what is looked for (default: every layer)")
    ] = ()
    com: Annotated[
        str,
        Parameter(
            "Commodity",
            Choice(("", *COMMODITIES)),
            "only what deals with it (default: all)",
        ),
    ] = ""
    at: Annotated[date, AT]
    known: Annotated[date | None, KNOWN] = None
    recorded: Annotated[date | None, RECORDED] = None

    def __post_init__(self) -> None:
        """Refuse nothing to measure from, and more than one."""
        if not self.place and self.drawn is None and not self.of:
            told = worded(
                "is missing; name a place, draw something, or give layers as “{of}” (of)", of=worded(_OF)
            )
            check([PartFault("place", told)])
        check(beside(self, ("place", "drawn", "of")))


@dataclass(frozen=True, slots=True)
class _Origin:
    """What is measured from."""

    id: str
    name: tuple[str, str]
    shape: BaseGeometry
    precision_m: float | None
    row: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class _Found:
    """One that is near."""

    origin: _Origin
    layer: str
    row: dict[str, Any]
    pair: Pair


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Return what is so near, the nearest first, with the area looked at."""
    origins, unplaced = _origins(evidence, asked)
    wanted = [
        layer
        for name, layer in evidence.catalog.items()
        if (name in asked.layers if asked.layers else name not in NO_SITES)
    ]
    found: list[_Found] = []
    told: list[Sentence] = []
    many = 0
    for layer in wanted:
        if layer.id not in evidence.layers:
            told.append(Sentence(*left_out(title_of(layer), evidence.broken[layer.id]), "derived"))
            continue
        if layer.id in evidence.large:
            area = shapely.union_all([around(one.shape, asked.km) for one in origins])
            frame, number, said = large_in(evidence, layer, area, asked.at, asked.recorded)
            many, told = many + number, told + said
            found += list(_in_index(asked, layer, origins, Index.of(frame)))
            continue
        index = index_of(evidence, layer.id, asked.known, asked.recorded)
        true = set(true_on(evidence, layer.id, asked.at, asked.known, asked.recorded)["id"])
        found += [one for one in _in_index(asked, layer, origins, index) if one.row["id"] in true]
    found.sort(key=lambda one: (one.pair.km, one.layer, str(one.row["id"])))
    shapes = [
        Shape(*both("Within {km} km of {name}", km=f"{asked.km:g}", name=one.name),
              around(one.shape, asked.km), "buffer")
        for one in origins[:_BUFFERS]
    ]  # fmt: skip
    rows = [one.row for one in found] + [one.row for one in origins if one.row]
    features: dict[str, dict[str, None]] = {}
    for one in found:
        features.setdefault(one.layer, {})[str(one.row["id"])] = None
    return Answer(
        sentences=(*_sentences(evidence, asked, origins, found, many), *_unplaced(unplaced), *told),
        table_title=both("What is near"),
        columns=COLUMNS,
        rows=tuple(map(_row, found)),
        features={layer: tuple(ids) for layer, ids in features.items()},
        shapes=tuple(shapes),
        sheets=(_matrix(found),) if asked.of and found else (),
        days={
            name: day.isoformat()
            for name, day in (("at", asked.at), ("known", asked.known), ("recorded", asked.recorded))
            if day
        },
        version=evidence.version,
        marking=highest_marking(filter(None, [marking_of(rows), *markings_of(evidence, wanted)])),
    )


def _origins(evidence: Evidence, asked: Parameters) -> tuple[list[_Origin], int]:
    """Return what is measured from, and how many have no position."""
    if asked.drawn is not None:
        return [_Origin("", both("what was drawn"), asked.drawn, 0.0, None)], 0
    if large := [name for name in asked.of if name in evidence.large]:
        raise GeoError(
            worded("of: '{layer}' has too many features; name a place, or draw something", layer=large[0])
        )
    frames = [(name, true_on(evidence, name, asked.at, asked.known, asked.recorded)) for name in asked.of]
    if asked.place:
        layer_id = evidence.layer_of(asked.place)
        frame = evidence.layer(layer_id, asked.known, asked.recorded)
        frames = [(layer_id, frame[frame["id"] == asked.place])]
        if frames[0][1].empty:
            raise GeoError(worded("'{place}' was not known by then; ask for a later day", place=asked.place))
    found, unplaced = [], 0
    for _, frame in frames:
        for row in frame.to_dict("records"):
            shape = row["geometry"]
            if shape is None or shape.is_empty:
                unplaced += 1
                continue
            metres = None if pd.isna(row["precision_m"]) else float(row["precision_m"])
            found.append(_Origin(str(row["id"]), called(row), shape, metres, row))
    if not found and unplaced:
        told = worded(
            "'{place}' has no position; draw a point instead", place=asked.place or ", ".join(asked.of)
        )
        raise GeoError(told)
    return found, unplaced


def _in_index(asked: Parameters, layer: Layer, origins: Sequence[_Origin], index: Index) -> Iterator[_Found]:
    ids = index.frame["id"].tolist()
    for pair in pairs_within([one.shape for one in origins], index, asked.km):
        origin = origins[pair.origin]
        if ids[pair.row] != origin.id:
            row = {str(name): value for name, value in index.frame.iloc[pair.row].items()}
            if asked.com and asked.com not in split(row.get("commodities", "")):
                continue
            yield _Found(origin, layer.id, row, pair)


def index_of(evidence: Evidence, layer_id: str, known: date | None, recorded: date | None) -> Index:
    """Return the index of a layer, made once for a version of the data."""
    made: Index = evidence.remembered(
        ("index", layer_id, known, recorded),
        lambda: Index.of(gpd.GeoDataFrame(evidence.layer(layer_id, known, recorded))),
        of=layer_id,
    )
    return made


def _sentences(
    evidence: Evidence, asked: Parameters, origins: Sequence[_Origin], found: Sequence[_Found], many: int
) -> Iterator[Sentence]:
    whose = origins[0].name if len(origins) == 1 else None
    of = joined(title_of(evidence.catalog[layer]) for layer in asked.of)
    origin = counted(len(origins), "feature"), len(origins)
    near = len({(one.layer, one.row["id"]) for one in found}) + many
    day = asked.at.isoformat()
    rows = [one.row for one in found]
    text = both(
        "Within {km} km of {name}, on {day}: {near}.",
        km=f"{asked.km:g}",
        name=whose or both("one of {count} of {layers}", count=origin, layers=of),
        day=dated(day),
        near=(counted(near, "feature"), near),
    )
    yield resting(text, "derived", rows)
    if found:
        first = found[:_NAMED]
        listed = joined(
            both(
                "{name} ({told})",
                name=(str(one.row["name_en"]), str(one.row["name_ar"] or one.row["name_en"])),
                told=joined(_told(evidence.catalog[one.layer], one, asked.at, whose is None)),
            )
            for one in first
        )
        yield resting(both("Nearest: {listed}.", listed=listed), "derived", [one.row for one in first])


def _told(layer: Layer, one: _Found, at: date, named: bool) -> Iterator[tuple[str, str]]:
    """Yield what is told of one in a sentence: near which, how near, and since when nobody confirms it."""
    if named:
        yield one.origin.name
    yield both("{km} km", km=f"{one.pair.km:,.1f}")
    when = str(one.row["reviewed_on"] or "")
    if when and stale_on(pd.DataFrame([one.row]), at, layer.review_after_days, layer.ageless).iloc[0]:
        yield both("last confirmed {when}", when=dated(when))


def _unplaced(number: int) -> Iterator[Sentence]:
    if number:
        yield Sentence(
            *both("Not measured, because their position is not known: {number}.", number=number),
            "derived",
        )


def _matrix(found: Sequence[_Found]) -> Sheet:
    """Return how far each origin is from each that is near one of them: those near most of them first."""
    times = Counter(str(one.row["id"]) for one in found)
    rows = {str(one.row["id"]): one.row for one in found}
    chosen = [name for name, _ in times.most_common(_ACROSS)]
    km: dict[str, dict[str, float]] = {}
    for one in found:
        km.setdefault(one.origin.id, {})[str(one.row["id"])] = round(one.pair.km, 1)
    names = {one.origin.id: one.origin.name for one in found}
    columns = (
        *COLUMNS[:3],
        *(Column(name, str(rows[name]["name_en"]), "number", title_ar=str(rows[name]["name_ar"]))
          for name in chosen),
    )  # fmt: skip
    lines = tuple(
        (origin, *names[origin], *(near.get(name) for name in chosen))
        for origin, near in sorted(km.items(), key=lambda one: -len(one[1]))
        if not near.keys().isdisjoint(chosen)
    )
    title = worded("Which is near which, in km: the {n} that are near most", n=len(chosen))
    if len(times) <= _ACROSS:
        title = worded("Which is near which, in km")
    return Sheet("matrix", title, columns, lines)


def _row(one: _Found) -> tuple[Cell, ...]:
    row, metres = one.row, one.row["precision_m"]
    known = one.origin.precision_m is not None and not pd.isna(metres)
    doubt = round((float(metres) + float(one.origin.precision_m or 0)) / _KM, 1) if known else None
    return (
        one.origin.id, *one.origin.name, one.layer, str(row["id"]), row["name_en"], row["name_ar"],
        row["class"], row["actor"], round(one.pair.km, 2), doubt, round(one.pair.bearing) % 360,
        row["reviewed_on"], row["reliability"], int(row["credibility"]), row["sources"],
    )  # fmt: skip


QUESTION = Question(
    "What is near?",
    "Features within a distance along the ground of a place, of what was drawn, or of each feature of a "
    "layer; the nearest first. What has no position is counted, not measured.",
    Parameters,
    answer,
    rank=7,
)
