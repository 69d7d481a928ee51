"""What stands on the picture by hand, as the map has it: notes with arrows, and the numbers of call-outs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from geo.scene import Scene, style
from geo.scene.lettering.words import DISC, TIP, Word
from geo.scene.rules.crowding import Symbol
from geo.scene.rules.labelling import Label
from geo.screen.picture.markup import element
from geo.screen.picture.plane import Plane, Point, to_world
from geo.typefaces import width_of
from geo.view import View
from geo.view.hand import NUMBER, moved_in, notes_in
from geo.words.names import Name

_HALF_TIP: Final = 3.5
_NOTE_WIDE: Final = 165
"""Pixels of a line of a note."""
_CASED: Final = 3
"""Pixels between a line or an area and what leads to it."""
_FIGURES: Final = "brief"
"""The tab in which figures are made: there call-outs have their numbers on the map."""


class ByHand:
    """The notes of a view, and the numbers of its call-outs where a figure is made of it."""

    def __init__(self, view: View, shown: Scene, plane: Plane) -> None:
        self._plane = plane
        self._notes = [
            Word(_wrapped(one.text), self._of(*one.to), "note", 0, put=self._of(*one.at))
            for one in notes_in(view.note)
        ]
        self._ids = numbered(view)
        self._puts = {id_: self._of(*where) for id_, where in moved_in(view.move, NUMBER).items()}
        self._wide = {
            name: one.shape.bounds
            for layer in shown.layers
            for one in layer.placed
            if one.kind != "point" and one.shape is not None
            for name in one.named
            if name in self._ids
        }
        self._named = {
            one.id: one.named for layer in shown.layers for one in layer.placed if one.kind == "point"
        }

    def words(self, symbols: Mapping[str, Iterable[Symbol]], scale: float) -> Iterator[Word]:
        """Yield them for the symbols at a zoom, in their order."""
        yield from self._notes
        standing = {
            name: one for one in chain(*symbols.values()) for id_ in one.ids for name in self._named[id_]
        }
        for i, id_ in enumerate(self._ids, 1):
            name, put = Name(str(i), str(i)), self._puts.get(id_)
            if one := standing.get(id_):
                point, shift = (one.x / scale, one.y / scale), (one.dx, one.dy)
                yield Word(name, point, "number", 0, shift=shift, clear=one.size / 2, put=put)
            elif id_ in self._wide:
                west, south, east, north = self._wide[id_]
                (left, low), (right, high) = self._of(south, west), self._of(north, east)
                middle = ((left + right) / 2, (low + high) / 2)
                yield Word(name, middle, "number", 0, clear=_CASED, put=put)

    def _of(self, lat: float, lon: float) -> Point:
        x, y = to_world(lon, lat)
        return x - self._plane.centre[0], y - self._plane.centre[1]


def numbered(view: View) -> tuple[str, ...]:
    """Return the call-outs that have their numbers on the map, in their order."""
    return view.callouts if view.tab == _FIGURES else ()


def over(label: Label) -> Point | None:
    """Return where a number stands that has no room: at the upper right of its feature."""
    return (label.x + label.clear, label.y - label.clear - label.height) if label.kind == "number" else None


def disc(place: str) -> str:
    """Return the disc below a number."""
    return element("circle", {"r": (DISC - 1) / 2, "class": "disc", "style": place})


def head(across: float, down: float, place: str) -> str:
    """Return the head of an arrow that ends at a place and comes from so many pixels aside of it."""
    away = math.hypot(across, down)
    x, y = across / away, down / away
    ends = (f"{x * TIP + turn * y * _HALF_TIP:.1f} {y * TIP - turn * x * _HALF_TIP:.1f}" for turn in (1, -1))
    return element("path", {"d": f"M0 0L{'L'.join(ends)}z", "class": "head", "style": place})


def _wrapped(words: str) -> Name:
    """Return the text of a note in lines."""
    kind, lines = style().screen.type.of("note", 0), list[str]()
    for own in words.splitlines():
        first, *rest = own.split(" ")
        lines.append(first)
        for word in rest:
            longer = f"{lines[-1]} {word}"
            if width_of(longer, kind.size, kind.weight) <= _NOTE_WIDE:
                lines[-1] = longer
            else:
                lines.append(word)
    whole = "\n".join(lines)
    return Name(whole, whole)
