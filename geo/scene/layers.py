"""One layer of a scene with what is drawn of it: the same values for layers of evidence and for answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from shapely.geometry.base import BaseGeometry

from geo.model import Layer
from geo.scene.look.looking import Look
from geo.scene.rules.dating import State
from geo.scene.rules.drawing import Kind, kind_of
from geo.words.names import Name

NAMELESS = Name("", "")


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature that holds on the day of the view and passes its filters.

    Attributes
    ----------
    shape : shapely geometry or None
        EPSG:4326; None = without a position, so that it is counted and not drawn.
    sides : tuple of str
        Palette keys that pick its colour; none where its class does.
    precision : float
        Metres; 0 where it is not known.
    rank : int
        Of a place: 1 for the capital; 0 where the layer has no ranks.
    size : float
        Pixels of its symbol; that of its look unless the layer says how important it is.
    importance : int
        1 to 3, from which zoom it is drawn (`geo.scene.rules.zooming`); 0 = at every zoom.
    district : str
        The district or place that one after another holds, on whose areas holders are written; else "".
    short : Name
        Its summary in a short form, where one was written.
    confirmed : str
        The day on which it was last confirmed; may be partial or "".
    stands_for : int
        Of a cell how many features of a large layer are counted in it.
    """

    id: str
    name: Name
    class_: str
    shape: BaseGeometry | None
    look: Look
    state: State
    sides: tuple[str, ...]
    marking: str
    sources: tuple[str, ...]
    reliability: str
    credibility: str
    precision: float
    summary: str
    rank: int
    size: float = 0.0
    importance: int = 0
    district: str = ""
    summary_ar: str = ""
    short: Name = NAMELESS
    confirmed: str = ""
    stands_for: int = 1

    @property
    def named(self) -> tuple[str, ...]:
        """The ids by which somebody may name it: its own, and that of the place or district that is held."""
        return (self.id, self.district) if self.district else (self.id,)

    @property
    def stale(self) -> bool:
        """Whether nobody has confirmed it lately."""
        return self.state == "stale"

    @property
    def kind(self) -> Kind | None:
        """How it is drawn; None where it has no position."""
        return kind_of(self.shape.geom_type if self.shape is not None else None)


@dataclass(frozen=True, slots=True)
class Written:
    """Who holds it, written on the area `feature`; `side` is the palette key of its colour, "" = none."""

    feature: str
    name: Name
    side: str


_NOTHING = Name("", "")


@dataclass(frozen=True, eq=False)  # without slots: what of it is of which kind is kept
class SceneLayer:
    """One layer of the view.

    Attributes
    ----------
    name : Name
        Its title under the naming policy of the view.
    sides : mapping of str to Name
        The names of all sides on the day, under that policy, by palette key, in the order of the palette.
    opacity : float
        0-1, as the view says.
    features : tuple of Feature
        In the order of drawing, then those without a position.
    stale, filtered : int
        How many the filter for stale features, and the other filters, leave out.
    stale_shapes, filtered_shapes : tuple of shapely geometry
        Of those of them that have a position, in degrees.
    holders : tuple of Written
        What is written on areas among the features.
    counts : mapping of str to int, or None
        Of a large layer how many features of each class are drawn: drawn and explained are its classes.
    says : Name
        Of an answer its first sentence, which repeats what was asked.
    """

    layer: Layer
    name: Name
    sides: Mapping[str, Name]
    opacity: float
    features: tuple[Feature, ...]
    stale: int = 0
    filtered: int = 0
    stale_shapes: tuple[BaseGeometry, ...] = ()
    filtered_shapes: tuple[BaseGeometry, ...] = ()
    holders: tuple[Written, ...] = ()
    counts: Mapping[str, int] | None = None
    says: Name = _NOTHING

    def of(self, kind: Kind) -> tuple[Feature, ...]:
        """Return its features of one kind."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[Kind | None, tuple[Feature, ...]]:
        found: dict[Kind | None, list[Feature]] = {}
        for one in self.features:
            found.setdefault(one.kind, []).append(one)
        return {kind: tuple(features) for kind, features in found.items()}

    @property
    def short(self) -> Name:
        """What panel and legends call it: its short title where no policy names it otherwise."""
        own = self.layer
        usual = self.name == Name(own.title, own.title_ar)
        return Name(own.title_short, own.title_short_ar) if usual else self.name

    @property
    def placed(self) -> tuple[Feature, ...]:
        """Its features that have a position."""
        return tuple(one for one in self.features if one.shape is not None)


def each_once(layers: Iterable[SceneLayer]) -> list[Feature]:
    """Return the features of layers (lowest first), each once: what an answer marks stands below it, too."""
    found: dict[str, Feature] = {}
    for one in layers:
        for feature in one.features:
            found.setdefault(feature.id, feature)
    return list(found.values())
