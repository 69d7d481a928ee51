"""The looks of classes and sides as tables, for the parts of the figure that do not yet take a `Look`."""

from __future__ import annotations

from typing import Any

from geo.model import Layer, LayerClass
from geo.scene import side_key, style
from geo.scene.look import kind_of


def class_style(layer: Layer, declared: LayerClass) -> dict[str, Any]:
    """Return how one class of a layer is drawn."""
    colours = style().palette[declared.colour or layer.colour]
    return {
        **{name: getattr(declared, name) for name in ("name", "title", "title_ar", "symbol", "size")},
        **{name: getattr(declared, name) for name in ("line", "width", "arrow", "fill")},
        "kind": kind_of(layer, declared),
        **{part: getattr(colours, part) for part in ("colour", "edge", "ink")},
    }


def side_style(side: str) -> dict[str, str]:
    """Return the colours of an actor's side."""
    colours = style().palette[side_key(side)]
    return {part: getattr(colours, part) for part in ("colour", "edge", "ink")}
