"""The look that map, legend, tables and printed figure share; draws nothing itself."""

from geo.scene.style import class_style, layer_style, look, look_document, side_key, side_style, symbols

__all__ = ["class_style", "layer_style", "look", "look_document", "side_key", "side_style", "symbols"]
