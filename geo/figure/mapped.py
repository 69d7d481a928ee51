"""The map of a figure with all that stands in its frame: insets, locator, scale, numbers, names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from matplotlib.patches import Rectangle

from geo.evidence import Evidence
from geo.figure.drawn import Callout, Drawn, LegendEntry
from geo.figure.frame import Frame, Placing, framed
from geo.figure.gathering import gather, shown
from geo.figure.map.callouts import Disc
from geo.figure.map.furniture.corners import Corners
from geo.figure.map.furniture.graticule import room as degrees_room
from geo.figure.map.furniture.insets import Inset, draw_inset_frame, insets_for, strip_of
from geo.figure.map.furniture.locator import draw_locator, locator_room
from geo.figure.map.furniture.scale import ScaleBar, draw_scale, scale_room
from geo.figure.map.ground import projected_ground
from geo.figure.map.labels import Label, Placed
from geo.figure.map.panel import Panel, cut_to
from geo.figure.map.points import Symbol, symbols_of
from geo.figure.page.banner import draw_warnings
from geo.figure.page.legend import draw_swatch
from geo.figure.request import FigureRequest
from geo.figure.sheet import fonts
from geo.figure.sheet.drawing import drawing, png
from geo.figure.sheet.paper import Page, millimetres
from geo.figure.sheet.sizes import Rect, Size
from geo.scene.rules.labelling import CAPITAL, CITY

UNIT = 0.5
"""Points on A4 for one pixel on the screen: symbols and lines are finer in print."""
_INSETS = ("sw", "se", "ne", "nw")
_LOCATOR = ("nw", "ne", "se", "sw")
_SCALE = ("se", "sw", "ne", "nw")
"""Corners of the map in the order in which they are tried."""
NO_FEWER = 88
"""So many places without a name are told, where that is known only later: the text is then at its longest."""
_OF_POINTS = frozenset({"place", "feature"})


@dataclass(frozen=True, slots=True)
class Mapped:
    """What of the map the rest of the figure has to know."""

    scale_bar: ScaleBar
    labels: tuple[Placed, ...]
    discs: tuple[Disc, ...]
    locator: Rect
    insets: tuple[Inset, ...]
    unnamed: int
    pieces: tuple[Panel, ...]
    """The map itself, then what its insets show, in their order."""


def draw_whole(
    page: Page, evidence: Evidence, request: FigureRequest, drawn: Drawn, placing: Placing,
    symbols: Sequence[Symbol], over: Sequence[Rect] = (),
) -> Mapped:  # fmt: skip
    """Draw the map with its insets and everything inside its frame, and the degrees round it.

    Parameters
    ----------
    over : sequence of Rect
        What stands over the map already, in points of the page.
    """
    rect, unit, lang = placing.rect, UNIT * page.scale, request.view.lang
    panel = Panel(page, evidence, request, drawn, placing, symbols, unit)
    panel.paint(graticule=True)
    banner = draw_warnings(page, drawn, rect, lang)
    blocked = [one.shifted(-rect.x, -rect.y) for one in (banner, *over) if one]
    ground = projected_ground(evidence, placing.frame)
    home = ground["neighbours"][ground["home"]] if "home" in ground else np.array([], dtype=object)
    beside = [*panel.counts, *panel.rings]
    corners = Corners(drawn, placing, symbols, beside, home, page.scale, lang == "ar")
    by_hand = [one.box for one in panel.put()]
    insets = list(
        insets_for(
            placing,
            symbols,
            lambda size, taken: corners.empty(size, [*taken, *by_hand], _INSETS),
            blocked,
            strip_of(page),
        )
    )
    blocked += [inset.panel for inset in insets]
    wanted = (locator_room(page, rect), _LOCATOR), (scale_room(page, placing), _SCALE)
    locator, bar = corners.best(wanted, [*blocked, *by_hand])
    draw_locator(page, evidence, placing.frame, locator.shifted(rect.x, rect.y))
    scale_bar = draw_scale(page, placing, bar.shifted(rect.x, rect.y), lang)
    panel.furnish([*blocked, locator, bar])
    panel.degrees()
    pieces = [panel]
    left = list(drawn.callouts)
    for inset in insets:
        own = [
            one
            for one in left
            if inset.holds(*one.position) and inset.takes(panel.puts.get(one.asked), placing)
        ]
        left = [one for one in left if one not in own]
        pieces.append(_draw_inset(page, panel, inset, own))

    def named_here(label: Label) -> bool:
        # What an inset shows is named there; on the map itself only the cities that everybody looks for.
        x, y = placing.metres(label.x, label.y)
        if label.put:
            return not any(one.holds(x, y) and one.takes(label.put, placing) for one in insets)
        inside = label.names in _OF_POINTS and any(one.holds(x, y) for one in insets)
        return _is_city(label) or not inside

    told = {one.label.feature for piece in pieces for one in piece.placed if one.label.names == "place"}
    panel.number(left, named_here)
    panel.name(named_here, elsewhere=lambda label: label.feature in told and label.rank > CAPITAL)
    page.sheet.add_patch(
        Rectangle((rect.x, rect.y), rect.width, rect.height, facecolor="none",
                  edgecolor=request.house.colours.frame, linewidth=0.8 * page.scale, zorder=4.5)
    )  # fmt: skip
    moved = [piece.on(rect) for piece in pieces]
    return Mapped(
        scale_bar,
        tuple(one for names, _ in moved for one in names),
        tuple(sorted((one for _, discs in moved for one in discs), key=lambda one: one.callout.number)),
        locator,
        tuple(insets),
        panel.unnamed(pieces),
        tuple(pieces),
    )


def _is_city(label: Label) -> bool:
    return label.names == "place" and label.rank <= CITY


def _draw_inset(page: Page, around: Panel, inset: Inset, callouts: Sequence[Callout]) -> Panel:
    """Draw an inset of a map with its own names, the numbers that belong there, and its scale bar."""
    frame, lang = inset.placing.frame, around.request.view.lang
    drawn = replace(around.drawn, layers=cut_to(around.drawn.layers, frame))
    symbols = symbols_of(drawn.layers, inset.placing, around.unit)
    piece = Panel(page, around.evidence, around.request, drawn, inset.placing, symbols, around.unit, 2.0)
    piece.paint(graticule=False)
    draw_inset_frame(page, around.placing, inset, lang)
    bare = replace(drawn, layers=())
    nothing = np.array([], dtype=object)
    corners = Corners(bare, inset.placing, symbols, piece.counts, nothing, page.scale, lang == "ar")
    bar = corners.empty(scale_room(page, inset.placing, arrow=False), [], _SCALE)
    # Without room for a bar of its own it has that of the map: its name says how many times the scale it has.
    if bar:
        rect = inset.placing.rect
        draw_scale(page, inset.placing, bar.shifted(rect.x, rect.y), lang, arrow=False)
        piece.furnish([bar])

    def named_here(label: Label) -> bool:
        return inset.takes(label.put, inset.placing)

    piece.number(callouts, named_here)
    # A city that has no name near it here may have one on the map itself.
    piece.name(named_here, forced=False, elsewhere=_is_city)
    return piece


def map_picture(
    evidence: Evidence, request: FigureRequest, width: float, height: float, dpi: int
) -> tuple[bytes, Drawn]:
    """Return the map alone as PNG with all in its frame, and what it shows.

    For a page whose texts are its own. The same features in the same colours as `compose`, in a frame of
    this shape.

    Parameters
    ----------
    width, height : float
        Millimetres of the picture.
    """
    with drawing():
        page, placing = _map_page(request, width, height)
        drawn = draw_map(page, placing.rect, evidence, request)
        page.finish()
        return png(page.figure, dpi), drawn


@dataclass(frozen=True, slots=True)
class MapApart:
    """A map whose names are not set yet.

    Attributes
    ----------
    page : Page
        The map and all in its frame but the names; a page of its own.
    names : tuple of Placed
        The names, in points from the lower left corner of the page.
    """

    page: Page
    drawn: Drawn
    names: tuple[Placed, ...]


def map_apart(evidence: Evidence, request: FigureRequest, width: float, height: float) -> MapApart:
    """Return the map of `map_picture` and its names beside it; call it within `drawing`.

    Parameters
    ----------
    width, height : float
        Millimetres of the picture.
    """
    page, placing = _map_page(request, width, height)
    page.names_apart = True
    drawn = gather(evidence, request, placing.frame, placing.zoom(UNIT * page.scale))
    symbols = symbols_of(drawn.layers, placing, UNIT * page.scale)
    made = draw_whole(page, shown(evidence, request), request, drawn, placing, symbols)
    page.finish()
    names = tuple(one.shifted(placing.rect.x, placing.rect.y) for one in made.labels)
    return MapApart(page, _told(drawn, symbols, made.unnamed), names)


def draw_map(page: Page, rect: Rect, evidence: Evidence, request: FigureRequest) -> Drawn:
    """Draw the map of a request in a rectangle of a page, the degrees round it; call it within `drawing`."""
    unit = UNIT * page.scale
    placing = Placing(framed(request.view.bbox, rect.width / rect.height), rect)
    drawn = gather(evidence, request, placing.frame, placing.zoom(unit))
    symbols = symbols_of(drawn.layers, placing, unit)
    made = draw_whole(page, shown(evidence, request), request, drawn, placing, symbols)
    return _told(drawn, symbols, made.unnamed)


def map_drawn(evidence: Evidence, request: FigureRequest, width: float, height: float) -> Drawn:
    """Return what `map_picture` shows at a size in millimetres; how many have no name is not known yet."""
    page, placing = _map_page(request, width, height)
    drawn = gather(evidence, request, placing.frame, placing.zoom(UNIT * page.scale))
    return _told(drawn, symbols_of(drawn.layers, placing, UNIT * page.scale), NO_FEWER)


def _told(drawn: Drawn, symbols: Sequence[Symbol], unnamed: int) -> Drawn:
    return replace(drawn, unnamed=unnamed, badges=has_badges(symbols))


def has_badges(symbols: Sequence[Symbol]) -> bool:
    """Tell whether some symbol has a number, because it stands for several features."""
    return any(len(one.features) > 1 and not one.chips for one in symbols)


def map_frame(request: FigureRequest, width: float, height: float) -> Frame:
    """Return the ground that `map_picture` shows at a size in millimetres: less of it than of the picture."""
    return _map_placing(request, width, height).frame


def _map_page(request: FigureRequest, width: float, height: float) -> tuple[Page, Placing]:
    page = Page(Size("map", "MAP", "Map alone", width, height, request.page.scale))
    return page, _map_placing(request, width, height)


def _map_placing(request: FigureRequest, width: float, height: float) -> Placing:
    edge = _degrees(request.page.scale)
    rect = Rect(edge, edge, millimetres(width) - 2 * edge, millimetres(height) - 2 * edge)
    return Placing(framed(request.view.bbox, rect.width / rect.height), rect)


@lru_cache(maxsize=16)  # a page is dear to make, and hundreds of maps are asked where they would lie
def _degrees(scale: float) -> float:
    return degrees_room(Page(Size("map", "MAP", "Map alone", 10, 10, scale)))


def swatch(entry: LegendEntry, dpi: int) -> bytes:
    """Return the swatch of an entry of the legend as PNG, 9 x 6 mm on a transparent ground."""
    return _swatch(entry, dpi, fonts.families())


@lru_cache(maxsize=1024)  # few looks, and each slide and Word page has dozens of them
def _swatch(entry: LegendEntry, dpi: int, _: tuple[str, ...]) -> bytes:
    with drawing():
        page = Page(Size("swatch", "SW", "Swatch", 9, 6))
        page.figure.patch.set_alpha(0)
        draw_swatch(page, page.rect.inset(2), entry)
        page.finish()
        return png(page.figure, dpi)
