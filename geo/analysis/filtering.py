"""Which features the filters of the screen let through: the same rules as in the browser, on frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from geo.model import split
from geo.validity import confirmed_within

Filters = Mapping[str, tuple[str, ...]]


def passing(
    rows: pd.DataFrame, layer_id: str, filters: Filters, day: date, stale: pd.Series[bool]
) -> pd.Series[bool]:
    """Tell which rows pass every filter.

    Parameters
    ----------
    filters : mapping of str to tuple of str
        By the names of `geo.model.FILTERS`: `hide` holds layer.class, `rel` and `cred` the least grade,
        `age` days.
    stale : Series of bool
        Which rows are stale on `day`; only asked when there is a filter for it.
    """
    kept = _fresh_or_not(rows, layer_id, filters, day)
    return kept & ~stale if filters.get("stale") else kept


def stale_left_out(
    rows: pd.DataFrame, layer_id: str, filters: Filters, day: date, stale: pd.Series[bool]
) -> pd.Series[bool]:
    """Tell which rows only the filter for stale ones leaves out."""
    if not filters.get("stale"):
        return pd.Series(False, index=rows.index)
    return _fresh_or_not(rows, layer_id, filters, day) & stale


def _fresh_or_not(rows: pd.DataFrame, layer_id: str, filters: Filters, day: date) -> pd.Series[bool]:
    kept = pd.Series(True, index=rows.index)
    hidden = {
        text.removeprefix(f"{layer_id}.")
        for text in filters.get("hide", ())
        if text.startswith(f"{layer_id}.")
    }
    if hidden:
        kept &= ~rows["class"].isin(hidden)
    if filters.get("actor"):
        kept &= _any(rows, ("actor", "actors"), filters["actor"])
    if filters.get("com") and "commodities" in rows:
        kept &= _any(rows, ("commodities",), filters["com"])
    if filters.get("rel"):
        kept &= rows["reliability"].astype(str) <= filters["rel"][0]
    if filters.get("cred"):
        kept &= rows["credibility"].astype(int) <= int(filters["cred"][0])
    if filters.get("age"):
        kept &= confirmed_within(rows, day, int(filters["age"][0]))
    return kept


def _any(rows: pd.DataFrame, columns: Sequence[str], wanted: Sequence[str]) -> pd.Series[bool]:
    """Tell in which rows one of the listed columns holds one of the values."""
    found = pd.Series(False, index=rows.index)
    for column in columns:
        if column in rows:
            texts = rows[column].fillna("").astype(str)
            found |= pd.Series(
                [any(part in wanted for part in split(text)) for text in texts], index=rows.index, dtype=bool
            )
    return found
