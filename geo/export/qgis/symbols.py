"""A look -> a symbol of QGIS: the same outline, fill, edge, hatch and dash as on the map."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement

from geo.export.qgis.aside import leader, offset
from geo.export.qgis.chips import chip
from geo.export.qgis.looks import Styled
from geo.scene import style, symbols
from geo.scene.look.tables import StateStyle

_POINTS = 0.75
"""Points for one pixel on the screen."""
_ROOM = 4.0
"""What the picture of a symbol has round its grid, for edge and rim."""
Options = Mapping[str, object]


def symbol(parent: Element, name: str, one: Styled) -> None:
    """Add the symbol of a look to `<symbols>`."""
    kind = {"point": "marker", "line": "line", "area": "fill"}[one.look.kind]
    own = _symbol(parent, kind, name)
    state = style().state.of(stale=one.state == "stale")
    if kind == "marker":
        if one.aside:
            line = {"geometryModifier": leader(one.aside), "SymbolType": "Line", "units": "Point"}
            inner = _symbol(_layer(own, "GeometryGenerator", line), "line", f"@{name}@0")
            ink, look = style().ground, style().leader
            for colour, width in ((ink.halo, look.halo_width), (ink.label, look.width)):
                _layer(inner, "SimpleLine", _stroke(colour, 1, width))
        made = _layer(own, "SvgMarker", _marker(one, state))
        if one.look.letters:
            # Above all lines, also those of chips that are drawn later.
            made.set("pass", "1")
        if one.aside:
            driven(SubElement(made, "data_defined_properties"), "offset", "expression", offset(one.aside))
    elif kind == "line":
        _line(own, one, state)
    else:
        _area(own, one, state)


def driven(parent: Element, what: str, by: str, told: str) -> None:
    """Have QGIS take a property from each feature: `by` a field or an expression."""
    listed = SubElement(parent, "Option", type="Map")
    SubElement(listed, "Option", name="name", value="", type="QString")
    every = SubElement(listed, "Option", name="properties", type="Map")
    own = SubElement(every, "Option", name=what, type="Map")
    SubElement(own, "Option", name="active", value="true", type="bool")
    SubElement(own, "Option", name=by, value=told, type="QString")
    SubElement(own, "Option", name="type", value={"field": "2", "expression": "3"}[by], type="int")
    SubElement(listed, "Option", name="type", value="collection", type="QString")


def _symbol(parent: Element, kind: str, name: str) -> Element:
    return SubElement(parent, "symbol", type=kind, name=name, alpha="1", clip_to_extent="1", force_rhr="0")


def _layer(parent: Element, kind: str, options: Options) -> Element:
    layer = SubElement(parent, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    listed = SubElement(layer, "Option", type="Map")
    for name, value in options.items():
        SubElement(listed, "Option", name=name, value=str(value), type="QString")
    return layer


def _marker(one: Styled, state: StateStyle) -> Options:
    """Return the options of a marker whose picture is in the style itself."""
    sizes, library, look = style().symbol, symbols(), one.look
    if look.letters:
        return _picture(*chip(one), one.size)
    edge = sizes.edge_width / one.size * library.grid
    rim = edge + 2 * sizes.casing_width / one.size * library.grid
    paths = [(part.role, part.d) for part in library.symbols[look.symbol].paths]
    halo = style().ground.halo
    told = [
        f'<path d="{d}" fill="{halo}" stroke="{halo}" stroke-width="{rim:.2f}" stroke-linejoin="round"/>'
        for role, d in paths
        if role != "glyph"
    ]
    for role, d in paths:
        if role == "glyph":
            told.append(f'<path d="{d}" fill="{look.ink}"/>')
            continue
        other = role == "other"
        fill = look.stripes[-1] if other and look.stripes else look.fill
        share = state.symbol_fill * (sizes.other_half if other else 1.0)
        told.append(
            f'<path d="{d}" fill="{fill}" fill-opacity="{share:g}" stroke="{look.edge}" '
            f'stroke-width="{edge:.2f}" stroke-linejoin="round"/>'
        )
    return _picture(told, library.grid, one.size)


def _picture(marks: Iterable[str], wide: float, size: float) -> Options:
    """Return the options of a marker that is a drawing, as high as the grid: then `size` pixels."""
    grid = symbols().grid
    across = wide + 2 * _ROOM
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-_ROOM:g} {-_ROOM:g} {across:g} '
        f'{grid + 2 * _ROOM:g}">{"".join(marks)}</svg>'
    )
    return {
        "name": f"base64:{base64.b64encode(picture.encode()).decode()}",
        "size": f"{size * across / grid * _POINTS:.2f}",
        "size_unit": "Point",
        "color": "0,0,0,255",
        "outline_width": "0",
        "scale_method": "diameter",
        "offset_unit": "Point",
    }


def _line(parent: Element, one: Styled, state: StateStyle) -> None:
    look, lines = one.look, style().line
    if look.edge != look.fill:
        casing = _stroke(look.edge, state.line, look.width + 2 * lines.casing_width)
        _layer(parent, "SimpleLine", casing)
    _layer(parent, "SimpleLine", _stroke(look.fill, state.line, look.width, lines.dash(look.line)))
    if look.arrow:
        heads = _layer(
            parent, "MarkerLine", {"placements": "SegmentCenter", "placement": "segmentcenter", "rotate": "1"}
        )
        inner = _symbol(heads, "marker", f"@{parent.get('name')}@{len(parent) - 1}")
        size = 10 * _POINTS
        head = {"name": "filled_arrowhead", "color": _rgba(look.fill, state.line), "size": f"{size:g}"}
        _layer(inner, "SimpleMarker", {**head, "size_unit": "Point", "outline_style": "no"})


def _stroke(
    colour: str, opacity: float, width: float, dash: tuple[float, ...] = (), cap: str = "round"
) -> Options:
    options: dict[str, object] = {
        "line_color": _rgba(colour, opacity),
        "line_width": f"{width * _POINTS:.3f}",
        "line_width_unit": "Point",
        "capstyle": "flat" if dash else cap,
        "joinstyle": "round",
    }
    if dash:
        options |= {
            "use_custom_dash": "1",
            "customdash": ";".join(f"{part * _POINTS:g}" for part in dash),
            "customdash_unit": "Point",
        }
    return options


def _area(parent: Element, one: Styled, state: StateStyle) -> None:
    look, lines = one.look, style().line
    for kind, options, strokes in _fills(one, state):
        layer = _layer(parent, kind, options)
        if strokes:
            inner = _symbol(
                layer,
                "marker" if kind == "PointPatternFill" else "line",
                f"@{parent.get('name')}@{len(parent) - 1}",
            )
            _layer(inner, "SimpleMarker" if kind == "PointPatternFill" else "SimpleLine", strokes)
    dash = lines.dash(state.line_of(look.line))
    casing = 2 * lines.casing_width if look.ink else 0.0
    for colour, width in ((look.edge, look.width + casing), (look.ink, look.width)):
        if colour:
            _layer(parent, "SimpleLine", _stroke(colour, state.area_edge, width, dash))


def _fills(one: Styled, state: StateStyle) -> Iterator[tuple[str, Options, Options]]:
    """Yield what fills an area: the kind of layer, its options and those of the line or dot it repeats."""
    look, area = one.look, style().area
    name, *words = look.hatch.split() or [""]
    if name == "stripes":
        yield "SimpleFill", _plain(words[1], look.tint * area.other_stripe * state.area_fill), {}
        yield (
            "LinePatternFill",
            _pattern(area.hatch_angle, area.hatch_step),
            _stroke(words[0], look.tint * state.area_fill, area.hatch_width, cap="flat"),
        )
        return
    if look.fill:
        yield "SimpleFill", _plain(look.fill, look.tint * state.area_fill), {}
    if name == "lines":
        yield (
            "LinePatternFill",
            _pattern(float(words[0]), area.lines_step),
            _stroke(words[1], area.lines_opacity * state.area_fill, area.lines_width, cap="flat"),
        )
    elif name == "dots":
        step = f"{area.dots_step * _POINTS:g}"
        yield (
            "PointPatternFill",
            {"distance_x": step, "distance_y": step, "distance_x_unit": "Point", "distance_y_unit": "Point"},
            {
                "name": "circle", "color": _rgba(words[0], area.dots_opacity * state.area_fill),
                "size": f"{2 * area.dots_radius * _POINTS:g}", "size_unit": "Point", "outline_style": "no",
            },
        )  # fmt: skip


def _plain(colour: str, opacity: float) -> Options:
    return {"color": _rgba(colour, opacity), "style": "solid", "outline_style": "no"}


def _pattern(angle: float, step: float) -> Options:
    return {"angle": f"{angle:g}", "distance": f"{step * _POINTS:g}", "distance_unit": "Point"}


def _rgba(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{round(255 * min(opacity, 1))}"
