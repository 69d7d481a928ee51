"""Who holds what, written on the ground: one name for neighbouring districts of a region that are held alike.

Worked out here for all days at once, for both painters: a name has days, as a feature has.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Any, Final

import geopandas as gpd
import shapely

from geo.analysis.projection import DECIMALS, MAP_CRS, METRIC_CRS
from geo.evidence import Evidence
from geo.language import both
from geo.model import Layer, split
from geo.scene.look.style import side_key
from geo.validity import ALWAYS, NEVER, with_days
from geo.words.holders import CONTESTED
from geo.words.names import Name, Names, naming

NAMED: Final = ("effective", "nominal", "contested")
"""Classes of areas whose holder is written on them."""

_DAYS: Final = ("from_day", "to_day", "stale_day")
_COLUMNS: Final = ("district", "region", "class", "actors", "reviewed_on", *_DAYS)
_SQUARE_KM: Final = 1e6
_SHORT: Final = 10
"""Letters of a name that has room for more in its line."""
_TOUCHING_M: Final = 500.0
"""Outlines that were simplified apart from each other touch within this."""


@dataclass(frozen=True, slots=True)
class HolderName:
    """A name on the ground.

    Attributes
    ----------
    district : str
        The largest of the districts that it stands for; the name is written on it.
    from_day, to_day : str
        ISO days, as of features: from_day <= day < to_day, "" = open.
    kind : str
        One of `NAMED`.
    actors : tuple of str
        Who holds or contests them.
    year : str
        Where nobody has confirmed it lately, that of the newest claim; else "".
    at : tuple of float
        Longitude and latitude of the middle of the district's largest circle.
    """

    district: str
    from_day: str
    to_day: str
    kind: str
    actors: tuple[str, ...]
    at: tuple[float, float]
    year: str = ""

    def holds_on(self, day: str) -> bool:
        """Tell whether it stands on the map on an ISO day."""
        return self.from_day <= day and (not self.to_day or day < self.to_day)

    def side(self, names: Names) -> str:
        """Return the palette key of the side that alone holds them; "" where they are contested."""
        return "" if self.kind == "contested" else side_key(names.side_of.get(self.actors[0], ""))

    def text(self, names: Names) -> Name:
        """Return what is written, under a policy of names."""
        alone = [names.actors.label(actor) for actor in self.actors]
        said = ", ".join(name.en for name in alone), "، ".join(name.ar for name in alone)
        if self.kind == "contested":
            said = CONTESTED
        elif self.kind == "nominal":
            # A long name would be wider than most of what is held.
            apart = len(said[0]) > _SHORT
            said = both("{who},\nin name", who=said) if apart else both("{who}, in name", who=said)
        return Name(*(both("{who},\nby claims of {year}", who=said, year=self.year) if self.year else said))


def names_on_areas(
    evidence: Evidence, layer: Layer, known: date | None = None, recorded: date | None = None
) -> tuple[HolderName, ...]:
    """Return the names on the areas of a layer for all days, made once for this evidence and these clocks."""
    if not layer.areas_named:
        return ()

    def make() -> tuple[HolderName, ...]:
        return holder_names(with_days(evidence.layer(layer.id, known, recorded), layer.review_after_days))

    names: tuple[HolderName, ...] = evidence.remembered(
        ("holders", layer.id, known, recorded), make, of=layer.id
    )
    return names


def name_documents(evidence: Evidence, found: Iterable[HolderName]) -> list[dict[str, Any]]:
    """Return the names as the browser gets them: `texts` are English and Arabic by policy ("" = none)."""
    policies = {policy: Names.of(evidence, policy) for policy in ("", *naming(evidence))}
    return [
        {
            "district": one.district,
            "from_day": one.from_day,
            "to_day": one.to_day,
            "at": list(one.at),
            "side": one.side(policies[""]),
            "texts": {policy: [*astuple(one.text(names))] for policy, names in policies.items()},
        }
        for one in found
    ]


def holder_names(areas: gpd.GeoDataFrame) -> tuple[HolderName, ...]:
    """Return the names for all days.

    Parameters
    ----------
    areas : GeoDataFrame
        EPSG:4326, with `class`, `district`, `region`, `actors` ("|"-separated), `reviewed_on`, `from_day`,
        `to_day` and `stale_day`: on any day at most one row a district. Points and classes that are not in
        `NAMED` have no name.
    """
    shown = areas[areas["class"].isin(NAMED) & areas.geom_type.isin(("Polygon", "MultiPolygon"))]
    if shown.empty:
        return ()
    ground = _Ground.of(shown.drop_duplicates("district"))
    rows = shown[[*_COLUMNS]].to_dict("records")
    days = sorted({row[name] for row in rows for name in _DAYS} - {"", ALWAYS, NEVER})
    starts = ["", *days] if any(not row["from_day"] for row in rows) else days
    found: dict[tuple[str, str, str, str], list[HolderName]] = {}
    for start, end in zip(starts, [*starts[1:], ""], strict=True):
        there = {
            str(row["district"]): row
            for row in rows
            if row["from_day"] <= start and (not row["to_day"] or start < row["to_day"])
        }
        held = {
            district: (str(row["class"]), str(row["actors"]), str(row["region"]), row["stale_day"] <= start)
            for district, row in there.items()
        }
        for patch in ground.patches(held):
            district = patch[0]
            kind, actors, _, stale = held[district]
            year = max(str(there[one]["reviewed_on"])[:4] for one in patch) if stale else ""
            before = found.setdefault((district, kind, actors, year), [])
            if before and before[-1].to_day == start:
                before[-1] = replace(before[-1], to_day=end)
            else:
                before.append(
                    HolderName(district, start, end, kind, split(actors), ground.at[district], year)
                )
    return tuple(name for names in found.values() for name in names)


@dataclass(frozen=True, slots=True)
class _Ground:
    """Which districts touch, how large they are and where a name stands best."""

    beside: Mapping[str, Collection[str]]
    km2: Mapping[str, int]
    at: Mapping[str, tuple[float, float]]

    @classmethod
    def of(cls, districts: gpd.GeoDataFrame) -> _Ground:
        flat = districts.to_crs(METRIC_CRS)
        names = [str(name) for name in districts["district"]]
        shapes = flat.geometry.to_numpy()
        beside: dict[str, list[str]] = {name: [] for name in names}
        for i, j in shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=_TOUCHING_M).T:
            beside[names[i]].append(names[j])
        circles = shapely.maximum_inscribed_circle(shapes, tolerance=1000)
        middles = gpd.GeoSeries(shapely.get_point(circles, 0), crs=METRIC_CRS).to_crs(MAP_CRS)
        return cls(
            beside,
            {name: round(area / _SQUARE_KM) for name, area in zip(names, flat.area, strict=True)},
            {
                name: (round(point.x, DECIMALS), round(point.y, DECIMALS))
                for name, point in zip(names, middles, strict=True)
            },
        )

    def patches(self, held: Mapping[str, Hashable]) -> Iterator[list[str]]:
        """Yield the districts of each patch of neighbours that are held alike, the largest first."""
        left = dict.fromkeys(sorted(held, key=lambda one: (-self.km2[one], one)))
        while left:
            first = next(iter(left))
            reached = [first]
            for one in reached:
                if one in left:
                    del left[one]
                    reached += [other for other in self.beside[one] if held.get(other) == held[first]]
            yield reached
