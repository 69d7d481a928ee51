"""Where the map of an address looks, in any window, as CSS; a test lays the map over the picture.

A server does not know the window. What depends on it are the scale and what stands at a zoom; both are
written for every zoom that the first view may have, and the window takes one by its size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from geo.scene.look.style import style
from geo.scene.rules.labelling import Box
from geo.screen.folium_map import HOME_ZOOM
from geo.screen.picture.plane import Point, to_world
from geo.screen.picture.rooms import Room, rooms, rooms_of_two
from geo.view import View

ZOOMS: Final = tuple(quarter / 4 for quarter in range(18, 29))
"""What a whole view of Libya may have, from 320x568 to 3440x1440, in Leaflet's steps; in a larger window the
picture is smaller than the map. Each costs the browser time."""

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
MEASURE: Final = (67, 27)
"""Pixels of the button below them."""
BELOW: Final = 8
"""From them to it."""
ABOVE: Final = 16
"""From the edge to them, as `map.css` has it."""
_SMALL: Final = (4.0, 4.25)
"""What a whole view may have beside an open tab."""
_ROUND: Final = 56
"""Pixels round what is chosen."""
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
    tab : bool
        Whether a tab is open.
    reading : bool
        Whether it is that of a card, beside which the text is its title alone.
    maps : int
        How many are compared: 1 = they lie over each other; 0 = there is one picture.
    legend : float
        Pixels of the legend below two maps, were it one line.
    chosen : tuple of float or None
        What the map is moved for where text or tab would cover it: its edges in world units.
    """

    centre: Point
    zooms: tuple[float, ...]
    whole: bool
    panel: bool
    mirrored: bool
    short: bool
    tab: bool
    reading: bool
    maps: int = 0
    legend: float = 0
    chosen: tuple[float, float, float, float] | None = None

    @classmethod
    def of(
        cls, view: View, chosen: tuple[float, float, float, float] | None = None, legend: float = 0
    ) -> Looking:
        """Return where a view looks."""
        zooms = () if view.zoom is None else (float(view.zoom),)
        if view.centre:
            zooms = zooms or (float(HOME_ZOOM),)
        looking = cls(
            centre_of(view),
            zooms,
            whole=not view.centre,
            panel=view.view != "brief",
            mirrored=view.lang == "ar",
            short=is_short(view),
            tab=view.view != "brief" and bool(view.tab or view.selected),
            reading=bool(view.selected),
            maps=(1 if view.compare.look else 2) if view.compare else 0,
            legend=legend,
            chosen=chosen,
        )
        return looking if zooms else replace(looking, zooms=looking.fitting)

    @property
    def fitting(self) -> tuple[float, ...]:
        """The zooms that a whole view may have: beside or above an open tab smaller ones, too."""
        return (*_SMALL, *ZOOMS) if self.tab or self.maps else ZOOMS

    def covered(self, zoom: float) -> tuple[Box, ...]:
        """Return what text, buttons and edges cover of a usual window of a zoom, in pixels from its centre.

        Nothing where a link says where it looks, so that any window may end anywhere, and beside an open tab.
        """
        if not self.whole or self.tab or self.maps or len(self.zooms) == 1:
            return ()
        screen, (west, south, east, north) = style().screen, _libya()
        wide, high = ((east - west) * 2**zoom / 2, (south - north) * 2**zoom / 2)
        narrow = zoom <= NARROW
        beside, above = next((beside, above) for most, beside, above in SPARE if zoom <= most)
        side, top = wide + beside, -high - above - (screen.above_narrow if narrow else screen.above)
        ends = (Box(-side - _FAR, -_FAR, _FAR, 2 * _FAR), Box(side, -_FAR, _FAR, 2 * _FAR))
        row = Box(-side, top - _FAR, 2 * side, _FAR + (ROW if narrow else 0))
        if narrow:
            return (*ends, row)
        own = ((top + ABOVE, TABS), (top + ABOVE + TABS[1] + BELOW, MEASURE))
        start = (lambda _: ABOVE - side) if self.mirrored else (lambda width: side - ABOVE - width)
        return (*ends, row, *(Box(start(width), y, width, tall) for y, (width, tall) in own))

    def over(self, zoom: float) -> tuple[Box, ...]:
        """Return what is above a usual window of a zoom, tabs and button: no symbol is moved out of sight."""
        return self.covered(zoom)[2:] if zoom > NARROW else ()

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
        for room in self._rooms():
            rules = room.told
            if self.tab and not (room.tab or self.maps):
                rules += "#first .tab{display:none}"
            # Maps above each other end where the foot begins; beside each other they go on below it.
            foot = 0 if room.stacked else room.foot
            below = f"({foot}px + {room.sheet or '0px'})"
            sides = (room.end, f"{room.text}px") if self.mirrored else (f"{room.text}px", room.end)
            # From the middle of the window to where the centre stands.
            across, down = "0px", "0px"
            if self.whole:
                across, down = f"({sides[0]} - {sides[1]})/2{grown}", f"({room.above}px - {below})/2{grown}"
                rules += f"#first svg{{margin-top:calc({down});margin-left:calc({across})}}"
            elif self.maps:
                rules += f"#first svg{{margin-top:-{foot / 2:g}px}}"
            if self.chosen and self.tab and not self.maps:
                west, north, east, south = (edge * 2 ** self.zooms[0] for edge in self.chosen)
                left = _within(west, east, *sides, across)
                top = _within(north, south, f"{room.above}px", below, down)
                wide, high = abs(west + east) + room.panel, abs(north + south)
                yield (
                    f"@media{room.window} and (min-width:{wide:.0f}px) and (min-height:{high:.0f}px)"
                    f"{{#first svg{{left:{left};top:{top}}}}}"
                )
            if rules:
                yield f"@media{room.window}{{{rules}}}"

    def _scales(self, share: dict[float, float]) -> Iterator[str]:
        alone = len(self.zooms) == 1
        if alone:
            (zoom,) = self.zooms
            yield f"#first{{--s:{2**zoom:.6g};--k:{share[zoom]:.4g}}}"
            if not self.whole:
                return
        scale, before = ("--f", None) if alone else ("--s", None)
        for zoom in self.fitting:
            shown = f"#first{{{scale}:{2**zoom:.6g}"
            if not alone:
                hidden = f"#first .{zoom_class(before)}{{display:none}}" if before is not None else ""
                own = f"#first .{zoom_class(zoom)},#first .{from_class(zoom)}"
                shown += f";--k:{share[zoom]:.4g}}}{own}{{display:inline}}{hidden}"
            else:
                shown += "}"
            yield shown if before is None else f"@media{self._window(zoom)}{{{shown}}}"
            before = zoom

    def _rooms(self) -> Iterator[Room]:
        if self.maps:
            return rooms_of_two(self.maps, self.legend, tab=self.tab)
        return rooms(beside=self.panel, tab=self.tab, short=self.short, reading=self.reading)

    def _window(self, zoom: float) -> str:
        """Return the media query of a window that has room for the country at a zoom."""
        west, south, east, north = _libya()
        scale = 2 ** (zoom - _JUST)
        wide, high = (east - west) * scale, (south - north) * scale
        return ",".join(
            room._replace(least=least).window + f" and (min-height:{room.height(high):.2f}px)"
            for room in self._rooms()
            if (least := max(room.least, math.ceil(room.width(wide) * 100) / 100)) < room.most + 1
        )


def _within(least: float, most: float, before: str, after: str, shifted: str) -> str:
    """Return the CSS of where the centre is, so that what lies between two lengths from it is seen.

    As `camera.js` has it: moved by as little as that takes, with some of the room round it, or in its middle;
    `shifted` is how far from the middle the centre stands already.
    """
    middle = (least + most) / 2
    half = f"min({(most - least) / 2 + _ROUND:.1f}px,(100% - {before} - {after})/2)"
    seen = f"clamp({before} + {half},50% + {shifted} + {middle:.1f}px,100% - {after} - {half})"
    return f"calc({seen} - {middle:.1f}px - {shifted})"


def centre_of(view: View) -> Point:
    """Return where a view looks in world units: at the middle of the country where it does not say."""
    if view.centre:
        lat, lon = view.centre
        return to_world(lon, lat)
    west, south, east, north = _libya()
    return (west + east) / 2, (south + north) / 2


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
