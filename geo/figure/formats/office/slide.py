"""A figure as an editable slide: its texts are the slide's own, names too; only the map is a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from geo.evidence import Evidence
from geo.figure.compose import Composed
from geo.figure.drawn import Drawn
from geo.figure.formats.office.slide_file import SCREEN, Sheet, new_presentation, packed
from geo.figure.formats.office.slide_parts import (
    QUIET,
    WIDER,
    Paragraph,
    label_box,
    mark,
    new_slide,
    notes,
    picture,
    sharp,
    tall,
    text_box,
)
from geo.figure.formats.office.slide_side import draw_side, fitted_side, holds
from geo.figure.formats.svg_text import svg_of
from geo.figure.frame import data_size, framed, ground_extent
from geo.figure.mapped import map_apart
from geo.figure.page.heading import small_print
from geo.figure.request import FigureRequest
from geo.figure.sheet.drawing import drawing, png
from geo.figure.sheet.paper import BOLD, Type, wrap
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import apart, clocks_text, days_text, grade_text, labelled, say
from geo.model import Language

AUTHOR = "libya-map geo.figure"

_MARGIN = 9.0
_GAP = 5.0
_WIDE_SIDES, _SIDES, _BELOWS = (
    (116.0, 130.0, 146.0),
    (92.0, 104.0, 116.0, 130.0),
    tuple(share / 100 for share in range(24, 64, 4)),
)
"""Millimetres of the side beside the map, on a screen and elsewhere, and shares of the body below it."""
_DEGREES = 5.0
"""Millimetres round the map in which its degrees stand."""
_MARKED = 58.0
"""Millimetres at the right of title and small print that any marking has room in."""
_LOGO, _LOGO_GAP = 11.0, 4.0
"""Millimetres of the height of the logo of a house, and beside it."""
_TITLES = (24.0, 20.0, 17.0, 14.0, 12.0)
_TITLE_LINES = 2
_LONG_SUBTITLE = 150
_SMALL = 8.0


@dataclass(frozen=True, slots=True)
class _Places:
    """The rectangles of a slide in millimetres, y from above, and the size of its title."""

    title: Rect
    title_size: float
    under: Rect
    under_texts: tuple[Paragraph, ...]
    logo: Rect
    map: Rect
    side: Rect
    foot: Rect


def slide_bytes(evidence: Evidence, composed: Composed, metadata: dict[str, str]) -> bytes:
    """Return a figure as a PPTX of one slide; the same bytes for the same figure.

    Parameters
    ----------
    composed : Composed
        What the slide shows; its map is drawn anew, in the shape that a slide has room for.
    metadata : dict of str to str
        Goes into the core properties; `keywords` is what `read_metadata` reads.

    Raises
    ------
    GeoError
        As `compose`.
    """
    sheet = Sheet.of(composed.request.page)
    presentation = new_presentation(sheet)
    drawn = add_figure(presentation, sheet, evidence, composed)
    properties = {
        "title": drawn.title,
        "subject": f"TLP:{drawn.marking}",
        "identifier": composed.id,
        "author": AUTHOR,
        "last_modified_by": AUTHOR,
        **metadata,
    }
    return packed(
        presentation, properties, composed.request.made_on, sheet.by, composed.request.house.fonts.office
    )


def add_figure(
    presentation: Any, sheet: Sheet, evidence: Evidence, composed: Composed, number: str = ""
) -> Drawn:
    """Add a figure to a presentation as its next slide; return what its map shows.

    Parameters
    ----------
    sheet : Sheet
        That of the presentation.
    number : str
        Of the slide, printed below; "" = none.
    """
    # Type and symbols are made for the screen, whatever page was asked for.
    request = composed.request.with_size(SCREEN)
    lang = request.view.lang
    with drawing(composed.id):
        places = _places(sheet, request, composed)
        own = map_apart(evidence, request, places.map.width, places.map.height)
        content = png(own.page.figure, round(request.dpi * sheet.by))
        about = {"Title": own.drawn.title, "Date": request.made_on.isoformat()}
        drawing_of = svg_of(own.page.figure, own.page.texts, request.dpi, about)
    drawn = own.drawn
    slide = new_slide(presentation, drawn.title, places.title, places.title_size, request.house.colours.title)
    text_box(slide, places.under, places.under_texts, "Subtitle and dates")
    described = f"{drawn.title}. {days_text(request.view, lang)}."
    sharp(picture(slide, content, places.map, "Map", described), drawing_of)
    with drawing():
        for one in own.names:
            label_box(slide, one, places.map)
        draw_side(slide, fitted_side(drawn, request, places.side), lang)
        text_box(slide, places.foot, _small_print(sheet, drawn, composed, lang, number), "Small print")
        for top in (_MARGIN - 2, sheet.height - _MARGIN - 4):
            mark(slide, sheet, drawn.marking, _MARGIN, top, left=lang == "ar")
        if request.house.logo:
            picture(slide, request.house.logo, places.logo, "Logo", "")
    notes(slide, list(_notes(drawn, composed, lang)))
    return drawn


def _places(sheet: Sheet, request: FigureRequest, composed: Composed) -> _Places:
    """Return where everything stands; the map takes what the heading and the side leave."""
    lang = request.view.lang
    across, high_logo = request.house.logo_size(_LOGO)
    foot_width = sheet.width - 2 * _MARGIN - _MARKED
    width = foot_width - (across + _LOGO_GAP if across else 0.0)
    logo = Rect(_MARGIN + foot_width - across, _MARGIN - 2, across, high_logo)
    size, lines = _title_size(composed.drawn.title, width)
    high = lines * size * 1.25 * 25.4 / 72
    dates = f" · {clocks_text(request.view, request.made_on, lang)}"
    said = apart(request.subtitle) if request.subtitle else []
    longest = max(map(len, said), default=0)
    size_under = 12.0 if longest <= _LONG_SUBTITLE * (1 if sheet.wide else 0.5) else 10.0
    under = (
        *(Paragraph(text, size_under, colour=QUIET) for text in said),
        Paragraph(dates, 10.0, colour=QUIET, lead=days_text(request.view, lang)),
    )
    top = _MARGIN - 2
    below = top + high + 0.8
    told = tall(under, width)
    body = below + told + 2.5
    small = tall(_small_print(sheet, composed.drawn, composed, lang, "000"), foot_width)
    high_foot = 12.0 if sheet.wide else max(12.0, small)
    foot = Rect(_MARGIN, sheet.height - _MARGIN + 4.5 - high_foot, foot_width, high_foot)
    room = Rect(_MARGIN, body, sheet.width - 2 * _MARGIN, foot.y - 2 - body)
    where, side = _divided(sheet, room, request, composed)
    heading = Rect(_MARGIN, top, width, high), Rect(_MARGIN, below, width, told)
    title, said_in, logo, where, side, foot = (
        sheet.turned(rect, lang) for rect in (*heading, logo, where, side, foot)
    )
    return _Places(title, size, said_in, under, logo, where, side, foot)


def _divided(sheet: Sheet, room: Rect, request: FigureRequest, composed: Composed) -> tuple[Rect, Rect]:
    """Return the places of the map and of its side: those that show the map largest, with no text cut."""
    beside = [_beside(room, wide) for wide in (_WIDE_SIDES if sheet.wide else _SIDES)]
    ways = [*beside, *([] if sheet.wide else [_below(room, share) for share in _BELOWS])]
    wide, high = data_size(request.view.bbox)
    ground = ground_extent(composed.evidence)

    def has_ground(way: tuple[Rect, Rect]) -> bool:
        inside = way[0].inset(_DEGREES)
        return framed(request.view.bbox, inside.width / inside.height).stands_on(ground)

    def shown(way: tuple[Rect, Rect]) -> float:
        return min(way[0].width / wide, way[0].height / high)

    if sheet.wide:
        # Its map has the height of the slide beside any of them: the narrowest that has room for all.
        return next(
            (way for way in ways if has_ground(way) and holds(composed.drawn, request, way[1])), ways[0]
        )
    ways = [way for way in ways if has_ground(way)] or ways
    whole = [way for way in ways if holds(composed.drawn, request, way[1])]
    # Where nothing has room for all, the side is as large as it may be, and says what is in the notes.
    return max(whole, key=shown) if whole else max(ways, key=lambda way: way[1].width * way[1].height)


def _beside(room: Rect, wide: float) -> tuple[Rect, Rect]:
    across = room.width - wide - _GAP
    return Rect(room.x, room.y, across, room.height), Rect(
        room.x + across + _GAP, room.y + 1.5, wide, room.height - 1.5
    )


def _below(room: Rect, share: float) -> tuple[Rect, Rect]:
    high = room.height * share
    down = room.height - high - _GAP
    return Rect(room.x, room.y, room.width, down), Rect(room.x, room.y + down + _GAP, room.width, high)


def _title_size(title: str, width: float) -> tuple[float, int]:
    for size in _TITLES:
        lines = len(wrap(title, Type(size, BOLD), width / 25.4 * 72 / WIDER))
        if lines <= _TITLE_LINES:
            break
    return size, max(lines, 1)


def _small_print(
    sheet: Sheet, drawn: Drawn, composed: Composed, lang: Language, number: str
) -> list[Paragraph]:
    areas = any(layer.layer.colour_by and layer.layer.derive for layer in drawn.layers)
    texts = small_print(
        drawn.map_frame, lang, composed.id, composed.version, composed.request.house, areas=areas
    )
    texts[-1] += f" · {number}" if number else ""
    # Across a screen each has its line; elsewhere they would take half as many again.
    return [Paragraph(text, _SMALL, colour=QUIET) for text in (texts if sheet.wide else [" · ".join(texts)])]


def _notes(drawn: Drawn, composed: Composed, lang: Language) -> Iterator[str]:
    """Yield the speaker's notes: how the figure was made, what is left out, key, legend, all sources."""
    request = composed.request
    yield drawn.title
    if request.subtitle:
        yield request.subtitle
    yield f"TLP:{drawn.marking}"
    shown = days_text(request.view, lang)
    yield f"{shown} · {clocks_text(request.view, request.made_on, lang)}"
    made = labelled("figure", lang, id=composed.id), labelled("data", lang, version=composed.version)
    yield " · ".join(made)
    out = drawn.left_out
    yield (
        f"Drawn: {drawn.features} features. Left out: {out.unplaced} without a known position, "
        f"{out.stale} not confirmed lately, {out.filtered} filtered out, "
        f"{out.above_marking} above the marking, {out.outside} outside the extent, "
        f"{out.above_clearance} rows marked above what may be shown."
    )
    if drawn.grade:
        yield f"{say('grade', lang)}: {grade_text(drawn.reliability, drawn.credibility, drawn.grade, lang)}"
    for warning in drawn.warnings:
        yield f"{say('warning', lang)}: {warning}"
    if request.notes:
        yield f"{say('notes', lang)}: {request.notes}"
    for callout in drawn.callouts:
        yield f"{callout.number}. {callout.name.text('en+ar')}: {callout.text}"
    yield f"{say('legend', lang)}:"
    for group in drawn.legend:
        yield f"{group.name.text(lang)}: {'; '.join(entry.name.text(lang) for entry in group.entries)}"
    yield f"{say('sources', lang)} ({len(drawn.sources)}):"
    for line in drawn.sources:
        yield ", ".join(part for part in (line.publisher, line.title, line.date) if part) + f" [{line.id}]"


__all__ = ["AUTHOR", "add_figure", "slide_bytes"]
