"""The legend: an entry for each look that is drawn inside the frame, in the order of the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import shapely
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_rgba

from geo.figure.drawn import Drawn, LegendEntry
from geo.figure.map.features import FILL, area_parts, dash, stroke
from geo.figure.page.columns import Line, Swatch
from geo.figure.sheet.outlines import outlines_of, rings_of
from geo.figure.sheet.sheet import BOLD, Page, Rect, Type, wrap
from geo.figure.sheet.textures import texture
from geo.figure.sheet.wording import say
from geo.model import Language
from geo.scene import style as drawn_style

_SYMBOL = 18
"""Pixels of a symbol in the legend, as on the screen."""
_ROOM, _TALL = 15.0, 9.6
"""Points that a swatch takes on A4: to the text, and from top to bottom."""


def legend_lines(page: Page, drawn: Drawn, lang: Language, width: float, shrink: float) -> list[Line]:
    """Return the lines of the legend for a column of `width` points; `shrink` 1 or less."""
    entry_type = page.type("normal", colour="#262623").but(shrink)
    heading = entry_type.but(weight=BOLD, colour="#1A1A1A")
    indent = _ROOM * page.scale * max(shrink, 0.85) + 4
    lines: list[Line] = []
    for group in drawn.legend:
        for i, text in enumerate(_named(group.name.lines(lang), heading, width)):
            lines.append(Line(text, heading, before=0 if i else 4.2 * page.scale * shrink, keep=True))
        areas = any(entry.kind == "area" for entry in group.entries)
        for entry in group.entries:
            texts = _named(entry.name.lines(lang), entry_type, width - indent)
            for i, text in enumerate(texts):
                first = i == 0
                lines.append(
                    Line(
                        text,
                        entry_type,
                        indent,
                        0.0,
                        keep=i < len(texts) - 1,
                        swatch=_swatch(page, entry, shrink, areas=areas) if first else None,
                        least=_TALL * page.scale * shrink if first else 0.0,
                    )
                )
    if not lines:
        lines.append(Line(say("no_claim", lang), entry_type))
    return lines


def _named(texts: Sequence[str], kind: Type, width: float) -> list[str]:
    """Return one line when the names in both languages fit beside each other, else each on its own lines."""
    together = " · ".join(texts)
    if kind.width(together) <= width:
        return [together]
    return [line for text in texts for line in wrap(text, kind, width)]


def _swatch(page: Page, entry: LegendEntry, shrink: float, *, areas: bool) -> Swatch:
    def draw(rect: Rect) -> None:
        room = min(rect.width, _ROOM * page.scale)
        tall = min(rect.height - 1.2, _TALL * page.scale * shrink - 1.2)
        middle = rect.y + rect.height / 2
        box = Rect(rect.x + (rect.width - room) / 2, middle - tall / 2, room, tall)
        draw_swatch(page, box, entry.kind, entry.style, areas=areas)

    return draw


def draw_swatch(page: Page, box: Rect, kind: str, style: Mapping[str, Any], *, areas: bool = False) -> None:
    """Draw a swatch in a box of the page (points); `areas` draws a side as its areas look, else as a dot."""
    unit = 0.5 * page.scale
    x, y = box.x + box.width / 2, box.y + box.height / 2
    if kind == "point":
        size = min(box.height, _SYMBOL * unit)
        page.stamps.add((x, y), style, size, unit)
    elif kind == "line":
        course = shapely.get_coordinates(shapely.linestrings([(box.x, y), (box.right, y)]))
        stroke(page.sheet, [course], style, style["line"], unit, 3)
    elif kind == "side" and not areas:
        size = box.height * 0.36
        page.sheet.add_collection(
            PathCollection(
                outlines_of([shapely.Point(x, y).buffer(size)]),
                facecolors=style["colour"],
                edgecolors=style["edge"],
                linewidths=unit,
                zorder=3,
            ),
            autolim=False,
        )
    else:
        _area(page, box, kind, style, unit)


def _area(page: Page, box: Rect, kind: str, style: Mapping[str, Any], unit: float) -> None:
    """Draw a piece of land with the area's fill, texture and edge on it."""
    shape = shapely.box(box.x + 0.5, box.y + 0.8, box.right - 0.5, box.top - 0.8)
    drawn = {"fill": "solid", "line": "solid", "width": 1, **style} if kind == "side" else style
    parts = list(area_parts(shape, drawn, (style["colour"],), unit))
    land = PathCollection(
        outlines_of([shape]), facecolors=drawn_style().ground.land, edgecolors="none", zorder=2.9
    )
    page.sheet.add_collection(land, autolim=False)
    if parts:
        page.sheet.add_collection(
            PathCollection(
                outlines_of([part for part, _ in parts]),
                facecolors=[to_rgba(colour, FILL) for _, colour in parts],
                edgecolors="none",
                zorder=3,
            ),
            autolim=False,
        )
    lines = texture(shape, style["colour"], unit) if kind == "side" else []
    if lines:
        page.sheet.add_collection(
            LineCollection(lines, colors=[to_rgba(style["edge"], 0.45)], linewidths=0.7 * unit, zorder=3.1),
            autolim=False,
        )
    page.sheet.add_collection(
        LineCollection(
            rings_of(shape),
            colors=style["edge"],
            linewidths=max(drawn["width"], 1) * unit,
            linestyles=[dash(drawn["line"], unit)],
            zorder=3.2,
        ),
        autolim=False,
    )
