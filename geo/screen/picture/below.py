"""How long the one legend of two maps is, as `strip.js` writes it: it says how high both maps are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from geo.language import declared, mark
from geo.model import Language
from geo.scene import SceneLayer
from geo.scene.explaining import legend_class, legend_classes, place_in_legend
from geo.scene.picture import Scene
from geo.scene.rules.drawing import Kind
from geo.typefaces import width_of
from geo.view import View

_SIZE, _GAP, _BETWEEN = 12, 14, 5
"""Pixels of its type, between two entries, and from a swatch to its text, as compare.css has them."""
_MOST: Final = 3
"""Swatches of an entry."""
_NEXT: Final = 17
"""Pixels that each swatch after the first takes."""
_SWATCH: Final = {"point": 22, "line": 38, "area": 26}
"""Pixels of the first."""
_SIGNS: Final = (
    mark("Outlined: what differs"),
    mark("Dotted: only how well it is confirmed"),
    mark("Pale: not confirmed lately."),
)


def length_of_both(scenes: Iterable[Scene], view: View) -> float:
    """Return how many pixels of a line the legend of two maps takes, with what lies between its entries."""
    lang: Language = "ar" if view.lang == "ar" else "en"
    layers: dict[str, list[SceneLayer]] = {}
    for layer in sorted((layer for one in scenes for layer in one.layers), key=place_in_legend):
        layers.setdefault(layer.layer.id, []).append(layer)
    length = sum(_of_entry(declared(sign, lang), _SWATCH["area"]) for sign in _SIGNS)
    return length + sum(_of_layer(both, lang) for both in layers.values())


def _of_layer(both: list[SceneLayer], lang: Language) -> float:
    features = [feature for one in both for feature in one.placed]
    if not features:
        return 0
    layer = both[0].layer
    sides = {side for feature in features for side in feature.sides}
    called = {one.sides[side].text(lang): None for one in both for side in sides if side in one.sides}
    looks: dict[tuple[str, Kind], set[object]] = {}
    for one in features:
        kind = one.look.kind
        name = legend_class(layer.classes[one.class_], kind)
        # Of a chip its sign: whose it is stands before all classes.
        looks.setdefault((name, kind), set()).add(one.look.faces[1] if one.look.letters else one.look)
    titles = {one.name: one.title for one in legend_classes(layer, lang)}
    entries = sum(_of_entry(text, _SWATCH["point"]) for text in called)
    for (name, kind), found in looks.items():
        entries += _of_entry(titles[name], _SWATCH[kind] + _NEXT * (min(len(found), _MOST) - 1))
    title = both[0].short.text(lang)
    alone = len(looks) + len(called) == 1
    return entries + (0 if alone else width_of(title, _SIZE, 600) + _GAP)


def _of_entry(title: str, swatches: float) -> float:
    return swatches + _BETWEEN + width_of(title, _SIZE, 400) + _GAP
