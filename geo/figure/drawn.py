"""What a figure says, as frozen values: layers in the frame, legend, sources, grades, what is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.figure.frame import Frame
from geo.model import CREDIBILITY, RELIABILITY, Layer
from geo.words.names import Name

POINTS = ("Point",)
LINES = ("LineString", "MultiLineString")
AREAS = ("Polygon", "MultiPolygon")


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature as the figure needs it.

    Attributes
    ----------
    shape : shapely geometry or None
        EPSG:4326 when selected, metres of `Drawn.map_frame.crs` when drawn; None = without a position.
    actors : tuple of str
        Ids of the actor, or of all who hold or contest it.
    precision : float
        Metres; 0 where it is not known.
    style : mapping
        As `geo.scene.style.class_style`, with the side's colours where the actor picks them.
    colours : tuple of str
        Hex colours of an area: one, or those of the two sides that contest it.
    """

    id: str
    name: Name
    class_: str
    shape: BaseGeometry | None
    marking: str
    sources: tuple[str, ...]
    reliability: str
    credibility: str
    precision: float
    summary: str
    actors: tuple[str, ...]
    stale: bool
    style: Mapping[str, Any]
    colours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnLayer:
    """The features of one layer that stand in the frame; `opacity` 0-1 as on the screen."""

    layer: Layer
    name: Name
    features: tuple[Feature, ...]
    opacity: float = 1.0

    def of(self, *kinds: str) -> tuple[Feature, ...]:
        """Return its features of some geometry types."""
        return tuple(one for one in self.features if one.shape is not None and one.shape.geom_type in kinds)


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One look and the classes that share it; `style` as `class_style`; a side has `kind` "side"."""

    name: Name
    kind: str
    style: Mapping[str, Any]
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LegendGroup:
    """The entries of one layer."""

    layer: str
    name: Name
    entries: tuple[LegendEntry, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source that the drawn features cite; `features` of them do. `date` may be partial or ""."""

    id: str
    publisher: str
    title: str
    date: str
    features: int


@dataclass(frozen=True, slots=True)
class Callout:
    """A numbered feature. `position` is x, y in metres of the frame; `text` its entry in the key."""

    number: int
    feature: str
    layer: str
    name: Name
    text: str
    position: tuple[float, float]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many features that are true and known on the days of the figure are not drawn, and why.

    Attributes
    ----------
    unplaced : int
        Without a known position.
    stale : int
        Not confirmed lately, and filtered out for that.
    filtered : int
        Left out by the other filters.
    above_marking : int
        In the frame, but marked above what was asked for.
    outside : int
        Placed outside the frame.
    """

    unplaced: int = 0
    stale: int = 0
    filtered: int = 0
    above_marking: int = 0
    outside: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """All that a figure says, before anything is drawn.

    Attributes
    ----------
    layers : tuple of DrawnLayer
        In drawing order, low is below; only those with a feature in the frame.
    legend : tuple of LegendGroup
        In the order of the screen: what is drawn on top comes first.
    sources : tuple of SourceLine
        Those most cited first, then by publisher and date.
    reliability, credibility : str
        The lowest grades drawn ("A"-"F", "1"-"6"); "" when nothing is.
    marking : str
        What the figure is marked with.
    warnings : tuple of str
        What is wrong with the figure though it was asked for all the same; printed on it.
    stale, coarse : bool
        Whether anything drawn is stale, or placed so roughly that a ring or corridor shows it.
    """

    title: str
    map_frame: Frame
    layers: tuple[DrawnLayer, ...]
    legend: tuple[LegendGroup, ...]
    sources: tuple[SourceLine, ...]
    reliability: str
    credibility: str
    left_out: LeftOut
    marking: str
    callouts: tuple[Callout, ...]
    warnings: tuple[str, ...]
    stale: bool
    coarse: bool

    @property
    def features(self) -> int:
        """How many features are drawn."""
        return sum(len(layer.features) for layer in self.layers)

    @property
    def grade(self) -> str:
        """The lowest grades drawn, in words; "" when nothing is drawn."""
        if not self.reliability or not self.credibility:
            return ""
        source, information = RELIABILITY[self.reliability], CREDIBILITY[int(self.credibility)]
        return f"{self.reliability}{self.credibility}: {source}; information {information}"
