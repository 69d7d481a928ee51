"""What a figure says, as frozen values: the scene cut to the frame, legend, call-outs, what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from geo.figure.frame import Frame
from geo.model import CREDIBILITY, RELIABILITY, Language
from geo.scene import LeftOut, Look, SceneLayer, SourceLine, each_once
from geo.scene.rules.banding import WHOLE, banded
from geo.scene.rules.dating import State
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
    """A numbered feature.

    Attributes
    ----------
    feature, asked : str
        Its id, and the one by which it was called out: its own, or that of the place or district held.
    text, text_ar : str
        Its whole summary; the Arabic one may be empty.
    short : Name
        The form that was written for where that has no room; may be empty.
    position : tuple of float
        x, y in metres of the frame.
    """

    number: int
    feature: str
    asked: str
    layer: str
    name: Name
    text: str
    text_ar: str
    short: Name
    position: tuple[float, float]

    def told(self, lang: Language, *, short: bool) -> str:
        """Return its entry in the key: in Arabic where that was written, never cut."""
        if lang == "ar":
            ways = (self.short.ar, self.text_ar) if short else (self.text_ar, self.short.ar)
            return next((text for text in ways if text), self.text)
        return self.short.en if short and self.short.en else self.text

    def each(self, languages: Sequence[Language], *, short: bool) -> list[tuple[Language, str, str]]:
        """Return its name and entry in each language; where both have one entry, both names before it."""
        told = {one: self.told(one, short=short) for one in languages}
        if len(set(told.values())) < len(told):
            return [("en+ar", self.name.text("en+ar"), self.told("en", short=short))]
        return [(one, self.name.text(one), text) for one, text in told.items()]


@dataclass(frozen=True, slots=True)
class Aged:
    """How many of the features drawn nobody confirmed lately, and the oldest day of a last confirmation."""

    stale: int = 0
    of: int = 0
    oldest: str = ""


@dataclass(frozen=True)  # without slots: what it finds of itself is kept
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
    aged : Aged
        How much of what is drawn is stale, and how old.
    coarse : bool
        Whether anything is placed so roughly that a ring or corridor shows it.
    unnamed : int
        Towns of which something is told, and dots of control, that have no name on the map.
    changes : tuple of Name
        Of two pictures: who gained and lost what, and what else differs, a sentence each.
    badges : bool
        Whether symbols have numbers, because they stand for several features.
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
    aged: Aged
    coarse: bool
    unnamed: int = 0
    changes: tuple[Name, ...] = ()
    badges: bool = False

    @cached_property
    def banded(self) -> bool:
        """Whether some area or dot shows in parts who held it one after another."""
        held = [one for layer in self.layers for one in layer.features if one.district]
        kinds = ([one for one in held if one.kind == kind] for kind in ("area", "point"))
        parts = (banded([(one.district, one.look) for one in own]) for own in kinds)
        return any(part not in (WHOLE, None) for own in parts for part in own)

    @property
    def features(self) -> int:
        """How many features are drawn."""
        return sum(one.stands_for for one in each_once(self.layers))

    @property
    def counted(self) -> int:
        """How many of them are counted in squares."""
        large = (layer.features for layer in self.layers if layer.counts is not None)
        # All of a large layer is cells, or all of it points.
        return sum(one.stands_for for own in large if own and own[0].kind == "area" for one in own)

    @property
    def grade(self) -> str:
        """The lowest grades drawn, in words; "" when nothing is drawn."""
        if not self.reliability or not self.credibility:
            return ""
        source, information = RELIABILITY[self.reliability], CREDIBILITY[int(self.credibility)]
        return f"{self.reliability}{self.credibility}: {source}; information {information}"
