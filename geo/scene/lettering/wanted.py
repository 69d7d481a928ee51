"""Which names a scene wants on a map at a zoom, those that matter most first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from geo.evidence import Evidence
from geo.model import GROUND_GROUP
from geo.scene.arranging import Flat, Point
from geo.scene.layers import NAMELESS, SceneLayer
from geo.scene.lettering.ground import ground_words, holder_words, names_of_chips
from geo.scene.lettering.words import DOT, Word, label_of
from geo.scene.look.style import side_key
from geo.scene.picture import Scene
from geo.scene.rules.crowding import Symbol
from geo.scene.rules.labelling import CITY, LESSER, MAIN, NOTABLE, Box, Label, named
from geo.view import View
from geo.words.names import Name, Names, short_name

_POWERS: Final = "Powers"
_FIRST: Final = 1
"""The importance of what is drawn at every zoom."""
Symbols = Mapping[str, Sequence[Symbol]]


class Lettering:
    """The names of a scene, asked for zoom by zoom.

    Parameters
    ----------
    near : callable
        Tells of a point of the plane whether names there are wanted at all.
    """

    def __init__(
        self,
        evidence: Evidence,
        view: View,
        shown: Scene,
        flat: Flat,
        near: Callable[[Point], bool] = lambda _: True,
    ) -> None:
        self._lang, self._near = view.lang, near
        ground, towns = ground_words(evidence, view, flat)
        cut = next((i for i, one in enumerate(towns) if one.rank > CITY), len(towns))
        self._first = self._kept([*towns[:cut], *holder_words(evidence, view, shown, flat)])
        self._lesser = self._kept([*ground, *towns[cut:]])
        self._features = _Features(evidence, view, shown)

    def wanted(
        self,
        zoom: float,
        symbols: Symbols,
        by_hand: Iterable[Word] = (),
        moved: Mapping[str, Point] | None = None,
    ) -> tuple[list[tuple[Word, Label]], list[Box]]:
        """Return the names that want a place at a zoom, and what none may cover.

        Parameters
        ----------
        symbols : mapping of str to sequence of Symbol
            What stands then, by layer.
        by_hand : iterable of Word
            What comes before all of them.
        moved : mapping of str to tuple of float
            Where somebody put names, by what they name.
        """
        scale, puts = 2**zoom, moved or {}
        own = self._kept(self._features.words(symbols, scale))
        main = [one for one in own if one.rank <= MAIN]
        others = sorted((one for one in own if one.rank > MAIN), key=lambda one: one.rank)
        taken = [_box(one) for one in chain(*symbols.values())]
        named_by_rule = (*self._first, *main, *self._lesser, *others)
        every = [
            replace(one, clear=DOT, bare=True) if _is_bare(one, taken, scale) else one
            for one in (*self._kept(by_hand), *(replace(one, put=puts.get(one.id)) for one in named_by_rule))
            if one.put or named(one.kind, one.rank, zoom, len(own))
        ]
        pairs = [(one, label_of(one, scale, self._lang)) for one in every]
        dots = [Box(label.x - DOT / 2, label.y - DOT / 2, DOT, DOT) for one, label in pairs if one.bare]
        return pairs, [*taken, *dots]

    def _kept(self, words: Iterable[Word]) -> list[Word]:
        return [one for one in words if self._near(one.point)]


class _Features:
    """The names of features that have a symbol of their own, as `written.js` has them."""

    def __init__(self, evidence: Evidence, view: View, shown: Scene) -> None:
        self._layers = [one for one in shown.layers if one.layer.group != GROUND_GROUP]
        self._features = {
            one.layer.id: {feature.id: feature for feature in one.of("point")} for one in self._layers
        }
        self._sides = {one.layer.id: _sides(evidence, view, one) for one in self._layers}
        self._below = {one.layer.id: names_of_chips(evidence, one.layer) for one in self._layers}

    def words(self, symbols: Symbols, scale: float) -> Iterator[Word]:
        """Yield them for the symbols at a zoom, each once, those of the uppermost layer first."""
        for one in reversed(self._layers):
            known, powers, seen = self._features[one.layer.id], one.layer.group == _POWERS, set[str]()
            for symbol in symbols[one.layer.id]:
                first, more = known[symbol.ids[0]], len(symbol.ids) - 1
                rank = LESSER if first.importance != _FIRST else MAIN if powers else NOTABLE
                chips = symbol.block
                if (more and rank != MAIN and not chips) or first.id in seen:
                    continue
                seen.add(first.id)
                # Chips say whose and what, their name where.
                below = self._below[one.layer.id].get(first.id, NAMELESS)
                name = below if chips else _name(first.name, more, powers=powers)
                if name == NAMELESS:
                    continue
                yield Word(
                    name,
                    (symbol.x / scale, symbol.y / scale),
                    "feature",
                    rank,
                    self._sides[one.layer.id].get(first.id, ""),
                    (symbol.dx, symbol.dy),
                    max(symbol.extent) / 2,
                    id=first.id,
                )


def _sides(evidence: Evidence, view: View, layer: SceneLayer) -> dict[str, str]:
    """Return the palette keys of those behind the features of a layer, in whose colours names are."""
    if layer.layer.group != _POWERS or layer.layer.id in evidence.large:
        return {}
    side_of = Names.of(evidence, view.names).side_of
    rows = evidence.layer(layer.layer.id, view.known, view.recorded)
    return {
        str(id_): side_key(side_of[actor])
        for id_, actor in zip(rows["id"], rows["actor"], strict=True)
        if actor in side_of
    }


def _name(name: Name, more: int, *, powers: bool) -> Name:
    def said(own: str) -> str:
        short = short_name(own) if powers else own
        return f"{short} +{more}" if own and more else short

    return Name(said(name.en), said(name.ar))


def _is_bare(word: Word, taken: Iterable[Box], scale: float) -> bool:
    """Tell whether nothing is drawn at a town: without a dot nobody could tell where it is."""
    x, y = (length * scale for length in word.point)
    return word.kind == "place" and not any(
        box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height for box in taken
    )


def _box(symbol: Symbol) -> Box:
    width, height = symbol.extent
    return Box(symbol.x + symbol.dx - width / 2, symbol.y + symbol.dy - height / 2, width, height)
