"""A tiny data root of our own, so that tests of the machine do not rest on the evidence of the day."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from geo.evidence import Evidence, load
from geo.garbage import look_seldom
from geo.store import open_store

look_seldom()  # as the app does

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
SLOW = ("access", "attack", "browser", "figure", "test_packaging.py")
"""Where files of tests take long."""

PLACES_TOML = """
title = "Places"
title_ar = "أماكن"
group = "Base"
order = 23
geometry = ["Point"]
data = "base/places.geojson"
colour = "base"
[classes.town]
title = "Town"
symbol = "town"
"""

GROUPS_TOML = """
title = "Armed groups"
title_ar = "مجموعات مسلحة"
group = "Powers"
order = 55
visible = true
data = "groups.geojson"
geometry = ["Point"]
review_after_days = 100
colour = "city_states"
colour_by = "actor"
note = "For tests."
[columns.base]
title = "Base"
kind = "place"
[columns.strength]
title = "Strength"
kind = "integer"
[columns.roles]
title = "Roles"
kind = "list"
values = ["police", "army"]
[classes.group]
title = "Group"
symbol = "hexagon"
[classes.force]
title = "Joint force"
symbol = "flag"
"""

ZONES_TOML = """
title = "Zones"
group = "Base"
order = 5
data = "zones.geojson"
geometry = ["Polygon"]
colour = "base"
[classes.zone]
title = "Zone"
fill = "none"
"""

GRADE = {"recorded_on": "2026-06-01", "retracted_on": "", "sources": "un-2020", "reliability": "B"}

TABLES: dict[str, list[str]] = {
    "sources": [
        "id,publisher,title,date,date_note,url,kind,reliability",
        "icg-2024,Crisis Group,A report,2024-05,,https://example.org/icg,think-tank,B",
        "un-2020,United Nations,Ceasefire,2020-10-23,,https://example.org/un,un,A",
    ],
    "publishers": [
        "id,name,name_ar,aliases,kind,owner,country,side,family,reliability,reason,history,url",
        "icg,Crisis Group,,International Crisis Group|ICG,think-tank,,,none,icg,B,,2026-06-01 B,",
        "un,United Nations,,UN,un,,,none,un,A,,2026-06-01 A,",
    ],
    "actors": [
        (
            "id,name_en,name_ar,aliases,kind,side,base_place,valid_from,valid_to,recorded_on,retracted_on,"
            "reviewed_on,sources,reliability,credibility,marking,summary"
        ),
        (
            "gnu,Government of National Unity,حكومة الوحدة الوطنية,GNU|Unity government,government,gnu,"
            "tripoli,2021-03,,2026-06-01,,2020-10,un-2020,A,2,CLEAR,The government in Tripoli."
        ),
        (
            "zintan-mc,Zintan Military Council,,,group,city_states,zintan,2011,,2026-06-01,,2024,icg-2024,B,"
            "2,CLEAR,A council of Zintan's groups."
        ),
    ],
    "claims": [
        (
            "id,scope,place,actor,claim,claimant,valid_from,valid_to,stated_on,recorded_on,retracted_on,sources,"
            "reliability,credibility,marking,note"
        ),
        (
            "claim-tripoli-gnu-1,place,tripoli,gnu,nominal,publisher,2021-03,,2024-05-15,2026-06-01,,"
            "icg-2024|un-2020,A,1,CLEAR,"
        ),
        (
            "claim-zintan-zintan-mc-1,place,zintan,zintan-mc,effective,zintan-mc,2011,,2024-05,2026-09-01,,"
            "icg-2024,B,2,CLEAR,"
        ),
    ],
    "handovers": [
        (
            "id,actor,successor,valid_from,valid_to,recorded_on,retracted_on,sources,reliability,credibility,"
            "marking,note"
        )
    ],
    "alignments": [
        (
            "id,actor,sided_with,form,valid_from,valid_to,stated_on,recorded_on,retracted_on,sources,reliability,"
            "credibility,marking,note"
        )
    ],
    "population": [
        (
            "id,scope,place,people,year,basis,sources,reliability,credibility,recorded_on,retracted_on,marking,"
            "note"
        )
    ],
    "interests": [
        "id,actor,region,interest,seeks,stated_on,recorded_on,retracted_on,sources,reliability,credibility,marking"
    ],
    "flows": [
        (
            "id,from_id,to_id,commodity,capacity,stated_on,recorded_on,retracted_on,sources,reliability,credibility,"
            "marking"
        ),
        "flow-1,tripoli,zintan,fuel,,2024,2026-06-01,,icg-2024,B,3,CLEAR",
    ],
    "events": [
        (
            "id,date,name_en,name_ar,class,place,actors,recorded_on,retracted_on,sources,reliability,credibility,"
            "marking,summary"
        ),
        (
            "event-1,2020-10-23,Ceasefire signed,,settlement,tripoli,gnu|zintan-mc,2026-06-01,,un-2020,A,2,"
            "CLEAR,The two sides sign."
        ),
    ],
    "naming": ["id,policy,subject,name_en,name_ar", "name-press-actor-gnu,press,actor:gnu,GNU,"],
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put what takes long first where workers share the tests, so that they end together.

    In one process the browser is last: the rest is quicker, and better off outside Playwright's event loop.
    """
    first = [HERE / name for name in SLOW]
    shared = hasattr(config, "workerinput")

    def late(item: pytest.Item) -> bool:
        if shared:
            return not any(item.path.is_relative_to(one) for one in first)
        return item.path.is_relative_to(HERE / "browser")

    items.sort(key=late)


class DataRoot:
    """A data root on disk, right until a test breaks it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.layers = path / "layers"
        self.data = path / "data"
        (self.data / "base").mkdir(parents=True)
        self.layers.mkdir()
        shutil.copy(REPOSITORY / "data" / "tables.toml", self.data)
        for name, text in {"places": PLACES_TOML, "groups": GROUPS_TOML, "zones": ZONES_TOML}.items():
            self.declare(name, text)
        for name, lines in TABLES.items():
            self.table(name, lines)
        towns = [self.feature("tripoli"), self.feature("zintan", (12.25, 31.93)), self.feature("lost", None)]
        self.collection("base/places", towns)
        self.collection(
            "groups", [self.group("cs-zintan", strength=500), self.group("cs-other", valid_from="2021-03")]
        )
        self.collection("zones", [self.feature("zone-1", self.square(13, 30), **{"class": "zone"})])
        self.collection(
            "base/coast", [{"type": "Feature", "properties": {}, "geometry": self.square(10, 25)}]
        )

    def declare(self, layer: str, text: str) -> None:
        """Write a layer declaration."""
        (self.layers / f"{layer}.toml").write_text(text.strip() + "\n", encoding="utf-8")

    def table(self, name: str, lines: list[str]) -> None:
        """Write a CSV table."""
        (self.data / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def collection(self, name: str, features: list[Any], **members: Any) -> None:
        """Write a GeoJSON file below data/."""
        content = {"type": "FeatureCollection", **members, "features": features}
        self.write(name, json.dumps(content, ensure_ascii=False))

    def write(self, name: str, text: str, encoding: str = "utf-8") -> None:
        """Write any text in place of a GeoJSON file."""
        (self.data / f"{name}.geojson").write_bytes(text.encode(encoding))

    @staticmethod
    def feature(feature_id: str, geometry: object = (13.19, 32.89), **properties: Any) -> dict[str, Any]:
        """Return a right feature of our layers; what is given replaces what is right."""
        shape = {"type": "Point", "coordinates": list(geometry)} if isinstance(geometry, tuple) else geometry
        common: dict[str, Any] = {
            "id": feature_id,
            "name_en": feature_id.capitalize(),
            "name_ar": "",
            "aliases": "",
            "class": "town",
            "actor": "",
            "valid_from": "",
            "valid_to": "",
            "recorded_on": "2026-06-01",
            "retracted_on": "",
            "reviewed_on": "2024-05",
            "sources": "icg-2024|un-2020",
            "reliability": "A",
            "credibility": 2,
            "marking": "CLEAR",
            "precision_m": None if shape is None else 3000,
            "summary": "For tests.",
        }
        return {"type": "Feature", "properties": common | properties, "geometry": shape}

    @staticmethod
    def group(feature_id: str, geometry: object = (12.25, 31.93), **properties: Any) -> dict[str, Any]:
        """Return a right feature of the layer `groups`."""
        own = {"class": "group", "actor": "zintan-mc", "base": "zintan", "strength": None, "roles": "army"}
        return DataRoot.feature(feature_id, geometry, **(own | properties))

    @staticmethod
    def square(west: float, south: float, side: float = 1.0) -> dict[str, Any]:
        """Return a GeoJSON polygon."""
        east, north = west + side, south + side
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        return {"type": "Polygon", "coordinates": [ring]}

    def evidence(self, derive: Mapping[str, Any] | None = None) -> Evidence:
        """Return what is loaded from here."""
        return load(open_store(self.path), self.layers, derive or {})

    def fault(self, **where: str) -> dict[str, str]:
        """Return the one fault that matches; fail with all of them when there is none or another."""
        faults = self.evidence().faults
        found = faults
        for column, value in where.items():
            found = found[found[column] == value]
        assert len(found) == 1, faults.to_string()
        return found.iloc[0].to_dict()


@pytest.fixture
def data_root(tmp_path: Path) -> DataRoot:
    """Return a valid data root: layers zones, places, groups, and all tables."""
    return DataRoot(tmp_path / "root")
