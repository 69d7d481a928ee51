"""`python -m geo.figure`: a figure, the same figure again from its file, a batch of them, or the book."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from geo.errors import GeoError
from geo.evidence import Evidence, current
from geo.figure.batch import Outcome, read_batch, run
from geo.figure.book.book import book_request, write_book
from geo.figure.compose import compose
from geo.figure.formats.metadata import Metadata, read_metadata
from geo.figure.formats.writing import FORMATS, require_format, write
from geo.figure.listing import listing
from geo.figure.presets import preset, presets, request_of
from geo.figure.reading import request_from
from geo.figure.request import PARAMS, FigureRequest, file_name
from geo.figure.sheet.sizes import DPIS, SIZES
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
    """Run the command line.

    Returns
    -------
    int
        0 when everything is written, 1 when a figure of a batch failed, 2 when nothing can be made.
    """
    given = _parser().parse_args(arguments)
    try:
        if given.presets:
            return _listed()
        settings = Settings.from_env()
        evidence = current(settings)
        if given.batch:
            return _batch(given, evidence, settings)
        if given.book:
            return _book(given, evidence)
        if given.drawn:
            return _drawn(given, evidence)
        return _figure(given, evidence)
    except (GeoError, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def _figure(given: argparse.Namespace, evidence: Evidence) -> int:
    before = read_metadata(given.again) if given.again else None
    request = _request(given, evidence, before)
    path = _path(given)
    composed = compose(evidence, request)
    path = path or Path(file_name(request, composed.drawn.title, given.format))
    write(composed, path)
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


def _drawn(given: argparse.Namespace, evidence: Evidence) -> int:
    """Print what the figure draws, as JSON."""
    request = _request(given, evidence, read_metadata(given.again) if given.again else None)
    print(json.dumps(listing(evidence, request), ensure_ascii=False))
    return 0


def _listed() -> int:
    """Print the ready figures."""
    for ready in presets().values():
        print(f"{ready.name:31} {ready.title.en}: {ready.subtitle.en}")
    return 0


def _batch(given: argparse.Namespace, evidence: Evidence, settings: Settings) -> int:
    """Draw all figures of a file; a line for each as it comes, then how many there are."""
    today = made_today()
    batch = read_batch(given.batch, evidence, today, given.out, _texts(given))
    began, done = time.perf_counter(), 0

    def told(outcome: Outcome) -> None:
        nonlocal done
        done += 1
        head = f"[{done}/{batch.count}] {outcome.label}"
        if outcome.error:
            lines = outcome.error.splitlines()
            print(
                "\n".join([f"{head}: failed", *(f"    {line}" for line in lines)]),
                file=sys.stderr,
                flush=True,
            )
            return
        print(f"{head}: {outcome.path}, {outcome.seconds:.1f} s", flush=True)
        for warning in outcome.warnings:
            print(f"    warning: {warning}", file=sys.stderr, flush=True)

    outcomes = run(batch, settings, today, told)
    failed = [outcome for outcome in outcomes if outcome.error]
    spent = time.perf_counter() - began
    print(f"{batch.count} figures: {batch.count - len(failed)} made, {len(failed)} failed, {spent:.1f} s")
    for outcome in failed:
        print(f"failed: {outcome.label}: {outcome.error.splitlines()[0]}", file=sys.stderr)
    return 1 if failed else 0


def _book(given: argparse.Namespace, evidence: Evidence) -> int:
    """Write the briefing book."""
    path: Path = given.book
    _require_place(path, "book")
    asked = book_request(_texts(given), given.since, path, evidence, made_today())
    for warning in write_book(evidence, asked, path, lambda line: print(line, file=sys.stderr, flush=True)):
        print(f"warning: {warning}", file=sys.stderr)
    print(path)
    return 0


def _request(given: argparse.Namespace, evidence: Evidence, before: Metadata | None) -> FigureRequest:
    """Return what the options ask for, on top of what a file or a ready figure says when there is one."""
    texts = _texts(given)
    if given.preset:
        return request_of(preset(given.preset), texts, evidence, made_today())
    return request_from({**(before.params if before else {}), **texts}, evidence, made_today())


def _texts(given: argparse.Namespace) -> dict[str, str]:
    """Return the options that are given, by the names of a request."""
    return {name: text for name in PARAMS if (text := getattr(given, name)) is not None}


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


def _path(given: argparse.Namespace) -> Path | None:
    """Return where the figure goes, None for its usual name; raises before anything is drawn in vain."""
    if given.out is None:
        require_format(given.format)
        return None
    path: Path = given.out
    require_format(path.suffix.removeprefix(".").lower())
    _require_place(path, "out")
    return path


def _require_place(path: Path, option: str) -> None:
    if not path.parent.is_dir():
        raise GeoError(f"{option}: there is no folder '{path.parent}'; make it, or give another path")
    if path.is_dir():
        raise GeoError(f"{option}: '{path}' is a folder; give the name of a file")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geo.figure", description="Draw a map of the evidence as a finished figure."
    )
    for name in PARAMS:
        metavar, text = HELP[name]
        parser.add_argument(*_LONGER.get(name, (f"--{name}",)), dest=name, metavar=metavar, help=text)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--preset", metavar="NAME", help="a ready figure; other options come before its own")
    what.add_argument("--presets", action="store_true", help="list the ready figures")
    what.add_argument(
        "--from", dest="again", type=Path, metavar="FILE", help="make the figure of a file again"
    )
    what.add_argument(
        "--batch",
        type=Path,
        metavar="FILE.toml",
        help="every [[figure]] of a file; other options hold for all",
    )
    what.add_argument(
        "--book",
        type=Path,
        metavar="FILE",
        help="all ready figures with contents and sources, as pdf or pptx",
    )
    parser.add_argument(
        "--drawn", action="store_true", help="print what is drawn as JSON, and write no figure"
    )
    parser.add_argument(
        "--since", metavar="YYYY-MM-DD", help="with --book: what changed from this day to the one shown"
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help=f"{', '.join(FORMATS)} by its suffix; with --batch the folder of the outputs",
    )
    parser.add_argument("--format", default="png", help="of the file when --out is not given (default: png)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
