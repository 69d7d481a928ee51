"""What layers, actors and sides are called under a policy of naming.csv."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.evidence import Evidence
from geo.figure.drawn import Name
from geo.model import Layer
from geo.scene import look, side_key


class Naming:
    """Names of layers, actors and sides under one policy of naming.csv."""

    def __init__(self, evidence: Evidence, policy: str) -> None:
        rows = evidence.tables["naming"].to_dict("records") if "naming" in evidence.tables else []
        self._names = {
            row["subject"]: Name(row["name_en"], row["name_ar"]) for row in rows if row["policy"] == policy
        }
        table = evidence.tables.get("actors")
        records = [] if table is None else table.to_dict("records")
        self.actors: Mapping[str, Mapping[Any, Any]] = {str(row["id"]): row for row in records}

    def layer(self, layer: Layer) -> Name:
        """Return the title of a layer."""
        return self._names.get(f"layer:{layer.id}", Name(layer.title, layer.title_ar))

    def actor(self, actor_id: str) -> Name:
        """Return the name of an actor; an unknown one has none."""
        row = self.actors.get(actor_id)
        return self._names.get(f"actor:{actor_id}", Name(row["name_en"], row["name_ar"]) if row else Name(""))

    def side(self, key: str) -> Name:
        """Return the name of a side by its palette key."""
        colours = look()["palette"][key]
        return self._names.get(f"side:{key}", Name(colours["title"], colours["title_ar"]))

    def side_of(self, actor_id: str) -> str:
        """Return the palette key of an actor's side; "" when there is no such actor."""
        row = self.actors.get(actor_id)
        return side_key(str(row["side"])) if row else ""
