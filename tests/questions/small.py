"""The evidence of the repository with rows of our own in place of some of its tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pandas as pd

from geo.evidence import Evidence
from geo.evidence.remembering import Memo

GRADE: Final = {
    "recorded_on": "2026-11-23", "retracted_on": "", "reliability": "B", "credibility": 2, "marking": "CLEAR",
}  # fmt: skip


def claim(name: str, place: str, actor: str, kind: str = "effective", **more: Any) -> dict[str, Any]:
    """Return a row of claims.csv, by the publisher's own word, stated when it begins."""
    scope = "region" if place.startswith("region-") else "district" if place.startswith("ly-") else "place"
    usual = {
        "scope": scope, "claimant": "publisher", "valid_from": "", "valid_to": "", "note": "",
        "stated_on": more.get("valid_from", ""), "sources": "s-reuters",
    }  # fmt: skip
    return {"id": name, "place": place, "actor": actor, "claim": kind} | GRADE | usual | more


def source(name: str, publisher: str, date: str = "2020-06-01") -> dict[str, Any]:
    """Return a row of sources.csv."""
    return {
        "id": name, "publisher": publisher, "title": f"Title of {name}", "date": date, "date_note": "",
        "url": f"https://example.org/{name}", "kind": "news", "reliability": "B",
    }  # fmt: skip


SOURCES: Final = (
    source("s-reuters", "Reuters"), source("s-afp", "AFP"), source("s-herald", "Libya Herald"),
)  # fmt: skip


def small(evidence: Evidence, **tables: list[dict[str, Any]]) -> Evidence:
    """Return the evidence with other rows in some tables, as the store reads them, and nothing remembered."""
    made = {}
    for name, rows in tables.items():
        like = evidence.tables[name]
        frame = pd.DataFrame(
            [{column: row.get(column, "") for column in like} for row in rows], columns=like.columns
        )
        made[name] = frame.astype(like.dtypes.to_dict())
    return replace(evidence, tables={**evidence.tables, **made}, _memo=Memo(), version="small")
