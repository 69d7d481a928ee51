"""A view and the evidence made into what is drawn: looks, legend, sources, what is left out.

The scene knows no frame, no zoom and no page: it holds all that layers, days, filters and clearance leave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from threading import Condition
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import pandas as pd
from cachetools import LRUCache, cached
from shapely.geometry.base import BaseGeometry

from geo.errors import GeoError, InvalidLayer
from geo.evidence import Evidence
from geo.evidence.resolving import Names as Known
from geo.model import GROUPS, IMPORTANCE, OWN_GROUP, Language, Layer, LayerClass, split
from geo.questions.asking import question
from geo.questions.asking.parameters import declared as parameters_of
from geo.scene.asked import LAYER as ANSWER
from geo.scene.asked import answer_layer
from geo.scene.dating import State, holding
from geo.scene.drawing import Kind, ordered
from geo.scene.filtering import passing, stale_left_out
from geo.scene.holders import HolderName, names_on_areas
from geo.scene.layers import Feature, SceneLayer, Written, each_once
from geo.scene.legend import LegendClass, LegendGroup, LegendItem, LegendLayer, legend
from geo.scene.look import Look, dressed, sided, sizes_of
from geo.scene.style import style
from geo.store import LargeLayer, Wanted
from geo.validity import with_days
from geo.view import Asked, Context, View
from geo.words.names import SIDES, Name, Names, source_list

_KEPT = 4
_TEXTS = (
    "id", "name_en", "name_ar", "class", "marking", "sources", "reliability", "credibility", "summary",
)  # fmt: skip
_ARABIC_COMMA = "، "


MOST_OF_LARGE = 2_000
"""Features of a large layer that are drawn one by one."""


@dataclass(frozen=True, slots=True)
class DrawnFeature:
    """One feature as every painter notes it; the colours are those of the light ground."""

    layer: str
    id: str
    state: State
    fill: str
    edge: str
    hatch: str
    symbol: str
    opacity: float


@dataclass(frozen=True, slots=True)
class DrawnEntry:
    """One entry of the legend as every painter notes it."""

    layer: str
    title: str
    state: State
    fill: str
    edge: str
    hatch: str
    symbol: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source that some features cite; `features` of them do. `date` may be partial or ""."""

    id: str
    publisher: str
    title: str
    date: str
    features: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many features that hold and are known are not drawn, and why.

    Attributes
    ----------
    unplaced : int
        Without a known position.
    stale : int
        Not confirmed lately, and filtered out for that.
    filtered : int
        Left out by the other filters.
    above_marking : int
        Rows of all data, whatever is drawn, that are above the marking asked for.
    outside : int
        Placed outside a frame.
    above_clearance : int
        Rows of all data that are above what may be shown at all; nobody is told which.
    lesser : int
        Of too little importance for the scale of a frame.
    """

    unplaced: int = 0
    stale: int = 0
    filtered: int = 0
    above_marking: int = 0
    outside: int = 0
    above_clearance: int = 0
    lesser: int = 0

    def __add__(self, other: LeftOut) -> LeftOut:
        return LeftOut(
            self.unplaced + other.unplaced,
            self.stale + other.stale,
            self.filtered + other.filtered,
            self.above_marking + other.above_marking,
            self.outside + other.outside,
            self.above_clearance + other.above_clearance,
            self.lesser + other.lesser,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What is drawn for a view.

    Attributes
    ----------
    layers : tuple of SceneLayer
        In drawing order, the lowest first.
    problems : tuple of str
        Layers of the view that are out, each with the reason.
    cited : mapping
        Publisher, title and date of every source, by its id.
    above_marking, above_clearance : int
        As in `LeftOut`.
    """

    layers: tuple[SceneLayer, ...]
    problems: tuple[str, ...]
    cited: Mapping[str, Mapping[str, str]]
    above_marking: int = 0
    above_clearance: int = 0

    @property
    def drawn(self) -> tuple[DrawnFeature, ...]:
        """Every feature that has a position, in the order of drawing."""
        return tuple(
            DrawnFeature(
                one.layer.id,
                feature.id,
                feature.state,
                feature.look.fill,
                feature.look.edge,
                feature.look.hatch,
                feature.look.symbol,
                one.opacity,
            )
            for one in self.layers
            for feature in one.placed
        )

    def legend(self, lang: Language) -> tuple[DrawnEntry, ...]:
        """Return the legend of all that is drawn."""
        return tuple(
            DrawnEntry(group.layer, entry.title, entry.state, look.fill, look.edge, look.hatch, look.symbol)
            for group in legend_of(self.layers, lang)
            for entry in group.entries
            if isinstance(look := entry.look, Look)
        )

    @property
    def sources(self) -> tuple[SourceLine, ...]:
        """What the drawn features cite."""
        return sources_of((one for one in each_once(self.layers) if one.shape is not None), self.cited)

    @property
    def grades(self) -> tuple[str, str]:
        """The lowest grades drawn."""
        return lowest_grades(feature for one in self.layers for feature in one.placed)

    @property
    def left_out(self) -> LeftOut:
        """How many features that hold are not drawn, and why."""
        return sum(
            (
                LeftOut(
                    sum(1 for feature in one.features if feature.shape is None),
                    one.stale,
                    one.filtered,
                )
                for one in self.layers
                if one.layer.id != ANSWER  # what it shows stands in other layers
            ),
            LeftOut(above_marking=self.above_marking, above_clearance=self.above_clearance),
        )


def legend_of(layers: Iterable[SceneLayer], lang: Language, *, faces: bool = False) -> list[LegendGroup]:
    """Return the legend of the placed features of some layers (lowest first), in the order of the panel.

    With `faces`, chips are explained as a reader wants them: whose they are, and what, each apart.
    """
    return legend(
        (
            LegendLayer(
                one.layer.id,
                one.name.text(lang),
                tuple(legend_classes(one.layer, lang)),
                tuple(item for own in one.placed for item in _items(one.layer, own, faces=faces)),
                {key: name.text(lang) for key, name in one.sides.items()},
            )
            for one in sorted(layers, key=_place_in_legend)
        ),
        comma=_ARABIC_COMMA if lang == "ar" else ", ",
    )


def _items(layer: Layer, own: Feature, *, faces: bool) -> Iterator[LegendItem]:
    class_ = legend_class(layer.classes[own.class_], own.look.kind)
    if not (faces and own.look.letters):
        yield LegendItem(class_, own.look, own.state, own.sides)
        return
    whose, what = own.look.faces
    yield LegendItem("", whose, own.state, own.sides)
    yield LegendItem(class_, what, own.state)


def _place_in_legend(one: SceneLayer) -> int:
    """Return where a layer stands: groups in the order of the panel, what is asked above all."""
    groups = (*GROUPS, OWN_GROUP)
    return groups.index(one.layer.group) if one.layer.group in groups else -1


def legend_classes(layer: Layer, lang: Language) -> Iterator[LegendClass]:
    """Yield the classes as the legend names them, then again those whose areas have a title of their own."""
    for declared in layer.classes.values():
        yield LegendClass(declared.name, Name(declared.title, declared.title_ar).text(lang))
    for declared in layer.classes.values():
        if declared.title_area:
            title = Name(declared.title_area, declared.title_area_ar).text(lang)
            yield LegendClass(legend_class(declared, "area"), title)


def legend_class(declared: LayerClass, kind: Kind) -> str:
    """Return the name under which the legend knows a class: areas apart where they have their own title."""
    return f"{declared.name}/area" if kind == "area" and declared.title_area else declared.name


def sources_of(features: Iterable[Feature], cited: Mapping[str, Mapping[str, str]]) -> tuple[SourceLine, ...]:
    """Return the sources that features cite: those most cited first, then by publisher and date.

    One that the table does not hold is named by its id, not dropped.
    """
    counts = Counter(source for feature in features for source in feature.sources)
    unknown = {"title": "", "date": ""}
    lines = [
        SourceLine(id=name, features=count, **cited.get(name, {"publisher": name, **unknown}))
        for name, count in counts.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.features, line.publisher, line.date, line.id)))


def lowest_grades(features: Iterable[Feature]) -> tuple[str, str]:
    """Return the lowest reliability ("A"-"F") and credibility ("1"-"6") of features; "" of none."""
    grades = [(feature.reliability, feature.credibility) for feature in features]
    return max((one for one, _ in grades), default=""), max((one for _, one in grades), default="")


def _asked(evidence: Evidence, view: View, clearance: str = "") -> Hashable:
    """Return what a scene depends on."""
    filters = tuple(sorted((name, tuple(values)) for name, values in view.filters.items()))
    opacity = tuple(sorted(view.opacity.items()))
    days = (view.at, view.known, view.recorded)
    # Large layers alone are cut by an extent before they are drawn.
    extent = view.bbox if any(name in evidence.large for name in view.layers) else None
    return evidence.version, view.layers, days, filters, opacity, view.names, view.ask, clearance, extent


@cached(LRUCache(_KEPT), key=_asked, condition=Condition())
def scene(evidence: Evidence, view: View, clearance: str = "") -> Scene:
    """Return what is drawn for a view; the last few are remembered.

    Parameters
    ----------
    view : View
        Its `layers`, `at`, `known`, `recorded`, `filters`, `opacity`, `names` and `ask` are used; of large
        layers its `bbox` too.
    clearance : str
        One of `MARKINGS`: it is as if what is marked above it were not there. "" = all is drawn.
    """
    above_clearance, above_marking = evidence.left_out, 0
    if clearance and (lower := evidence.cleared(clearance)) is not evidence:
        evidence, above_marking = lower, lower.left_out
    names = Names(evidence, view.names)
    problems = [
        f"layer '{name}' is out: {evidence.broken.get(name, 'it is not declared')}"
        for name in view.layers
        if name not in evidence.catalog
    ]
    layers = []
    for name, layer in evidence.catalog.items():
        if name not in view.layers:
            continue
        try:
            large = evidence.large.get(name)
            rows = _some(large, view) if large else evidence.layer(name, view.known, view.recorded)
        except InvalidLayer as error:
            problems.append(str(error))
            continue
        written = names_on_areas(evidence, layer, view.known, view.recorded)
        one = _layer(layer, rows, view, names)
        layers.append(replace(one, holders=tuple(_written(written, one, view.at, names))))
    if view.ask:
        try:
            layers.append(_answer(evidence, view.ask, view))
        except GeoError as error:
            problems += [f"ask: {line}" for line in str(error).splitlines()]
    return Scene(tuple(layers), tuple(problems), source_list(evidence), above_marking, above_clearance)


def _some(large: LargeLayer, view: View) -> gpd.GeoDataFrame:
    """Return what a view asks for of a large layer; raises InvalidLayer where no picture holds it."""
    wanted = Wanted(view.bbox, (view.at, view.at), view.recorded, view.filters)
    rows = large.frame(wanted, MOST_OF_LARGE + 1)
    if len(rows) > MOST_OF_LARGE:
        raise InvalidLayer(
            f"layer '{large.layer.id}' has {large.count(wanted):,} features here, and a figure draws"
            f" {MOST_OF_LARGE:,} of a layer at most; choose a smaller extent, or filters"
        )
    return rows


def _answer(evidence: Evidence, ask: Asked, view: View) -> SceneLayer:
    """Return the layer of what is asked; raises GeoError where it cannot be answered."""
    context = Context.of(evidence.catalog, view.at, names=lambda: Known.known(evidence))
    one = question(ask.question)
    days = {"at": view.at, "known": view.known, "recorded": view.recorded}
    of_view = {name: day.isoformat() for name, day in days.items() if day} | {"names": view.names}
    parameters = one.read(ask.texts(of_view, parameters_of(one.parameters)), context)
    return answer_layer(ask.question, one.answer(evidence, parameters), evidence)


def _layer(layer: Layer, rows: gpd.GeoDataFrame, view: View, names: Names) -> SceneLayer:
    dated = with_days(rows, layer.review_after_days, layer.ageless)
    states = holding(dated, view.at)
    true = sided(layer, dated.loc[states.index], names.side_of, view.filters)
    passes = passing(layer.id, view.at, view.filters, true)
    too_old = stale_left_out(layer.id, view.at, view.filters, true)
    kept = true[passes]
    features = _features(layer, kept, states[passes], names)
    day = view.at.isoformat()
    in_order = ordered(features, lambda one: one.kind)
    return SceneLayer(
        layer,
        names.layer(layer),
        MappingProxyType(
            (countries() if layer.colour_by == "country" else {})
            | {key: names.side(key, day) for key in style().palette if key in SIDES}
        ),
        view.opacity.get(layer.id, 1.0),
        (*in_order, *(one for one in features if one.shape is None)),
        int(too_old.sum()),
        len(true) - len(kept) - int(too_old.sum()),
        _placed(true[too_old]),
        _placed(true[~passes & ~too_old]),
    )


def countries() -> dict[str, Name]:
    """Return the names of the outside powers by their letters."""
    return {letters: Name(one.title, one.title_ar) for letters, one in style().country.items()}


def _placed(rows: gpd.GeoDataFrame) -> tuple[BaseGeometry, ...]:
    return tuple(shape for shape in rows.geometry if shape is not None and not shape.is_empty)


def _written(written: Iterable[HolderName], layer: SceneLayer, at: date, names: Names) -> Iterator[Written]:
    """Yield the names on the areas of a layer that are drawn on a day."""
    areas = {feature.district: feature.id for feature in layer.of("area")}
    for one in written:
        if one.district in areas and one.holds_on(at.isoformat()):
            yield Written(areas[one.district], one.text(names), one.side(names))


def _features(layer: Layer, rows: gpd.GeoDataFrame, states: pd.Series[str], names: Names) -> list[Feature]:
    looks = dressed(layer, rows, names.side_of)
    columns = [
        "id",
        "name_en",
        "name_ar",
        "class",
        "marking",
        "sources",
        "reliability",
        "credibility",
        "summary",
        "summary_short",
        "summary_short_ar",
        "reviewed_on",
        *(["summary_ar"] if "summary_ar" in rows else []),
    ]
    texts = rows[columns].fillna("").astype(str)
    precision = pd.to_numeric(rows["precision_m"]).fillna(0).astype(float)
    ranks, importance = (_whole(rows, name) for name in ("rank", IMPORTANCE))
    return [
        Feature(
            id=row["id"],
            name=Name(row["name_en"], row["name_ar"]),
            class_=row["class"],
            shape=None if shape is None or shape.is_empty else shape,
            look=looks.looks[look],
            state=state,
            sides=sides,
            marking=row["marking"],
            sources=split(row["sources"]),
            reliability=row["reliability"],
            credibility=row["credibility"],
            precision=metres,
            summary=row["summary"],
            rank=rank,
            size=looks.looks[look].size if size is None else size,
            importance=weight,
            district=str(district),
            summary_ar=row.get("summary_ar", ""),
            short=Name(row["summary_short"], row["summary_short_ar"]),
            confirmed=row["reviewed_on"],
        )
        for row, shape, look, sides, state, metres, rank, weight, size, district in _together(
            texts.to_dict("records"),
            rows.geometry,
            looks.index,
            looks.sides,
            states,
            precision,
            ranks,
            importance,
            sizes_of(layer, rows),
            rows["district"] if layer.areas_named else [""] * len(rows),
        )
    ]


def _whole(rows: gpd.GeoDataFrame, name: str) -> list[int]:
    """Return a column of whole numbers, 0 where there is none."""
    if name not in rows:
        return [0] * len(rows)
    return [int(value) for value in pd.to_numeric(rows[name]).fillna(0)]


def _together(*columns: Iterable[Any]) -> Iterable[tuple[Any, ...]]:
    return zip(*columns, strict=True)
