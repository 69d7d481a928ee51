"""What is already said of a place on a day, before more is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from geo.analysis.control import resolved_claims
from geo.analysis.inputs import Inputs
from geo.analysis.standing import NONE, state_of
from geo.validity import first_day

Row = Mapping[Any, Any]


def said(place: str, day: str, claims: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return lines: what claims about a place, district or region say together on a day, then each of them.

    Parameters
    ----------
    day : str
        Full ISO day.
    claims : DataFrame
        Rows of claims.csv that are not retracted.
    tables : mapping of str to DataFrame
        actors and handovers.

    Examples
    --------
    >>> said("sabha", "2026-01-01", pd.DataFrame({"place": []}), {})
    ['sabha on 2026-01-01: no claim recorded']
    """
    about = claims[claims["place"] == place]
    if about.empty:
        return [f"{place} on {day}: no claim recorded"]
    resolved = resolved_claims(Inputs({}, {**tables, "claims": about}, {})).get(place, [])
    counting = [claim for claim in resolved if claim.counts(day)]
    state = state_of(counting)
    rows = {str(row["id"]): row for row in about.to_dict("records")}
    ends = {claim.id: claim.end for claim in resolved}
    if not counting:
        last = max(resolved, key=lambda claim: claim.said, default=None)
        lines = [f"{place} on {day}: no claim counts, of {len(about)} recorded"]
        return [*lines, *([_line(rows[last.id], last.end)] if last else [])]
    together = (
        f"{state.kind}, {' and '.join(state.actors)}" if state.kind != NONE else "nobody is said to hold it"
    )
    newest_first = sorted(counting, key=lambda claim: claim.said, reverse=True)
    return [
        f"{place} on {day}: {together}",
        *(_line(rows[claim.id], ends[claim.id]) for claim in newest_first),
    ]


def _line(row: Row, end: str) -> str:
    since = row["valid_from"] or "an unknown day"
    parts = [
        f"{row['claim']}, {row['actor']}",
        f"from {since}"
        + (f" to {row['valid_to']}" if row["valid_to"] else f" (counts until {end})" if end else ""),
        f"said {row['stated_on'] or 'undated'} by {row['claimant']}",
        f"{row['reliability']}{row['credibility']}",
    ]
    return f"  {row['id']}: {'; '.join(parts)}"


def day_of(row: Mapping[str, str], today: str) -> str:
    """Return the day on which to look: when it was said, else since when it counts, else today."""
    for text in (row["stated_on"], row["valid_from"]):
        if text:
            return first_day(text).isoformat()
    return today


def with_new(claims: pd.DataFrame, rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """Return the claims and those that would be added."""
    return pd.concat(
        [claims.astype(object), pd.DataFrame(list(rows), columns=claims.columns)], ignore_index=True
    )
