"""The layer `interests`: how many interests each actor has stated in each region, as a diagram on the map.

The points are no positions. They are one in each region that the interests are about, where painters stand
the chips of all actors as one block; that of the country as a whole lies in the sea north of the Gulf of
Sidra, because on land it would seem to belong to the region under it. An interest counts from the day on
which it was stated and does not end: nobody announces that. One without a date counts beside dated ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

import geopandas as gpd
import shapely

from geo.analysis.frames import ActorNames, clipped, derived, feature_id, joint_evidence, newest
from geo.analysis.inputs import Inputs
from geo.analysis.projection import DECIMALS, MAP_CRS, METRIC_CRS
from geo.analysis.regions import REGIONS, regions
from geo.language import both, mark
from geo.validity import first_day

PRECISION_M: Final = 200_000
"""How well a position is known, in metres: not at all, it says which region and no more."""

COUNTRY: Final = "libya"
"""The region that stands for the whole country."""

COUNTRY_ANCHOR: Final = (17.6, 32.4)
"""Point of the country as a whole: longitude, latitude in degrees. In the open gulf, where the chips have
room between Misrata and Benghazi, also on a small screen."""

CLASSES: Final = ((4, "many"), (2, "some"), (1, "few"))
"""Classes with the lowest strength of each."""

OWN_COLUMNS: Final = ("region", "strength", "kinds", "seeks")

TITLES: Final = {**REGIONS, COUNTRY: mark("Libya as a whole")}
"""What an interest may be about, by what it is called."""


def interests(inputs: Inputs) -> gpd.GeoDataFrame:
    """Return one point a region, actor and period in which the number of stated interests stays the same.

    Parameters
    ----------
    inputs : Inputs
        `tables` interests and actors, and the layer districts for the regions.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, the common columns, then `region`, `strength` (the number of interests stated by then),
        `kinds` ("|"-separated) and `seeks` (what is sought, with dates, the newest first). On any day at most
        one row a region and actor, always at the same point; null geometry where the region has no districts.
        Ids `interest-<region>-<actor>-<from>`.
    """
    table = inputs.tables["interests"]
    first = {text: first_day(text).isoformat() for text in set(table["stated_on"]) if text}
    days = table.assign(from_day=table["stated_on"].map(first).fillna(""))
    stated: defaultdict[str, defaultdict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in days.sort_values(["from_day", "id"]).to_dict("records"):
        stated[row["region"]][row["actor"]].append({str(name): value for name, value in row.items()})
    actors = ActorNames.of(inputs.tables["actors"])
    anchors = _anchors(inputs)
    rows: list[dict[str, Any]] = []
    for region, by_actor in sorted(stated.items()):
        for actor, listed in sorted(by_actor.items()):
            rows += [
                {**period, **_words(region, actor, period, actors), "geometry": anchors.get(region)}
                for period in _periods(listed)
            ]
    return derived(rows, OWN_COLUMNS, numbers=("strength",))


def strength_class(strength: int) -> str:
    """Return the class of a number of interests.

    Examples
    --------
    >>> [strength_class(strength) for strength in (1, 2, 3, 4, 9)]
    ['few', 'some', 'some', 'many', 'many']
    """
    return next(name for least, name in CLASSES if strength >= least)


def _anchors(inputs: Inputs) -> Mapping[str, shapely.Point]:
    """Return the point of each region by its name, in degrees."""
    areas = regions(inputs).to_crs(METRIC_CRS)
    points = gpd.GeoSeries(areas.geometry.representative_point(), crs=METRIC_CRS).to_crs(MAP_CRS)
    found = {
        name: shapely.Point(round(point.x, DECIMALS), round(point.y, DECIMALS))
        for name, point in zip(areas["name_en"].str.lower(), points, strict=True)
    }
    return found | {COUNTRY: shapely.Point(COUNTRY_ANCHOR)}


def _periods(stated: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the columns that follow from what was stated by then, for each period; rows sorted by day."""
    undated = [row for row in stated if not row["from_day"]]
    days = sorted({row["from_day"] for row in stated} - {""}) or [""]
    dated = [row for row in stated if row["from_day"]]
    for day, following in zip(days, [*days[1:], ""], strict=True):
        rows = undated + [row for row in dated if days.index(row["from_day"]) <= days.index(day)]
        yield {
            **joint_evidence(rows),
            "valid_from": day,
            "valid_to": following,
            "reviewed_on": newest(row["stated_on"] for row in rows),
            "strength": len(rows),
            "kinds": "|".join(sorted({row["interest"] for row in rows})),
            "seeks": "; ".join(f"{row['seeks']} ({row['stated_on'] or 'undated'})" for row in reversed(rows)),
        }


def _words(region: str, actor: str, period: Mapping[str, Any], actors: ActorNames) -> dict[str, Any]:
    """Return the columns that name a row and say what it is about."""
    title, title_ar = both(TITLES[region]) if region in TITLES else (region, "")
    strength = period["strength"]
    noun = "interest" if strength == 1 else "interests"
    return {
        "id": feature_id("interest", region, actor, period["valid_from"]),
        "name_en": f"{actors.english([actor])}: {title}",
        "name_ar": f"{actors.arabic([actor])}: {title_ar}" if title_ar else "",
        "class": strength_class(strength),
        "actor": actor,
        "precision_m": PRECISION_M,
        "summary": clipped(f"{strength} stated {noun}: {period['seeks']}. Diagram, not a position."),
        "region": region,
    }
