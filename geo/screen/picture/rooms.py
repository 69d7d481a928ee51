"""What of a window a map keeps clear of, by the width of the window: text, an open tab, another map."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

from geo.scene import style

COLUMN = 334
"""Pixels of text and legend on the map, with their distance from its edge."""
FOOT, SIDE, ABOVE_FOOT = 24, 4, 8
"""Pixels that a first view keeps clear of: the foot, at a side without text, above the foot."""
_BELOW, _ROW, _ROWS = 37, 20, 14
"""Pixels of the foot below the legend of two maps with all edges, and of a row; the most rows."""
_SOURCES: Final = (1100, 13)
"""Pixels of a window beside panel and tab in which the sources below have one line, and of a second one."""
_SPARE: Final = 120
"""Pixels of a row of that legend that are edges, or left over by an entry that has a row of its own."""


class Room(NamedTuple):
    """What of windows of some widths a map keeps clear of, in CSS where that depends on the window."""

    least: float
    most: float
    panel: int
    """Pixels of the panel beside the map."""
    text: int
    """Pixels from the map's edge to the end of the text; `SIDE` = the text is elsewhere."""
    tab: tuple[float, ...]
    """Of an open tab at the other side: its least width, share of the map, most width, what is beside it."""
    above: int
    foot: int
    sheet: str
    """Height of the text, or of the tab, at the foot."""
    share: float
    """The same as a share of the window, and at most so many pixels."""
    limit: float
    folded: bool
    """Whether the text is its title alone."""
    maps: int = 0
    """How many share what the tab leaves; 0 = one, which lies below it."""
    stacked: bool = False
    """Whether they stand above each other and end where what is below begins, which is `share` and `foot`."""

    @property
    def window(self) -> str:
        """Its media query."""
        most = f" and (max-width:{self.most}.98px)" if self.most < math.inf else ""
        return f"(min-width:{self.least}px){most}"

    @property
    def end(self) -> str:
        """Pixels that are covered at the side without text."""
        if not self.tab or self.maps:
            return f"{SIDE}px"
        return f"({width_of_tab(self.tab)} + {self.tab[3]}px)"

    def width(self, free: float) -> float:
        """Return the width of a window in which so many pixels of the map are free."""
        if self.maps:
            return self.around((1 if self.stacked else self.maps) * (free + self.text + SIDE))
        return self.around(free + self.text + (0 if self.tab else SIDE))

    def around(self, wide: float) -> float:
        """Return the width of a window in which so many pixels stand beside panel and tab."""
        if not self.tab:
            return wide + self.panel
        least, share, most, aside = self.tab
        wide += aside
        return self.panel + max(wide + least, min(wide / (1 - share), wide + most))

    def height(self, free: float) -> float:
        """Return the height of a window in which so many pixels of the map are free."""
        high = (self.maps if self.stacked else 1) * (free + self.above) + self.foot
        return min(high / (1 - self.share), high + self.limit) if self.share else high

    @property
    def told(self) -> str:
        """CSS of where text, foot and two maps stand."""
        foot = f"#first .foot{{height:{self.foot}px}}"
        alone = "#first-map:has(.half) .column{display:none}"
        over = "#first .half+.half{clip-path:inset(0 50% 0 0)}" if self.maps == 1 else ""
        if self.stacked:
            below = f"({self.share * 100:g}vh + {self.foot}px)"
            high = f"calc((100% - {below})/{self.maps})"
            return (
                f"#first .half{{display:block;width:100%;height:{high};bottom:auto;top:0}}"
                "#first .tab{display:none}"
                f"#first .foot{{height:calc{below}}}{alone}{over}"
                + (f"#first .half:first-child{{top:{high}}}" if self.maps > 1 else "")
            )
        if self.sheet:
            column = f"#first .column{{inset:auto 0 {self.foot}px;width:auto;height:{self.sheet}}}"
            return column + (foot if self.foot > FOOT else "")
        if self.maps:
            wide = width_of_tab(self.tab) if self.tab else "0px"
            tab = f"calc({wide} + {self.tab[3] if self.tab else 0}px)"
            return (
                f"#first .half{{display:block;width:calc((100% - {tab})/{self.maps})}}{foot}"
                f"#first .half:first-child{{inset-inline-end:{tab}}}"
                f"{alone}#first .tab{{width:{wide}}}{over}"
            )
        return "#first .column :is(h3,p){display:none}" if self.folded else ""


def width_of_tab(tab: tuple[float, ...]) -> str:
    """Return the width of an open tab as CSS."""
    least, share, most, _ = tab
    return f"clamp({least:g}px,{share * 100:g}%,{most:g}px)"


def rooms(*, beside: bool, tab: bool, short: bool, reading: bool) -> Iterator[Room]:
    """Yield the rooms of one map: where it is narrow, the text is a sheet.

    Parameters
    ----------
    beside : bool
        Whether the panel stands beside it, in a window that has room.
    tab : bool
        Whether a tab is open.
    short : bool
        Whether the text is one line.
    reading : bool
        Whether the tab is that of a card.
    """
    screen = style().screen
    text, limit = (f"{screen.sheet * 100:g}vh", math.inf)
    if short:
        text, limit = f"min({text},{screen.short}px)", screen.short
    foot, roomy = screen.bar + screen.credit, FOOT + ABOVE_FOOT
    own, side = (text, screen.sheet, limit), screen.side if tab else ()
    lower = (f"{screen.side_sheet * 100:g}vh", screen.side_sheet, math.inf) if tab else own
    panels = ((0, 0, screen.phone), (screen.panel, screen.phone + 1, math.inf))
    for panel, least, most in panels if beside else ((0, 0, math.inf),):
        barred = screen.barred + panel if beside else -1
        narrow, above = screen.roomy - 1 + panel, screen.above_narrow
        wide = Room(narrow + 1, math.inf, panel, COLUMN, side, screen.above, roomy, "", 0, 0, reading)
        roomy_from = max(wide.least, math.ceil(wide.width(screen.between))) if tab else wide.least
        for one in (
            Room(0, barred, panel, SIDE, (), above, foot, *lower, False),
            Room(barred + 1, narrow, panel, SIDE, side, above, FOOT, *own, False),
            wide._replace(most=roomy_from - 1, text=SIDE, above=above, folded=True),
            wide._replace(least=roomy_from),
        ):
            room = one._replace(least=max(one.least, least), most=min(one.most, most))
            if room.least < room.most:
                yield room


def rooms_of_two(maps: int, legend: float, *, tab: bool) -> Iterator[Room]:
    """Yield the rooms of two maps, over a legend that takes so many pixels of a line.

    Parameters
    ----------
    maps : int
        2 = they stand side by side, 1 = they lie over each other.
    """
    screen = style().screen
    share, high = screen.below_sheet if tab else (screen.below_of_two, 0)
    low = Room(0, screen.barred, 0, SIDE, (), screen.above_of_two, 0, "", share, math.inf, False, maps)
    yield low._replace(foot=int(high) + screen.bar, stacked=True)
    side = screen.side_of_two if tab else ()
    for panel, least, widest in (
        (0, screen.barred + 1, screen.both),
        (screen.panel, screen.both + 1, math.inf),
    ):
        most: float = widest
        for rows in range(1, _ROWS + 1):
            foot = _BELOW + _ROW * rows
            room = Room(least, most, panel, SIDE, side, screen.above_narrow, foot, "", 0, 0, False, maps)
            if rows < _ROWS:
                room = room._replace(least=max(least, math.ceil(room.around(legend / rows + _SPARE))))
            if room.least < most:
                enough, line = math.ceil(room.around(_SOURCES[0])), _SOURCES[1]
                if room.most >= enough:
                    yield room._replace(least=max(room.least, enough))
                if room.least < enough:
                    yield room._replace(most=min(room.most, enough - 1), foot=room.foot + line)
                most = room.least - 1
