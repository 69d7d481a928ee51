"""Rows of a layer -> the looks that the map gives them on a day, each with the features that have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import geopandas as gpd

from geo.analysis.projection import METRIC_CRS
from geo.export.qgis.aside import Aside, asides
from geo.language import both
from geo.model import Language, Layer, LayerClass
from geo.scene import Look, style
from geo.scene.look.looking import dressed, sizes_of
from geo.scene.rules.dating import State, holding
from geo.words.names import Name


@dataclass(frozen=True, slots=True)
class Styled:
    """Features of one layer that look alike.

    Attributes
    ----------
    size : float
        Of their symbols, in pixels.
    aside : mapping of str to tuple
        By id how far a chip is moved, where others stand at its place (`asides`).
    """

    title: str
    look: Look
    state: State
    size: float
    ids: tuple[str, ...]
    aside: Mapping[str, tuple[Aside, ...]] = field(default_factory=dict)


def styled(
    layer: Layer,
    rows: gpd.GeoDataFrame,
    days: tuple[date | None, date],
    side_of: Mapping[str, str],
    lang: Language,
) -> tuple[Styled, ...]:
    """Return the looks of the rows that hold on some day, by classes, called as in a language.

    Parameters
    ----------
    rows : GeoDataFrame
        With the resolved days (`geo.validity.with_days`).
    days : tuple of date
        The first, None = the last alone, and the last.
    side_of : mapping of str to str
        `side` of actors.csv by the id of the actor.
    """
    states = holding(rows, days[1], days[0])
    now = rows.loc[states.index]
    dress = dressed(layer, now, side_of)
    order = {name: number for number, name in enumerate(layer.classes)}
    found: dict[tuple[int, str, Look, State, float], list[str]] = {}
    every = zip(now["id"], now["class"], dress.index, states, sizes_of(layer, now), strict=True)
    for name, class_, index, state, size in every:
        look = dress.looks[index]
        kept: State = "stale" if state == "stale" else "current"
        title = _title(layer.classes[str(class_)], kept).text(lang)
        key = order[str(class_)], title, look, kept, size or look.size
        found.setdefault(key, []).append(str(name))
    made = tuple(
        Styled(title, look, state, size, tuple(ids))
        for (_, title, look, state, size), ids in sorted(
            found.items(), key=lambda one: (one[0][0], one[0][3])
        )
    )
    return _apart(made, now)


def _title(declared: LayerClass, state: State) -> Name:
    named = declared.title, declared.title_ar or declared.title
    return Name(*(both("{what}, not confirmed lately", what=named) if state == "stale" else named))


def _apart(looks: tuple[Styled, ...], rows: gpd.GeoDataFrame) -> tuple[Styled, ...]:
    """Return the looks with where chips at one place stand, those of one power next to each other."""
    chips = sorted((one for one in looks if one.look.letters), key=lambda one: one.look.letters)
    if not chips:
        return looks
    places = rows.set_index("id").geometry
    points = places[places.geom_type == "Point"].to_crs(METRIC_CRS).to_dict()
    numbers = {name: number for number, one in enumerate(chips) for name in one.ids if name in points}
    moved = asides(numbers, points, style().chip.size)
    return tuple(
        replace(one, aside={name: moved[name] for name in one.ids if name in moved}) for one in looks
    )
