"""A store and its declarations -> evidence: everything read, judged together, and what is wrong taken out.

Bad data never raise here: they become rows of `faults` and take out no more than what rests on them.
"""

from __future__ import annotations

import gc
import hashlib
import logging
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.analysis import DERIVE
from geo.analysis.control import FIRST_DAY
from geo.analysis.regions import region_id
from geo.catalog import Catalog, read_catalog, read_declarations
from geo.errors import GeoError
from geo.evidence.agreeing import Agreement
from geo.evidence.clearing import Read, cleared
from geo.evidence.cutting import LOOKUPS
from geo.evidence.holding import Derive, Evidence
from geo.evidence.remembering import Memo, room_for
from geo.faults import Fault, fault_table
from geo.files import Content
from geo.language import worded
from geo.model import Layer
from geo.schema.checking import layer_faults, table_faults
from geo.schema.references import References
from geo.store import Store, Wanted
from geo.validity import published_days

GROUND = ("borders", "coast", "land", "neighbours")
"""Files of data/base/ that the map stands on, beside those of layers."""
_NAMED = {"land": ("id",), "neighbours": ("id", "name_en", "name_ar")}
"""Columns that some of them must have."""
_TRIES = 3
"""Times that files are read which are written meanwhile, so that two of them are of one version."""
_log = logging.getLogger(__name__)


@contextmanager
def garbage_waits() -> Iterator[None]:
    """Spare what makes very much at once the search for garbage, which goes through it all and finds none."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@garbage_waits()
def load(
    store: Store,
    layers_dir: Path,
    derive: Mapping[str, Derive] | None = None,
    *,
    declarations: Mapping[str, Content] | None = None,
) -> Evidence:
    """Return all evidence, judged: whatever is wrong is in its faults, and out of its layers.

    Nobody has cleared it for anybody: `Evidence.cleared` says what somebody may see.

    Parameters
    ----------
    store : Store
        Where the data are.
    layers_dir : Path
        Folder of the layer declarations.
    derive : mapping of str to callable, optional
        Analyses by the name that declarations give them; default: `geo.analysis.DERIVE`.
    declarations : mapping of str to bytes, optional
        What to read instead of the files in `layers_dir`.
    """
    if declarations is None:
        declarations = read_declarations(layers_dir)
    for _ in range(_TRIES):
        stamp = _stamp(store)
        read = _read(store, layers_dir, declarations)
        if _stamp(store) == stamp:
            break
    return _judged(read, DERIVE if derive is None else derive)


def _stamp(store: Store) -> Hashable:
    try:
        return store.stamp()
    except GeoError:
        return None  # the folder is gone: what is read says so


def _read(store: Store, layers_dir: Path, declarations: Mapping[str, Content]) -> Read:
    """Return everything as it stands, whatever its marking."""
    catalog, faults = read_catalog(layers_dir, declarations=declarations)
    broken = _reasons(faults)
    declared, table_declaration_faults = store.tables()
    tables = {name: store.table(name) for name in declared}
    layers = {layer.id: store.rows(layer) for layer in catalog.values() if layer.data and not layer.large}
    large = {layer.id: store.large(layer) for layer in catalog.values() if layer.large}
    wrong = {name: found for name, (_, found) in large.items() if found}
    ground, ground_faults = _ground(store, catalog)
    known_files = frozenset(layer.data for layer in catalog.values()) | {
        *(f"{name}.geojson" for name in broken),
        *(f"base/{name}.geojson" for name in GROUND),
    }
    return Read(
        version=_version(store, declarations),
        catalog=catalog,
        declared=declared,
        tables=tables,
        layers=layers,
        ground=ground,
        files={name: store.file_of(catalog[name]) for name in layers},
        large={name: one for name, (one, _) in large.items() if one},
        broken=broken | {name: _short(found) for name, found in wrong.items()},
        faults=(
            *chain.from_iterable(wrong.values()),
            *faults,
            *table_declaration_faults,
            *ground_faults,
            *store.undeclared(known_files),
        ),
    )


def _judged(read: Read, derive: Mapping[str, Derive], clearance: str = "", left_out: int = 0) -> Evidence:
    """Return what was read as evidence.

    Parameters
    ----------
    clearance : str
        What it was cleared for; "" = for nobody, nothing is left out.
    left_out : int
        Rows that were above it, and are not in `read`.
    """
    references = _references(read.catalog, read.broken, read.tables, read.layers)
    agreement = Agreement.of({name: frame for name, (frame, _) in read.tables.items()}, references)
    table_problems = {
        name: _merged(
            told,
            table_faults(frame, read.declared[name], references) + agreement.of_table(name, frame),
            frame,
        )
        for name, (frame, told) in read.tables.items()
    }
    layer_problems = {}
    for name, (frame, told) in read.layers.items():
        file = read.files[name]
        judged = layer_faults(frame, read.catalog[name], references, file)
        layer_problems[name] = _merged(told, judged + agreement.of_layer(name, file, frame), frame)
    faults = [
        *read.faults,
        *(fault for found in (*table_problems.values(), *layer_problems.values()) for fault in found),
    ]
    broken = read.broken | {name: _short(found) for name, found in layer_problems.items() if found}

    usable = {name: _usable(name, frame, table_problems[name]) for name, (frame, _) in read.tables.items()}
    evidence = Evidence(
        version=read.version,
        catalog=read.catalog,
        large=read.large,
        layers={
            name: _begun(frame, read.catalog[name], usable.get("sources"))
            for name, (frame, _) in read.layers.items()
            if name not in broken
        }
        # Whoever asks a large layer by extent and day gets its rows; whoever takes layers whole gets none.
        | {name: one.frame(Wanted(rows=(-1,))) for name, one in read.large.items()},
        tables=usable,
        ground=read.ground,
        faults=fault_table(faults),
        broken=broken,
        broken_tables={name: _short(found) for name, found in table_problems.items() if found},
        derive=derive,
        clearance=clearance,
        left_out=left_out,
        # Not a function of its own here: helpers in other processes are sent the evidence whole.
        _narrow=partial(_view, read, derive),
        _memo=Memo(room_for(frame for frame, _ in chain(read.layers.values(), read.tables.values()))),
    )
    derived, derived_problems = _derived(evidence, references)
    layers = evidence.layers | derived
    whole = replace(
        evidence,
        layers={name: layers[name] for name in read.catalog if name in layers},
        faults=fault_table([*faults, *(fault for found in derived_problems.values() for fault in found)]),
        broken=broken | {name: _short(found) for name, found in derived_problems.items()},
    )
    for name, why in {**whole.broken, **whole.broken_tables}.items():
        _log.info("%s is out: %s", name, why)
    return whole


def _begun(frame: gpd.GeoDataFrame, layer: Layer, sources: pd.DataFrame | None) -> gpd.GeoDataFrame:
    """Return a layer of sides with the day before which each row is not shown.

    That is the day on which it was first told where nobody says since when, else that on which sides began.
    """
    if layer.undated != "told":
        return frame
    dates = {} if sources is None else dict(zip(sources["id"], sources["date"], strict=True))
    told = published_days(frame, dates)
    return frame.assign(not_before=told.mask((frame["valid_from"] != "") | (told < FIRST_DAY), FIRST_DAY))


def _view(read: Read, derive: Mapping[str, Derive], clearance: str) -> Evidence | None:
    """Return what may be shown, judged as if there were nothing else; None where that is everything."""
    shown, left_out = cleared(read, clearance)
    return None if shown is read else _judged(shown, derive, clearance, left_out)


def _version(store: Store, declarations: Mapping[str, Content]) -> str:
    """Return a hash of data and declarations together."""
    digest = hashlib.sha256(store.version().encode())
    for name, content in sorted(declarations.items()):
        digest.update(name.encode())
        digest.update(content if isinstance(content, bytes) else str(content).encode())
    return digest.hexdigest()[:16]


def _references(
    catalog: Catalog,
    broken: Mapping[str, str],
    tables: Mapping[str, tuple[pd.DataFrame, list[Fault]]],
    frames: Mapping[str, tuple[gpd.GeoDataFrame, list[Fault]]],
) -> References:
    """Return every id that can be cited, also by rows that have faults of their own.

    Where a file cannot be read at all, what it held cannot be told, so what cites it is not called wrong.
    """

    # Mappings, because they keep the order of the file: equally likely words are suggested in that order.
    def ids(name: str) -> Collection[str] | None:
        frame, faults = tables.get(name, (pd.DataFrame(), []))
        return None if frame.empty or _unread(faults) else dict.fromkeys(frame["id"].tolist()).keys()

    owners: dict[str, str] = {}
    for layer_id, (frame, _) in frames.items():
        for feature_id in frame["id"].tolist():
            owners.setdefault(feature_id, layer_id)
    # Regions are derived from the districts that name them, and claims may be about them.
    districts = frames["districts"][0] if "districts" in frames else pd.DataFrame()
    for region in districts.get("region", pd.Series(dtype="str")).unique().tolist():
        owners.setdefault(region_id(region), "regions")
    unread = bool(broken) or any(_unread(faults) for _, faults in frames.values())
    return References(
        sources=ids("sources"),
        actors=ids("actors"),
        places=None if unread else owners.keys(),
        owners=owners,
        layers=catalog.keys() | broken.keys(),
        latest=datetime.now(tz=UTC).date() + timedelta(days=1),  # east of here a day begins earlier
        classes={layer.derive: tuple(layer.classes) for layer in catalog.values() if layer.derive},
    )


def _unread(faults: Iterable[Fault]) -> bool:
    """Tell whether rows may be missing from a frame: the file, or a row without an id, could not be read."""
    return any(not fault.column or fault.column == "id" for fault in faults)


def _merged(read: list[Fault], judged: list[Fault], frame: pd.DataFrame) -> list[Fault]:
    """Return what the store and the schema found, without what follows from a value that was not read."""
    if not read and not judged:
        return []
    told = {(fault.feature, fault.column) for fault in read}
    unread_shapes = {fault.feature for fault in read if fault.column == "geometry"}
    told |= {(feature, "precision_m") for feature in unread_shapes}
    whole = {fault.column for fault in read if not fault.feature}
    follows = [fault for fault in judged if (fault.feature, fault.column) in told or fault.column in whole]
    merged = read + [fault for fault in judged if fault not in follows]
    order = {feature: number for number, feature in enumerate(frame["id"].tolist())} if "id" in frame else {}
    return sorted(merged, key=lambda fault: order.get(fault.feature, -1))


def _ground(store: Store, catalog: Catalog) -> tuple[dict[str, gpd.GeoDataFrame], list[Fault]]:
    """Return all ground that can be read; a layer's own file is judged as a layer.

    `land` is no ground of its own: its outlines stand in for those of the same countries in `neighbours`.
    """
    ground: dict[str, gpd.GeoDataFrame] = {}
    faults: list[Fault] = []
    as_layers = {layer.data for layer in catalog.values()}
    known = set(store.ground_names())
    for name in sorted(known):
        file = f"data/base/{name}.geojson"
        try:
            frame = store.ground(name)
        except GeoError as error:
            if f"base/{name}.geojson" not in as_layers:
                faults.append(Fault(file, "", "", "", str(error), "restore the file"))
            continue
        missing = [column for column in _NAMED.get(name, ()) if column not in frame]
        faults += [Fault(file, "", "", one, "no feature has it", "restore the file") for one in missing]
        if not missing:
            ground[name] = frame
    # A root with more than one file of the ground is meant to have it whole: what is not drawn must be told.
    if len({"neighbours", "borders", "land"} & known) > 1:
        faults += [
            Fault(f"data/base/{name}.geojson", "", "", "", "the file is missing", "restore the file")
            for name in GROUND
            if name not in known
        ]
    if "neighbours" in ground and "land" in ground:
        ground["neighbours"] = _finer(ground["neighbours"], ground.pop("land"))
    return ground, faults


def _finer(countries: gpd.GeoDataFrame, land: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the countries with the finer outlines that a file of another licence has for some of them."""
    finer = dict(zip(land["id"], land.geometry, strict=True))
    shapes = [finer.get(name, shape) for name, shape in zip(countries["id"], countries.geometry, strict=True)]
    return countries.set_geometry(gpd.GeoSeries(shapes, index=countries.index, crs=countries.crs))


def _derived(
    evidence: Evidence, references: References
) -> tuple[dict[str, gpd.GeoDataFrame], dict[str, list[Fault]]]:
    """Return the derived layers as known now, and what is wrong with those that are out."""
    frames: dict[str, gpd.GeoDataFrame] = {}
    problems: dict[str, list[Fault]] = {}
    for layer in evidence.catalog.values():
        if not layer.derive:
            continue
        file = f"layers/{layer.id}.toml"
        try:
            frame = evidence.layer(layer.id)
            # Its ids may be those of the features that it is derived from, so nobody else owns them;
            # and it says on which days ahead a claim will be stale.
            found = layer_faults(frame, layer, replace(references, owners={}, latest=None), file)
        except GeoError as error:
            problem, _, remedy = str(error).partition("; ")
            remedy = remedy or "put right what it needs, or remove the layer"
            found = [Fault(file, layer.id, "", "derive", problem, remedy)]
        if found:
            problems[layer.id] = found
        else:
            frames[layer.id] = frame
    return frames, problems


def _usable(name: str, frame: pd.DataFrame, faults: list[Fault]) -> pd.DataFrame:
    """Return what of a table may be shown: with faults none, but for a lookup its faultless rows."""
    if not faults:
        return frame
    if name not in LOOKUPS:
        return frame.iloc[:0]
    wrong = {fault.feature for fault in faults}
    keep = ~frame["id"].isin(wrong | {""}) & ~frame["id"].duplicated()
    return frame[keep].reset_index(drop=True)


def _reasons(faults: Iterable[Fault]) -> dict[str, str]:
    """Return why each layer is out, by layer id."""
    by_layer: dict[str, list[Fault]] = {}
    for fault in faults:
        if fault.layer:
            by_layer.setdefault(fault.layer, []).append(fault)
    return {name: _short(found) for name, found in by_layer.items()}


def _short(faults: list[Fault]) -> str:
    """Return faults in a few words: the first, and how many more there are."""
    first = faults[0]
    where = " ".join(part for part in (f"'{first.feature}'" * bool(first.feature), first.column) if part)
    told = worded("{name}: {why}", name=where, why=first.problem) if where else first.problem
    more = len(faults) - 1
    return worded("{told}, and {n} more", told=told, n=more) if more else told
