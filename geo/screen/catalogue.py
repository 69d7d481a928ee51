"""The catalogue as the browser gets it: layers with classes, counts and faults, and the actors they name."""

from __future__ import annotations

from typing import Any

from geo.evidence import Evidence
from geo.model import Layer
from geo.scene import class_style, layer_style, side_key, side_style
from geo.words.names import naming, rows

GROUPS = ("Powers", "Resources", "Illicit", "Outside", "Settlement", "Base")


def catalogue(evidence: Evidence, tiles: str = "") -> dict[str, Any]:
    """Return the document of `GET /api/layers`.

    Parameters
    ----------
    evidence : Evidence
        What is shown; a layer that is out appears with its reason under `fault`.
    tiles : str
        URL template of the opt-in background, or "" where it is not offered.
    """
    layers = list(evidence.catalog.values())
    named = {layer.group for layer in layers}
    groups = [group for group in GROUPS if group in named] + sorted(named - set(GROUPS))
    documents = [_layer(evidence, layer.id) for layer in layers]
    missing = sorted(set(evidence.broken) - {layer.id for layer in layers})
    documents += [_undeclared(layer_id, evidence.broken[layer_id]) for layer_id in missing]
    if missing and GROUPS[-1] not in groups:
        groups.append(GROUPS[-1])
    return {
        "version": evidence.version,
        "groups": groups,
        "layers": documents,
        "actors": _actors(evidence),
        "naming": naming(evidence),
        "tiles": tiles,
    }


def _layer(evidence: Evidence, layer_id: str) -> dict[str, Any]:
    layer = evidence.catalog[layer_id]
    frame = evidence.layers.get(layer_id)
    placed = 0 if frame is None else int(frame.geometry.notna().sum())
    return {
        "id": layer.id,
        "title": layer.title,
        "title_ar": layer.title_ar,
        "group": layer.group,
        "order": layer.order,
        "visible": layer.visible,
        "geometry": list(layer.geometry),
        "colour_by": layer.colour_by,
        "review_after_days": layer.review_after_days,
        "note": layer.note,
        "style": layer_style(layer),
        "classes": {name: class_style(layer, style) for name, style in layer.classes.items()},
        "commodities": _commodities(layer),
        "total": 0 if frame is None else len(frame),
        "unplaced": 0 if frame is None else len(frame) - placed,
        "fault": evidence.broken.get(layer_id, ""),
        "data": f"/api/layers/{layer.id}.geojson",
    }


def _commodities(layer: Layer) -> list[str]:
    """Return what the layer's column of commodities can hold: the values that can be filtered by."""
    return [value for column in layer.columns if column.name == "commodities" for value in column.values]


def _undeclared(layer_id: str, reason: str) -> dict[str, Any]:
    """Return the entry of a layer whose declaration cannot be read: a name and the reason."""
    style = side_style("")
    return {
        "id": layer_id, "title": layer_id, "title_ar": "", "group": GROUPS[-1], "order": 0, "visible": False,
        "geometry": [], "colour_by": "", "review_after_days": 0, "note": "", "style": style, "classes": {},
        "commodities": [], "total": 0, "unplaced": 0, "fault": reason, "data": "",
    }  # fmt: skip


def _actors(evidence: Evidence) -> dict[str, dict[str, Any]]:
    return {
        row["id"]: {
            "name_en": row["name_en"],
            "name_ar": row["name_ar"],
            "side": side_key(row["side"]),
            "style": side_style(row["side"]),
        }
        for row in rows(evidence, "actors")
    }
