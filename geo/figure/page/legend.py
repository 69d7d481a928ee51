"""The legend: an entry for each look that is drawn inside the frame, in the order of the screen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba

from geo.figure.drawn import Drawn, LegendEntry
from geo.figure.map.features import arrow_head, paint_areas, stroke
from geo.figure.page.columns import Line, Swatch
from geo.figure.sheet.outlines import outlines_of
from geo.figure.sheet.paper import BOLD, Page, Rect, Type, wrap
from geo.figure.sheet.wording import say
from geo.model import Language
from geo.scene import style

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
                        swatch=_swatch(page, entry, shrink) if first else None,
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


def _swatch(page: Page, entry: LegendEntry, shrink: float) -> Swatch:
    def draw(rect: Rect) -> None:
        room = min(rect.width, _ROOM * page.scale)
        tall = min(rect.height - 1.2, _TALL * page.scale * shrink - 1.2)
        middle = rect.y + rect.height / 2
        box = Rect(rect.x + (rect.width - room) / 2, middle - tall / 2, room, tall)
        draw_swatch(page, box, entry)

    return draw


def draw_swatch(page: Page, box: Rect, entry: LegendEntry) -> None:
    """Draw what an entry stands for in a box of the page (points), as the map draws it."""
    unit = 0.5 * page.scale
    look, stale = entry.look, entry.state == "stale"
    x, y = box.x + box.width / 2, box.y + box.height / 2
    if look.kind == "point":
        size = min(box.height, style().symbol.legend_size * unit)
        page.stamps.add((x, y), look, size, unit, stale=stale)
    elif look.kind == "line":
        course = np.array([(box.x, y), (box.right, y)])
        stroke(page.sheet, [course], look, unit, 3, stale=stale)
        if look.arrow:
            paint = to_rgba(look.edge, style().state.of(stale=stale).line)
            head = PathCollection(
                [arrow_head(course[0], course[1], unit)], facecolors=[paint], edgecolors="none", zorder=3.01
            )
            page.sheet.add_collection(head, autolim=False)
    else:
        shape = shapely.box(box.x + 0.5, box.y + 0.8, box.right - 0.5, box.top - 0.8)
        land = PathCollection(
            outlines_of([shape]), facecolors=style().ground.land, edgecolors="none", zorder=2.9
        )
        page.sheet.add_collection(land, autolim=False)
        paint_areas(page.sheet, [(shape, look, stale)], unit, 3)
