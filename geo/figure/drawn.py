"""What a figure says, as frozen values: the scene cut to the frame, legend, call-outs, what is left out."""

from __future__ import annotations

from dataclasses import dataclass

from geo.figure.frame import Frame
from geo.model import CREDIBILITY, RELIABILITY
from geo.scene import LeftOut, Look, SceneLayer, SourceLine, each_once
from geo.scene.dating import State
from geo.words.names import Name


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One look that is drawn in the frame, named in both languages."""

    name: Name
    look: Look
    state: State


@dataclass(frozen=True, slots=True)
class LegendGroup:
    """The entries of one layer."""

    layer: str
    name: Name
    entries: tuple[LegendEntry, ...]


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
class Drawn:
    """All that a figure says, before anything is drawn.

    Attributes
    ----------
    layers : tuple of SceneLayer
        Those with a feature in the frame, in drawing order, with these features alone; shapes in metres of
        `map_frame.crs`.
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
    layers: tuple[SceneLayer, ...]
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
        return len(each_once(self.layers))

    @property
    def grade(self) -> str:
        """The lowest grades drawn, in words; "" when nothing is drawn."""
        if not self.reliability or not self.credibility:
            return ""
        source, information = RELIABILITY[self.reliability], CREDIBILITY[int(self.credibility)]
        return f"{self.reliability}{self.credibility}: {source}; information {information}"
