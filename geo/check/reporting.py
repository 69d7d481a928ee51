"""What the data cover, by layer; and how much of who holds what is told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd

from geo.analysis.coverage import (
    LONG_GAP,
    MAIN_CLAIMS,
    MAIN_RANK,
    by_district,
    by_year,
    district_years,
    gaps,
    grades,
    main_places,
    voices,
)
from geo.check.checking import aligned
from geo.errors import GeoError
from geo.evidence import Evidence
from geo.model import CREDIBILITIES, RELIABILITIES, split
from geo.replacing import write_whole
from geo.validity import age_in_days, first_day, recorded_now, stale_on, valid_on

BEGIN, END = "<!-- control: begin -->", "<!-- control: end -->"
"""What stands around the tables of `--control` in a document."""


def coverage(evidence: Evidence, day: date) -> pd.DataFrame:
    """Return one row a healthy layer: how much it holds, where from, how sure and how old.

    Columns: layer, features, placed, unplaced, sources (ids cited), A-F and 1-6 (features with that grade);
    of those true on `day`: days (median since last confirmed, NaN when none is dated), stale (share, 0-1).
    """
    rows = []
    for layer_id, frame in evidence.layers.items():
        now = recorded_now(frame)
        true = valid_on(now, day)
        stale = stale_on(
            true, day, evidence.catalog[layer_id].review_after_days, evidence.catalog[layer_id].ageless
        )
        placed = int(now.geometry.notna().sum())
        grades = {grade: int((now["reliability"] == grade).sum()) for grade in RELIABILITIES}
        grades |= {grade: int((now["credibility"] == int(grade)).sum()) for grade in CREDIBILITIES}
        rows.append(
            {
                "layer": layer_id,
                "features": len(now),
                "placed": placed,
                "unplaced": len(now) - placed,
                "sources": len({source for text in now["sources"] for source in split(text)}),
                **grades,
                "days": age_in_days(true, day).median(),
                "stale": stale.mean() if len(stale) else 0.0,
            }
        )
    return pd.DataFrame(rows)


def unplaced(evidence: Evidence) -> pd.DataFrame:
    """Return every feature without a position: columns layer, id, name."""
    parts = [
        frame.loc[frame.geometry.isna(), ["id", "name_en"]].assign(layer=layer_id)
        for layer_id, frame in evidence.layers.items()
        if not evidence.catalog[layer_id].derive
    ]
    if not parts:
        return pd.DataFrame(columns=["layer", "id", "name"], dtype="str")
    rows = pd.concat(parts, ignore_index=True).rename(columns={"name_en": "name"})
    return pd.DataFrame(rows[["layer", "id", "name"]])


def report(evidence: Evidence, day: date) -> str:
    """Return what the evidence covers, as text for a terminal."""
    table = coverage(evidence, day)
    missing = unplaced(evidence)
    parts = [f"Coverage by layer; ages and stale shares as of {day.isoformat()}", ""]
    if not table.empty:
        shown = table.assign(
            days=[f"{days:.0f}".replace("nan", "-") for days in table["days"]],
            stale=[f"{share:.0%}" for share in table["stale"]],
        )
        parts.append(shown.to_string(index=False))
    parts += ["", f"Unplaced: {len(missing)}"]
    if not missing.empty:
        parts.append(aligned(missing))
    if evidence.broken:
        parts += ["", "Out because of faults:"]
        parts += [f"  {layer_id}: {reason}" for layer_id, reason in sorted(evidence.broken.items())]
    return "\n".join(parts)


def control_report(evidence: Evidence, day: date | None = None) -> str:
    """Return how much of who holds what is told until a day, as the tables of docs/data.md.

    Parameters
    ----------
    day : date, optional
        Default: the last one on which a claim was recorded, so that the same data give the same tables.

    Raises
    ------
    InvalidLayer, InvalidTable
        When the layer `control`, or what it rests on, is out.
    """
    control = evidence.layer("control")
    day = _recorded(evidence) if day is None else day
    inputs = evidence.inputs()
    places = main_places(inputs)
    listed = ", ".join(places["name"].sort_values())
    chosen = f"towns of label rank {MAIN_RANK} and better, and whatever has {MAIN_CLAIMS} claims and more"
    parts = [
        f"Until {day.isoformat()}. Main places ({len(places)}): {chosen}: {listed}.",
        "Place-days of the main places by year; the age is that of the newest word, on each day:",
        _markdown(by_year(inputs, day)),
        "Districts; per cent of the days since 15 February 2011:",
        _markdown(by_district(inputs, control, day)),
        "Claims about a district or a place in it that count in each year; r = only its region, - = nothing:",
        _markdown(district_years(inputs, day)),
        "Claims by independent publishers and credibility:",
        _markdown(voices(inputs)),
        "Claims by reliability (rows) and credibility (columns):",
        _markdown(grades(inputs)),
        f"Main places without a claim for more than {LONG_GAP} days:",
        _markdown(gaps(inputs, day)),
    ]
    return "\n\n".join(parts)


def pasted(text: str, path: Path) -> str:
    """Put a text between the two marks in a document, and return what to say of it.

    Raises
    ------
    GeoError
        When the document does not have both marks.
    """
    document = path.read_text(encoding="utf-8")
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise GeoError(f"'{path}' has no place for it; put {BEGIN} and {END} where the tables belong")
    write_whole(path, f"{before}{begin}\n\n{text}\n\n{end}{after}".encode())
    return f"{path} holds the tables"


def _recorded(evidence: Evidence) -> date:
    """Return the last day on which a claim was recorded."""
    return max(map(first_day, evidence.table("claims")["recorded_on"]), default=datetime.now(tz=UTC).date())


def _markdown(table: pd.DataFrame) -> str:
    """Return a table in Markdown."""
    lines = [list(table.columns), ["---"] * len(table.columns), *table.astype(str).to_numpy().tolist()]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
