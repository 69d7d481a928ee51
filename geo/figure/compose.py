"""Evidence and a request -> the figure, drawn but not yet written: `compose`."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import shapely
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.comparing import Other, draw_day, split
from geo.figure.drawn import Drawn, LegendEntry
from geo.figure.frame import frame_of
from geo.figure.gathering import gather, shown, title_of
from geo.figure.map.callouts import Disc, draw_callouts
from geo.figure.map.features import draw_areas, draw_lines
from geo.figure.map.graticule import draw_graticule, room
from geo.figure.map.ground import draw_ground
from geo.figure.map.labels import Placed, draw_labels, place
from geo.figure.map.locator import draw_locator, locator_room
from geo.figure.map.placing import Placing
from geo.figure.map.points import Symbol, box, draw_counts, draw_leaders, draw_rings, draw_symbols, symbols_of
from geo.figure.map.scale import ScaleBar, draw_scale, scale_room
from geo.figure.map.sketch import draw_sketch, in_frame
from geo.figure.map.toponyms import labels
from geo.figure.page.heading import draw_footer, draw_heading, draw_warnings, footer_for, heading_for
from geo.figure.page.layout import Layout, layouts, margin
from geo.figure.page.legend import draw_swatch
from geo.figure.page.sidebar import draw_sidebar, fitted
from geo.figure.request import FigureRequest, request_id
from geo.figure.sheet import fonts
from geo.figure.sheet.paper import Page, Rect, millimetres
from geo.figure.sheet.sizes import Size
from geo.scene import style

if TYPE_CHECKING:
    from collections.abc import Iterator

UNIT = 0.5
"""Points on A4 for one pixel on the screen: symbols and lines are finer in print."""
_INSET = 5.0
_DOT = 1.5
_SETTINGS: dict[Any, Any] = {
    "text.parse_math": False,
    "text.hinting": "none",
    "text.usetex": False,
    "lines.scale_dashes": False,
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "svg.fonttype": "none",
    "axes.unicode_minus": False,
    "agg.path.chunksize": 0,
    "path.simplify": True,
}
_lock = RLock()


@dataclass(frozen=True, slots=True)
class Composed:
    """A figure ready to be written by `geo.figure.formats.writing`.

    Attributes
    ----------
    figure : matplotlib Figure
        One page at its true size; drawn without pyplot, so nothing else holds it.
    drawn : Drawn
        What it shows and says; also what a slide takes its native texts from.
    id : str
        The figure id that is printed on it.
    version : str
        Of the evidence that it was made from.
    texts : tuple of Text
        Every text on the page, for whoever checks that none covers another.
    map : Rect
        The frame of the map on the page, in points.
    scale_bar : ScaleBar
        As drawn.
    labels : tuple of Placed
        The names on the map, in points of it.
    discs : tuple of Disc
        The numbers of the call-outs on the map, in points of it.
    evidence : Evidence
        What it was made from; a slide draws its map from it.
    """

    figure: Figure
    drawn: Drawn
    request: FigureRequest
    id: str
    version: str
    texts: tuple[Text, ...]
    map: Rect
    scale_bar: ScaleBar
    labels: tuple[Placed, ...]
    discs: tuple[Disc, ...]
    evidence: Evidence = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Map:
    """What of the map the rest of the figure has to know."""

    scale_bar: ScaleBar
    labels: tuple[Placed, ...]
    discs: tuple[Disc, ...]


@contextmanager
def drawing(salt: str = "") -> Iterator[None]:
    """Hold matplotlib to our settings; one thread at a time, because they are the whole process's."""
    with _lock, mpl.rc_context({**_SETTINGS, "svg.hashsalt": salt or "libya"}):
        fonts.register()
        yield


def compose(evidence: Evidence, request: FigureRequest) -> Composed:
    """Return the figure of a request.

    Safe in several threads at a time. The evidence is only read.

    Raises
    ------
    GeoError
        What `gather` raises; a missing font, or a letter that no font of ours can show.
    """
    with drawing():
        return _composed(evidence, request)


def _composed(evidence: Evidence, request: FigureRequest) -> Composed:
    page = Page(request.page, request.view.digits if request.view.lang == "ar" else "")
    edge = margin(page)
    title = title_of(evidence, request)
    compared = request.view.compare
    other = Other.of(evidence, request, compared) if compared else None
    # What differs is told where nobody wrote a subtitle.
    said = other.told[request.view.lang == "ar"] if other and not request.subtitle else request.subtitle
    heading = heading_for(page, replace(request, subtitle=said), title, edge)
    chosen = [evidence.catalog[name] for name in request.view.layers if name in evidence.catalog]
    areas = any(layer.colour_by and layer.derive for layer in chosen)
    frame = frame_of(request.view.bbox, 1.0)
    footer = footer_for(page, request, frame, evidence.version, edge, areas=areas)
    ways = list(layouts(page, request.page, heading.height, footer.height))
    unit = UNIT * page.scale
    for layout in ways:
        rects = split(layout, page, request.view.lang) if other else (layout.map,)
        rect = rects[-1]
        frame = frame_of(request.view.bbox, rect.width / rect.height)
        placing = Placing(frame, rect)
        drawn = both = gather(evidence, request, frame, placing.zoom(unit))
        symbols = symbols_of(drawn.layers, placing, unit)
        if other:
            others, both = other.gathered(drawn, frame, placing.zoom(unit))
        counts = any(len(symbol.features) > 1 for symbol in symbols)
        sidebar = fitted(page, both, request, layout, counts=counts, last=layout is ways[-1])
        if sidebar:
            break
    else:
        raise GeoError(f"size: nothing fits on '{request.size}'; choose a larger one")
    draw_heading(page, request, both, heading, edge)
    footer = footer_for(page, request, frame, evidence.version, edge, areas=areas)
    draw_footer(page, request, both, footer, edge)
    draw_sidebar(page, request, layout, sidebar)
    days = [draw_day(page, request, rect)] if other else []
    painted = _draw_map(page, shown(evidence, request), request, drawn, placing, symbols, days)
    if other:
        _draw_other(page, other, others, (Placing(frame, rects[0]), placing), symbols)
    page.finish()
    page.figure.set_dpi(request.dpi)
    return Composed(
        page.figure,
        both,
        request,
        request_id(request, evidence.version),
        evidence.version,
        tuple(page.texts),
        rect,
        painted.scale_bar,
        painted.labels,
        painted.discs,
        evidence,
    )


def _draw_other(
    page: Page, other: Other, drawn: Drawn, placings: tuple[Placing, Placing], symbols: Sequence[Symbol]
) -> None:
    """Draw the other map, and on both what differs."""
    unit = UNIT * page.scale
    own = symbols_of(drawn.layers, placings[0], unit)
    days = [draw_day(page, other.request, placings[0].rect, other.otherwise)]
    _draw_map(page, shown(other.evidence, other.request), other.request, drawn, placings[0], own, days)
    other.draw_differing(page, placings, (own, symbols), unit)


def _draw_map(
    page: Page,
    evidence: Evidence,
    request: FigureRequest,
    drawn: Drawn,
    placing: Placing,
    symbols: Sequence[Symbol],
    over: Sequence[Rect] = (),
) -> _Map:
    """Draw the map with everything inside its frame, and the degrees round it.

    Parameters
    ----------
    over : sequence of Rect
        What stands over the map already, in points of the page.
    """
    rect, unit = placing.rect, UNIT * page.scale
    axes = page.axes(rect, 1)
    draw_ground(axes, evidence, placing, page.scale)
    draw_graticule(page, axes, placing)
    for i, layer in enumerate(drawn.layers):
        zorder = 2 + i * 0.05
        draw_areas(axes, layer, placing, unit, zorder)
        draw_lines(axes, layer, placing, unit, zorder + 0.01)
        draw_rings(axes, layer, placing, unit, zorder + 0.025)
        own = [symbol for symbol in symbols if symbol.layer == i]
        draw_leaders(axes, own, unit, zorder + 0.028)
        draw_symbols(page, axes, own, unit, zorder + 0.03, layer.opacity, frames=request.frames)
    numbers = draw_counts(page, axes, rect, symbols, unit, 4)
    banner = draw_warnings(page, drawn, rect)
    taken = [*numbers, *(box(symbol, unit) for symbol in symbols)]
    blocked = [one.shifted(-rect.x, -rect.y) for one in (banner, *over) if one]
    locator = _corner(page, drawn, placing, symbols, locator_room(page), blocked, ("nw", "ne", "sw", "se"))
    bar = _corner(
        page,
        drawn,
        placing,
        symbols,
        scale_room(page, placing),
        [*blocked, locator],
        ("sw", "se", "ne", "nw"),
    )
    draw_locator(page, evidence, placing.frame, locator.shifted(rect.x, rect.y))
    scale_bar = draw_scale(page, placing, bar.shifted(rect.x, rect.y))
    taken += [*blocked, locator, bar]
    draw_sketch(axes, in_frame(request.view.draw, placing.frame), placing, unit, 3.95)
    discs = draw_callouts(page, drawn, placing, symbols, taken, unit)
    taken += [disc.box for disc in discs]
    view = request.view
    named = labels(page, evidence, drawn, placing, symbols, view.lang, unit, view.recorded, view.at)
    placed = place(named, taken, rect, unit, page.scale)
    dots = [(one.label.x, one.label.y) for one in placed if one.label.dot]
    if dots:
        colours = style().ground
        axes.scatter(
            [x for x, _ in dots],
            [y for _, y in dots],
            s=(2 * _DOT * page.scale) ** 2,
            c=colours.label,
            edgecolors=colours.halo,
            linewidths=0.5 * page.scale,
            zorder=1.9,
        )
    draw_labels(page, rect, placed)
    page.sheet.add_patch(
        Rectangle((rect.x, rect.y), rect.width, rect.height, facecolor="none", edgecolor="#6B665A",
                  linewidth=0.8 * page.scale, zorder=4.5)
    )  # fmt: skip
    return _Map(scale_bar, tuple(placed), tuple(discs))


def _corner(
    page: Page,
    drawn: Drawn,
    placing: Placing,
    symbols: Sequence[Symbol],
    size: tuple[float, float],
    taken: Sequence[Rect],
    preferred: Sequence[str],
) -> Rect:
    """Return the corner of the map, in its points, in which a panel hides the fewest features."""
    inset, rect = _INSET * page.scale, placing.rect
    width, height = size
    best: tuple[float, Rect] | None = None
    for i, name in enumerate(preferred):
        x = inset if "w" in name else rect.width - inset - width
        y = inset if "s" in name else rect.height - inset - height
        panel = Rect(x, y, width, height)
        moved = 0.0
        for other in taken:
            if panel.overlaps(other, 3):
                moved = 1.5
                panel = panel.shifted(0, other.y - 3 - panel.top if "n" in name else other.top + 3 - panel.y)
        cost = i * 0.3 + moved + _hidden(drawn, placing, symbols, panel)
        if best is None or cost < best[0]:
            best = cost, panel
    assert best is not None  # noqa: S101 - there are always corners to choose from
    return best[1]


def _hidden(drawn: Drawn, placing: Placing, symbols: Sequence[Symbol], panel: Rect) -> float:
    """Return how many symbols and lines a panel would hide."""
    ppm, frame = placing.points_per_metre, placing.frame
    window = shapely.box(
        frame.west + panel.x / ppm,
        frame.south + panel.y / ppm,
        frame.west + panel.right / ppm,
        frame.south + panel.top / ppm,
    )
    hidden = float(sum(1 for symbol in symbols if panel.overlaps(Rect(symbol.x, symbol.y, 0, 0), 6)))
    for layer in drawn.layers:
        courses = [feature.shape for feature in layer.of("line")]
        hidden += 2 * float(shapely.intersects(courses, window).sum()) if courses else 0
        areas = [feature.shape for feature in layer.of("area")] if layer.layer.colour_by else []
        hidden += 1.5 * float(shapely.intersects(areas, window).sum()) if areas else 0
    return hidden


def map_picture(evidence: Evidence, request: FigureRequest, width: float, height: float, dpi: int) -> bytes:
    """Return the map alone as PNG: graticule, labels, call-out numbers, scale bar, north arrow, locator.

    For a slide, whose texts are its own. The same features in the same colours as `compose`, in a frame of
    this shape.

    Parameters
    ----------
    width, height : float
        Millimetres of the picture.
    """
    with drawing():
        page, placing = _map_page(request, width, height)
        draw_map(page, placing.rect, evidence, request)
        page.finish()
        return _png(page.figure, dpi)


def draw_map(page: Page, rect: Rect, evidence: Evidence, request: FigureRequest) -> Drawn:
    """Draw the map of a request in a rectangle of a page, the degrees round it; call it within `drawing`."""
    unit = UNIT * page.scale
    placing = Placing(frame_of(request.view.bbox, rect.width / rect.height), rect)
    drawn = gather(evidence, request, placing.frame, placing.zoom(unit))
    symbols = symbols_of(drawn.layers, placing, unit)
    _draw_map(page, shown(evidence, request), request, drawn, placing, symbols)
    return drawn


def map_drawn(evidence: Evidence, request: FigureRequest, width: float, height: float) -> Drawn:
    """Return what `map_picture` shows at a size in millimetres."""
    page, placing = _map_page(request, width, height)
    return gather(evidence, request, placing.frame, placing.zoom(UNIT * page.scale))


def _map_page(request: FigureRequest, width: float, height: float) -> tuple[Page, Placing]:
    page = Page(Size("map", "MAP", "Map alone", width, height, request.page.scale))
    edge = room(page)
    rect = Rect(edge, edge, millimetres(width) - 2 * edge, millimetres(height) - 2 * edge)
    return page, Placing(frame_of(request.view.bbox, rect.width / rect.height), rect)


def swatch(entry: LegendEntry, dpi: int) -> bytes:
    """Return the swatch of an entry of the legend as PNG, 9 x 6 mm on a transparent ground."""
    with drawing():
        page = Page(Size("swatch", "SW", "Swatch", 9, 6))
        page.figure.patch.set_alpha(0)
        draw_swatch(page, page.rect.inset(2), entry)
        page.finish()
        return _png(page.figure, dpi)


def _png(figure: Figure, dpi: int) -> bytes:
    stream = io.BytesIO()
    figure.savefig(
        stream, format="png", dpi=dpi, metadata={"Software": None}, pil_kwargs={"compress_level": 4}
    )
    return stream.getvalue()


__all__ = ["Composed", "Layout", "compose", "draw_map", "drawing", "map_drawn", "map_picture", "swatch"]
