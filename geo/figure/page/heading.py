"""Title, dates and handling marking above and below the map."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from matplotlib.patches import Rectangle
from PIL import Image

from geo.figure.behind import Link
from geo.figure.drawn import Drawn
from geo.figure.frame import Frame
from geo.figure.page.code import draw_code, side_of
from geo.figure.page.columns import Line, draw_column, height, in_parallel
from geo.figure.page.layout import gap
from geo.figure.page.notes import sources_text
from geo.figure.request import FigureRequest, request_id
from geo.figure.sheet.house import House
from geo.figure.sheet.paper import BOLD, Page, Type, wrap
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import (
    BOTH,
    NO_BREAK,
    apart,
    clocks_text,
    days_text,
    each_of,
    labelled,
    rtl,
    say,
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
_WIDEST = "AMBER+STRICT"
"""The room that any marking takes is kept, because it is known only when everything has its place."""
_LOGO, _LOGO_GAP = 26.0, 10.0
"""Points of the height of a logo on A4, and beside it."""
_TITLE_LINES, _LOWER = 2, 0.8
"""Lines of a title, and its share of the size elsewhere on a page that is to be mostly map."""
_CODE_GAP = 3.0
"""Points between the marking at the foot and the code above it."""
_SHORTER = 0.8
"""Share of the sources that stay where they stand below the side."""
_SOURCE_LINES, _LEAST_SOURCES, _LOW = 3, 2, 400.0
"""Lines of sources, the least of them below a side, and the points of a page on which there is one less."""
_SMALLER, _READ_WELL, _READ_BESIDE = (1.0, 0.88, 0.76, 0.66, 0.56, 0.48, 0.4), 3, 5
"""Shares of a size that are tried for a heading, the first so many of them for a subtitle in one line, and
for two of them in the same line."""
_KEPT = re.compile(r"(?<=©) | (?=[%(])|(?<=Natural) (?=Earth)|(?<=CC) (?=BY)|(?<=BY) (?=\d)")
"""Spaces of the small print at which no line ends: whoever and its licence stand together."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Title and subtitle as they will be set, and the height of all of it in points.

    `beside`: whether the subtitle in English and the one in Arabic share a line.
    """

    title: tuple[str, ...]
    title_type: Type
    subtitle: tuple[str, ...]
    subtitle_type: Type
    height: float
    beside: bool = False


def heading_for(page: Page, request: FigureRequest, title: str, margin: float) -> Heading:
    """Return the heading that fits beside any marking."""
    width = _beside_marking(page, margin) - _logo_size(page, request.house)[0]
    for by in _SMALLER:
        kind = page.type("title", BOLD, request.house.colours.title, tight=bool(page.mostly))
        kind = kind.but(by * (_LOWER if page.mostly else 1))
        lines = [line for part in apart(title) for line in wrap(part, kind, width)]
        lines = whole if len(whole := wrap(title, kind, width)) == 1 else lines
        if len(lines) <= _TITLE_LINES:
            break
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
    tall = max(sum(map(kind.tall, lines)), marking_size(_WIDEST, marking_points(page))[1] + 2)
    beside = len(subtitle) == len(parts) > 1 and _beside(subtitle, under, width)
    under_it = (max if beside else sum)(map(under.tall, subtitle))
    total = tall + under_it + page.type("normal", tight=bool(page.mostly)).leading * 1.25
    return Heading(tuple(lines), kind, tuple(subtitle), under, total, beside)


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
    y = min(y, top - mark - 2)
    under = heading.subtitle_type
    for i, line in enumerate(heading.subtitle):
        # Side by side both have one base line.
        on = heading.subtitle if heading.beside else [line]
        y -= 0.0 if i and heading.beside else max(map(under.tall, on))
        turned = mirrored or (request.view.lang == "en+ar" and rtl(line))
        line_at(y + max(map(under.base, on)), line, under, turned=turned)
    _dates(page, request, y, (left, beside), rtl=mirrored)


def _dates(page: Page, request: FigureRequest, y: float, edges: tuple[float, float], *, rtl: bool) -> None:
    """Set the dates: true on in bold, then published by, recorded on, made on."""
    tight = bool(page.mostly)
    bold = page.type("normal", BOLD, request.house.colours.title, tight=tight)
    plain = page.type("normal", colour=request.house.colours.quiet, tight=tight)
    base = y - bold.leading
    told = {
        one: (days_text(request.view, one), f"· {clocks_text(request.view, request.made_on, one)}")
        for one in each_of(request.view.lang)
    }
    # Of both languages each begins at its own edge, in letters in which they stand clear of each other.
    needed = sum(bold.width(first) + plain.width(rest) + 2 * plain.size for first, rest in told.values())
    fits = min(1.0, (edges[1] - edges[0]) / needed)
    bold, plain = bold.but(fits), plain.but(fits)
    for one, (first, rest) in told.items():
        gap = bold.width(first) + plain.size * 0.3
        turned = rtl or one == "ar"
        page.text(edges[1] if turned else edges[0], base, first, bold, "right" if turned else "left")
        page.text(
            edges[1] - gap if turned else edges[0] + gap, base, rest, plain, "right" if turned else "left"
        )


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
    mark = marking_size(_WIDEST, marking_points(page))[0] + _LOGO_GAP * page.scale
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


def _beside_marking(page: Page, margin: float) -> float:
    """Return the points across that texts have beside any marking."""
    mark = marking_size(_WIDEST, marking_points(page))[0]
    return page.rect.width - 2 * margin - mark - 10 * page.scale


@dataclass(frozen=True, slots=True)
class Footer:
    """Sources and small print below the map, as they will be set.

    Attributes
    ----------
    height : float
        Points that are kept for it.
    sources : int
        Lines of sources.
    code : float
        Points of the code of a link, above the marking in the corner; 0 = none.
    rises : float
        Points by which the code stands out above all that and the gap, at the foot of what is above.
    """

    lines: tuple[Line, ...]
    kind: Type
    height: float
    sources: int
    code: float
    rises: float


def small_print(
    frame: Frame, lang: Language, figure_id: str, version: str, house: House, *, areas: bool,
    by_hand: bool = False, brief: bool = False,
) -> list[tuple[Language, list[str]]]:  # fmt: skip
    """Return the texts below the map in each language: boundaries, projection, the code, ground and figure.

    In both languages the last, in both with its names and numbers once, stands by itself behind them.

    Parameters
    ----------
    by_hand : bool
        Whether the code leaves out what was put or drawn by hand.
    brief : bool
        In fewer words, the projection in the last.
    """
    made = partial(_printed, frame, figure_id, version, house, areas=areas, by_hand=by_hand, brief=brief)
    if lang != "en+ar":
        return [(lang, made(lang))]
    return [*((one, made(one)[:-1]) for one in each_of(lang)), (lang, made(lang)[-1:])]


def _printed(
    frame: Frame, figure_id: str, version: str, house: House, lang: Language, *, areas: bool,
    by_hand: bool, brief: bool,
) -> list[str]:  # fmt: skip
    """Return the same in one language; in both the last is in both, the others are in English."""
    own = house.disclaimer_ar if lang == "ar" else house.disclaimer
    texts = [own or say("disclaimer" if areas else "disclaimer_short", lang, brief=brief)]
    error = max(round(frame.scale_error * 100, 1), 0.1)
    side = say("east" if frame.lon_0 >= 0 else "west", lang)
    heads, (names, *_) = zip(*(say("ground", one).split(": ", 1) for one in each_of(lang)), strict=True)
    last = [_KEPT.sub(NO_BREAK, f"{BOTH.join(heads)}: {names}")]
    if brief:
        centre = f"{frame.lat_0:g}° {say('north', lang)} {abs(frame.lon_0):g}° {side}, WGS 84"
        within = labelled("within", lang, error=f"{error:g} %")
        last = [labelled("lambert", lang, centre=centre), within, *last]
    else:
        told = say("projection", lang, lat=frame.lat_0, lon=abs(frame.lon_0), side=side, error=error)
        texts.append(_KEPT.sub(NO_BREAK, told))
    if by_hand:
        texts.append(say("code_part", lang))
    last += [labelled("figure", lang, id=figure_id), labelled("data", lang, version=version[:8])]
    return [*texts, BOTH.join(last)]


def _small_lines(
    told: Sequence[tuple[Language, list[str]]], kind: Type, width: float, between: float
) -> list[Line]:
    """Return small print as lines; in both languages beside each other, some points apart (0: in turn)."""

    def set_in(texts: Sequence[str], across: float, *, turned: bool = False) -> list[Line]:
        # One paragraph: a line for each would take half as much again.
        return [Line(text, kind, rtl=turned) for text in wrap(BOTH.join(texts), kind, across)]

    *in_turn, (_, last) = told
    if not in_turn:
        return set_in(last, width)
    across = (width - between) / 2 if between else width
    english, arabic = (set_in(texts, across, turned=one == "ar") for one, texts in in_turn)
    both = in_parallel(english, arabic) if between else [*english, *arabic]
    # What is the same in both stands once, from the left also where a line of it begins with Arabic.
    once = (
        replace(line, text=f"\u200e{line.text}") if rtl(line.text) else line for line in set_in(last, width)
    )
    return [*both, *once]


def footer_for(
    page: Page, request: FigureRequest, version: str, margin: float, link: Link | None, areas: bool,
    frame: Frame, width: float = 0.0,
) -> Footer:  # fmt: skip
    """Return the small print.

    Parameters
    ----------
    link : Link or None
        That of the code.
    areas : bool
        Whether areas of control are drawn.
    width : float
        Points of the side below which it stands; 0 = it stands below all of the page.
    """
    lang = request.view.lang
    kind = page.type("small", colour="#5E5A50", tight=bool(page.mostly)).but(0.92)
    code = side_of(link.address, max(page.scale, 0.9)) if link else 0.0
    across = _beside_marking(page, margin)
    beside = width - (code + gap(page) if code else 0.0) if width else across
    by_hand = bool(link and not link.whole)
    told = small_print(
        frame, lang, request_id(request, version), version, request.house, areas=areas, by_hand=by_hand,
        brief=bool(page.mostly),
    )  # fmt: skip
    lines = tuple(_small_lines(told, kind, beside, 0.0 if width else 2 * gap(page)))
    sources = 1 if page.mostly else _SOURCE_LINES if page.rect.height > _LOW else _SOURCE_LINES - 1
    # As much of them as across the page, in shorter lines; what is left of them has no room in one of these.
    sources = max(round(sources * across / beside * _SHORTER), _LEAST_SOURCES) if width else sources
    tall = height(lines) + sources * kind.leading
    marked = marking_size(_WIDEST, marking_points(page))[1]
    if width:
        return Footer(lines, kind, max(tall, code) + marked + _CODE_GAP, sources, code, 0.0)
    corner = marked + (code + _CODE_GAP if code else 0)
    # A side has room below its last line more often than not; a table takes all of the width.
    tall = max(tall, corner if request.table else marked)
    return Footer(lines, kind, tall, sources, code, max(corner - tall - gap(page) / 2, 0.0))


def draw_footer(
    page: Page, request: FigureRequest, drawn: Drawn, footer: Footer, margin: float, link: Link | None,
    below: Rect | None = None,
) -> None:  # fmt: skip
    """Draw the sources, the small print and the lower marking, above it the code of a link.

    Parameters
    ----------
    below : Rect, optional
        The room below the side in which all of it stands.
    """
    rtl = request.view.lang == "ar"
    width = _beside_marking(page, margin)
    left, right = margin, page.rect.width - margin
    if below:
        left, right = below.x, below.right
        width = below.width - (footer.code + gap(page) if footer.code else 0.0)
    listed = sources_text(drawn, request.view.lang, footer.kind, width, footer.sources)
    bold = footer.kind.but(weight=BOLD)
    lines = [
        *(Line(text, footer.kind, lead=(lead, bold) if lead else None) for lead, text in listed),
        *footer.lines,
    ]
    text = Rect(right - width if rtl else left, margin, width, footer.height)
    draw_column(page, text, lines, rtl=rtl)
    draw_marking(page, drawn.marking, margin, margin, marking_points(page), left=rtl)
    if link:
        side = footer.code
        foot = margin + marking_size(drawn.marking, marking_points(page))[1] + _CODE_GAP
        draw_code(page, Rect(left if rtl else right - side, foot, side, side), link.address)
