"""The chip of an outside power as a drawing: the letters on its colour, beside them the glyph of the kind."""

from __future__ import annotations

from geo.export.qgis.looks import Styled
from geo.scene import style, symbols
from geo.scene.rules.blocks import GLYPH, LETTERS

_CAPITAL = 0.714
"""Height of a capital of Noto Sans, of its size."""


def chip(one: Styled) -> tuple[list[str], float]:
    """Return the marks of a chip in SVG, as high as the grid of symbols, and how wide they are."""
    own, sizes, grid, look = style().chip, style().symbol, symbols().grid, one.look
    stale, pixel, halo = one.state == "stale", grid / one.size, style().ground.halo
    front, wide = LETTERS * grid, (LETTERS + GLYPH) * grid
    corner, edge = f'height="{grid:g}" rx="{own.corner * grid:g}"', sizes.edge_width * pixel
    dash = " ".join(f"{part * pixel:.2f}" for part in sizes.stale_dash) if stale else "none"
    tint, ink = (own.stale_tint, look.fill) if stale else (1, look.ink)
    size, glyph = own.letters * grid, own.glyph
    aside, above = front + (GLYPH - glyph) * grid / 2, (1 - glyph) * grid / 2
    drawn = (
        f'<rect width="{wide:g}" {corner} fill="{own.paper}" stroke="{halo}" '
        f'stroke-width="{edge + 2 * sizes.casing_width * pixel:.2f}"/>'
        f'<rect width="{front:g}" {corner} fill="{look.fill}" fill-opacity="{tint:g}"/>'
        f'<rect width="{wide:g}" {corner} fill="none" stroke="{look.edge}" stroke-width="{edge:.2f}" '
        f'stroke-dasharray="{dash}"/>'
        f'<text x="{front / 2:g}" y="{(grid + size * _CAPITAL) / 2:.2f}" text-anchor="middle" fill="{ink}" '
        f'font-family="Noto Sans" font-weight="bold" font-size="{size:.2f}">{look.letters}</text>'
    )
    glyphs = [
        f'<path transform="translate({aside:.2f} {above:.2f}) scale({glyph:g})" d="{part.d}" '
        f'fill="{look.fill}" fill-rule="evenodd"/>'
        for part in symbols().symbols[look.symbol].paths
    ]
    return [drawn, *glyphs], wide
