"""Rows of a layer -> the looks that the map gives them on a day, each with the features that have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import geopandas as gpd

from geo.language import both
from geo.model import Language, Layer, LayerClass
from geo.scene import Look
from geo.scene.look.looking import dressed, sizes_of
from geo.scene.rules.dating import State, holding
from geo.words.names import Name


@dataclass(frozen=True, slots=True)
class Styled:
    """Features of one layer that look alike; `size` is that of their symbols in pixels."""

    title: str
    look: Look
    state: State
    size: float
    ids: tuple[str, ...]


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
    return tuple(
        Styled(title, look, state, size, tuple(ids))
        for (_, title, look, state, size), ids in sorted(
            found.items(), key=lambda one: (one[0][0], one[0][3])
        )
    )


def _title(declared: LayerClass, state: State) -> Name:
    named = declared.title, declared.title_ar or declared.title
    return Name(*(both("{what}, not confirmed lately", what=named) if state == "stale" else named))
