"""Sources and small print below the map, with the lower marking and the code of a link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from geo.figure.behind import Link
from geo.figure.drawn import Drawn
from geo.figure.frame import Frame
from geo.figure.page.code import draw_code, side_of
from geo.figure.page.columns import Line, draw_column, height, in_parallel
from geo.figure.page.heading import WIDEST, beside_marking, draw_marking, marking_points, marking_size
from geo.figure.page.layout import gap
from geo.figure.page.notes import sources_text
from geo.figure.request import FigureRequest, request_id
from geo.figure.sheet.house import House
from geo.figure.sheet.paper import BOLD, Page, Type, wrap
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import BOTH, NO_BREAK, each_of, labelled, rtl, say
from geo.model import Language

_CODE_GAP = 3.0
"""Points between the marking at the foot and the code above it."""
_SHORTER = 0.8
"""Share of the sources that stay where they stand below the side."""
_SOURCE_LINES, _LEAST_SOURCES, _LOW = 3, 2, 400.0
"""Lines of sources, the least of them below a side, and the points of a page on which there is one less."""
_KEPT = re.compile(r"(?<=©) | (?=[%(])|(?<=Natural) (?=Earth)|(?<=CC) (?=BY)|(?<=BY) (?=\d)")
"""Spaces of the small print at which no line ends: whoever and its licence stand together."""


@dataclass(frozen=True, slots=True)
class Footer:
    """Sources and small print below the map, as they will be set.

    Attributes
    ----------
    upper : tuple of Line
        Those lines of the small print that stand above any marking, across all of the page.
    height : float
        Points that are kept for it.
    sources : int
        Lines of sources.
    code : float
        Points of the code of a link, above the marking in the corner; 0 = none.
    rises : float
        Points by which the code stands out above all that and the gap, at the foot of what is above.
    """

    upper: tuple[Line, ...]
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
    told: Sequence[tuple[Language, list[str]]], kind: Type, widths: tuple[float, float], between: float
) -> tuple[list[Line], list[Line]]:
    """Return small print as lines: in both languages beside each other, some points apart (0: in turn).

    `widths`: of what is said in each language, and of what is the same in both and stands below it, once.
    """

    def set_in(texts: Sequence[str], across: float, *, turned: bool = False) -> list[Line]:
        # One paragraph: a line for each would take half as much again.
        return [Line(text, kind, rtl=turned) for text in wrap(BOTH.join(texts), kind, across)]

    *in_turn, (_, last) = told
    if not in_turn:
        return [], set_in(last, widths[1])
    texts = [BOTH.join(one) for _, one in in_turn]
    across = widths[0]
    if between and sum(map(kind.width, texts)) + between > across:
        across = (across - between) / 2
    english, arabic = (set_in(own, across, turned=one == "ar") for one, own in in_turn)
    both = in_parallel(english, arabic) if between else [*english, *arabic]
    # What is the same in both stands once, from the left also where a line of it begins with Arabic.
    once = (
        replace(line, text=f"\u200e{line.text}") if rtl(line.text) else line
        for line in set_in(last, widths[1])
    )
    return both, list(once)


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
    across = beside_marking(page, margin)
    beside = width - (code + gap(page) if code else 0.0) if width else across
    by_hand = bool(link and not link.whole)
    told = small_print(
        frame, lang, request_id(request, version), version, request.house, areas=areas, by_hand=by_hand,
        brief=bool(page.mostly),
    )  # fmt: skip
    # Where no code stands above the marking, what is above that may have all of the page.
    free = page.mostly and not code and not width
    whole = page.rect.width - 2 * margin if free else beside
    upper, lines = _small_lines(told, kind, (whole, beside), 0.0 if width else 2 * gap(page))
    marked = marking_size(WIDEST, marking_points(page))[1]
    if not free or height(lines) < marked:
        upper, lines = _small_lines(told, kind, (beside, beside), 0.0 if width else 2 * gap(page))
        upper, lines = [], [*upper, *lines]
    sources = 1 if page.mostly else _SOURCE_LINES if page.rect.height > _LOW else _SOURCE_LINES - 1
    # As much of them as across the page, in shorter lines; what is left of them has no room in one of these.
    sources = max(round(sources * across / beside * _SHORTER), _LEAST_SOURCES) if width else sources
    tall = height([*upper, *lines]) + sources * kind.leading
    made = tuple(upper), tuple(lines), kind
    if width:
        return Footer(*made, max(tall, code) + marked + _CODE_GAP, sources, code, 0.0)
    corner = marked + (code + _CODE_GAP if code else 0)
    # A side has room below its last line more often than not; a table takes all of the width.
    tall = max(tall, corner if request.table else marked)
    return Footer(*made, tall, sources, code, max(corner - tall - gap(page) / 2, 0.0))


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
    width = beside_marking(page, margin)
    left, right = margin, page.rect.width - margin
    if below:
        left, right = below.x, below.right
        width = below.width - (footer.code + gap(page) if footer.code else 0.0)
    whole = right - left if footer.upper else width
    listed = sources_text(drawn, request.view.lang, footer.kind, whole, footer.sources)
    bold = footer.kind.but(weight=BOLD)
    lines = [Line(text, footer.kind, lead=(lead, bold) if lead else None) for lead, text in listed]
    if footer.upper:
        upper = [*lines, *footer.upper]
        tall = height(footer.lines)
        draw_column(page, Rect(left, margin + tall, whole, footer.height - tall), upper, rtl=rtl)
        draw_column(page, Rect(left, margin, width, tall), footer.lines, rtl=rtl)
    else:
        text = Rect(right - width if rtl else left, margin, width, footer.height)
        draw_column(page, text, [*lines, *footer.lines], rtl=rtl)
    draw_marking(page, drawn.marking, margin, margin, marking_points(page), left=rtl)
    if link:
        side = footer.code
        foot = margin + marking_size(drawn.marking, marking_points(page))[1] + _CODE_GAP
        draw_code(page, Rect(left if rtl else right - side, foot, side, side), link.address)
