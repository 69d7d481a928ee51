"""Looks as SVG: areas, lines, symbols, what stands round them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from typing import Final

from geo.scene import Look, hollow, style, symbols
from geo.scene.rules.banding import WHOLE, Band
from geo.scene.rules.blocks import GLYPH, LETTERS
from geo.screen.picture.markup import element, text

_FAR: Final = 100_000
"""Units of the drawing from its centre beyond all that is drawn."""
_HALO: Final = "var(--halo)"
_INK: Final = "var(--label)"
_UNSCALED: Final = {"vector-effect": "non-scaling-stroke"}
"""What is used elsewhere does not hear the rules of where it stands."""
_SCALED: Final = "scale(calc(1/var(--s)*var(--u)))"
"""A tile of a pattern has the size of the screen, whatever it lies over."""
_NAMED: Final = ("pattern", "mask", "clipPath")
_CAPITAL: Final = 0.714
"""Height of a capital of Noto Sans, as a share of its size."""


class Looks:
    """What is drawn more than once, under a name: symbols, tiles of patterns, outlines."""

    def __init__(self, named: str = "d") -> None:
        self._named, self._names = named, dict[str, str]()

    @property
    def definitions(self) -> str:
        """All that was named, for the head of the drawing."""
        return "".join(
            drawn.replace(f"<{kind}", f'<{kind} id="{name}"', 1)
            for drawn, name in self._names.items()
            for kind in (next((one for one in _NAMED if drawn.startswith(f"<{one}")), "g"),)
        )

    def area(self, look: Look, path: str, *, stale: bool) -> str:
        """Return an area."""
        state, area = style().state.of(stale=stale), style().area
        pattern, *_ = look.hatch.split() or [""]
        striped = pattern == "stripes"
        fill = f"url(#{self._name(_tile(look.hatch))})" if striped else look.fill
        lines = style().line
        edge = {
            "stroke": look.edge,
            "stroke-opacity": state.area_edge,
            "stroke-width": look.width + (2 * lines.casing_width if look.ink else 0),
            "stroke-dasharray": _dash(state.line_of(look.line)),
        }
        over = pattern in ("lines", "dots")
        first = {
            "d": path,
            "fill": fill or "none",
            "fill-opacity": look.tint * state.area_fill if fill else "",
        }
        drawn = [element("path", first if over else {**first, **edge})]
        if over:
            opacity = (area.lines_opacity if pattern == "lines" else area.dots_opacity) * state.area_fill
            tile = f"url(#{self._name(_tile(look.hatch))})"
            drawn.append(element("path", {"d": path, "fill": tile, "fill-opacity": opacity, **edge}))
        if look.ink:
            core = {**edge, "stroke": look.ink, "stroke-width": look.width}
            drawn.append(element("path", {"d": path, "fill": "none", **core}))
        return "".join(drawn)

    def within(self, drawn: str, band: Band) -> str:
        """Return what lies in every so manieth level band of what was drawn."""
        tile = f"url(#{self._name(_band(band))})"
        seen = element("rect", {"x": -_FAR, "y": -_FAR, "width": 2 * _FAR, "height": 2 * _FAR, "fill": tile})
        return element("g", {"mask": f"url(#{self._name(element('mask', {}, seen))})"}, drawn)

    def outside(self, drawn: str, path: str) -> str:
        """Return what lies outside of an area of what was drawn."""
        around = f"M{-_FAR} {-_FAR}h{2 * _FAR}v{2 * _FAR}h{-2 * _FAR}z{path}"
        clip = element("clipPath", {}, element("path", {"d": around, "clip-rule": "evenodd"}))
        return element("g", {"clip-path": f"url(#{self._name(clip)})"}, drawn)

    def outlined(self, path: str, *, quiet: bool, times: float = 1) -> str:
        """Return the outline of what differs, black on white in either theme, so many times as wide."""
        pen = style().differing.pen(quiet=quiet)
        own = {"href": f"#{self._name(element('g', {}, element('path', {'d': path, **_UNSCALED})))}"}
        black = {"stroke": "#000", "stroke-width": times * pen.width, "stroke-dasharray": _dashes(pen.dash)}
        return element(
            "g",
            {"fill": "none"},
            element("use", {**own, "stroke": "#fff", "stroke-width": times * pen.halo_width}),
            element("use", {**own, **black}),
        )

    def line(self, look: Look, path: str, *, stale: bool) -> str:
        """Return a line."""
        state, lines = style().state.of(stale=stale), style().line
        # What is stale is pale; its dash still says what it carries.
        cased = look.line != "dotted" and look.edge != look.fill
        drawn = []
        own = {
            "d": path,
            "fill": "none",
            "stroke-opacity": state.line,
            "stroke-dasharray": _dash(look.line),
            "stroke-linecap": "round" if look.line == "dotted" else "",
        }
        width = look.width + (2 * lines.casing_width if cased else 0)
        drawn.append(element("path", {**own, "stroke": look.edge, "stroke-width": width}))
        if cased:
            drawn.append(element("path", {**own, "stroke": look.fill, "stroke-width": look.width}))
        return "".join(drawn)

    def symbol(
        self, look: Look, place: str, size: float, share: float, slice_: Band = WHOLE, *, stale: bool
    ) -> str:
        """Return a symbol at a place in CSS.

        Parameters
        ----------
        size : float
            Pixels on a large map.
        share : float
            What it has of them at this zoom, which is `--k` there.
        """
        dashed = stale and style().state.stale.dotted and size * share >= style().symbol.stale_dash_from
        drawn = _symbol(look, stale, dashed)
        if slice_ != WHOLE:
            clip = f"url(#{self._name(_slice(slice_[1]))})"
            turned = f"rotate({180 * (2 * slice_[0] + 1) / slice_[1]:.4g})"
            drawn = element("g", {"transform": turned, "clip-path": clip}, drawn)
        name = self._name(drawn)
        scale = f"calc(var(--k)*{size / symbols().grid:.4g})"
        return element("use", {"href": f"#{name}", "style": f"{place};scale:{scale}"})

    def chip(
        self, look: Look, glyphs: tuple[str, ...], place: str, size: tuple[float, float], *, stale: bool
    ) -> str:
        """Return a chip, so wide and high, with its upper left corner at a place in CSS."""
        return element("use", {"href": f"#{self._name(_chip(look, glyphs, size, stale))}", "style": place})

    def sign(self, look: Look, place: str, *, stale: bool) -> str:
        """Return what tells what goes along a line: the sign of a symbol alone, on a disc."""
        return element("use", {"href": f"#{self._name(_sign(look, stale))}", "style": place})

    def _name(self, drawn: str) -> str:
        return self._names.setdefault(drawn, f"{self._named}{len(self._names)}")


def corridor(look: Look, path: str, width: str, *, stale: bool) -> str:
    """Return the doubt about where a line runs, whose width is CSS."""
    return element(
        "path",
        {
            "d": path,
            "fill": "none",
            "stroke": look.fill,
            "stroke-opacity": style().state.of(stale=stale).corridor,
            "stroke-linecap": "round",
            "style": f"stroke-width:{width}",
        },
    )


def leaders(lines: Iterable[tuple[float, float, float, float]]) -> str:
    """Return lines from true points to symbols moved aside: pixels from the centre, and from there."""
    path = "".join(f"M{x:.1f} {y:.1f}l{dx:.1f} {dy:.1f}" for x, y, dx, dy in lines)
    if not path:
        return ""
    look = style().leader
    return element(
        "g",
        {"fill": "none"},
        element("path", {"d": path, "stroke": _HALO, "stroke-width": look.halo_width}),
        element("path", {"d": path, "stroke": _INK, "stroke-width": look.width}),
    )


def ring(place: str, look: Look, radius: float, *, stale: bool) -> str:
    """Return a ring as wide as the doubt about where a symbol stands."""
    own = style().ring
    return element(
        "circle",
        {
            "r": round(radius, 1), "style": place, "fill": "none", "class": "ring", "stroke": look.edge,
            "stroke-width": own.width, "stroke-dasharray": _dashes(own.dash),
            "stroke-opacity": style().state.of(stale=stale).ring,
        },
    )  # fmt: skip


def chosen(place: str, size: float) -> str:
    """Return a ring round the true point of what is selected."""
    own = style().chosen
    radius = max(own.radius, size / 2 + own.halo_width)
    rings = ((_HALO, own.halo_width), (_INK, own.width))
    drawn = (
        element("circle", {"r": radius, "stroke": colour, "stroke-width": width}) for colour, width in rings
    )
    return element("g", {"style": place, "fill": "none"}, *drawn)


def count(place: str, size: float, features: int) -> str:
    """Return how many features a symbol stands for, at its upper right."""
    across, down = size / 2 - 1, 1 - size / 2
    width = max(14.0, 5.9 * len(str(features)) + 7)
    box = {"x": across - width / 2, "y": down - 7, "width": width, "height": 14, "rx": 7, "class": "badge"}
    told = element("text", {"x": across, "y": down + 4, "class": "count"}, str(features))
    return element("g", {"style": place}, element("rect", box), told)


def arrow(place: str, look: Look, angle: float, *, stale: bool) -> str:
    """Return an arrow head."""
    corners = " ".join(f"{x:g},{y:g}" for x, y in style().line.arrow)
    opacity = style().state.of(stale=stale).line
    return element(
        "path",
        {
            "d": f"M{corners}z",
            "fill": look.edge,
            "fill-opacity": opacity,
            "style": f"{place};rotate:{angle:.1f}deg",
        },
    )


@cache
def _symbol(look: Look, stale: bool, dashed: bool) -> str:
    """Return a symbol round 0, 0 on its grid; the widths of its edges are pixels."""
    library, own = symbols(), style().symbol
    state = style().state.of(stale=stale)
    drawn = []
    for part in library.symbols[look.symbol].paths:
        role, path = part.role, {"d": part.d.replace(" L ", "L").replace(" C ", "C"), **_UNSCALED}
        if role == "glyph":
            drawn.append(element("path", {**path, "fill": look.ink}))
            continue
        halo = own.edge_width + 2 * own.casing_width
        drawn.append(element("path", {**path, "fill": "none", "stroke": _HALO, "stroke-width": halo}))
        other = role == "other"
        painted = {
            "fill": look.hatch.split()[2] if other else look.fill,
            "fill-opacity": state.symbol_fill * (own.other_half if other else 1),
            "stroke": look.edge,
            "stroke-width": own.edge_width,
            "stroke-dasharray": _dashes(own.stale_dash) if dashed else "",
            "class": "hollow" if look.fill == hollow() else "",
        }
        drawn.append(element("path", {**path, **painted}))
    half = library.grid / 2
    return element("g", {"transform": f"translate(-{half:g}-{half:g})"}, *drawn)


@cache
def _slice(of: int) -> str:
    """Return what lets through one of so many slices of a symbol, the one at its top."""
    far, half = symbols().grid, math.pi / of
    x, y = far * math.sin(half), far * math.cos(half)
    path = f"M0 0L{-x:.4g} {-y:.4g}A{far:g} {far:g} 0 0 1 {x:.4g} {-y:.4g}z"
    return element("clipPath", {}, element("path", {"d": path}))


@cache
def _chip(look: Look, glyphs: tuple[str, ...], size: tuple[float, float], stale: bool) -> str:
    """Return a chip right of and below 0, 0, as `chips.js` paints it."""
    (width, height), own, edge = size, style().chip, style().symbol
    radius, letters = height * own.corner, height * LETTERS
    box = {"width": width, "height": height, "rx": radius}
    halo = {"fill": own.paper, "stroke": _HALO, "stroke-width": edge.edge_width + 2 * edge.casing_width}
    corner = f"a{radius:g} {radius:g} 0 0"
    left = (
        f"M{letters:g} 0H{radius:g}{corner} 0 {-radius:g} {radius:g}V{height - radius:g}"
        f"{corner} 0 {radius:g} {radius:g}H{letters:g}z"
    )
    dash = _dashes(edge.stale_dash) if stale else ""
    rim = {"fill": "none", "stroke": look.edge, "stroke-width": edge.edge_width, "stroke-dasharray": dash}
    told = {
        "x": letters / 2,
        "y": height * (1 + own.letters * _CAPITAL) / 2,
        "text-anchor": "middle",
        "font-weight": 700,
        "font-size": height * own.letters,
        "fill": look.fill if stale else look.ink,
    }
    scale = height * own.glyph / symbols().grid
    drawn = [
        element("rect", {**box, **halo}),
        element("path", {"d": left, "fill": look.fill, "fill-opacity": own.stale_tint if stale else ""}),
        element("rect", {**box, **rim}),
        element("text", told, text(look.letters)),
    ]
    for i, name in enumerate(glyphs):
        across = letters + height * GLYPH * (i + 0.5) - height * own.glyph / 2
        moved = f"translate({across:.4g} {height * (1 - own.glyph) / 2:.4g})scale({scale:.4g})"
        paths = (element("path", {"d": part.d}) for part in symbols().symbols[name].paths)
        drawn.append(element("g", {"fill": look.fill, "fill-rule": "evenodd", "transform": moved}, *paths))
    return element("g", {}, *drawn)


@cache
def _sign(look: Look, stale: bool) -> str:
    """Return the sign of a line's symbol round 0, 0, on a disc that is light in either theme."""
    lines, grid = style().line, symbols().grid
    disc = {
        "r": lines.glyph_radius,
        "fill": style().ground.halo,
        "stroke": look.edge,
        "stroke-width": style().symbol.edge_width,
        "stroke-opacity": style().state.of(stale=stale).line,
    }
    moved = f"scale({lines.glyph_size / grid:.4g})translate(-{grid / 2:g}-{grid / 2:g})"
    parts = (one for one in symbols().symbols[look.symbol].paths if one.role == "glyph")
    paths = (element("path", {"d": one.d}) for one in parts)
    inside = element("g", {"fill": look.edge, "fill-rule": "evenodd", "transform": moved}, *paths)
    return element("g", {}, element("circle", disc), inside)


@cache
def _tile(hatch: str) -> str:
    """Return the pattern of a hatch."""
    area = style().area
    pattern, *words = hatch.split()
    if pattern == "lines":
        angle, colour = words
        step, turned = area.lines_step, f" rotate(-{angle}deg)"
        inside = element("rect", {"width": step, "height": area.lines_width, "fill": colour})
    elif pattern == "dots":
        step, turned = area.dots_step, ""
        inside = element("circle", {"cx": step / 2, "cy": step / 2, "r": area.dots_radius, "fill": words[0]})
    else:
        step, turned = area.hatch_step, f" rotate(-{area.hatch_angle:g}deg)"
        other = {"y": area.hatch_width, "width": step, "height": step - area.hatch_width}
        pale = element("rect", {**other, "fill": words[1], "fill-opacity": area.other_stripe})
        inside = pale + element("rect", {"width": step, "height": area.hatch_width, "fill": words[0]})
    size = {"width": step, "height": step, "patternUnits": "userSpaceOnUse"}
    return element("pattern", {**size, "style": f"transform:{_SCALED}{turned}"}, inside)


@cache
def _band(band: Band) -> str:
    """Return the pattern that lets through one of so many level bands."""
    (own, of), wide = band, style().area.band_width
    inside = element("rect", {"y": own * wide, "width": wide, "height": wide, "fill": "#fff"})
    size = {"width": wide, "height": wide * of, "patternUnits": "userSpaceOnUse"}
    return element("pattern", {**size, "style": f"transform:{_SCALED}"}, inside)


def _dash(line: str) -> str:
    return _dashes(style().line.dash(line))


def _dashes(lengths: tuple[float, ...]) -> str:
    return " ".join(f"{length:g}" for length in lengths)
