"""A copy of our data with rows planted in every table and layer that tell of themselves in every column."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geo.catalog import read_catalog, read_tables
from geo.model import Column

TELLTALE, TELLTALE_AR = "zqxv", "ظغظغ"
"""In every text of a planted row, whatever its case, and in no other."""
SOURCE, PUBLISHER = "zqxv-source", "Zqxv Publisher"
ACTOR, PLACE = "zqxv-actors-red", "zqxv-places-red"
"""What CLEAR rows are planted that name."""
SEATLESS = "force-without-a-seat"
"""An actor that everybody may see, based at a place that not everybody may."""
HELD, DISTRICT = "sabha", "ly-sb"
"""A place and its district of which planted claims say something else than all others."""

_KEPT = frozenset(
    {"country", "place_kind", "region", "scope", "year", "history", "side", "locode", "icao", "iata"}
)
"""Columns whose texts others look at; they are as in the row that was copied."""
_REFERENCES = {"actor": ACTOR, "actors": ACTOR, "place": PLACE, "places": PLACE, "subject": f"actor:{ACTOR}"}


def planted(root: Path, markings: Sequence[str]) -> Path:
    """Plant a row of each marking in every table and layer of a root, and CLEAR rows that name such a row."""
    catalog, _ = read_catalog(root / "layers")
    tables, _ = read_tables(root / "data" / "tables.toml")
    for name, table in tables.items():
        path = root / "data" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        old = dict(zip(header, rows[0], strict=True))
        new = _rows(name, old, table.columns, markings, lasting=name == "actors")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(
                [header, *rows, *([row[column] for column in header] for row in new)]
            )
    for name, layer in catalog.items():
        if layer.data:
            path = root / "data" / layer.data
            content = json.loads(path.read_text("utf-8"))
            old = content["features"][0]
            content["features"] += [
                {**old, "properties": row}
                for row in _rows(name, old["properties"], layer.all_columns, markings, layer.is_ground)
            ]
            path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return root


def _rows(
    name: str, old: Mapping[str, Any], columns: Sequence[Column], markings: Sequence[str], lasting: bool
) -> list[dict[str, Any]]:
    """Return what is planted in a table or layer; lasting rows stay without what they need not name."""
    told = {**old, **{column.name: _text(name, column) for column in columns if _tells(column)}}
    told |= {"sources": SOURCE} if "sources" in old else {}
    if name == "sources":
        return [{**told, "id": SOURCE, "publisher": PUBLISHER, "date": "2026-11-25", "reliability": "B"}]
    if name == "publishers":
        return [{**told, "id": "zqxv-publisher", "name": PUBLISHER, "reliability": "B", "family": "zqxv"}]
    grades = {"reliability": "B", "credibility": 2 if isinstance(old.get("credibility"), int) else "2"}
    told |= {key: value for key, value in grades.items() if key in old}
    found = [
        {**told, "id": f"zqxv-{name.replace('_', '-')}-{_slug(marking)}", "marking": marking}
        for marking in markings
        if "marking" in old
    ]
    for column in columns:
        if column.kind in _REFERENCES and (column.required or not lasting):
            named = {column.name: _REFERENCES[column.kind]}
            found.append(
                {**told, "id": f"zqxv-{name.replace('_', '-')}-by-{column.name.replace('_', '-')}", **named}
            )
    if name == "actors":
        found.append(_seatless(old, PLACE))
    if name == "claims":
        about = {"actor": "gnu", "claim": "effective", "valid_from": "2026-11-20", "stated_on": "2026-11-20"}
        about |= {"claimant": "publisher", "valid_to": "", "retracted_on": "", "marking": "RED"}
        found += [
            {**told, **about, "id": f"zqxv-claim-{place}", "scope": scope, "place": place}
            for scope, place in (("place", HELD), ("district", DISTRICT))
        ]
        found.append({**told, "id": "zqxv-claim-by-claimant", "claimant": ACTOR, "marking": "CLEAR"})
        # No two say the same on one day.
        found = [{**row, "stated_on": f"2026-11-{10 + number}"} for number, row in enumerate(found)]
    return found


def with_seatless(root: Path) -> Path:
    """Add the actor that stays of what is planted, as it is seen by those who may not see its seat."""
    path = root / "data" / "actors.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows([*rows, _seatless(rows[0], "")])
    return root


def _seatless(old: Mapping[str, Any], seat: str) -> dict[str, Any]:
    return {**old, "id": SEATLESS, "base_place": seat, "name_en": "Without a seat", "aliases": ""}


def _tells(column: Column) -> bool:
    free = column.kind in {"text", "list", "url"} and not column.values
    return free and column.name not in _KEPT and column.name != "claimant"


def _text(name: str, column: Column) -> str:
    if column.name.endswith("_ar"):
        return TELLTALE_AR
    if column.kind == "url":
        return f"https://example.org/{TELLTALE}"
    return f"Zqxv {name} {column.name}"


def _slug(marking: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in marking.lower()) or "none"
