"""What a figure draws, as data: features, legend, and where names and numbers stand on the page."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.compose import Composed, compose
from geo.figure.gathering import scene_of
from geo.figure.request import FigureRequest
from geo.figure.sheet.paper import POINTS_PER_INCH
from geo.figure.sheet.sizes import MM_PER_INCH, Rect

_DIGITS = 2


def listing(evidence: Evidence, request: FigureRequest) -> dict[str, Any]:
    """Return what is drawn for a request, also where the figure itself would be refused.

    Returns
    -------
    dict
        `drawn` and `legend` are those of everything drawn, before the extent, as on screen. `labels` are the
        names of points, `callouts` the numbers, `notes` what somebody wrote on the map (`at_mm` where its
        arrow ends), in millimetres from the top left of the page. `left_out` counts what is not drawn and, as
        `problems`, says why the figure would be refused.
    """
    scene = scene_of(evidence, request)
    counts = asdict(scene.left_out)
    del counts["outside"], counts["lesser"]  # no frame has been asked for yet
    if not scene.above_clearance:
        del counts["above_clearance"]
    found: dict[str, Any] = {
        "drawn": [asdict(one) for one in scene.drawn],
        "legend": [asdict(one) for one in scene.legend(request.view.lang)],
        "labels": [],
        "callouts": [],
        "notes": [],
        "left_out": counts,
    }
    try:
        composed = compose(evidence, replace(request, faulty="warn"))
    except GeoError as error:
        counts["problems"] = [*scene.problems, *str(error).splitlines()]
        return found
    counts["problems"] = list(composed.drawn.warnings)
    page = _Page(composed)
    counts["names"] = composed.drawn.unnamed
    found["labels"] = [
        {
            "text": one.label.text,
            "for": one.label.feature,
            "anchor_mm": page.point(one.label.x, one.label.y),
            "box_mm": page.box(one.box),
            "leader": one.leader is not None,
        }
        for one in composed.labels
        if one.label.feature
    ]
    found["notes"] = [
        {
            "text": " ".join(one.label.lines),
            "at_mm": page.point(one.label.x, one.label.y),
            "box_mm": page.box(one.box),
        }
        for one in composed.labels
        if one.label.names == "note"
    ]
    found["callouts"] = [
        {
            "number": disc.callout.number,
            "at_mm": page.point(disc.x, disc.y),
            "text": disc.callout.told(request.view.lang, short=disc.callout.number in composed.short),
        }
        for disc in composed.discs
    ]
    return found


class _Page:
    """From points of the map to millimetres from the top left of the page."""

    def __init__(self, composed: Composed) -> None:
        self._map = composed.map
        self._height = composed.figure.get_size_inches()[1] * POINTS_PER_INCH

    def point(self, x: float, y: float) -> list[float]:
        """Return x and y of a point."""
        return [_millimetres(self._map.x + x), _millimetres(self._height - self._map.y - y)]

    def box(self, box: Rect) -> list[float]:
        """Return x and y of the upper left corner, width and height."""
        return [*self.point(box.x, box.top), _millimetres(box.width), _millimetres(box.height)]


def _millimetres(points: float) -> float:
    return round(points / POINTS_PER_INCH * MM_PER_INCH, _DIGITS)
