"""`python -m geo.figure`: a figure, the same figure again from its file, a batch of them, or the book."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from geo.access import everybody
from geo.catalog import read_catalog
from geo.errors import GeoError, end_with_reader
from geo.figure.book.asking import OWN, read_options
from geo.figure.formats.media import FORMATS, require_format, require_place, with_size
from geo.figure.formats.metadata import read_metadata
from geo.figure.request import PARTS, FigureRequest, file_name, read_request
from geo.figure.series.batch_file import read_file
from geo.figure.sheet.house import house_of
from geo.garbage import look_seldom
from geo.settings import Settings
from geo.view import Context
from geo.view.options import Options
from geo.view.parts import read_parts, refuse

if TYPE_CHECKING:
    from geo.evidence import Evidence
    from geo.figure.series.batch import Outcome
    from geo.figure.series.presets import Preset

_ONE_OF = {
    "preset": "preset",
    "presets": "presets",
    "again": "from",
    "batch": "batch",
    "book": "book",
    "behind": "behind",
}
"""Options that say what is made, by where they are kept: one at most can be given."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns
    -------
    int
        0 when everything is written, 1 when a figure of a batch failed, 2 when nothing can be made.
    """
    look_seldom()
    given, faults = _options().read(sys.argv[1:] if arguments is None else arguments)
    try:
        settings = Settings.from_env()
        settings = replace(settings, style=given.style or settings.style)
        today = made_today()
        house_of(settings.style)
        refuse([*faults, *_faults(given, settings, today)])
        if given.presets:
            return _listed()
        return _made(given, settings, today)
    except (GeoError, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def _faults(given: argparse.Namespace, settings: Settings, today: date) -> list[str]:
    """Return everything wrong with the options that can be told without evidence, and quickly."""
    what = [option for name, option in _ONE_OF.items() if getattr(given, name)]
    faults = [f"{option}: not together with --{what[0]}; give one of them" for option in what[1:]]
    texts = _texts(given)
    # The declarations say which layers there are; their data are not opened.
    catalog, wrong = read_catalog(settings.layers_dir)
    context = Context.of(catalog, today, {fault.layer for fault in wrong if fault.layer})
    checks: list[Callable[[], object]] = []
    if given.book:
        faults += read_options(texts, _own(given), given.book, context)[1]
        checks.append(lambda: require_place(given.book, "book"))
    else:
        faults += map(str, read_parts(OWN, _own(given), context)[1])
        without = "atlas: is an option of --book; in a batch file it is a key of [[figure]]"
        faults += [without] * bool(given.atlas)
    if given.again:
        checks.append(lambda: texts.update({**read_metadata(given.again).params, **texts}))
    if given.preset:
        checks.append(lambda: _preset(given.preset))
    if given.batch:
        checks.append(lambda: read_file(given.batch, given.out))
    elif not given.book:
        checks.append(lambda: require_format(_suffix(given)))
        if given.out:
            checks.append(lambda: require_place(given.out, "out"))
    if not given.book:
        checks.append(lambda: refuse(read_request(texts, context)[1]))
    for check in checks:
        try:
            check()
        except GeoError as error:
            faults += str(error).splitlines()
    return faults


def _preset(name: str) -> Preset:
    from geo.figure.series.presets import preset  # noqa: PLC0415 - they know the evidence, which takes a second

    return preset(name)


def _made(given: argparse.Namespace, settings: Settings, today: date) -> int:
    """Make what is asked for; only now is the evidence loaded."""
    from geo.evidence import current  # noqa: PLC0415 - errors in the options are told without it

    evidence = current(settings, everybody(settings))
    if given.batch:
        return _batch(given, evidence, settings, today)
    if given.book:
        return _book(given, evidence, settings, today)
    if given.behind:
        return _behind(given.behind, evidence, settings, today)
    if given.drawn:
        return _drawn(given, evidence, today)
    return _figure(given, evidence, settings, today)


def _figure(given: argparse.Namespace, evidence: Evidence, settings: Settings, today: date) -> int:
    from geo.figure.compose import compose  # noqa: PLC0415 - matplotlib, only where something is drawn
    from geo.figure.formats.writing import write  # noqa: PLC0415

    before = read_metadata(given.again) if given.again else None
    house = house_of(settings.style)
    request = replace(_request(given, evidence, today).of_house(house), home=settings.address)
    composed = compose(evidence, request)
    path: Path = given.out or Path(
        file_name(request, composed.drawn.title, given.format, composed.drawn.marking)
    )
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


def _behind(path: Path, evidence: Evidence, settings: Settings, today: date) -> int:
    """Print what is behind a figure that was made here, as JSON."""
    from geo.figure.behind import DATA, DRAWN, behind, document  # noqa: PLC0415 - as in _figure

    made = read_metadata(path)
    found = behind(evidence, {**made.params, DATA: made.version, DRAWN: made.drawn}, today)
    told = {"id": made.id, **document(found, evidence, settings.address)}
    print(json.dumps(told, ensure_ascii=False, indent=1))
    return 0


def _drawn(given: argparse.Namespace, evidence: Evidence, today: date) -> int:
    """Print what the figure draws, as JSON."""
    from geo.figure.listing import listing  # noqa: PLC0415 - as in _figure

    print(json.dumps(listing(evidence, _request(given, evidence, today)), ensure_ascii=False))
    return 0


def _request(given: argparse.Namespace, evidence: Evidence, today: date) -> FigureRequest:
    """Return what the options ask for, on top of what a file or a ready figure says when there is one."""
    from geo.figure.reading import request_from  # noqa: PLC0415
    from geo.figure.series.presets import request_of  # noqa: PLC0415 - as in _figure

    texts, suffix = _texts(given), _suffix(given)
    if given.preset:
        return request_of(_preset(given.preset), with_size(texts, suffix), evidence, today)
    before = read_metadata(given.again).params if given.again else {}
    return request_from(with_size({**before, **texts}, suffix), evidence, today)


def _listed() -> int:
    """Print the ready figures."""
    from geo.figure.series.presets import presets  # noqa: PLC0415 - as in _preset

    for ready in presets().values():
        print(f"{ready.name:31} {ready.title.en}: {ready.subtitle.en}")
    return 0


def _batch(given: argparse.Namespace, evidence: Evidence, settings: Settings, today: date) -> int:
    """Draw all figures of a file; a line for each as it comes, then how many there are."""
    from geo.figure.series.batch import read_batch, run  # noqa: PLC0415 - as in _figure

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


def _book(given: argparse.Namespace, evidence: Evidence, settings: Settings, today: date) -> int:
    """Write the briefing book."""
    from geo.figure.book.book import book_request  # noqa: PLC0415 - as in _figure
    from geo.figure.book.writing import write_book  # noqa: PLC0415 - as in _figure

    path: Path = given.book
    asked = book_request(_texts(given), _own(given), path, evidence, today)
    house = house_of(settings.style)
    asked = replace(asked, requests=tuple(one.of_house(house) for one in asked.requests))
    for warning in write_book(evidence, asked, path, lambda line: print(line, file=sys.stderr, flush=True)):
        print(f"warning: {warning}", file=sys.stderr)
    print(path)
    return 0


def _texts(given: argparse.Namespace) -> dict[str, str]:
    """Return the options that are given, by the names of a request."""
    return {part.name: text for part in PARTS if (text := getattr(given, part.name)) is not None}


def _own(given: argparse.Namespace) -> dict[str, str]:
    """Return the options that only a book has."""
    return {part.name: getattr(given, part.name) or "" for part in OWN}


def _suffix(given: argparse.Namespace) -> str:
    """Return the format that is asked for: by the name of the file, else by name."""
    return given.out.suffix.removeprefix(".").lower() if given.out else str(given.format)


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


def _options() -> Options:
    options = Options("python -m geo.figure", "Draw a map of the evidence as a finished figure.")
    options.parts(PARTS)
    options.value("--preset", metavar="NAME", help="a ready figure; other options come before its own")
    options.flag("--presets", "list the ready figures")
    options.path("--from", "make the figure of a file again", dest="again")
    options.path("--behind", "what is behind the figure in a file, and what was corrected since, as JSON")
    options.path("--batch", "every [[figure]] of a file; other options hold for all", metavar="FILE.toml")
    options.path("--book", "all ready figures with contents and sources, as pdf or pptx")
    options.flag("--drawn", "print what is drawn as JSON, and write no figure")
    options.parts(OWN)
    options.path("--style", "the style of the house (default: LIBYA_HOUSE_STYLE)", metavar="FILE.toml")
    options.path("--out", f"{', '.join(FORMATS)} by its suffix; with --batch the folder of the outputs")
    options.value("--format", help="of the file when --out is not given (default: png)", default="png")
    return options


if __name__ == "__main__":
    if not any(one.startswith(("--batch", "--book")) for one in sys.argv):
        # Those have helper processes, whose end must be told.
        end_with_reader()
    sys.exit(main())
