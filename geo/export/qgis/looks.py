"""One layer of a scene -> the looks that the map gives it, each with the features that have it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from geo.export.qgis.aside import Aside
from geo.language import both
from geo.model import Language, LayerClass
from geo.scene import Feature, Look, SceneLayer
from geo.scene.rules.dating import State
from geo.words.names import Name


@dataclass(frozen=True, slots=True)
class Styled:
    """Features of one layer that look alike.

    Attributes
    ----------
    size : float
        Of their symbols, in pixels.
    aside : mapping of str to tuple
        By id how far a symbol is moved, where others stand at its place (`asides`).
    ratings : tuple of int
        How important features of the layer are, each rating once; none where all are drawn at every scale.
    rough : bool
        Whether their positions have a doubt that is drawn.
    """

    title: str
    look: Look
    state: State
    size: float
    ids: tuple[str, ...]
    aside: Mapping[str, tuple[Aside, ...]] = field(default_factory=dict)
    ratings: tuple[int, ...] = ()
    rough: bool = False


def styled(
    layer: SceneLayer, ids: Collection[str], aside: Mapping[str, tuple[Aside, ...]], lang: Language
) -> tuple[Styled, ...]:
    """Return the looks of what is drawn of a layer, by classes, called as in a language.

    Parameters
    ----------
    ids : collection of str
        Of the features that are taken away.
    """
    order = {name: number for number, name in enumerate(layer.layer.classes)}
    # As the scene orders them; those without a position too, which may be given one in QGIS.
    found: dict[tuple[int, str, Look, State, float], list[Feature]] = {}
    for one in layer.features:
        if one.id in ids:
            kept: State = "stale" if one.stale else "current"
            title = _title(layer.layer.classes[one.class_], kept).text(lang)
            found.setdefault((order[one.class_], title, one.look, kept, one.size), []).append(one)
    ratings = tuple(sorted({one.importance for one in layer.placed}))
    return tuple(
        Styled(
            title,
            look,
            state,
            size,
            tuple(one.id for one in own),
            {one.id: aside[one.id] for one in own if one.id in aside},
            ratings if max(one.importance for one in own) > min(filter(None, ratings), default=0) else (),
            any(one.precision for one in own),
        )
        for (_, title, look, state, size), own in sorted(
            found.items(), key=lambda pair: (pair[0][0], pair[0][3])
        )
    )


def _title(declared: LayerClass, state: State) -> Name:
    named = declared.title, declared.title_ar or declared.title
    return Name(*(both("{what}, not confirmed lately", what=named) if state == "stale" else named))
