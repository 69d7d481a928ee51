"""The banner over the top of a map that says what is wrong with the figure."""

from __future__ import annotations

from matplotlib.patches import Rectangle

from geo.figure.drawn import Drawn
from geo.figure.page.sentences import warned
from geo.figure.sheet.paper import BOLD, Page, Type, wrap
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import each_of, say
from geo.model import Language

_MOST = 8
"""Lines of a banner that hides not too much of the map; a first warning that is longer stands whole."""


def warning_lines(
    page: Page, drawn: Drawn, width: float, lang: Language
) -> tuple[list[tuple[str, Language]], Type]:
    """Return what is wrong with the figure as lines of at most `width` points, each with its language.

    Whole sentences: how many more there are is told where these are too many for a banner.
    """
    kind = page.type("small", BOLD, "#8C1D18")
    lines: list[tuple[str, Language]] = []
    told = warned(drawn, each_of(lang))
    for i, (text, one) in enumerate(told):
        more = [(line, one) for line in wrap(text, kind, width)]
        if lines and len(lines) + len(more) > _MOST:
            return [*lines, (say("more", lang, count=len(told) - i), lang)], kind
        lines += more
    return lines, kind


def draw_warnings(page: Page, drawn: Drawn, rect: Rect, lang: Language) -> Rect | None:
    """Draw a banner over the top of the map that says what is wrong; return what it covers, or None."""
    if not drawn.warnings:
        return None
    texts, kind = warning_lines(page, drawn, rect.width - 16, lang)
    tall = len(texts) * kind.leading + 6
    banner = Rect(rect.x, rect.top - tall, rect.width, tall)
    page.sheet.add_patch(
        Rectangle((banner.x, banner.y), banner.width, banner.height, facecolor="#FBE9E7", edgecolor="#8C1D18",
                  linewidth=0.8 * page.scale, zorder=4)
    )  # fmt: skip
    y = banner.top - 3
    for text, one in texts:
        y -= kind.leading
        right = one == "ar"
        x = banner.right - 8 if right else banner.x + 8
        page.text(x, y + kind.leading * 0.3, text, kind, "right" if right else "left", from_right=right)
    return banner
