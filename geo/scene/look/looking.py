"""What a feature looks like: its layer, its class and the sides of its actors made into one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd

from geo.model import Layer, LayerClass, split
from geo.scene.look.style import UNCLAIMED, country_of, hollow, side_key, style, symbols
from geo.scene.look.tables import Colours
from geo.scene.rules.drawing import KINDS, Kind
from geo.scene.rules.filtering import hidden_of
from geo.validity import Frame
from geo.words.names import UNSAID

SECOND = "#FFFFFF"
"""The other colour of a hatch that stands for no two sides."""

WHOSE = "chip"
"""Symbol of a chip that says only whose it is."""

_HELD_BY = 2


@dataclass(frozen=True, slots=True)
class Look:
    """All that a painter must know of a feature, but for its place and its state.

    Attributes
    ----------
    symbol : str
        Name in symbols.json; of a line that of the sign it bears; "" for areas.
    size, width : float
        Pixels of the symbol, and of the line or the area's edge.
    fill : str
        Colour of the symbol, of the area, or of the core of the line; "" = an area without a plain fill.
    edge, ink : str
        Colour of the edge (casing of a line), and of the glyph on the fill; of an area, the core of a double
        edge, "" = a single one.
    hatch : str
        What lies over an area, or divides a symbol; else "". "stripes #AAAAAA #BBBBBB" in the colours of two
        holders, "lines 45 #AAAAAA" at an angle in degrees, "dots #AAAAAA"; "halves #AAAAAA #BBBBBB" of a
        symbol.
    line : str
        "solid", "dashed" or "dotted": the line, or the edge of the area, of a feature that is not stale.
    arrow : bool
        Whether a line shows its direction.
    tint : float
        Opacity of the fill of an area, before that of its state; of stripes too.
    lines : tuple of float
        Angles in degrees of the thin lines that tell sides apart in greyscale. Only print paints them.
    letters : str
        Of the country whose chip it is; "" = no chip.
    """

    kind: Kind
    symbol: str
    size: float
    fill: str
    edge: str
    ink: str
    hatch: str
    line: str
    width: float
    arrow: bool
    tint: float = 1.0
    lines: tuple[float, ...] = ()
    letters: str = ""

    @property
    def faces(self) -> tuple[Look, ...]:
        """What the legend shows of it: itself; of a chip whose it is, and what, each apart."""
        if not self.letters or self.symbol == WHOSE:
            return (self,)
        kind = style().chip.kind
        return replace(self, symbol=WHOSE), replace(self, letters="", fill=kind, edge=kind)

    @property
    def stripes(self) -> tuple[str, ...]:
        """The colours of the hatch, none where there is no hatch."""
        return tuple(self.hatch.split()[1:])

    def document(self) -> dict[str, Any]:
        """Return the look as the browser gets it: without what only print paints."""
        own = {name: value for name, value in asdict(self).items() if name != "lines"}
        return own if self.letters else {name: value for name, value in own.items() if name != "letters"}


def kind_of(layer: Layer, declared: LayerClass) -> Kind:
    """Return what a class is drawn as: a symbol means a point, else the layer's geometry decides."""
    if declared.symbol:
        return "point"
    kinds = [KINDS[name] for name in layer.geometry]
    return next((kind for kind in kinds if kind != "point"), "point")


def look_of(
    layer: Layer,
    declared: LayerClass,
    sides: Sequence[str] = (),
    holder: str = "",
    kind: Kind | None = None,
    *,
    faint: bool = False,
) -> Look:
    """Return the look of a class of a layer.

    Parameters
    ----------
    sides : sequence of str
        Palette keys that pick the colour, as `colouring` returns them; what is shared takes the first two.
    holder : str
        Palette key of the one side whose edge a hatched area has; "" = the class's edge.
    kind : Kind, optional
        What the feature is drawn as; default: what its class is (`kind_of`).
    faint : bool
        Whether an area is drawn paler and with a dotted edge, as what is derived.
    """
    kind = kind or kind_of(layer, declared)
    area, point = kind == "area", kind == "point"
    shared = declared.fill == "hatch" and kind != "line"
    key = (holder if area and shared else next(iter(sides), "")) or declared.colour or layer.colour
    colours, areas = style().palette[key], style().area
    told_by_lines = (point and declared.symbol in style().symbol.shared) or (
        area and declared.fill == "solid" and bool(layer.colour_by) and not layer.size_by
    )
    return Look(
        kind=kind,
        symbol=declared.symbol if point else declared.glyph if kind == "line" else "",
        size=float(declared.size) if point else 0.0,
        fill=""
        if area and declared.fill not in ("solid", "lines")
        else (kind == "line" and colours.line) or colours.colour,
        edge=_edge(declared, kind, colours),
        ink=colours.ink if point else "",
        hatch=_hatch(declared.fill, kind, sides, key),
        line="solid" if point else "dotted" if faint else declared.line,
        width=0.0 if point else areas.faint_width if faint else float(declared.width or areas.edge_width),
        arrow=kind == "line" and declared.arrow,
        tint=1.0 if not area else areas.faint_tint if faint else float(declared.tint or areas.tint),
        lines=colours.lines if told_by_lines else (),
    )


def chip_of(declared: LayerClass, country: str, side: str) -> Look:
    """Return the look of a chip: the letters and colour of a country; of a Libyan (`side`), of its side."""
    chip = style().chip
    if country:
        letters, colour = country, style().country[country].colour
    elif side and side != "foreign":
        letters, colour = chip.home, style().palette[side].written
    else:
        letters, colour = chip.unknown, style().palette["foreign"].written
    return Look(
        kind="point",
        symbol=declared.symbol,
        size=chip.size,
        fill=colour,
        edge=colour,
        ink=chip.ink,
        hatch="",
        line="solid",
        width=0.0,
        arrow=False,
        letters=letters,
    )


def _edge(declared: LayerClass, kind: Kind, colours: Colours) -> str:
    """Return the colour of the edge: of thin lines and plain symbols their own, not its darker one."""
    if kind == "line" and colours.line:
        return colours.line
    plain = kind == "point" and declared.symbol in style().symbol.plain and declared.colour != UNCLAIMED
    return colours.colour if plain else colours.edge


def _hatch(fill: str, kind: Kind, sides: Sequence[str], key: str) -> str:
    """Return what lies over an area or divides a symbol, in the words of `Look.hatch`."""
    own = style().palette[key]
    if fill == "hatch" and kind in ("area", "point"):
        both = [style().palette[side].colour for side in sides] or [own.colour]
        return " ".join(["stripes" if kind == "area" else "halves", *[*both, SECOND][:_HELD_BY]])
    if fill == "lines" and kind == "area":
        return f"lines {own.angle:g} {own.colour}"
    return f"dots {own.ink}" if fill == "dots" and kind == "area" else ""


def colouring(layer: Layer, declared: LayerClass, actor: str, actors: Sequence[str]) -> tuple[str, ...]:
    """Return the sides that pick a feature's colour, in the order of the palette.

    Parameters
    ----------
    actor : str
        Palette key of the side of its actor; "" = none.
    actors : sequence of str
        Palette keys of the sides of all who hold or contest it.

    Returns
    -------
    tuple of str
        None unless the layer is coloured by actor: then two for a hatch, else that of its actor. Two holders
        of one side have it twice; of one holder alone the other is `UNSAID`.
    """
    if layer.colour_by != "actor":
        return ()
    if declared.fill != "hatch":
        return (actor,) if actor else ()
    every = [side for side in actors if side]
    first = list(dict.fromkeys(every))[:_HELD_BY]
    if len(first) == 1:
        first.append(first[0] if len(every) > 1 else UNSAID)
    return tuple(sorted(first, key=list(style().palette).index))


@dataclass(frozen=True, slots=True)
class Dressed:
    """The looks of a frame's rows: each look once, for each row its place in them and the sides behind it."""

    looks: tuple[Look, ...]
    index: tuple[int, ...]
    sides: tuple[tuple[str, ...], ...]

    @property
    def faces(self) -> tuple[Look, ...]:
        """What the legend shows of chips, each once."""
        return tuple(dict.fromkeys(face for look in self.looks if look.letters for face in look.faces))

    def document(self) -> dict[str, Any]:
        """Return `looks` and, where there are chips, their `faces` as the browser gets them."""
        places = {face: at for at, face in enumerate(self.faces)}
        looks = [
            look.document() | ({"faces": [places[face] for face in look.faces]} if look.letters else {})
            for look in self.looks
        ]
        return {"looks": looks} | ({"faces": [face.document() for face in self.faces]} if places else {})


def dressed(layer: Layer, rows: pd.DataFrame, side_of: Mapping[str, str]) -> Dressed:
    """Return the looks of a layer's rows.

    Parameters
    ----------
    rows : DataFrame
        With the columns class, actor and, where the layer has it, actors.
    side_of : mapping of str to str
        `side` of actors.csv by the id of the actor.
    """
    looks: dict[Look, int] = {}
    known: dict[tuple[str, str, str, Kind | None, bool], tuple[int, tuple[str, ...]]] = {}
    found: list[tuple[int, tuple[str, ...]]] = []
    every = rows["actors"] if "actors" in rows else rows["actor"]
    faint = rows[layer.faint_by] == 1 if layer.faint_by else [False] * len(rows)
    kinds = rows.geometry.geom_type if "geometry" in rows else [None] * len(rows)
    asked = zip(rows["class"], rows["actor"], every, kinds, faint, strict=True)
    for name, actor, actors, type_, pale in asked:
        kind = KINDS.get(type_) if layer.classes[str(name)].symbol else None
        key = str(name), str(actor or ""), str(actors or actor or ""), kind, bool(pale)
        if key not in known:
            declared = layer.classes[key[0]]
            holder = side_key(side_of[key[1]]) if key[1] in side_of else ""
            all_sides = [side_key(side_of[one]) for one in split(key[2]) if one in side_of]
            sides = colouring(layer, declared, holder, all_sides)
            if layer.colour_by == "country":
                country = country_of(key[1])
                own = chip_of(declared, country, holder)
                sides = (country,) if country else (holder,) if holder else ()
            else:
                own = look_of(layer, declared, sides, holder if sides else "", kind, faint=key[4])
            known[key] = looks.setdefault(own, len(looks)), sides
        found.append(known[key])
    return Dressed(tuple(looks), tuple(place for place, _ in found), tuple(sides for _, sides in found))


def sided(
    layer: Layer, rows: Frame, side_of: Mapping[str, str], filters: Mapping[str, Sequence[str]]
) -> Frame:
    """Return rows with the sides that pick their colours in `sides`, where a filter looks at them."""
    if not (layer.colour_by and hidden_of(layer.id, filters, "side")):
        return rows
    return rows.assign(sides=["|".join(sides) for sides in dressed(layer, rows, side_of).sides])


def sizes_of(layer: Layer, rows: pd.DataFrame) -> list[float | None]:
    """Return the pixels of each row's symbol where a column says how important it is; else None."""
    if not layer.size_by:
        return [None] * len(rows)
    sizes = style().symbol.sizes
    return [
        None if pd.isna(value) else sizes[min(max(int(value), 1), len(sizes)) - 1]
        for value in rows[layer.size_by]
    ]


def look_document() -> dict[str, Any]:
    """Return what the browser needs once: ground, symbols, what a state does to the paint, constants."""
    whole = style()
    parts = (
        *("ground", "ground_dark", "symbol", "ring", "line", "area"),
        *("label", "screen", "leader", "chosen", "differing", "zoom", "sketch", "state", "chip"),
    )
    own = {part: asdict(getattr(whole, part)) for part in parts}
    return {**own, "hollow": hollow(), "symbols": _library()}


def _library() -> dict[str, Any]:
    library = symbols()
    return {"grid": library.grid, "symbols": {name: asdict(one) for name, one in library.symbols.items()}}
