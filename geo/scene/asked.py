"""An answer for the map: what it shows as one collection, each feature with its resolved look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import shapely

from geo.evidence import Evidence
from geo.model import split
from geo.questions.asking import Answer, question, told
from geo.scene.drawing import kind_of
from geo.scene.look import SECOND, Look, dressed
from geo.scene.style import NEUTRAL, side_key, style
from geo.words.names import Names

_TINT, _WIDTH = 0.12, 2.0
"""Opacity of the fill and pixels of the edge of a shape that is no feature."""
_SIZE = 12.0


def asked(question_id: str, parameters: Any, evidence: Evidence) -> dict[str, Any]:
    """Return the answer to a question as its document, with `map`: what it shows, as a map paints it."""
    answer = question(question_id).answer(evidence, parameters)
    return {**told(question_id, parameters, evidence, answer), "map": shown(answer, evidence)}


def shown(answer: Answer, evidence: Evidence) -> dict[str, Any]:
    """Return what an answer shows as an RFC 7946 FeatureCollection.

    Beside id, layer, role and titles a feature has `look`, its place in `looks`, as in
    `/api/layers/{id}.geojson`. A feature without a position has a null geometry.
    """
    side_of = Names.of(evidence).side_of
    frame = answer.frame(evidence)
    looks: dict[Look, int] = {}
    of_feature: dict[tuple[str, str], Look] = {}
    for layer_id, ids in answer.features.items():
        table, layer = evidence.layers[layer_id], evidence.catalog[layer_id]
        read = ("id", "class", "actor", "actors", layer.faint_by, "geometry")
        # Only what a look depends on: most of the time would go into copies of the rest.
        found = table.loc[table["id"].isin(set(ids)), [name for name in read if name in table]]
        dress = dressed(layer, found, side_of)
        for one, place in zip(found["id"], dress.index, strict=True):
            of_feature[layer_id, str(one)] = dress.looks[place]
    features = []
    for row in frame.to_dict("records"):
        look = of_feature.get((row["layer"], row["id"])) or _look(row["geometry"], row["actors"], side_of)
        geometry = row.pop("geometry")
        features.append(
            {
                "type": "Feature",
                "id": row["id"],
                "geometry": None if geometry is None else shapely.geometry.mapping(geometry),
                "properties": {**row, "look": looks.setdefault(look, len(looks))},
            }
        )
    return {
        "type": "FeatureCollection",
        "features": features,
        "looks": [look.document() for look in looks],
    }


def _look(geometry: Any, actors: str, side_of: Mapping[str, str]) -> Look:
    """Return the look of a shape: dashed, in the colours of its actors, striped where two sides are."""
    keys = list(dict.fromkeys(side_key(side_of[one]) for one in split(actors) if one in side_of))
    colours = style().palette[keys[0] if keys else NEUTRAL]
    kind = kind_of(geometry.geom_type) or "area"
    plain = Look(
        kind=kind,
        symbol="town" if kind == "point" else "",
        size=_SIZE if kind == "point" else 0.0,
        fill="" if kind == "area" and len(keys) > 1 else colours.colour,
        edge=colours.edge,
        ink=colours.ink if kind == "point" else "",
        hatch="",
        line="solid" if kind == "point" else "dashed",
        width=0.0 if kind == "point" else _WIDTH,
        arrow=False,
        tint=_TINT if kind == "area" else 1.0,
    )
    if kind != "area" or len(keys) < 2:  # noqa: PLR2004 - stripes are of two
        return plain
    both = [style().palette[key].colour for key in keys] + [SECOND]
    return replace(plain, hatch=" ".join(["stripes", *both[:2]]))
