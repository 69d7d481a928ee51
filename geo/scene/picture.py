"""One scene as a value: what is drawn, its legend, sources and grades, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from geo.model import Language
from geo.scene.asked import LAYER as ANSWER
from geo.scene.counted import looks_of
from geo.scene.explaining import SourceLine, legend_of, lowest_grades, sources_of
from geo.scene.layers import SceneLayer, each_once
from geo.scene.look.looking import Look
from geo.scene.rules.dating import State


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
            DrawnFeature(one.layer.id, id_, state, look.fill, look.edge, look.hatch, look.symbol, one.opacity)
            for one in self.layers
            for id_, state, look in _painted(one)
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
        return lowest_grades(self.layers)

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


def _painted(one: SceneLayer) -> Iterator[tuple[str, State, Look]]:
    """Yield what of a layer is noted as painted: its features; of a large one its classes."""
    if one.counts is None:
        yield from ((own.id, own.state, own.look) for own in one.placed)
        return
    for name, look in looks_of(one.layer, one.counts).items():
        yield f"{one.layer.id}.{name}", "current", look
