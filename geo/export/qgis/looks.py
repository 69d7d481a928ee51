"""One layer of a scene -> the looks that the map gives it, each with the features that have it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from geo.export.qgis.aside import Aside
from geo.language import t
from geo.model import Language
from geo.scene import Feature, Look, SceneLayer, legend_of
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
    groups = legend_of((layer,), lang)
    titles = {entry.look: (at, entry.title) for group in groups for at, entry in enumerate(group.entries)}
    # As the legend orders them; then those without a position, which may be given one in QGIS.
    found: dict[tuple[int, str, State, float, Look], list[Feature]] = {}
    for one in layer.features:
        if one.id in ids:
            class_ = layer.layer.classes[one.class_]
            own = Name(class_.title, class_.title_ar).text(lang)
            at, title = titles.get(one.look, (len(titles), own))
            kept: State = "stale" if one.stale else "current"
            if one.stale:
                title = t("{what}, not confirmed lately", lang, what=title)
            found.setdefault((at, title, kept, one.size, one.look), []).append(one)
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
        for (_, title, state, size, look), own in sorted(found.items(), key=lambda pair: pair[0][:3])
    )


def first_of_each(looks: Sequence[Styled]) -> list[int]:
    """Return the places of the looks that a legend shows: what differs in size alone, once."""
    seen: dict[tuple[str, Look], int] = {}
    for at, one in enumerate(looks):
        seen.setdefault((one.title, replace(one.look, size=0.0)), at)
    return list(seen.values())
