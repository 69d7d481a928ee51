"""`python -m geo.check [PATH]`: every fault of the data as a table, or what the data cover."""

from __future__ import annotations

import atexit
import gc

if __name__ == "__main__":
    # It ends soon and all goes with it: nobody looks for garbage while the libraries come in, nor at the end.
    gc.disable()
    atexit.register(gc.freeze)

import argparse
import json
import sys
from collections.abc import Sequence
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
from geo.errors import BadDate, GeoError
from geo.evidence import Evidence, load
from geo.model import CREDIBILITIES, MARKINGS, RELIABILITIES, split
from geo.replacing import write_whole
from geo.settings import Settings
from geo.store import open_store
from geo.validity import age_in_days, first_day, full_day, recorded_now, stale_on, valid_on

BEGIN, END = "<!-- control: begin -->", "<!-- control: end -->"
"""What stands around the tables of `--control` in a document."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 without faults, 1 with some, 2 when there is nothing to check."""
    given = _parser().parse_args(arguments)
    try:
        path = given.path or Settings.from_env().root
        evidence, faults = check(path)
        day = full_day(given.at) if given.at else datetime.now(tz=UTC).date()
    except (GeoError, BadDate) as error:
        print(error, file=sys.stderr)
        return 2
    if given.control:
        try:
            text = control_report(evidence, _recorded(evidence) if given.at is None else day)
            print(text if given.into is None else pasted(text, given.into))
        except (GeoError, OSError) as error:
            print(error, file=sys.stderr)
            return 2
        return 0
    if given.report and given.json:
        print(coverage(evidence, day).to_json(orient="records", force_ascii=False, indent=1))
    elif given.report:
        print(report(evidence, day))
    elif given.json:
        print(json.dumps(faults.to_dict("records"), ensure_ascii=False, indent=1))
    if not faults.empty and not given.json:
        print(as_text(faults))
    if faults.empty and not given.report and not given.json:
        print(_summary(evidence))
    return 0 if faults.empty else 1


def check(path: Path) -> tuple[Evidence, pd.DataFrame]:
    """Return the evidence that a path belongs to, and the faults of that path.

    Parameters
    ----------
    path : Path
        A data root (with layers/ and data/), any file or folder inside one, or a GeoJSON or CSV file outside
        that is named like one of the data root's: it is then judged as if it stood there.

    Raises
    ------
    GeoError
        When the path does not exist, or belongs to no data root.
    """
    path = path.resolve()
    if not path.exists():
        raise GeoError(f"'{path}' does not exist; give a data root, or a file inside one")
    for root in (path, *path.parents):
        if (root / "layers").is_dir() and (root / "data").is_dir():
            evidence = load(open_store(root), root / "layers")
            inside = path.relative_to(root).as_posix()
            return evidence, evidence.faults if root == path else _of(evidence.faults, inside)
    settings = Settings.from_env()
    slot = _slot(path, settings.data_dir)
    evidence = load(open_store(settings, instead={slot: path}), settings.layers_dir)
    return evidence, _of(evidence.faults, str(path))


def _slot(path: Path, data_dir: Path) -> str:
    """Return the path below data/ of the file that one outside stands for."""
    for inside in sorted(data_dir.rglob(f"*{path.suffix}")):
        if path.is_file() and inside.name == path.name:
            return inside.relative_to(data_dir).as_posix()
    raise GeoError(
        f"'{path}' belongs to no data root; give a folder with layers/ and data/, or a file inside one"
    )


def _of(faults: pd.DataFrame, inside: str) -> pd.DataFrame:
    """Return the faults of one file, or of the files in one folder."""
    at = (faults["file"] == inside) | faults["file"].str.startswith(f"{inside}/")
    return faults[at].reset_index(drop=True)


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
        parts.append(_aligned(missing))
    if evidence.broken:
        parts += ["", "Out because of faults:"]
        parts += [f"  {layer_id}: {reason}" for layer_id, reason in sorted(evidence.broken.items())]
    return "\n".join(parts)


def control_report(evidence: Evidence, day: date) -> str:
    """Return how much of who holds what is told until a day, as the tables of docs/data.md.

    Raises
    ------
    InvalidLayer, InvalidTable
        When the layer `control`, or what it rests on, is out.
    """
    control = evidence.layer("control")
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
    """Return the last day on which a claim was recorded, so that the same data give the same tables."""
    return max(map(first_day, evidence.table("claims")["recorded_on"]), default=datetime.now(tz=UTC).date())


def _markdown(table: pd.DataFrame) -> str:
    """Return a table in Markdown."""
    lines = [list(table.columns), ["---"] * len(table.columns), *table.astype(str).to_numpy().tolist()]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def as_text(faults: pd.DataFrame) -> str:
    """Return the faults as text for a terminal, a heading a file, and how many there are."""
    parts = []
    for file, rows in faults.groupby("file", sort=False):
        parts += [str(file), _aligned(rows[["layer", "feature", "column", "problem", "remedy"]]), ""]
    files = faults["file"].nunique()
    parts.append(f"{_count(len(faults), 'fault')} in {_count(files, 'file')}")
    return "\n".join(parts)


def _aligned(table: pd.DataFrame) -> str:
    """Return a table in left-aligned columns with a header; "-" for none."""
    cells = [list(table.columns), *([value or "-" for value in row] for row in table.to_numpy().tolist())]
    widths = [max(len(row[number]) for row in cells) for number in range(len(table.columns))]
    return "\n".join(
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )


def _summary(evidence: Evidence) -> str:
    features = sum(len(frame) for frame in evidence.layers.values())
    rows = sum(len(frame) for frame in evidence.tables.values())
    marked = evidence.cleared(MARKINGS[0]).left_out
    above = f"; {_count(marked, 'row')} of them above TLP:{MARKINGS[0]}" if marked else ""
    return (
        f"No faults: {_count(len(evidence.layers), 'layer')} with {_count(features, 'feature')}, "
        f"{_count(len(evidence.tables), 'table')} with {_count(rows, 'row')}{above}"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geo.check",
        description="Check the data and print every fault with its remedy; exit 1 if there is any.",
    )
    parser.add_argument(
        "path",
        nargs="?",
        type=Path,
        help="data root, or a file or folder inside one (default: this repository)",
    )
    parser.add_argument("--report", action="store_true", help="print what the data cover, by layer")
    parser.add_argument(
        "--control", action="store_true", help="print how much of who holds what is told, as in docs/data.md"
    )
    parser.add_argument(
        "--into", metavar="FILE", type=Path, help="with --control: put it between the marks in this document"
    )
    parser.add_argument("--at", metavar="YYYY-MM-DD", help="day that ages are counted to (default: today)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    return parser


if __name__ == "__main__":
    sys.exit(main())
