"""`python -m geo.ingest FILE --layer ID`: a file of one's own becomes a layer that all viewers see."""

from __future__ import annotations

import re
import sys
import time
from argparse import Namespace
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from geo.errors import GeoError
from geo.evidence import Evidence, load
from geo.faults import Fault
from geo.ingest.feeding import STAYS, Feeds
from geo.ingest.files.reading import Raw
from geo.ingest.large.blocks import Block, taken_apart
from geo.ingest.large.making import Engine, made_large
from geo.ingest.large.pool import pool
from geo.ingest.rows.days import ORDERS
from geo.ingest.rows.drafting import Draft, drafted
from geo.ingest.rows.roles import Roles, proposed, spellings
from geo.ingest.rows.settling import LASTS, PRECISION, Wishes
from geo.ingest.surroundings import world_of
from geo.ingest.writing import source_row, write_large_layer, write_layer
from geo.model import LIBYA_EXTENT, MARKINGS, OWN_GROUP, PALETTE, Extent, Layer, marking_of
from geo.settings import Settings
from geo.store import open_store
from geo.view.options import Options
from geo.view.parts import refuse

_ID: Final = re.compile(r"[a-z][a-z0-9_]{1,40}")
_SHOWN, _LISTED = 3, 200
_MOST = 1_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns
    -------
    int
        0 when every row is a feature, 1 when some were set aside, 2 when nothing is written.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except (GeoError, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def _run(words: list[str]) -> int:
    # FILE stands by itself, before or behind the options.
    bare = [n for n, word in enumerate(words) if not word.startswith("-") and _stands_alone(words, n)]
    files = [words.pop(n) for n in reversed(bare)]
    given, faults = _options().read(words)
    if given.feeds:
        refuse([*faults, *(["--feeds reads what feeds/ declares; leave out the file"] if files else [])])
        return _feeds(given.into or Settings.from_env().root, given.layer or "")
    if len(files) != 1:
        faults.append("give one file: python -m geo.ingest FILE --layer ID")
    if not _ID.fullmatch(given.layer or ""):
        faults.append("layer: tell --layer ID, in small letters, digits and _, such as --layer my_events")
    roles, wrong = _columns(given.column or "")
    wishes, more = _wishes(given)
    refuse([*faults, *wrong, *more])
    path = Path(files[0])
    if not path.exists():
        raise GeoError(f"{path}: cannot be read: there is no such file; give one that is there")
    settings = Settings.from_env()
    root = given.into or settings.root
    evidence = load(open_store(root), root / "layers")
    _refuse_taken(evidence, given.layer, replace=given.replace)
    print(f"reading {path.name}", file=sys.stderr)
    sheet, encoding = given.sheet or "", given.encoding or ""
    try:
        with taken_apart(path, root / "data", sheet=sheet, encoding=encoding) as found:
            if not isinstance(found, Raw):
                return _large(path, found, given, roles, wishes, evidence, settings.dask)
            raw = found
        meant = proposed(list(raw.columns), roles)
        print(*_told(raw, meant), sep="\n")
        # Of names and positions only what everybody may see who may see the layer.
        world = world_of(evidence.cleared(wishes.marking))
        draft = drafted(raw, meant, wishes, world, path.name)
    except GeoError as error:
        raise GeoError("\n".join(f"{path.name}: {line}" for line in str(error).splitlines())) from error
    _tell(draft, len(raw))
    if given.dry_run:
        print("nothing is written")
    else:
        write_layer(draft, root, source_row(draft.layer.id, draft.layer.title, world.today, path.name))
        _tell_written(draft.layer)
    return 1 if draft.aside else 0


def _large(  # noqa: PLR0917 - what one command was told
    path: Path,
    blocks: Sequence[Block],
    given: Namespace,
    roles: dict[str, str],
    wishes: Wishes,
    evidence: Evidence,
    address: str,
) -> int:
    """Make a large layer of a file of many rows, or of a folder of such files."""
    root: Path = given.into or Settings.from_env().root
    first = blocks[0].read()
    meant = proposed(list(first.columns), roles)
    print(*_told(first, meant, of="the first "), sep="\n")
    world = world_of(evidence.cleared(wishes.marking))
    began = time.monotonic()

    def say(what: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {what}", file=sys.stderr, flush=True)

    with _engine(address, folder=path.is_dir()) as engine, made_large(
        blocks, roles=meant, wishes=wishes, world=world, file=path.name, engine=engine, home=root / "data",
        say=say,
    ) as made:  # fmt: skip
        for note in made.notes:
            print(f"note: {note}")
        print(f"taken: {made.rows} of {made.report.rows} rows, in {len(made.layer.classes)} classes")
        _tell_aside(made.report.aside, made.report.faults, made.report.aside)
        if given.dry_run:
            print("nothing is written")
        else:
            source = source_row(made.layer.id, made.layer.title, world.today, path.name)
            write_large_layer(made.data, made.layer, made.toml, root, source)
            _tell_written(made.layer)
    return 1 if made.report.aside else 0


def _tell_written(layer: Layer) -> None:
    print(f"written: layers/{layer.id}.toml, data/{layer.data}, its source in data/sources.csv")


def _engine(address: str, *, folder: bool) -> AbstractContextManager[Engine]:
    """Return who makes a large layer: the cores of this machine, or Dask, here or on a cluster."""
    if not (address or folder):
        return pool()
    from geo.ingest.large.cluster import cluster  # noqa: PLC0415 - an extra, which may be missing

    return cluster(address)


def _feeds(root: Path, layer: str) -> int:
    """Read all feeds once, or one layer's, say what came of it, and return 1 where one could not be read."""
    told = Feeds(root, lambda: load(open_store(root), root / "layers")).look(layer, at_once=True)
    print(*(f"{name}: {said}" for name, said in told.items()), sep="\n")
    return 1 if any(said.startswith(STAYS) for said in told.values()) else 0


def _stands_alone(words: Sequence[str], number: int) -> bool:
    before = words[number - 1] if number else ""
    return not before.startswith("--") or "=" in before or before in _FLAGS


_FLAGS: Final = ("--replace", "--dry-run", "--feeds")


def _columns(text: str) -> tuple[dict[str, str], list[str]]:
    roles: dict[str, str] = {}
    faults = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        role, equals, header = part.partition("=")
        if not equals:
            faults.append(f"column: '{part}' is no role=header; write --column day=Date,name=Title")
        roles[role.strip()] = header.strip()
    return roles, faults


def _wishes(given: Namespace) -> tuple[Wishes, list[str]]:
    faults = []
    numbers = {}
    for name, text, least in (("precision", given.precision, 1), ("lasts", given.lasts, 0)):
        right = text.isascii() and text.isdigit() and least <= int(text) < _MOST
        numbers[name] = int(text) if right else least
        if not right:
            faults.append(f"{name}: '{text}' is no number; write a whole number from {least}")
    marking = marking_of(given.marking)
    if marking not in MARKINGS:
        faults.append(f"marking: '{given.marking}' is none; write one of {', '.join(MARKINGS)}")
    if given.days and given.days not in ORDERS:
        faults.append(f"days: '{given.days}' is no order; write {' or '.join(ORDERS)}")
    if given.colour not in PALETTE:
        faults.append(f"colour: '{given.colour}' is none; write one of {', '.join(PALETTE)}")
    extent, wrong = _extent(given.extent)
    wishes = Wishes(
        layer=given.layer or "",
        title=given.title,
        crs=given.crs,
        days=given.days,
        precision_m=numbers["precision"],
        lasts=numbers["lasts"],
        marking=marking,
        extent=extent,
        colour=given.colour,
    )
    return wishes, faults + wrong


def _extent(text: str) -> tuple[Extent, list[str]]:
    if not text:
        return LIBYA_EXTENT, []
    if text == "world":
        return (-180.0, -90.0, 180.0, 90.0), []
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return LIBYA_EXTENT, [f"extent: '{text}' is none; write west,south,east,north in degrees, or world"]
    return (west, south, east, north), []


def _refuse_taken(evidence: Evidence, layer: str, *, replace: bool) -> None:
    known = evidence.catalog.get(layer)
    if known and known.group != OWN_GROUP:
        raise GeoError(f"layer: '{layer}' is a layer of the evidence; give another --layer")
    if (known or layer in evidence.broken) and not replace:
        raise GeoError(f"layer: '{layer}' is there already; give another --layer, or --replace")


def _told(raw: Raw, roles: Roles, of: str = "") -> Iterable[str]:
    """Yield what was read, how, and what each column is taken for."""
    yield f"{of}{len(raw)} rows, read as {raw.encoding}"
    if raw.crs:
        yield f"positions in {raw.crs.splitlines()[0][:80]}"
    if roles.known:
        yield f"columns as {roles.known} publishes them"
    for role, header in roles.of.items():
        sample = [text for text in raw.columns[header] if text][:_SHOWN]
        yield f"  {role:<10} {header}: {'; '.join(text[:40] for text in sample)}"
    rest = [header for header in raw.columns if header not in roles.of.values()]
    if rest:
        yield f"  kept as they are: {', '.join(rest)}"


def _tell(draft: Draft, rows: int) -> None:
    for note in draft.notes:
        print(f"note: {note}")
    print(f"taken: {len(draft.features)} of {rows} rows, in {len(draft.layer.classes)} classes")
    if draft.unplaced:
        print(f"kept without a position: {len(draft.unplaced)}")
        print(*(f"  {one}: {why}" for one, why in draft.unplaced[:_LISTED]), sep="\n")
    _tell_aside(draft.set_aside, draft.aside, len(draft.aside))


def _tell_aside(rows: int, faults: Sequence[Fault], more: int) -> None:
    if faults:
        print(f"set aside: {rows} rows", file=sys.stderr)
        print(*(f"  {fault}" for fault in faults[:_LISTED]), sep="\n", file=sys.stderr)
        if more > _LISTED:
            print(f"  and {more - _LISTED} more", file=sys.stderr)


def _options() -> Options:
    options = Options(
        "python -m geo.ingest FILE",
        "Make a layer of a file: GeoJSON, GeoPackage, a shapefile as zip, KML, KMZ, GPX, FlatGeobuf, "
        "GeoParquet, CSV or XLSX. Points of any number, and a folder of CSV or GeoParquet, become a large "
        "layer. Rows with faults are set aside and listed; what cannot be placed is kept "
        "and listed.",
    )
    options.value("--layer", metavar="ID", help="id of the layer")
    options.value("--title", default="", help="what it is called; default: its id")
    options.value(
        "--column",
        help=f"what columns are for, role=header with commas, - = none; roles: {', '.join(spellings())}",
    )
    options.value("--sheet", help="the layer or sheet to read, of a file that has several")
    options.value(
        "--crs", default="", help="of the coordinates where the file does not say, such as EPSG:32633"
    )
    options.value("--encoding", help="of the texts where it cannot be told, such as CP1252")
    options.value("--days", default="", help="how 03/04/2024 is written: dmy or mdy")
    options.value(
        "--precision",
        metavar="METRES",
        default=str(PRECISION),
        help=f"how well positions are known; default {PRECISION}",
    )
    options.value(
        "--lasts",
        metavar="DAYS",
        default=str(LASTS),
        help=f"how long a row without an end stays from its day on, 0 = open; default {LASTS}",
    )
    options.value(
        "--extent",
        default="",
        help="west,south,east,north in degrees, or world; default: Libya and its near borders",
    )
    options.value(
        "--marking", default=MARKINGS[0], help=f"one of {', '.join(MARKINGS)}; default {MARKINGS[0]}"
    )
    options.value(
        "--colour", default="own", help="key of the palette; default: own, the colour of what is not graded"
    )
    options.path(
        "--into", "data root to write into, with layers/ and data/; default: LIBYA_ROOT", metavar="FOLDER"
    )
    options.flag("--replace", "in place of an own layer of that id")
    options.flag("--feeds", "read every feed that feeds/ of the data root declares, or that of --layer, once")
    options.flag("--dry-run", "say what would be written, and write nothing")
    return options


if __name__ == "__main__":
    sys.exit(main())
