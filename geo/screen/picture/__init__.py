"""The picture of a view that stands in the window before any script has come: the same scene, as SVG."""

from geo.screen.picture.page import Picture, picture, skeleton

__all__ = ["Picture", "picture", "skeleton"]
