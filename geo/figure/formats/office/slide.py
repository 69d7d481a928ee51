"""A figure as an editable slide: its texts are the slide's own, names too; only the map is a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from geo.evidence import Evidence
from geo.figure.compose import Composed
from geo.figure.drawn import Drawn
from geo.figure.formats.office.slide_file import SCREEN, Sheet, new_presentation, packed
from geo.figure.formats.office.slide_parts import (
    QUIET,
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
from geo.figure.formats.office.slide_side import Content, draw_side, fitted_side, largest
from geo.figure.formats.svg_text import svg_of
from geo.figure.formats.told import dates_of, small_print_of, told
from geo.figure.frame import data_size, framed, ground_extent
from geo.figure.mapped import map_apart
from geo.figure.request import FigureRequest
from geo.figure.sheet.drawing import drawing, png
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import BOTH, apart, days_text, each_of, headed

AUTHOR = "libya-map geo.figure"

_MARGIN = 9.0
_GAP, _APART = 5.0, 8.0
"""Millimetres between map and side, and between what stands in English and in Arabic beside each other."""
_WIDE_SIDES, _SIDES, _BELOWS = (
    (100.0, 116.0, 130.0, 146.0, 162.0, 178.0),
    (92.0, 104.0, 116.0, 130.0, 146.0, 162.0),
    tuple(share / 100 for share in range(24, 72, 4)),
)
"""Millimetres of the side beside the map, on a screen and elsewhere, and shares of the body below it."""
_DEGREES = 5.0
"""Millimetres round the map in which its degrees stand."""
_MARKED, _UNDER_MARK = 58.0, 7.4
"""Millimetres beside title and small print that any marking has room in, and below its upper edge."""
_LOGO, _LOGO_GAP = 11.0, 4.0
"""Millimetres of the height of the logo of a house, and beside it."""
_TITLES, _UNDERS, _DATES = (24.0, 20.0, 17.0, 14.0, 12.0), (12.0, 10.0), (10.0, 9.0, 8.0)
"""Points of title, subtitle and dates, in the order tried."""
_LONE, _BRIEF_LONE = 17.0, 14.0
"""Points of the smallest title that is preferred to one of two lines, and that on a page to be mostly map."""
_BRIEF_UNDERS = (12.0, 10.0, 9.0, 8.0, 7.0, 6.5)
"""Points of subtitle and dates there: one line of each."""
_LINES = 2
"""Of title and subtitle where there is room."""
_WIDER = 3
"""Sides that are tried where what the map shows at its own size has no room in the first."""
_GAIN = 1.001
"""How much more another way to set a slide must be worth."""
_SMALL, _SMALL_IN_BOTH, _BRIEF_SMALL = 8.0, 7.0, 6.5


@dataclass(frozen=True, slots=True)
class _Box:
    """A box of text; `place` in millimetres, y from above."""

    place: Rect
    texts: tuple[Paragraph, ...]
    name: str


@dataclass(frozen=True, slots=True)
class _Places:
    """Where everything stands, and the size of the title; `boxes` stand below the title and at the foot."""

    title: Rect
    title_size: float
    boxes: tuple[_Box, ...]
    logo: Rect
    map: Rect
    side: Rect


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
    presentation: Any, sheet: Sheet, evidence: Evidence, composed: Composed, number: int = 0
) -> Drawn:
    """Add a figure to a presentation as its next slide; return what its map shows.

    Parameters
    ----------
    sheet : Sheet
        That of the presentation.
    number : int
        Of the slide, printed below; 0 = none.
    """
    # Type and symbols are made for the screen, whatever page was asked for.
    request = composed.request.with_size(SCREEN)
    lang = request.view.lang
    with drawing(composed.id):
        for wider in range(_WIDER):
            places = _places(sheet, request, composed, number, wider)
            own = map_apart(evidence, request, places.map.width, places.map.height)
            side = fitted_side(_content(request, composed, own.drawn), places.side)
            if side.whole:
                break
        content = png(own.page.figure, round(request.dpi * sheet.by))
        about = {"Title": own.drawn.title, "Date": request.made_on.isoformat()}
        drawing_of = svg_of(own.page.figure, own.page.texts, request.dpi, about)
    drawn = own.drawn
    slide = new_slide(presentation, drawn.title, places.title, places.title_size, request.house.colours.title)
    days = BOTH.join(f"{days_text(request.view, one)}." for one in each_of(lang))
    sharp(picture(slide, content, places.map, "Map", f"{drawn.title}. {days}"), drawing_of)
    with drawing():
        for one in own.names:
            label_box(slide, one, places.map)
        draw_side(slide, side, lang)
        for box in places.boxes:
            text_box(slide, box.place, box.texts, box.name)
        for top in (_MARGIN - 2, sheet.height - _MARGIN - 4):
            mark(slide, sheet, drawn.marking, _MARGIN, top, left=lang == "ar")
        if request.house.logo:
            picture(slide, request.house.logo, places.logo, "Logo", "")
    notes(slide, list(told(composed, drawn)))
    return drawn


def _places(sheet: Sheet, request: FigureRequest, composed: Composed, number: int, wider: int) -> _Places:
    """Return where everything stands; the map takes what the heading and the side leave.

    `wider`: so many steps the side is larger than what the page says needs.
    """
    lang = request.view.lang
    across, high_logo = request.house.logo_size(_LOGO)
    whole = sheet.width - 2 * _MARGIN
    width = whole - _MARKED - (across + _LOGO_GAP if across else 0.0)
    top = _MARGIN - 2
    logo = Rect(_MARGIN + whole - _MARKED - across, top, across, high_logo)
    brief = bool(composed.request.page.mostly)
    size, lines = _title_size(composed.drawn.title, width, _BRIEF_LONE if brief else _LONE)
    title = Rect(_MARGIN, top, width, lines * size * 1.25 * 25.4 / 72)
    # Below marking and logo the page is free to its edge, where the Arabic of both languages begins.
    y = max(top + title.height, top + _UNDER_MARK, top + high_logo) + 0.8
    boxes = []
    told = _subtitle(request.subtitle, whole, brief=brief), _dates(request, whole, brief=brief)
    for texts, name in zip(told, ("Subtitle", "Dates"), strict=True):
        boxes += _beside_each_other(texts, Rect(_MARGIN, y, whole, 0), name)
        y += max((box.place.height for box in boxes if box.name.startswith(name)), default=0.0)
    small = _small_print(sheet, composed, number, whole - _MARKED)
    high_foot = max(12.0, *(box.place.y + box.place.height for box in small))
    at = sheet.height - _MARGIN + 4.5 - high_foot
    boxes += [replace(box, place=replace(box.place, y=at + box.place.y)) for box in small]
    body = y + 2.5
    room = Rect(_MARGIN, body, whole, at - 2 - body)
    where, side = _divided(sheet, room, request, composed, wider)
    title, logo, where, side = (sheet.turned(rect, lang) for rect in (title, logo, where, side))
    turned = (replace(box, place=sheet.turned(box.place, lang)) for box in boxes)
    return _Places(title, size, tuple(turned), logo, where, side)


def _beside_each_other(texts: Sequence[Sequence[Paragraph]], room: Rect, name: str) -> list[_Box]:
    """Return boxes for what is said in one language, or in two beside each other, as high as the texts."""
    count = max(len(texts), 1)
    width = (room.width - _APART * (count - 1)) / count
    return [
        _Box(
            Rect(room.x + place * (width + _APART), room.y, width, tall(own, width)),
            tuple(own),
            f"{name}, Arabic" if place else name,
        )
        for place, own in enumerate(texts)
    ]


def _subtitle(text: str, width: float, *, brief: bool) -> list[list[Paragraph]]:
    """Return the subtitle in each language that it has, in the largest type in which it is not long."""
    said = apart(text) if text else []
    own = (width - _APART * (len(said) - 1)) / max(len(said), 1)
    fits = (
        size
        for size in (_BRIEF_UNDERS if brief else _UNDERS)
        if all(Paragraph(one, size).lines(own) <= (1 if brief else _LINES) for one in said)
    )
    size = next(fits, _UNDERS[-1])
    return [[Paragraph(one, size, colour=QUIET)] for one in said]


def _dates(request: FigureRequest, width: float, *, brief: bool) -> list[list[Paragraph]]:
    """Return the dates in each language, in one line where that can be read."""
    days = [dates_of(request, one) for one in each_of(request.view.lang)]
    own = (width - _APART * (len(days) - 1)) / len(days)
    sizes = [
        [[Paragraph(others, size, colour=QUIET, lead=shown)] for shown, others in days]
        for size in (_BRIEF_UNDERS[1:] if brief else _DATES)
    ]
    return next(
        (told for told in sizes if all(one.lines(own) == 1 for (one,) in told)), sizes[-1 if brief else 0]
    )


def _divided(
    sheet: Sheet, room: Rect, request: FigureRequest, composed: Composed, wider: int
) -> tuple[Rect, Rect]:
    """Return the places of the map and its side: a large map, texts in large type, and none of them cut."""
    beside = [_beside(room, wide) for wide in (_WIDE_SIDES if sheet.wide else _SIDES)]
    ways = [*beside, *([] if sheet.wide else [_below(room, share) for share in _BELOWS])]
    wide, high = data_size(request.view.bbox)
    ground = ground_extent(composed.evidence)

    def has_ground(way: tuple[Rect, Rect]) -> bool:
        inside = way[0].inset(_DEGREES)
        return framed(request.view.bbox, inside.width / inside.height).stands_on(ground)

    content = _content(request, composed, composed.drawn)
    ways = [way for way in ways if has_ground(way)] or ways
    # Of sides that are worth the same, the smaller one leaves the wider map.
    ways.sort(key=lambda way: way[1].width * way[1].height)
    best, at = 0.0, len(ways)
    for which, way in enumerate(ways):
        scale = min(way[0].width / wide, way[0].height / high)
        for short in (False, True):
            setting = largest(content, way[1], short=short)
            if setting and scale**2 * setting.worth > best * _GAIN:
                best, at = scale**2 * setting.worth, which
    # Where nothing has room for all, the side is as large as it may be, and says what is in the notes.
    return ways[min(at + wider, len(ways) - 1)]


def _content(request: FigureRequest, composed: Composed, drawn: Drawn) -> Content:
    return Content(drawn, request, bool(composed.request.page.mostly))


def _beside(room: Rect, wide: float) -> tuple[Rect, Rect]:
    across = room.width - wide - _GAP
    return Rect(room.x, room.y, across, room.height), Rect(
        room.x + across + _GAP, room.y + 1.5, wide, room.height - 1.5
    )


def _below(room: Rect, share: float) -> tuple[Rect, Rect]:
    high = room.height * share
    down = room.height - high - _GAP
    return Rect(room.x, room.y, room.width, down), Rect(room.x, room.y + down + _GAP, room.width, high)


def _title_size(title: str, width: float, least: float) -> tuple[float, int]:
    every = [(size, Paragraph(title, size, bold=True).lines(width)) for size in _TITLES]
    lone = (one for one in every if one[0] >= least and one[1] == 1)
    fits = (one for one in every if one[1] <= _LINES)
    return next(chain(lone, fits), every[-1])


def _small_print(sheet: Sheet, composed: Composed, number: int, width: float) -> list[_Box]:
    """Return the small print from a height of 0: in each language, below that what is the same in both."""
    lang = composed.request.view.lang
    brief = bool(composed.request.page.mostly)
    *apart_, (_, texts) = small_print_of(composed, composed.drawn, brief=brief)
    texts = [*texts, *([headed("page", lang, number=number)] if number else [])]
    # Across a screen each has its line; elsewhere they would take half as many again.
    if lang == "en+ar" or not sheet.wide:
        texts = [BOTH.join(texts)]
    elif number:
        texts = [*texts[:-2], BOTH.join(texts[-2:])]
    size = (_BRIEF_SMALL if brief else _SMALL_IN_BOTH) if apart_ else _SMALL
    own = [[Paragraph(BOTH.join(one), size, colour=QUIET)] for _, one in apart_]
    boxes = _beside_each_other(own, Rect(_MARGIN, 0, width, 0), "Small print")
    y = max((box.place.height for box in boxes), default=0.0)
    told = [Paragraph(text, size, colour=QUIET) for text in texts]
    name = "Small print, both" if boxes else "Small print"
    return [*boxes, _Box(Rect(_MARGIN, y, width, tall(told, width)), tuple(told), name)]


__all__ = ["AUTHOR", "add_figure", "slide_bytes"]
