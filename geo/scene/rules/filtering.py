"""Which features the filters let through: hidden classes, hidden sides, actors, goods, grades, age, stale.

One rule in two languages; the cases of `tests/golden/filtering.json` hold them together.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from geo.model import CONDITION, SAID, split
from geo.validity import confirmed_within

Filters = Mapping[str, Sequence[str]]
"""Values by the names of `geo.model.FILTERS`; a name without values filters nothing.

`hide` holds layer.class, `side` layer.side, `rel` and `cred` the least grade, `age` days, `stale` anything.
`rows` holds what columns of the table must say, all of it: "name~tripoli" (contains), "grade=B2" (is),
"reviewed_on>2025" and "reviewed_on<2026" (from, until; a part of a day counts where one of its days does).
"""

_NUMBER = re.compile(r"\d+", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


def passing(layer_id: str, at: date, filters: Filters, rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows of a layer pass every filter.

    A row without a grade passes no filter for that grade, and a layer without commodities passes every filter
    for those. Hidden sides hide what is theirs alone: what one of them contests with another stays. Where a
    whole number is needed, another text filters nothing: the reader of the filters reports it.

    Parameters
    ----------
    rows : DataFrame
        With `class`, `actor`, `reliability`, `credibility`, `reviewed_on`, `stale_day`, and where the layer
        has them `actors`, `commodities` and `sides` (`geo.scene.look.looking.sided`); only what is asked
        for is read.

    Examples
    --------
    >>> rows = pd.DataFrame({"class": ["port", "port", "oil"], "reliability": ["A", "C", "A"]})
    >>> passing("energy", date(2025, 6, 30), {"hide": ["energy.oil"], "rel": ["B"]}, rows).tolist()
    [True, False, False]
    """
    kept = _passing_but_stale(layer_id, at, filters, rows)
    return kept & ~_stale(rows, at) if filters.get("stale") else kept


def stale_left_out(layer_id: str, at: date, filters: Filters, rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows only the filter for stale ones leaves out."""
    if not filters.get("stale"):
        return pd.Series(False, index=rows.index)
    return _passing_but_stale(layer_id, at, filters, rows) & _stale(rows, at)


def _stale(rows: pd.DataFrame, at: date) -> pd.Series[bool]:
    return rows["stale_day"] <= at.isoformat()


def _passing_but_stale(layer_id: str, at: date, filters: Filters, rows: pd.DataFrame) -> pd.Series[bool]:
    kept = pd.Series(True, index=rows.index)
    if hidden := hidden_of(layer_id, filters, "hide"):
        kept &= ~rows["class"].isin(hidden)
    if (off := hidden_of(layer_id, filters, "side")) and "sides" in rows:
        theirs = {text: bool(text) and set(split(text)) <= off for text in rows["sides"].unique()}
        kept &= ~rows["sides"].map(theirs).astype(bool)
    if actors := filters.get("actor"):
        kept &= _any(rows, ("actor", "actors"), actors)
    if (goods := filters.get("com")) and "commodities" in rows:
        kept &= _any(rows, ("commodities",), goods)
    if grades := filters.get("rel"):
        reliability = rows["reliability"].fillna("").astype(str)
        kept &= (reliability != "") & (reliability <= grades[0])
    if (most := _number(filters, "cred")) is not None:
        grade = pd.to_numeric(rows["credibility"], errors="coerce")
        kept &= (grade.fillna(most + 1) <= most).astype(bool)
    if (days := _number(filters, "age")) is not None:
        kept &= confirmed_within(rows, at, days)
    for condition in filters.get("rows", ()):
        kept &= _meeting(layer_id, condition, rows)
    return kept


def _meeting(layer_id: str, condition: str, rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows say what a condition wants; a text that is none filters nothing."""
    read = CONDITION.fullmatch(condition)
    if not read:
        return pd.Series(True, index=rows.index)
    column, sign, wanted = read.groups()
    if sign == "=" and column == "actor" and wanted:
        return _any(rows, ("actor", "actors"), (wanted,))
    said = _said(layer_id, column, rows)
    meets = {text: _meets(column, sign, text, wanted) for text in said.unique()}
    return said.map(meets).astype(bool)


def _said(layer_id: str, column: str, rows: pd.DataFrame) -> pd.Series[str]:
    """Return what the rows say in a column of the table."""
    if column == "layer":
        return pd.Series(layer_id, index=rows.index)
    between = "" if column == "grade" else " "
    said = pd.Series("", index=rows.index)
    for name in SAID.get(column, ()):
        if name in rows:
            said = said + between + rows[name].map(_text)
    if column == "any":
        return said.str.replace("_", " ") + " " + _said(layer_id, "grade", rows)
    return said.str.strip()


def _text(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _meets(column: str, sign: str, said: str, wanted: str) -> bool:
    if sign == "~":
        return wanted.lower() in said.lower()
    if sign == "=":
        return said == wanted
    if column == "precision_m":
        try:
            own, other = float(said), float(wanted)
        except ValueError:
            return False
        return own >= other if sign == ">" else own <= other
    if not _YEAR.match(said):
        return False
    day, limit = said[: len(wanted)], wanted[: len(said)]
    return day >= limit if sign == ">" else day <= limit


def hidden_of(layer_id: str, filters: Filters, name: str) -> set[str]:
    """Return what of one layer a filter for hidden classes or sides names."""
    start = f"{layer_id}."
    return {text.removeprefix(start) for text in filters.get(name, ()) if text.startswith(start)}


def _number(filters: Filters, name: str) -> int | None:
    """Return the whole number of a filter; None when there is none."""
    values = filters.get(name)
    return int(values[0]) if values and _NUMBER.fullmatch(values[0]) else None


def _any(rows: pd.DataFrame, columns: Sequence[str], wanted: Sequence[str]) -> pd.Series[bool]:
    """Tell in which rows one of the listed columns holds one of the values."""
    found = pd.Series(False, index=rows.index)
    for column in columns:
        if column in rows:
            texts = rows[column].fillna("").astype(str)
            holds = {text: any(part in wanted for part in split(text)) for text in texts.unique()}
            found |= texts.map(holds).astype(bool)
    return found
