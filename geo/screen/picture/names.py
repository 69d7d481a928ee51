"""Names on the picture, placed by the rule of the map for each zoom, in a window without edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from geo.evidence import Evidence
from geo.model import Language
from geo.scene import Scene
from geo.scene.lettering.wanted import Lettering
from geo.scene.lettering.words import DISC, DOT, Word, lead_of
from geo.scene.look.style import style
from geo.scene.rules.crowding import Symbol
from geo.scene.rules.labelling import BESIDE, EVERYWHERE, Box, Label, place
from geo.screen.picture.by_hand import ByHand, disc, head, over
from geo.screen.picture.looking import Looking
from geo.screen.picture.markup import element, text
from geo.screen.picture.plane import Plane, Point, to_world
from geo.screen.picture.points import at
from geo.view import View
from geo.view.hand import NAME, moved_in

_FAR: Final = 18
"""World units from the centre of the first view to where no usual window reaches."""
_BASELINE: Final = 0.35
"""From the middle of a line to its base, as a share of the type's size."""
_PLAIN: Final = ("note", "number")
"""What has one type whatever its rank."""


def names(
    evidence: Evidence,
    view: View,
    shown: Scene,
    looking: Looking,
    standing: dict[float, dict[str, list[Symbol]]],
) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Yield for each zoom the names that stand on the map then, with their dots and the lines to them."""
    plane = Plane.of(looking.centre, looking.zooms)
    moved = {id_: _point(plane, lon, lat) for id_, (lat, lon) in moved_in(view.move, NAME).items()}
    lettering = Lettering(evidence, view, shown, plane, lambda point: max(map(abs, point)) < _FAR)
    hand = ByHand(view, shown, plane)
    for zoom, symbols in standing.items():
        wanted, taken = lettering.wanted(zoom, symbols, hand.words(symbols, 2**zoom), moved)
        corners = _placed([label for _, label in wanted], taken, looking.covered(zoom))
        found = (
            (one, label, corner or over(label)) for (one, label), corner in zip(wanted, corners, strict=True)
        )
        stood = [(one, label, corner) for one, label, corner in found if corner is not None]
        below = (_pointed(one, label, corner) for one, label, corner in stood)
        yield (
            zoom,
            tuple(filter(None, (*below, *(_told(*one, view.lang) for one in stood)))),
        )


def _placed(labels: list[Label], taken: Sequence[Box], covered: Sequence[Box]) -> list[Point | None]:
    """Return where names stand: those beside a point within a usual window, others in any."""
    corners = place(labels, (*taken, *covered[2:]), EVERYWHERE)
    if not covered:
        return corners
    kept = [
        replace(one, put=(corner[0] + one.width / 2, corner[1] + one.height / 2))
        if corner and not one.put and one.kind not in BESIDE
        else one
        for one, corner in zip(labels, corners, strict=True)
    ]
    start, end = covered[0].x + covered[0].width, covered[1].x
    # The name of a country or a sea that an edge may cut waits for the map, which knows the window.
    return [
        corner if corner and (label.kind in BESIDE or start < corner[0] < end - label.width) else None
        for label, corner in zip(labels, place(kept, (*taken, *covered), EVERYWHERE), strict=True)
    ]


def _told(word: Word, label: Label, corner: Point, lang: Language) -> str:
    """Return a name as text in the middle of its box, and as far from its point as that stands."""
    kind = style().screen.type.of(word.kind, word.rank)
    (x, y), (dx, dy) = word.point, word.shift
    across, down = corner[0] + label.width / 2 - label.x + dx, corner[1] - label.y + dy
    rank = "" if word.kind in _PLAIN else word.rank
    classes = f"n {word.kind}{rank} {word.side}".strip()
    # A number stands in the middle of its disc.
    middle = DISC / 2 if word.kind == "number" else kind.height * 0.5
    lines = [
        element(
            "text",
            {
                "style": at(x, y, across, down + kind.height * i + middle + kind.size * _BASELINE),
                "class": classes,
            },
            text(line),
        )
        for i, line in enumerate(word.name.lines(lang))
    ]
    below = disc(at(x, y, across, down + middle)) if word.kind == "number" else ""
    return "".join((below, *lines))


def _pointed(word: Word, label: Label, corner: Point) -> str:
    """Return the dot of a town at which no symbol stands, and the line to a name that stands apart."""
    place, found = at(*word.point, *word.shift), ""
    if word.bare:
        found = element("circle", {"r": (DOT - 1) / 2, "class": "dot", "style": place})
    if lead := lead_of(word, label, corner):
        line = {"d": f"M0 0l{lead[0]:.1f} {lead[1]:.1f}", "style": place}
        found += element("path", {**line, "class": "lead-rim"}) + element("path", {**line, "class": "lead"})
        found += head(*lead, place) if word.kind == "note" else ""
    return found


def _point(plane: Plane, lon: float, lat: float) -> Point:
    x, y = to_world(lon, lat)
    return x - plane.centre[0], y - plane.centre[1]
