"""An answer as one more layer: what it shows is marked over the evidence, for any painter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.analysis.frames import records
from geo.evidence import Evidence
from geo.evidence.loading import garbage_waits
from geo.model import MARKINGS, Layer, LayerClass, split
from geo.questions.asking import Answer, question, told
from geo.scene.layers import Feature, SceneLayer
from geo.scene.look.looking import SECOND, Look
from geo.scene.look.style import NEUTRAL, side_key, style
from geo.scene.rules.drawing import Kind, kind_of, ordered
from geo.words.names import Name, Names
from geo.words.roles import role_name

LAYER: Final = "ask"
"""Id of the layer of an answer; its group is no group of the panel."""

_SYMBOL: Final = "mark"
_TEXTS: Final = (
    "marking",
    "sources",
    "reliability",
    "credibility",
    "summary",
    "name_en",
    "name_ar",
    "summary_short",
    "summary_short_ar",
)
_WORLD: Final = (-180.0, -90.0, 180.0, 90.0)


@garbage_waits()
def asked(question_id: str, parameters: Any, evidence: Evidence) -> dict[str, Any]:
    """Return the answer to a question as its document, with `map`: what it shows, as a map paints it."""
    answer = question(question_id).answer(evidence, parameters)
    document = told(question_id, parameters, evidence, answer)
    return {**document, "map": shown(answer_layer(question_id, answer, evidence), answer)}


def answer_layer(question_id: str, answer: Answer, evidence: Evidence) -> SceneLayer:
    """Return what an answer shows as the layer that lies over all others."""
    features = [*_features(answer, evidence), *_shapes(answer, evidence)]
    one, first = question(question_id), next(iter(answer.sentences), None)
    title = Name(one.title, one.title_ar)
    return SceneLayer(
        _declared(title, features),
        title,
        MappingProxyType({}),
        1.0,
        (*ordered(features, lambda one: one.kind), *(one for one in features if one.shape is None)),
        says=Name(first.text, first.text_ar) if first else Name("", ""),
    )


def shown(layer: SceneLayer, answer: Answer) -> dict[str, Any]:
    """Return the layer of an answer as an RFC 7946 FeatureCollection.

    A feature has `layer` (that of the evidence which holds it, "" of a shape), `role`, `name_en`, `name_ar`,
    `marking`, `sources` and `look`, its place in `looks`. One without a position has a null geometry.
    `classes` names the roles, as a legend needs them.
    """
    of = {one: held for held, ids in answer.features.items() for one in ids}
    looks: dict[Look, int] = {}
    features = [
        {
            "type": "Feature",
            "id": one.id,
            "geometry": None if one.shape is None else shapely.geometry.mapping(one.shape),
            "properties": {
                "id": one.id,
                "layer": of.get(one.id, ""),
                "role": one.class_,
                "name_en": one.name.en,
                "name_ar": one.name.ar,
                "marking": one.marking,
                "sources": "|".join(one.sources),
                "look": looks.setdefault(one.look, len(looks)),
            },
        }
        for one in layer.features
    ]
    return {
        "type": "FeatureCollection",
        "features": features,
        "looks": [look.document() for look in looks],
        "classes": [
            {"name": one.name, "title": one.title, "title_ar": one.title_ar}
            for one in layer.layer.classes.values()
        ],
    }


def _declared(title: Name, features: list[Feature]) -> Layer:
    roles = dict.fromkeys(one.class_ for one in features)
    names = {role: role_name(role) for role in roles}
    return Layer(
        id=LAYER,
        title=title.en,
        title_ar=title.ar,
        title_short=title.en,
        title_short_ar=title.ar,
        group="Ask",
        order=10_000,
        rank=0,
        visible=True,
        data="",
        derive="",
        geometry=(),
        review_after_days=0,
        colour=NEUTRAL,
        colour_by="",
        # What marks a feature stands where that is, never moved aside.
        size_by="id",
        faint_by="",
        areas_named=False,
        undated="",
        extent=_WORLD,
        note="",
        columns=(),
        classes={role: LayerClass(role, name.en, name.ar) for role, name in names.items()},
    )


def _features(answer: Answer, evidence: Evidence) -> Iterator[Feature]:
    roles = list(dict.fromkeys(answer.roles.get(one, "") for ids in answer.features.values() for one in ids))
    told_apart = [role for role in roles if role]
    for layer_id, ids in answer.features.items():
        table = evidence.layers[layer_id]
        texts = evidence.remembered(
            ("texts of marks", layer_id, id(table)), partial(_texts, table), of=layer_id
        )
        places = np.flatnonzero(table["id"].isin(set(ids)))
        for row, shape in zip(records(texts.take(places)), table.geometry.array.take(places), strict=True):
            one = row["id"]
            role = answer.roles.get(one, "")
            placed = None if shape is None or shape.is_empty else shape
            kind = kind_of(placed.geom_type if placed is not None else None) or "point"
            look = _mark(kind, role, told_apart)
            yield Feature(
                id=one,
                name=Name(row["name_en"], row["name_ar"]),
                class_=role,
                shape=placed,
                look=look,
                state="current",
                sides=(),
                marking=row["marking"],
                sources=split(row["sources"]),
                reliability=row["reliability"],
                credibility=row["credibility"],
                precision=0.0,
                summary=row["summary"],
                rank=0,
                size=look.size,
                short=Name(row["summary_short"], row["summary_short_ar"]),
            )


def _texts(table: pd.DataFrame) -> pd.DataFrame:
    """Return what a mark tells of its feature, without shapes; as objects, which are taken out quickest."""
    texts = pd.DataFrame({name: table[name].fillna("").astype("str") for name in ("id", *_TEXTS)})
    return texts.astype(object)


def _shapes(answer: Answer, evidence: Evidence) -> Iterator[Feature]:
    side_of = Names.of(evidence).side_of
    for number, one in enumerate(answer.shapes, 1):
        look = _shape_look(one.geometry, one.actors, side_of)
        yield Feature(
            id=f"shape-{number}",
            name=Name(one.title, one.title_ar),
            class_=one.role,
            shape=one.geometry,
            look=look,
            state="current",
            sides=(),
            marking=answer.marking or MARKINGS[0],
            sources=(),
            reliability="",
            credibility="",
            precision=0.0,
            summary="",
            rank=0,
            size=look.size,
        )


def _mark(kind: Kind, role: str, told_apart: list[str]) -> Look:
    """Return what marks a feature: a ring, a double edge, or a dashed line over its own.

    What an answer lists beside what it tells apart is marked, but quietly.
    """
    answer = style().answer
    plain = bool(told_apart) and not role
    colour = answer.plain if plain else answer.colours[(told_apart or [""]).index(role) % len(answer.colours)]
    return Look(
        kind=kind,
        symbol=_SYMBOL if kind == "point" else "",
        size=0.0 if kind != "point" else answer.plain_size if plain else answer.size,
        fill="" if kind == "area" else colour,
        edge=answer.plain_edge if plain else answer.edge,
        ink="" if kind == "line" or (plain and kind == "area") else colour,
        hatch="",
        line="dotted" if plain and kind == "area" else "dashed" if kind == "line" else "solid",
        width=0.0 if kind == "point" else answer.plain_width if plain else answer.width,
        arrow=False,
    )


def _shape_look(geometry: BaseGeometry, actors: tuple[str, ...], side_of: Mapping[str, str]) -> Look:
    """Return the look of a shape: dashed, in the colours of its actors, striped where two sides are."""
    answer = style().answer
    keys = list(dict.fromkeys(side_key(side_of[one]) for one in actors if one in side_of))
    colours = style().palette[keys[0] if keys else NEUTRAL]
    kind = kind_of(geometry.geom_type) or "area"
    plain = Look(
        kind=kind,
        symbol="town" if kind == "point" else "",
        size=answer.shape_size if kind == "point" else 0.0,
        fill="" if kind == "area" and len(keys) > 1 else colours.colour,
        edge=colours.edge,
        ink=colours.ink if kind == "point" else "",
        hatch="",
        line="solid" if kind == "point" else "dashed",
        width=0.0 if kind == "point" else answer.shape_width,
        arrow=False,
        tint=answer.shape_tint if kind == "area" else 1.0,
    )
    if kind != "area" or len(keys) < 2:  # noqa: PLR2004 - stripes are of two
        return plain
    both = [style().palette[key].colour for key in keys] + [SECOND]
    return replace(plain, hatch=" ".join(["stripes", *both[:2]]))
