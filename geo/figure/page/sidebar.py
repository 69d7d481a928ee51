"""Legend and notes fitted into the room that a layout has for them, and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.collections import LineCollection

from geo.figure.drawn import Drawn
from geo.figure.page.columns import Line, draw_column, flow, height
from geo.figure.page.layout import Layout
from geo.figure.page.legend import legend_lines
from geo.figure.page.notes import key_lines, reading_lines, source_lines
from geo.figure.request import FigureRequest
from geo.figure.sheet.paper import REGULAR, Page, Rect
from geo.figure.sheet.wording import say

_SHRINKS = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
_LEAST_SOURCES = 5
"""Lines of sources that are always kept room for."""


@dataclass(frozen=True, slots=True)
class Sidebar:
    """Columns of the legend, and the lines of notes with the sources last."""

    legend: tuple[tuple[Line, ...], ...]
    notes: tuple[Line, ...]
    sources: tuple[Line, ...]


def fitted(
    page: Page, drawn: Drawn, request: FigureRequest, layout: Layout, *, counts: bool, last: bool
) -> Sidebar | None:
    """Return the sidebar in the largest type that fits; None when none does.

    Parameters
    ----------
    counts : bool
        Whether symbols with a number are drawn.
    last : bool
        Whether no other layout is left: then the legend is cut, and says how many entries are missing.
    """
    # The smallest type first: where even that does not fit, the others need no trying.
    if not last and _tried(page, drawn, request, layout, _SHRINKS[-1], counts=counts) is None:
        return None
    for shrink in _SHRINKS:
        found = _tried(page, drawn, request, layout, shrink, counts=counts)
        if found:
            return found
    if not last:
        return None
    return _cut(page, drawn, request, layout, counts=counts)


def _tried(
    page: Page, drawn: Drawn, request: FigureRequest, layout: Layout, shrink: float, *, counts: bool
) -> Sidebar | None:
    lang = request.view.lang
    width = layout.column_width if layout.apart else layout.side.width
    notes = [
        *key_lines(page, drawn, lang, width, shrink),
        *reading_lines(page, drawn, request, width, shrink, counts=counts),
    ]
    legend = legend_lines(page, drawn, lang, layout.column_width, shrink)
    gap = layout.gap
    sources_room = page.type("small").but(shrink).leading * (_LEAST_SOURCES + 1)
    rest = layout.side.height - height(notes) - gap
    columns = flow(legend, layout.columns, layout.side.height if layout.apart else rest - sources_room - gap)
    if columns is None or rest < sources_room:
        return None
    if not layout.apart:
        rest -= max(height(column) for column in columns) + gap
    sources = source_lines(page, drawn, lang, width, shrink, rest)
    return Sidebar(tuple(tuple(column) for column in columns), tuple(notes), tuple(sources))


def _cut(page: Page, drawn: Drawn, request: FigureRequest, layout: Layout, *, counts: bool) -> Sidebar:
    """Return a sidebar in the smallest type with as much of the key and the legend as there is room for.

    What is left out of the evidence, the lowest grade and the like are always there.
    """
    lang, shrink = request.view.lang, _SHRINKS[-1]
    width = layout.column_width if layout.apart else layout.side.width
    key = key_lines(page, drawn, lang, width, shrink)
    reading = reading_lines(page, drawn, request, width, shrink, counts=counts)
    legend = legend_lines(page, drawn, lang, layout.column_width, shrink)
    sources_room = page.type("small").but(shrink).leading * (_LEAST_SOURCES + 1)
    room = layout.side.height - sources_room - layout.gap
    most = layout.side.height if layout.apart else room - height(reading) - layout.gap
    columns, kept = flow(legend, layout.columns, most), len(legend)
    while columns is None:
        kept -= 1
        left = sum(1 for line in legend[kept:] if line.swatch)
        more = Line(say("more_entries", lang, count=left), legend[0].kind.but(weight=REGULAR))
        columns = flow([*legend[:kept], more], layout.columns, most) if left else None
    if not layout.apart:
        room -= max(height(column) for column in columns) + layout.gap
    while key and height([*key, *reading]) > room:
        # A call-out goes whole, the last one first; its heading goes with the only one.
        start = max(i for i, line in enumerate(key) if line.swatch or i == 0)
        key = key[: start if start > 1 else 0]
    notes = [*key, *reading]
    while notes and height(notes) > room:
        notes.pop()
    rest = layout.side.height - height(notes) - layout.gap
    if not layout.apart:
        rest -= max(height(column) for column in columns) + layout.gap
    sources = source_lines(page, drawn, lang, width, shrink, rest)
    return Sidebar(tuple(tuple(column) for column in columns), tuple(notes), tuple(sources))


def draw_sidebar(page: Page, request: FigureRequest, layout: Layout, sidebar: Sidebar) -> None:
    """Draw the legend, a rule, the notes and the sources."""
    rtl = request.view.lang == "ar"
    used = 0.0
    for i, lines in enumerate(sidebar.legend):
        column = layout.column(layout.columns + layout.apart - 1 - i if rtl else i)
        used = max(used, draw_column(page, column, lines, rtl=rtl))
    notes = [*sidebar.notes, *sidebar.sources]
    if layout.apart:
        draw_column(page, layout.column(0 if rtl else layout.columns), notes, rtl=rtl)
        return
    side = layout.side
    top = side.top - used - layout.gap
    _rule(page, (side.x, side.right), top + layout.gap * 0.45)
    draw_column(page, Rect(side.x, side.y, side.width, top - side.y), notes, rtl=rtl)


def _rule(page: Page, ends: Sequence[float], y: float) -> None:
    page.sheet.add_collection(
        LineCollection(
            [[(ends[0], y), (ends[1], y)]], colors="#B5AE9F", linewidths=0.5 * page.scale, zorder=3
        ),
        autolim=False,
    )
