"""`python -m geo.figure`: a figure on disk, or the same figure again from its file."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from geo.errors import GeoError
from geo.evidence import Evidence, current
from geo.figure.compose import compose
from geo.figure.reading import request_from
from geo.figure.request import PARAMS, FigureRequest, file_name
from geo.figure.sizes import DPIS, SIZES
from geo.figure.stamp import Metadata, read_metadata
from geo.figure.writing import FORMATS, require_format, write
from geo.settings import Settings

HELP: Mapping[str, tuple[str, str]] = {
    "layers": ("A,B", "ids of the layers (default: those of the first view)"),
    "at": ("YYYY-MM-DD", "true on (default: today)"),
    "known": ("YYYY-MM-DD", "known on (default: now)"),
    "bbox": ("W,S,E,N", "extent in degrees; write --bbox=-5,... before a minus (default: Libya)"),
    "lang": ("LANG", "en, ar or en+ar"),
    "names": ("POLICY", "what the sides are called: own, press or descriptive"),
    "f": ("FILTERS", "filters as in the address, such as 'rel:B;hide:east.seat'"),
    "o": ("OPACITY", "opacity as in the address, such as control:0.5"),
    "size": ("SIZE", ", ".join(SIZES)),
    "dpi": ("DPI", f"{', '.join(map(str, DPIS))} (default: 300)"),
    "title": ("TEXT", "default: made of the layers"),
    "subtitle": ("TEXT", ""),
    "marking": (
        "TLP",
        "CLEAR, GREEN, AMBER, AMBER+STRICT or RED; features above it are left out and counted",
    ),
    "notes": ("TEXT", "printed beside the map"),
    "callouts": ("ID,ID", "features that get a number and an entry in the key"),
    "made": ("YYYY-MM-DD", "date of making (default: SOURCE_DATE_EPOCH, else today)"),
    "faulty": ("WHAT", "refuse (default) or warn: a layer that is out, an empty extent"),
    "frames": ("1", "square frames after APP-6 round forces"),
}
_LONGER = {"f": ("--f", "--filters"), "made": ("--made-on", "--made"), "o": ("--o", "--opacity")}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 when the figure is written, 2 when it cannot be."""
    given = _parser().parse_args(arguments)
    try:
        evidence = current(Settings.from_env())
        before = read_metadata(given.again) if given.again else None
        request = _request(given, evidence, before)
        path = _path(given, request)
        composed = compose(evidence, request)
        path = path or Path(file_name(request, composed.drawn.title, given.format))
        write(composed, path)
    except (GeoError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    if before and before.version != evidence.version:
        print(
            f"the data have changed since: {before.id} was made from {before.version[:8]}, "
            f"this is {composed.id} from {evidence.version[:8]}",
            file=sys.stderr,
        )
    for warning in composed.drawn.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    print(path)
    return 0


def _request(given: argparse.Namespace, evidence: Evidence, before: Metadata | None) -> FigureRequest:
    """Return what the options ask for, on top of what a file says when there is one."""
    params = dict(before.params) if before else {}
    params |= {name: text for name in PARAMS if (text := getattr(given, name)) is not None}
    return request_from(params, evidence, made_today())


def made_today(environ: Mapping[str, str] = os.environ) -> date:
    """Return the day of making when none is given: that of SOURCE_DATE_EPOCH (seconds, UTC), else today.

    Raises
    ------
    GeoError
        When SOURCE_DATE_EPOCH is set but is no number of seconds.

    Examples
    --------
    >>> made_today({"SOURCE_DATE_EPOCH": "1800000000"})
    datetime.date(2027, 1, 15)
    """
    text = environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return date.today()
    try:
        return datetime.fromtimestamp(int(text), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise GeoError(
            f"SOURCE_DATE_EPOCH: '{text[:40]}' is no number of seconds; correct or unset it"
        ) from error


def _path(given: argparse.Namespace, request: FigureRequest) -> Path | None:
    """Return where the figure goes, None for its usual name; raises before anything is drawn in vain."""
    del request
    if given.out is None:
        require_format(given.format)
        return None
    path: Path = given.out
    require_format(path.suffix.removeprefix(".").lower())
    if not path.parent.is_dir():
        raise GeoError(f"out: there is no folder '{path.parent}'; make it, or give another path")
    if path.is_dir():
        raise GeoError(f"out: '{path}' is a folder; give the name of a file")
    return path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geo.figure", description="Draw a map of the evidence as a finished figure."
    )
    for name in PARAMS:
        metavar, text = HELP[name]
        parser.add_argument(*_LONGER.get(name, (f"--{name}",)), dest=name, metavar=metavar, help=text)
    parser.add_argument(
        "--from", dest="again", type=Path, metavar="FILE", help="make the figure of a file again"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help=f"{', '.join(FORMATS)} by its suffix")
    parser.add_argument("--format", default="png", help="of the file when --out is not given (default: png)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
