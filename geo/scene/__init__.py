"""What is drawn, for any painter; draws nothing itself."""

from geo.scene.look import Look, dressed, look_document, look_of
from geo.scene.style import side_key, style, symbols

__all__ = ["Look", "dressed", "look_document", "look_of", "side_key", "style", "symbols"]
