"""Samples of the signs that the map uses beside its looks: pale, ring of doubt, number at a symbol."""

from __future__ import annotations

from matplotlib.patches import Circle, FancyBboxPatch

from geo.figure.drawn import Drawn, LegendEntry
from geo.figure.page.legend import Sample, draw_swatch
from geo.figure.sheet.paper import BOLD, Page
from geo.figure.sheet.sizes import Rect
from geo.scene import style
from geo.words.names import Name


def stale_sample(drawn: Drawn) -> Sample | None:
    """Return what draws something stale of the map, as the map draws it; a point where there is one."""
    stale = [one for layer in drawn.layers for one in layer.features if one.stale]
    if not stale:
        return None
    first = min(stale, key=lambda one: ("point", "line", "area").index(one.look.kind))
    entry = LegendEntry(Name("", ""), first.look, "stale")
    return lambda page, box: draw_swatch(page, box, entry)


def ring_sample() -> Sample:
    """Return what draws a ring of doubt."""

    def draw(page: Page, box: Rect) -> None:
        ring, unit = style().ring, 0.5 * page.scale
        page.sheet.add_patch(
            Circle(
                (box.x + box.width / 2, box.y + box.height / 2),
                box.height / 2,
                facecolor="none",
                edgecolor=style().palette["base"].edge,
                linewidth=ring.width * unit * 1.4,
                linestyle=(0.0, tuple(length * unit for length in ring.dash)),
                zorder=3,
            )
        )

    return draw


def badge_sample() -> Sample:
    """Return what draws the number at a symbol that stands for several."""

    def draw(page: Page, box: Rect) -> None:
        kind = page.type("small", BOLD, "#1B1B19").but(0.75)
        x, y, half = box.x + box.width / 2, box.y + box.height / 2, kind.size * 0.62
        page.sheet.add_patch(
            FancyBboxPatch(
                (x - half, y - half), 2 * half, 2 * half, boxstyle=f"round,pad=0,rounding_size={half}",
                facecolor="#FFFFFF", edgecolor="#3A3A36", linewidth=0.4 * page.scale, zorder=3,
            )
        )  # fmt: skip
        page.text(x, y - kind.size * 0.36, "2", kind, "center")

    return draw
