"""Where the map of an address looks, in any window, as CSS; a test lays the map over the picture.

A server does not know the window. What depends on it are the scale and what stands at a zoom; both are
written for every zoom that the first view may have, and the window takes one by its size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from geo.scene.look.style import style
from geo.scene.rules.labelling import Box
from geo.screen.folium_map import HOME_ZOOM
from geo.screen.picture.plane import Point, to_world
from geo.view import View

ZOOMS: Final = tuple(quarter / 4 for quarter in range(18, 29))
"""What a whole view of Libya may have, from 320x568 to 3440x1440, in Leaflet's steps; in a larger window the
picture is smaller than the map. Each costs the browser time."""

COLUMN = 334
"""Pixels of text and legend on the map, with their distance from its edge."""
FOOT, SIDE, ABOVE_FOOT = 24, 4, 8
"""Pixels that a first view keeps clear of: the foot, at a side without text, above the foot."""
TOLD: Final = "control"
"""The layer that the three lines are made of."""
NARROW: Final = 5.25
"""The largest zoom at which a whole view is one of a phone; with text beside it Libya is larger."""
SPARE: Final = ((NARROW, 4, 0), (6, 32, 56), (math.inf, 150, 56))
"""Up to a zoom pixels beside and above the country in usual windows, which fit no zoom exactly."""
ROW: Final = 30
"""Pixels of the row of buttons at the top of a phone."""
TABS: Final = (390, 40)
"""Pixels of the tabs."""
ABOVE: Final = 16
"""From the edge to them, as `map.css` has it."""
_FAR: Final = 10_000
_JUST: Final = 0.00125
"""Leaflet takes a zoom that is missed by less."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Where a view looks.

    Attributes
    ----------
    centre : tuple of float
        World units, what the drawing is relative to.
    zooms : tuple of float
        All that it may have, rising.
    whole : bool
        Whether it fits the country into the window.
    panel : bool
        Whether there is a panel beside the map, in a window that has room.
    mirrored : bool
        Whether the panel and the text stand at the right.
    short : bool
        Whether the text is one line.
    """

    centre: Point
    zooms: tuple[float, ...]
    whole: bool
    panel: bool
    mirrored: bool
    short: bool

    @classmethod
    def of(cls, view: View) -> Looking:
        """Return where a view looks."""
        kept = {"panel": view.view != "brief", "mirrored": view.lang == "ar", "short": is_short(view)}
        if view.centre:
            lat, lon = view.centre
            zoom = HOME_ZOOM if view.zoom is None else view.zoom
            return cls(to_world(lon, lat), (float(zoom),), whole=False, **kept)
        west, south, east, north = _libya()
        middle = ((west + east) / 2, (south + north) / 2)
        zooms = ZOOMS if view.zoom is None else (float(view.zoom),)
        return cls(middle, zooms, whole=True, **kept)

    def covered(self, zoom: float) -> tuple[Box, ...]:
        """Return what text, buttons and edges cover of a usual window of a zoom, in pixels from its centre.

        Nothing where a link says where it looks, so that any window may end anywhere.
        """
        if not self.whole or len(self.zooms) == 1:
            return ()
        screen, (west, south, east, north) = style().screen, _libya()
        wide, high = ((east - west) * 2**zoom / 2, (south - north) * 2**zoom / 2)
        narrow = zoom <= NARROW
        beside, above = next((beside, above) for most, beside, above in SPARE if zoom <= most)
        side, top = wide + beside, -high - above - (screen.above_narrow if narrow else screen.above)
        ends = (Box(-side - _FAR, -_FAR, _FAR, 2 * _FAR), Box(side, -_FAR, _FAR, 2 * _FAR))
        if narrow:
            return (*ends, Box(-side, top - _FAR, 2 * side, _FAR + ROW))
        tabs, height = TABS
        left = -side + ABOVE if self.mirrored else side - ABOVE - tabs
        return (*ends, Box(left, top - _FAR, tabs, _FAR + ABOVE + height))

    def css(self, share: dict[float, float]) -> str:
        """Return what places the map in a window, sets `--s` (pixels of a world unit) and shows a zoom.

        Parameters
        ----------
        share : dict of float to float
            Of its size that a symbol has, by zoom.
        """
        return "".join((*self._places(), *self._scales(share)))

    def _places(self) -> Iterator[str]:
        start, screen = "right" if self.mirrored else "left", style().screen
        yield "#first-place{left:0;right:0}"
        if self.panel:
            yield f"@media(min-width:{screen.phone + 1}px){{#first-place{{{start}:{screen.panel}px}}}}"
        # Offsets are those of the zoom that fits, and grow with another one that is asked for.
        grown = "" if len(self.zooms) > 1 else "*var(--s)/var(--f)"
        for least, most, _, foot in self._narrow():
            high = f"{screen.sheet * 100:g}vh"
            high = f"min({high},{screen.short}px)" if self.short else high
            sheet = f"#first .column{{inset:auto 0 {foot}px;width:auto;height:{high}}}"
            if foot > FOOT:
                sheet += f"#first .foot{{height:{foot}px}}"
            if self.whole:
                above = f"({screen.above_narrow - foot}px - {high})/2{grown}"
                sheet += f"#first svg{{margin-top:calc({above})}}"
            yield f"@media(min-width:{least}px) and (max-width:{most}.98px){{{sheet}}}"
        if not self.whole:
            return
        aside = (COLUMN - SIDE) / 2 * (-1 if self.mirrored else 1)
        yield (
            f"@media(min-width:{self._roomy}px){{#first svg{{"
            f"margin-top:calc({(style().screen.above - FOOT - ABOVE_FOOT) / 2:g}px{grown});"
            f"margin-left:calc({aside:g}px{grown})}}}}"
        )

    def _scales(self, share: dict[float, float]) -> Iterator[str]:
        alone = len(self.zooms) == 1
        if alone:
            (zoom,) = self.zooms
            yield f"#first{{--s:{2**zoom:.6g};--k:{share[zoom]:.4g}}}"
            if not self.whole:
                return
        scale, before = ("--f", None) if alone else ("--s", None)
        for zoom in ZOOMS:
            shown = f"#first{{{scale}:{2**zoom:.6g}"
            if not alone:
                hidden = f"#first .{zoom_class(before)}{{display:none}}" if before is not None else ""
                own = f"#first .{zoom_class(zoom)},#first .{from_class(zoom)}"
                shown += f";--k:{share[zoom]:.4g}}}{own}{{display:inline}}{hidden}"
            else:
                shown += "}"
            yield shown if before is None else f"@media{self._window(zoom)}{{{shown}}}"
            before = zoom

    @property
    def _roomy(self) -> int:
        return style().screen.roomy + (style().screen.panel if self.panel else 0)

    def _narrow(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield the widths of windows in which text is a sheet: least, most, the panel's and the foot's."""
        screen = style().screen
        if not self.panel:
            yield 0, screen.roomy - 1, 0, FOOT
            return
        foot = screen.bar + screen.credit
        yield 0, screen.barred, 0, foot
        yield screen.barred + 1, screen.phone, 0, FOOT
        yield screen.phone + 1, screen.barred + screen.panel, screen.panel, foot
        yield screen.barred + screen.panel + 1, self._roomy - 1, screen.panel, FOOT

    def _window(self, zoom: float) -> str:
        """Return the media query of a window that has room for the country at a zoom."""
        west, south, east, north = _libya()
        scale = 2 ** (zoom - _JUST)
        wide, high = (east - west) * scale, (south - north) * scale
        rules = [
            f"(min-width:{max(least, wide + 2 * SIDE + panel):.2f}px) and (max-width:{most}.98px)"
            f" and (min-height:{self._with_sheet(high + style().screen.above_narrow + foot):.2f}px)"
            for least, most, panel, foot in self._narrow()
        ]
        panel = style().screen.panel if self.panel else 0
        least = max(self._roomy, wide + COLUMN + SIDE + panel)
        high += style().screen.above + FOOT + ABOVE_FOOT
        rules.append(f"(min-width:{least:.2f}px) and (min-height:{high:.2f}px)")
        return ",".join(rules)

    def _with_sheet(self, high: float) -> float:
        """Return the height of a window that has so many pixels above its sheet."""
        screen = style().screen
        whole = high / (1 - screen.sheet)
        return min(whole, high + screen.short) if self.short else whole


def is_short(view: View) -> bool:
    """Tell whether the text is one line, as `headline.js` has it: where it does not say who holds what."""
    return bool(view.filters.get("actor")) or view.first < view.at or TOLD not in (view.layers or (TOLD,))


def zoom_class(zoom: float) -> str:
    """Return the class of what stands at one zoom alone.

    Examples
    --------
    >>> zoom_class(5.25)
    'z525'
    """
    return f"z{zoom * 100:.0f}"


def from_class(zoom: float) -> str:
    """Return the class of what stands at a zoom and all higher ones."""
    return f"f{zoom * 100:.0f}"


def _libya() -> tuple[float, float, float, float]:
    """Return the edges of the first view in world units: west, south, east, north."""
    west, south, east, north = style().screen.libya
    return (*to_world(west, south), *to_world(east, north))
