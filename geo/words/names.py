"""What ids stand for: names of actors, layers, sides and features under a policy of naming.csv."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from geo.errors import UnknownId
from geo.evidence import Evidence
from geo.model import Column, Language, Layer, split


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both languages; either may be ""."""

    en: str
    ar: str = ""

    def lines(self, lang: Language) -> tuple[str, ...]:
        """Return one line for each language that is asked for; a missing name is replaced by the other."""
        if lang == "en+ar" and self.en and self.ar and self.en != self.ar:
            return self.en, self.ar
        text = (self.ar or self.en) if lang == "ar" else (self.en or self.ar)
        return (text,) if text else ()

    def text(self, lang: Language) -> str:
        """Return the same in one line, as the screen writes it."""
        return " · ".join(self.lines(lang))


SIDES: Mapping[str, Name] = MappingProxyType(
    {
        "tripoli": Name("Government of National Unity", "حكومة الوحدة الوطنية"),
        "east": Name("Eastern administration", "إدارة الشرق"),
        "city_states": Name("City-state armed groups", "مجموعات المدن المسلحة"),
        "foreign": Name("Outside powers", "القوى الخارجية"),
        "settlement": Name("Settlement", "التسوية"),
        "other": Name("Other actors", "أطراف أخرى"),
    }
)
"""What a side is called where no policy names it, by its palette key."""


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


class Names:
    """What the ids in the evidence stand for, under one policy of naming.csv ("" = as in the data)."""

    def __init__(self, evidence: Evidence, policy: str = "") -> None:
        self._evidence = evidence
        self._named = {subject: Name(*names) for subject, names in naming(evidence).get(policy, {}).items()}
        self.side_of: Mapping[str, str] = {
            str(row["id"]): str(row["side"]) for row in rows(evidence, "actors")
        }
        """The `side` of actors.csv by the id of the actor."""

    def layer(self, layer: Layer) -> Name:
        """Return the title of a layer."""
        return self._named.get(f"layer:{layer.id}", Name(layer.title, layer.title_ar))

    def side(self, key: str) -> Name:
        """Return the name of a side by its palette key."""
        return self._named.get(f"side:{key}", SIDES.get(key, Name(key)))

    def actor(self, actor_id: str) -> Name:
        """Return the name of an actor; the id itself where the table does not have it."""
        if f"actor:{actor_id}" in self._named:
            return self._named[f"actor:{actor_id}"]
        try:
            actor = self._evidence.actor(actor_id)
        except UnknownId:
            return Name(actor_id)
        return Name(actor.name_en, actor.name_ar)

    def place(self, feature_id: str) -> str:
        """Return the English name of a feature of any layer; the id itself where no healthy layer has it."""
        try:
            frame = self._evidence.layers[self._evidence.layer_of(feature_id)]
        except UnknownId:
            return feature_id
        return str(frame.loc[frame["id"] == feature_id, "name_en"].iloc[0])

    def sources(self, ids: tuple[str, ...]) -> list[dict[str, str]]:
        """Return the sources in the order given, leaving out what the table does not have."""
        known = {row["id"] for row in rows(self._evidence, "sources")}
        return [asdict(self._evidence.source(one)) for one in ids if one in known]

    def text(self, column: Column, value: Any) -> str:
        """Return a value of a layer's own column as a person reads it; "" where it is empty."""
        if pd.isna(value) or value == "":
            return ""
        parts = split(str(value))
        if column.kind in ("actor", "actors"):
            return ", ".join(self.actor(part).en for part in parts)
        if column.kind in ("place", "places"):
            return (", " if column.kind == "place" else " → ").join(self.place(part) for part in parts)
        return ", ".join(parts) if column.kind == "list" else str(value)
