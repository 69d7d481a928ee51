"""The catalogue as the browser gets it: layers with classes, counts and faults, and the actors they name."""

from __future__ import annotations

from collections import Counter
from typing import Any

from geo.evidence import Evidence
from geo.language import Worded
from geo.model import GROUPS, Layer, LayerClass
from geo.scene import countries, country_of, side_key, style
from geo.scene.look.looking import kind_of
from geo.scene.look.style import NEUTRAL
from geo.words.names import SIDES, Names, naming, rows


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
        "sides": _sides(evidence),
        "side_colours": {key: style().palette[key].colour for key in SIDES},
        "claims_by_year": _claims_by_year(evidence),
        "countries": {key: {"title": name.en, "title_ar": name.ar} for key, name in countries().items()},
        "tiles": tiles,
    }


def _claims_by_year(evidence: Evidence) -> dict[str, int]:
    """Return how many claims were said in each year."""
    years = Counter(str(row["stated_on"])[:4] for row in rows(evidence, "claims"))
    return {year: years[year] for year in sorted(years) if year.isdigit()}


def _sides(evidence: Evidence) -> dict[str, dict[str, list[list[str]]]]:
    """Return the names of each side by policy ("" = none): from which day, English, Arabic."""
    return {
        policy: {key: [[start, name.en, name.ar] for start, name in names.side_names(key)] for key in SIDES}
        for policy in ("", *naming(evidence))
        for names in [Names.of(evidence, policy)]
    }


def _layer(evidence: Evidence, layer_id: str) -> dict[str, Any]:
    layer = evidence.catalog[layer_id]
    # Without what was retracted: nobody sees it unless an earlier state of the data is asked for.
    frame = evidence.layer(layer_id) if layer_id in evidence.layers else None
    large = evidence.large.get(layer_id)
    placed = 0 if frame is None else int(frame.geometry.notna().sum())
    return {
        "id": layer.id,
        "title": layer.title,
        "title_ar": layer.title_ar,
        "title_short": layer.title_short,
        "title_short_ar": layer.title_short_ar,
        "group": layer.group,
        "order": layer.order,
        "rank": layer.rank,
        "visible": layer.visible,
        "geometry": list(layer.geometry),
        "colour_by": layer.colour_by,
        "size_by": layer.size_by,
        "review_after_days": layer.review_after_days,
        "note": layer.note,
        "style": _colours(layer.colour),
        "classes": {name: _class(layer, declared) for name, declared in layer.classes.items()},
        "commodities": _commodities(layer),
        "large": large is not None,
        "total": large.total if large else 0 if frame is None else len(frame),
        "unplaced": 0 if frame is None else len(frame) - placed,
        **_fault(evidence.broken.get(layer_id, "")),
        "data": f"/api/layers/{layer.id}.geojson",
    }


def _class(layer: Layer, declared: LayerClass) -> dict[str, Any]:
    """Return a class: what it is called and what it looks like where no side picks the colour."""
    return {
        "name": declared.name,
        "title": declared.title,
        "title_ar": declared.title_ar,
        "title_area": declared.title_area,
        "title_area_ar": declared.title_area_ar,
        "kind": kind_of(layer, declared),
        "symbol": declared.symbol,
        "size": declared.size,
        "line": declared.line,
        "width": declared.width,
        "arrow": declared.arrow,
        "fill": declared.fill,
        **_colours(declared.colour or layer.colour),
    }


def _colours(key: str) -> dict[str, str]:
    colours = style().palette[key]
    return {"colour": colours.colour, "edge": colours.edge, "ink": colours.ink}


def _side(key: str) -> dict[str, str]:
    return {"title": SIDES[key].en, "title_ar": SIDES[key].ar, **_colours(key)}


def _commodities(layer: Layer) -> list[str]:
    """Return what the layer's column of commodities can hold: the values that can be filtered by."""
    return [value for column in layer.columns if column.name == "commodities" for value in column.values]


def _undeclared(layer_id: str, reason: str) -> dict[str, Any]:
    """Return the entry of a layer whose declaration cannot be read: a name and the reason."""
    return {
        "id": layer_id, "title": layer_id, "title_ar": "", "title_short": layer_id, "title_short_ar": "",
        "group": GROUPS[-1], "order": 0, "rank": 0, "visible": False,
        "geometry": [], "colour_by": "", "size_by": "", "review_after_days": 0, "note": "",
        "style": _colours(NEUTRAL), "classes": {}, "commodities": [], "large": False, "total": 0,
        "unplaced": 0, **_fault(reason), "data": "",
    }  # fmt: skip


def _fault(reason: str) -> dict[str, Any]:
    """Return why a layer is out; `fault_words` is what makes it in any language, where it is known."""
    return {"fault": reason, "fault_words": reason.document if isinstance(reason, Worded) else None}


def _actors(evidence: Evidence) -> dict[str, dict[str, Any]]:
    return {
        row["id"]: {
            "name_en": row["name_en"],
            "name_ar": row["name_ar"],
            "side": side_key(row["side"]),
            "country": country_of(row["id"]),
            "style": _side(side_key(row["side"])),
        }
        for row in rows(evidence, "actors")
    }
