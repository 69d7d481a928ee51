"""The look as data: declarations, palette and symbols joined into what map and legend draw."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from geo.model import Layer, LayerClass

HERE = Path(__file__).resolve().parent

_KINDS = {"Point": "point", "LineString": "line", "Polygon": "area"}


@cache
def look() -> Mapping[str, Any]:
    """Return the look (look.toml): ground, palette, sides, type sizes, states."""
    return tomllib.loads((HERE / "look.toml").read_text(encoding="utf-8"))


@cache
def symbols() -> Mapping[str, Any]:
    """Return the symbols (symbols.json): SVG paths on a 24-unit grid."""
    library: Mapping[str, Any] = json.loads((HERE / "symbols.json").read_text(encoding="utf-8"))
    return library


def side_key(side: str) -> str:
    """Return the palette key of an actor's side; an unknown side has the neutral one."""
    return str(look()["side"].get(side, "other"))


def side_style(side: str) -> dict[str, str]:
    """Return title, colour, edge and ink of an actor's side; an unknown side has the neutral colour."""
    return dict(look()["palette"][side_key(side)])


def class_style(layer: Layer, style: LayerClass) -> dict[str, Any]:
    """Return how one class of a layer is drawn: the declaration with its palette colours filled in."""
    colours = look()["palette"][style.colour or layer.colour]
    return {
        "name": style.name,
        "title": style.title,
        "title_ar": style.title_ar,
        "kind": _kind(layer, style),
        "symbol": style.symbol,
        "size": style.size,
        "line": style.line,
        "width": style.width,
        "arrow": style.arrow,
        "fill": style.fill,
        "colour": colours["colour"],
        "edge": colours["edge"],
        "ink": colours["ink"],
    }


def _kind(layer: Layer, style: LayerClass) -> str:
    """Return "point", "line" or "area": a symbol means point, else the layer's geometry decides."""
    if style.symbol:
        return "point"
    kinds = [_KINDS[name.removeprefix("Multi")] for name in layer.geometry]
    return next((kind for kind in kinds if kind != "point"), "point")


def layer_style(layer: Layer) -> dict[str, Any]:
    """Return the layer's own colours, as its swatch shows them."""
    colours = look()["palette"][layer.colour]
    return {"colour": colours["colour"], "edge": colours["edge"], "ink": colours["ink"]}


def look_document() -> dict[str, Any]:
    """Return what the browser needs once: ground colours, symbols, palette."""
    shared = ("ground", "ground_dark", "palette", "symbol", "line", "area", "state")
    return {**{part: look()[part] for part in shared}, "symbols": symbols()}
