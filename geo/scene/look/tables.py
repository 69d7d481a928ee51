"""The tables of look.toml and symbols.json as typed values. What a value means stands in those files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.scene.rules.zooming import size_share

Dash = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """Colours of what the evidence stands on."""

    sea: str
    land: str
    neighbours: str
    border: str
    district: str
    label: str
    halo: str


@dataclass(frozen=True, slots=True)
class Colours:
    """One entry of the palette.

    Attributes
    ----------
    line : str
        Colour of thin lines, which then have no casing; "" = they have colour and edge.
    lines : tuple of float
        Angles in degrees of the thin lines that tell it apart in greyscale print.
    angle : float
        Degrees of the lines over an area that it holds in name only.
    label : str
        Colour of names written in its colour; "" = its edge.
    """

    colour: str
    edge: str
    ink: str
    line: str = ""
    lines: tuple[float, ...] = ()
    angle: float = 45.0
    label: str = ""

    @property
    def written(self) -> str:
        """The colour of names that are written in it."""
        return self.label or self.edge


@dataclass(frozen=True, slots=True)
class ChipStyle:
    """How the chip of an outside power is drawn."""

    size: float
    ink: str
    paper: str
    stale_tint: float
    letters: float
    glyph: float
    corner: float
    kind: str
    home: str
    unknown: str


@dataclass(frozen=True, slots=True)
class Country:
    """An outside power, by the letters that its chips have."""

    actors: tuple[str, ...]
    colour: str
    title: str
    title_ar: str


@dataclass(frozen=True, slots=True)
class SymbolStyle:
    """How any point symbol is drawn, and which symbols several sides share."""

    edge_width: float
    plain: tuple[str, ...]
    casing_width: float
    stale_dash: Dash
    stale_dash_from: float
    other_half: float
    legend_size: float
    sizes: tuple[float, ...]
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RingStyle:
    """How the doubt about a position is drawn."""

    dash: Dash
    width: float
    from_share: float
    widest_m: float
    rough_m: float


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How any line is drawn."""

    casing_width: float
    dashed: Dash
    dotted: Dash
    dashdot: Dash
    dense: Dash
    long: Dash
    corridor_from: float
    corridor_limit: float
    arrow_from: float
    arrow: tuple[tuple[float, ...], ...]
    glyph_from: float
    glyph_back: float
    glyph_radius: float
    glyph_size: float
    bundle_near: float
    bundle_step: float

    def dash(self, name: str) -> Dash:
        """Return the dashes of a line by its name ("solid" has none)."""
        by_name = {
            "dashed": self.dashed,
            "dotted": self.dotted,
            "dashdot": self.dashdot,
            "dense": self.dense,
            "long": self.long,
        }
        return by_name.get(name, ())


@dataclass(frozen=True, slots=True)
class AreaStyle:
    """How any area is drawn."""

    edge_width: float
    tint: float
    faint_tint: float
    faint_width: float
    hatch_width: float
    hatch_step: float
    hatch_angle: float
    other_stripe: float
    lines_width: float
    lines_step: float
    lines_opacity: float
    dots_radius: float
    dots_step: float
    dots_opacity: float
    band_width: float


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """How a name on the map is set."""

    halo_width: float


@dataclass(frozen=True, slots=True)
class SeaStyle:
    """The name of the sea, and where it stands: longitude, latitude."""

    name_en: str
    name_ar: str
    at: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """The type of a name."""

    size: int
    weight: int
    height: int


@dataclass(frozen=True, slots=True)
class TypeStyles:
    """The type of names, of places and features by rank."""

    place: tuple[TypeStyle, ...]
    feature: tuple[TypeStyle, ...]
    area: TypeStyle
    country: TypeStyle
    sea: TypeStyle

    def of(self, kind: str, rank: int) -> TypeStyle:
        """Return the type of a name; what stands by hand has that of main features."""
        if kind in ("note", "number"):
            return self.feature[0]
        own: TypeStyle | tuple[TypeStyle, ...] = getattr(self, kind)
        return own if isinstance(own, TypeStyle) else own[min(max(rank, 1), len(own)) - 1]


@dataclass(frozen=True, slots=True)
class ScreenStyle:
    """What the map in the browser and the picture that stands before it share."""

    libya: tuple[float, ...]
    above: int
    above_narrow: int
    sheet: float
    short: int
    panel: int
    phone: int
    both: int
    roomy: int
    between: int
    side: tuple[float, ...]
    side_of_two: tuple[float, ...]
    side_sheet: float
    barred: int
    bar: int
    above_of_two: int
    below_of_two: float
    below_sheet: tuple[float, ...]
    credit: int
    district_width: float
    border_width: float
    home_width: float
    sea: SeaStyle
    type: TypeStyles


@dataclass(frozen=True, slots=True)
class LeaderStyle:
    """How a line from a symbol to its true point is drawn."""

    width: float
    halo_width: float


@dataclass(frozen=True, slots=True)
class ChosenStyle:
    """How the ring round what is selected is drawn."""

    radius: float
    width: float
    halo_width: float


@dataclass(frozen=True, slots=True)
class Pen:
    """How an outline is drawn: black, on white that is wider."""

    width: float
    halo_width: float
    dash: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DifferingStyle:
    """How what differs between two pictures is outlined."""

    gap: float
    alone: float
    loud: Pen
    quiet: Pen

    def pen(self, *, quiet: bool) -> Pen:
        """Return that of what is only confirmed otherwise, or of what is otherwise."""
        return self.quiet if quiet else self.loud


@dataclass(frozen=True, slots=True)
class ZoomStyle:
    """From which zoom features of importance 1, 2 and 3 are drawn, and how large symbols are at a zoom."""

    importance: tuple[float, ...]
    smallest: float
    small_until: float
    full_from: float

    def share(self, zoom: float) -> float:
        """Return the share of its size that a symbol has at a zoom."""
        return size_share(zoom, self.smallest, self.small_until, self.full_from)


@dataclass(frozen=True, slots=True)
class AnswerStyle:
    """How what an answer shows is marked over the evidence, and how its own shapes are drawn."""

    colours: tuple[str, ...]
    plain: str
    edge: str
    size: float
    plain_size: float
    plain_edge: str
    plain_width: float
    width: float
    shape_tint: float
    shape_width: float
    shape_size: float


@dataclass(frozen=True, slots=True)
class SketchStyle:
    """How what somebody drew by hand is painted."""

    casing: str
    core: str
    casing_width: float
    width: float
    dot: float
    core_dot: float


@dataclass(frozen=True, slots=True)
class StateStyle:
    """What one state does to the paint: opacities, and whether edges and lines are dotted."""

    area_fill: float
    area_edge: float
    line: float
    corridor: float
    symbol_fill: float
    ring: float
    side_lines: float
    dotted: bool

    def line_of(self, declared: str) -> str:
        """Return the edge of an area; a line keeps the dash that says what it is."""
        return "dotted" if self.dotted else declared


@dataclass(frozen=True, slots=True)
class States:
    """The states of a feature."""

    current: StateStyle
    stale: StateStyle

    def of(self, *, stale: bool) -> StateStyle:
        """Return what a feature that is stale, or not, looks like."""
        return self.stale if stale else self.current


@dataclass(frozen=True, slots=True)
class Style:
    """All of look.toml."""

    ground: Ground
    ground_dark: Ground
    palette: Mapping[str, Colours]
    side: Mapping[str, str]
    chip: ChipStyle
    country: Mapping[str, Country]
    symbol: SymbolStyle
    ring: RingStyle
    line: LineStyle
    area: AreaStyle
    label: LabelStyle
    screen: ScreenStyle
    leader: LeaderStyle
    chosen: ChosenStyle
    differing: DifferingStyle
    zoom: ZoomStyle
    answer: AnswerStyle
    sketch: SketchStyle
    state: States


@dataclass(frozen=True, slots=True)
class SymbolPath:
    """A part of a symbol: an SVG path, and what it is ("body", "glyph" or "other", the second half)."""

    d: str
    role: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """What stands for a point."""

    title: str
    paths: tuple[SymbolPath, ...]


@dataclass(frozen=True, slots=True)
class Symbols:
    """All of symbols.json: symbols by name, on a grid of so many units."""

    grid: float
    symbols: Mapping[str, Symbol]
