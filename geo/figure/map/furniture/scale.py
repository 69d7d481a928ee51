"""Scale bar and north arrow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.patches import Polygon, Rectangle

from geo.figure.frame import Placing
from geo.figure.sheet.paper import BOLD, Page
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import say
from geo.model import Language
from geo.scene import style

_KILOMETRE = 1000
_WANTED = 0.2
"""Share of the map's width that the bar takes at most."""
_PARTS = 4


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """The bar: `metres` on the ground are `length` points on paper; `x`, `y` its left end on the page."""

    metres: float
    length: float
    x: float
    y: float


def bar_for(placing: Placing, most: float) -> tuple[float, float]:
    """Return the round number of metres whose bar is at most `most` points long, and that length."""
    metres = most / placing.points_per_metre
    power = 10 ** np.floor(np.log10(metres))
    whole = max(step * power for step in (1, 2, 4, 5, 10) if step * power <= metres)
    return float(whole), float(whole * placing.points_per_metre)


def scale_room(page: Page, placing: Placing, *, arrow: bool = True) -> tuple[float, float]:
    """Return the width and height in points of the panel with bar and, where it is wanted, arrow."""
    kind = page.type("small")
    _, length = bar_for(placing, placing.rect.width * _WANTED)
    beside = (30 if arrow else 8) * page.scale
    return length + kind.width("1,000 km") + beside, (27 if arrow else 20) * page.scale


def draw_scale(page: Page, placing: Placing, panel: Rect, lang: Language, *, arrow: bool = True) -> ScaleBar:
    """Draw bar and arrow in a panel of the page."""
    kind = page.type("small", colour="#262623")
    scale = page.scale
    _panel(page, panel)
    metres, length = bar_for(placing, placing.rect.width * _WANTED)
    x = panel.x + kind.width("0") / 2 + 6 * scale
    y = panel.y + 6 * scale
    thick = 3.2 * scale
    for i in range(_PARTS):
        page.sheet.add_patch(
            Rectangle(
                (x + i * length / _PARTS, y),
                length / _PARTS,
                thick,
                facecolor="#262623" if i % 2 == 0 else "#FFFFFF",
                edgecolor="#262623",
                linewidth=0.5 * scale,
                zorder=4,
            )
        )
    base = y + thick + 1.5 * scale + kind.below("0")
    page.text(x, base, "0", kind, "center")
    number, unit = _distance(metres, lang)
    half, _ = _distance(metres / 2, lang)
    if kind.width(f"0 {half} {number}") * 0.6 < length / 2:
        page.text(x + length / 2, base, half, kind, "center")
    page.text(x + length, base, number, kind, "center")
    page.text(x + length + kind.width(number) / 2 + kind.size * 0.25, base, unit, kind)
    if arrow:
        _arrow(page, placing, panel, lang)
    return ScaleBar(metres, length, x, y)


def _distance(metres: float, lang: Language) -> tuple[str, str]:
    far = metres >= _KILOMETRE
    return f"{metres / _KILOMETRE if far else metres:,g}", say("kilometres" if far else "metres", lang)


def _arrow(page: Page, placing: Placing, panel: Rect, lang: Language) -> None:
    """Draw an arrow to the north as it is in the middle of the map."""
    scale = page.scale
    middle = np.array(
        [[placing.frame.west + placing.frame.width / 2, placing.frame.south + placing.frame.height / 2]]
    )
    degrees = placing.frame.degrees(middle)
    up = placing.frame.project(degrees + np.array([0.0, 0.05])) - middle
    up = (up / np.hypot(*up[0]))[0]
    side = np.array([up[1], -up[0]])
    foot = np.array([panel.right - 12 * scale, panel.y + 4.5 * scale])
    tip, tall, wide = foot + up * 12.5 * scale, 3.4 * scale, 4.6 * scale
    for sign, colour in ((-1, "#262623"), (1, "#FFFFFF")):
        page.sheet.add_patch(
            Polygon(
                [tip, foot + sign * side * wide, foot + up * tall],
                closed=True,
                facecolor=colour,
                edgecolor="#262623",
                linewidth=0.5 * scale,
                joinstyle="round",
                zorder=4,
            )
        )
    kind = page.type("small", BOLD, "#262623")
    page.text(float(tip[0]), float(tip[1]) + 1.2 * scale + 0.0, say("north", lang), kind, "center")


def _panel(page: Page, panel: Rect) -> None:
    page.sheet.add_patch(
        Rectangle(
            (panel.x, panel.y),
            panel.width,
            panel.height,
            facecolor=style().ground.halo,
            edgecolor="#B5AE9F",
            linewidth=0.5 * page.scale,
            alpha=0.93,
            zorder=3,
        )
    )
