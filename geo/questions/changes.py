"""What changed between two days: what began, ended, was recorded or withdrawn, by layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Final

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geo.analysis.changes import LAPSED, READ, Dated
from geo.analysis.frames import records
from geo.evidence import Evidence
from geo.language import both, mark, worded
from geo.model import MARKINGS, Column, Layer, highest_marking, split
from geo.questions.asking import Answer, Parameter, Question, Sheet, check
from geo.questions.asking.common import KNOWN, RECORDED
from geo.questions.asking.kinds import AREA, Option, Visit
from geo.questions.shared.changed import holders_changed, turned
from geo.questions.shared.ground import Ground, Row
from geo.questions.shared.grouped import Weights, grouped, head, held_between, held_no_longer
from geo.questions.shared.large import large_on, markings_of
from geo.view.kinds import Choice, Day, Layers
from geo.view.parts import PartFault, not_before
from geo.words.changes import HAPPENED, NOTHING, PUBLISHED, counted, span_title
from geo.words.first_line import joined
from geo.words.holding import Standing
from geo.words.sentences import Sentence, left_out, resting_on, title_of

CONTROL: Final = "control"
COLUMNS: Final = (
    Column("layer", "Layer", "layer"),
    Column("id", "Id", "slug"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column("class", "Class", "class"),
    Column(
        "change",
        "Change",
        "word",
        help="happened, began, ended, passed (both), lapsed (nobody confirms it any longer), recorded, "
        "corrected, withdrawn or published",
    ),
    Column("day", "Day", "date", help="the full day on which it took effect"),
    Column("date", "Date as recorded", "date", help="may be a month or a year"),
    Column("summary", "Summary"),
    Column("reliability", "Reliability of the source"),
    Column("credibility", "Credibility of the information", "integer"),
    Column("marking", "Handling marking"),
    Column("sources", "Sources", "sources"),
)
_COUNTED: Final = "recorded"
"""A change that says nothing of the country: it is counted, not told."""
_PASSED: Final = "passed"
_EVENTS: Final = "events"


_CLOCKS: Final = (
    ("", mark("What was true on the two days")),
    ("published", mark("What had been published by the two days")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """The two days compared, and of what."""

    since: Annotated[date, Parameter("From", Visit(), "the first of the two days; changes after it are told")]
    until: Annotated[
        date,
        Parameter(
            "Until", Day(), "the second day, which counts as well (default: today)",
            first=lambda context: context.today,
        ),
    ]  # fmt: skip
    clock: Annotated[
        str, Parameter("Compare", Option(_CLOCKS), "what was true on two days, or published by them")
    ] = ""
    known: Annotated[date | None, KNOWN] = None
    recorded: Annotated[date | None, RECORDED] = None
    layers: Annotated[tuple[str, ...], Parameter("Layers", Layers(), "default: every layer")] = ()
    area: Annotated[BaseGeometry | None, Parameter("Area", AREA, "only what lies in it, or partly")] = None
    marking: Annotated[
        str,
        Parameter("Marking", Choice(("", *MARKINGS)), "what is marked above it is left out"),
    ] = ""

    def __post_init__(self) -> None:
        """Refuse days in the wrong order."""
        check(not_before("since", self.since, self.until))
        if self.known and self.clock == "published":
            check([PartFault("known", worded("is there beside two published days; leave it out"))])


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Return the changes by layer, as the screen lists them, then by day."""
    wanted = [
        layer for layer in reversed(evidence.catalog.values()) if not asked.layers or layer.id in asked.layers
    ]
    large = [layer for layer in wanted if layer.id in evidence.large]
    healthy = [one for one in wanted if one.id in evidence.layers and one.id not in evidence.large]
    by_layer: dict[str, list[Row]] = {}
    for row in _in_area(evidence, healthy, asked, _changed(evidence, healthy, asked)):
        by_layer.setdefault(str(row["layer"]), []).append(row)
    found = [(layer, by_layer[layer.id]) for layer in healthy if layer.id in by_layer]
    names = [column.name for column in COLUMNS]
    rows = [row for _, own in found for row in own]
    held, sheets = _holders(evidence, asked)
    return Answer(
        sentences=(
            *(_sentences(evidence, asked, found, held) if found or held else _nothing(healthy)),
            *(_large(evidence, layer, asked) for layer in large),
            *(
                Sentence(*left_out(title_of(layer), evidence.broken[layer.id]), "derived")
                for layer in wanted
                if layer.id in evidence.broken
            ),
        ),
        table_title=both("Changes"),
        columns=COLUMNS,
        rows=tuple(tuple(row[name] for name in names) for row in rows),
        # What was only recorded would hide on the map what changed in the country.
        features={
            layer.id: tuple(str(row["id"]) for row in own if row["change"] != _COUNTED)
            for layer, own in found
        },
        roles={str(row["id"]): str(row["change"]) for row in rows if row["change"] != _COUNTED},
        sheets=sheets,
        days={"since": asked.since.isoformat(), "until": asked.until.isoformat()}
        | {
            name: day.isoformat()
            for name, day in (("known", asked.known), ("recorded", asked.recorded))
            if day
        },
        version=evidence.version,
        marking=highest_marking([*(str(row["marking"]) for row in rows), *markings_of(evidence, large)]),
    )


def _nothing(layers: Sequence[Layer]) -> list[Sentence]:
    """Return that nothing has changed, where there is a layer of which that can be said."""
    return [Sentence(*NOTHING, "derived")] if layers else []


def _large(evidence: Evidence, layer: Layer, asked: Parameters) -> Sentence:
    """Return how a large layer has changed: its rows are counted, not compared."""
    if asked.area is not None:
        told = both("{layer}: left out; its rows in an area are not counted.", layer=title_of(layer))
        return Sentence(*told, "derived")
    if asked.clock == "published" or asked.known:
        told = both(
            "{layer}: left out; when its rows were published is not looked up.", layer=title_of(layer)
        )
        return Sentence(*told, "derived")
    return large_on(evidence, layer, ((asked.since, asked.recorded), (asked.until, asked.recorded)))


def _holders(evidence: Evidence, asked: Parameters) -> tuple[list[Sentence], tuple[Sheet, ...]]:
    """Return who holds what otherwise, where the map of control is asked for."""
    if CONTROL not in evidence.layers or (asked.layers and CONTROL not in asked.layers):
        return [], ()
    then = Ground(evidence, asked.until, asked.known, asked.recorded)
    if asked.clock == "published":
        then = replace(then, known=asked.until)
        first = replace(then, known=asked.since)
    else:
        first = replace(then, at=asked.since)
    within = [evidence.layers[name] for name in evidence.layers if name not in evidence.large]
    inside = None if asked.area is None else {name for frame in within for name in _ids_in(frame, asked.area)}
    told, sheet = holders_changed(first, then, inside)
    return told, (sheet,)


def _ids_in(frame: gpd.GeoDataFrame, area: BaseGeometry) -> Iterator[str]:
    """Yield the ids of the rows that lie in an area, or partly."""
    return (str(name) for name in frame["id"][frame.geometry.intersects(area)])


def _in_area(evidence: Evidence, layers: Sequence[Layer], asked: Parameters, rows: list[Row]) -> list[Row]:
    """Return the rows of what lies in the area asked about; all of them where none is."""
    if asked.area is None:
        return rows
    published = asked.until if asked.clock == PUBLISHED else asked.known
    inside = {
        (layer.id, name)
        for layer in layers
        for name in _ids_in(
            evidence.layer(layer.id, published, asked.recorded)
            if layer.derive
            else evidence.rows(layer.id, published),
            asked.area,
        )
    }
    return [row for row in rows if (row["layer"], str(row["id"])) in inside]


def _changed(evidence: Evidence, layers: Sequence[Layer], asked: Parameters) -> list[Row]:
    """Return what changed in some layers, by day, then id, with the layer of each."""
    marked = set(MARKINGS[: MARKINGS.index(asked.marking) + 1] if asked.marking else MARKINGS)
    if asked.clock == "published":
        rows = [row for layer in layers for row in _published(evidence, layer, asked)]
        return [row for row in rows if row["marking"] in marked]
    dated: Dated = evidence.remembered(
        # The frames are part of the key: an evidence made of another one shares what that remembers.
        ("dated rows", asked.known, asked.recorded, *(id(evidence.layers[one.id]) for one in layers)),
        lambda: _dated(evidence, layers, asked),
    )
    found = dated.changed(asked.since, asked.until, asked.recorded)
    rows = _without_ends(_as_events([row for row in found if row["marking"] in marked], layers))
    if any(layer.id == CONTROL for layer in layers):
        ground = Ground(evidence, asked.until, asked.known, asked.recorded)
        rows = turned(rows, CONTROL, ground)
    return rows


def _dated(evidence: Evidence, layers: Sequence[Layer], asked: Parameters) -> Dated:
    """Return what tells changes of every row of some layers; all at once, because each pass has its price."""
    parts = [pd.DataFrame(columns=[*READ, "layer"])]
    for layer in layers:
        if layer.derive:
            frame = evidence.layer(layer.id, asked.known, asked.recorded)
            # Derived areas are cut anew whenever any claim changes; what changed are the places of claims.
            frame = frame[~frame.geom_type.isin(("Polygon", "MultiPolygon"))]
        else:
            frame = evidence.rows(layer.id, asked.known)
        parts.append(pd.DataFrame(frame[list(READ)]).assign(layer=layer.id))
    return Dated.of(pd.concat(parts, ignore_index=True), also=("layer",))


def _published(evidence: Evidence, layer: Layer, asked: Parameters) -> list[Row]:
    """Return what had been published by the second day and not by the first; nothing of derived layers."""
    if layer.derive or layer.is_ground:
        return []
    frame = evidence.layer(layer.id, asked.until, asked.recorded)
    before = evidence.layer(layer.id, asked.since, asked.recorded)["id"]
    texts = pd.DataFrame({name: frame[name] for name in READ})
    days = evidence.features_published()
    rows = [
        {**row, "layer": layer.id, "change": PUBLISHED, "day": days[row["id"]], "date": days[row["id"]]}
        for row in records(texts[~frame["id"].isin(set(before))])
    ]
    return sorted(rows, key=lambda row: (row["day"], row["id"]))


def _as_events(rows: Sequence[Row], layers: Sequence[Layer]) -> list[Row]:
    """Return the rows with events as what happened: the map has them for a year, which is no end."""
    events = {layer.id for layer in layers if layer.derive == _EVENTS}
    return [
        {**row, "change": HAPPENED} if row["layer"] in events and row["change"] in ("began", _PASSED) else row
        for row in rows
        if row["layer"] not in events or row["change"] != "ended"
    ]


def _without_ends(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without ends on the day on which the same name begins anew: that tells both."""

    def key(row: Row) -> tuple[str, str, str]:
        return row["layer"], row["name_en"], row["day"]

    begun = {key(row) for row in rows if row["change"] in ("began", _PASSED)}
    return [row for row in rows if row["change"] != "ended" or key(row) not in begun]


def _sentences(
    evidence: Evidence, asked: Parameters, found: list[tuple[Layer, list[Row]]], held: list[Sentence]
) -> Iterator[Sentence]:
    """Yield how much changed, who holds what otherwise, then what changed by layer, class and kind."""
    between = span_title(asked.since, asked.until, "en"), span_title(asked.since, asked.until, "ar")
    if found:
        yield _counted(between, [row for _, own in found for row in own])
    yield from held
    weights = Weights(evidence, Standing.known(evidence, asked.known, asked.recorded))
    for layer, rows in found:
        if layer.id == CONTROL and asked.clock != PUBLISHED:
            # Who holds what otherwise on the second day is told above.
            yield from held_between(layer, [row for row in rows if row["change"] == _PASSED], weights)
            yield from held_no_longer(layer, [row for row in rows if row["change"] == LAPSED], weights)
        else:
            yield from grouped(layer, [row for row in rows if row["change"] != _COUNTED], weights)
    recorded = [row for _, rows in found for row in rows if row["change"] == _COUNTED]
    if recorded:
        by_layer = Counter(str(row["layer"]) for row in recorded)
        listed = joined(
            (f"{title[0]} {number}", f"{title[1]} {number}")
            for title, number in ((head(layer), by_layer[layer.id]) for layer, _ in found)
            if number
        )
        yield _sentence(both("Newly recorded, true before: {listed}.", listed=listed), recorded, "derived")


def _counted(title: tuple[str, str], rows: list[Row]) -> Sentence:
    return _sentence(counted(title, Counter(str(row["change"]) for row in rows)), rows, "derived")


def _sentence(text: tuple[str, str], rows: list[Row], basis: Any) -> Sentence:
    grades = (f"{row['reliability']}{row['credibility']}" for row in rows)
    return resting_on(text, basis, grades, (one for row in rows for one in split(str(row["sources"]))))


QUESTION = Question(
    "What changed between two days?",
    "What began, ended, was newly recorded or was withdrawn. What nobody reported is not here.",
    Parameters,
    answer,
    rank=2,
)
