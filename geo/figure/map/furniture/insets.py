"""Insets: where the country's map is crowded, the same ground once more at a larger scale."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.patches import Rectangle

from geo.figure.frame import Frame, Placing
from geo.figure.map.points import Symbol
from geo.figure.sheet.paper import BOLD, Page, Type
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import each_of, say
from geo.model import Extent, Language
from geo.scene import style

REGIONS: dict[str, Extent] = {
    "north_west": (10.85, 31.62, 15.5, 33.25),
    "north_east": (19.8, 31.95, 23.4, 33.05),
}
"""What may have an inset: its phrase, and west, south, east, north in degrees."""
WHOLE = 1_100_000
"""Metres: a map that shows less has no insets."""
_FACTORS = (3.0, 2.5, 2.2, 2.0, 1.8, 1.6, 1.4)
"""How many times the scale of the map an inset has; the first that hides nothing counts."""
_CROWDED = 24
"""Symbols in a region that is crowded; one that stands aside, or for several features, counts four times."""
_STEPS = 9
_READ_WELL = 0.8
"""Share of the size of its name that the whole of it has at least."""
_WIDEST, _LEAST_WIDE = 0.62, 11.0
"""Share of the map that an inset takes across, and how many times as wide as its name is high it must be."""


@dataclass(frozen=True, slots=True)
class Inset:
    """One inset: `panel` in points of the map, `placing` on the page, `factor` times the map's scale."""

    name: str
    panel: Rect
    placing: Placing
    factor: float

    def holds(self, x: float, y: float) -> bool:
        """Tell whether it shows a point in metres of the map's projection."""
        frame = self.placing.frame
        return frame.west <= x <= frame.east and frame.south <= y <= frame.north

    def takes(self, put: tuple[float, float] | None, placing: Placing) -> bool:
        """Tell whether it shows where somebody put something; `put` is in points of `placing`."""
        return put is None or self.holds(*placing.metres(*put))


def is_national(frame: Frame) -> bool:
    """Tell whether a map shows so much that a part of it may need an inset."""
    return min(frame.width, frame.height) > WHOLE


def insets_for(
    placing: Placing,
    symbols: Sequence[Symbol],
    corner: Callable[[tuple[float, float], Sequence[Rect]], Rect | None],
    taken: Sequence[Rect],
    strip: float,
) -> Iterator[Inset]:
    """Yield the insets that a map needs and has empty ground for.

    Parameters
    ----------
    strip : float
        Points above an inset for its name.
    corner : callable
        Takes a size in points and what stands in corners already, and gives the panel that hides nothing of
        the map, or None.
    """
    if not is_national(placing.frame):
        return
    used = list(taken)
    for name, extent in REGIONS.items():
        frame = _shown(extent, placing.frame)
        if _crowding(frame, placing, symbols) < _CROWDED:
            continue
        for factor in _FACTORS:
            wide, tall = (side * placing.points_per_metre * factor for side in (frame.width, frame.height))
            fits = _LEAST_WIDE * strip < wide <= _WIDEST * placing.rect.width
            panel = corner((wide, tall + strip), used) if fits else None
            if panel:
                used.append(panel)
                rect = Rect(placing.rect.x + panel.x, placing.rect.y + panel.y, wide, tall)
                yield Inset(name, panel, Placing(frame, rect), factor)
                break
        else:
            # Never the less crowded region alone.
            return


def _shown(extent: Extent, around: Frame) -> Frame:
    """Return the frame of an inset: in the projection of the map, so that both are exactly alike."""
    metres = around.project(
        np.array([(x, y) for x in np.linspace(extent[0], extent[2], _STEPS) for y in (extent[1], extent[3])])
    )
    (west, south), (east, north) = metres.min(axis=0), metres.max(axis=0)
    return Frame(around.lat_0, around.lon_0, float(west), float(south), float(east), float(north))


def _crowding(frame: Frame, placing: Placing, symbols: Sequence[Symbol]) -> int:
    """Return how many symbols stand in a region, those that had to give way counted more."""
    west, south, east, north = _on(placing, frame)
    here = [one for one in symbols if west <= one.x <= east and south <= one.y <= north]
    return sum(4 if len(one.features) > 1 or one.true is not None else 1 for one in here)


def _on(placing: Placing, frame: Frame) -> tuple[float, float, float, float]:
    """Return where a frame of the same projection lies on a map, in its points."""
    (west, south), (east, north) = placing.points(
        np.array([[frame.west, frame.south], [frame.east, frame.north]])
    ).tolist()
    return west, south, east, north


def strip_of(page: Page) -> float:
    """Return the points above an inset that its name takes."""
    return page.type("small").leading * 1.2


def draw_inset_frame(page: Page, around: Placing, inset: Inset, lang: Language) -> None:
    """Draw the edge and the name of an inset, and on the map what it shows."""
    scale, rect = page.scale, inset.placing.rect
    panel = inset.panel.shifted(around.rect.x, around.rect.y)
    west, south, east, north = _on(around, inset.placing.frame)
    shown = Rect(around.rect.x + west, around.rect.y + south, east - west, north - south)
    strip = Rect(panel.x, rect.top, panel.width, panel.top - rect.top)
    ink, paper = "#3A3A36", style().ground.halo
    for box, face, width, line, level in (
        (strip, paper, 0.0, "solid", 4.5),
        (panel, "none", 0.8, "solid", 4.6),
        (shown, "none", 0.6, (0, (3, 2)), 4.4),
    ):
        page.sheet.add_patch(
            Rectangle(
                (box.x, box.y), box.width, box.height, facecolor=face, edgecolor=ink if width else "none",
                linewidth=width * scale, linestyle=line, zorder=level,
            )
        )  # fmt: skip
    kind = page.type("small", BOLD, "#1A1A1A")
    factor, languages = f"{inset.factor:g}", each_of(lang)
    told = [say("inset", one, region=say(inset.name, one), factor=factor) for one in languages]
    named = [say(inset.name, one) for one in languages]
    room = panel.width - 8 * scale - (len(told) - 1) * kind.size * 1.5

    def wide(texts: Sequence[str], own: Type) -> float:
        return sum(map(own.width, texts))

    # In short where the whole has no room in letters nearly as large as others.
    if wide(told, kind.but(_READ_WELL)) > room:
        told = [f"\N{MULTIPLICATION SIGN}{factor} {named[0]}", *named[1:]]
    kind = kind.but(min(room / wide(told, kind), 1.0))
    base = rect.top + (strip_of(page) - kind.size) * 0.6
    for one, text in zip(languages, told, strict=True):
        # Of both languages each begins at its own edge.
        x = panel.right - 4 * scale if one == "ar" else panel.x + 4 * scale
        page.text(x, base, text, kind, "right" if one == "ar" else "left")
