"""`python -m geo.check [PATH]`: every fault of the data as a table, or what the data cover."""

from __future__ import annotations

import gc
import os

if __name__ == "__main__":
    # It ends soon: nobody looks for garbage, and no threads wait for linear algebra, of which there is none.
    gc.disable()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from geo.check.checking import as_text, check, summary
from geo.errors import BadDate, GeoError, end_with_reader
from geo.evidence import Evidence
from geo.settings import Settings
from geo.validity import full_day


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 without faults, 1 with some, 2 when there is nothing to check."""
    given = _parser().parse_args(arguments)
    try:
        evidence, faults = check(given.path or Settings.from_env().root)
        day = full_day(given.at) if given.at else None
        if given.control:
            print(_control(evidence, day, given.into))
            return 0
    except (GeoError, BadDate, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    if given.report:
        print(_report(evidence, day or datetime.now(tz=UTC).date(), as_json=given.json))
    elif given.json:
        print(json.dumps(faults.to_dict("records"), ensure_ascii=False, indent=1))
    if not faults.empty and not given.json:
        print(as_text(faults))
    if faults.empty and not given.report and not given.json:
        print(summary(evidence))
    return 0 if faults.empty else 1


def _control(evidence: Evidence, day: date | None, into: Path | None) -> str:
    from geo.check.reporting import control_report, pasted  # noqa: PLC0415 - most only want the faults

    text = control_report(evidence, day)
    return text if into is None else pasted(text, into)


def _report(evidence: Evidence, day: date, *, as_json: bool) -> str:
    from geo.check.reporting import coverage, report  # noqa: PLC0415 - as above

    if as_json:
        return coverage(evidence, day).to_json(orient="records", force_ascii=False, indent=1)
    return report(evidence, day)


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
    end_with_reader()
    code = main()
    sys.stdout.flush()
    os._exit(code)  # all libraries taken apart one by one would cost more than judging the data
