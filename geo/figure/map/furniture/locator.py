"""The locator: where on the continent, or in the country, the map lies."""

from __future__ import annotations

import numpy as np
import shapely
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import Rectangle

from geo.evidence import Evidence
from geo.figure.frame import LIBYA, Frame, Placing, frame_of
from geo.figure.map.ground import projected_ground
from geo.figure.sheet.outlines import outlines_of, rings_of
from geo.figure.sheet.paper import Page
from geo.figure.sheet.sizes import Rect
from geo.model import Extent
from geo.scene import style

AROUND: Extent = (-7.0, 12.0, 40.0, 48.0)
"""Degrees: what surrounds a map of the whole country."""
_WHOLE = 900_000
"""Metres: a map narrower than this is located in the country, a wider one on the continent."""
_ACROSS, _TALL, _SHARE = 72.0, 0.87, 0.19
"""Points of the locator on A4, its height over its width, and the share of the map that it takes at most."""
_SMALLEST = 3.0
_FRAME = "#B3261E"


def locator_room(page: Page, rect: Rect) -> tuple[float, float]:
    """Return the width and height of the locator in points; small on a small map."""
    across = min(_ACROSS * page.scale, _SHARE * min(rect.width, rect.height))
    return across, across * _TALL


def draw_locator(page: Page, evidence: Evidence, frame: Frame, panel: Rect) -> None:
    """Draw the locator in a panel of the page."""
    colours = style().ground
    wide = max(frame.width, frame.height) > _WHOLE
    around = frame_of(AROUND if wide else LIBYA, panel.width / panel.height)
    placing = Placing(around, panel)
    axes = page.axes(panel, 11)
    axes.add_patch(Rectangle((0, 0), panel.width, panel.height, facecolor=colours.sea, zorder=0))
    ground = projected_ground(evidence, around)
    home = ground.get("home", np.array([], dtype=bool))
    coarse = shapely.simplify(ground["neighbours"], 0.4 / placing.points_per_metre)
    shapes = np.asarray(placing.shapes(coarse))
    for part, colour in ((shapes[~home], "#F3F0E8"), (shapes[home], "#C9C0AC")):
        axes.add_collection(
            PathCollection(
                outlines_of(part),
                facecolors=colour,
                edgecolors="#A9A293",
                linewidths=0.3 * page.scale,
                zorder=1,
            ),
            autolim=False,
        )
    outline = placing.points(around.project(frame.edge()))
    x, y = outline.mean(axis=0)
    if np.ptp(outline[:, 0]) < _SMALLEST and np.ptp(outline[:, 1]) < _SMALLEST:
        ring = rings_of(shapely.Point(x, y).buffer(_SMALLEST))
    else:
        ring = [np.vstack([outline, outline[:1]])]
    axes.add_collection(
        LineCollection(ring, colors=_FRAME, linewidths=1.1 * page.scale, zorder=3), autolim=False
    )
    page.sheet.add_patch(
        Rectangle(
            (panel.x, panel.y),
            panel.width,
            panel.height,
            facecolor="none",
            edgecolor="#8F897D",
            linewidth=0.6 * page.scale,
            zorder=8,
        )
    )
