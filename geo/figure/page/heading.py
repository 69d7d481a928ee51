"""Title, dates and handling marking above the map."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from matplotlib.patches import Rectangle
from PIL import Image

from geo.figure.drawn import Drawn
from geo.figure.request import FigureRequest
from geo.figure.sheet.house import House
from geo.figure.sheet.paper import BOLD, Horizontal, Page, Type, wrap
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import (
    apart,
    clocks_text,
    days_text,
    each_of,
    rtl,
)
from geo.model import Language

MARKING_COLOURS = {
    "CLEAR": "#FFFFFF", "GREEN": "#33FF00", "AMBER": "#FFC000", "AMBER+STRICT": "#FFC000", "RED": "#FF2B2B",
}  # fmt: skip
"""Of the text on black, as FIRST's standard TLP 2.0 sets them."""
_MARKING_SIZE = 12.0
"""Points: what TLP 2.0 asks for on a page of text."""
_SHARE_OF_TITLE = 0.5
"""A figure goes into such a page, and its marking is not louder than its title."""
WIDEST = "AMBER+STRICT"
"""The room that any marking takes is kept, because it is known only when everything has its place."""
_LOGO, _LOGO_GAP = 26.0, 10.0
"""Points of the height of a logo on A4, and beside it."""
_TITLE_LINES, _LOWER = 2, 0.8
"""Lines of a title, and its share of the size elsewhere on a page that is to be mostly map."""
_SMALLER, _READ_WELL, _READ_BESIDE = (1.0, 0.88, 0.76, 0.66, 0.56, 0.48, 0.4), 3, 5
"""Shares of a size that are tried for a heading, the first so many of them for a subtitle in one line, and
for two of them in the same line."""
_TITLES_BESIDE, _DATES_BESIDE = (1.0, 0.94, 0.88, 0.82, 0.76), (1.0, 0.9, 0.8)
"""Shares of the sizes of a title and of the dates that are tried in one line; two lines of dates have
room beside a title in the last of them alone."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Title and subtitle as they will be set, and the height of all of it in points.

    Attributes
    ----------
    beside : bool
        Whether the subtitle in English and the one in Arabic share a line.
    dates : float
        The size of the dates beside the title, as a share of theirs; 0 = they stand below all of it.
    """

    title: tuple[str, ...]
    title_type: Type
    subtitle: tuple[str, ...]
    subtitle_type: Type
    height: float
    beside: bool = False
    dates: float = 0.0


def heading_for(page: Page, request: FigureRequest, title: str, margin: float) -> Heading:
    """Return the heading that fits beside any marking."""
    width = beside_marking(page, margin) - _logo_size(page, request.house)[0]
    for by in _SMALLER:
        kind = page.type("title", BOLD, request.house.colours.title, tight=bool(page.mostly))
        kind = kind.but(by * (_LOWER if page.mostly else 1))
        lines = [line for part in apart(title) for line in wrap(part, kind, width)]
        lines = whole if len(whole := wrap(title, kind, width)) == 1 else lines
        if len(lines) <= _TITLE_LINES:
            break
    dates = 0.0
    if page.mostly and len(lines) == 1:
        # In the line of the title, which may be somewhat smaller for it, a line of the page is saved.
        tries = product(_TITLES_BESIDE, _DATES_BESIDE[1 - len(each_of(request.view.lang)) :])
        wide = kind.width(title)
        fits = (one for one in tries if wide * one[0] + _dated(page, request, one[1]) <= width)
        by, dates = next(fits, (1.0, 0.0))
        kind = kind.but(by)
    under = page.type("large", colour=request.house.colours.quiet, tight=bool(page.mostly)).but(0.92)
    # Of English and Arabic each has lines of its own.
    parts = apart(request.subtitle) if request.view.lang == "en+ar" else [request.subtitle]
    if page.mostly and len(parts) > 1:
        # One line for both, where they can be read in it.
        sizes = map(under.but, _SMALLER[:_READ_BESIDE])
        under = next((one for one in sizes if _beside(parts, one, width)), under)
    most = _TITLE_LINES + len(parts) - 1
    while len(subtitle := [line for part in parts for line in wrap(part, under, width)]) > most:
        under = under.but(0.94)
    # One line for each language where that can be read: a second one of a word or two looks lost.
    sizes = map(under.but, _SMALLER if page.mostly else _SMALLER[:_READ_WELL])
    fitting = (one for one in sizes if all(len(wrap(part, one, width)) <= 1 for part in parts))
    under = next(fitting, under)
    subtitle = [line for part in parts for line in wrap(part, under, width)]
    tall = max(sum(map(kind.tall, lines)), marking_size(WIDEST, marking_points(page))[1] + 2)
    beside = len(subtitle) == len(parts) > 1 and _beside(subtitle, under, width)
    under_it = (max if beside else sum)(map(under.tall, subtitle))
    total = tall + under_it + page.type("normal", tight=bool(page.mostly)).leading * (0.25 if dates else 1.25)
    return Heading(tuple(lines), kind, tuple(subtitle), under, total, beside, dates)


def _dated(page: Page, request: FigureRequest, share: float) -> float:
    """Return the points across that the dates take beside a title in type of a share of their size."""
    bold, plain = (one.but(share) for one in _date_types(page, request))
    return max(_date_width(dated, bold, plain) for _, dated in _dates_of(request)) + 2 * plain.size


def _beside(parts: Sequence[str], kind: Type, width: float) -> bool:
    """Tell whether texts that begin at both edges stand clear of each other in one line."""
    return sum(map(kind.width, parts)) + 2 * kind.size <= width


def draw_heading(page: Page, request: FigureRequest, drawn: Drawn, heading: Heading, margin: float) -> None:
    """Draw title, subtitle, dates and the upper marking."""
    mirrored = request.view.lang == "ar"
    top, points = page.rect.top - margin, marking_points(page)
    mark = marking_size(drawn.marking, points)[1]
    draw_marking(page, drawn.marking, top - mark - 2 * page.scale, margin, points, left=mirrored)
    _draw_logo(page, request.house, top, margin, rtl=mirrored)
    left, beside = margin, page.rect.width - margin

    def line_at(base: float, text: str, kind: Type, *, turned: bool) -> None:
        page.text(beside if turned else left, base, text, kind, "right" if turned else "left")

    y = top
    corner = max(mark + 2 * page.scale, _logo_size(page, request.house)[1])
    for line in heading.title:
        # In both languages an Arabic line begins at its own edge, below what stands there.
        turned = mirrored or (request.view.lang == "en+ar" and rtl(line) and top - y >= corner)
        y -= heading.title_type.tall(line)
        line_at(y + heading.title_type.base(line), line, heading.title_type, turned=turned)
    low = y
    y = min(y, top - mark - 2)
    under = heading.subtitle_type
    for i, line in enumerate(heading.subtitle):
        # Side by side both have one base line.
        on = heading.subtitle if heading.beside else [line]
        y -= 0.0 if i and heading.beside else max(map(under.tall, on))
        turned = mirrored or (request.view.lang == "en+ar" and rtl(line))
        line_at(y + max(map(under.base, on)), line, under, turned=turned)
    if heading.dates:
        _dates_beside(page, request, heading, low)
    else:
        _dates(page, request, y, (left, beside), rtl=mirrored)


def _date_types(page: Page, request: FigureRequest) -> tuple[Type, Type]:
    tight, colours = bool(page.mostly), request.house.colours
    bold = page.type("normal", BOLD, colours.title, tight=tight)
    return bold, page.type("normal", colour=colours.quiet, tight=tight)


def _dates_of(request: FigureRequest) -> list[tuple[Language, tuple[str, str]]]:
    """Return the dates in each language: true on; then published by, recorded on, made on."""
    return [
        (one, (days_text(request.view, one), f"· {clocks_text(request.view, request.made_on, one)}"))
        for one in each_of(request.view.lang)
    ]


def _date_width(dated: tuple[str, str], bold: Type, plain: Type) -> float:
    return bold.width(dated[0]) + plain.size * 0.3 + plain.width(dated[1])


def _set_dates(
    page: Page, base: float, x: float, dated: tuple[str, str], kinds: tuple[Type, Type], *, turned: bool
) -> None:
    """Set dates, the day shown in bold, from their own edge: the right one where they run from there."""
    bold, plain = kinds
    align: Horizontal = "right" if turned else "left"
    gap = bold.width(dated[0]) + plain.size * 0.3
    page.text(x, base, dated[0], bold, align)
    page.text(x - gap if turned else x + gap, base, dated[1], plain, align)


def _dates(page: Page, request: FigureRequest, y: float, edges: tuple[float, float], *, rtl: bool) -> None:
    """Set the dates below title and subtitle."""
    bold, plain = _date_types(page, request)
    base, told = y - bold.leading, _dates_of(request)
    # Of both languages each begins at its own edge, in letters in which they stand clear of each other.
    needed = sum(_date_width(dated, bold, plain) + 2 * plain.size for _, dated in told)
    fits = min(1.0, (edges[1] - edges[0]) / needed)
    for one, dated in told:
        turned = rtl or one == "ar"
        _set_dates(page, base, edges[turned], dated, (bold.but(fits), plain.but(fits)), turned=turned)


def _dates_beside(page: Page, request: FigureRequest, heading: Heading, y: float) -> None:
    """Set the dates in the line of the title, beside the room of any marking: a line for each language."""
    bold, plain = (one.but(heading.dates) for one in _date_types(page, request))
    mirrored = request.view.lang == "ar"
    room = beside_marking(page, page.edge) - _logo_size(page, request.house)[0]
    inner = page.rect.width - page.edge - room if mirrored else page.edge + room
    for one, dated in reversed(_dates_of(request)):
        base = y + plain.base("".join(dated))
        # Both end where the marking begins, each in the direction of its language.
        across = _date_width(dated, bold, plain)
        turned = one == "ar"
        x = (inner + across if turned else inner) if mirrored else (inner if turned else inner - across)
        _set_dates(page, base, x, dated, (bold, plain), turned=turned)
        y += plain.tall("".join(dated))


def _logo_size(page: Page, house: House) -> tuple[float, float]:
    """Return the points across that a logo and its gap take, and its height."""
    across, high = house.logo_size(_LOGO * page.scale)
    return (across + _LOGO_GAP * page.scale if across else 0.0), high


def _draw_logo(page: Page, house: House, top: float, margin: float, *, rtl: bool) -> None:
    """Draw the logo beside the room of any marking."""
    across, high = _logo_size(page, house)
    if not across:
        return
    across -= _LOGO_GAP * page.scale
    mark = marking_size(WIDEST, marking_points(page))[0] + _LOGO_GAP * page.scale
    x = margin + mark if rtl else page.rect.width - margin - mark - across
    axes = page.axes(Rect(x, top - high, across, high), 11)
    with Image.open(io.BytesIO(house.logo)) as image:
        axes.imshow(np.asarray(image.convert("RGBA")), extent=(0, across, 0, high), aspect="auto")


def marking_points(page: Page) -> float:
    """Return the size of the marking of a figure in points."""
    return min(_MARKING_SIZE, page.type("title").size * _SHARE_OF_TITLE)


def marking_size(marking: str, points: float = _MARKING_SIZE) -> tuple[float, float]:
    """Return width and height in points of the label of a marking."""
    kind = Type(points, BOLD)
    return kind.width(f"TLP:{marking}") + points * 0.84, points * 1.32


def draw_marking(
    page: Page, marking: str, y: float, margin: float, points: float = _MARKING_SIZE, *, left: bool = False
) -> None:
    """Draw the label of a marking at the right (or left) margin, its lower edge at y."""
    width, tall = marking_size(marking, points)
    x = margin if left else page.rect.width - margin - width
    page.sheet.add_patch(Rectangle((x, y), width, tall, facecolor="#000000", edgecolor="none", zorder=4))
    kind = Type(points, BOLD, MARKING_COLOURS[marking])
    page.text(x + width - points * 0.42, y + tall * 0.5 - points * 0.36, f"TLP:{marking}", kind, "right")


def beside_marking(page: Page, margin: float) -> float:
    """Return the points across that texts have beside any marking."""
    mark = marking_size(WIDEST, marking_points(page))[0]
    return page.rect.width - 2 * margin - mark - 10 * page.scale
