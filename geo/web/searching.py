"""What a search over HTTP asks and answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geo.evidence import Evidence
from geo.gazetteer import KINDS, Match

MOST_RESULTS = 50
USUAL_RESULTS = 8


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
            }
        )
    return list(groups.values())
