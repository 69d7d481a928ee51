"""What a search over HTTP asks and answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geo.evidence import Evidence
from geo.gazetteer import KINDS, Entry, Match
from geo.model import split
from geo.scene import country_of
from geo.words.names import rows

MOST_RESULTS = 50
USUAL_RESULTS = 8
_DECIMALS = 3


def limit_of(text: str) -> int | None:
    """Return the number of results asked for; None when the text is none from 1 to `MOST_RESULTS`."""
    if not text:
        return USUAL_RESULTS
    short = len(text) <= len(str(MOST_RESULTS)) and text.isascii() and text.isdigit()
    return int(text) if short and 1 <= int(text) <= MOST_RESULTS else None


def groups_of(evidence: Evidence, matches: Iterable[Match]) -> list[dict[str, Any]]:
    """Return matches by kind, in the order of each kind's best one, what is only near after all others."""
    groups: dict[tuple[str, bool], dict[str, Any]] = {}
    for match in sorted(matches, key=lambda match: match.near):
        entry, title = match.entry, KINDS[match.entry.kind]
        near = {"title": f"{title} with a near name", "near": True} if match.near else {}
        group = groups.setdefault(
            (entry.kind, match.near), {"kind": entry.kind, "title": title, "results": [], **near}
        )
        group["results"].append(
            {
                "id": entry.id,
                "kind": entry.kind,
                "layer": entry.layer,
                "layer_title": evidence.catalog[entry.layer].title if entry.layer else "",
                "name_en": entry.name_en,
                "name_ar": entry.name_ar,
                "matched": match.matched_name,
                "reason": match.reason,
                "position": entry.position,
                **_shown(evidence, entry),
            }
        )
    return list(groups.values())


def _shown(evidence: Evidence, entry: Entry) -> dict[str, Any]:
    """Return what shows it.

    Of an actor `actors`, it and who is shown with it, and their `layers`; of what is no point its `bounds`,
    from south and west.
    """
    if entry.kind == "actor":
        layers = evidence.remembered(("layers of actors",), lambda: _layers_of_actors(evidence))
        actors = [entry.id, *_hired_by(evidence, entry.id)]
        held = {one for actor in actors for one in layers.get(actor, ())}
        return {"actors": actors, "layers": [one for one in evidence.catalog if one in held]}
    if not entry.layer:
        return {}
    bounds = evidence.remembered(
        ("bounds", entry.layer), lambda: _bounds(evidence, entry.layer), of=entry.layer
    )
    return {"bounds": bounds[entry.id]} if entry.id in bounds else {}


def _hired_by(evidence: Evidence, actor: str) -> list[str]:
    """Return the forces for hire from a state, which have its letters on the map: Wagner for Russia."""
    kinds = {str(row["id"]): str(row["kind"]) for row in rows(evidence, "actors")}
    country = country_of(actor) if kinds.get(actor) == "foreign-state" else ""
    return [one for one, kind in kinds.items() if kind == "pmc" and country and country_of(one) == country]


def _layers_of_actors(evidence: Evidence) -> dict[str, list[str]]:
    """Return the layers on which each actor stands, without the ground, in drawing order."""
    found: dict[str, list[str]] = {}
    for layer_id, layer in evidence.catalog.items():
        if layer.is_ground or layer_id not in evidence.layers:
            continue
        frame = evidence.layer(layer_id)
        columns = [name for name in ("actor", "actors") if name in frame]
        named = {one for name in columns for text in frame[name].unique() for one in split(str(text))}
        for actor in named:
            found.setdefault(actor, []).append(layer_id)
    return found


def _bounds(evidence: Evidence, layer_id: str) -> dict[str, list[float]]:
    """Return the box round each feature of a layer that is no point, in degrees."""
    frame = evidence.layer(layer_id)
    wide = frame[frame.geometry.notna() & (frame.geom_type != "Point")]
    return {
        str(name): [round(value, _DECIMALS) for value in (south, west, north, east)]
        for name, (west, south, east, north) in zip(wide["id"], wide.bounds.to_numpy(), strict=True)
    }
