"""How much of who holds what is told: filled days of the main places, how old, by how many voices, where not.

A *place-day* is one place on one day since `FIRST_DAY`; it is filled when a claim about that place says who
holds it. The *main places* follow from the data (`main_places`), so that nobody picks those that look good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.analysis.control import FIRST_DAY, TOWN_CLASSES, resolved_claims
from geo.analysis.frames import sites
from geo.analysis.independence import Publishers
from geo.analysis.inputs import Inputs
from geo.analysis.regions import region_id
from geo.analysis.standing import CONTROL_KINDS, NONE, Claim, change_days, state_of
from geo.model import CREDIBILITIES, RELIABILITIES, split

MAIN_RANK: Final = 3
"""The lowest label rank of towns that are main places whatever is claimed."""

MAIN_CLAIMS: Final = 4
"""Claims that make any place a main one."""

LONG_GAP: Final = 180
"""Days without a claim that are listed as a gap."""

_BANDS: Final[Mapping[str, int]] = {"90 days": 90, "a year": 365, "older": 1_000_000}
"""Ages of the newest word, each up to so many days."""

_VOICES: Final = 4
_PER_CENT: Final = 100


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days from `start` up to but without `end` in which the same claims about a place count.

    Attributes
    ----------
    said : int
        Day of their newest word, as an ordinal.
    """

    place: str
    kind: str
    start: int
    end: int
    said: int


def main_places(inputs: Inputs) -> pd.DataFrame:
    """Return the main places: Libyan towns of rank `MAIN_RANK` and better, and whatever has `MAIN_CLAIMS`.

    Returns
    -------
    DataFrame
        Indexed by id, sorted: `name`, `district` (id; "" where it lies in none).
    """
    claims = inputs.tables["claims"]
    counts = claims.loc[claims["scope"] == "place", "place"].value_counts()
    known = sites(inputs)
    chosen = {*_towns(inputs), *counts.index[counts >= MAIN_CLAIMS]} & set(known.index)
    found = known.loc[sorted(chosen)]
    return pd.DataFrame({"name": found["name_en"], "district": _districts(inputs, found)})


def by_year(inputs: Inputs, day: date) -> pd.DataFrame:
    """Return a row a year, one for all, and one for the towns among them that are main places by their rank.

    They tell the place-days of the main places, how many are filled, how, how old. The towns are told apart
    because a claim that is added for a small place can make it a main one, with all its empty days.

    Columns: year, place-days, filled, then per cent of the place-days that are effective, contested, nominal,
    then per cent of the filled ones whose newest word is at most 90 days or a year old, or older.
    """
    rows = _days(_stretches(inputs, main_places(inputs).index, day))
    parts = [(str(year), part) for year, part in rows.groupby("year")]
    towns = rows[rows["place"].isin(_towns(inputs))]
    parts += [("all", rows), (f"towns of rank {MAIN_RANK} and better", towns)]
    return pd.DataFrame([_filled(name, "year", part) for name, part in parts])


def by_district(inputs: Inputs, control: gpd.GeoDataFrame, day: date) -> pd.DataFrame:
    """Return a row a district: its main places and claims, and how much of the time who holds it is told.

    Columns: district, main places, filled (per cent of their place-days), claims about places in it, about
    itself, about its region, then per cent of all days with a claimed and with a derived wash.
    """
    main = main_places(inputs)
    rows = _days(_stretches(inputs, main.index, day))
    told = rows["days"].where(rows["kind"] != NONE, 0)
    filled = rows.assign(district=rows["place"].map(main["district"]), filled=told)
    sums = filled.groupby("district")[["days", "filled"]].sum()
    shares = {str(one): _share(told, days) for one, days, told in sums.itertuples()}
    claims = _claims_in(inputs)
    whole = day.toordinal() + 1 - date.fromisoformat(FIRST_DAY).toordinal()
    found = []
    for district in inputs.layers["districts"].sort_values("name_en").to_dict("records"):
        one = str(district["id"])
        washes = control[(control["district"] == one) & (control["class"] != NONE)]
        length = _lengths(washes, day)
        found.append(
            {
                "district": district["name_en"],
                "main places": int((main["district"] == one).sum()),
                "filled %": shares.get(one, "-"),
                "claims: places": int((claims["district"] == one).sum()),
                "itself": int((claims["place"] == one).sum()),
                "region": int((claims["place"] == region_id(str(district["region"]))).sum()),
                "wash claimed %": _share(length[washes["derived"] == 0].sum(), whole),
                "derived %": _share(length[washes["derived"] == 1].sum(), whole),
            }
        )
    return pd.DataFrame(found)


def district_years(inputs: Inputs, day: date) -> pd.DataFrame:
    """Return districts by years: claims about it or a place in it that count then; r = its region only."""
    claims = _claims_in(inputs)
    told = resolved_claims(inputs)
    counting: dict[str, list[Claim]] = {}
    for claim in (claim for about in told.values() for claim in about):
        counting.setdefault(claim.id, []).append(claim)
    years = range(date.fromisoformat(FIRST_DAY).year, day.year + 1)
    found = []
    for district in inputs.layers["districts"].sort_values("name_en").to_dict("records"):
        one, region = str(district["id"]), region_id(str(district["region"]))
        own = claims.loc[(claims["district"] == one) | (claims["place"] == one), "id"]
        wide = claims.loc[claims["place"] == region, "id"]
        row = {"district": district["name_en"]}
        for year in years:
            number = sum(_in_year(counting.get(claim, ()), year) for claim in own)
            broad = any(_in_year(counting.get(claim, ()), year) for claim in wide)
            row[str(year)] = str(number) if number else "r" if broad else "-"
        found.append(row)
    return pd.DataFrame(found)


def voices(inputs: Inputs) -> pd.DataFrame:
    """Return a row for each number of independent publishers: claims that rest on so many, by credibility."""
    publishers = Publishers.of(inputs.tables["publishers"], inputs.tables["sources"])
    claims = inputs.tables["claims"]
    numbers = [min(len(publishers.families(split(text))), _VOICES) for text in claims["sources"]]
    table = pd.crosstab(pd.Series(numbers, index=claims.index), claims["credibility"].astype(str))
    table = table.reindex(index=range(1, _VOICES + 1), columns=list(CREDIBILITIES), fill_value=0)
    table.insert(0, "claims", table.sum(axis=1))
    names = {_VOICES: f"{_VOICES} and more"}
    table.insert(0, "independent publishers", [names.get(number, str(number)) for number in table.index])
    return table.rename(columns={grade: f"credibility {grade}" for grade in CREDIBILITIES}).reset_index(
        drop=True
    )


def grades(inputs: Inputs) -> pd.DataFrame:
    """Return a row a letter: claims with that reliability, by credibility."""
    claims = inputs.tables["claims"]
    table = pd.crosstab(claims["reliability"], claims["credibility"].astype(str))
    table = table.reindex(index=list(RELIABILITIES), columns=list(CREDIBILITIES), fill_value=0)
    return table.rename_axis(columns=None).rename_axis("reliability").reset_index()


def gaps(inputs: Inputs, day: date) -> pd.DataFrame:
    """Return the main places that nobody is said to hold for some time, in stretches over `LONG_GAP` days."""
    main = main_places(inputs)
    found = []
    empty: dict[str, list[tuple[int, int]]] = {}
    for one in _stretches(inputs, main.index, day):
        if one.kind == NONE:
            before = empty.setdefault(one.place, [])
            if before and before[-1][1] == one.start:
                before[-1] = (before[-1][0], one.end)
            else:
                before.append((one.start, one.end))
    for place, stretches in empty.items():
        long = [(start, end) for start, end in stretches if end - start > LONG_GAP]
        if long:
            told = "; ".join(f"{_iso(start)} to {_iso(end - 1)}" for start, end in long)
            days = sum(end - start for start, end in long)
            found.append({"place": main.loc[place, "name"], "days": days, "nobody says who holds it": told})
    table = pd.DataFrame(found, columns=["place", "days", "nobody says who holds it"])
    return table.sort_values("place", ignore_index=True)


def _towns(inputs: Inputs) -> set[str]:
    """Return the ids of the Libyan towns of rank `MAIN_RANK` and better."""
    places = inputs.layers["places"]
    main = places["class"].isin(TOWN_CLASSES) & (places["country"] == "LY") & (places["rank"] <= MAIN_RANK)
    return set(places.loc[main, "id"])


def _stretches(inputs: Inputs, places: Iterable[str], day: date) -> Iterator[_Stretch]:
    """Yield what claims about some places say together, from `FIRST_DAY` until `day` is over."""
    told = resolved_claims(inputs)
    last = day.toordinal() + 1
    for place in places:
        claims = told.get(place, [])
        starts = [date.fromisoformat(start).toordinal() for start in change_days(claims, FIRST_DAY)]
        starts = [start for start in starts if start < last]
        for start, end in zip(starts, [*starts[1:], last], strict=True):
            counting = [claim for claim in claims if claim.counts(_iso(start))]
            state = state_of(counting)
            said = max((claim.said for claim in counting if claim.id in state.claims), default=FIRST_DAY)
            yield _Stretch(place, state.kind, start, end, date.fromisoformat(said).toordinal())


def _days(stretches: Iterator[_Stretch]) -> pd.DataFrame:
    """Return stretches by year and age of their newest word: columns place, year, kind, age, days."""
    rows = []
    for one in stretches:
        first, final = date.fromordinal(one.start).year, date.fromordinal(one.end - 1).year
        for year in range(first, final + 1):
            start = max(one.start, date(year, 1, 1).toordinal())
            end = min(one.end, date(year + 1, 1, 1).toordinal())
            since = start
            for age, most in _BANDS.items():
                until = max(since, min(end, one.said + most + 1))
                rows.append((one.place, year, one.kind, age, until - since))
                since = until
    return pd.DataFrame(rows, columns=["place", "year", "kind", "age", "days"])


def _filled(name: str, column: str, rows: pd.DataFrame) -> dict[str, object]:
    days = int(rows["days"].sum())
    filled = rows[rows["kind"] != NONE]
    told = int(filled["days"].sum())
    return {
        column: name,
        "place-days": days,
        "filled": told,
        "filled %": _share(told, days),
        **{f"{kind} %": _share(rows.loc[rows["kind"] == kind, "days"].sum(), days) for kind in CONTROL_KINDS},
        **{f"said: {age} %": _share(filled.loc[filled["age"] == age, "days"].sum(), told) for age in _BANDS},
    }


def _claims_in(inputs: Inputs) -> pd.DataFrame:
    """Return id and place of each claim, and of one about a place the district that it lies in."""
    claims = inputs.tables["claims"]
    known = sites(inputs)
    about = known.loc[[place for place in claims["place"].unique() if place in known.index]]
    districts = _districts(inputs, about).to_dict()
    own = claims["scope"] == "place"
    found = claims["place"].map(districts).fillna("").where(own, "")
    return pd.DataFrame({"id": claims["id"], "place": claims["place"], "district": found})


def _districts(inputs: Inputs, found: gpd.GeoDataFrame) -> pd.Series[str]:
    """Return the district of each site: the one that its town names, else the one that it lies in."""
    places = inputs.layers["places"]
    named = dict(zip(places["id"], places["district"], strict=True))
    areas = inputs.layers["districts"]
    shapes = list(zip(areas["id"], areas.geometry, strict=True))

    def district(one: str) -> str:
        point = found.geometry[one]
        if named.get(one) or point is None:
            return str(named.get(one, ""))
        return next((str(area) for area, shape in shapes if shape.intersects(point)), "")

    return pd.Series([district(one) for one in found.index], index=found.index, dtype="str")


def _in_year(claims: Iterable[Claim], year: int) -> bool:
    return any(
        claim.start <= f"{year}-12-31" and (not claim.end or claim.end > f"{year}-01-01") for claim in claims
    )


def _lengths(rows: pd.DataFrame, day: date) -> pd.Series[int]:
    """Return the days that each row holds until `day` is over."""
    last = day.toordinal() + 1
    ends = [min(date.fromisoformat(end).toordinal(), last) if end else last for end in rows["valid_to"]]
    starts = [date.fromisoformat(start).toordinal() for start in rows["valid_from"]]
    days = [max(end - start, 0) for start, end in zip(starts, ends, strict=True)]
    return pd.Series(days, index=rows.index, dtype="int64")


def _share(part: float, whole: float) -> str:
    return f"{part / whole * _PER_CENT:.0f}" if whole else "-"


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
