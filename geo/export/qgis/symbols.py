"""A look -> a symbol of QGIS: the same outline, fill, edge, hatch and dash as on the map."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement

from geo.export.qgis.aside import leader, offset
from geo.export.qgis.chips import chip
from geo.export.qgis.looks import Styled
from geo.export.qgis.plane import PIXEL, POINTS, scale_of
from geo.scene import Look, style, symbols
from geo.scene.lettering.words import DOT
from geo.scene.look.tables import StateStyle

_ROOM = 4.0
"""What the picture of a symbol has round its grid, for edge and rim."""
_DOUBT = f'"precision_m" * {POINTS / PIXEL:.1f} / @map_scale'
"""Points from where something is said to be to where it may be."""
_ZOOM = f"ln({scale_of(0)} / @map_scale) / ln(2)"
_SHARE = (
    f"scale_linear({_ZOOM}, {style().zoom.small_until:g}, {style().zoom.full_from:g}, "
    f"{style().zoom.smallest:g}, 1)"
)
"""Share of its size that a symbol has (`geo.scene.rules.zooming.size_share`)."""
Options = Mapping[str, object]


def symbol(parent: Element, name: str, one: Styled) -> None:
    """Add the symbol of a look to `<symbols>`."""
    kind = {"point": "marker", "line": "line", "area": "fill"}[one.look.kind]
    own = _symbol(parent, kind, name)
    state = style().state.of(stale=one.state == "stale")
    if kind == "marker":
        _point(own, one, state)
    elif kind == "line":
        _line(own, one, state)
    else:
        _area(own, one, state)


def name_symbol(parent: Element, name: str) -> None:
    """Add the dot of a town at which nothing else stands, and the line to a name that stands apart."""
    own = _symbol(parent, "marker", name)
    start = 'translate($geometry, "aside", "below")'
    _lead(own, f'CASE WHEN "lead" <> 0 OR "drop" <> 0 THEN '
               f'make_line({start}, translate({start}, "lead", "drop")) END')  # fmt: skip
    ground = style().ground
    drawn = {
        "name": "circle", "color": _rgba(ground.halo, 1), "outline_color": _rgba(ground.label, 1),
        "outline_width": f"{POINTS:g}", "outline_width_unit": "Point", "size": f"{DOT * POINTS:g}",
        "size_unit": "Point",
    }  # fmt: skip
    driven(_layer(own, "SimpleMarker", drawn), {"enabled": '"dot"'})


def driven(parent: Element, told: Mapping[str, str], place: str = "data_defined_properties") -> None:
    """Have QGIS take properties from each feature, by expressions."""
    listed = SubElement(SubElement(parent, place), "Option", type="Map")
    SubElement(listed, "Option", name="name", value="", type="QString")
    every = SubElement(listed, "Option", name="properties", type="Map")
    for name, expression in told.items():
        own = SubElement(every, "Option", name=name, type="Map")
        SubElement(own, "Option", name="active", value="true", type="bool")
        SubElement(own, "Option", name="expression", value=expression, type="QString")
        SubElement(own, "Option", name="type", value="3", type="int")
    SubElement(listed, "Option", name="type", value="collection", type="QString")


def _point(own: Element, one: Styled, state: StateStyle) -> None:
    ring, limit = style().ring, style().line.corridor_limit / 2
    if one.rough:
        look = {
            "name": "circle", "color": "0,0,0,0", "outline_color": _rgba(one.look.edge, state.ring),
            "outline_width": f"{ring.width * POINTS:g}", "outline_width_unit": "Point",
            "outline_style": "dash", "size": "0", "size_unit": "Point",
        }  # fmt: skip
        seen = (
            f'"precision_m" <= {ring.widest_m:g} AND {_DOUBT} > {one.look.size * ring.from_share * POINTS:g}'
        )
        told = {"size": f"2 * min({_DOUBT}, {limit * POINTS:g})", "enabled": f"coalesce({seen}, false)"}
        driven(_layer(own, "SimpleMarker", look), told)
    if one.aside:
        _lead(own, leader(one.aside))
    options = _marker(one, state)
    made = _layer(own, "SvgMarker", options)
    if one.look.letters:
        # Above all lines, also those of chips that are drawn later.
        made.set("pass", "1")
    # The letters of a chip would not be read if it were smaller.
    told = {} if one.look.letters else {"size": f"{options['size']} * {_SHARE}"}
    if one.aside:
        told["offset"] = offset(one.aside)
    if told:
        driven(made, told)


def _lead(own: Element, expression: str) -> None:
    """Add a line from a point to what stands aside of it."""
    line = {"geometryModifier": expression, "SymbolType": "Line", "units": "Point"}
    inner = _symbol(_layer(own, "GeometryGenerator", line), "line", f"@{own.get('name')}@{len(own) - 1}")
    ink, look = style().ground, style().leader
    for colour, width in ((ink.halo, look.halo_width), (ink.label, look.width)):
        _layer(inner, "SimpleLine", _stroke(colour, 1, width))


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
    dashed = one.state == "stale" and state.dotted and one.size >= sizes.stale_dash_from
    pixel = library.grid / one.size
    dash = " ".join(f"{part * pixel:.2f}" for part in sizes.stale_dash) if dashed else "none"
    paths = [(part.role, part.d) for part in library.symbols[look.symbol].paths]
    edge, halo = sizes.edge_width * pixel, style().ground.halo
    rim = edge + 2 * sizes.casing_width * pixel
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
            f'stroke-width="{edge:.2f}" stroke-dasharray="{dash}" stroke-linejoin="round"/>'
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
        "size": f"{size * across / grid * POINTS:.2f}",
        "size_unit": "Point",
        "color": "0,0,0,255",
        "outline_width": "0",
        "scale_method": "diameter",
        "offset_unit": "Point",
    }


def _line(parent: Element, one: Styled, state: StateStyle) -> None:
    look, lines = one.look, style().line
    if one.rough:
        doubt = _layer(parent, "SimpleLine", _stroke(look.fill, state.corridor, 0))
        width = f"2 * min({_DOUBT}, {lines.corridor_limit / 2 * POINTS:g})"
        seen = f"coalesce({_DOUBT} > {lines.corridor_from * POINTS:g}, false)"
        driven(doubt, {"outlineWidth": width, "enabled": seen})
    if look.edge != look.fill:
        casing = _stroke(look.edge, state.line, look.width + 2 * lines.casing_width)
        _layer(parent, "SimpleLine", casing)
    _layer(parent, "SimpleLine", _stroke(look.fill, state.line, look.width, lines.dash(look.line)))
    if not look.arrow:
        return
    arrows = _generated(parent, "Line", _segments(lines.arrow_from, "@g"))
    heads = _layer(
        arrows, "MarkerLine", {"placements": "SegmentCenter", "placement": "segmentcenter", "rotate": "1"}
    )
    inner = _symbol(heads, "marker", f"@{arrows.get('name')}@{len(arrows) - 1}")
    corners = " ".join(f"{x:g},{y:g}" for x, y in lines.arrow)
    grid = symbols().grid
    head = (
        f'<polygon transform="translate({grid / 2:g} {grid / 2:g})" points="{corners}" fill="{look.edge}" '
        f'fill-opacity="{state.line:g}"/>'
    )
    _layer(inner, "SvgMarker", _picture([head], grid, grid))
    if look.symbol:
        at = f"line_interpolate_point(@g, length(@g) / 2 - {lines.glyph_back * POINTS:g})"
        signs = _generated(parent, "Marker", _segments(lines.glyph_from, at))
        _layer(signs, "SvgMarker", _picture(_sign(look, state), symbols().grid, lines.glyph_size))


def _generated(parent: Element, kind: str, expression: str) -> Element:
    """Return the symbol for what an expression makes of a feature, in points."""
    made = _layer(
        parent, "GeometryGenerator", {"geometryModifier": expression, "SymbolType": kind, "units": "Point"}
    )
    return _symbol(made, kind.lower(), f"@{parent.get('name')}@{len(parent) - 1}")


def _segments(least: float, what: str) -> str:
    """Return as an expression what is made of each segment `@g` of a line that has so many pixels."""
    long = f"CASE WHEN length(@g) >= {least * POINTS:g} THEN {what} END"
    each = f"with_variable('g', geometry_n(@s, @element), {long})"
    every = f"array_foreach(generate_series(1, num_geometries(@s)), {each})"
    kept = f"array_filter({every}, @element IS NOT NULL)"
    return f"with_variable('s', segments_to_lines($geometry), collect_geometries({kept}))"


def _sign(look: Look, state: StateStyle) -> list[str]:
    """Return the marks in SVG of what goes along a line: the sign of a symbol alone, on a disc."""
    grid, lines = symbols().grid, style().line
    radius = lines.glyph_radius / lines.glyph_size * grid
    glyphs = [part.d for part in symbols().symbols[look.symbol].paths if part.role == "glyph"]
    disc = (
        f'<circle cx="{grid / 2:g}" cy="{grid / 2:g}" r="{radius:.2f}" fill="{style().ground.halo}" '
        f'stroke="{look.edge}" stroke-width="{style().symbol.edge_width * grid / lines.glyph_size:.2f}" '
        f'stroke-opacity="{state.line:g}"/>'
    )
    return [disc, *(f'<path d="{d}" fill="{look.edge}" fill-rule="evenodd"/>' for d in glyphs)]


def _stroke(
    colour: str, opacity: float, width: float, dash: tuple[float, ...] = (), cap: str = "round"
) -> Options:
    options: dict[str, object] = {
        "line_color": _rgba(colour, opacity),
        "line_width": f"{width * POINTS:.3f}",
        "line_width_unit": "Point",
        "capstyle": "flat" if dash else cap,
        "joinstyle": "round",
    }
    if dash:
        options |= {
            "use_custom_dash": "1",
            "customdash": ";".join(f"{part * POINTS:g}" for part in dash),
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
        step = f"{area.dots_step * POINTS:g}"
        yield (
            "PointPatternFill",
            {"distance_x": step, "distance_y": step, "distance_x_unit": "Point", "distance_y_unit": "Point"},
            {
                "name": "circle", "color": _rgba(words[0], area.dots_opacity * state.area_fill),
                "size": f"{2 * area.dots_radius * POINTS:g}", "size_unit": "Point", "outline_style": "no",
            },
        )  # fmt: skip


def _plain(colour: str, opacity: float) -> Options:
    return {"color": _rgba(colour, opacity), "style": "solid", "outline_style": "no"}


def _pattern(angle: float, step: float) -> Options:
    return {"angle": f"{angle:g}", "distance": f"{step * POINTS:g}", "distance_unit": "Point"}


def _rgba(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{round(255 * min(opacity, 1))}"
