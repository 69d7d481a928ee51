"""Point features at the zooms that a view may have: symbols aside of each other, leaders, rings, counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from geo.scene import Feature, Look, style
from geo.scene.arranging import Placed, is_about
from geo.scene.rules.banding import banded
from geo.scene.rules.crowding import Symbol
from geo.screen.picture.looks import Looks, chosen, count, leaders, ring
from geo.screen.picture.plane import pixels_of


def drawn(own: Placed, symbols: Iterable[Symbol], zoom: float, looks: Looks) -> tuple[str, ...]:
    """Return leaders first, then each symbol with its ring and its count.

    What stands at its point, as large as it is important, is told in shares of the map's scale: it is the
    same text at every zoom.
    """
    scale, share = 2**zoom, style().zoom.share(zoom)
    lines, stood = [], []
    every = list(symbols)
    slices = banded([(own.features[one.ids[0]].district, one.look) for one in every])
    for one, slice_ in zip(every, slices, strict=True):
        look = one.look
        if not isinstance(look, Look):
            continue
        features = [own.features[name] for name in one.ids]
        first, stale = features[0], all(feature.stale for feature in features)
        true = at(one.x / scale, one.y / scale)
        if one.dx or one.dy:
            lines.append((one.x, one.y, one.dx, one.dy))
        if (radius := _doubt(first, zoom)) > look.size * style().ring.from_share:
            stood.append(ring(true, look, radius, stale=stale))
        if one.block:
            stood += _chips(one, features, scale, looks)
            continue
        place = at(one.x / scale, one.y / scale, one.dx, one.dy)
        if slice_:
            stood.append(looks.symbol(look, place, one.size / share, share, slice_, stale=stale))
        if len(features) > 1:
            stood.append(count(place, one.size, len(features)))
    return (leaders(lines), *stood)


def rings(own: Placed, symbols: Iterable[Symbol], zoom: float, selected: str) -> Iterator[str]:
    """Yield the ring of each symbol that is selected, for over all layers."""
    scale = 2**zoom
    for one in symbols if selected else ():
        if any(is_about(own.features[name], selected) for name in one.ids):
            yield chosen(at(one.x / scale, one.y / scale), one.size)


def _chips(symbol: Symbol, features: Sequence[Feature], scale: float, looks: Looks) -> Iterator[str]:
    """Yield the chips of a block, each with a glyph for each kind."""
    if symbol.block is None:
        return
    x, y = symbol.x / scale, symbol.y / scale
    for (whose, _), (left, top, width) in zip(symbol.chips, symbol.block.chips, strict=True):
        own = [one for one in features if one.look.faces[0] == whose]
        glyphs = tuple(dict.fromkeys(one.look.symbol for one in own))
        stale = all(one.stale for one in own)
        place = at(x, y, symbol.dx + left, symbol.dy + top)
        yield looks.chip(own[0].look, glyphs, place, (width, symbol.size), stale=stale)


def at(x: float, y: float, dx: float = 0, dy: float = 0) -> str:
    """Return the CSS of a place in world units from the centre, moved by some pixels.

    Examples
    --------
    >>> at(1, -2)
    'translate:calc(var(--s)*1px) calc(var(--s)*-2px)'
    >>> at(1, 0, 12)
    'translate:calc(var(--s)*1px + 12.0px) calc(var(--s)*0px)'
    """
    return f"translate:{_along(x, dx)} {_along(y, dy)}"


def _along(world: float, pixels: float) -> str:
    return f"calc(var(--s)*{round(world, 7) + 0:.7g}px{f' + {pixels:.1f}px' if pixels else ''})"


def _doubt(feature: Feature, zoom: float) -> float:
    """Return half the width in pixels of the doubt about where a feature is; 0 where a ring says nothing."""
    if feature.shape is None or feature.precision > style().ring.widest_m:
        return 0
    _, south, _, north = feature.shape.bounds
    return min(pixels_of(feature.precision, (south + north) / 2, zoom), style().line.corridor_limit / 2)
