"""Evidence and a request -> the figure, drawn but not yet written: `compose`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from matplotlib.figure import Figure
from matplotlib.text import Text

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.behind import link
from geo.figure.comparing import Other, draw_day, split
from geo.figure.drawn import Drawn
from geo.figure.frame import Placing, data_size, framed, ground_extent, outlined
from geo.figure.gathering import gather, scene_of, shown, title_of
from geo.figure.map.callouts import Disc
from geo.figure.map.furniture.insets import Inset
from geo.figure.map.furniture.scale import ScaleBar
from geo.figure.map.labels import Placed
from geo.figure.map.panel import Panel
from geo.figure.map.points import symbols_of
from geo.figure.mapped import NO_FEWER, UNIT, Mapped, draw_whole, has_badges
from geo.figure.page.banner import draw_warnings
from geo.figure.page.footer import draw_footer, footer_for
from geo.figure.page.heading import draw_heading, heading_for
from geo.figure.page.layout import Layout, body_of, gap, margin
from geo.figure.page.sidebar import Arranged, Contents, arranged, draw_sidebar, refilled
from geo.figure.page.table import Table, draw_table, table_for
from geo.figure.request import FigureRequest, request_id
from geo.figure.sheet import fonts
from geo.figure.sheet.drawing import drawing
from geo.figure.sheet.paper import Page, Turn
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import BOTH
from geo.scene import SceneLayer
from geo.view.hand import notes_in
from geo.view.texts import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROUNDS, _SETTLED = 8, 3
"""Turns that a page takes at most, and after which the way to set one with a table stays."""
_CHANGES = 4
"""Sentences on what differs for which two maps leave room."""


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
    scale_bar : ScaleBar or None
        As drawn; a bare map has none.
    labels : tuple of Placed
        The names on the map, in points of it.
    discs : tuple of Disc
        The numbers of the call-outs on the map, in points of it.
    locator : Rect or None
        Where it stands, in points of the map; a bare map has none.
    insets : tuple of Inset
        Where the map is crowded, the same ground at a larger scale.
    short : frozenset of int
        The numbers of call-outs for whose texts short forms stand.
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
    scale_bar: ScaleBar | None
    labels: tuple[Placed, ...]
    discs: tuple[Disc, ...]
    locator: Rect | None
    insets: tuple[Inset, ...]
    short: frozenset[int]
    evidence: Evidence = field(repr=False)


def compose(evidence: Evidence, request: FigureRequest) -> Composed:
    """Return the figure of a request.

    Safe in several threads at a time. The evidence is only read.

    Raises
    ------
    GeoError
        What `gather` raises; a missing font, or a letter that no font of ours can show.
    """
    if request.view.compare and (request.bare or request.table):
        raise GeoError(f"{'bare' if request.bare else 'table'}: is of one map; leave it or compare out")
    if request.area and outlined(evidence, request.area) is None:
        raise GeoError(f"area: {quoted(request.area)} is no district or region; give its id or leave it out")
    with fonts.led_by(request.house.fonts.files), drawing():
        _know_every_letter(scene_of(evidence, request).layers, request)
        return _bare(evidence, request) if request.bare else _composed(evidence, request)


def _know_every_letter(layers: Iterable[SceneLayer], request: FigureRequest) -> None:
    """Raise GeoError with a line for every text that has a letter which no font has."""
    texts = [("title", request.title), ("subtitle", request.subtitle), ("notes", request.notes)]
    texts += [("note", note.text.replace("\n", " ")) for note in notes_in(request.view.note)]
    for one in layers:
        for own in one.features:
            named = own.name.lines(request.view.lang)
            texts += [(f"layer {one.layer.id}, feature {own.id}", text) for text in named]
            if own.id in request.callouts:
                texts.append((f"layer {one.layer.id}, summary of {own.id}", own.summary))
    faults = [
        f"{where}: no font of the figure has {', '.join(f'{a} (U+{ord(a):04X})' for a in missing)}; "
        "write it without"
        for where, text in texts
        if (missing := fonts.unknown_letters(text))
    ]
    if faults:
        raise GeoError("\n".join(faults))


def _composed(evidence: Evidence, request: FigureRequest) -> Composed:  # noqa: PLR0915 - one page, as it is made
    page = Page(request.page, request.view.digits if request.view.lang == "ar" else "")
    edge = margin(page)
    title = title_of(evidence, request)
    compared = request.view.compare
    other = Other.of(evidence, request, compared) if compared else None
    # What differs is told where nobody wrote a subtitle.
    said = request.subtitle or (BOTH.join(other.told.lines(request.view.lang)) if other else "")
    heading = heading_for(page, replace(request, subtitle=said), title, edge)
    chosen = [evidence.catalog[name] for name in request.view.layers if name in evidence.catalog]
    areas = any(layer.areas_named for layer in chosen)
    frame = framed(request.view.bbox, 1.0)
    code = link(evidence, request)

    footer_of = partial(footer_for, page, request, evidence.version, edge, code, areas)
    footer = footer_of(frame)
    room = body_of(page, heading.height, footer.height)
    unit = UNIT * page.scale
    data = data_size(request.view.bbox)
    if other:
        data = _pair(data, room)
    ground = ground_extent(evidence)

    table: Table | None = None
    body = room

    def rects_of(whole: Rect) -> tuple[Rect, ...]:
        return split(Layout(whole, whole), page, request.view.lang) if other else (whole,)

    def on_ground(aspect: float) -> bool:
        rect = rects_of(Rect(0, 0, body.height * aspect, body.height))[-1]
        return framed(request.view.bbox, rect.width / rect.height).stands_on(ground)

    found: Arranged | None = None
    contents: Contents | None = None
    fullest: Drawn | None = None
    # What the frame shows says how much stands beside it, and so what shape it has: soon it stays as it is.
    for turn in range(_ROUNDS):
        most = min(body.width / data[0], body.height / data[1])
        whole = Rect(body.x, body.y, most * data[0], most * data[1])
        rects = rects_of(found.layout.map if found else whole)
        rect = rects[-1]
        placing = Placing(framed(request.view.bbox, rect.width / rect.height), rect)
        # How many names have no room is known when the map is drawn: until then the text is at its longest.
        zoom = placing.zoom(unit)
        drawn = both = replace(gather(evidence, request, placing.frame, zoom), unnamed=NO_FEWER)
        if other:
            others, both = other.gathered(drawn, placing.frame, zoom)
        symbols = symbols_of(drawn.layers, placing, unit)
        both = replace(both, badges=has_badges(symbols))
        before = found
        body, table = _above_table(page, both, request, room)
        # The fullest of what was seen, so that the page does not swing between two shapes.
        fullest = max(fullest or both, both, key=lambda one: sum(len(own.entries) for own in one.legend))
        fullest = fullest if fullest.badges == both.badges else replace(fullest, badges=both.badges)
        told = 0 if page.mostly else min(_CHANGES, len(fullest.changes))
        now = Contents(page, fullest, request, footer.rises, partial(footer_of, placing.frame), told)
        if before and turn == _ROUNDS - 1:
            found = refilled(replace(now, drawn=both, _made={}), before)
        else:
            contents = _same_or_new(contents, now)
            # A table has as many rows as the map has features, by its scale: else the page swings with it.
            settled = before.how.way if before and table and turn >= _SETTLED else None
            found = arranged(contents, body, data, on_ground, settled)
        if found is None:
            raise GeoError(
                f"size: the call-outs and the key leave no room for a map on '{request.size}'; "
                "choose a larger one or fewer call-outs"
            )
        if before and before.layout == found.layout:
            break
    assert found is not None  # noqa: S101 - the first turn found it or raised
    frame = placing.frame
    draw_heading(page, request, both, heading, edge)
    footer = footer_of(frame, found.layout.foot_width)
    page.turn = Turn.FOOT
    draw_footer(page, request, both, footer, edge, code, found.layout.foot)
    page.turn = Turn.MAP
    days = [draw_day(page, request, rect)] if other else []
    painted = draw_whole(page, shown(evidence, request), request, drawn, placing, symbols, days)
    if other:
        _draw_other(page, other, others, Placing(frame, rects[0]), painted)
    both = replace(both, unnamed=painted.unnamed)
    page.turn = Turn.SIDE
    short = draw_sidebar(replace(now, drawn=both, _made={}), found)
    page.turn = Turn.TABLE
    draw_table(page, table, room, request.view.lang)
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
        painted.locator,
        painted.insets,
        short,
        evidence,
    )


def _bare(evidence: Evidence, request: FigureRequest) -> Composed:
    """Return the map alone, from edge to edge of the page: ground, evidence, numbers and names."""
    page = Page(request.page, request.view.digits if request.view.lang == "ar" else "")
    unit, rect = UNIT * page.scale, page.rect
    placing = Placing(framed(request.view.bbox, rect.width / rect.height), rect)
    drawn = gather(evidence, request, placing.frame, placing.zoom(unit))
    symbols = symbols_of(drawn.layers, placing, unit)
    panel = Panel(page, shown(evidence, request), request, drawn, placing, symbols, unit)
    panel.paint(graticule=False)
    banner = draw_warnings(page, drawn, rect, request.view.lang)
    panel.furnish([banner] if banner else [])
    panel.number(drawn.callouts)
    panel.name()
    page.finish()
    page.figure.set_dpi(request.dpi)
    drawn = replace(drawn, unnamed=panel.unnamed(), badges=has_badges(symbols))
    made = request_id(request, evidence.version), evidence.version, tuple(page.texts)
    return Composed(
        page.figure,
        drawn,
        request,
        *made,
        rect,
        None,
        tuple(panel.placed),
        tuple(panel.discs),
        None,
        (),
        short=frozenset(),
        evidence=evidence,
    )


def _same_or_new(before: Contents | None, now: Contents) -> Contents:
    """Return the contents of the round before where nothing in them has changed: their columns are made."""
    if before and before.drawn is now.drawn:
        return before
    return now


def _above_table(page: Page, drawn: Drawn, request: FigureRequest, room: Rect) -> tuple[Rect, Table | None]:
    """Return what a table leaves above it, and the table; all of it where none is wanted."""
    if not request.table:
        return room, None
    table = table_for(page, drawn, request, room)
    below = table.height + gap(page)
    return Rect(room.x, room.y + below, room.width, room.height - below), table


def _pair(data: tuple[float, float], body: Rect) -> tuple[float, float]:
    """Return what two maps of the same ground need, side by side or one above the other."""
    beside, above = (data[0] * 2, data[1]), (data[0], data[1] * 2)
    return max(beside, above, key=lambda one: min(body.width / one[0], body.height / one[1]))


def _draw_other(page: Page, other: Other, drawn: Drawn, placing: Placing, painted: Mapped) -> None:
    """Draw the other map, and on both what differs."""
    unit = UNIT * page.scale
    own = symbols_of(drawn.layers, placing, unit)
    days = [draw_day(page, other.request, placing.rect, other.otherwise)]
    beside = draw_whole(page, shown(other.evidence, other.request), other.request, drawn, placing, own, days)
    other.draw_differing(page, (beside.pieces, painted.pieces), unit)
