"""What ids stand for: rows of the tables, names under a policy of naming.csv."""

from __future__ import annotations

from typing import Any

from geo.evidence import Evidence


def rows(evidence: Evidence, table: str) -> list[dict[Any, Any]]:
    """Return the rows of a table; none where its declaration is missing or out."""
    return evidence.tables[table].to_dict("records") if table in evidence.tables else []


def source_list(evidence: Evidence) -> dict[str, dict[str, str]]:
    """Return publisher, title and date of every source by its id."""
    parts = ("publisher", "title", "date")
    return {row["id"]: {part: row[part] for part in parts} for row in rows(evidence, "sources")}


def naming(evidence: Evidence) -> dict[str, dict[str, list[str]]]:
    """Return the English and Arabic name by policy, then subject ("actor:lna", "side:east", "layer:east")."""
    policies: dict[str, dict[str, list[str]]] = {}
    for row in rows(evidence, "naming"):
        policies.setdefault(row["policy"], {})[row["subject"]] = [row["name_en"], row["name_ar"]]
    return policies
