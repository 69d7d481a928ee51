"""Boxes on the screen: what covers what, what is cut off, what scrolls."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from playwright.sync_api import Frame, Page

SCROLLS = """() => {
  const { scrollHeight, scrollWidth } = document.scrollingElement;
  return scrollHeight > innerHeight || scrollWidth > innerWidth;
}"""

FURNITURE = {
    "marking": ".marking",
    "date": ".as-of",
    "legend": ".legend",
    "scale": ".leaflet-control-scale",
    "credit": ".credit",
    "headline": ".headline",
    "zoom": ".leaflet-control-zoom",
    "side panel": ".side",
}
"""What stands on the map or beside it, by name."""

_BOXES = """(wanted) => {
  const found = {};
  for (const [name, selector] of Object.entries(wanted)) {
    const node = document.querySelector(selector);
    const box = node && node.getBoundingClientRect();
    if (!box || !box.width || !box.height || getComputedStyle(node).visibility === "hidden") continue;
    found[name] = { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
  }
  return found;
}"""

Boxes = dict[str, dict[str, float]]


def scrolls(window: Page | Frame) -> bool:
    """Tell whether a document can be scrolled as a whole."""
    return bool(window.evaluate(SCROLLS))


def boxes(window: Page | Frame, wanted: dict[str, str] | None = None) -> Boxes:
    """Return where the furniture that can be seen stands in its window."""
    return dict(window.evaluate(_BOXES, wanted or FURNITURE))


def overlapping(found: Boxes) -> list[tuple[str, str]]:
    """Return the pairs of boxes that cover each other."""

    def meet(one: dict[str, float], other: dict[str, float]) -> bool:
        wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
        high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
        return wide > 0.5 and high > 0.5

    return [(a, b) for a, b in combinations(found, 2) if meet(found[a], found[b])]


def cut_off(found: Boxes, size: dict[str, Any]) -> list[str]:
    """Return the names of the boxes that reach over the edge of a window of this size."""
    return [
        name
        for name, box in found.items()
        if box["left"] < -0.5
        or box["top"] < -0.5
        or box["right"] > size["width"] + 0.5
        or box["bottom"] > size["height"] + 0.5
    ]
